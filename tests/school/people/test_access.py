"""Who may see whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import TODAY, Cast, enroll

from ownpath.errors import NotFound
from ownpath.school.people.models import Enrollment, Guardianship, Role, Term
from ownpath.school.people.queries import (
    Aspect,
    adults_of,
    faces_of,
    get_visible_student,
    may_see,
    may_work_with,
    visible_students,
)

R, L, V = Aspect.ROSTER, Aspect.LEARNING, Aspect.VOICE
H, S = Aspect.HELPING, Aspect.STEERING
ADA_MAY_BE_SEEN = {
    "ada": {R, L, V, H, S},  # herself; deeds refuse a student all the same
    "ben": set(),
    "okafor": {R, L, V, H, S},
    "ito": set(),
    "rosa": {R, L, V},
    "reyes": {R, L},
    "whitfield": {R, L},
    "clerk": {R},
    "lund": set(),
}


class TestMaySee:
    @pytest.mark.parametrize("viewer", list(ADA_MAY_BE_SEEN))
    def test_lets_everyone_see_of_ada_what_they_have_a_reason_to(
        self, cast: Cast, viewer: str
    ) -> None:
        allowed = {
            aspect
            for aspect in Aspect
            if may_see(
                viewer=cast.everybody[viewer], person=cast.ada, aspect=aspect, today=TODAY
            )
        }
        assert allowed == ADA_MAY_BE_SEEN[viewer]

    def test_agrees_with_the_list_of_visible_students(self, cast: Cast) -> None:
        for viewer in cast.everybody.values():
            for aspect in Aspect:
                listed = set(visible_students(viewer=viewer, aspect=aspect, today=TODAY))
                for student in (cast.ada, cast.ben):
                    assert (student in listed) == may_see(
                        viewer=viewer, person=student, aspect=aspect, today=TODAY
                    )

    def test_ends_with_the_enrollment(self, cast: Cast) -> None:
        Enrollment.objects.filter(person=cast.ada).update(ended_on=TODAY)
        assert not may_see(viewer=cast.okafor, person=cast.ada, aspect=L, today=TODAY)

    def test_begins_with_the_enrollment(self, cast: Cast) -> None:
        Enrollment.objects.filter(person=cast.ada).update(starts_on=TODAY + timedelta(days=1))
        assert not may_see(viewer=cast.okafor, person=cast.ada, aspect=L, today=TODAY)
        assert may_see(
            viewer=cast.okafor, person=cast.ada, aspect=L, today=TODAY + timedelta(days=1)
        )

    @pytest.mark.parametrize(("days", "sees"), [(30, True), (31, False)])
    def test_ends_a_month_after_the_term(self, cast: Cast, days: int, sees: bool) -> None:
        Term.objects.filter(district=cast.live_oak).update(ends_on=TODAY - timedelta(days=days))
        assert may_see(viewer=cast.okafor, person=cast.ada, aspect=L, today=TODAY) == sees

    def test_ends_with_the_guardianship(self, cast: Cast) -> None:
        Guardianship.objects.update(ended_on=TODAY)
        assert not may_see(viewer=cast.rosa, person=cast.ada, aspect=R, today=TODAY)

    def test_ends_when_a_person_is_put_out_of_use(self, cast: Cast) -> None:
        cast.okafor.is_active = False
        assert not may_see(viewer=cast.okafor, person=cast.ada, aspect=R, today=TODAY)

    def test_lets_an_aide_see_learning_but_not_voice(self, cast: Cast) -> None:
        Enrollment.objects.filter(person=cast.okafor).update(role=Role.Name.AIDE)
        allowed = {
            a
            for a in Aspect
            if may_see(viewer=cast.okafor, person=cast.ada, aspect=a, today=TODAY)
        }
        assert allowed == {R, L, H}

    def test_stops_at_the_district_even_for_its_administrators(self, cast: Cast) -> None:
        Role.objects.create(person=cast.lund, name=Role.Name.DISTRICT_ADMINISTRATOR)
        assert not may_see(viewer=cast.lund, person=cast.ada, aspect=R, today=TODAY)

    def test_never_lets_a_fellow_student_in_the_same_class(self, cast: Cast) -> None:
        Enrollment.objects.filter(person=cast.ben).update(section=cast.section)
        assert not may_see(viewer=cast.ben, person=cast.ada, aspect=R, today=TODAY)


class TestMayWorkWith:
    @pytest.mark.parametrize("viewer", list(ADA_MAY_BE_SEEN))
    def test_knows_no_reason_of_family_and_lets_nobody_act_on_themselves(
        self, cast: Cast, viewer: str
    ) -> None:
        allowed = {
            aspect
            for aspect in Aspect
            if may_work_with(
                viewer=cast.everybody[viewer], student=cast.ada, aspect=aspect, today=TODAY
            )
        }
        at_work = set() if viewer in {"ada", "rosa"} else ADA_MAY_BE_SEEN[viewer]
        assert allowed == at_work

    def test_gives_an_aide_who_is_also_a_guardian_nothing_more(self, cast: Cast) -> None:
        enroll(cast.section, cast.rosa, Role.Name.AIDE)
        assert not may_work_with(viewer=cast.rosa, student=cast.ada, aspect=V, today=TODAY)
        assert not may_work_with(viewer=cast.rosa, student=cast.ada, aspect=S, today=TODAY)

    def test_ends_when_a_person_is_put_out_of_use(self, cast: Cast) -> None:
        cast.okafor.is_active = False
        assert not may_work_with(viewer=cast.okafor, student=cast.ada, aspect=R, today=TODAY)


class TestGetVisibleStudent:
    def test_tells_a_hidden_student_like_a_missing_one(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            get_visible_student(viewer=cast.lund, uuid=cast.ada.uuid, aspect=R, today=TODAY)


class TestFacesOf:
    @pytest.mark.parametrize(
        ("who", "faces"),
        [
            ("ada", {"student"}),
            ("okafor", {"teacher"}),
            ("rosa", {"family"}),
            ("reyes", {"leader"}),
            ("whitfield", {"leader", "office"}),
            ("clerk", {"office"}),
        ],
    )
    def test_follows_the_roles(self, cast: Cast, who: str, faces: set[str]) -> None:
        assert faces_of(person=cast.everybody[who], today=TODAY) == faces

    def test_lets_a_principal_who_teaches_open_the_teachers_face(self, cast: Cast) -> None:
        Enrollment.objects.filter(person=cast.okafor).update(person=cast.reyes)
        assert faces_of(person=cast.reyes, today=TODAY) == {"leader", "teacher"}


class TestAdultsOf:
    def test_names_todays_teachers(self, cast: Cast) -> None:
        assert [adult.person for adult in adults_of(student=cast.ada, today=TODAY)] == [
            cast.okafor
        ]
