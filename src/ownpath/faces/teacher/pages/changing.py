"""Change today: what a student could do instead and what it costs, what if an adult is out, and how the asking goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.teacher.pages.people import About, StudentHead, build_head
from ownpath.faces.teacher.pages.plan import ensure_may_steer
from ownpath.faces.why import KINDS, tell_change
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import (
    blocks_left,
    campus_of,
    campuses_worked,
    cell_by,
    job_of,
    published_plan,
    school_day,
    what_could_be,
)
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.words import tell_clock
from ownpath.school.people.queries import zone_of

if TYPE_CHECKING:
    from ownpath.school.days.models import PlanJob
    from ownpath.school.days.queries import Could
    from ownpath.school.people.models import Campus, Person

MOST_AT_ONCE = 8  # options seen without unfolding


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapOption:
    """One thing a student could do instead, with its cost said before anything is done."""

    key: str
    modality: str
    title: str
    kind: str
    cost: str
    stands_in_the_way: str  # "" when it can be at once
    is_asked: bool  # it was dropped there
    is_further: bool = False  # many fit better: it is folded away

    @property
    def sends(self) -> str:
        """What is sent when it is picked: what, and how."""
        return f"{self.key}|{self.modality}"

    @property
    def is_held(self) -> bool:
        """Whether something stands in its way, so that it comes after what can be at once."""
        return bool(self.stands_in_the_way) and not self.is_asked

    @property
    def fold(self) -> str:
        """Which fold it lies in: "held", "further", or "" where it is seen at once."""
        return "held" if self.is_held else "further" if self.is_further else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapPage:
    """What one student could do in a block."""

    head: StudentHead
    block: int
    block_name: str
    now_title: str
    is_picked: bool  # the student picked what is planned now
    why_url: str
    options: tuple[SwapOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutPage:
    """The blocks somebody could still be out in today."""

    blocks: tuple[tuple[int, str], ...]


def campus_at_work(viewer: Person, today: date) -> Campus:
    """Return the campus a teacher works at; the first where there are several."""
    campuses = campuses_worked(person=viewer, today=today)
    if not campuses:
        raise NotFound(
            _("No campus is connected to you today."), next_step=_("The office can help.")
        )
    return campuses[0]


def build_swap(*, about: About, block: int, key: str, today: date, language: str) -> SwapPage:
    """Gather what a student could do in a block instead, each with its cost."""
    ensure_may_steer(about)
    campus = campus_of(student=about.student, today=today)
    plan = published_plan(campus=campus, day=today) if campus else None
    cell = cell_by(plan=plan, student=about.student, block=block) if plan else None
    if plan is None or cell is None:
        raise NotFound(
            _("Nothing is planned there."), next_step=_("Go back and pick another block.")
        )
    could = what_could_be(plan=plan, student=about.student, block=block, asked=key)
    dropped = next((one for one in could if one.key == key), None)
    options = [
        option_of(one, about.student.called, language, is_asked=one is dropped)
        for one in could
        if one.key != cell.key
    ]
    named = next((one for one in rings_of(plan).blocks if one.number == block), None)
    return SwapPage(
        head=build_head(about, "student"),
        block=block,
        block_name=f"{named.name} · {named.starts_at:%-I:%M}" if named else str(block),
        now_title=spoken(cell.title, language) or str(KINDS.get(cell.modality, "")),
        is_picked=cell.is_chosen,
        why_url=reverse("teacher:why", args=[about.student.uuid, today, block]),
        options=fold_further(
            sorted(options, key=lambda one: (not one.is_asked, bool(one.stands_in_the_way)))
        ),
    )


def fold_further(options: Iterable[SwapOption]) -> tuple[SwapOption, ...]:
    """Return options, the best first, of which those that can be at once are seen as far as they fit a page."""
    found = list(options)
    at_once = [i for i, one in enumerate(found) if not one.is_held]
    for i in at_once[MOST_AT_ONCE:] if len(at_once) > MOST_AT_ONCE + 1 else ():
        found[i] = replace(found[i], is_further=True)
    return tuple(found)


def option_of(could: Could, name: str, language: str, *, is_asked: bool = False) -> SwapOption:
    """Return one thing a student could do, with its cost in words; what has no title is called by its kind."""
    kind = str(KINDS.get(could.modality, ""))
    title = spoken(could.title, language)
    return SwapOption(
        key=could.key,
        modality=could.modality,
        title=title or kind,
        kind=kind if title else "",
        cost=tell_change(could, name),
        stands_in_the_way=str(could.bound_words or ""),
        is_asked=is_asked,
    )


def build_out(*, viewer: Person, now: datetime, today: date) -> OutPage:
    """Return the blocks of today that are not over, to say in which one is out."""
    found = school_day(campus=campus_at_work(viewer, today), day=today)
    if found is None:
        raise NotFound(_("There is no school today."), next_step=_("Look at tomorrow."))
    zone = zone_of(person=viewer)
    left = blocks_left(school_day=found, now=now, zone=zone)
    return OutPage(blocks=tuple((one.number, tell_clock(one)) for one in left))


def find_own_job(*, viewer: Person, uuid: UUID, today: date) -> PlanJob:
    """Return what the viewer asked for; what others ask is theirs to read."""
    job = job_of(uuid=uuid, campus=campus_at_work(viewer, today))
    if job is None or job.asked_by_id != viewer.pk:
        raise NotFound(_("You have not asked for this."), next_step=_("Go back to your room."))
    return job
