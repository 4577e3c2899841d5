"""Run an installation: its tables, the server, the demonstration, a look whether it is fit."""

from __future__ import annotations

import io
import os
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ownpath.config.terminal import (
    bars,
    err,
    out,
    prepare_database,
    read_settings,
    refuse,
    seldom_tidied,
    wake,
)
from ownpath.config.whole_files import clear_unfinished

BEGINNING = (
    "Getting ready: tables first, then pages. The very first time that takes a minute or two."
)


def migrate() -> None:
    """Make or bring up to date the tables of the database."""
    wake()
    prepare_database(is_loud=True)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Port to listen on; 0: one that is free.")
    ] = 8000,
    is_worker_wanted: Annotated[  # noqa: FBT002
        bool, typer.Option("--worker/--no-worker", help="Start a worker beside the server.")
    ] = True,
    processes: Annotated[
        int,
        typer.Option(
            min=0, max=64, help="How many processes answer; 0: as many as fit this machine."
        ),
    ] = 1,
) -> None:
    """Serve Ownpath to browsers."""
    from ownpath.config.serving import begin

    read_settings()
    err.print(BEGINNING)
    begin(
        _prepare_to_serve,
        host=host,
        port=port,
        n_processes=processes,
        has_worker=is_worker_wanted,
    )


def _prepare_to_serve() -> None:
    wake()
    from django.conf import settings
    from django.core.management import call_command

    for folder in filter(None, (settings.DATA_FOLDER, settings.BACKUPS_FOLDER)):
        clear_unfinished(folder)
    prepare_database()
    call_command("collectstatic", interactive=False, verbosity=0)


def work(
    parent: Annotated[
        int, typer.Option(min=0, help="End when this process ends; 0: end when told to.")
    ] = 0,
) -> None:
    """Do the work that waits in the database: plan days, mend them, mind the evening. `serve` starts one itself."""
    wake()
    from ownpath import clock
    from ownpath.config.worker import work as work_on

    if not parent:
        err.print("Looking for work. Ctrl-C ends it once what is under way is done.")
    work_on(parent=parent, clock=clock.now)


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
    wake()
    from django.utils import timezone

    from ownpath.demo.build import build_demo
    from ownpath.demo.moments import plan_what_is_shown

    with seldom_tidied(), bars() as step:
        prepare_database()
        real = timezone.now()
        now = real if only_build else _moment_to_show(real)
        built = build_demo(now=now, today=timezone.localdate(now), progress=step)
    if built.was_there:
        out.print("Live Oak stands already (all of it simulated).")
    else:
        out.print(
            f"Live Oak: {built.n_students:,} students in mathematics classes, "
            f"{built.n_evidence:,} simulated answers."
        )
    if not only_build:
        plan_what_is_shown(now=now)
        if now != real:
            _go_by(now)
        serve(host=host, port=port)


def _moment_to_show(real: datetime) -> datetime:
    """Return the moment the demonstration begins at: the real one in school hours, else a school morning."""
    from django.utils import timezone

    from ownpath.demo.moments import has_school, last_written, moment_to_show

    zone = ZoneInfo(timezone.get_default_timezone_name())
    return moment_to_show(now=real, last=last_written(), zone=zone, has_school=has_school)


def _go_by(moment: datetime) -> None:
    """Let the server and its worker, which begin after this, go by a clock that is at a moment now."""
    from django.utils import timezone

    os.environ["OWNPATH_CLOCK_AHEAD"] = str((moment - timezone.now()).total_seconds())
    out.print(f"In Live Oak it is {timezone.localtime(moment):%A, %B %-d, %-I:%M %p}.")


def rebuild() -> None:
    """Make every belief anew from the ledger."""
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.school.evidence.queries import students_with_evidence
    from ownpath.school.mastery.services import rebuild as rebuild_beliefs

    ids = students_with_evidence()
    if not ids:
        out.print("Nobody has shown anything yet; there is nothing to make anew.")
    with bars() as step:
        for begin in range(0, len(ids), 50):
            rebuild_beliefs(student_ids=ids[begin : begin + 50], now=timezone.now())
            step("beliefs", min(begin + 50, len(ids)), len(ids))


def check(
    mail: Annotated[str, typer.Option(help="Send a trial mail to this address, too.")] = "",
) -> None:
    """Look whether this installation is fit for a school: settings, tables, secrets, room, backups, a first key."""
    wake()
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.utils import timezone

    from ownpath.config.fitness import look
    from ownpath.school.people.queries import has_anybody_a_password

    told = io.StringIO()  # Django's warnings about encryption are said better below
    try:
        call_command("check", deploy=True, fail_level="ERROR", stderr=told)
        call_command("migrate", check_unapplied=True, verbosity=0)
    except CommandError as found:
        refuse(f"This installation is not ready: {found}")
    except SystemExit:  # what Django ends with where migrations wait
        refuse(
            "This installation is not ready: its tables are not up to date. Run ownpath migrate."
        )
    findings = look(
        settings=settings,
        proxy=os.environ.get("OWNPATH_TRUSTED_PROXY", ""),
        somebody_can_come_in=bool(settings.IDENTITY_PROVIDER) or has_anybody_a_password(),
        now=timezone.now(),
    )
    for finding in findings:
        err.print(f"- {finding}", markup=False, highlight=False)
    if mail:
        _send_trial(mail)
    if any(finding.is_grave for finding in findings):
        refuse("Not fit to serve: mend the first of these.")
    out.print("Fit to serve.")


def _send_trial(to: str) -> None:
    from django.conf import settings

    from ownpath.config.fitness import NotSent, send_trial

    try:
        out.print(
            send_trial(to=to, settings=settings), markup=False, highlight=False, soft_wrap=True
        )
    except NotSent as refusal:
        refuse(str(refusal))


def manage(context: typer.Context) -> None:
    """Run one of Django's own commands (for developers)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ownpath manage", *context.args])
