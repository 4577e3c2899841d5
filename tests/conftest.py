"""Fixtures every test may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of an example. What a change must pass (.ci/run) tries the same examples each time, so that
# none fails by another's bad luck; `make test` goes on looking for new ones.
settings.register_profile(
    "searching", deadline=None, derandomize=False, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "repeating", parent=settings.get_profile("searching"), derandomize=True, database=None
)
settings.load_profile(
    "repeating" if os.environ.get("OWNPATH_SAME_TESTS") == "1" else "searching"
)
pytest_plugins = [
    "migrated_once",
    "cast",
    "facing",
    "opening",
    "forged",
    "grounds",
    "campus_editor",
]

LONGEST = (
    "journeys/test_journey_pages.py",
    "house/test_who_may_see_what.py",
    "journeys/test_journey_the_day.py",
    "house/test_fuzz_answers.py",
    "journeys/test_journey_a_leaders_year.py",
    "house/test_no_key_before_the_answer.py",
    "journeys/test_journey_first_day.py",
    "engine/knowledge/test_knowledge_laws.py",
    "journeys/",
    "house/",
)
"""What takes longest, a story in the browser and other work by turns; names of files or folders in this one."""


SELDOM = (50_000, 20, 20)
"""How many new objects, and how many such looks, before Python looks for dead circles among younger and older ones."""

MAY_TOUCH_THE_DATABASE = frozenset({"db", "transactional_db", "live_server"})


def pytest_configure() -> None:
    """Look for dead circles seldom: there are few, and among all that a process of tests holds a look takes long."""
    gc.set_threshold(*SELDOM)


def pytest_collection_finish() -> None:
    """Leave out of every later look what was collected: it stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest: no process is left alone with a long story when the others are through.

    On PostgreSQL leave out those who are refused the database: on SQLite, where all run, they are the same.
    """
    from django.db import connection

    items.sort(key=lambda item: turn_of(item.path))
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(
            items=[one for one in items if not may_touch_the_database(one)]
        )
        items[:] = [one for one in items if may_touch_the_database(one)]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument: two processes may make other bytes, then they disagree on what to run."""
    return argname if isinstance(val, bytes) else None


def may_touch_the_database(item: pytest.Item) -> bool:
    """Return whether a test is let to the database; pytest-django refuses it to all others."""
    asked: Sequence[str] = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not (
        MAY_TOUCH_THE_DATABASE.isdisjoint(asked)
    )


def turn_of(path: Path) -> int:
    """Return when a file of tests has its turn."""
    name = path.as_posix().partition("/tests/")[2]
    turns = (turn for turn, long in enumerate(LONGEST) if name.startswith(long))
    return next(turns, len(LONGEST))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data, or skip with a plain word where there is none."""
    named = os.environ.get("OWNPATH_SHARED_DATA", "")
    if not named or not Path(named).is_dir():
        pytest.skip("OWNPATH_SHARED_DATA names no folder: the real data is not at hand")
    return Path(named)


@pytest.fixture(autouse=True)
def forget_what_was_kept() -> None:
    """Empty what rooms keep in memory: ids come again after a test is rolled back."""
    from ownpath.school.curriculum.queries import items, library, maps
    from ownpath.school.evidence.queries import asking
    from ownpath.school.mastery import shelf
    from ownpath.school.plans.services import placement_maps
    from ownpath.school.privacy import services as privacy

    for kept in (
        maps._map_at,
        items.rules_of,
        items.definition_at,
        items.competencies_at,
        asking._instance_at,
        shelf._rule_of_model,
        placement_maps._made,
    ):
        kept.cache_clear()
    library._printable_kept.clear()
    privacy._noted.clear()
