"""Bring files in and take them out: rosters, packs, frameworks, courses, a whole district; and erase."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ownpath.config.terminal import (
    bars,
    err,
    out,
    place_to_write,
    prepare_database,
    problems_told,
    refuse,
    wake,
)


def import_(
    path: Annotated[Path, typer.Argument(exists=True, help="The file or folder to import.")],
    kind: Annotated[
        str, typer.Option(help="roster, pack, case, coherence, teks, oatutor, qti or exit-kit.")
    ] = "roster",
    district: Annotated[
        str,
        typer.Option(
            help="sourcedId of the district a roster must be for; empty: the file says."
        ),
    ] = "",
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day it counts for; left out: today."),
    ] = None,
    confirm_many_ends: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Go on though more than one person in twenty would end.")
    ] = False,
    take: Annotated[
        list[str] | None,
        typer.Option(help="A template changed in the editor that shall be as the pack has it."),
    ] = None,
    show: Annotated[int, typer.Option(min=0, help="How many problems to print.")] = 20,
) -> None:
    """Import a roster (OneRoster zip), a content pack, a framework, a course or a QTI bank; all or nothing."""
    wake()
    from django.utils import timezone

    from ownpath.config.importing import Report, import_path
    from ownpath.errors import Refusal

    prepare_database()
    now = timezone.now()
    day = today.date() if today else timezone.localdate(now)
    try:
        with bars() as step:
            report: Report = import_path(
                path=path,
                kind=kind,
                district=district,
                confirm_many_ends=confirm_many_ends,
                now=now,
                today=day,
                step=step,
                take=take or (),
            )
    except Refusal as refusal:
        refuse(str(refusal))
    for line in report.lines:
        out.print(line, markup=False, highlight=False)
    for problem in report.problems[:show]:
        err.print(str(problem), markup=False, highlight=False)
    if len(report.problems) > show:
        err.print(
            f"... and {len(report.problems) - show} more problems (--show N prints more)."
        )
    if not report.was_taken:
        raise typer.Exit(code=1)


def export(
    target: Annotated[Path, typer.Argument(help="The file to write.", callback=place_to_write)],
    what: Annotated[
        str, typer.Option(help="roster, case for a framework, qti for its items.")
    ] = "roster",
    key: Annotated[
        str, typer.Option(help="Source key of the district, or identifier of the framework.")
    ] = "",
    version: Annotated[str, typer.Option(help="CASE version: 1.0 or 1.1.")] = "1.1",
    each: Annotated[
        int, typer.Option(min=1, max=100, help="Items a template gives (qti).")
    ] = 3,
    language: Annotated[str, typer.Option(help="Language of the items (qti).")] = "en",
) -> None:
    """Write a district's roster (OneRoster 1.2), a framework (CASE) or its items (QTI 3.0)."""
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.config.importing import Asked, export_to
    from ownpath.errors import Refusal

    try:
        asked = Asked(what=what, key=key, version=version, each=each, language=language)
        line, left_out = export_to(target=target, asked=asked, now=timezone.now())
    except Refusal as refusal:
        refuse(str(refusal))
    out.print(line, markup=False, highlight=False)
    with problems_told() as say:
        for problem in left_out:
            say(problem)


def exit_kit(
    target: Annotated[Path, typer.Argument(help="The zip to write.", callback=place_to_write)],
    district: Annotated[str, typer.Option(help="Source key of the district.")],
) -> None:
    """Write all data of a district, whole; an empty Ownpath takes it back with import --kind exit-kit."""
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.config.leaving import write_exit_kit
    from ownpath.errors import Refusal

    try:
        with bars() as step:
            lines = write_exit_kit(target=target, key=district, now=timezone.now(), step=step)
    except Refusal as refusal:
        refuse(str(refusal))
    for line in lines:
        out.print(line, markup=False, highlight=False)


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
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.config import leaving
    from ownpath.errors import Refusal

    try:
        plan = leaving.plan_of(key=district, username=person)
        for line in leaving.tell_plan(plan):
            out.print(line, markup=False, highlight=False)
        word = leaving.word_to_type(plan)
        if not yes and typer.prompt(f"Type {word} to go on") != word:
            refuse("Nothing was erased.")
        out.print(leaving.carry_out(plan, now=timezone.now()))
    except Refusal as refusal:
        refuse(str(refusal))
