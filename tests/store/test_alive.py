"""Whether somebody is still at something, as the others on the machine can see it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from ownpath import clock
from ownpath.store.alive import FOLDER, forget, forget_left, is_gone, is_seen, shown_at

MARK = uuid4()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Keep files of locks apart from those of other tests, and return where they are."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path / FOLDER


def left_by_a_failure() -> None:
    """Let something end without a word."""
    with pytest.raises(OSError, match="no room"), shown_at(MARK):
        raise OSError("no room")


class TestIsGone:
    def test_is_not_said_of_who_is_at_it(self) -> None:
        with shown_at(MARK):
            assert not is_gone(MARK)
            assert not is_gone(MARK)  # to ask changes nothing
            assert is_seen(MARK)
        assert not is_seen(MARK)  # it ended, or is nowhere here

    def test_is_not_said_of_who_ended_well_or_is_on_another_machine(self, folder: Path) -> None:
        with shown_at(MARK):
            pass
        assert not is_gone(MARK)
        assert not is_gone(None)
        assert list(folder.iterdir()) == []

    def test_is_said_of_what_failed_until_it_is_forgotten(self, folder: Path) -> None:
        left_by_a_failure()
        assert is_gone(MARK)
        forget(MARK)
        assert not is_gone(MARK)
        assert list(folder.iterdir()) == []


class TestShownAt:
    def test_lets_work_go_on_where_no_file_can_be(
        self, folder: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        folder.write_text("in the way")
        with shown_at(MARK):
            pass
        assert "Nobody can see whether this work lives" in caplog.text


class TestForgetLeft:
    def test_takes_away_what_is_old_and_nobodys(self, folder: Path) -> None:
        left_by_a_failure()
        written = clock.written_at(folder / str(MARK))
        other = uuid4()
        with shown_at(other):
            forget_left(before=written)
            assert is_gone(MARK)  # not old yet
            forget_left(before=written + timedelta(days=1))
            assert [one.name for one in folder.iterdir()] == [str(other)]

    def test_needs_no_folder(self) -> None:
        forget_left(before=clock.now())
