"""What is known here helps to read a roster: garbled sign-in names, rows that do not say whose they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rosters import (
    TODAY,
    bring_in,
    carry_out,
    mangled,
    person,
    plan_of,
    small_roster,
    swap,
    without,
)

from ownpath.interchange.oneroster import Package

pytestmark = pytest.mark.django_db
LONG = "x" * 300


def told(plan: object, code: str) -> list[str]:
    return [str(one) for one in plan.problems if one.code == code]  # type: ignore[attr-defined]


def nameless(**said: str) -> Package:
    """Return the roster without Ben, and with Ada in a row that does not say so."""
    ada = replace(person_row("ada"), sourced_id="", **said)
    rest = without(without(small_roster().users, "ben"), "ada")
    left_out = {"users": frozenset({""})}
    return small_roster(users=rest, left_out=left_out, unnamed={"users": (ada,)})


def person_row(sourced_id: str) -> object:
    return next(one for one in small_roster().users if one.sourced_id == sourced_id)


class TestSignInName:
    def test_that_cannot_be_read_stays_and_its_bearer_goes_on_signing_in(self) -> None:
        bring_in(small_roster(users=swap(small_roster().users, "ada", username="ada.morales")))
        before = person("ada").username_key
        roster = small_roster(users=swap(small_roster().users, "ada", username="ada.morales"))

        plan = plan_of(mangled(roster, "users.csv", "ada.morales", LONG))
        carry_out(plan)

        assert person("ada").username == "ada.morales"
        assert person("ada").username_key == before == "ada.morales"
        assert plan.count_of("users").changed == 0
        (line,) = told(plan, "value.kept")
        assert "username (Ada Morales): 'ada.morales' stays" in line

    def test_that_is_taken_away_is_taken_away(self) -> None:
        bring_in(small_roster())
        carry_out(plan_of(small_roster(users=swap(small_roster().users, "ada", username=""))))
        assert (person("ada").username, person("ada").username_key) == ("", None)

    def test_of_somebody_new_is_not_made_up(self) -> None:
        roster = small_roster(users=swap(small_roster().users, "ada", username="ada.morales"))
        plan = plan_of(mangled(roster, "users.csv", "ada.morales", LONG))
        carry_out(plan)
        assert person("ada").username_key is None
        assert told(plan, "value.kept") == []


class TestRowThatDoesNotSayWhoseItIs:
    def test_is_that_of_the_one_missing_person_with_its_sign_in_name(self) -> None:
        bring_in(small_roster())

        plan = plan_of(nameless())
        carry_out(plan, confirm_many_ends=True)

        assert (person("ada").ended_on, person("ben").ended_on) == (None, TODAY)
        assert told(plan, "row.unnamed") == []
        (line,) = told(plan, "row.whose")
        assert "by 'ada' the row is that of 'ada', who stays as kept" in line

    def test_holds_everybody_back_where_its_values_name_nobody(self) -> None:
        bring_in(small_roster())
        plan = plan_of(nameless(username="somebody.else"))
        assert plan.n_people_ending == 0
        assert len(told(plan, "row.unnamed")) == 1

    def test_holds_everybody_back_where_its_values_name_two(self) -> None:
        users = swap(small_roster().users, "ben", email="ben@liveoak.example")
        bring_in(small_roster(users=users))
        plan = plan_of(nameless(email="ben@liveoak.example"))
        assert plan.n_people_ending == 0

    def test_holds_everybody_back_beside_one_of_which_nothing_can_be_read(self) -> None:
        bring_in(small_roster())
        roster = nameless()
        plan = plan_of(replace(roster, unnamed={"users": (*roster.unnamed["users"], None)}))
        assert plan.n_people_ending == 0

    def test_is_read_out_of_a_file(self) -> None:
        bring_in(small_roster())
        rest = small_roster(users=without(small_roster().users, "ben"))
        plan = plan_of(mangled(rest, "users.csv", "\nada,", "\n,"))
        assert plan.n_people_ending == 1
        assert len(told(plan, "row.whose")) == 1
