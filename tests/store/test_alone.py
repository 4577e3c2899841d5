"""One of several workers at a time, on either database; whoever finds another there goes on without waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from ownpath.store.alone import alone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Keep files of locks apart from those of other tests."""
    settings.DATA_FOLDER = tmp_path


def elsewhere(what: str) -> bool:
    """Return whether another worker, with a connection of its own, may do something now."""

    def look() -> bool:
        try:
            with alone(what) as is_theirs:
                return is_theirs
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(look).result()


class TestAlone:
    def test_lets_one_in_and_passes_the_others_by(self) -> None:
        with alone("evening") as is_ours:
            assert is_ours
            assert not elsewhere("evening")
        assert elsewhere("evening")

    def test_keeps_nobody_from_something_else(self) -> None:
        with alone("evening"):
            assert elsewhere("morning")

    def test_lets_go_when_what_was_done_failed(self) -> None:
        with pytest.raises(ZeroDivisionError), alone("evening"):
            _ = 1 // 0
        assert elsewhere("evening")
