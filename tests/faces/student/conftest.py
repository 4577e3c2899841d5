"""Ada at school, on a morning of the term the cast lives in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from facing import no_database, sign_in, stop_the_clock


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def ada(cast: Cast) -> Client:
    """Return a browser in which Ada is signed in."""
    return sign_in(cast.ada)


@pytest.fixture
def ben(cast: Cast) -> Client:
    """Return a browser in which Ben is signed in."""
    return sign_in(cast.ben)


@pytest.fixture
def database_refused() -> Callable[[], AbstractContextManager[None]]:
    """Return a context in which no query is allowed."""
    return lambda: connection.execute_wrapper(no_database)
