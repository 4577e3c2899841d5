"""Sessions are Django's own, only written together with what else waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ownpath.store.sessions import SessionStore


def begin(number: int) -> str:
    """Begin a session as a request does, on a thread of its own."""
    try:
        session = SessionStore()
        session["number"] = number
        session.cycle_key()
        assert session.session_key
        return session.session_key
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
class TestSessionStore:
    @pytest.fixture(autouse=True)
    def _through_the_writer(self, settings: Settings) -> None:
        settings.GROUP_COMMIT = connection.vendor == "sqlite"

    def test_keeps_and_finds_again(self) -> None:
        key = begin(7)

        assert SessionStore(key)["number"] == 7

    def test_writes_nothing_on_the_readers_connection(self) -> None:
        session = SessionStore()
        session["number"] = 1
        with CaptureQueriesContext(connection) as said:
            session.save()

        assert connection.vendor != "sqlite" or len(said) == 0

    def test_begins_many_at_once(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            keys = list(pool.map(begin, range(40)))

        assert len(set(keys)) == 40
        assert Session.objects.count() == 40

    def test_says_that_a_session_is_gone(self) -> None:
        key = begin(1)
        session = SessionStore(key)
        session["number"] = 2
        Session.objects.all().delete()

        with pytest.raises(UpdateError):
            session.save()

    @pytest.mark.parametrize("key", [None, "nosuchsession"])
    def test_drops_what_is_not_there_without_a_word(self, key: str | None) -> None:
        SessionStore().delete(key)

    def test_is_empty_after_a_flush(self) -> None:
        session = SessionStore(begin(1))
        session.flush()

        assert session.session_key is None
        assert Session.objects.count() == 0

    def test_writes_what_it_kept_only_once(self) -> None:
        session = SessionStore(begin(1))
        session["number"] = 2
        session.save()
        Session.objects.all().delete()

        session.save()
        session["number"] = 3

        with pytest.raises(UpdateError):
            session.save()

    def test_tells_a_new_key_from_the_old(self) -> None:
        session = SessionStore(begin(1))
        session.save()
        session.cycle_key()

        session.save()

        assert SessionStore(session.session_key)["number"] == 1
        assert Session.objects.count() == 1
