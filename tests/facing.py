"""What tests of every face need: somebody signed in, queries counted, the database refused."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest
from cast import NOW
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from ownpath.school.curriculum.queries.maps import _map_at
from ownpath.school.people.models import Person
from ownpath.school.privacy.services import _noted

REFUSED = frozenset({403, 404})


def sign_in(person: Person) -> Client:
    """Return a browser in which `person` is signed in."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def asked_of(client: Client, path: str) -> tuple[int, HttpResponse]:
    """Return how many queries a page takes the second time it is opened, and the page."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    return len(captured), response


def is_refused(response: HttpResponse) -> bool:
    """Return whether a page said no without telling what stands behind it."""
    return response.status_code in REFUSED


def no_database(*_asked: Any) -> NoReturn:
    """Stand where a query would go: templates have everything they show."""
    raise AssertionError("a template asked the database")


@pytest.fixture
def moment_of_the_cast(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Let it be the moment of the cast for Django too, so that their classes run; what other tests knew is forgotten.

    The second factor has tests of its own.
    """
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.SECOND_FACTOR_FOR_STAFF = False
    _map_at.cache_clear()
    _noted.clear()
