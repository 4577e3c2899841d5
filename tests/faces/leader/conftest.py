"""Fixtures of a leader's pages."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from cast import Cast
from convened import Council, convene
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from facing import no_database
from grounds import Grounds
from morning import browser
from new_terms import a_term

from ownpath.school.days.models import Station
from ownpath.school.people.models import Term


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


@pytest.fixture
def fall(grounds: Grounds) -> Term:
    """Return a term that was over a week ago."""
    Station.objects.filter(subject="science").delete()
    return a_term(grounds, "fall", -120, -7)


@pytest.fixture
def spring(grounds: Grounds) -> Term:
    """Return the term that began a day after."""
    return a_term(grounds, "spring", -6, 90)


@pytest.fixture
def council(cast: Cast, in_term: None) -> Council:
    """Return Live Oak's council on the day the tests stop the clock."""
    return convene(cast)


@pytest.fixture
def client(council: Council) -> Client:
    """Return Ms. Whitfield's browser."""
    return browser(council.cast.whitfield)
