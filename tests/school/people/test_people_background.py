"""The pulse of long work: whoever ends takes away their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import NOW, Cast

from ownpath import clock
from ownpath.school.people.imports.background import Pulse, Work, read_pulse
from ownpath.school.people.imports.uploads import is_interrupted
from ownpath.school.people.models import RosterImport


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


@pytest.mark.django_db
def test_work_that_ended_after_its_row_was_read_did_not_stop_half_way(
    cast: Cast, tmp_path: Path
) -> None:
    row = RosterImport.objects.create(
        district=cast.live_oak, file_path=str(tmp_path / "roster.zip"), file_name="roster.zip",
        state=RosterImport.State.PLANNING, planned_at=NOW,
    )  # fmt: skip
    read_before = RosterImport.objects.get(pk=row.pk)
    assert is_interrupted(RosterImport.objects.get(pk=row.pk), now=NOW)
    RosterImport.objects.filter(pk=row.pk).update(state=RosterImport.State.PLANNED)
    assert not is_interrupted(read_before, now=NOW)
    assert read_before.state == RosterImport.State.PLANNED
