"""A roster comes in: what is new, the same and changed, all or nothing, and who may do it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rosters import (
    TODAY,
    all_rows,
    bring_in,
    carry_out,
    delta,
    enrollment,
    group,
    person,
    plan_of,
    role,
    small_roster,
    swap,
    user,
    without,
)

from ownpath.interchange.oneroster import Demographics, Org
from ownpath.school.people.imports import changes_of
from ownpath.school.people.imports.types import (
    ImportRefused,
    NotThisDistrict,
    PlanIsStale,
)
from ownpath.school.people.models import (
    Campus,
    District,
    Person,
    Section,
)

pytestmark = pytest.mark.django_db


class TestFirstImport:
    def test_brings_in_every_row(self) -> None:
        plan = plan_of(small_roster())
        carry_out(plan)
        assert {count.file: (count.rows, count.added) for count in plan.counts} == {
            "orgs": (3, 3),
            "academicSessions": (3, 3),
            "courses": (1, 1),
            "classes": (2, 2),
            "users": (6, 6),
            "userProfiles": (1, 1),
            "roles": (7, 7),
            "enrollments": (4, 4),
            "demographics": (1, 1),
            "guardians": (1, 1),
        }
        assert District.objects.get().name == "Live Oak"
        assert Section.objects.get(source_key="m4a").terms.count() == 2

    def test_gives_nobody_a_password(self) -> None:
        bring_in(small_roster())
        assert not any(one.has_usable_password() for one in Person.objects.all())
        assert len({one.password for one in Person.objects.all()}) == 6

    def test_keeps_a_teacher_at_two_campuses_and_a_principal_who_teaches(self) -> None:
        bring_in(small_roster())
        assert person("ito").roles.count() == 2
        assert person("reyes").enrollments.get().role == "teacher"

    def test_writes_nothing_while_planning(self) -> None:
        before = all_rows()
        plan_of(small_roster())
        assert all_rows() == before

    def test_of_an_empty_package_without_a_district_is_refused(self) -> None:
        with pytest.raises(ImportRefused):
            plan_of(small_roster(orgs=(), classes=(), courses=(), roles=(), enrollments=()))

    def test_of_a_file_without_a_district_finds_the_one_above_the_schools(self) -> None:
        orgs = swap(small_roster().orgs, "live-oak", type="ministryOfEducation")
        assert plan_of(small_roster(orgs=orgs)).district.sourced_id == "live-oak"

    def test_of_two_districts_is_refused(self) -> None:
        orgs = (*small_roster().orgs, Org(sourced_id="cedar", name="Cedar", type="district"))
        with pytest.raises(ImportRefused, match="2 districts"):
            plan_of(small_roster(orgs=orgs))

    def test_tells_how_far_it_is(self) -> None:
        told: list[tuple[int, int]] = []
        plan = plan_of(small_roster())
        carry_out(plan, progress=lambda done, total: told.append((done, total)))
        assert told[-1] == (plan.n_steps, plan.n_steps)
        assert [done for done, _ in told] == sorted(done for done, _ in told)


class TestSecondImport:
    def test_of_the_same_roster_changes_nothing(self) -> None:
        bring_in(small_roster())
        before = all_rows()
        plan = plan_of(small_roster())
        carry_out(plan)
        assert plan.is_nothing_to_do
        assert all(not (one.added or one.changed or one.ended) for one in plan.counts)
        assert [one.same for one in plan.counts] == [one.rows for one in plan.counts]
        assert all_rows() == before

    def test_takes_sourced_ids_in_another_case_as_the_same(self) -> None:
        bring_in(small_roster())
        roster = small_roster()
        louder = small_roster(
            users=tuple(
                user(
                    one.sourced_id.upper(),
                    one.given_name,
                    one.family_name,
                    email=one.email,
                    grades=one.grades,
                    agent_sourced_ids=one.agent_sourced_ids,
                )
                for one in roster.users
            )
        )
        plan = plan_of(louder)
        carry_out(plan)
        assert plan.count_of("users").added == plan.count_of("users").ended == 0
        assert Person.objects.count() == 6
        assert plan_of(louder).is_nothing_to_do

    @pytest.mark.parametrize(
        "changes",
        [
            {"family_name": "Morales-Vega"},
            {"email": "ada@liveoak.example"},
            {"username": "amorales"},
            {
                "given_name": "Adela",
                "family_name": "Vega",
                "username": "av",
                "email": "av@x.example",
            },
            {"grades": ("05", "06")},
            {"preferred_given_name": "Addie"},
        ],
    )
    def test_keeps_the_person_whose_facts_changed(self, changes: dict[str, object]) -> None:
        bring_in(small_roster())
        ada = person("ada").pk
        plan = plan_of(small_roster(users=swap(small_roster().users, "ada", **changes)))
        carry_out(plan)
        assert person("ada").pk == ada
        assert (plan.count_of("users").changed, plan.count_of("users").added) == (1, 0)

    def test_tells_each_change_with_old_and_new(self) -> None:
        bring_in(small_roster())
        users = swap(small_roster().users, "ada", family_name="Vega")
        (change,) = changes_of(plan_of(small_roster(users=users)), "changed")
        assert str(change) == "users ada (Ada Vega) changed: family_name 'Morales' -> 'Vega'"

    def test_moves_a_person_to_another_class_and_campus_mid_year(self) -> None:
        bring_in(small_roster())
        moved = TODAY - timedelta(days=4)
        roster = small_roster(
            roles=(*without(small_roster().roles, "ben"), role("ben", "oak", "student")),
            enrollments=(
                *swap(small_roster().enrollments, "enr-ben-m4a", end_date=moved),
                enrollment("ben", "m4b", begin_date=TODAY),
            ),
        )
        bring_in(roster)
        ben = person("ben")
        assert ben.roles.get(ended_on=None).campus == Campus.objects.get(source_key="oak")
        assert ben.enrollments.get(source_key="enr-ben-m4a").ends_on == moved
        assert ben.enrollments.get(source_key="enr-ben-m4b").starts_on == TODAY

    def test_changes_the_terms_of_a_class(self) -> None:
        bring_in(small_roster())
        bring_in(
            small_roster(
                classes=swap(small_roster().classes, "m4a", term_sourced_ids=("spring",))
            )
        )
        assert [
            one.source_key for one in Section.objects.get(source_key="m4a").terms.all()
        ] == ["spring"]

    def test_lets_two_people_swap_their_sign_in_names(self) -> None:
        bring_in(small_roster())
        users = swap(small_roster().users, "ada", username="ben")
        users = swap(users, "ben", username="ada")
        bring_in(small_roster(users=users))
        assert (person("ada").username_key, person("ben").username_key) == ("ben", "ada")


class TestAllOrNothing:
    @pytest.mark.parametrize("fails_at", [1, 2, 5, 9])
    def test_keeps_nothing_of_an_import_that_breaks_half_way(self, fails_at: int) -> None:
        bring_in(small_roster())
        before = all_rows()
        n_told = 0

        def break_off(_done: int, _total: int) -> None:
            nonlocal n_told
            n_told += 1
            if n_told == fails_at:
                raise OSError("the disk is full")

        users = without(swap(small_roster().users, "ada", family_name="Vega"), "ben")
        roster = small_roster(
            users=(*users, user("new", "New", "Person")),
            classes=(*swap(small_roster().classes, "m4a", title="Math"), group("m4c", "C")),
            roles=(*small_roster().roles, role("new", "elm", "student")),
            enrollments=(*small_roster().enrollments, enrollment("new", "m4c")),
            courses=swap(small_roster().courses, "crs-math", title="Math"),
            demographics=(Demographics(sourced_id="ada", sex="other"),),
        )
        with pytest.raises(OSError, match="disk is full"):
            bring_in(roster, progress=break_off)
        assert all_rows() == before

    def test_refuses_a_plan_when_the_records_changed_since(self) -> None:
        bring_in(small_roster())
        plan = plan_of(
            small_roster(users=swap(small_roster().users, "ada", family_name="Vega"))
        )
        Person.objects.filter(source_key="ada").update(email="else@liveoak.example")
        with pytest.raises(PlanIsStale):
            carry_out(plan)
        assert person("ada").family_name == "Morales"

    def test_refuses_a_plan_to_make_a_district_that_is_there_by_now(self) -> None:
        plan = plan_of(small_roster())
        bring_in(small_roster())
        with pytest.raises(PlanIsStale):
            carry_out(plan)

    def test_is_not_disturbed_by_what_a_roster_does_not_decide(self) -> None:
        bring_in(small_roster())
        plan = plan_of(
            small_roster(users=swap(small_roster().users, "ada", family_name="Vega"))
        )
        Person.objects.filter(source_key="ada").update(
            language="es", theme="dark", last_login=None
        )
        carry_out(plan)
        assert person("ada").family_name == "Vega"


class TestWhoMayImport:
    def test_is_the_office_of_the_district_only(self, cast: object) -> None:
        roster = small_roster()
        plan = plan_of(delta(users=(user("extra", "E", "X"),)), cast.live_oak)
        for name in ("ada", "okafor", "reyes", "lund"):
            with pytest.raises(NotThisDistrict):
                carry_out(plan, by=getattr(cast, name))
        carry_out(plan, by=cast.clerk)
        assert roster

    def test_is_nobody_from_another_district(self, cast: object) -> None:
        with pytest.raises(ImportRefused, match="not of Cedar"):
            plan_of(small_roster(), cast.cedar)

    def test_is_nobody_in_the_office_for_a_district_that_is_new(self, cast: object) -> None:
        orgs = swap(small_roster().orgs, "live-oak", sourced_id="brand-new")
        with pytest.raises(NotThisDistrict):
            carry_out(plan_of(small_roster(orgs=orgs, courses=())), by=cast.clerk)
