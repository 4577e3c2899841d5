"""How far a question ("what if") or a repair is, and what came of it: one page for every face that may ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.school.days.queries import school_day, words_of_reason
from ownpath.school.days.queries.problem_words import tell_problems
from ownpath.school.days.queries.words import tell_clock
from ownpath.school.people.queries import Aspect, students_at_work
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import PlanJob
    from ownpath.school.people.models import Person

WORKING = frozenset({"waiting", "running"})
MOST_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the page of a face asks again, carries out, and leads back to."""

    again: str
    carry_out: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """One student whose block would be, or is, another."""

    name: str
    block: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """What a question or a repair came to."""

    to: Addresses
    is_working: bool
    is_question: bool  # nothing is changed yet
    is_possible: bool
    sentence: str
    cost: str
    lines: tuple[ChangedLine, ...]
    n_others: int  # changes not shown: too many, or of students the viewer does not work with


def build_asked(
    *, viewer: Person, job: PlanJob, to: Addresses, today: date, now: datetime
) -> AskedPage:
    """Say how far a question or a repair is; whose names are shown is noted."""
    answer: Mapping[str, Any] = job.answer or {}
    changes: Sequence[Mapping[str, Any]] = answer.get("changes", [])
    lines = _lines(viewer, job, changes, today, now)
    is_done = job.state not in WORKING and _is_possible(job, answer)
    return AskedPage(
        to=to,
        is_working=job.state in WORKING,
        is_question=job.is_question,
        is_possible=_is_possible(job, answer),
        sentence=_sentence(job, answer),
        cost=_cost(int(answer.get("points", 0))) if is_done else "",
        lines=lines,
        n_others=len(changes) - len(lines),
    )


def _lines(
    viewer: Person,
    job: PlanJob,
    changes: Sequence[Mapping[str, Any]],
    today: date,
    now: datetime,
) -> tuple[ChangedLine, ...]:
    if not changes:
        return ()
    found = students_at_work(viewer=viewer, aspect=Aspect.LEARNING, today=today)
    uuids = {str(one["student"]) for one in changes}
    students = {str(one.uuid): one for one in found.filter(uuid__in=uuids)}
    day = school_day(campus=job.campus, day=job.day)
    clocks = {one.number: tell_clock(one) for one in day.blocks} if day else {}
    shown = [one for one in changes if str(one["student"]) in students][:MOST_LINES]
    people = [students[str(one["student"])].pk for one in shown]
    note_reads(by=viewer, about=people, deed="read.changes", now=now)
    return tuple(
        ChangedLine(
            name=students[str(one["student"])].full_name,
            block=clocks.get(int(one["block"]), ""),
            why=str(words_of_reason(str(one["reason"]))),
        )
        for one in shown
    )


def _is_possible(job: PlanJob, answer: Mapping[str, Any]) -> bool:
    return job.state == "done" and bool(answer.get("is_possible", True))


def _sentence(job: PlanJob, answer: Mapping[str, Any]) -> str:
    if job.state in WORKING:
        return _("One moment: we look who would do what.")
    if not _is_possible(job, answer):
        said = str(answer.get("words") or " ".join(tell_problems(job.problems)))
        return said or _("This cannot be done.")
    n = int(answer.get("n_changed", 0))
    if n == 0:
        return _("Nobody has to change.")
    if job.is_question:
        return ngettext("%(n)d block would change.", "%(n)d blocks would change.", n) % {"n": n}
    return ngettext("%(n)d block changed.", "%(n)d blocks changed.", n) % {"n": n}


def _cost(points: int) -> str:
    if points >= 0:
        return _("The day as a whole is worth as much as before.")
    return ngettext(
        "The day as a whole is worth %(n)d point less by the plan’s own measure.",
        "The day as a whole is worth %(n)d points less by the plan’s own measure.",
        -points,
    ) % {"n": -points}
