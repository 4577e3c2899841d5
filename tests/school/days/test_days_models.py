"""The blended models: one test for each constraint; and that every one is told in a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cast import NOW
from grounds import TOMORROW, Grounds, second_section

from ownpath.school.days.models import Modality, PlanCell, Preset
from ownpath.school.days.queries import rules_of
from ownpath.school.days.queries.models import CONSTRAINTS, SENTENCES
from ownpath.school.days.services import choose_model, keep_from_model, set_accommodation
from ownpath.school.days.services.constraints import (
    PRESETS,
    by_the_timetable,
    devices_in_the_lab_only,
    new_things_alone_first,
    no_whole_class,
    only_with_the_class,
    rotates_through_stations,
    teachers_where_needed,
    then_with_people,
    to_the_lab_together,
)
from ownpath.school.days.services.draft import Could, Draft, GroupKey
from ownpath.school.days.services.drafting import draft_day, models_of
from ownpath.school.days.services.gathering import gather
from ownpath.school.people.models import Person
from ownpath.school.people.queries import sections_by_student


@pytest.fixture
def draft(grounds: Grounds) -> Draft:
    """Return everything that everybody could do tomorrow."""
    return draft_day(gather(campus=grounds.campus, day=TOMORROW, now=NOW))


def everybody(draft: Draft) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(draft.n_students, dtype=bool)


def open_in(draft: Draft, student: int, block: int) -> set[str]:
    """Return the modalities that are open to a student in a block."""
    bits = int(draft.may_do[student, block])
    return {str(one) for k, one in enumerate(draft.kind_modality) if bits >> k & 1}


class TestEveryConstraint:
    def test_has_one_sentence_and_one_function_of_its_name(self) -> None:
        for preset, constraints in PRESETS.items():
            names = tuple(one.__name__ for one in constraints)
            assert names == CONSTRAINTS[preset]
            assert [rule.name for rule in rules_of(preset=preset)] == list(names)
        functions = {one for constraints in PRESETS.values() for one in constraints}
        told = {one.__name__: " ".join((one.__doc__ or "").split()) for one in functions}
        assert told == {name: str(sentence) for name, sentence in SENTENCES.items()}
        assert set(PRESETS) == set(Preset.values)

    @pytest.mark.parametrize(
        "constraint",
        dict.fromkeys(one for constraints in PRESETS.values() for one in constraints),
    )
    def test_only_takes_away_and_touches_nobody_else(
        self, draft: Draft, constraint: object
    ) -> None:
        who = everybody(draft)
        who[0] = False
        after = constraint(draft, who)  # type: ignore[operator]
        assert ((after.may_do & ~draft.may_do) == 0).all()
        assert (after.may_do[0] == draft.may_do[0]).all()
        assert {id(one) for one in after.coulds} <= {id(one) for one in draft.coulds}


class TestOnlyWithTheClass:
    def test_leaves_whole_class_lessons(self, draft: Draft) -> None:
        after = only_with_the_class(draft, everybody(draft))
        assert open_in(after, 0, 0) == {"class_lesson"}
        assert open_in(after, 0, 3) == set()  # lunch stays closed


class TestByTheTimetable:
    def test_fixes_another_lesson_for_every_block(self, draft: Draft) -> None:
        after = by_the_timetable(draft, everybody(draft))
        assert {block for _student, block in after.pins} == set(draft.planned)
        turns = [after.pins[(0, block)].group for block in draft.planned]
        assert [group.turn for group in turns if group] == list(range(len(draft.planned)))

    def test_leaves_a_block_with_a_service_to_the_service(self, draft: Draft) -> None:
        is_open = draft.is_open.copy()
        is_open[0, 1] = False
        after = by_the_timetable(replace(draft, is_open=is_open), everybody(draft))
        assert (0, 1) not in after.pins
        assert after.pins[(0, 2)].group == after.pins[(1, 2)].group  # with the class again


class TestNoWholeClass:
    def test_takes_whole_class_lessons_away(self, draft: Draft) -> None:
        after = no_whole_class(draft, everybody(draft))
        assert open_in(draft, 0, 0) - open_in(after, 0, 0) == {"class_lesson"}


class TestRotatesThroughStations:
    def test_every_part_is_at_every_station_once(self, draft: Draft) -> None:
        after = rotates_through_stations(draft, everybody(draft))
        for student in range(4):
            seen = [frozenset(open_in(after, student, block)) for block in draft.planned[:4]]
            assert len(set(seen)) == 4
            assert {"teacher_group", "conference"} in seen

    def test_the_parts_are_even_and_never_at_one_station(self, draft: Draft) -> None:
        after = rotates_through_stations(draft, everybody(draft))
        first = draft.planned[0]
        with_teacher = [
            student
            for student in range(draft.n_students)
            if "teacher_group" in open_in(after, student, first)
        ]
        assert len(with_teacher) == draft.n_students / 4

    def test_the_rest_of_the_day_is_as_it_was(self, draft: Draft) -> None:
        after = rotates_through_stations(draft, everybody(draft))
        last = draft.planned[-1]
        assert (after.may_do[:, last] == draft.may_do[:, last]).all()


class TestToTheLabTogether:
    def test_one_block_is_for_devices(self, draft: Draft) -> None:
        after = to_the_lab_together(draft, everybody(draft))
        turn = draft.planned[draft.cohort[0] % len(draft.planned)]
        assert open_in(after, 0, turn) == {"independent", "assessment", "offline"}

    def test_classes_take_turns(self, grounds: Grounds) -> None:
        second_section(grounds, grounds.students[12:])
        draft = draft_day(gather(campus=grounds.campus, day=TOMORROW, now=NOW))
        after = to_the_lab_together(draft, everybody(draft))
        first, second = draft.planned[:2]
        assert "teacher_group" not in open_in(after, 0, first)
        assert "teacher_group" in open_in(after, 0, second)
        assert "teacher_group" not in open_in(after, 20, second)


class TestDevicesInTheLabOnly:
    def test_other_blocks_have_none(self, draft: Draft) -> None:
        after = devices_in_the_lab_only(draft, everybody(draft))
        others = [b for n, b in enumerate(draft.planned) if n != draft.cohort[0]]
        for block in others:
            assert not open_in(after, 0, block) & {"independent", "assessment"}


class TestNewThingsAloneFirst:
    def test_the_first_block_is_own_work(self, draft: Draft) -> None:
        after = new_things_alone_first(draft, everybody(draft))
        assert open_in(after, 0, draft.planned[0]) == {"independent", "offline"}
        assert open_in(after, 0, draft.planned[1]) == open_in(draft, 0, draft.planned[1])


class TestThenWithPeople:
    def test_later_blocks_are_not_for_devices_alone(self, draft: Draft) -> None:
        after = then_with_people(draft, everybody(draft))
        assert "independent" in open_in(after, 0, draft.planned[0])
        assert all("independent" not in open_in(after, 0, b) for b in draft.planned[1:])


class TestTeachersWhereNeeded:
    def test_keeps_groups_for_what_was_asked_and_stations(self, draft: Draft) -> None:
        key = GroupKey(Modality.TEACHER_GROUP, "mathematics", competency=1, band=0)

        def could(kind: str) -> Could:
            return Could(0, 0, key, "mathematics", 1, 50, 0, 0, 0, {"kind": kind})

        narrow = replace(draft, coulds=(could("asked"), could("next")))
        after = teachers_where_needed(narrow, everybody(draft))
        assert [one.reason["kind"] for one in after.coulds] == ["asked"]


class TestModels:
    def test_the_narrowest_choice_counts_and_models_mix_in_one_plan(
        self, grounds: Grounds
    ) -> None:
        second_section(grounds, grounds.students[12:])
        here = {"campus": grounds.campus, "by": grounds.cast.reyes, "now": NOW}
        choose_model(preset="flex", **here)
        choose_model(preset="individual_rotation", grade="04", **here)
        section = next(
            one for one in grounds.campus.sections.all() if one.title == "Science 4B"
        )
        choose_model(preset="flipped", section=section, **here)
        plan = grounds.plan()
        first = PlanCell.objects.filter(plan=plan, block=0)
        flipped = {student.pk for student in grounds.students[12:]}
        theirs = set(first.filter(student__in=flipped).values_list("modality", flat=True))
        assert theirs <= {"independent", "offline"}
        others = set(first.exclude(student__in=flipped).values_list("modality", flat=True))
        assert others - {"independent", "offline"}

    def test_whole_class_is_planned_by_the_same_planner_and_promises_less(
        self, grounds: Grounds
    ) -> None:
        grounds.teach_whole_classes()
        ours, whole = grounds.plan(), grounds.plan(preset="whole_class")
        assert set(PlanCell.objects.filter(plan=whole).values_list("modality", flat=True)) == {
            "class_lesson"
        }
        assert whole.figures["promised"]["connects"] < ours.figures["promised"]["connects"]

    @pytest.mark.parametrize("preset", ["", "whole_class"])
    def test_whole_class_is_not_for_who_is_owed_small_groups_nor_when_it_is_only_compared(
        self, grounds: Grounds, preset: str
    ) -> None:
        choose_model(campus=grounds.campus, preset="whole_class", by=None, now=NOW)
        student = gather(campus=grounds.campus, day=TOMORROW, now=NOW).students[0]
        set_accommodation(
            campus=grounds.campus, student=student, kind="small_groups", amount=4,
            by=grounds.cast.reyes, now=NOW,
        )  # fmt: skip
        gathered = gather(campus=grounds.campus, day=TOMORROW, now=NOW)
        masks = models_of(gathered, preset)
        place = [one.pk for one in gathered.students].index(student.pk)
        assert np.flatnonzero(masks["individual_rotation"]).tolist() == [place]
        assert not masks["whole_class"][place]
        assert masks["whole_class"].sum() == len(gathered.students) - 1


class TestAStudentWhoStaysOutOfTheModel:
    """By the family's word: the model the class had before, and every screen the policy gives to all."""

    def kept_out(self, grounds: Grounds, refused: str, preset: str = "") -> Person:
        student = gather(campus=grounds.campus, day=TOMORROW, now=NOW).students[0]
        section = sections_by_student(student_ids=[student.pk], today=TOMORROW)[student.pk][0]
        choose_model(campus=grounds.campus, preset=refused, section=section, by=None, now=NOW)
        keep_from_model(
            campus=grounds.campus, student=student, section=section, refused=refused,
            preset=preset, by=None, now=NOW,
        )  # fmt: skip
        return student

    def models(self, grounds: Grounds) -> dict[str, list[int]]:
        gathered = gather(campus=grounds.campus, day=TOMORROW, now=NOW)
        return {
            one: [gathered.students[place].pk for place in np.flatnonzero(who)]
            for one, who in models_of(gathered).items()
        }

    def test_works_by_what_the_class_had_before_and_nobody_else_does(
        self, grounds: Grounds
    ) -> None:
        student = self.kept_out(grounds, "lab_rotation", "station_rotation")
        found = self.models(grounds)
        assert found["station_rotation"] == [student.pk]
        assert len(found["lab_rotation"]) > 1

    def test_works_by_the_campus_where_the_class_had_none(self, grounds: Grounds) -> None:
        choose_model(campus=grounds.campus, preset="flipped", by=None, now=NOW)
        student = self.kept_out(grounds, "flex")
        assert student.pk in self.models(grounds)["flipped"]

    def test_is_not_taught_as_a_class_of_one(self, grounds: Grounds) -> None:
        student = self.kept_out(grounds, "flex", "whole_class")
        assert self.models(grounds)["individual_rotation"] == [student.pk]

    def test_keeps_the_screens_that_the_policy_gives(self, grounds: Grounds) -> None:
        student = self.kept_out(grounds, "lab_rotation")
        gathered = gather(campus=grounds.campus, day=TOMORROW, now=NOW)
        assert student.pk not in gathered.opted_out
        place = [one.pk for one in gathered.students].index(student.pk)
        free = draft_day(gathered)
        masks = models_of(gathered)
        after = devices_in_the_lab_only(free, masks["lab_rotation"])
        assert (after.may_do[place] == free.may_do[place]).all()

    def test_goes_with_the_class_again_once_it_works_by_another_model(
        self, grounds: Grounds
    ) -> None:
        student = self.kept_out(grounds, "flex", "station_rotation")
        section = sections_by_student(student_ids=[student.pk], today=TOMORROW)[student.pk][0]
        choose_model(campus=grounds.campus, preset="flipped", section=section, by=None, now=NOW)
        assert student.pk in self.models(grounds)["flipped"]
