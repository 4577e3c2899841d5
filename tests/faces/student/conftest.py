"""Browsers of the cast's students, and templates drawn with the database refused."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from cast import Cast
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from facing import no_database, sign_in


@pytest.fixture
def ada(cast: Cast) -> Client:
    """Return a browser in which Ada is signed in."""
    return sign_in(cast.ada)


@pytest.fixture
def ben(cast: Cast) -> Client:
    """Return a browser in which Ben is signed in."""
    return sign_in(cast.ben)


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Return a function that renders a template for Ada with the database refused."""

    def render(template: str, **context: object) -> str:
        request = RequestFactory().get("/me/")
        ada = SimpleNamespace(
            is_authenticated=True,
            grade="04",
            theme="",
            language="",
            called="Ada",
            full_name="Ada M",
        )
        request.user, request.session = ada, {}  # type: ignore[assignment]
        with connection.execute_wrapper(no_database):
            return render_to_string(template, context, request)

    return render
