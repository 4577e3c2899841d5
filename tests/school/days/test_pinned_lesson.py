"""A lesson that a teacher pinned is what the plan is asked for, not just anything on the same skill."""

from __future__ import annotations

from cast import NOW, TODAY
from grounds import TOMORROW, Grounds

from ownpath.school.days.models import Modality
from ownpath.school.days.services import draft as marks
from ownpath.school.days.services.draft import NUMBER, Could
from ownpath.school.days.services.drafting import draft_day
from ownpath.school.days.services.gathering import gather
from ownpath.school.plans.services import pin_activity


def could_of_ada(grounds: Grounds) -> list[Could]:
    gathered = gather(campus=grounds.campus, day=TOMORROW, now=NOW)
    row = next(i for i, one in enumerate(gathered.students) if one == grounds.cast.ada)
    return [could for could in draft_day(gathered).coulds if could.student == row]


class TestAPinnedLesson:
    def test_alone_is_named_as_what_the_teacher_picked(self, grounds: Grounds) -> None:
        lesson = grounds.cast.lesson
        pin_activity(
            student=grounds.cast.ada, activity_uuid=lesson.uuid, reason="with your friends",
            by=grounds.cast.okafor, today=TODAY, now=NOW,
        )  # fmt: skip
        coulds = could_of_ada(grounds)
        picked = [one for one in coulds if one.reason.get("kind") == "pinned"]
        assert picked
        assert {one.activity for one in picked} == {lesson.pk}
        assert {one.kind for one in picked} == {NUMBER[Modality.TEACHER_GROUP]}
        assert all(one.marks & marks.PINNED for one in picked)
        others = [one for one in coulds if one not in picked]
        assert not any(one.marks & marks.PINNED for one in others)
