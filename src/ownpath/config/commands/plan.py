"""`ownpath plan`: plans a campus's day, all campuses, or a benchmark instance, all with one planner."""

from __future__ import annotations

import atexit
import gc
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ownpath.config.terminal import place_to_write

Day = Annotated[
    datetime | None,
    typer.Option(
        "--date", formats=["%Y-%m-%d"], help="The day; the next school day if left out."
    ),
]


def plan(
    campus: Annotated[str, typer.Option(help="The campus, by name.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every campus that is set up.")] = False,  # noqa: FBT002
    day: Day = None,
    preset: Annotated[
        str, typer.Option(help="Plan by this model instead; whole-class compares the two.")
    ] = "",
    picture: Annotated[
        Path | None,
        typer.Option(
            help="With --preset whole-class: draw the two plans here (.svg).",
            callback=place_to_write,
        ),
    ] = None,
    publish: Annotated[bool, typer.Option(help="Put the plan in force once checked.")] = False,  # noqa: FBT002
    cluster: Annotated[
        str,
        typer.Option(help="Scheduler of a Dask cluster; with --all. Left out: this machine."),
    ] = "",
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes on this machine, without --cluster.")
    ] = 2,
    instance: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Instance (.json or .json.gz)."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where the plan of an instance goes (.json or .json.gz).",
            callback=place_to_write,
        ),
    ] = None,
    cpu_seconds: Annotated[
        float,
        typer.Option(min=0.5, help="Processor seconds for everything but the first compiling."),
    ] = 15.0,
    moves: Annotated[
        int,
        typer.Option(min=0, help="Moves to make, instead of a time: the same plan anywhere."),
    ] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the search.")] = 1,
    bound: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Also work out how good the best plan could be (takes longer).")
    ] = False,
) -> None:
    """Plan a school day: of a campus, of all campuses, or of an instance of the student-day benchmark."""
    if sum((bool(campus), every, instance is not None)) != 1:
        raise typer.BadParameter("expected one of --campus, --all and --instance")
    if instance is not None:
        if out is None:
            raise typer.BadParameter("expected --out beside --instance")
        _plan_instance(instance, out, cpu_seconds, moves, seed, is_bound_wanted=bound)
        return
    from ownpath.config.commands.campus_plans import plan_all, plan_one

    on = day.date() if day is not None else None
    if every:
        plan_all(day=on, is_published=publish, address=cluster, n_workers=workers)
    else:
        plan_one(name=campus, day=on, preset=preset, is_published=publish, picture=picture)


def _plan_instance(
    instance: Path,
    out: Path,
    cpu_seconds: float,
    moves: int,
    seed: int,
    *,
    is_bound_wanted: bool,
) -> None:
    from ownpath.config.commands.planning import PlanFailed, plan_instance

    atexit.register(gc.freeze)  # a last look for garbage takes 0.2 seconds, which count
    try:
        lines = plan_instance(
            instance=instance,
            out=out,
            cpu_seconds=cpu_seconds,
            n_moves=moves or None,
            seed=seed,
            is_bound_wanted=is_bound_wanted,
            clock=time.process_time,
        )
    except PlanFailed as failed:
        for line in failed.lines:
            typer.echo(line, err=True)
        raise typer.Exit(code=1) from None
    for line in lines:
        typer.echo(line)
