"""The next school day as this teacher would lead it: to look at, to accept, or to have otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.mishaps import tell_when
from ownpath.faces.teacher.pages.changing import (
    SwapOption,
    campus_at_work,
    fold_further,
    option_of,
)
from ownpath.faces.teacher.pages.groups import GroupCard, Names, draw_group
from ownpath.faces.teacher.pages.now import BlockHead, head_of, steered_ids
from ownpath.faces.teacher.pages.people import About, StudentHead, build_head
from ownpath.faces.teacher.pages.plan import ensure_may_steer
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import (
    calendar_of,
    cell_by,
    pins_of,
    plans_of,
    review_in,
    teacher_day_by,
    what_could_be,
)
from ownpath.school.days.queries.names_apart import names_apart
from ownpath.school.days.queries.plan_stamp import tell_day_and_version
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.staff_out import blocks_out
from ownpath.school.people.queries import Aspect, students_at_work
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import SchoolDay
    from ownpath.school.days.queries.pins import PinLine
    from ownpath.school.people.models import Campus, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBlock:
    """One block with the groups this teacher leads in it."""

    head: BlockHead
    groups: tuple[GroupCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A teacher's word about one student's block, as it stands."""

    uuid: UUID
    student: UUID
    called: str
    block: str
    what: str
    reason: str
    by: str  # "" where it is the viewer's own
    is_aside: bool  # it could not be: the plan goes without it


@dataclass(frozen=True, slots=True, kw_only=True)
class TomorrowPage:
    """The next school day."""

    day: date | None
    state: str  # "none", "draft" or "published"
    blocks: tuple[DayBlock, ...]
    sentence: str
    said: str  # "accepted", "otherwise" or ""
    note: str
    pins: tuple[Pin, ...]
    stamp_words: str = ""  # on paper: of which day and plan it is
    out_words: str = ""  # that the viewer is marked out on this day, and in which blocks

    @property
    def has_groups(self) -> bool:
        """Whether any group meets with this teacher."""
        return any(block.groups for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinBlockPage:
    """What one student could do in a block of a day to come, for a teacher to decide."""

    head: StudentHead
    day: date
    block: int
    when: str  # the day, the block and its clock
    now_title: str  # "" where nothing is planned
    is_picked: bool  # the student picked what is planned
    why_url: str
    options: tuple[SwapOption, ...]


def newest_plan(campus: Campus, day: date, reviewer: Person | None = None) -> DayPlan | None:
    """Return the published plan of a day, else the newest draft; with what a reviewer said of it, if asked."""
    plans = plans_of(campus=campus, day=day, reviewer=reviewer)
    published = [plan for plan in plans if plan.state == "published"]
    drafts = [plan for plan in plans if plan.state == "draft" and not plan.is_whole_class]
    return next(iter(published + drafts), None)


def build_tomorrow(
    *, viewer: Person, today: date, now: datetime, language: str
) -> TomorrowPage:
    """Gather the groups this teacher leads on the next school day."""
    campus = campus_at_work(viewer, today)
    calendar = calendar_of(campus=campus)
    day = calendar.next_after(today)
    plan, rings = (newest_plan(campus, day, viewer), calendar.on(day)) if day else (None, None)
    out_words = _out(viewer, campus, rings) if rings else ""
    if day is None or plan is None or rings is None:
        return TomorrowPage(
            day=day, state="none", blocks=(), sentence=_nothing(day), said="", note="", pins=(),
            out_words=out_words,
        )  # fmt: skip
    guided = students_at_work(viewer=viewer, aspect=Aspect.STEERING, today=today)
    decided = pins_of(students=guided, day=day)
    led = teacher_day_by(teacher=viewer, plan=plan, rings=rings)
    steered = steered_ids(viewer, led, (), today)
    people = {
        m.person.pk: m.person
        for lines in led.groups.values()
        for line in lines
        for m in line.members
    }
    pinned = {line.student.pk: line.student for line in decided}
    names = names_apart((people | pinned).values())
    blocks = tuple(
        DayBlock(
            head=head_of(block),
            groups=tuple(
                draw_group(
                    line, steered=steered, language=language, day=day.isoformat(), names=names
                )
                for line in led.groups.get(block.number, ())
            ),
        )
        for block in (led.school_day.blocks if led.school_day else ())
    )
    note_reads(by=viewer, about=people.keys() | pinned.keys(), deed="read.tomorrow", now=now)
    review = review_in(plan)
    return TomorrowPage(
        day=day,
        state=str(plan.state),
        blocks=blocks,
        sentence=_sentence(blocks),
        said="" if review is None else "accepted" if review.is_accepted else "otherwise",
        note=review.note if review else "",
        pins=_pins(decided, viewer, plan, rings, names, language),
        stamp_words=tell_day_and_version(plan=plan, language=language),
        out_words=out_words,
    )


def _out(viewer: Person, campus: Campus, rings: SchoolDay) -> str:
    """Say in which blocks the viewer is marked out, or ""."""
    out = blocks_out(adult=viewer, campus=campus, day=rings.day)
    names = {block.number: block.name for block in rings.blocks}
    return tell_when(_("You are marked out"), out, blocks=names) if out & names.keys() else ""


def _pins(
    lines: Sequence[PinLine],
    viewer: Person,
    plan: DayPlan,
    rings: SchoolDay,
    names: Names,
    language: str,
) -> tuple[Pin, ...]:
    """Return what teachers decided for the students this teacher steers."""
    aside = frozenset(plan.figures.get("pins_aside", ()))
    blocks = {block.number: block.name for block in rings.blocks}
    return tuple(
        Pin(
            uuid=line.uuid,
            student=line.student.uuid,
            called=names[line.student.pk],
            block=blocks.get(line.block, str(line.block + 1)),
            what=spoken(line.title, language),
            reason=line.reason,
            by=line.made_by.full_name if line.made_by and line.made_by != viewer else "",
            is_aside=str(line.uuid) in aside,
        )
        for line in lines
    )


def _nothing(day: date | None) -> str:
    if day is None:
        return _("No school day is on the calendar yet.")
    return _("Tomorrow is not planned yet.")


def _sentence(blocks: tuple[DayBlock, ...]) -> str:
    n = sum(len(block.groups) for block in blocks)
    free = sum(not block.groups for block in blocks)
    if not n:
        return _("No group meets with you on this day.")
    groups = ngettext("%(n)d group with you", "%(n)d groups with you", n) % {"n": n}
    without = ngettext("%(n)d block without one", "%(n)d blocks without one", free) % {
        "n": free
    }
    return f"{groups}, {without}"


def build_pin_block(
    *, about: About, viewer: Person, day: date, block: int, today: date, language: str
) -> PinBlockPage:
    """Gather what a student could do in a block of a day to come."""
    ensure_may_steer(about)
    plan = newest_plan(campus_at_work(viewer, today), day)
    if plan is None:
        raise NotFound(
            _("That day is not planned yet."), next_step=_("Look again after it was planned.")
        )
    cell = cell_by(plan=plan, student=about.student, block=block)
    could = what_could_be(plan=plan, student=about.student, block=block)
    return PinBlockPage(
        head=build_head(about, "student"),
        day=day,
        block=block,
        when=_when(plan, block),
        now_title=spoken(cell.title, language) if cell else "",
        is_picked=cell is not None and cell.is_chosen,
        why_url=reverse("teacher:why", args=[about.student.uuid, day, block]),
        options=fold_further(option_of(one, about.student.called, language) for one in could),
    )


def _when(plan: DayPlan, number: int) -> str:
    """Return a day to come and one of its blocks in words."""
    day = f"{capfirst(date_format(plan.day, 'l'))}, {date_format(plan.day, 'MONTH_DAY_FORMAT')}"
    named = next((one for one in rings_of(plan).blocks if one.number == number), None)
    return f"{day} · {named.name} · {named.starts_at:%-I:%M}" if named else day
