"""Rows of before come through: what stood fixed on one weekday stands on that one, there and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cast import NOW, TODAY
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

BEFORE, AFTER = "0005_programs", "0006_fixed_on_some_days"
EVERY_DAY = None


def go_to(migration: str) -> StateApps:
    """Bring the tables of the days to a state and return the models of it."""
    MigrationExecutor(connection).migrate([("days", migration)])
    loader = MigrationExecutor(connection).loader
    people = [
        one for one in loader.graph.leaf_nodes() if one[0] == "people"
    ]  # stay as they are
    return loader.project_state([("days", migration), *people]).apps


@pytest.fixture
def tables_of_now(transactional_db: None) -> Iterator[None]:
    """Bring the tables of the days back to their newest state after the test."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate([one for one in executor.loader.graph.leaf_nodes() if one[0] == "days"])


def a_campus(apps: StateApps) -> Any:
    """Make a campus with the models of then."""
    district = apps.get_model("people", "District").objects.create(
        sourced_id="d", source_key="d", name="Live Oak"
    )
    return apps.get_model("people", "Campus").objects.create(
        district=district, sourced_id="c", source_key="c", name="Live Oak Elementary"
    )


def fixed(apps: StateApps, column: str) -> dict[int, Any]:
    """Return by block what a column of what is fixed holds."""
    rows = apps.get_model("days", "Commitment").objects.order_by("block")
    return dict(rows.values_list("block", column))


@pytest.mark.usefixtures("tables_of_now")
class TestFixedOnSomeDays:
    def test_keeps_the_one_weekday_of_each_row_from_monday_to_sunday(self) -> None:
        old = go_to(BEFORE)
        campus = a_campus(old)
        weekdays = [EVERY_DAY, *range(7)]
        for block, weekday in enumerate(weekdays):
            old.get_model("days", "Commitment").objects.create(
                campus=campus, kind="other", block=block, weekday=weekday
            )
        new = go_to(AFTER)
        assert fixed(new, "weekdays") == {0: [], **{day + 1: [day] for day in range(7)}}
        assert list(fixed(new, "letters").values()) == [[]] * len(weekdays)

    def test_goes_back_to_one_weekday_or_to_every_day(self) -> None:
        new = go_to(AFTER)
        campus = a_campus(new)
        for block, weekdays in enumerate(([], [0], [6], [1, 3])):
            new.get_model("days", "Commitment").objects.create(
                campus=campus, kind="other", block=block, weekdays=weekdays
            )
        old = go_to(BEFORE)
        assert fixed(old, "weekday") == {0: None, 1: 0, 2: 6, 3: None}


@pytest.mark.usefixtures("tables_of_now")
class TestTakenBack:
    def test_is_noted_of_plans_whose_state_told_it(self) -> None:
        old = go_to("0011_taken_off_the_list")
        campus = a_campus(old)
        schedule = old.get_model("days", "BellSchedule").objects.create(campus=campus, name="A")
        states = {
            "made": ("draft", None, None),
            "undone": ("draft", None, NOW),
            "put aside": ("withdrawn", None, NOW),
            "withdrawn": ("withdrawn", NOW, NOW),
            "superseded": ("superseded", NOW, NOW),
            "in force": ("published", NOW, None),
        }
        for version, (state, published_at, ended_at) in enumerate(states.values()):
            old.get_model("days", "DayPlan").objects.create(
                campus=campus, schedule=schedule, day=TODAY, version=version, state=state,
                published_at=published_at, ended_at=ended_at, made_at=NOW,
            )  # fmt: skip
        new = go_to("0012_taken_back")
        plans = new.get_model("days", "DayPlan").objects.exclude(taken_back_at=None)
        versions = plans.order_by("version").values_list("version", "taken_back_at")
        assert [(list(states)[n], at) for n, at in versions] == [
            ("undone", NOW),
            ("withdrawn", NOW),
        ]
