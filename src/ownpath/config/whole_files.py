"""Writes files whole or not at all: beside their place first, under their name only once they are through."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".unfinished-") as beside:
            unfinished = Path(beside) / place.name
            yield unfinished
            if place.exists():
                shutil.copymode(place, unfinished)
            unfinished.replace(place)
    except OSError as error:
        if error.filename is None:
            error.filename = str(target)
        raise
