"""Which class of a new term follows which of the last: certain pairs only.

A class follows one of the same course at the same campus whose time is over when its own begins. Which of several it
follows is said by the same title, else by the same code, else by the same teacher; where nothing of that tells, it
follows none. Where only one is left on both sides, it may be another teacher's: a person says whether it follows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ownpath.school.days.models import Commitment, ModelChoice
from ownpath.school.days.queries.fixed import Spans
from ownpath.school.days.services.setting_up.timetable import Placing

if TYPE_CHECKING:
    from ownpath.school.people.models import Section


class Told(StrEnum):
    """What says that a class follows another; all but what is left is certain."""

    TITLE = "title"
    CODE = "code"
    TEACHER = "teacher"
    LEFT = "left"  # only these two are left of their course


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A class that stood in the day until its time was over."""

    section: Section
    rows: tuple[Commitment, ...]
    choice: ModelChoice | None  # the blended model that was chosen for it


def _is_over_before(old: Section, new: Section, spans: Spans, today: date) -> bool:
    """Return whether the time of one class is over when that of another begins."""
    if old.pk == new.pk or old.course_id != new.course_id:
        return False
    is_gone = old.ended_on is not None and old.ended_on <= today
    if old.pk not in spans or new.pk not in spans:
        return is_gone
    (first, last), begins = spans[old.pk], spans[new.pk][0]
    return last < begins or (is_gone and first < begins)


def not_followed(befores: Mapping[int, Before], spans: Spans, today: date) -> list[Before]:
    """Return those in whose place no later class of their course stands yet."""

    def stands(one: Before) -> set[Hashable]:
        return {(row.block, row.schedule_id, *row.weekdays, *row.letters) for row in one.rows}

    return [
        one
        for one in befores.values()
        if not any(
            _is_over_before(one.section, later.section, spans, today)
            and stands(later) == stands(one)
            for later in befores.values()
            if later.rows or later.choice
        )
    ]


def pairs_of(
    wanting: Sequence[Section],
    befores: Sequence[Before],
    spans: Spans,
    placing: Placing,
    today: date,
) -> Iterator[tuple[Section, Before, Told]]:
    """Yield which class follows which and what says so, course by course."""
    by_course: dict[int, list[Before]] = defaultdict(list)
    for before in befores:
        by_course[before.section.course_id].append(before)
    for course, olds in by_course.items():
        news = [
            new
            for new in wanting
            if new.course_id == course
            and any(_is_over_before(old.section, new, spans, today) for old in olds)
        ]
        over = [
            old
            for old in olds
            if any(_is_over_before(old.section, new, spans, today) for new in news)
        ]
        for new, old, told in match(news, over, placing):
            if _is_over_before(old.section, new, spans, today):
                yield new, old, told


def match(
    news: Sequence[Section], olds: Sequence[Before], placing: Placing
) -> list[tuple[Section, Before, Told]]:
    """Return the pairs of the classes of one course: what tells exactly one of each from the rest."""
    found: list[tuple[Section, Before, Told]] = []
    for told, of_new, of_old in _tells(placing):
        n_new, n_old = Counter(map(of_new, news)), Counter(map(of_old, olds))
        by_mark = {of_old(old): old for old in olds}
        pairs = [
            (new, by_mark[mark])
            for new in news
            if (mark := of_new(new)) and n_new[mark] == 1 and n_old[mark] == 1
        ]
        found += [(new, old, told) for new, old in pairs]
        news = [new for new in news if all(new is not one for one, _old in pairs)]
        olds = [old for old in olds if all(old is not one for _new, one in pairs)]
    return found


def _tells(
    placing: Placing,
) -> tuple[tuple[Told, Callable[[Section], Hashable], Callable[[Before], Hashable]], ...]:
    """Return what tells classes from one another, of new ones and of those before, the surest first."""
    return (
        (
            Told.TITLE,
            lambda new: new.title.casefold(),
            lambda old: old.section.title.casefold(),
        ),
        (Told.CODE, lambda new: new.code.casefold(), lambda old: old.section.code.casefold()),
        (Told.TEACHER, lambda new: next(iter(placing.teachers[new.pk]), None), _taught_by),
        (Told.LEFT, lambda _new: True, lambda _old: True),
    )


def _taught_by(old: Before) -> int | None:
    """Return who stood with a class, if it was one adult."""
    adults = {row.staffing.person_id for row in old.rows if row.staffing is not None}
    return adults.pop() if len(adults) == 1 else None
