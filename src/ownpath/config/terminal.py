"""What every command shares: the terminal it writes to, bars for long work, the way to refuse, and waking the rooms."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

# Lines are broken for eyes only: in a file or a pipe each stays one, so that a script can look for it.
out = Console(soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, soft_wrap=not sys.stderr.isatty())

Step = Callable[[str, int, int], None]
SECONDS_BETWEEN_LINES = 10.0
PROBLEMS_TOLD = 20
SELDOM = (100_000, 50, 100)
"""How many new things, then how many looks at the young and at the older ones, between two looks for dead circles."""


def wake() -> None:
    """Load settings and rooms; only commands that need the database pay for it."""
    import django

    read_settings()
    django.setup()


def read_settings() -> None:
    """Load the settings, or refuse because the environment names what cannot be."""
    from django.conf import settings

    try:
        _ = settings.DATABASES
    except ValueError as off:
        refuse(f"{off}. Mend this in the environment that Ownpath starts with.")


@contextmanager
def bars() -> Iterator[Step]:
    """Yield a function that tells how far each kind of work is: a bar for each, or lines where nobody watches."""
    if not err.is_terminal:
        yield _lines()
        return
    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=err, transient=False)
    tasks: dict[str, TaskID] = {}

    def step(what: str, done: int, of: int) -> None:
        if not of:
            return  # nothing to do is no work
        if what not in tasks:
            progress.start()
            tasks[what] = progress.add_task(what, total=of)
        progress.update(tasks[what], completed=done, total=of)

    try:
        yield step
    finally:
        if tasks:  # one that was never begun would leave an empty line
            progress.stop()


def _lines() -> Step:
    """Return a function that writes a line when a kind of work begins, now and then, and when it is through."""
    told_at: dict[str, float] = {}
    through: set[str] = set()

    def step(what: str, done: int, of: int) -> None:
        now = time.monotonic()
        is_due = now - told_at.get(what, float("-inf")) >= SECONDS_BETWEEN_LINES
        if done < of:
            through.discard(what)  # it begins anew, for another file or campus
        if not of or what in through or not (is_due or done >= of):
            return
        told_at[what] = now
        if done >= of:
            through.add(what)
        err.print(f"{what}: {done:,} of {of:,}", markup=False, highlight=False)

    return step


@contextmanager
def seldom_tidied() -> Iterator[None]:
    """Let Python look for dead circles seldom: rows made by the hundred thousand hold none, and each look costs."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def refuse(words: str) -> NoReturn:
    """Say why not, and end with exit code 1."""
    err.print(words, style="red", markup=False, highlight=False)
    raise typer.Exit(code=1)


@contextmanager
def problems_told() -> Iterator[Callable[[object], None]]:
    """Yield a function that says a problem of the files, the first ones one by one; the others are counted."""
    n_met = 0

    def say(problem: object) -> None:
        nonlocal n_met
        n_met += 1
        if n_met <= PROBLEMS_TOLD:
            err.print(str(problem), markup=False, highlight=False)

    try:
        yield say
    finally:
        if n_met > PROBLEMS_TOLD:
            more = n_met - PROBLEMS_TOLD
            err.print(f"... and {more:,} more like these; what they name is left out.")


def one_of(*known: str) -> Callable[[str], str]:
    """Return a look at an option that has to be one of these words."""

    def look(said: str) -> str:
        if said not in known:
            raise typer.BadParameter(
                f"{said!r} is not known here. Use one of: {', '.join(known)}."
            )
        return said

    return look


def place_to_write(path: Path | None) -> Path | None:
    """Return where a file shall go, or refuse before any work is done because none can be written there."""
    if path is None:
        return None
    if path.is_dir():
        raise typer.BadParameter(f"{path} is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"There is no folder {path.parent}. Make it, or name another.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise typer.BadParameter(f"{path} may not be written. Allow it, or name another place.")
    return path


def campus_named(name: str) -> Campus:
    """Return the one campus of a name, or say which there are and end."""
    from ownpath.school.people.queries import find_campuses

    found = find_campuses(name=name)
    if len(found) != 1:
        known = ", ".join(campus.name for campus in find_campuses()) or "none yet"
        n = f"{len(found)} campuses are" if found else "No campus is"
        refuse(f'{n} called "{name}". There are: {known}.')
    return found[0]


def prepare_database(*, is_loud: bool = False) -> None:
    """Make or bring up to date the tables of the database."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1 if is_loud else 0)
