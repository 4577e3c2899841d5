"""Why one student still waits: the last days as flowers, and of each promise not kept the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.waiting_lists import rows_url, tell_days
from ownpath.faces.why import KINDS, tell_reason
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import reasons_of_record, student_records
from ownpath.school.days.queries.lived import lived_blocks
from ownpath.school.days.queries.words import tell_grade
from ownpath.school.people.queries import Aspect, get_student_at_work
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayRecord
    from ownpath.school.days.queries.lived import LivedBlock
    from ownpath.school.people.models import Campus, Person

WEEKS_SHOWN = 3
MOST_WITH_REASONS = 5
MOST_MISSING = 3
BECAME = {
    "going": pgettext_lazy("what became of a block", "begun"),
    "done": pgettext_lazy("what became of a block", "done"),
    "not_done": pgettext_lazy("what became of a block", "not done"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One promise of one day that was not kept, and why."""

    promise: str
    was_promised: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLine:
    """One block of a day: what was planned, because of what, and what became of it."""

    at: time
    title: str
    where: str
    because: str
    behind: str
    why_url: str  # "" where something fixed stands
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentDayLine:
    """One day of one student."""

    day: date
    was_here: bool
    words: str  # how many of the six promises were kept, and how long it was at a screen
    promised: tuple[str, ...]
    kept: tuple[str, ...]
    reasons: tuple[Reason, ...]
    blocks: tuple[BlockLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentDaysPage:
    """One student's last days, the newest first."""

    campus: str
    name: str
    called: str
    grade: str
    sentence: str
    missing: str  # which promises were missing most often; "" where none was
    back: str
    today: tuple[BlockLine, ...]  # of the day that is not closed yet
    days: tuple[StudentDayLine, ...]
    n_unexplained: int  # earlier days, told without reasons


def build_student_days(
    *,
    viewer: Person,
    campus: UUID,
    student: UUID,
    today: date,
    now: datetime,
    language: str,
) -> StudentDaysPage:
    """Gather one student's last days; the look is noted."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    who = get_student_at_work(viewer=viewer, uuid=student, aspect=Aspect.LEARNING, today=today)
    note_reads(by=viewer, about=[who.pk], deed="read.student_days", now=now)
    records = student_records(
        student=who, since=today - timedelta(weeks=WEEKS_SHOWN), until=today
    )
    explained = {record.day for record in records[:MOST_WITH_REASONS]}
    lived = lived_blocks(student=who, days=sorted({*explained, today}))
    blocks = {
        day: tuple(_block(one, place, who, day, language) for one in own)
        for day, own in lived.items()
    }
    is_closed = any(record.day == today for record in records)
    return StudentDaysPage(
        campus=place.name,
        name=who.full_name,
        called=who.called,
        grade=tell_grade(who.grade).capitalize(),
        sentence=_sentence(who, records),
        missing=tell_missing([one.kept_names for one in records if one.was_here]),
        back=rows_url(place, "grade", who.grade),
        today=() if is_closed else blocks.get(today, ()),
        days=tuple(
            _line(record, blocks.get(record.day, ()), explain=record.day in explained)
            for record in records
        ),
        n_unexplained=len(records) - len(explained),
    )


def tell_missing(kept: Sequence[Iterable[str]]) -> str:
    """Say which promises were missing on most of some days, by what was kept on each; at most three.

    >>> tell_missing([{"connects", "relevant", "engages", "hears"}, set(PROMISE_WORDS) - {"interests"}])
    'Missing most often: interests on 2 of 2 days, challenges on 1 of 2 days.'
    >>> tell_missing([])
    ''
    """
    n = Counter(one for own in kept for one in PROMISE_WORDS if one not in set(own))
    if not n:
        return ""
    told = [
        ngettext(
            "%(promise)s on %(n)d of %(of)d day",
            "%(promise)s on %(n)d of %(of)d days",
            len(kept),
        )
        % {"promise": PROMISE_WORDS[name], "n": often, "of": len(kept)}
        for name, often in n.most_common(MOST_MISSING)
    ]
    return _("Missing most often: %(list)s.") % {"list": ", ".join(told)}


def _kept_of_six(record: DayRecord) -> str:
    n = len(record.kept_names)
    if n == len(PROMISE_WORDS):
        return _("a whole day")
    return _("%(n)d of %(of)d promises kept") % {"n": n, "of": len(PROMISE_WORDS)}


def _at_a_screen(record: DayRecord) -> str:
    n = record.screen_minutes
    return ngettext("%(n)d minute at a screen", "%(n)d minutes at a screen", n) % {"n": n}


def _block(one: LivedBlock, place: Campus, who: Person, day: date, language: str) -> BlockLine:
    cell = one.cell
    because, behind = tell_reason(cell, language)
    why = reverse("leader:why", args=[place.uuid, day, one.plan, who.uuid, cell.block])
    adult = cell.adult.full_name if cell.adult else ""
    return BlockLine(
        at=one.block.starts_at,
        title=spoken(cell.title, language) or str(KINDS.get(cell.modality, one.block.name)),
        where=" · ".join(part for part in (adult, cell.room) if part),
        because=because,
        behind=behind,
        why_url="" if cell.is_fixed else f"{why}?from=days",
        became=str(BECAME.get(cell.status, "")),
    )


def _sentence(who: Person, records: list[DayRecord]) -> str:
    if not records:
        return _("No day of %(name)s has been closed yet.") % {"name": who.called}
    if records[0].waiting_days == 0:
        return _("%(name)s had a whole day last.") % {"name": who.called}
    return _("%(name)s has waited %(days)s for a whole day.") % {
        "name": who.called,
        "days": tell_days(records[0].waiting_days),
    }


def _line(record: DayRecord, blocks: tuple[BlockLine, ...], *, explain: bool) -> StudentDayLine:
    reasons = reasons_of_record(record) if explain and record.was_here else []
    return StudentDayLine(
        day=record.day,
        was_here=record.was_here,
        words=f"{_kept_of_six(record)} · {_at_a_screen(record)}",
        promised=record.promised_names,
        kept=record.kept_names,
        reasons=tuple(
            Reason(
                promise=str(PROMISE_WORDS[line.promise]),
                was_promised=line.is_promised,
                words=str(line.words),
            )
            for line in reasons
            if not line.is_kept
        ),
        blocks=blocks if record.was_here else (),
    )
