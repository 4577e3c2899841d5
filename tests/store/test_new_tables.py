"""New tables at once: the same as one after another, and away again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from ownpath.store.new_tables import NewTables, Step

KEY = ("id", models.BigAutoField(primary_key=True))
STEPS: list[Step] = [
    CreateModel("Street", [KEY, ("name", models.CharField(max_length=80))]),
    CreateModel("House", [KEY, ("number", models.IntegerField())]),
    AddField("house", "street", models.ForeignKey("places.street", models.CASCADE)),
    AddField("house", "next_to", models.ManyToManyField("places.house")),
    AddConstraint(
        "house", models.UniqueConstraint(fields=["street", "number"], name="house_once")
    ),
    AddIndex("house", models.Index(fields=["number"], name="house_by_number")),
]


@pytest.fixture
def empty(db: None) -> Iterator[BaseDatabaseWrapper]:
    """Return a database without tables, of this test alone."""
    handler = ConnectionHandler(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    )
    yield handler["default"]
    handler["default"].close()


def carry_out(
    operations: Sequence[Operation], state: ProjectState, database: BaseDatabaseWrapper
) -> ProjectState:
    """Do one operation after the other, as a migration does, and return the models after it."""
    with database.schema_editor() as editor:
        for operation in operations:
            before = state.clone()
            operation.state_forwards("places", state)
            operation.database_forwards("places", editor, before, state)
    return state


def tables(database: BaseDatabaseWrapper) -> list[tuple[str, ...]]:
    """Return what the database says that it holds."""
    with database.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        return list(cursor.fetchall())


class TestNewTables:
    def test_are_those_of_one_step_after_another(self, empty: BaseDatabaseWrapper) -> None:
        one_by_one = carry_out(STEPS, ProjectState(), empty)
        expected = tables(empty)
        with empty.cursor() as cursor:
            for table in ("places_house_next_to", "places_house", "places_street"):
                cursor.execute(f"DROP TABLE {table}")
        at_once = carry_out([NewTables(STEPS)], ProjectState(), empty)
        assert tables(empty) == expected
        assert at_once == one_by_one

    def test_go_away_again(self, empty: BaseDatabaseWrapper) -> None:
        step, before = NewTables(STEPS), ProjectState()
        after = carry_out([step], before.clone(), empty)
        with empty.schema_editor() as editor:
            step.database_backwards("places", editor, after, before)
        assert not [name for _, name, _ in tables(empty) if "places" in name]

    def test_are_all_that_is_added_to(self) -> None:
        with pytest.raises(ValueError, match="none of the steps makes that table"):
            NewTables(STEPS[2:])
