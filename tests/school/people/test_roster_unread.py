"""What a later roster says unreadably does not empty what is known."""

from __future__ import annotations

from datetime import date

import pytest
from rosters import bring_in, carry_out, mangled, person, plan_of, small_roster, swap

from ownpath.interchange.oneroster import Demographics, Package
from ownpath.school.people.imports.types import RosterPlan
from ownpath.school.people.models import Demographics as DemographicsRow
from ownpath.school.people.models import District, Enrollment

pytestmark = pytest.mark.django_db
GOOD = "ada@liveoak.example"


def with_ada(**said: str) -> Package:
    roster = small_roster()
    ada = next(one for one in roster.users if one.given_name == "Ada")
    return small_roster(users=swap(roster.users, ada.sourced_id, **said))


def told(plan: RosterPlan) -> list[str]:
    return [str(one) for one in plan.problems if one.code == "value.kept"]


def ada() -> str:
    return next(one.sourced_id for one in small_roster().users if one.given_name == "Ada")


class TestUnreadable:
    def test_email_stays_as_it_was_and_the_plan_says_so(self) -> None:
        package = with_ada(email=GOOD)
        bring_in(package)
        plan = plan_of(mangled(package, "users.csv", GOOD, "ada at liveoak"))
        carry_out(plan)
        assert person(ada()).email == GOOD
        assert [GOOD in one and "users.csv row" in one for one in told(plan)] == [True]
        assert plan.count_of("users").changed == 0

    def test_email_of_somebody_new_stays_empty_without_a_word(self) -> None:
        plan = plan_of(mangled(with_ada(email=GOOD), "users.csv", GOOD, "ada at liveoak"))
        carry_out(plan)
        assert person(ada()).email == ""
        assert told(plan) == []

    def test_email_taken_away_is_taken_away(self) -> None:
        package = with_ada(email=GOOD)
        bring_in(package)
        plan = plan_of(mangled(package, "users.csv", GOOD, ""))
        carry_out(plan)
        assert person(ada()).email == ""
        assert told(plan) == []

    def test_grade_stays(self) -> None:
        package = with_ada(grades=("04",), email=GOOD)
        bring_in(package)
        plan = plan_of(mangled(package, "users.csv", ",04,", ",fourth-ish,"))
        carry_out(plan)
        assert person(ada()).grade == "04"
        assert "users.csv row 2, grades (Ada Morales): '04' stays" in told(plan)[0]

    def test_day_of_an_enrollment_stays(self) -> None:
        roster = small_roster()
        first = roster.enrollments[0].sourced_id
        package = small_roster(
            enrollments=swap(roster.enrollments, first, end_date=date(2026, 5, 27))
        )
        bring_in(package)
        plan = plan_of(mangled(package, "enrollments.csv", "2026-05-27", "end of May"))
        carry_out(plan)
        assert Enrollment.objects.get(source_key=first.casefold()).ends_on == date(2026, 5, 27)
        assert len(told(plan)) == 1

    def test_birthday_and_flag_stay(self) -> None:
        package = small_roster(
            demographics=(
                Demographics(sourced_id=ada(), birth_date=date(2016, 2, 29), asian=True),
            )
        )
        bring_in(package)
        broken = mangled(package, "demographics.csv", "2016-02-29", "leap day")
        carry_out(plan_of(broken))
        assert DemographicsRow.objects.get().birth_date == date(2016, 2, 29)
        broken = mangled(package, "demographics.csv", "true", "perhaps")
        carry_out(plan_of(broken))
        assert DemographicsRow.objects.get().further["asian"] is True


class TestNewDistrict:
    def test_keeps_the_time_of_the_server(self, settings: object) -> None:
        settings.TIME_ZONE = "America/Chicago"  # type: ignore[attr-defined]
        bring_in(small_roster())
        assert District.objects.get().time_zone == "America/Chicago"
