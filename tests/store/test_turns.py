"""Several who write one file: one at a time, and durable before anybody is told."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from ownpath.store.turns import IS_SHARED_BY_PROCESSES, Turns

pytestmark = pytest.mark.skipif(
    not IS_SHARED_BY_PROCESSES, reason="this system hands no file's lock on"
)


class TestTurns:
    def test_are_held_by_one_at_a_time(self, tmp_path: Path) -> None:
        mine, theirs = Turns(str(tmp_path / "a")), Turns(str(tmp_path / "a"))
        came = threading.Event()

        def come() -> None:
            with theirs.taken():
                came.set()

        with mine.taken():
            other = threading.Thread(target=come)
            other.start()
            assert not came.wait(0.1)
        assert came.wait(10)
        other.join()
        mine.close()
        theirs.close()

    def test_write_the_log_that_is_there_now(self, tmp_path: Path) -> None:
        turns = Turns(str(tmp_path / "a"))
        with pytest.raises(FileNotFoundError):
            turns.make_durable()
        log = tmp_path / "a-wal"
        log.write_bytes(b"one")
        turns.make_durable()
        log.unlink()
        log.write_bytes(b"two")
        turns.look_for_the_log()
        turns.make_durable()
        assert turns._log is not None
        assert os.pread(turns._log, 3, 0) == b"two"
        turns.close()
