"""The pilots of the campuses one leads, by where they stand; calm, with what is off track first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.school.change.queries.pilots import flag_words, pilots_of
from ownpath.school.change.states import PILOT
from ownpath.school.people.queries import campuses_led

if TYPE_CHECKING:
    from ownpath.school.change.models import Pilot
    from ownpath.school.people.models import Person

A_PAGE: Final = 50
MOST_PAGES: Final = 10_000
ORDER: Final = (
    "running", "studying", "approved", "proposed", "idea", "adopted", "adapted", "abandoned",
    "stopped",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotLine:
    """One pilot in the list."""

    title: str
    language: str  # of the title; "": nobody said
    campus: str
    href: str
    note: str  # when, or which try it is
    flag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateGroup:
    """The pilots that stand at one state."""

    title: str
    pilots: tuple[PilotLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotsPage:
    """All pilots, by state."""

    sentence: str
    groups: tuple[StateGroup, ...]
    pages: Page[Any]


def build_pilots(*, viewer: Person, page: int, today: date) -> PilotsPage:
    """Gather the pilots of every campus the viewer leads."""
    led = campuses_led(leader=viewer, today=today)
    rows = pilots_of(district=viewer.district, campuses=led) if viewer.district else []
    rows.sort(key=lambda one: (one.flagged_at is None, ORDER.index(one.state)))
    shown = Paginator(rows, A_PAGE).get_page(min(page, MOST_PAGES))
    return PilotsPage(
        sentence=_sentence(rows), groups=_groups(list(shown.object_list)), pages=shown
    )


def _sentence(rows: Sequence[Pilot]) -> str:
    flagged = sum(one.flagged_at is not None for one in rows)
    running = sum(one.state == "running" for one in rows)
    if flagged:
        return _("%(n)d of %(of)d running pilots crossed a limit.") % {
            "n": flagged, "of": running,
        }  # fmt: skip
    if running:
        return _("%(n)d running, all within their limits.") % {"n": running}
    return _("None is running now.")


def _groups(rows: Sequence[Pilot]) -> tuple[StateGroup, ...]:
    by_state: dict[str, list[PilotLine]] = {}
    for one in rows:
        by_state.setdefault(one.state, []).append(_line(one))
    return tuple(
        StateGroup(title=str(PILOT.states[state]).capitalize(), pilots=tuple(by_state[state]))
        for state in ORDER
        if state in by_state
    )


def _line(one: Pilot) -> PilotLine:
    note = (
        _("tried again after “%(title)s”") % {"title": one.retries.title} if one.retries else ""
    )
    return PilotLine(
        title=one.title, language=one.language, campus=one.campus.name, href=reverse("leader:pilot", args=[one.uuid]),
        note=note, flag=str(flag_words(one)),
    )  # fmt: skip
