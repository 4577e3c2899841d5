"""Threads lend one another connections to SQLite: as many as are used at once, not as many as there are threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction

from ownpath.store import lending
from ownpath.store.lending import close_resting, connection_lent
from ownpath.store.statements import change, fetch

ON_SQLITE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="on PostgreSQL each thread keeps its own"
)


@pytest.fixture(autouse=True)
def _nothing_rests() -> Iterator[None]:
    close_resting()
    yield
    close_resting()


def on_a_thread(work: Callable[[], Any]) -> Any:
    """Return what a thread of its own gave."""
    given: list[Any] = []

    def run() -> None:
        try:
            given.append(work())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    return given[0]


def ask() -> Any:
    """Return the connection that one request asked."""
    with connection_lent():
        assert fetch("SELECT %s", [7]) == [(7,)]
        return connection.connection


@pytest.mark.django_db(transaction=True)
class TestConnectionLent:
    @ON_SQLITE
    def test_serves_many_threads_one_after_the_other(self) -> None:
        asked = [on_a_thread(ask) for _thread in range(5)]
        assert len({id(one) for one in asked}) == 1

    @ON_SQLITE
    def test_gives_those_who_ask_at_once_one_each(self) -> None:
        def ask_beside() -> Any:
            with connection_lent():
                fetch("SELECT 1", [])
                return connection.connection, on_a_thread(ask)

        mine, beside = on_a_thread(ask_beside)
        assert mine is not beside
        assert {id(one) for one in lending._resting} == {id(mine), id(beside)}

    @ON_SQLITE
    def test_is_as_good_as_a_new_one(self) -> None:
        on_a_thread(ask)

        def write_and_take_back() -> list[tuple[Any, ...]]:
            with connection_lent():
                assert connection.get_autocommit()
                change("CREATE TABLE lent (one INTEGER)", [])
                with transaction.atomic():
                    change("INSERT INTO lent VALUES (1)", [])
                    transaction.set_rollback(True)
                with transaction.atomic():
                    change("INSERT INTO lent VALUES (2)", [])
                found = fetch("SELECT one FROM lent", [])
                change("DROP TABLE lent", [])
                return found

        assert on_a_thread(write_and_take_back) == [(2,)]

    @ON_SQLITE
    def test_is_not_laid_down_in_the_middle_of_something(self) -> None:
        def leave_open() -> int:
            with connection_lent():
                connection.set_autocommit(False)
            return len(lending._resting)

        assert on_a_thread(leave_open) == 0

    def test_lets_each_thread_keep_its_own_elsewhere(self) -> None:
        if connection.vendor == "sqlite":
            assert on_a_thread(ask) in lending._resting
        else:
            on_a_thread(ask)
            assert not lending._resting
