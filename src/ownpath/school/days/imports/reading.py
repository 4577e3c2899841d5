"""Read the tables of a set-up out of a folder of CSV files or a YAML file; what cannot be read is a problem."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.interchange.oneroster.grades import grade_codes
from ownpath.interchange.problems import Problem
from ownpath.school.days.imports.places import problem_at
from ownpath.school.days.imports.tables import TABLES
from ownpath.school.days.queries.cell_words import cell_of, plain

Row = Mapping[str, str]  # a column that is not there was left out: what stands stays
Tables = Mapping[str, Sequence[Row]]
GRADES: Final = frozenset({"grade", "grades"})  # columns
LARGEST_FILE: Final = 5_000_000  # bytes
MOST_ROWS: Final = 20_000  # in one table


def read_tables(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    """Return the tables of a folder or of a YAML file, and what is wrong with the files themselves."""
    tables, problems = _folder(path) if path.is_dir() else _yaml(path)
    if not tables and not problems:
        fix = _("name one of the tables %(known)s") % {"known": ", ".join(TABLES)}
        problems = [problem_at("empty", path.name, _("no table was found"), fix)]
    for name, rows in tables.items():
        if len(rows) > MOST_ROWS:
            what = ngettext("%(n)d row", "%(n)d rows", len(rows)) % {"n": len(rows)}
            fix = _("at most %(n)s rows") % {"n": MOST_ROWS}
            problems.append(problem_at("too_large", name, what, fix))
        problems += _unknown_columns(name, rows)
    return {name: [*map(with_grades, rows)] for name, rows in tables.items()}, problems


def with_grades(row: Row) -> Row:
    """Return a row with its grades as they are kept; what is no grade stays, to be told.

    >>> with_grades({"grades": "K;3-5"}), with_grades({"grade": "grade x"})
    ({'grades': 'KG;03;04;05'}, {'grade': 'grade x'})
    """
    return {
        key: ";".join(grade for one in cell.split(";") for grade in grade_codes(one) or (one,))
        if key in GRADES
        else cell
        for key, cell in row.items()
    }


def _folder(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    found: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for file in sorted(path.glob("*.csv")):
        if file.stem not in TABLES:
            problems.append(_unknown_table(file.name))
            continue
        text = _text_of(file, problems)
        if text is not None:
            found[file.stem] = _rows(text)
    return found, problems


def _rows(text: str) -> list[Row]:
    """Return the rows of a CSV file; a spreadsheet may set values apart by semicolons where commas stand in numbers."""
    lines = text.splitlines()
    names = lines[0] if lines else ""
    apart = ";" if ";" in names and "," not in names else ","
    return [
        {key.strip(): plain((cell or "").strip()) for key, cell in row.items() if key}
        for row in csv.DictReader(lines, delimiter=apart)
    ]


def _yaml(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    problems: list[Problem] = []
    text = _text_of(path, problems)
    if text is None:
        return {}, problems
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        fix = _("write it as YAML")
        return {}, [problem_at("unreadable", path.name, str(error)[:200], fix)]
    if not isinstance(said, dict):
        what, fix = _("no tables in it"), _("name tables at the top")
        return {}, [problem_at("unreadable", path.name, what, fix)]
    found: dict[str, list[Row]] = {}
    for name, rows in said.items():
        if name not in TABLES:
            problems.append(_unknown_table(str(name)))
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            fix = _("write it as a list of rows, each with its columns by name")
            problems.append(problem_at("unreadable", name, _("no list of rows"), fix))
        else:
            found[str(name)] = [_texts(row) for row in rows]
    return found, problems


def _text_of(file: Path, problems: list[Problem]) -> str | None:
    if file.stat().st_size > LARGEST_FILE:
        what = _("%(n)s bytes") % {"n": file.stat().st_size}
        fix = _("at most %(n)s bytes") % {"n": LARGEST_FILE}
        problems.append(problem_at("too_large", file.name, what, fix))
        return None
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = _("byte %(n)s is not UTF-8") % {"n": error.start}
        problems.append(problem_at("unreadable", file.name, what, _("save it as CSV UTF-8")))
        return None


def _texts(row: Mapping[Any, Any]) -> Row:
    return {str(key).strip(): cell_of(cell) for key, cell in row.items()}


def _unknown_columns(name: str, rows: Sequence[Row]) -> list[Problem]:
    known = [column.name for column in TABLES[name]]
    unknown = dict.fromkeys(key for row in rows for key in row if key not in known)
    fix = _("take one of %(known)s, or take the column out") % {"known": ", ".join(known)}
    return [
        problem_at(
            "unknown",
            _("%(table)s, column %(column)s") % {"table": name, "column": key},
            _("“%(value)s” is no column") % {"value": key},
            fix,
        )
        for key in unknown
    ]


def _unknown_table(name: str) -> Problem:
    fix = _("take one of %(known)s, or take it out") % {"known": ", ".join(TABLES)}
    return problem_at("unknown", name, _("“%(value)s” is no table") % {"value": name}, fix)
