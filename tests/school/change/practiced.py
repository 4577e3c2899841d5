"""Practice cards to test with, and pilots they rest on, brought to where a test wants them, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from cast import NOW, TODAY, Cast, make_section

from ownpath.school.change.models import (
    Cycle,
    Evaluation,
    Measure,
    Pilot,
    PilotSection,
    PracticeCard,
)
from ownpath.school.change.services.practices import move_card, write_card
from ownpath.school.people.models import Section

WORDS = {
    "en": {
        "title": "Four stations",
        "what": "Four parts that move on together.",
        "for_whom": "Grade 4",
        "materials": "",
        "failed": "With stations of eight minutes.",
    },
    "es": {
        "title": "Cuatro estaciones",
        "what": "Cuatro partes que avanzan juntas.",
        "for_whom": "4.º grado",
        "materials": "",
        "failed": "Con estaciones de ocho minutos.",
    },
}


def second_section(cast: Cast) -> Section:
    """Return another class at Ada's campus."""
    found = Section.objects.filter(source_key="m4second").first()
    return found or make_section(
        cast.section.campus, "m4second", "Mathematics 4B", cast.section.terms.get()
    )


def make_pilot(
    cast: Cast, sections: Sequence[Section], *, cycles: int, state: str = "adopted", **more: Any
) -> Pilot:
    """Return a pilot in a state whose classes went through so many whole cycles."""
    pilot = Pilot.objects.create(
        district=cast.live_oak,
        campus=cast.section.campus,
        state=state,
        title=more.pop("title", "Stations in grade 4"),
        problem="Half are lost.",
        prediction="More promises are kept.",
        starts_on=TODAY - timedelta(weeks=10),
        ends_on=TODAY - timedelta(weeks=1),
        made_at=NOW - timedelta(weeks=12),
        **more,
    )
    for section in sections:
        PilotSection.objects.create(pilot=pilot, section=section, group="pilot")
    for number in range(1, cycles + 1):
        Cycle.objects.create(
            pilot=pilot,
            number=number,
            state="act",
            main_change="Stations of fifteen minutes",
            predicted="Fewer are lost",
            seen="Half as many were lost",
            starts_on=TODAY - timedelta(weeks=11 - 2 * number),
            ends_on=TODAY - timedelta(weeks=9 - 2 * number),
        )
    return pilot


def evaluate(pilot: Pilot, verdict: str = "it helped", **words: str) -> Evaluation:
    """Give a pilot a verdict on its headline."""
    measure = Measure.objects.create(
        pilot=pilot, kind="outcome", metric="promises_kept", is_headline=True
    )
    return Evaluation.objects.create(
        pilot=pilot,
        measure=measure,
        until=TODAY - timedelta(days=3),
        verdict=verdict,
        told={"words": words or {"en": "It helped: 9 more.", "es": "Ayudó: 9 más."}},
        reckoned_at=NOW - timedelta(days=2),
    )


def make_card(cast: Cast, *pilots: Pilot, **more: Any) -> PracticeCard:
    """Return a draft of a card that rests on some pilots."""
    return write_card(
        district=cast.live_oak,
        words=WORDS,
        pilots=[one.uuid for one in pilots],
        by=cast.whitfield,
        now=more.pop("now", NOW - timedelta(weeks=11)),
        **more,
    )


def show(card: PracticeCard, cast: Cast) -> PracticeCard:
    """Show a card as single site."""
    return move_card(card=card, step="show", by=cast.whitfield, now=NOW - timedelta(weeks=11))


def shown_card(cast: Cast) -> PracticeCard:
    """Return a single-site card with one pilot of one classroom."""
    return show(make_card(cast, make_pilot(cast, [cast.section], cycles=2)), cast)
