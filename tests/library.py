"""The cast before the starter pack: read in once a process, since that takes as long as a story in the browser."""

from __future__ import annotations

import pytest
from cast import NOW, Cast, make_cast
from made_once import MadeOnce

from ownpath.school.curriculum.imports import import_starter_pack


def make_cast_and_library() -> Cast:
    """Make the cast, and bring the starter pack in beside their small framework."""
    cast = make_cast()
    import_starter_pack(now=NOW)
    return cast


CAST_AND_LIBRARY = MadeOnce(make_cast_and_library)


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the cast with the starter pack at hand; a file or class that imports it by this name has both."""
    return CAST_AND_LIBRARY.get()
