"""The pulse of long work: whoever ends takes away their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpath import clock
from ownpath.school.people.imports.background import Pulse, Work, read_pulse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where work leaves its pulse."""
    return tmp_path / "one.pulse"


def pulse_at(path: Path) -> Pulse | None:
    """Return the pulse of work that lives now."""
    return read_pulse(path, now=clock.now())


class TestWork:
    @pytest.mark.django_db
    def test_is_over_when_it_ends(self, path: Path) -> None:
        seen: list[Pulse | None] = []
        Work(path).start(lambda _work: seen.append(pulse_at(path)))
        assert seen == [Pulse()]
        assert pulse_at(path) is None

    @pytest.mark.django_db
    def test_leaves_the_pulse_of_the_next_that_began_before_it_had_ended(
        self, path: Path
    ) -> None:
        Work(path).start(lambda _work: Work(path).tell("reading"))
        assert pulse_at(path) == Pulse()

    def test_leaves_it_however_late_its_own_thread_learns_that_all_is_done(
        self, path: Path
    ) -> None:
        first = Work(path)
        first._end()
        following = Work(path)
        following.tell("writing", 1, 2)
        following._beat()
        first._beat_until_done()
        first._beat()
        assert pulse_at(path) == Pulse(step="writing", done=1, total=2)
        following._end()
        assert pulse_at(path) is None
