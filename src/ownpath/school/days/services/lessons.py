"""What the whole class does: its subjects in turn, a fixed timetable, and whom that challenges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ownpath.school.days.models import Modality
from ownpath.school.days.services import draft as marks
from ownpath.school.days.services.draft import NUMBER, Could, GroupKey
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.subjects import MATHEMATICS, subject_of
from ownpath.school.days.services.wanting import BASE, CHALLENGES, PER_WORTH, in_band


def class_lessons(
    gathered: Gathered, cohort_place: Mapping[int, int], n_turns: int
) -> dict[int, list[Could]]:
    """Return the whole-class lessons of each student, by number: the class's subjects in turn, a fixed timetable.

    Classes that share teachers begin with different subjects, so that each teacher has one class at a time.
    """
    found: dict[int, list[Could]] = defaultdict(list)
    for number, student in enumerate(gathered.students):
        own = gathered.sections[student.pk]
        for turn in range(n_turns if own else 0):
            section = own[(cohort_place[number] + turn) % len(own)]
            subject = subject_of(section.subjects)
            nth = turn // len(own)  # the same subject again: the next step
            competency = (
                _step_of_the_class(gathered, student.pk, nth) if subject == MATHEMATICS else 0
            )
            flags = _lesson_marks(gathered, student.pk, competency)
            found[number].append(
                Could(
                    student=number, kind=NUMBER[Modality.CLASS_LESSON],
                    group=GroupKey(
                        Modality.CLASS_LESSON, subject, competency=competency,
                        section=section.pk, turn=turn,
                    ),
                    subject=subject, competency=competency,
                    points=BASE + PER_WORTH + (CHALLENGES if flags & marks.IN_BAND else 0),
                    activity=0, station=0, marks=flags, reason={"kind": "timeline"},
                )
            )  # fmt: skip
    return found


def _step_of_the_class(gathered: Gathered, student_id: int, nth: int) -> int:
    """Return what the class is to have learned next, or after that: the same for all of it; 0 where nothing is."""
    prospect = gathered.prospects.get(student_id)
    if prospect is None:
        return 0
    due = prospect.outlook.situation.due_in_days
    ahead = sorted((days, competency) for competency, days in due.items() if days >= 0)
    return ahead[nth][1] if nth < len(ahead) else 0


def _lesson_marks(gathered: Gathered, student_id: int, competency: int) -> int:
    """Return whether what the class does challenges a student, or is below what the student is ready for."""
    prospect = gathered.prospects.get(student_id)
    if prospect is None or not competency:
        return 0
    graph, beliefs = prospect.outlook.framework.graph, prospect.beliefs
    if not all(beliefs[one].holds for one in graph.hard_before[competency]):
        return marks.BELOW
    belief = beliefs.get(competency)
    is_held = belief is not None and belief.holds
    return marks.IN_BAND if in_band(belief) and not is_held else 0
