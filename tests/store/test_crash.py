"""Pull the plug while many answer: what was acknowledged is there, and nothing is there twice.

One round, as a test; twenty rounds against the real server: bench/crash.py.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

ANSWERING = Path(__file__).with_name("answering_until_killed.py")
N_THREADS = 16
N_ANSWERS = (
    1000  # how many are acknowledged before the plug is pulled, however fast this machine is
)
SECONDS_TO_END = 60


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def killed(folder_with_tables: Path, request: pytest.FixtureRequest) -> tuple[list[str], Path]:
    """Return the attempts that processes acknowledged before they were killed, and the database they left."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment.update(
        {"OWNPATH_DATA": str(folder_with_tables), "OWNPATH_SECRET_KEY": "for-tests-only"}
    )
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(ANSWERING), str(N_THREADS), str(request.param)],
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    assert process.stdout is not None
    with process.stdout:
        try:
            said = b"".join(islice(process.stdout, N_ANSWERS))
        finally:
            os.killpg(process.pid, signal.SIGKILL)
        said += process.stdout.read()  # acknowledged up to the very moment
    assert process.wait(SECONDS_TO_END) == -signal.SIGKILL
    told = said.decode().split("\n")[:-1]  # the last may be cut short
    return told, folder_with_tables / "ownpath.sqlite3"


class TestProcessesThatAreKilled:
    def test_leave_every_answer_they_acknowledged_once(
        self, killed: tuple[list[str], Path]
    ) -> None:
        acknowledged, path = killed
        with closing(sqlite3.connect(path)) as database:
            kept = [row[0] for row in database.execute("select attempt from evidence_evidence")]
            integrity = database.execute("pragma integrity_check").fetchone()[0]
            broken = database.execute("pragma foreign_key_check").fetchall()
        assert len(acknowledged) >= N_ANSWERS
        assert set(acknowledged) <= set(kept)
        assert len(kept) == len(set(kept)) <= len(acknowledged) + 2 * N_THREADS
        assert (integrity, broken) == ("ok", [])
