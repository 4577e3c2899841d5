"""`ownpath campus`: bring a campus's set-up in from files, or write it out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownpath.config.terminal import (
    campus_named,
    out,
    place_to_write,
    prepare_database,
    refuse,
    wake,
)
from ownpath.config.whole_files import written_whole

MOST_SHOWN = 50


def campus(
    name: Annotated[str, typer.Argument(help="The campus, by name.")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--import",
            exists=True,
            help="A folder of CSV files (the page Set up with tables has empty ones), or one YAML file.",
        ),
    ] = None,
    is_applied: Annotated[  # noqa: FBT002
        bool, typer.Option("--apply", help="Bring it in; without, only say what would be.")
    ] = False,
    target: Annotated[
        Path | None,
        typer.Option(
            "--export", help="Write the set-up into this YAML file.", callback=place_to_write
        ),
    ] = None,
    has_students: Annotated[  # noqa: FBT002
        bool, typer.Option("--students", help="Export what single students are owed, too.")
    ] = False,
) -> None:
    """Bring all that a campus plans its days with in from files, or write it out."""
    if source is None and target is None:
        raise typer.BadParameter(
            "Name what to bring in (--import) or where to write (--export)."
        )
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.errors import Refusal
    from ownpath.school.days.exports import setup_as_yaml
    from ownpath.school.days.imports import apply_import, plan_import

    named, now = campus_named(name), timezone.now()
    if target is not None:
        on = timezone.localdate(now) if has_students else None
        with written_whole(target) as place:
            place.write_text(setup_as_yaml(campus=named, students_on=on), encoding="utf-8")
        out.print(f"Written to {target}.", highlight=False)
    if source is None:
        return
    plan = plan_import(campus=named, path=source, now=now)
    if plan.problems:
        lines = [
            f"{one.where}: {one.what.rstrip('.')}; {one.fix}"
            for one in plan.problems[:MOST_SHOWN]
        ]
        n = len(plan.problems)
        told = f"{n} problem{'' if n == 1 else 's'}; nothing was brought in."
        refuse("\n".join([*lines, told]))
    counted = ", ".join(f"{table} {n}" for table, n in plan.counts.items())
    if not is_applied:
        out.print(f"Would bring in: {counted}. Say --apply to do it.", highlight=False)
        return
    try:
        apply_import(campus=named, plan=plan, by=None, now=now)
    except Refusal as refused:
        refuse(f"{refused} Nothing was brought in.")
    out.print(f"Brought in: {counted}.", highlight=False)
