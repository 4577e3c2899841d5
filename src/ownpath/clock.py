"""The clock a school day goes by: the real one, but in a demonstration that shows another moment.

Only faces, commands and the worker read it; everything else is handed `now`. Sign-in goes by the real clock always:
sessions, waits and second factors are no part of the show.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the moment it is at school."""
    return timezone.now() + settings.CLOCK_AHEAD  # noqa: TID251 - the one place where the school's clock is read


def written_at(path: Path) -> datetime:
    """Return the moment it was at school when a file was last written; the disk notes the real one."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) + settings.CLOCK_AHEAD
