"""What a writer who was killed leaves behind is cleared away; what somebody still writes is not."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ownpath.config.whole_files import PREFIX, clear_unfinished, written_whole

WRITER = """
import sys
from pathlib import Path
from ownpath.config.whole_files import written_whole
with written_whole(Path(sys.argv[1])) as place:
    place.write_text("half")
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Return a process that is in the middle of writing `other.txt`."""
    command = [sys.executable, "-c", WRITER, str(tmp_path / "other.txt")]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and words
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def unfinished(folder: Path) -> list[Path]:
    return list(folder.glob(f"{PREFIX}*"))


class TestClearUnfinished:
    @pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
    def test_takes_away_what_a_killed_writer_left(
        self, tmp_path: Path, writer: subprocess.Popen[str], ending: signal.Signals
    ) -> None:
        writer.send_signal(ending)
        writer.wait()
        assert len(unfinished(tmp_path)) == 1
        assert clear_unfinished(tmp_path) == 1
        assert list(tmp_path.iterdir()) == []

    def test_leaves_what_another_process_writes(
        self, tmp_path: Path, writer: subprocess.Popen[str]
    ) -> None:
        assert clear_unfinished(tmp_path) == 0
        with written_whole(tmp_path / "mine.txt") as place:
            place.write_text("mine")
            assert clear_unfinished(tmp_path) == 0
        writer.communicate("")
        assert (tmp_path / "other.txt").read_text() == "half"
        assert (tmp_path / "mine.txt").read_text() == "mine"
        assert unfinished(tmp_path) == []

    def test_happens_when_the_next_file_is_written(
        self, tmp_path: Path, writer: subprocess.Popen[str]
    ) -> None:
        writer.kill()
        writer.wait()
        with written_whole(tmp_path / "mine.txt") as place:
            place.write_text("mine")
        assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
