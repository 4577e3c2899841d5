"""The worker beside the server: takes jobs out of the database, keeps the search loaded, and minds the evening.

It is a process of its own, so that neither a compiler nor a solver ever enters the process that serves pages.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from ownpath.config.at_once import AtOnce

SECONDS_BETWEEN_LOOKS = 0.3
SECONDS_BETWEEN_EVENINGS = 60.0
SECONDS_BETWEEN_PARENTS = 2.0
SECONDS_TO_END = 5.0
SECONDS_BETWEEN_STARTS = 5.0
LONGEST_LEFT = timedelta(days=1)
NICENESS = 5
NIGHT_HOURS = range(1, 5)  # local time, when nobody waits for the machine

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class Beside:
    """A process beside this one: started anew when it dies, ended with this one."""

    def __init__(
        self, command: Sequence[str], *, pause: float = SECONDS_BETWEEN_STARTS
    ) -> None:
        self.command, self.pause = list(command), pause
        self.n_started = 0
        self._is_over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep_running, name="beside", daemon=True)

    def start(self) -> None:
        """Start the process, and whoever watches it."""
        self._watch.start()

    def end(self) -> None:
        """Let the process end what it does, and make it end if it does not."""
        self._is_over.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep_running(self) -> None:
        while not self._is_over.is_set():
            self._process = subprocess.Popen(self.command)  # noqa: S603 - our own interpreter
            self.n_started += 1
            self._process.wait()
            self._is_over.wait(self.pause)


def command_beside() -> list[str]:
    """Return the command of a worker that ends when this process does."""
    return [sys.executable, "-m", "ownpath", "work", "--parent", str(os.getpid())]


def work(*, parent: int, clock: Clock) -> None:
    """Work until told to stop, or until the parent (0: none) is gone."""
    from django.core.management import call_command

    at_once = AtOnce(clock)
    at_once.start()  # before: niceness is a thread's own, and somebody waits for this one
    if sys.platform == "linux":
        os.nice(NICENESS)
    if parent:
        threading.Thread(target=_end_with, args=[parent], name="parent", daemon=True).start()
    threading.Thread(
        target=_mind_the_evening, args=[clock], name="evening", daemon=True
    ).start()
    threading.Thread(target=_load_the_search, name="search", daemon=True).start()
    try:
        call_command(
            "db_worker", interval=SECONDS_BETWEEN_LOOKS, startup_delay=False, verbosity=0
        )
    finally:
        at_once.end()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_PARENTS)
    os._exit(0)


def _mind_the_evening(clock: Clock) -> None:
    from django.db import close_old_connections

    duties = _duties()
    while True:
        close_old_connections()
        _do_if_alone(duties, clock)
        time.sleep(SECONDS_BETWEEN_EVENINGS)


def _do_if_alone(duties: Iterable[Duty], clock: Clock) -> None:
    """Do what is due unless another worker is at it: two would print the same sheets and close the same day."""
    from ownpath.store.alone import alone

    try:
        with alone("evening") as is_ours:
            if is_ours:
                do_each(duties, clock=clock)
    except Exception:
        logger.exception(
            "The evening's work could not be begun; it is tried again in a minute."
        )


class Duty(Protocol):
    """Something that is done when it is due; tells what was done in words, or nothing."""

    def __call__(self, *, now: datetime) -> Iterable[str] | None:
        """Do what is due by now."""


def do_each(duties: Iterable[Duty], *, clock: Clock) -> None:
    """Do what is due; one that fails is logged, tried again the next time, and keeps no other from being done."""
    for duty in duties:
        try:
            for line in duty(now=clock()) or ():
                logger.warning("The evening: %s", line)
        except Exception:
            logger.exception(
                "Part of the evening's work stopped; it is tried again in a minute."
            )


def _duties() -> tuple[Duty, ...]:
    """Return what is due day by day, in the order in which it is done."""
    from ownpath.config.mornings import Mornings
    from ownpath.config.studying import let_new_classes_study
    from ownpath.school.change.services.nightly import do_the_change
    from ownpath.school.days.imports.sent import KEPT_FOR, forget_sent
    from ownpath.school.days.services.nightly import do_the_evening
    from ownpath.school.days.services.printing import print_what_is_due
    from ownpath.school.privacy.services import cut_the_logs, drop_old_cards, drop_old_kits
    from ownpath.store.alive import forget_left

    fitted_on: date | None = None

    def tidy(*, now: datetime) -> None:
        forget_left(before=now - LONGEST_LEFT)
        forget_sent(before=now - KEPT_FOR)

    def fit(*, now: datetime) -> None:
        nonlocal fitted_on
        fitted_on = fit_at_night(now=now, fitted_on=fitted_on)

    return (
        tidy, let_new_classes_study, do_the_evening,
        do_the_change, print_what_is_due, cut_the_logs, drop_old_kits, drop_old_cards, fit,
        Mornings().make_offers, back_up_at_night,
    )  # fmt: skip


def fit_at_night(*, now: datetime, fitted_on: date | None) -> date | None:
    """Let every district's knowledge model be fitted anew once a night; return the day it was last asked for.

    A fit that finds too little new to learn from ends without a new model, so that asking twice does no harm.
    """
    from django.utils import timezone

    from ownpath.school.mastery.tasks import refit_district
    from ownpath.school.people.queries import districts

    here = timezone.localtime(now)
    if here.hour not in NIGHT_HOURS or fitted_on == here.date():
        return fitted_on
    for district in districts():
        refit_district.enqueue(district.pk)
    return here.date()


def back_up_at_night(*, now: datetime) -> list[str]:
    """Keep this night's backup where `OWNPATH_BACKUPS` says, once a night; return what was done in words."""
    from django.conf import settings
    from django.utils import timezone

    from ownpath.config.backing_up import installation_of, is_ours_to_keep, keep_tonights

    here = timezone.localtime(now)
    if settings.BACKUPS_FOLDER is None or not is_ours_to_keep(settings=settings):
        return []
    if here.hour not in NIGHT_HOURS:
        return []
    return keep_tonights(
        here=installation_of(settings=settings),
        folder=settings.BACKUPS_FOLDER,
        now=now,
        today=here.date(),
    )


def _load_the_search() -> None:
    """Load (or compile, the first time on this machine) the search, so that the first repair is at once."""
    from ownpath.engine.dayplan.solve import warm_up
    from ownpath.school.days.queries.packed import newest_problem

    problem = newest_problem()
    if problem is not None:
        warm_up(problem)
