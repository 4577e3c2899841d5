"""Whoever has the turn to write goes first: the others of the process wait at their next statement."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from ownpath.store.statements import fetch, going_first

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="on PostgreSQL everybody writes at the same time"
)


def beside(work: Callable[[], None]) -> threading.Thread:
    """Do something on another thread, with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
class TestGoingFirst:
    def test_keeps_the_statements_of_others_waiting(self) -> None:
        asked = threading.Event()

        def ask() -> None:
            assert fetch("SELECT %s", [1]) == [(1,)]
            asked.set()

        with going_first():
            other = beside(ask)
            assert not asked.wait(0.2)
        assert asked.wait(10)
        other.join(10)

    def test_does_not_stop_itself(self) -> None:
        with going_first(), transaction.atomic():
            assert fetch("SELECT %s", [1]) == [(1,)]

    def test_does_not_stop_who_is_in_a_transaction(self) -> None:
        asked = threading.Event()

        def ask() -> None:
            with transaction.atomic():
                fetch("SELECT %s", [1])
                asked.set()

        with going_first():
            other = beside(ask)
            assert asked.wait(10)
        other.join(10)

    def test_ends_with_a_deed_that_failed(self) -> None:
        with pytest.raises(ValueError, match="failed"), going_first():
            raise ValueError("failed")
        assert fetch("SELECT %s", [1]) == [(1,)]
