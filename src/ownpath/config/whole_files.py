"""Writes files whole or not at all: beside their place first, under their name only once they are through."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - not on this system: there nothing is cleared away
    fcntl = None  # type: ignore[assignment]

PREFIX = ".unfinished-"


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Yield where to write; it takes the target's name when the block is through, and goes when it is not.

    What is no file (a pipe, /dev/stdout) and what stands in a folder that may not be written is written straight.
    An error of the disk that names no file names the target.
    """
    place = target.resolve()
    is_special = place.exists() and not place.is_file()
    try:
        if is_special or not os.access(place.parent, os.W_OK):
            yield target
            return
        with unfinished_in(place.parent) as beside:
            unfinished = beside / place.name
            yield unfinished
            if place.exists():
                shutil.copymode(place, unfinished)
            unfinished.replace(place)
    except OSError as error:
        if error.filename is None:
            error.filename = str(target)
        raise


@contextmanager
def unfinished_in(folder: Path) -> Iterator[Path]:
    """Yield a new folder in `folder` for what is not through yet; it goes with the block.

    What writers who were killed left there is cleared away first. Who writes holds a lock on theirs, which the system
    lets go of however the process ends: so nothing is taken from under anybody's hands.
    """
    clear_unfinished(folder)
    with _locked(folder):  # a new folder and its lock are one thing to everybody else
        beside = tempfile.TemporaryDirectory(dir=folder, prefix=PREFIX)
        held = _lock(Path(beside.name))
    try:
        with beside as name:
            yield Path(name)
    finally:
        if held is not None:
            os.close(held)


def clear_unfinished(folder: Path) -> int:
    """Clear away what writers left in a folder when they were killed; return how many there were."""
    if fcntl is None or not os.access(folder, os.W_OK):
        return 0
    with _locked(folder):
        left = [one for one in folder.glob(f"{PREFIX}*") if one.is_dir() and _is_left(one)]
        for one in left:
            shutil.rmtree(one, ignore_errors=True)
    return len(left)


def _is_left(unfinished: Path) -> bool:
    """Return whether nobody holds the lock of a folder any more."""
    try:
        held = _lock(unfinished, waits=False)
    except OSError:
        # It is held, gone meanwhile, or another's whom this process may not look at.
        return False
    if held is not None:
        os.close(held)
    return True


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    held = _lock(folder)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _lock(folder: Path, *, waits: bool = True) -> int | None:
    """Return what holds the lock of a folder until it is closed; None where the system has none."""
    if fcntl is None:
        return None
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except OSError:
        os.close(held)
        raise
    return held
