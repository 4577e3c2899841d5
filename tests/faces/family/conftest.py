"""The clock of these tests stands at the moment of the cast; the second factor has tests of its own."""

from __future__ import annotations

import pytest
from facing import stop_the_clock
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    stop_the_clock(monkeypatch)
    settings.SECOND_FACTOR_FOR_STAFF = False
