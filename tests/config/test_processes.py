"""Several processes at one address: one dies and is followed, all end together."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from ownpath.config.keeper import keeping
from ownpath.config.processes import sensible_number

SECONDS = 120
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="serves in one process here")


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def children_of(pid: int) -> set[int]:
    return {
        int(one)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for one in task.read_text().split()
    }


def is_there(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_for(is_so: Callable[[], bool]) -> bool:
    latest = time.monotonic() + SECONDS
    while not is_so() and time.monotonic() < latest:
        time.sleep(0.1)
    return is_so()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=30) as page:
            return bool(page.status == 200)
    except OSError:
        return False


@pytest.fixture
def data(tmp_path: Path, django_db_setup: None) -> Path:
    """Return a data folder whose tables are made already: a copy of the tests' own."""
    if connection.vendor != "sqlite":
        pytest.skip("the copy is made of SQLite's file; several processes are the same there")
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as ours,
        closing(sqlite3.connect(tmp_path / "ownpath.sqlite3")) as copy,
    ):
        ours.backup(copy)
    return tmp_path


@pytest.fixture
def server(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    environment = {**os.environ, "OWNPATH_DATA": str(data)}
    command = "serve", "--port", str(port), "--processes", "2", "--no-worker"
    process = subprocess.Popen([sys.executable, "-m", "ownpath", *command], env=environment)  # noqa: S603 - ours
    try:
        assert wait_for(lambda: answers(port))
        yield process, port
    finally:
        process.kill()
        process.wait()


class TestSeveralProcesses:
    def test_go_on_when_one_is_killed_and_end_with_their_keeper(
        self, server: tuple[subprocess.Popen[bytes], int]
    ) -> None:
        process, port = server
        before = children_of(process.pid)
        assert len(before) == 2
        killed = min(before)
        os.kill(killed, signal.SIGKILL)
        assert wait_for(lambda: not is_there(killed))
        assert answers(port)  # the other one goes on
        assert wait_for(lambda: len(children_of(process.pid) - {killed}) == 2)
        left = children_of(process.pid)
        process.kill()
        assert wait_for(lambda: not any(is_there(one) for one in left))
        assert not answers(port)

    def test_end_when_told_to_stop(self) -> None:
        alive, held = os.pipe()
        waits = [sys.executable, "-c", "import time; time.sleep(600)"]
        command = keeping(children=[], listener=alive, alive=alive, held=held, worker=waits)
        process = subprocess.Popen(command, pass_fds=(alive, held))  # noqa: S603 - ours
        assert wait_for(lambda: len(children_of(process.pid)) == 1)
        (child,) = children_of(process.pid)
        process.terminate()
        assert process.wait(SECONDS) == 0
        assert not is_there(child)
        os.close(alive)
        os.close(held)


class TestSensibleNumber:
    def test_is_between_one_and_four(self) -> None:
        assert 1 <= sensible_number() <= 4
