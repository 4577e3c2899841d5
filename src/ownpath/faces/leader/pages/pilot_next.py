"""What comes next for a pilot: the one thing to do, what else can be done, and what is still missing before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.pilot_parts import Link, address, deed
from ownpath.school.change.services.pilots import (
    missing_in_measures,
    missing_in_plan,
    what_keeps_it_open,
    what_stands_against,
    who_was_not_told,
)
from ownpath.school.change.states import PILOT

if TYPE_CHECKING:
    from ownpath.school.change.models import Pilot

NEXT: Final = {
    "idea": ("propose",),
    "proposed": ("approve", "tell"),
    "approved": ("start",),
    "running": ("study", "stop"),
    "stopped": ("study", "retry"),
    "studying": ("adopt", "adapt", "abandon"),
    "adopted": ("retry",),
    "adapted": ("retry",),
    "abandoned": ("retry",),
}


def still_runs(pilot: Pilot, today: date) -> bool:
    """Return whether a pilot is within its days and within its limits: nothing is due but to do it."""
    is_within = pilot.ends_on is not None and today < pilot.ends_on
    return pilot.state == "running" and pilot.flagged_at is None and is_within


def deeds(pilot: Pilot, today: date) -> tuple[Link | None, tuple[Link, ...]]:
    """Return the one thing to do next, and what else can be done."""
    words = {
        "tell": _("note that the campus was told"),
        "retry": _("try again"),
        "go-on": _("let it run on"),
        **{one.deed: str(one.words) for one in PILOT.steps},
    }
    names = list(NEXT[pilot.state])
    if pilot.flagged_at is not None:
        names = ["stop", "go-on", "study"]
    if pilot.state in ("proposed", "approved"):
        names.append("rework")
    links = [
        Link(words=words[name][:1].upper() + words[name][1:], href=deed(pilot, name))
        for name in names
    ]
    if pilot.state == "adopted" or still_runs(pilot, today):
        return None, tuple(links)
    return links[0], tuple(links[1:])


def missing(pilot: Pilot, today: date) -> Iterator[object]:
    if pilot.state == "approved":
        yield from what_stands_against(pilot, today=today)
    elif pilot.state == "studying":
        yield from what_keeps_it_open(pilot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """What an idea lacks before it can be proposed, and where that or a missing notice is filled in."""

    words: tuple[str, ...] = ()
    fill_in: tuple[Link, ...] = ()


def lacks(pilot: Pilot) -> Lacks:
    """Return what an idea lacks, the plan before the measures; of an approved pilot where those not told are told."""
    if pilot.state == "approved" and who_was_not_told(pilot):
        tell = Link(words=_("Tell the board or the families"), href=deed(pilot, "notice"))
        return Lacks(fill_in=(tell,))
    if pilot.state != "idea":
        return Lacks()
    plan, measures = missing_in_plan(pilot), missing_in_measures(pilot)
    ways = (
        (plan, Link(words=_("Change the plan"), href=address("pilot_edit", pilot))),
        (measures, _to_the_measures(pilot)),
    )
    return Lacks(
        words=tuple(map(str, [*plan, *measures])),
        fill_in=tuple(way for is_lacking, way in ways if is_lacking),
    )


def _to_the_measures(pilot: Pilot) -> Link:
    headline = next((one for one in pilot.measures.all() if one.is_headline), None)
    if headline and (headline.predicted is None or headline.target is None):
        href = address("pilot_measure_change", pilot, headline.uuid)
        return Link(words=_("Change the first figure"), href=href)
    return Link(words=_("Add a measure"), href=deed(pilot, "measure"))
