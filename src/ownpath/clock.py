"""The clock a school day goes by: the real one, but in a demonstration that shows another moment.

Only faces, commands and the worker read it; everything else is handed `now`. Sign-in goes by the real clock always:
sessions, waits and second factors are no part of the show.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the moment it is at school."""
    return timezone.now() + settings.CLOCK_AHEAD  # noqa: TID251 - the one place where the school's clock is read
