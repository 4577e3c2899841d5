"""What every test of the curriculum starts from."""

from __future__ import annotations

import pytest

from ownpath.school.curriculum import queries


@pytest.fixture(autouse=True)
def _nothing_kept_in_memory() -> None:
    """Forget maps and definitions: tests give the same ids to different content."""
    for kept in (queries._map_at, queries.definition_at, queries.competencies_at):
        kept.cache_clear()
