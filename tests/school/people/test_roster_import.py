"""A roster comes in: what is the same, what changes, what ends and comes back, and who may do it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from rosters import (
    LAST,
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
    ManyWouldEnd,
    NotThisDistrict,
    PlanIsStale,
)
from ownpath.school.people.models import (
    Campus,
    Course,
    District,
    Enrollment,
    Guardianship,
    Person,
    Role,
    Section,
)
from ownpath.school.people.models import (
    Demographics as DemographicsRow,
)
from ownpath.school.people.services import close_campus, open_campus_again

pytestmark = pytest.mark.django_db


def codes(plan: object) -> set[str]:
    return {problem.code for problem in plan.problems}


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
