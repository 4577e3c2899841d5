"""Several processes at one address: one dies and is followed, all end together."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from ownpath.config.keeper import keeping
from ownpath.config.processes import sensible_number

SECONDS = 120
TOLD = "told.txt"  # what a server says beside its one line
READY = re.compile(r"Ownpath is ready at http://127\.0\.0\.1:(\d+)/\n")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="serves in one process here")


def told_by(path: Path) -> str:
    """Return what the system tells of a process, or nothing of one that ended meanwhile."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def children_of(pid: int) -> set[int]:
    return {
        int(one)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for one in told_by(task).split()
    }


def is_there(pid: int) -> bool:
    told = told_by(Path(f"/proc/{pid}/stat"))
    return bool(told) and told.rsplit(")", 1)[1].split()[0] != "Z"


def port_told(lines: Iterable[str]) -> int:
    """Return the port a server says it is ready at: one it found free, which nobody else can have taken since."""
    found = filter(None, map(READY.fullmatch, lines))
    return int(next(found)[1])


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
def server(folder_with_tables: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    environment = {**os.environ, "OWNPATH_DATA": str(folder_with_tables)}
    command = "serve", "--port", "0", "--processes", "2", "--no-worker"
    with (folder_with_tables / TOLD).open("w") as told:
        process = subprocess.Popen(  # noqa: S603 - ours
            [sys.executable, "-m", "ownpath", *command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
        )
    assert process.stdout is not None
    try:
        with process.stdout:
            port = port_told(process.stdout)
            assert wait_for(lambda: answers(port))
            yield process, port
    finally:
        process.kill()
        process.wait()


class TestSeveralProcesses:
    def test_go_on_when_one_is_killed_and_end_with_their_keeper(
        self, server: tuple[subprocess.Popen[str], int], folder_with_tables: Path
    ) -> None:
        process, port = server
        first = (folder_with_tables / TOLD).read_text().splitlines()[0]
        assert first.startswith("Getting ready"), "nothing said what the start waits for"
        assert wait_for(lambda: len(children_of(process.pid)) == 2)
        before = children_of(process.pid)
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
