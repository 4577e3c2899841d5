"""A pack read from its folder for the commands: its records, or a refusal that says why there are none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ownpath.errors import Refusal
from ownpath.interchange.packs.read import read_pack
from ownpath.interchange.packs.records import PackRecords
from ownpath.interchange.problems import Problem


def read_or_refuse(folder: Path) -> tuple[PackRecords, list[Problem]]:
    """Return the records of a pack with every problem.

    Raises
    ------
    Refusal
        If there is no pack to speak of.
    """
    records, problems = read_pack(folder)
    if records is None:
        said = str(problems[0]) if problems else "There is no pack."
        raise Refusal(said, next_step="Name the folder of a pack.")
    return records, problems


def nothing_of(grade: str, grades: Iterable[str]) -> Refusal:
    """Return the refusal of a look at a grade, or at a pack, that has nothing to look at."""
    there = ", ".join(dict.fromkeys(grades))
    if not grade or not there:
        return Refusal("The pack has no templates.", next_step="Write some first.")
    return Refusal(
        f"The pack has nothing for grade {grade!r}.", next_step=f"Name one of: {there}."
    )
