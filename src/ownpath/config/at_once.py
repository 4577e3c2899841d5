"""Do what a school waits for in the middle of its day, beside whatever else the worker is at.

The queue is worked off one job after the other, and planning a campus takes up to a minute; a teacher who is out cannot
wait for that. So a thread of the worker looks for questions and repairs by itself: who comes first takes a job, the
other finds it taken. The search lets go of Python's lock, so a repair and a plan run side by side.

The same thread calls the roll every second: what another worker was at when it was killed waits again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

SECONDS_BETWEEN_LOOKS: Final = 0.1
SECONDS_AFTER_A_FAILURE: Final = (
    5.0  # a database that is away would fill the log with ten a second
)
SECONDS_TO_END: Final = 5.0
SECONDS_BETWEEN_ROLL_CALLS: Final = 1.0

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class AtOnce:
    """The thread that does what is wanted at once, until it is ended."""

    def __init__(self, clock: Clock, *, pause: float = SECONDS_BETWEEN_LOOKS) -> None:
        # Loaded here, on the thread that starts the others: two threads cannot load the same rooms at once.
        from ownpath.school.days.services.queueing import begin_anew_what_died
        from ownpath.school.days.services.working import do_jobs_at_once

        self._do, self._begin_anew = do_jobs_at_once, begin_anew_what_died
        self._clock, self._pause = clock, pause
        self._called_at = time.monotonic() - SECONDS_BETWEEN_ROLL_CALLS
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="at once", daemon=True)

    def start(self) -> None:
        """Begin to look for what is wanted."""
        self._thread.start()

    def end(self) -> None:
        """Take nothing more, and let what is being done end."""
        self._is_over.set()
        self._thread.join(SECONDS_TO_END)

    def _look(self) -> None:
        from django.db import close_old_connections, connection

        while not self._is_over.wait(self._pause):
            close_old_connections()
            try:
                self._call_the_roll()
                self._do(clock=self._clock)
            except Exception:
                logger.exception(
                    "A look for what is wanted at once failed; it is done again in some seconds."
                )
                self._is_over.wait(SECONDS_AFTER_A_FAILURE)
        connection.close()

    def _call_the_roll(self) -> None:
        if time.monotonic() - self._called_at >= SECONDS_BETWEEN_ROLL_CALLS:
            self._called_at = time.monotonic()
            self._begin_anew(now=self._clock())
