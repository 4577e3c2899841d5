"""Cards of many people are made apart; only the page that asked can open them, and nobody is locked out in silence."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, TODAY, Cast, make_students
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse
from facing import sign_in
from pytest_django import Settings

from ownpath import clock
from ownpath.faces.office.views import sign_in_help
from ownpath.school.people.models import Person
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.privacy.services import (
    CardsAsked,
    drop_old_cards,
    make_cards_apart,
    stage_of_cards,
    unopened_cards,
)
from ownpath.school.privacy.services.handing_out import NoCards, open_cards

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which cards wait; its files are as old as the moment of the cast."""
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setattr(clock, "written_at", lambda path: path.stat() and NOW)
    return tmp_path / "cards"


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None, folder: Path) -> Client:
    """Return a client signed in as records staff."""
    return sign_in(cast.clerk)


def ask(client: Client, cast: Cast) -> tuple[str, str, str]:
    """Ask for cards for all students of Ada's campus; return the page, where they open, and the key."""
    address = reverse("office:students_cards", args=[cast.section.campus.uuid])
    page = client.post(address, {"whom": "yes"}).content.decode()
    opens = re.search(r'action="(/office/cards/made/[^"]+)"', page)
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert opens
    assert key
    return page, opens[1], key[1]


def asked_for(people: list[Person]) -> CardsAsked:
    """Return what a page asks for."""
    return CardsAsked(
        title="Grade 4", people=people, language="en", head={},
        tell=lambda one, new: {"name": one.plain_name, "password": new.words},
    )  # fmt: skip


def make(people: list[Person], by: Person, at: Any = lambda: NOW) -> tuple[UUID, str]:
    """Make cards at once, as a job inside a transaction is."""
    return make_cards_apart(asked=asked_for(people), by=by, today=TODAY, at=at, rng=Random(7))


class TestPages:
    def test_lead_from_asking_to_the_cards(
        self, office: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sign_in_help, "AT_ONCE", 1)
        make_students(cast, 2)
        Person.objects.filter(username="kid0").update(grade="KG")
        page, opens, key = ask(office, cast)
        assert "The cards are made." in page
        shown = office.post(opens, {"key": key})
        cards = shown.context["page"].cards
        assert cards[0].name == "Kid00 Doe"
        assert len(cards) == 3
        for card in cards:
            person = Person.objects.get(username=card.username)
            assert check_password(card.password, person.password)
            assert person.password_given_on is not None
        assert "grade 4" in cards[-1].where
        given = AuditEntry.objects.filter(deed="sign_in.password", actor=cast.clerk)
        assert given.count() == 3

    def test_of_few_are_made_at_once(self, office: Client, cast: Cast) -> None:
        address = reverse("office:students_cards", args=[cast.section.campus.uuid])
        page = office.post(address, {"whom": "yes"})
        assert [one.name for one in page.context["page"].cards] == [cast.ada.plain_name]

    def test_say_that_cards_stopped_where_nothing_was_changed(self, office: Client) -> None:
        page = office.post(reverse("office:cards_made", args=[uuid4()]), {"key": "x"})
        assert "No password was changed" in page.content.decode()

    def test_are_called_in_the_log_what_a_person_would_call_them(
        self, office: Client, cast: Cast
    ) -> None:
        ticket, _key = make([cast.ada], cast.clerk)
        page = office.get("/office/audit/").content.decode()
        assert "gave many people new passwords" in page
        assert "Grade 4" in page
        assert ticket.hex not in page

    def test_tell_who_looks_next_that_nobody_opened_them(
        self, office: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sign_in_help, "AT_ONCE", 0)
        _page, opens, key = ask(office, cast)
        other = sign_in(cast.whitfield)
        told = "cards were made on"
        assert told in other.get(reverse("office:cards")).content.decode()
        office.post(opens, {"key": key})
        assert told not in other.get(reverse("office:cards")).content.decode()


class TestCards:
    def test_stand_nowhere_in_the_clear(self, cast: Cast, folder: Path) -> None:
        ticket, key = make([cast.ada], cast.clerk)
        told = open_cards(ticket=ticket, key=key, by=cast.clerk, now=NOW)
        words = told["cards"][0]["password"]
        (file,) = folder.glob("*.cards")
        assert words.encode() not in file.read_bytes()
        assert key.encode() not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0
        log = str(list(AuditEntry.objects.values_list()))
        assert words not in log
        assert key not in log

    @pytest.mark.parametrize("who", ["whitfield", "lund"])
    def test_are_nobody_elses_to_open(self, cast: Cast, folder: Path, who: str) -> None:
        ticket, key = make([cast.ada], cast.clerk)
        with pytest.raises(NoCards):
            open_cards(ticket=ticket, key=key, by=getattr(cast, who), now=NOW)

    @pytest.mark.parametrize("key", ["", "x", "é", "A" * 43 + "="])
    def test_do_not_open_by_another_key(self, cast: Cast, folder: Path, key: str) -> None:
        ticket, _key = make([cast.ada], cast.clerk)
        with pytest.raises(NoCards):
            open_cards(ticket=ticket, key=key, by=cast.clerk, now=NOW)

    def test_open_again_for_a_while_and_then_go(self, cast: Cast, folder: Path) -> None:
        ticket, key = make([cast.ada], cast.clerk)
        soon, late = NOW + timedelta(minutes=14), NOW + timedelta(minutes=15)
        for _time in range(2):
            open_cards(ticket=ticket, key=key, by=cast.clerk, now=soon)
        assert drop_old_cards(now=soon) == []
        assert stage_of_cards(ticket=ticket, by=cast.clerk, now=late).state == "gone"
        with pytest.raises(NoCards):
            open_cards(ticket=ticket, key=key, by=cast.clerk, now=late)
        (folder / "half.part").write_bytes(b"what a crash left")
        assert len(drop_old_cards(now=late + timedelta(hours=1))) == 1
        assert not list(folder.iterdir())


class TestWorkThatStops:
    def test_before_the_writing_leaves_the_old_passwords(
        self, cast: Cast, folder: Path
    ) -> None:
        cast.ada.set_password("old-words-here")
        cast.ada.save()
        moments = iter([NOW])  # the second look at the clock, just before the writing, fails
        ticket, key = make([cast.ada], cast.clerk, at=lambda: next(moments))
        cast.ada.refresh_from_db()
        assert cast.ada.check_password("old-words-here")
        assert stage_of_cards(ticket=ticket, by=cast.clerk, now=NOW).state == "stopped"
        assert not list(folder.glob("*"))
        with pytest.raises(NoCards):
            open_cards(ticket=ticket, key=key, by=cast.clerk, now=NOW)

    def test_for_one_who_may_not_be_helped_changes_nobody(
        self, cast: Cast, folder: Path
    ) -> None:
        ticket, _key = make([cast.ada, cast.lund], cast.clerk)
        cast.ada.refresh_from_db()
        assert not cast.ada.has_usable_password()
        assert stage_of_cards(ticket=ticket, by=cast.clerk, now=NOW).state == "stopped"

    def test_after_the_writing_is_told_until_cards_of_that_group_are_opened(
        self, cast: Cast, folder: Path
    ) -> None:
        make([cast.ada], cast.clerk)
        told = unopened_cards(district=cast.live_oak, now=NOW)
        assert [(one.title, one.made_at) for one in told] == [("Grade 4", NOW)]
        assert unopened_cards(district=cast.cedar, now=NOW) == []
        ticket, key = make([cast.ada], cast.clerk)
        open_cards(ticket=ticket, key=key, by=cast.clerk, now=NOW)
        assert unopened_cards(district=cast.live_oak, now=NOW) == []
