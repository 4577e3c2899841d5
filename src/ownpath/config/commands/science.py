"""Fit and judge the knowledge model, and simulate school years."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownpath.config.fitting_districts import fit_districts
from ownpath.config.terminal import bars, one_of, out, place_to_write, problems_told, refuse
from ownpath.config.whole_files import written_whole

if TYPE_CHECKING:
    from ownpath.engine.knowledge.fitting import HeadKind

_Source = Annotated[
    Path, typer.Argument(exists=True, help="The folder (or csv file) with the answers.")
]


_Format = Annotated[
    str,
    typer.Option("--format", help="akt, pykt or csv.", callback=one_of("akt", "pykt", "csv")),
]
_Merges = Annotated[
    bool,
    typer.Option(
        "--merge-multi-skill", help="One answer for the rows of an item with several skills."
    ),
]
_Head = Annotated[
    str,
    typer.Option(help="glass (readable) or accuracy.", callback=one_of("glass", "accuracy")),
]
_Seed = Annotated[int, typer.Option(min=0, help="Where chance begins.")]
_Threads = Annotated[int, typer.Option(min=1, help="Threads for growing.")]


def evaluate(
    source: _Source,
    format_name: _Format,
    merge_multi_skill: _Merges = False,  # noqa: FBT002
    head: _Head = "glass",
    seed: _Seed = 0,
    threads: _Threads = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Judge the knowledge model on a benchmark: every fold, mean and spread, on students it never saw."""
    import json

    from numpy.random import default_rng

    from ownpath.config.knowing import SCORES
    from ownpath.config.knowing import evaluate as judge

    with bars() as step, _asked_well(), problems_told() as say:
        found = judge(
            source,
            format_name=format_name,
            merges=merge_multi_skill,
            head=_head_named(head),
            rng=default_rng(seed),
            n_threads=threads,
            step=step,
            say=say,
        )
    if as_json:
        typer.echo(json.dumps(found, indent=2))
        return
    for row in (
        *found["folds"],
        {"fold": "mean"} | found["mean"],
        {"fold": "spread"} | found["spread"],
    ):
        line = "  ".join(
            f"{name} -" if row[name] is None else f"{name} {row[name]:.4f}" for name in SCORES
        )
        out.print(f"{row['fold']:>6}  {line}", markup=False, highlight=False, soft_wrap=True)


def fit(
    source: Annotated[
        Path | None,
        typer.Argument(exists=True, help="The folder (or csv file) with the answers."),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Argument(help="The model file to write (.npz).", callback=place_to_write),
    ] = None,
    district: Annotated[
        str,
        typer.Option(help="Instead: fit a district's own models on its ledger; all for every."),
    ] = "",
    later: Annotated[  # noqa: FBT002
        bool, typer.Option(help="Leave it to the worker, which asks by itself once a night.")
    ] = False,
    cluster: Annotated[
        str, typer.Option(help="Scheduler of a Dask cluster, for districts; else this machine.")
    ] = "",
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes on this machine, for districts.")
    ] = 1,
    format_name: _Format = "csv",
    merge_multi_skill: _Merges = False,  # noqa: FBT002
    head: _Head = "glass",
    seed: _Seed = 0,
    threads: _Threads = 1,
) -> None:
    """Fit the knowledge model: on answer logs into one file, or for a district on what its students showed."""
    if district:
        fit_districts(district, later=later, seed=seed, address=cluster, n_workers=workers)
        return
    if source is None or target is None:
        refuse("Name the answers and the file to write, or a district: --district KEY.")
    from numpy.random import default_rng

    from ownpath.config.knowing import fit_on_files
    from ownpath.engine.knowledge.storing import save_model

    with _asked_well(), problems_told() as say:
        model, about = fit_on_files(
            source,
            format_name=format_name,
            merges=merge_multi_skill,
            head=_head_named(head),
            rng=default_rng(seed),
            n_threads=threads,
            say=say,
        )
    with written_whole(target) as place:
        place.write_bytes(save_model(model))
    for name, value in about.items():
        out.print(f"{name}: {value}", markup=False, highlight=False)


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
        with bars() as step:
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
        refuse(str(off))
    if as_json:
        typer.echo(json.dumps(found.as_data(), indent=1))
    else:
        for line in lines_of(found):
            out.print(line, markup=False, highlight=False, soft_wrap=True)


def _head_named(name: str) -> HeadKind:
    from ownpath.engine.knowledge.fitting import HeadKind

    return HeadKind(name)


@contextmanager
def _asked_well() -> Iterator[None]:
    """Turn what a person asked wrongly into a sentence and exit code 1."""
    from ownpath.errors import Refusal

    try:
        yield
    except (Refusal, ValueError) as refusal:
        refuse(str(refusal))
