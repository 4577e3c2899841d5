"""Which of what is fixed stands on a day: by weekday, letter and schedule, and by the terms of classes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ownpath.school.people.queries import sections_by_student, spans_of_sections

if TYPE_CHECKING:
    from ownpath.school.days.models import Commitment
    from ownpath.school.days.queries.calendar import SchoolDay
    from ownpath.school.people.models import Section

Spans = Mapping[int, tuple[date, date]]  # by section: the first and the last day of its terms


def stands_on(one: Commitment, rings: SchoolDay) -> bool:
    """Return whether something fixed stands on a day: the day is among all that it names."""
    return (
        (not one.weekdays or rings.day.weekday() in one.weekdays)
        and (not one.letters or rings.letter in one.letters)
        and one.schedule_id in (None, rings.schedule.pk)
        and one.block < rings.n_blocks
    )


def fixed_on_no_day(
    *, fixed: Iterable[Commitment], letters: Collection[str]
) -> list[Commitment]:
    """Return what is fixed on the days of letters only by which a campus's days take turns no more."""
    return [one for one in fixed if one.letters and set(letters).isdisjoint(one.letters)]


def classes_that_meet(own: Sequence[Section], *, spans: Spans, day: date) -> list[Section]:
    """Return which of a student's classes meet on a day.

    One whose term is still to come does not, if others have begun; one whose term is over does not once the student has
    one that began after it. So the last term's go on while a roster is late, and never beside those that follow them.
    """
    begun = [one for one in own if one.pk not in spans or spans[one.pk][0] <= day]
    own = begun or list(own)
    newest = max((spans[one.pk][0] for one in own if one.pk in spans), default=day)
    return [one for one in own if one.pk not in spans or spans[one.pk][1] >= min(newest, day)]


def classes_on(*, student_ids: Sequence[int], day: date) -> dict[int, list[Section]]:
    """Return by student which classes meet on a day; two queries."""
    sections = sections_by_student(student_ids=student_ids, today=day)
    spans = spans_of_sections(ids={one.pk for own in sections.values() for one in own})
    return {
        student: classes_that_meet(own, spans=spans, day=day)
        for student, own in sections.items()
    }
