"""A roster goes out: whole, valid, and the same when it comes in again."""

from __future__ import annotations

from io import BytesIO

import pytest
from rosters import (
    all_rows,
    bring_in,
    carry_out,
    delta,
    person,
    plan_of,
    purge,
    small_roster,
    swap,
    user,
)

from ownpath.interchange.oneroster import Package, read_package, write_package
from ownpath.school.people.exports import build_package
from ownpath.school.people.models import District, Guardianship, Person, Role

pytestmark = pytest.mark.django_db


def export() -> bytes:
    target = BytesIO()
    assert write_package(build_package(district=District.objects.get()), target) == []
    return target.getvalue()


def read(zipped: bytes) -> Package:
    package, problems = read_package(zipped)
    assert problems == []
    return package


class TestExport:
    def test_holds_what_came_in(self) -> None:
        roster = small_roster()
        bring_in(roster)
        package = read(export())
        assert package.users == roster.users
        assert package.roles == roster.roles
        assert package.classes == roster.classes
        assert package.academic_sessions == roster.academic_sessions
        assert package.user_profiles == roster.user_profiles
        assert package.demographics == roster.demographics
        assert [one.sourced_id for one in package.enrollments] == [
            one.sourced_id for one in roster.enrollments
        ]

    def test_changes_nothing_when_it_comes_in_again(self) -> None:
        bring_in(small_roster())
        before = all_rows()
        plan = plan_of(read(export()))
        carry_out(plan)
        assert plan.is_nothing_to_do
        assert all_rows() == before

    def test_comes_into_an_empty_database_to_the_same_bytes(self) -> None:
        bring_in(small_roster())
        first = export()
        purge()
        bring_in(read(first))
        assert export() == first

    def test_leaves_out_who_and_what_ended_and_points_at_nothing_that_is_missing(self) -> None:
        bring_in(small_roster())
        bring_in(
            delta(
                users=swap([small_roster().users[0]], "ada", status="tobedeleted"),
                courses=swap(small_roster().courses, "crs-math", status="tobedeleted"),
                orgs=swap([small_roster().orgs[0]], "elm", status="tobedeleted"),
            )
        )
        package = read(export())
        assert package.user("ada") is None
        assert package.demographics == ()
        assert package.course("crs-math") is not None
        assert package.org("elm") is not None
        assert all(one.user_sourced_id != "ada" for one in package.enrollments)

    def test_gives_people_entered_by_hand_a_number_and_knows_them_again(self) -> None:
        bring_in(small_roster())
        clerk = Person.objects.create(
            district=District.objects.get(), given_name="Kei", family_name="Nakamura"
        )
        Role.objects.create(person=clerk, name="systemAdministrator")
        Guardianship.objects.create(student=person("ben"), guardian=clerk)
        first = export()
        assert read(first).user(str(clerk.uuid)) is not None
        bring_in(read(first))
        assert Person.objects.filter(family_name="Nakamura").count() == 1
        assert export() == first

    def test_of_a_district_without_anybody_is_a_roster_of_its_district(self) -> None:
        District.objects.create(sourced_id="d", source_key="d", name="Empty")
        assert [one.name for one in read(export()).orgs] == ["Empty"]

    def test_holds_no_password_and_no_choice_of_the_person(self) -> None:
        bring_in(small_roster(users=(*small_roster().users, user("kim", "Kim", "Lee"))))
        kim = person("kim")
        kim.set_password("kite-meadow-seven")
        kim.save()
        assert kim.password.encode() not in export()

    def test_asks_the_database_as_often_for_many_as_for_few(
        self, django_assert_max_num_queries: object
    ) -> None:
        crowd = tuple(user(f"p{n}", "P", str(n)) for n in range(60))
        bring_in(small_roster(users=(*small_roster().users, *crowd)))
        with django_assert_max_num_queries(30):
            build_package(district=District.objects.get())
