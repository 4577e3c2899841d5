"""Read the tables of a set-up out of a folder of CSV files or a YAML file; what cannot be read is a problem."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from ownpath.interchange.problems import Problem
from ownpath.school.days.imports.tables import TABLES

Row = Mapping[str, str]  # a column that is not there was left out: what stands stays
Tables = Mapping[str, Sequence[Row]]
LARGEST_FILE: Final = 5_000_000  # bytes
MOST_ROWS: Final = 20_000  # in one table


def read_tables(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    """Return the tables of a folder or of a YAML file, and what is wrong with the files themselves."""
    tables, problems = _folder(path) if path.is_dir() else _yaml(path)
    if not tables and not problems:
        fix = f"name one of the tables {', '.join(TABLES)}"
        problems = [_problem("empty", path.name, "no table was found", fix)]
    for name, rows in tables.items():
        if len(rows) > MOST_ROWS:
            problems.append(
                _problem("too_large", name, f"{len(rows)} rows", f"at most {MOST_ROWS} rows")
            )
        problems += _unknown_columns(name, rows)
    return tables, problems


def _folder(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    found: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for file in sorted(path.glob("*.csv")):
        if file.stem not in TABLES:
            problems.append(_unknown_table(file.name))
            continue
        text = _text_of(file, problems)
        if text is not None:
            found[file.stem] = [
                {key.strip(): (cell or "").strip() for key, cell in row.items() if key}
                for row in csv.DictReader(text.splitlines())
            ]
    return found, problems


def _yaml(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    problems: list[Problem] = []
    text = _text_of(path, problems)
    if text is None:
        return {}, problems
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return {}, [_problem("unreadable", path.name, str(error)[:200], "write it as YAML")]
    if not isinstance(said, dict):
        return {}, [
            _problem("unreadable", path.name, "no tables in it", "name tables at the top")
        ]
    found: dict[str, list[Row]] = {}
    for name, rows in said.items():
        if name not in TABLES:
            problems.append(_unknown_table(str(name)))
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            fix = "write it as a list of rows, each with its columns by name"
            problems.append(_problem("unreadable", str(name), "no list of rows", fix))
        else:
            found[str(name)] = [_texts(row) for row in rows]
    return found, problems


def _text_of(file: Path, problems: list[Problem]) -> str | None:
    if file.stat().st_size > LARGEST_FILE:
        what, fix = f"{file.stat().st_size} bytes", f"at most {LARGEST_FILE} bytes"
        problems.append(_problem("too_large", file.name, what, fix))
        return None
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8"
        problems.append(_problem("unreadable", file.name, what, "save it as UTF-8"))
        return None


def _texts(row: Mapping[Any, Any]) -> Row:
    return {str(key).strip(): _cell(cell) for key, cell in row.items()}


def _cell(cell: Any) -> str:
    if isinstance(cell, list):
        return ";".join(map(str, cell))
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell).strip()


def _unknown_columns(name: str, rows: Sequence[Row]) -> list[Problem]:
    known = [column.name for column in TABLES[name]]
    unknown = dict.fromkeys(key for row in rows for key in row if key not in known)
    fix = f"take one of {', '.join(known)}, or take the column out"
    return [
        _problem("unknown", f"{name}, column {key}", f'"{key}" is no column', fix)
        for key in unknown
    ]


def _unknown_table(name: str) -> Problem:
    fix = f"take one of {', '.join(TABLES)}, or take it out"
    return _problem("unknown", name, f'"{name}" is no table', fix)


def _problem(code: str, where: str, what: str, fix: str) -> Problem:
    return Problem(code=code, where=where, what=what, fix=fix)
