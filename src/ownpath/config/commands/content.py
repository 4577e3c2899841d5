"""Content packs: check one, count what it covers, begin a new one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ownpath.config.terminal import bars, err, out, place_to_write, refuse
from ownpath.config.whole_files import written_whole

SHIPPED = Path(__file__).parents[2] / "content" / "starter-math"

content = typer.Typer(
    name="content", help="Content packs: check, cover, begin.", no_args_is_help=True
)

Pack = Annotated[
    Path,
    typer.Argument(exists=True, file_okay=False, help="Folder of the pack; the shipped one."),
]


@content.command()
def check(
    pack: Pack = SHIPPED,
    grade: Annotated[str, typer.Option(help="One grade only: K, 1 ... 8.")] = "",
    seeds: Annotated[int, typer.Option(min=1, help="Seeds for each template and step.")] = 300,
    as_json: Annotated[bool, typer.Option("--json", help="Write the verdict as JSON.")] = False,  # noqa: FBT002
    advice: Annotated[bool, typer.Option("--advice", help="Print advice, too.")] = False,  # noqa: FBT002
) -> None:
    """Check a pack: schema, graph, every template by many seeds and an independent route."""
    from ownpath.config.checking import check_pack
    from ownpath.errors import Refusal

    try:
        with bars() as step:
            verdict = check_pack(pack, grade=grade, n_seeds=seeds, step=step)
    except Refusal as refusal:
        refuse(str(refusal))
    if as_json:
        typer.echo(json.dumps(verdict.as_data(), ensure_ascii=False, indent=1))
    else:
        for fault in verdict.faults:
            if advice or not fault.is_advice:
                mark = "advice  " if fault.is_advice else "problem "
                out.print(mark + str(fault), markup=False, highlight=False, soft_wrap=True)
    n_problems = sum(not fault.is_advice for fault in verdict.faults)
    err.print(
        f"{verdict.pack}: {verdict.n_competencies:,} competencies, {verdict.n_templates:,} templates, "
        f"{verdict.n_items:,} items made and reckoned twice in {verdict.seconds} s. Problems: "
        f"{n_problems}; pieces of advice: {len(verdict.faults) - n_problems}; "
        f"templates with fewer than 200 items, because there are no more: {len(verdict.small)}.",
        markup=False,
        highlight=False,
    )
    if not verdict.is_good:
        raise typer.Exit(code=1)


@content.command()
def coverage(
    pack: Pack = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="Write all lines as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Count for every competency its templates, lessons, sheets and projects, and the languages."""
    from ownpath.config.covering import coverage_of
    from ownpath.errors import Refusal

    try:
        found = coverage_of(pack)
    except Refusal as refusal:
        refuse(str(refusal))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    lines = found["competencies"]
    assert isinstance(lines, list)  # noqa: S101 - as covering makes it
    for grade in dict.fromkeys(line["grade"] for line in lines):
        own = [line for line in lines if line["grade"] == grade]
        out.print(
            f"grade {grade}: {len(own)} competencies, {sum(o['templates'] for o in own)} templates, "
            f"with lesson {sum(o['lessons'] > 0 for o in own)}, with sheet {sum(o['sheets'] > 0 for o in own)}, "
            f"with project {sum(o['projects'] > 0 for o in own)}",
            highlight=False,
        )


@content.command()
def preview(
    target: Annotated[
        Path, typer.Argument(help="The HTML page to write.", callback=place_to_write)
    ],
    pack: Annotated[
        Path, typer.Option(exists=True, file_okay=False, help="Folder of the pack.")
    ] = SHIPPED,
    grade: Annotated[str, typer.Option(help="One grade only: K, 1 ... 8.")] = "",
    seeds: Annotated[int, typer.Option(min=1, max=20, help="Items of each step.")] = 2,
) -> None:
    """Write one page to leaf through every template by arrow keys (installed packs: Content, in the office)."""
    from ownpath.config.previewing import write_preview
    from ownpath.errors import Refusal

    try:
        with bars() as step, written_whole(target) as place:
            count = write_preview(place, folder=pack, grade=grade, n_seeds=seeds, step=step)
    except Refusal as refusal:
        refuse(str(refusal))
    out.print(f"Wrote {count} templates to {target}. Open it in a browser.", highlight=False)


@content.command()
def new(
    name: Annotated[
        str, typer.Argument(help="Folder to make; its name is the pack's for ever.")
    ],
    title: Annotated[str, typer.Option(help="What people read.")] = "",
) -> None:
    """Begin a pack of your own: a small one that passes the check."""
    import re

    from ownpath.interchange.packs.one_entry import write_entry
    from ownpath.interchange.packs.skeleton import pack_skeleton

    folder = Path(name)
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,39}", folder.name):
        refuse("A pack's name has 3 to 40 small letters, digits, hyphens. Give it such a name.")
    if folder.exists():
        refuse(f"{folder} is there already. Choose another name or move it away.")
    for path, data in pack_skeleton(folder.name, title=title or folder.name).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write_entry(data, first=()), encoding="utf-8")
    out.print(
        f"Wrote {folder}. Change it, then: ownpath content check {folder}", highlight=False
    )
