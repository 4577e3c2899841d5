"""`ownpath plan`: plans a benchmark instance with the planner every campus uses, and checks before writing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer


def plan(
    instance: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="Instance (.json or .json.gz).")
    ],
    out: Annotated[Path, typer.Option(help="Where the plan goes (.json or .json.gz).")],
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
    """Plan one school day from an instance of the student-day benchmark."""
    from ownpath.config.commands.planning import PlanFailed, plan_instance

    try:
        lines = plan_instance(
            instance=instance,
            out=out,
            cpu_seconds=cpu_seconds,
            n_moves=moves or None,
            seed=seed,
            is_bound_wanted=bound,
            clock=time.process_time,
        )
    except PlanFailed as failed:
        for line in failed.lines:
            typer.echo(line, err=True)
        raise typer.Exit(code=1) from None
    for line in lines:
        typer.echo(line)
