"""Reads a set of answer logs by the name of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ownpath.interchange.answer_logs.akt import read_akt
from ownpath.interchange.answer_logs.plain import read_plain
from ownpath.interchange.answer_logs.pykt import read_pykt
from ownpath.interchange.answer_logs.records import Reading
from ownpath.interchange.findings import Findings
from ownpath.interchange.problems import Problem

FORMATS: Mapping[str, Callable[[Path, Findings], Reading | None]] = {
    "akt": read_akt,
    "pykt": read_pykt,
    "csv": read_plain,
}


def read_answer_logs(source: Path, *, format_name: str) -> tuple[Reading | None, list[Problem]]:
    """Return the students and folds of a folder (None if nothing can be taken), and what was left out.

    Raises
    ------
    ValueError
        If there is no such format.
    """
    if format_name not in FORMATS:
        raise ValueError(
            f"format_name is {format_name!r}: expected one of {', '.join(FORMATS)}"
        )
    findings = Findings()
    reading = FORMATS[format_name](source, findings)
    return reading, findings.listed()
