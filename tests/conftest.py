"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["cast", "facing", "opening", "forged", "grounds"]


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
    from ownpath.school.curriculum.queries import items, maps
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
    privacy._noted.clear()
