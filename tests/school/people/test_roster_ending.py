"""A roster no longer names somebody: what ends, what comes back, and the guard against ending many."""

from __future__ import annotations

import pytest
from rosters import (
    LAST,
    TODAY,
    all_rows,
    bring_in,
    carry_out,
    codes,
    delta,
    enrollment,
    person,
    plan_of,
    small_roster,
    swap,
    user,
    without,
)

from ownpath.interchange.oneroster import Demographics
from ownpath.school.people.imports import changes_of
from ownpath.school.people.imports.types import (
    ManyWouldEnd,
    PlanIsStale,
)
from ownpath.school.people.models import (
    Campus,
    District,
    Enrollment,
    Person,
    Role,
)
from ownpath.school.people.models import (
    Demographics as DemographicsRow,
)
from ownpath.school.people.services import close_campus, open_campus_again

pytestmark = pytest.mark.django_db


class TestEnding:
    def test_ends_what_a_complete_file_leaves_out(self) -> None:
        bring_in(small_roster())
        bring_in(small_roster(enrollments=without(small_roster().enrollments, "enr-ben-m4a")))
        ended = Enrollment.objects.get(source_key="enr-ben-m4a")
        assert (ended.ended_on, ended.ends_on) == (TODAY, LAST)
        assert person("ben").ended_on is None

    def test_ends_nothing_that_an_absent_file_leaves_out(self) -> None:
        bring_in(small_roster())
        plan = plan_of(small_roster(enrollments=()))
        assert plan.n_enrollments_ending == 0

    def test_of_a_person_takes_roles_enrollments_and_guardians_along_and_brings_them_back(
        self,
    ) -> None:
        bring_in(small_roster())
        before = all_rows()
        gone = delta(users=swap([small_roster().users[0]], "ada", status="tobedeleted"))
        bring_in(gone)
        ada = person("ada")
        assert (ada.ended_on, ada.is_active, ada.username_key) == (TODAY, False, None)
        assert not ada.roles.filter(ended_on=None).exists()
        assert not ada.enrollments.filter(ended_on=None).exists()
        assert not ada.guardianships.filter(ended_on=None).exists()
        assert plan_of(gone).is_nothing_to_do
        bring_in(delta(users=(small_roster().users[0],)))
        assert all_rows() == before

    def test_of_a_person_deletes_no_row(self) -> None:
        bring_in(small_roster())
        n_before = {table: len(rows) for table, rows in all_rows().items()}
        bring_in(
            small_roster(
                users=without(small_roster().users, "ada"),
                roles=without(small_roster().roles, "ada"),
                enrollments=without(small_roster().enrollments, "ada"),
                user_profiles=(),
                demographics=(Demographics(sourced_id="ben"),),
            )
        )
        n_after = {table: len(rows) for table, rows in all_rows().items()}
        assert n_after == {**n_before, "people_demographics": 2}
        assert person("ada").ended_on == TODAY

    def test_of_an_enrollment_by_name_is_not_undone_when_the_person_comes_back(self) -> None:
        bring_in(small_roster())
        bring_in(
            delta(
                users=swap([small_roster().users[1]], "ben", status="tobedeleted"),
                enrollments=swap(
                    [enrollment("ben", "m4a")], "enr-ben-m4a", status="tobedeleted"
                ),
            )
        )
        bring_in(delta(users=(small_roster().users[1],)))
        assert person("ben").enrollments.get().ended_on == TODAY
        assert person("ben").roles.get().ended_on is None

    def test_of_a_class_takes_its_enrollments_along_and_brings_them_back(self) -> None:
        bring_in(small_roster())
        bring_in(delta(classes=swap([small_roster().classes[0]], "m4a", status="tobedeleted")))
        assert set(
            Enrollment.objects.filter(section__source_key="m4a").values_list("ended_with")
        ) == {("section",)}
        bring_in(delta(classes=(small_roster().classes[0],)))
        assert not Enrollment.objects.exclude(ended_on=None).exists()

    def test_spares_people_and_roles_that_were_entered_by_hand(self) -> None:
        bring_in(small_roster())
        clerk = Person.objects.create(
            district=District.objects.get(), given_name="Kei", family_name="Nakamura"
        )
        Role.objects.create(person=clerk, name="systemAdministrator")
        Role.objects.create(person=person("reyes"), name="systemAdministrator")
        plan = plan_of(small_roster())
        assert plan.is_nothing_to_do
        assert Role.objects.filter(name="systemAdministrator", ended_on=None).count() == 2

    def test_spares_a_row_that_is_in_the_file_and_could_not_be_read(self) -> None:
        bring_in(small_roster())
        roster = small_roster(
            users=without(small_roster().users, "ben"), left_out={"users": frozenset({"ben"})}
        )
        plan = plan_of(roster)
        assert (plan.n_people_ending, plan.count_of("users").left_out) == (0, 1)

    def test_of_nobody_is_meant_where_a_row_does_not_say_whose_it_is(self) -> None:
        bring_in(small_roster())
        rest = without(without(small_roster().users, "ben"), "ada")
        roster = small_roster(users=rest, left_out={"users": frozenset({""})})

        plan = plan_of(roster)

        assert (plan.n_people_ending, plan.n_enrollments_ending) == (0, 0)
        (told,) = [one for one in plan.problems if one.code == "row.unnamed"]
        assert told.where == "users.csv"
        bring_in(roster)
        assert {person(one).ended_on for one in ("ada", "ben")} == {None}

    def test_takes_demographics_back_but_not_of_those_who_left(self) -> None:
        bring_in(small_roster())
        ben_only = (Demographics(sourced_id="ben", sex="male"),)
        bring_in(small_roster(demographics=ben_only))
        assert [one.person.source_key for one in DemographicsRow.objects.all()] == ["ben"]


class TestGuard:
    def test_stops_an_import_that_ends_more_than_five_percent(self) -> None:
        bring_in(small_roster())
        before = all_rows()
        plan = plan_of(small_roster(users=without(small_roster().users, "ben")))
        assert plan.needs_confirmation
        with pytest.raises(ManyWouldEnd):
            carry_out(plan, confirm_many_ends=False)
        assert all_rows() == before
        carry_out(plan, confirm_many_ends=True)
        assert person("ben").ended_on == TODAY

    def test_lets_an_import_through_that_ends_exactly_five_percent(self) -> None:
        crowd = tuple(user(f"p{n}", "P", str(n)) for n in range(14))
        bring_in(small_roster(users=(*small_roster().users, *crowd)))
        plan = plan_of(small_roster(users=(*small_roster().users, *crowd[:-1])))
        assert (plan.share_ending, plan.needs_confirmation) == (0.05, False)
        carry_out(plan, confirm_many_ends=False)


class TestACampusTheDistrictClosed:
    """What the council closed, no roster opens again unasked."""

    def closed(self) -> Campus:
        bring_in(small_roster())
        oak = Campus.objects.get(source_key="oak")
        close_campus(campus=oak, on=TODAY)
        return oak

    def test_stays_closed_and_is_named_with_what_to_do(self) -> None:
        oak = self.closed()
        plan = plan_of(small_roster())
        assert "returned" not in {one.kind for one in changes_of(plan)}
        told = next(one for one in plan.problems if one.code == "campus.closed")
        assert "with 1 people and 0 classes; it stays closed" in told.what
        assert "End it in the sending system" in told.fix
        carry_out(plan)
        oak.refresh_from_db()
        assert (oak.ended_on, oak.closed_on) == (TODAY, TODAY)

    def test_stays_closed_when_a_roster_left_it_out_once(self) -> None:
        oak = self.closed()
        bring_in(small_roster(orgs=without(small_roster().orgs, "oak")))
        bring_in(small_roster())
        oak.refresh_from_db()
        assert oak.ended_on == TODAY

    def test_takes_a_new_name_and_stays_closed(self) -> None:
        oak = self.closed()
        bring_in(small_roster(orgs=swap(small_roster().orgs, "oak", name="Oak Annex")))
        oak.refresh_from_db()
        assert (oak.name, oak.ended_on) == ("Oak Annex", TODAY)

    def test_follows_the_roster_again_once_the_district_opened_it(self) -> None:
        oak = self.closed()
        open_campus_again(campus=oak)
        plan = plan_of(small_roster())
        assert "campus.closed" not in codes(plan)
        oak.refresh_from_db()
        assert oak.ended_on is None

    def test_is_no_longer_what_a_plan_showed(self) -> None:
        bring_in(small_roster())
        plan = plan_of(small_roster(orgs=swap(small_roster().orgs, "oak", name="Oak Annex")))
        close_campus(campus=Campus.objects.get(source_key="oak"), on=TODAY)
        with pytest.raises(PlanIsStale):
            carry_out(plan)
