"""Requests that give way to children at work: before they begin, at their statements, and not for ever."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction

from ownpath.config.lanes import _AfterThem, _Threads
from ownpath.store.statements import fetch


class AtWork(_Threads):
    """A lane in which children are at work when the test says so."""

    is_there = False

    @property
    def is_busy(self) -> bool:
        """Whether anybody is at work."""
        return self.is_there


class Channel:
    """A request that asks the database something after work began beside it."""

    def __init__(self, work: AtWork, *, in_transaction: bool = False) -> None:
        self.work, self.in_transaction, self.answered = work, in_transaction, threading.Event()

    def service(self) -> None:
        """Ask while children are at work."""
        self.work.is_there = True
        if self.in_transaction:
            with transaction.atomic():
                fetch("SELECT %s", [1])
        else:
            fetch("SELECT %s", [1])
        self.answered.set()


def served(channel: Channel) -> float:
    """Serve a request behind those at work, and return how long it took in seconds."""
    begun = time.monotonic()
    _AfterThem(channel, channel.work).service()
    connection.close()
    return time.monotonic() - begun


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> float:
    """Return a longer moment to give way, which a busy machine does not reach by itself."""
    monkeypatch.setattr("ownpath.config.lanes.SECONDS_TO_GIVE_WAY", 0.4)
    return 0.4


@pytest.mark.django_db(transaction=True)
class TestGivingWay:
    def test_waits_at_a_statement_and_goes_on_after_a_moment(self, given: float) -> None:
        channel = Channel(AtWork())
        assert served(channel) >= given
        assert channel.answered.is_set()

    def test_goes_on_as_soon_as_nobody_is_at_work(self, monkeypatch: Any) -> None:
        monkeypatch.setattr("ownpath.config.lanes.SECONDS_TO_GIVE_WAY", 60.0)
        channel = Channel(AtWork())
        thread = threading.Thread(target=served, args=[channel])
        thread.start()
        assert not channel.answered.wait(0.1)
        channel.work.is_there = False
        assert channel.answered.wait(30)
        thread.join(10)

    def test_does_not_wait_with_rows_locked(self, monkeypatch: Any) -> None:
        monkeypatch.setattr("ownpath.config.lanes.SECONDS_TO_GIVE_WAY", 60.0)
        assert served(Channel(AtWork(), in_transaction=True)) < 30

    def test_gives_one_moment_in_all(self, given: float, monkeypatch: Any) -> None:
        work = AtWork()
        work.is_there = True
        request = _AfterThem(Channel(work), work)
        request.give_way()
        assert request.seconds_left <= 0
        slept: list[float] = []
        monkeypatch.setattr(time, "sleep", slept.append)
        request.give_way()
        assert slept == []
