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


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the page of a face asks again, carries out, and leads back to."""

    again: str
    carry_out: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """The students whose block would be, or is, another for the same reason."""

    title: str  # the name of the one, or how many
    block: str
    why: str
    names: tuple[str, ...]  # of several


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
    n_others: int  # changes not shown: of students the viewer does not work with


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
        n_others=len(changes) - sum(len(one.names) or 1 for one in lines),
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
    together: dict[tuple[int, str], list[Person]] = {}
    for one in changes:
        student = students.get(str(one["student"]))
        if student is not None:
            same = together.setdefault((int(one["block"]), str(one["reason"])), [])
            same.append(student)
    people = {student.pk for same in together.values() for student in same}
    note_reads(by=viewer, about=people, deed="read.changes", now=now)
    return tuple(
        _line([student.full_name for student in same], clocks.get(block, ""), reason)
        for (block, reason), same in sorted(together.items(), key=lambda one: one[0])
    )


def _line(names: list[str], block: str, reason: str) -> ChangedLine:
    n, why = len(names), str(words_of_reason(reason))
    if n == 1:
        return ChangedLine(title=names[0], block=block, why=why, names=())
    title = ngettext("%(n)d student", "%(n)d students", n) % {"n": n}
    return ChangedLine(title=title, block=block, why=why, names=tuple(sorted(names)))


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
