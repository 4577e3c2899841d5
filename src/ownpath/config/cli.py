"""The one command line: `ownpath demo | serve | import | export | plan | rebuild | check | manage`.

Exit codes: 0 done; 1 refused or found wanting, the reason stands on standard error; 2 the call itself was off.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ownpath.config.commands.plan import plan

app = typer.Typer(
    name="ownpath",
    help="Plans, for every student of a campus, a school day of their own.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_out = Console()
_err = Console(stderr=True)

Step = Callable[[str, int, int], None]


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    app()


def _wake() -> None:
    """Load settings and rooms; only commands that need the database pay for it."""
    import django

    django.setup()


@contextmanager
def _bars() -> Iterator[Step]:
    """Yield a function that draws one progress bar for each kind of work."""
    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_err, transient=False) as progress:
        tasks: dict[str, int] = {}

        def step(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=of)
            progress.update(tasks[what], completed=done, total=of)  # type: ignore[arg-type]

        yield step


def _refuse(words: str) -> NoReturn:
    _err.print(words, style="red", markup=False, highlight=False)
    raise typer.Exit(code=1)


def _prepare_database(*, is_loud: bool = False) -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1 if is_loud else 0)


@app.command()
def migrate() -> None:
    """Make or bring up to date the tables of the database."""
    _wake()
    _prepare_database(is_loud=True)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535)] = 8000,
) -> None:
    """Serve Ownpath to browsers."""
    _wake()
    from django.core.management import call_command

    _prepare_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    # Only now: the application lists the files it may serve when it is loaded.
    from ownpath.config.server import serve as serve_pages

    serve_pages(host=host, port=port)


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535)] = 8000,
    only_build: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Build the district, do not serve it.")
    ] = False,
) -> None:
    """Build Live Oak, a district of simulated people and evidence, and serve it with one-click sign-ins."""
    os.environ["OWNPATH_DEMO"] = "1"
    os.environ.setdefault("OWNPATH_DATA", "var/demo")
    _wake()
    from django.utils import timezone

    from ownpath.demo.build import build_demo

    _prepare_database()
    now = timezone.now()
    with _bars() as step:
        built = build_demo(now=now, today=timezone.localdate(now), progress=step)
    if built.was_there:
        _out.print("Live Oak stands already (all of it simulated).")
    else:
        _out.print(
            f"Live Oak: {built.n_students:,} students in mathematics classes, "
            f"{built.n_evidence:,} simulated answers."
        )
    if not only_build:
        serve(host=host, port=port)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(exists=True, help="The file or folder to import.")],
    kind: Annotated[
        str, typer.Option(help="roster, pack, case, coherence, teks or oatutor.")
    ] = "roster",
    district: Annotated[
        str,
        typer.Option(
            help="sourcedId of the district a roster must be for; empty: the file says."
        ),
    ] = "",
    today: Annotated[
        str, typer.Option(help="The day it counts for (YYYY-MM-DD); empty: today.")
    ] = "",
    confirm_many_ends: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Go on though more than one person in twenty would end.")
    ] = False,
    show: Annotated[int, typer.Option(min=0, help="How many problems to print.")] = 20,
) -> None:
    """Import a roster (OneRoster zip), a content pack, a framework or a course; all of it or nothing."""
    _wake()
    from datetime import date

    from django.utils import timezone

    from ownpath.config.importing import Report, import_path
    from ownpath.errors import Refusal

    _prepare_database()
    now = timezone.now()
    day = date.fromisoformat(today) if today else timezone.localdate(now)
    try:
        with _bars() as step:
            report: Report = import_path(
                path=path,
                kind=kind,
                district=district,
                confirm_many_ends=confirm_many_ends,
                now=now,
                today=day,
                step=step,
            )
    except Refusal as refusal:
        _refuse(str(refusal))
    for line in report.lines:
        _out.print(line, markup=False, highlight=False)
    for problem in report.problems[:show]:
        _err.print(str(problem), markup=False, highlight=False)
    if len(report.problems) > show:
        _err.print(
            f"... and {len(report.problems) - show} more problems (--show N prints more)."
        )
    if not report.was_taken:
        raise typer.Exit(code=1)


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="The file to write.")],
    what: Annotated[str, typer.Option(help="roster, or case for a framework.")] = "roster",
    key: Annotated[
        str, typer.Option(help="Source key of the district, or identifier of the framework.")
    ] = "",
    version: Annotated[str, typer.Option(help="CASE version: 1.0 or 1.1.")] = "1.1",
) -> None:
    """Write a district's roster (OneRoster 1.2) or a framework (CASE)."""
    _wake()
    from django.utils import timezone

    from ownpath.config.importing import export_to
    from ownpath.errors import Refusal

    try:
        for line in export_to(
            target=target, what=what, key=key, version=version, now=timezone.now()
        ):
            _out.print(line, markup=False, highlight=False)
    except Refusal as refusal:
        _refuse(str(refusal))


@app.command()
def rebuild() -> None:
    """Make every belief anew from the ledger."""
    _wake()
    from django.utils import timezone

    from ownpath.school.evidence.queries import students_with_evidence
    from ownpath.school.mastery.services import rebuild as rebuild_beliefs

    ids = students_with_evidence()
    with _bars() as step:
        for begin in range(0, len(ids), 50):
            rebuild_beliefs(student_ids=ids[begin : begin + 50], now=timezone.now())
            step("beliefs", min(begin + 50, len(ids)), len(ids))


app.command()(plan)


@app.command()
def check() -> None:
    """Look whether this installation is fit to serve: settings, tables, secrets, space."""
    _wake()
    from django.core.management import CommandError, call_command

    try:
        call_command("check", deploy=True, fail_level="ERROR")
        call_command("migrate", check_unapplied=True, verbosity=0)
    except (CommandError, SystemExit) as found:
        _refuse(
            f"This installation is not ready: {found or 'tables are not up to date; run ownpath migrate'}"
        )
    _out.print("Fit to serve.")


@app.command(
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    }
)
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands (for developers)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ownpath manage", *context.args])
