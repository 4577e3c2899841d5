"""Fixtures of a leader's pages."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from facing import no_database


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Return a function that draws a template for a leader with the database refused."""

    def draw(template: str, **context: object) -> str:
        request = RequestFactory().get("/lead/")
        request.user = SimpleNamespace(  # type: ignore[assignment]
            is_authenticated=True,
            grade="",
            theme="",
            language="",
            called="Elena",
            full_name="E R",
        )
        request.session = {}  # type: ignore[assignment]
        with connection.execute_wrapper(no_database):
            return render_to_string(f"leader/{template}.html", context, request)

    return draw
