"""Judge a pilot from a table: everyone counted, a difference, an interval, plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownpath.config.terminal import one_of, out, problems_told, refuse

AS_TREATED = "dose"


def effect(
    source: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="Columns unit, cluster, period, group, dose, outcome.",
        ),
    ],
    by: Annotated[
        list[str] | None, typer.Option(help="A further column whose groups are looked at too.")
    ] = None,
    lower_is_better: Annotated[bool, typer.Option(help="A fall is good news.")] = False,  # noqa: FBT002
    headline: Annotated[
        str, typer.Option(help="everyone; a headline of the dose alone is refused.")
    ] = "everyone",
    language: Annotated[
        str, typer.Option(help="en or es.", callback=one_of("en", "es"))
    ] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Say what a pilot changed, for everyone counted, and how sure that is."""
    import json

    from ownpath.config.weighing_pilots import judge
    from ownpath.engine.effect.data import as_data
    from ownpath.engine.effect.types import NoEffect
    from ownpath.interchange.pilot_rows.read import read_pilot_rows

    if headline != "everyone":
        refuse(_no_such_headline(headline))
    table, problems = read_pilot_rows(source)
    with problems_told() as say:
        for problem in problems:
            say(problem)
    if not table:
        refuse("Nothing can be judged from this file.")
    try:
        found = judge(table, by=by or (), is_lower_better=lower_is_better)
        data = as_data(found, language=language)
    except ValueError as off:
        refuse(str(off))
    if as_json:
        typer.echo(json.dumps(data | {"problems": [str(p) for p in problems]}, indent=1))
    else:
        out.print(data["words"], markup=False, highlight=False)
    if isinstance(found, NoEffect):
        raise typer.Exit(code=1)


def _no_such_headline(asked: str) -> str:
    if asked == AS_TREATED:
        return (
            "A headline of those who took part alone leaves out who stayed away, and why. "
            "Lead with everyone counted; the dose stands after it."
        )
    return f"There is no headline {asked!r}. Use everyone."
