"""All of it leaves through the pages: the exit kit, and the erasure of a person."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cast import NOW, Cast
from django.test import Client
from django.urls import reverse
from facing import asked_of, sign_in
from morning import make_morning

from ownpath.faces.office.pages.leaving import TEXTS_A_PAGE
from ownpath.school.people.imports.background import Work
from ownpath.school.people.models import Person
from ownpath.school.privacy import tasks
from ownpath.school.privacy.further import MANIFEST
from ownpath.school.privacy.models import AuditEntry, KitRun
from ownpath.school.privacy.services import drop_old_kits, erase, forget_foreseen, plan_erasure
from ownpath.school.privacy.services.erasing import folder_of_foreseen
from ownpath.school.privacy.services.kits import path_of
from ownpath.school.privacy.tasks import do_kit
from ownpath.school.voice.models import Message

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15
MARK = re.compile(r'name="mark" value="([0-9a-f]+)"')


@pytest.fixture
def school(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """Return the cast on a morning on which something of everything exists."""
    settings.DATA_FOLDER = tmp_path
    make_morning(cast)
    return cast


@pytest.fixture
def whitfield(school: Cast) -> Client:
    """Return a client signed in as the district's administrator."""
    return sign_in(school.whitfield)


def mark_of(client: Client, person: Person) -> str:
    """Return the mark of the plan as the page shows it."""
    page = client.get(reverse("office:erase", args=[person.uuid])).content.decode()
    return MARK.findall(page)[0]


class TestExitKit:
    def test_is_given_to_the_administrator_and_logged(
        self, whitfield: Client, school: Cast
    ) -> None:
        address = reverse("office:exit_kit")
        assert whitfield.post(address)["Location"] == address
        told = whitfield.get(address).content.decode()
        assert 'hx-get="/office/exit-kit/progress/"' in told
        run = KitRun.objects.get()
        do_kit(uuid=run.uuid, clock=lambda: NOW)
        assert "It is ready" in whitfield.get(address).content.decode()
        answer = whitfield.get(reverse("office:kit_file"))
        content = b"".join(answer.streaming_content)
        with ZipFile(io.BytesIO(content)) as kit:
            manifest = json.loads(kit.read(MANIFEST))
        assert manifest["district"]["source_key"] == "live-oak"
        assert manifest["tables"]["evidence_evidence"]["rows"] > 0
        deeds = AuditEntry.objects.filter(deed__startswith="exit_kit").order_by("pk")
        assert [(one.deed, one.actor) for one in deeds] == [
            ("exit_kit.ask", school.whitfield), ("exit_kit", school.whitfield),
        ]  # fmt: skip

    def test_goes_when_it_is_let_go_when_somebody_is_erased_and_after_a_week(
        self, whitfield: Client, school: Cast
    ) -> None:
        address, file = reverse("office:exit_kit"), reverse("office:kit_file")
        for end in ("let go", "erased", "a week"):
            whitfield.post(address)
            do_kit(uuid=KitRun.objects.latest("pk").uuid, clock=lambda: NOW)
            path = path_of(KitRun.objects.latest("pk"))
            assert path.is_file()
            if end == "let go":
                whitfield.post(reverse("office:kit_discard"))
            elif end == "erased":
                plan = plan_erasure(district=school.live_oak, person=school.ben)
                erase(plan=plan, by=None, now=NOW)
            else:
                drop_old_kits(now=NOW + timedelta(days=8))
            assert not path.exists(), end
            assert whitfield.get(file).status_code == 404
        logged = AuditEntry.objects.filter(deed="exit_kit.let_go")
        assert [one.actor for one in logged] == [school.whitfield]  # by hand, not by time
        assert "kept no more" in whitfield.get(address).content.decode()

    def test_is_let_go_in_the_log_when_another_is_asked_for_and_only_if_there_was_one(
        self, whitfield: Client, school: Cast
    ) -> None:
        address, discard = reverse("office:exit_kit"), reverse("office:kit_discard")
        whitfield.post(discard)  # there is none
        whitfield.post(address)
        do_kit(uuid=KitRun.objects.latest("pk").uuid, clock=lambda: NOW)
        whitfield.post(address)
        deeds = AuditEntry.objects.filter(deed__startswith="exit_kit").order_by("pk")
        assert [one.deed for one in deeds] == [
            "exit_kit.ask",
            "exit_kit.let_go",
            "exit_kit.ask",
        ]
        log = whitfield.get(reverse("office:audit")).content.decode()
        assert "let the exit kit go" in log

    def test_is_asked_for_once_at_a_time_and_again_when_it_broke(
        self, whitfield: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = reverse("office:exit_kit")
        whitfield.post(address)
        assert whitfield.post(address).status_code == 409

        def breaks(**_asked: Any) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(tasks, "write_kit", breaks)
        do_kit(uuid=KitRun.objects.get().uuid, clock=lambda: NOW)
        assert not path_of(KitRun.objects.get()).exists()
        assert "stopped on its way" in whitfield.get(address).content.decode()
        assert whitfield.post(address).status_code == 302

    def test_is_not_for_records_staff_who_may_not_know_what_children_said(
        self, school: Cast
    ) -> None:
        clerk = sign_in(school.clerk)
        assert clerk.post(reverse("office:exit_kit")).status_code == 403
        assert not KitRun.objects.exists()
        assert "Take the exit kit" not in clerk.get(reverse("office:home")).content.decode()


class TestErasing:
    def test_shows_what_goes_and_does_it_when_the_name_is_typed(
        self, whitfield: Client, school: Cast
    ) -> None:
        address = reverse("office:erase", args=[school.ada.uuid])
        said = {"name": "ada  MORALES", "mark": mark_of(whitfield, school.ada)}
        assert whitfield.post(address, said).status_code == 302
        assert not Person.objects.filter(pk=school.ada.pk).exists()
        assert AuditEntry.objects.get(deed="erase.person").actor == school.whitfield
        assert whitfield.get(address).status_code == 404

    @pytest.mark.parametrize("name", ["", "Ada", "Ben Carter"])
    def test_does_nothing_when_another_name_is_typed(
        self, whitfield: Client, school: Cast, name: str
    ) -> None:
        said = {"name": name, "mark": mark_of(whitfield, school.ada)}
        answer = whitfield.post(reverse("office:erase", args=[school.ada.uuid]), said)
        assert answer.status_code == 422
        assert Person.objects.filter(pk=school.ada.pk).exists()

    def test_goes_on_when_others_looked_at_the_person_meanwhile(
        self, whitfield: Client, school: Cast
    ) -> None:
        said = {"name": "Ada Morales", "mark": mark_of(whitfield, school.ada)}
        sign_in(school.clerk).get(reverse("office:person", args=[school.ada.uuid]))
        assert AuditEntry.objects.filter(about=school.ada, actor=school.clerk).exists()
        whitfield.post(reverse("office:erase", args=[school.ada.uuid]), said)
        assert not Person.objects.filter(pk=school.ada.pk).exists()

    def test_does_nothing_by_a_plan_nobody_saw(self, whitfield: Client, school: Cast) -> None:
        said = {"name": "Ada Morales", "mark": "0" * 32}
        address = reverse("office:erase", args=[school.ada.uuid])
        answer = whitfield.post(address, said, follow=True)
        assert "new plan" in answer.content.decode()
        assert Person.objects.filter(pk=school.ada.pk).exists()

    def test_is_not_for_oneself_nor_over_the_wall(
        self, whitfield: Client, school: Cast
    ) -> None:
        for person, status in ((school.whitfield, 403), (school.lund, 404)):
            address = reverse("office:erase", args=[person.uuid])
            assert whitfield.get(address).status_code == status

    def test_asks_few_queries_however_many_tables_of_texts_it_looks_through(
        self, whitfield: Client, school: Cast
    ) -> None:
        n_queries, _page = asked_of(whitfield, reverse("office:erase", args=[school.ada.uuid]))
        assert n_queries <= MOST_QUERIES

    def test_is_worked_out_beside_the_page(self, whitfield: Client, school: Cast) -> None:
        address = reverse("office:erase", args=[school.ada.uuid])
        whitfield.get(address)
        asked, _page = asked_of(whitfield, address)
        assert asked <= 8  # the plan is at hand
        forget_foreseen()
        pulse = folder_of_foreseen() / f"{school.ada.uuid}.pulse"
        Work(pulse).tell("looking")
        assert "Looking through all rooms" in whitfield.get(address).content.decode()
        part = whitfield.get(address, headers={"hx-request": "true"}).content.decode()
        assert "hx-get" in part
        pulse.unlink()
        part = whitfield.get(address, headers={"hx-request": "true"}).content.decode()
        assert "stopped half way" in part
        whitfield.get(address)
        ready = whitfield.get(address, headers={"hx-request": "true"})
        assert ready["HX-Redirect"] == address

    def test_asks_page_by_page_about_a_first_name_alone_in_any_room(
        self, whitfield: Client, school: Cast
    ) -> None:
        said = [
            Message.objects.create(
                sender=school.ito, receiver=school.okafor, about=school.ben,
                body=f"Ada sat beside him on day {n}.", sent_at=NOW,
            )
            for n in range(TEXTS_A_PAGE + 5)
        ]  # fmt: skip
        address = reverse("office:erase", args=[school.ada.uuid])
        page = whitfield.get(address).context["page"]
        assert (len(page.undecided), page.n_undecided) == (TEXTS_A_PAGE, len(said))
        first = [one.key for one in page.undecided]
        went = whitfield.post(address, {"seen": first, "also": first[:2], "go": "2"})
        assert went["Location"] == f"{address}?page=2#texts"
        second = whitfield.get(f"{address}?page=2").context["page"]
        last = second.undecided[-1].key
        sent = {"name": "Ada Morales", "mark": second.mark, "seen": last, "also": last}
        assert whitfield.post(f"{address}?page=2", sent).status_code == 302
        kept = Message.objects.filter(pk__in=[one.pk for one in said])
        assert kept.filter(body__startswith="[…] sat").count() == 3
        assert kept.filter(body__startswith="Ada sat").count() == len(said) - 3
