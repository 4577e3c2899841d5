"""The one command line; `ownpath --help` lists its verbs.

Exit codes: 0 done; 1 refused or found wanting, the reason stands on standard error; 2 the call itself was off.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ownpath.config.judging import evaluate, fit
from ownpath.config.terminal import bars as _bars
from ownpath.config.terminal import err as _err
from ownpath.config.terminal import out as _out
from ownpath.config.terminal import prepare_database as _prepare_database
from ownpath.config.terminal import refuse as _refuse
from ownpath.config.terminal import wake as _wake

app = typer.Typer(
    name="ownpath",
    help="Plans, for every student of a campus, a school day of their own.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(evaluate)
app.command()(fit)


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    app()


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
        str, typer.Option(help="roster, pack, case, coherence, teks, oatutor or exit-kit.")
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


@app.command("exit-kit")
def exit_kit(
    target: Annotated[Path, typer.Argument(help="The zip to write.")],
    district: Annotated[str, typer.Option(help="Source key of the district.")],
) -> None:
    """Write all data of a district, whole; an empty Ownpath takes it back with import --kind exit-kit."""
    _wake()
    _prepare_database()
    from django.utils import timezone

    from ownpath.config.leaving import write_exit_kit
    from ownpath.errors import Refusal

    try:
        with _bars() as step:
            lines = write_exit_kit(target=target, key=district, now=timezone.now(), step=step)
    except Refusal as refusal:
        _refuse(str(refusal))
    for line in lines:
        _out.print(line, markup=False, highlight=False)


@app.command()
def purge(
    district: Annotated[str, typer.Option(help="Source key of the district.")],
    person: Annotated[
        str, typer.Option(help="Sign-in name of one person; empty: the whole district.")
    ] = "",
    yes: Annotated[  # noqa: FBT002
        bool, typer.Option("--yes", help="Do not ask once more (for scripts).")
    ] = False,
) -> None:
    """Erase a person, or a whole district, for good; the plan is shown first."""
    _wake()
    _prepare_database()
    from django.utils import timezone

    from ownpath.config import leaving
    from ownpath.errors import Refusal

    try:
        plan = leaving.plan_of(key=district, username=person)
        for line in leaving.tell_plan(plan):
            _out.print(line, markup=False, highlight=False)
        word = leaving.word_to_type(plan)
        if not yes and typer.prompt(f"Type {word} to go on") != word:
            _refuse("Nothing was erased.")
        _out.print(leaving.carry_out(plan, now=timezone.now()))
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


@app.command()
def simulate(
    students: Annotated[int, typer.Option(min=1, max=20_000)] = 300,
    competencies: Annotated[int, typer.Option(min=2, max=2_000)] = 300,
    days: Annotated[int, typer.Option(min=1, max=400, help="School days.")] = 180,
    policy: Annotated[
        list[str] | None, typer.Option(help="Once for each policy; none: all of them.")
    ] = None,
    family: Annotated[
        list[str] | None, typer.Option(help="tracing, growth or fading; none: all of them.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    as_json: Annotated[bool, typer.Option("--json")] = False,  # noqa: FBT002
) -> None:
    """Compare policies over a simulated year: same students, same hours, competencies truly mastered."""
    import json

    import numpy as np

    from ownpath.config.simulating import compare, lines_of

    try:
        with _bars() as step:
            found = compare(
                families=family or (),
                policies=policy or (),
                n_students=students,
                n_competencies=competencies,
                n_days=days,
                rng=np.random.default_rng(seed),
                step=step,
            )
    except ValueError as off:
        _refuse(str(off))
    if as_json:
        typer.echo(json.dumps(found.as_data(), indent=1))
    else:
        for line in lines_of(found):
            _out.print(line, markup=False, highlight=False, soft_wrap=True)


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
