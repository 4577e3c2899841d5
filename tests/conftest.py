"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["cast", "facing"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data, or skip with a plain word where there is none."""
    named = os.environ.get("OWNPATH_SHARED_DATA", "")
    if not named or not Path(named).is_dir():
        pytest.skip("OWNPATH_SHARED_DATA names no folder: the real data is not at hand")
    return Path(named)
