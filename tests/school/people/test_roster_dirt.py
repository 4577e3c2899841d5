"""A roster as real files are: names to sign in with, guardians, and dirt that stops nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from rosters import (
    LAST,
    TODAY,
    bring_in,
    carry_out,
    codes,
    delta,
    enrollment,
    person,
    plan_of,
    role,
    small_roster,
    swap,
    user,
    without,
)

from ownpath.interchange.oneroster import Org
from ownpath.school.people.models import (
    Campus,
    Course,
    District,
    Guardianship,
    Person,
    Section,
)

pytestmark = pytest.mark.django_db


class TestSignInNames:
    def test_taken_in_another_district_are_named_and_left_off(self) -> None:
        cedar = District.objects.create(sourced_id="cedar", source_key="cedar", name="Cedar")
        other = Person.objects.create(
            district=cedar,
            source_key="z",
            username="ADA",
            username_key="ada",
            given_name="A",
            family_name="Z",
        )
        plan = plan_of(small_roster())
        carry_out(plan)
        assert "username.taken" in codes(plan)
        assert (person("ada").username, person("ada").username_key) == ("ada", None)
        other.refresh_from_db()
        assert other.username_key == "ada"
        assert plan_of(small_roster()).is_nothing_to_do

    def test_equal_but_for_case_go_to_one_of_the_two(self) -> None:
        users = swap(small_roster().users, "ben", username="ADA")
        plan = plan_of(small_roster(users=users))
        carry_out(plan)
        assert (person("ada").username_key, person("ben").username_key) == ("ada", None)
        assert Person.objects.count() == 6

    def test_stay_with_whoever_has_them(self) -> None:
        bring_in(small_roster())
        users = swap(small_roster().users, "ada", username="rosa")
        bring_in(small_roster(users=users))
        assert (person("rosa").username_key, person("ada").username_key) == ("rosa", None)

    def test_are_free_again_when_their_holder_leaves(self) -> None:
        bring_in(small_roster())
        users = without(swap(small_roster().users, "ada", username="ben"), "ben")
        bring_in(small_roster(users=users))
        assert person("ada").username_key == "ben"

    def test_come_later_to_whoever_went_without(self) -> None:
        bring_in(small_roster(users=swap(small_roster().users, "ben", username="ADA")))
        bring_in(delta(users=(user("ada", "Ada", "Morales", username="ada.m"),)))
        bring_in(delta(users=(user("ben", "Ben", "Carter", username="ADA"),)))
        assert person("ben").username_key == "ada"


class TestGuardians:
    def test_are_found_whichever_of_the_two_names_the_other(self) -> None:
        users = swap(small_roster().users, "ada", agent_sourced_ids=())
        bring_in(small_roster(users=swap(users, "rosa", agent_sourced_ids=("ada",))))
        link = Guardianship.objects.get()
        assert (link.student, link.guardian, link.relation) == (
            person("ada"),
            person("rosa"),
            "guardian",
        )

    def test_stay_while_one_of_the_two_still_names_the_other(self) -> None:
        bring_in(small_roster())
        bring_in(delta(users=(user("rosa", "Rosa", "Vega"),)))
        assert Guardianship.objects.get().ended_on is None

    def test_end_when_neither_does(self) -> None:
        bring_in(small_roster())
        bring_in(delta(users=(user("ada", "Ada", "Morales", grades=("04",)),)))
        assert Guardianship.objects.get().ended_on == TODAY

    def test_are_not_made_between_two_students_and_named(self) -> None:
        users = swap(small_roster().users, "ben", agent_sourced_ids=("ada",))
        plan = plan_of(small_roster(users=users))
        assert (plan.count_of("guardians").added, "guardian.unclear" in codes(plan)) == (
            1,
            True,
        )

    @pytest.mark.parametrize("who", ["ada", "rosa"])
    def test_are_told_at_once_when_a_person_comes_back_without_the_role(self, who: str) -> None:
        parent = role("rosa", "elm", "parent", sourced_id="rol-rosa-elm-guardian")
        roles = (*without(small_roster().roles, "rosa"), parent)
        bring_in(small_roster(roles=roles))
        back = next(one for one in small_roster().users if one.sourced_id == who)
        bring_in(delta(users=swap([back], who, status="tobedeleted")))
        gone = [one for one in roles if one.user_sourced_id == who]
        again = delta(users=(back,), roles=swap(gone, gone[0].sourced_id, status="tobedeleted"))
        bring_in(again)
        assert plan_of(again).is_nothing_to_do

    def test_wait_for_a_guardian_who_comes_later(self) -> None:
        users = swap(small_roster().users, "ben", agent_sourced_ids=("late",))
        bring_in(small_roster(users=users))
        bring_in(
            delta(users=(user("late", "L", "Ate"),), roles=(role("late", "elm", "parent"),))
        )
        assert Guardianship.objects.get(student=person("ben")).relation == "parent"


class TestDirt:
    def test_leaves_out_only_the_rows_that_name_nobody(self) -> None:
        roster = delta(enrollments=(enrollment("ghost", "m4a"), enrollment("ben", "m4b")))
        bring_in(small_roster())
        plan = plan_of(roster)
        carry_out(plan)
        count = plan.count_of("enrollments")
        assert (count.added, count.left_out) == (1, 1)
        assert [one.where for one in plan.problems] == ["enrollments.csv row 0, userSourcedId"]

    def test_lets_a_class_do_without_teacher_and_course(self) -> None:
        classes = swap(small_roster().classes, "m4b", course_sourced_id="")
        roster = small_roster(classes=classes, enrollments=small_roster().enrollments[:2])
        bring_in(roster)
        assert Section.objects.get(source_key="m4b").course.title == "Mathematics 4, B"
        assert plan_of(roster).is_nothing_to_do
        bring_in(small_roster())
        assert Course.objects.filter(ended_on=None).count() == 1

    def test_leaves_out_a_role_nobody_knows_and_translates_one_that_somebody_does(self) -> None:
        roles = swap(small_roster().roles, "rol-ito-elm-teacher", role="wizard")
        roles = swap(roles, "rol-okafor-elm-teacher", role="professor")
        plan = plan_of(small_roster(roles=roles))
        carry_out(plan)
        assert {"role.unknown", "role.elsewhere"} <= codes(plan)
        assert person("okafor").roles.get().name == "teacher"

    def test_takes_one_role_told_twice_as_one_from_first_to_last_day(self) -> None:
        roles = (
            *small_roster().roles[1:],
            role(
                "ada",
                "elm",
                "student",
                begin_date=date(2025, 8, 18),
                end_date=date(2025, 12, 19),
            ),
            role(
                "ada",
                "elm",
                "student",
                sourced_id="again",
                begin_date=date(2026, 1, 5),
                end_date=LAST,
            ),
        )
        plan = plan_of(small_roster(roles=roles))
        carry_out(plan)
        held = person("ada").roles.get()
        assert (held.starts_on, held.ends_on) == (date(2025, 8, 18), LAST)
        assert plan.count_of("roles").same == 1
        assert plan_of(small_roster(roles=roles)).is_nothing_to_do

    @pytest.mark.parametrize("order", [1, -1])
    def test_keeps_a_role_that_one_row_ends_and_another_keeps(self, order: int) -> None:
        old = role("ada", "elm", "student", sourced_id="old", status="tobedeleted")
        anew = role("ada", "elm", "student", sourced_id="anew")
        again = delta(roles=(old, anew)[::order])
        bring_in(small_roster())
        bring_in(again)
        assert (person("ada").roles.get().sourced_id, person("ada").roles.get().ended_on) == (
            "anew",
            None,
        )
        assert plan_of(again).is_nothing_to_do

    def test_does_not_take_a_place_nobody_knows_for_the_whole_district(self) -> None:
        everywhere = role("reyes", "live-oak", "principal")
        bring_in(small_roster(roles=(*small_roster().roles, everywhere)))
        gone = role("reyes", "nowhere", "principal", sourced_id="x", status="tobedeleted")
        assert plan_of(delta(roles=(gone,))).is_nothing_to_do

    def test_puts_who_is_at_a_department_at_its_school(self) -> None:
        department = Org(
            sourced_id="dep", name="Math", type="department", parent_sourced_id="elm"
        )
        roster = small_roster(
            orgs=(*small_roster().orgs, department),
            roles=(*small_roster().roles[:-1], role("reyes", "dep", "principal")),
        )
        bring_in(roster)
        assert person("reyes").roles.get().campus == Campus.objects.get(source_key="elm")

    def test_does_not_go_round_in_circles_of_terms(self) -> None:
        bring_in(small_roster())
        sessions = swap(small_roster().academic_sessions, "year", parent_sourced_id="fall")
        assert "term.loop" in codes(plan_of(delta(academic_sessions=sessions[-1:])))

    def test_does_not_let_an_old_change_undo_a_newer_one(self) -> None:
        bring_in(small_roster())
        new, old = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
        bring_in(delta(users=(user("ben", "Ben", "Newer", date_last_modified=new),)))
        plan = plan_of(delta(users=(user("ben", "Ben", "Older", date_last_modified=old),)))
        carry_out(plan)
        assert (person("ben").family_name, codes(plan)) == ("Newer", {"row.older"})

    def test_keeps_what_1_1_has_no_column_for(self) -> None:
        bring_in(
            small_roster(users=swap(small_roster().users, "ada", preferred_given_name="Addie"))
        )
        bring_in(delta(users=(user("ada", "Ada", "Vega"),), version="1.1"))
        assert (person("ada").preferred_given_name, person("ada").family_name) == (
            "Addie",
            "Vega",
        )
