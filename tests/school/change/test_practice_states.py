"""Cards, visits and spread under any sequence of deeds: each is taken whole or refused whole, with a true history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import check_history, try_deed
from practiced import make_card, make_pilot, second_section

from ownpath.school.change.models import PracticeCard, SpreadEvent, StateChange, Visit
from ownpath.school.change.services.practices import move_card
from ownpath.school.change.services.spreading import ask_visit, move_visit, note_spread
from ownpath.school.change.states import CARD, VISIT

TABLES = (PracticeCard, Visit, SpreadEvent)
CARD_DEEDS = sorted({one.deed for one in CARD.steps})
VISIT_DEEDS = sorted({one.deed for one in VISIT.steps})
KINDS = ("told", "visited", "tried", "kept", "left")
LAWS = settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.django_db
@LAWS
@given(st.lists(st.sampled_from(CARD_DEEDS), min_size=4, max_size=12), st.booleans())
def test_a_card_moves_by_its_machine_or_not_at_all(
    cast: Cast, deeds: list[str], is_carried: bool
) -> None:
    PracticeCard.objects.all().delete()
    StateChange.objects.all().delete()
    sections = [cast.section, second_section(cast)] if is_carried else [cast.section]
    card = make_card(cast, make_pilot(cast, sections, cycles=2))
    for deed in deeds:
        card.refresh_from_db()
        is_legal = any(one.deed == deed for one in CARD.deeds_from(state=card.state))
        tried = try_deed(
            lambda d=deed: move_card(card=card, step=d, by=cast.whitfield, now=NOW),  # type: ignore[misc]
            tables=TABLES,
        )
        is_possible = is_legal and (deed != "endorse" or is_carried)
        assert (tried.refusal is None) == is_possible, f"{deed} from {card.state}"
        assert tried.n_steps == int(is_possible)
    check_history(card, CARD)


@pytest.mark.django_db
@LAWS
@given(st.lists(st.sampled_from(VISIT_DEEDS), min_size=3, max_size=8))
def test_a_visit_moves_by_its_machine_or_not_at_all(cast: Cast, deeds: list[str]) -> None:
    PracticeCard.objects.all().delete()
    card = make_card(cast, make_pilot(cast, [cast.section], cycles=2))
    card = move_card(card=card, step="show", by=cast.whitfield, now=NOW)
    visit = ask_visit(
        card=card, host=cast.okafor, guest=cast.ito, visit_on=TODAY, by=cast.ito, now=NOW
    )
    for deed in deeds:
        visit.refresh_from_db()
        is_legal = any(one.deed == deed for one in VISIT.deeds_from(state=visit.state))
        tried = try_deed(
            lambda d=deed: move_visit(visit=visit, step=d, learned="x", by=cast.ito, now=NOW),  # type: ignore[misc]
            tables=TABLES,
        )
        assert (tried.refusal is None) == is_legal
        assert tried.n_steps == int(is_legal)
    check_history(visit, VISIT)


@pytest.mark.django_db
@LAWS
@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 200)), min_size=3, max_size=10)
)
def test_what_is_noted_of_spread_always_makes_sense(
    cast: Cast, notes: list[tuple[str, int]]
) -> None:
    PracticeCard.objects.all().delete()
    card = make_card(cast, make_pilot(cast, [cast.section], cycles=2))
    card = move_card(card=card, step="show", by=cast.whitfield, now=NOW)
    for kind, ago in notes:
        day = TODAY - timedelta(days=ago)
        try_deed(
            lambda k=kind, d=day: note_spread(  # type: ignore[misc]
                card=card,
                campus=cast.section.campus,
                kind=k,
                happened_on=d,
                by=cast.reyes,
                now=NOW,
            ),
            tables=TABLES,
        )
    for kept in SpreadEvent.objects.filter(kind="kept"):
        before = kept.happened_on - timedelta(weeks=8)
        tries = SpreadEvent.objects.filter(kind="tried", happened_on__lte=before)
        piloted = card.pilots.filter(campus=kept.campus, starts_on__lte=before)
        assert tries.exists() or piloted.exists()
