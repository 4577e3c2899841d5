"""Bring a campus's set-up in from files: plan first, with every problem, then apply all or nothing.

A folder of CSV files (`blocks.csv`, `week.csv`, `rooms.csv`, `carts.csv`, `stations.csv`, `staff.csv`,
`commitments.csv`, `models.csv`) or one YAML file with these tables and columns. Lists in a cell are parted by ";".
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from ownpath.interchange.problems import Problem
from ownpath.school.days.models import Block, Commitment, Modality, Preset, Room
from ownpath.school.days.queries.calendar import schedules_of
from ownpath.school.days.queries.campuses import rooms_of, setup_of
from ownpath.school.days.services import setting_up
from ownpath.school.days.services.setting_up.calendars import Bell
from ownpath.school.people.queries import staff_at
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
LARGEST_FILE: Final = 5_000_000
MOST_ROWS: Final = 5_000
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "blocks": ("schedule", "letter", "name", "kind", "starts_at", "ends_at"),
    "week": ("weekday", "letter", "schedule"),
    "rooms": ("name", "kind", "seats"),
    "carts": ("name", "devices"),
    "stations": ("name_en", "name_es", "modality", "subject", "seats", "grades"),
    "staff": ("username", "subjects", "grades", "max_blocks", "max_run", "room"),
    "commitments": ("kind", "name_en", "name_es", "block", "grades", "schedule"),
    "models": ("grade", "preset"),
}
_WORDS: Final[dict[tuple[str, str], Sequence[str]]] = {
    ("blocks", "kind"): Block.Kind.values,
    ("rooms", "kind"): Room.Kind.values,
    ("stations", "modality"): Modality.values,
    ("commitments", "kind"): Commitment.Kind.values,
    ("models", "preset"): Preset.values,
}
_NUMBERS: Final = {
    ("week", "weekday"): (0, 6), ("rooms", "seats"): (1, 1_000), ("carts", "devices"): (0, 2_000),
    ("stations", "seats"): (1, 1_000), ("staff", "max_blocks"): (0, 16),
    ("staff", "max_run"): (1, 16), ("commitments", "block"): (0, 15),
}  # fmt: skip
_NEEDED: Final = {
    ("blocks", "schedule"), ("blocks", "name"), ("week", "schedule"), ("rooms", "name"),
    ("carts", "name"), ("stations", "name_en"), ("staff", "username"),
    ("commitments", "name_en"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPlan:
    """What a file would bring in, and everything that is wrong with it."""

    tables: Tables
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows of each table there are."""
        return {name: len(rows) for name, rows in self.tables.items()}


def plan_import(*, campus: Campus, path: Path, today: Any) -> SetupPlan:
    """Read a folder or a YAML file and look at every cell; nothing is written."""
    tables, problems = _read(path)
    people = {one.username_key or "": one for one in staff_at(campus=campus, today=today)}
    schedules = {row.get("schedule", "") for row in tables.get("blocks", ())}
    schedules |= {one.name for one in schedules_of(campus=campus)}
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=1):
            problems += _problems_of(name, number, row, set(people), schedules)
    return SetupPlan(tables=tables, problems=tuple(problems))


def _read(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    if path.is_dir():
        found: dict[str, list[Row]] = {}
        for name in COLUMNS:
            file = path / f"{name}.csv"
            if file.is_file() and file.stat().st_size <= LARGEST_FILE:
                with file.open(newline="", encoding="utf-8-sig") as lines:
                    found[name] = [
                        {key or "": (cell or "").strip() for key, cell in row.items()}
                        for row in csv.DictReader(lines)
                    ]
        fix = f"put files named {', '.join(COLUMNS)} with .csv into the folder"
        nothing = _problem("empty", path.name, "no table was found", fix)
        return found, [] if found else [nothing]
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8")[:LARGEST_FILE])
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return {}, [_problem("unreadable", path.name, str(error)[:200], "write it as YAML")]
    if not isinstance(said, dict):
        return {}, [
            _problem("unreadable", path.name, "no tables in it", "name tables at the top")
        ]
    return {
        name: [_texts(row) for row in said[name] if isinstance(row, dict)]
        for name in COLUMNS
        if isinstance(said.get(name), list)
    }, []


def _texts(row: Mapping[Any, Any]) -> Row:
    return {
        str(key): ";".join(map(str, cell)) if isinstance(cell, list) else str(cell).strip()
        for key, cell in row.items()
        if cell is not None
    }


def _problem(code: str, where: str, what: str, fix: str) -> Problem:
    return Problem(code=code, where=where, what=what, fix=fix)


def _problems_of(
    name: str, number: int, row: Row, people: set[str], schedules: set[str]
) -> Iterator[Problem]:
    for column in COLUMNS[name]:
        value, where = row.get(column, ""), f"{name} row {number}, {column}"
        words, bounds = _WORDS.get((name, column)), _NUMBERS.get((name, column))
        if not value and ((name, column) in _NEEDED or words or bounds):
            if (name, column) not in {("staff", "max_blocks"), ("staff", "max_run")}:
                yield _problem("missing", where, "nothing is there", "fill it in")
        elif words and value not in words:
            yield _problem("unknown", where, f'"{value}"', f"take one of {', '.join(words)}")
        elif bounds and not _is_within(value, bounds):
            yield _problem(
                "number", where, f'"{value}"', f"a number from {bounds[0]} to {bounds[1]}"
            )
        elif column in ("starts_at", "ends_at") and _clock(value) is None:
            yield _problem("time", where, f'"{value}"', "a time such as 08:15")
    if name == "staff" and row.get("username", "").casefold() not in people:
        who = row.get("username", "")
        yield _problem(
            "unknown", f"staff row {number}, username", f'"{who}"', "name who works here"
        )
    if (
        name in ("week", "commitments")
        and row.get("schedule")
        and row["schedule"] not in schedules
    ):
        where, what = f"{name} row {number}, schedule", f'"{row["schedule"]}"'
        yield _problem("unknown", where, what, f"take one of {', '.join(sorted(schedules))}")


def _is_within(value: str, bounds: tuple[int, int]) -> bool:
    return value.isdecimal() and bounds[0] <= int(value) <= bounds[1]


def _clock(value: str) -> time | None:
    try:
        return time.fromisoformat(value.zfill(5))
    except ValueError:
        return None


def apply_import(*, campus: Campus, plan: SetupPlan, by: Person | None, now: datetime) -> None:
    """Bring a plan without problems in, all of it or nothing.

    Raises
    ------
    ValueError
        If the plan has problems.
    Refusal
        What a service refuses; nothing is brought in then.
    """
    if plan.problems:
        raise ValueError(f"expected a plan without problems, got {len(plan.problems)}")
    here = {"campus": campus, "by": by, "now": now}

    def apply() -> None:
        for name, write in _WRITERS.items():
            write(here, plan.tables.get(name, ()))

    commit_together(apply)


def _listed(cell: str) -> list[str]:
    return [one.strip() for one in cell.split(";") if one.strip()]


def _named(row: Row) -> dict[str, dict[str, str]]:
    names = {"en": row["name_en"], "es": row.get("name_es") or row["name_en"]}
    return {language: {"name": name} for language, name in names.items()}


def _write_blocks(here: dict[str, Any], rows: Sequence[Row]) -> None:
    standing = {one.name: one.uuid for one in schedules_of(campus=here["campus"])}
    for name in dict.fromkeys(row["schedule"] for row in rows):
        own = [row for row in rows if row["schedule"] == name]
        bells = [
            Bell(
                name=row["name"], kind=row["kind"],
                starts_at=_clock(row["starts_at"]) or time(), ends_at=_clock(row["ends_at"]) or time(),
            )
            for row in own
        ]  # fmt: skip
        setting_up.save_schedule(
            uuid=standing.get(name),
            name=name,
            letter=own[0].get("letter", ""),
            bells=bells,
            **here,
        )


def _write_week(here: dict[str, Any], rows: Sequence[Row]) -> None:
    schedules = {one.name: one for one in schedules_of(campus=here["campus"])}
    for row in rows:
        setting_up.set_weekday(
            weekday=int(row["weekday"]), letter=row.get("letter", ""),
            schedule=schedules[row["schedule"]], **here,
        )  # fmt: skip


def _write_rooms(here: dict[str, Any], rows: Sequence[Row]) -> None:
    standing = {one.name.casefold(): one.uuid for one in rooms_of(campus=here["campus"])}
    for row in rows:
        setting_up.save_room(
            uuid=standing.get(row["name"].casefold()), name=row["name"], kind=row["kind"],
            seats=int(row["seats"]), **here,
        )  # fmt: skip


def _write_carts(here: dict[str, Any], rows: Sequence[Row]) -> None:
    standing = {one.name.casefold(): one.uuid for one in setup_of(campus=here["campus"]).carts}
    for row in rows:
        setting_up.save_cart(
            uuid=standing.get(row["name"].casefold()), name=row["name"],
            n_devices=int(row["devices"]), **here,
        )  # fmt: skip


def _write_stations(here: dict[str, Any], rows: Sequence[Row]) -> None:
    stations = setup_of(campus=here["campus"]).stations
    standing = {one.words.get("en", {}).get("name"): one.uuid for one in stations}
    for row in rows:
        setting_up.save_station(
            uuid=standing.get(row["name_en"]), words=_named(row), modality=row["modality"],
            subject=row.get("subject", ""), seats=int(row["seats"]),
            grades=_listed(row.get("grades", "")), **here,
        )  # fmt: skip


def _write_staff(here: dict[str, Any], rows: Sequence[Row]) -> None:
    campus, now = here["campus"], here["now"]
    people = {one.username_key: one for one in staff_at(campus=campus, today=now.date())}
    rooms = {one.name: one for one in rooms_of(campus=campus)}
    for row in rows:
        setting_up.save_staffing(
            person=people[row["username"].casefold()], subjects=_listed(row.get("subjects", "")),
            grades=_listed(row.get("grades", "")), max_blocks=int(row.get("max_blocks") or 6),
            max_run=int(row.get("max_run") or 4), home_room=rooms.get(row.get("room", "")), **here,
        )  # fmt: skip


def _write_commitments(here: dict[str, Any], rows: Sequence[Row]) -> None:
    schedules = {one.name: one for one in schedules_of(campus=here["campus"])}
    standing = {_mark(one): one.uuid for one in setup_of(campus=here["campus"]).commitments}
    for row in rows:
        grades = _listed(row.get("grades", ""))
        schedule = schedules.get(row.get("schedule", ""))
        mark = (
            row["name_en"],
            int(row["block"]),
            tuple(grades),
            schedule.pk if schedule else None,
        )
        setting_up.save_commitment(
            uuid=standing.get(mark), kind=row["kind"], words=_named(row), block=int(row["block"]),
            grades=grades, schedule=schedule, **here,
        )  # fmt: skip


def _mark(one: Commitment) -> tuple[str, int, tuple[str, ...], int | None]:
    name = str(one.words.get("en", {}).get("name", ""))
    return (name, one.block, tuple(one.grades), one.schedule_id)


def _write_models(here: dict[str, Any], rows: Sequence[Row]) -> None:
    for row in rows:
        setting_up.choose_model(preset=row["preset"], grade=row.get("grade", ""), **here)


_WRITERS: Final[dict[str, Callable[[dict[str, Any], Sequence[Row]], None]]] = {
    "blocks": _write_blocks, "week": _write_week, "rooms": _write_rooms, "carts": _write_carts,
    "stations": _write_stations, "staff": _write_staff, "commitments": _write_commitments,
    "models": _write_models,
}  # fmt: skip
