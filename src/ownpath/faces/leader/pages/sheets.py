"""A day on paper, by student, room or teacher, for the day the network is down: on the page, or made ahead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.errors import Conflict, NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.kit.navigation import TabItem
from ownpath.school.days.queries import published_plan
from ownpath.school.days.queries.papers import BY, Paper, papers_of, whose_papers
from ownpath.school.days.queries.plan_stamp import tell_version
from ownpath.school.days.queries.printed import part_of, printed_of, take_printed
from ownpath.school.people.queries import Aspect, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Campus, Person

LABELS = {
    "students": gettext_lazy("By student"),
    "rooms": gettext_lazy("By room"),
    "teachers": gettext_lazy("By teacher"),
}
ALL = "all"
SHEETS_A_PAGE = {
    "students": 40,
    "rooms": 8,
    "teachers": 8,
}  # a room's sheet names a whole class
MOST_PAGES = 10_000
READ, TAKEN = "read.sheets", "read.sheets_file"


class NotAllOfThem(Conflict):
    """The file names somebody whom the viewer may not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One block on a sheet, with the names that may be seen."""

    clock: str
    title: str
    where: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One sheet as it may be seen."""

    name: str
    note: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """One file to take along."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadPart:
    """The sheets that were made ahead."""

    made_at: datetime | None  # None: not yet
    version: int
    is_older: bool  # made from a plan that is not in force any more
    files: tuple[FilePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsPage:
    """The sheets of one day."""

    campus: str
    day: date
    back: str
    tabs: tuple[TabItem, ...]
    current: str
    stamp: str  # of which plan the sheets are
    ahead: AheadPart
    papers: tuple[SheetPart, ...]
    pages: Page[Any]


def build_sheets(
    *,
    viewer: Person,
    campus: UUID,
    day: date,
    by: str,
    page: int,
    today: date,
    now: datetime,
    language: str,
) -> SheetsPage:
    """Gather the sheets of a published day; whose day is on paper is noted."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    plan = published_plan(campus=place, day=day)
    if by not in BY or plan is None:
        raise NotFound(
            _("No plan is published for this day."), next_step=_("Publish one first.")
        )
    shown = Paginator(whose_papers(plan=plan, by=by), SHEETS_A_PAGE[by])
    on_page = shown.get_page(min(page, MOST_PAGES))
    papers = papers_of(plan=plan, by=by, whose=list(on_page.object_list), language=language)
    seen = _seen(viewer, set().union(*(paper.students for paper in papers)), today)
    note_reads(by=viewer, about=seen, deed=READ, now=now)
    return SheetsPage(
        campus=place.name,
        day=day,
        back=reverse("leader:day", args=[place.uuid, day]),
        tabs=tuple(
            TabItem(label=str(LABELS[one]), url=_address("sheets", place, day, one), name=one)
            for one in BY
        ),
        current=by,
        stamp=tell_version(plan=plan, language=language),
        ahead=draw_ahead(campus=place, day=day, plan=plan),
        papers=tuple(_drawn(paper, seen) for paper in papers),
        pages=on_page,
    )


def draw_ahead(*, campus: Campus, day: date, plan: DayPlan) -> AheadPart:
    """Return what lies ready of a published day; no query."""
    printed = printed_of(campus=campus, day=day)
    if printed is None:
        return AheadPart(made_at=None, version=0, is_older=False, files=())
    whole = FilePart(label=_("All of them"), url=_address("printed", campus, day, ALL))
    return AheadPart(
        made_at=printed.made_at,
        version=printed.version,
        is_older=printed.plan != plan.uuid,
        files=(
            *(
                FilePart(label=str(LABELS[one]), url=_address("printed", campus, day, one))
                for one in printed.parts
            ),
            whole,
        ),
    )


def take_file(
    *, viewer: Person, campus: UUID, day: date, by: str, today: date, now: datetime
) -> tuple[str, bytes]:
    """Return a file that was made ahead, and a name for it; whose day is in it is noted.

    Raises
    ------
    NotAllOfThem
        If the file names a student whom the viewer may not see: a file cannot leave names out, the page does.
    """
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    found = take_printed(campus=place, day=day)
    if found is None or by not in (*found[0].parts, ALL):
        raise NotFound(
            _("These sheets are not here any more, or not yet."),
            next_step=_("Print them from the page instead."),
        )
    printed, whole = found
    seen = _seen(viewer, printed.students, today)
    if seen != printed.students:
        raise NotAllOfThem(
            _("These files name students whom you do not work with."),
            next_step=_("Print from the page instead: it shows those you work with."),
        )
    note_reads(by=viewer, about=seen, deed=TAKEN, now=now)
    if by == ALL:
        return f"{day}.zip", whole
    return f"{day}-{by}.html", part_of(whole, by)


def _address(name: str, campus: Campus, day: date, by: str) -> str:
    return reverse(f"leader:{name}", args=[campus.uuid, day, by])


def _drawn(paper: Paper, seen: frozenset[int]) -> SheetPart:
    """Return a sheet with the names that may be seen; a student's sheet that may not be seen is empty."""
    if paper.whose is not None and paper.whose not in seen:
        return SheetPart(name=_("not shown to you"), note="", lines=())
    return SheetPart(
        name=paper.name,
        note=paper.note,
        lines=tuple(
            SheetLine(
                clock=line.clock,
                title=line.title,
                where=line.where,
                names=tuple(name for pk, name in line.names if pk in seen),
            )
            for line in paper.lines
        ),
    )


def _seen(viewer: Person, ids: Collection[int], today: date) -> frozenset[int]:
    found = visible_students(viewer=viewer, aspect=Aspect.LEARNING, today=today)
    return frozenset(found.filter(pk__in=list(ids)).values_list("pk", flat=True))
