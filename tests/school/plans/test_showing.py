"""What counts as offered: what a page showed to the student, not what was made ahead and never seen."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from cast import NOW, TODAY, Cast
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from grounds import Grounds

from ownpath.faces.student.pages.day import build_my_day
from ownpath.faces.student.pages.hopes import build_my_hopes
from ownpath.faces.student.pages.next_day import build_next_day
from ownpath.faces.student.pages.table import build_ideas, lay_table
from ownpath.faces.student.pages.walking import build_path_domain
from ownpath.faces.student.pages.what_next import build_what_next
from ownpath.school.curriculum.models import Theme
from ownpath.school.days.queries import tomorrow_of
from ownpath.school.days.services import pick_for_day
from ownpath.school.plans.models import Choice, Offer
from ownpath.school.plans.queries import offers_of
from ownpath.school.plans.services import (
    choose_offer,
    ensure_offer_of,
    ensure_offers,
    make_offers,
    make_offers_ahead,
    pin_activity,
)
from ownpath.school.voice.models import Hope

EARLY = NOW - timedelta(hours=3)
LATER = NOW + timedelta(minutes=20)


@pytest.fixture
def ahead(cast: Cast) -> list[Offer]:
    """Make Ada's offers before she is there."""
    make_offers_ahead(students=[cast.ada], today=TODAY, now=EARLY)
    return offers_of(student=cast.ada, today=TODAY)


def shown(cast: Cast) -> set[object]:
    return {one.shown_at for one in offers_of(student=cast.ada, today=TODAY)}


class TestAnOffer:
    def test_made_ahead_is_offered_once_my_day_shows_it(
        self, cast: Cast, ahead: list[Offer]
    ) -> None:
        assert ahead
        assert shown(cast) == {None}
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        ensure_offers(student=cast.ada, today=TODAY, now=LATER)
        assert shown(cast) == {NOW}

    @pytest.mark.usefixtures("ahead")
    def test_costs_one_statement_more_the_first_time_only(self, cast: Cast) -> None:
        asked = []
        for now in (NOW, LATER):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                ensure_offers(student=cast.ada, today=TODAY, now=now)
            asked.append([one["sql"].split()[0] for one in seen.captured_queries])
        first = [word for word in asked[0] if word in {"SELECT", "UPDATE", "INSERT"}]
        assert first == ["SELECT", "UPDATE"]
        assert asked[1] == ["SELECT"]

    def test_made_while_the_page_opens_is_shown_at_once(self, cast: Cast) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        assert shown(cast) == {NOW}

    def test_at_the_end_of_a_practice_is_offered_only_where_the_page_shows_it(
        self, cast: Cast, ahead: list[Offer]
    ) -> None:
        cards = build_what_next(student=cast.ada, today=TODAY, now=NOW, language="en")
        seen = Offer.objects.filter(student=cast.ada, shown_at=NOW)
        assert {one.uuid for one in seen} == {card.uuid for card in cards}
        assert 0 < len(cards) < len(ahead)

    def test_of_my_day_is_offered_only_where_the_page_shows_it(
        self, cast: Cast, ahead: list[Offer]
    ) -> None:
        cast.ada.grade = "KG"  # three things on a screen
        first = build_my_day(student=cast.ada, today=TODAY, now=NOW, language="en")
        seen = set(Offer.objects.filter(student=cast.ada, shown_at=NOW))
        assert first.has_more
        assert {one.uuid for one in seen} == {card.uuid for card in first.choices}
        ideas = build_ideas(student=cast.ada, today=TODAY, now=LATER, language="en")
        asked_for = Offer.objects.filter(student=cast.ada, shown_at=LATER)
        assert {one.uuid for one in asked_for} == {card.uuid for card in ideas}
        assert len(first.choices) + len(ideas) == len(ahead)

    def test_that_brings_back_what_slipped_is_shown_though_it_waits_among_more_ideas(
        self, cast: Cast, ahead: list[Offer]
    ) -> None:
        last = ahead[-1]
        slipped = SimpleNamespace(competency_id=last.competency_id)
        others = [one for one in ahead if one.competency_id != last.competency_id]
        offers = [*others, last]
        table = lay_table(offers, is_early=True, slipped=[slipped])  # type: ignore[list-item]
        assert table.more[-1] == last
        assert last in table.shown
        assert set(table.more) - {last} == set(offers) - set(table.shown)

    def test_for_the_next_day_is_shown_by_the_page_that_lets_one_pick(
        self, grounds: Grounds, ahead: list[Offer]
    ) -> None:
        ada = grounds.cast.ada
        page = build_next_day(student=ada, now=NOW, language="en")
        assert page is not None
        keys = {choice.key for choice in page.choices}
        seen = Offer.objects.filter(student=ada, shown_at=NOW).select_related("activity")
        assert seen
        assert {f"activity:{one.activity.uuid}" for one in seen} <= keys
        late = NOW + timedelta(hours=12)
        assert build_next_day(student=ada, now=late, language="en").choices == ()  # type: ignore[union-attr]
        assert len(ahead) >= len(seen)

    def test_an_adult_brings_in_is_not_offered_before_it_is_seen(self, cast: Cast) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=EARLY)
        before = {one.pk for one in offers_of(student=cast.ada, today=TODAY)}
        pin_activity(
            student=cast.ada, activity_uuid=cast.project.uuid, reason="Try it",
            by=cast.okafor, today=TODAY, now=NOW,
        )  # fmt: skip
        new = [one for one in offers_of(student=cast.ada, today=TODAY) if one.pk not in before]
        assert {one.shown_at for one in new} <= {None}
        ensure_offers(student=cast.ada, today=TODAY, now=LATER)
        assert shown(cast) <= {EARLY, LATER}

    def test_of_a_planned_block_is_shown_as_it_opens(
        self, cast: Cast, ahead: list[Offer]
    ) -> None:
        unseen = ahead[0]
        for activity_id, now in ((unseen.activity_id, NOW), (cast.project.pk, LATER)):
            offer = ensure_offer_of(
                student=cast.ada, activity_id=activity_id, competency_id=None, reason={},
                today=TODAY, now=now,
            )  # fmt: skip
            assert Offer.objects.get(pk=offer.pk).shown_at is not None

    def test_is_shown_by_my_path_where_it_stands_there(
        self, cast: Cast, ahead: list[Offer]
    ) -> None:
        domain = cast.competencies[0].domain
        page = build_path_domain(
            student=cast.ada, domain=domain, today=TODAY, now=NOW, language="en"
        )
        there = {spot.offer.uuid for spot in (*page.now, *page.after) if spot.offer}
        seen = Offer.objects.filter(student=cast.ada, shown_at=NOW)
        assert there
        assert {one.uuid for one in seen} == there
        assert len(there) < len(ahead)


class TestTheLedgerOfChoices:
    def test_holds_what_was_shown_and_the_chosen_one(
        self, cast: Cast, ahead: list[Offer]
    ) -> None:
        Offer.objects.filter(pk=ahead[1].pk).update(shown_at=NOW)
        choose_offer(
            student=cast.ada, offer_uuid=ahead[0].uuid, by=cast.ada, today=TODAY, now=NOW
        )
        assert Choice.objects.get().among == [str(one.uuid) for one in ahead[:2]]
        assert Offer.objects.get(pk=ahead[0].pk).shown_at == NOW

    @pytest.mark.usefixtures("ahead")
    def test_of_the_next_day_holds_what_its_page_showed(self, grounds: Grounds) -> None:
        ada = grounds.cast.ada
        tomorrow = tomorrow_of(student=ada, now=NOW)
        assert tomorrow is not None
        wanted = tomorrow.could[0].key
        picked = pick_for_day(
            student=ada, day=tomorrow.day, key=wanted, n_shown=2, by=ada, now=NOW
        )
        assert picked.among == [one.key for one in tomorrow.could[:2]]
        assert len(tomorrow.could) > 2


class TestMyHopes:
    def test_changed_only_what_was_shown(self, cast: Cast) -> None:
        theme = Theme.objects.filter(kind="interest").first()
        hope = Hope.objects.create(
            student=cast.ada, kind="interest", theme=theme, said_at=EARLY
        )
        make_offers(student=cast.ada, today=TODAY, now=EARLY)
        Offer.objects.filter(student=cast.ada).update(reason={"kind": "hope", "hope": hope.pk})

        def n_changed() -> int:
            page = build_my_hopes(student=cast.ada, today=TODAY, language="en")
            return sum(card.n_changed for shelf in page.shelves for card in shelf.mine)

        assert n_changed() == 0
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        assert n_changed() > 0


class TestTheMigration:
    def test_keeps_as_shown_the_lists_of_days_on_which_something_was_taken(
        self, cast: Cast
    ) -> None:
        for day in (0, 1):
            make_offers(student=cast.ada, today=TODAY + timedelta(days=day), now=EARLY)
        taken = Offer.objects.filter(student=cast.ada, for_day=TODAY).first()
        assert taken is not None
        Offer.objects.filter(pk=taken.pk).update(state=Offer.State.DONE)
        import_module("ownpath.school.plans.migrations.0004_shown_at").tell_what_was_shown(
            apps, None
        )
        rows = Offer.objects.filter(student=cast.ada).values_list("for_day", "shown_at")
        assert set(rows) == {(TODAY, EARLY), (TODAY + timedelta(days=1), None)}
