"""Show the others on this machine that a process is still at something, by a lock of the system's that ends with it.

Each thing has a mark, and a file of that name in the data folder that is locked before it can be seen there. So a file
that is there and free tells that whoever held it was killed, or could not write down how it ended. No file tells
nothing: perhaps another machine is at it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from ownpath import clock
from ownpath.store.turns import IS_SHARED_BY_PROCESSES, Turn, is_held

FOLDER: Final = "at-work"
NOT_SEEN_YET: Final = ".begun"

logger = logging.getLogger(__name__)


@contextmanager
def shown_at(mark: UUID) -> Iterator[None]:
    """Let others see that this process is at something; after a failure what they see is that nobody is any more."""
    with ExitStack() as held:
        is_seen = IS_SHARED_BY_PROCESSES and _can_be_seen(mark, held)
        yield
        if is_seen:
            _place(mark).unlink(missing_ok=True)


def is_gone(mark: UUID | None) -> bool:
    """Return whether whoever was at something on this machine is dead; False also where nobody here can tell."""
    if mark is None or not IS_SHARED_BY_PROCESSES:
        return False
    try:
        return not is_held(str(_place(mark)))
    except FileNotFoundError:
        return False


def is_seen(mark: UUID | None) -> bool:
    """Return whether whoever is at something on this machine lives; False also where nobody here can tell."""
    if mark is None or not IS_SHARED_BY_PROCESSES:
        return False
    try:
        return is_held(str(_place(mark)))
    except FileNotFoundError:
        return False


def forget(mark: UUID | None) -> None:
    """Take away what somebody left who is gone."""
    if mark is not None:
        _place(mark).unlink(missing_ok=True)


def forget_left(*, before: datetime) -> None:
    """Take away what was left long ago, and nobody asked about since."""
    for path in (settings.DATA_FOLDER / FOLDER).glob("*"):
        try:
            if clock.written_at(path) < before and not is_held(str(path)):
                path.unlink()
        except FileNotFoundError:
            continue  # its owner ended meanwhile


def _can_be_seen(mark: UUID, held: ExitStack) -> bool:
    """Hold the file of a mark; return False where there can be none: then its age tells."""
    hidden = _place(mark).with_suffix(NOT_SEEN_YET)
    try:
        hidden.parent.mkdir(mode=0o700, exist_ok=True)
        turn = held.enter_context(closing(Turn(str(hidden))))
        held.enter_context(turn.taken())
        hidden.replace(_place(mark))
    except OSError:
        logger.exception(
            "Nobody can see whether this work lives: should it die, that is noticed later."
        )
        return False
    return True


def _place(mark: UUID) -> Path:
    return Path(settings.DATA_FOLDER) / FOLDER / str(mark)
