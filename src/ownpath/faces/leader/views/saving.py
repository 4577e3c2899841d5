"""From a form of the campus editor to the one service that writes it, and back from a row to its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ownpath.faces.leader.forms.fields import tell_times_off
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.curriculum.words import grade_sign
from ownpath.school.days import services

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """At which campus, which row (None: a new one), by whom and when."""

    campus: Campus
    row: UUID | None
    by: Person
    now: datetime

    @property
    def here(self) -> dict[str, Any]:
        """What every service is told."""
        return {"campus": self.campus, "by": self.by, "now": self.now}


def _names(said: Said) -> dict[str, dict[str, str]]:
    return {"en": {"name": said["name_en"]}, "es": {"name": said["name_es"]}}


def _bells(where: Where, said: Said) -> object:
    bells = [
        services.Bell(name=name, kind=kind, starts_at=begins, ends_at=ends)
        for name, kind, begins, ends in said["bells"]
    ]
    return services.save_schedule(
        uuid=where.row, name=said["name"], letter=said["letter"], bells=bells, **where.here
    )


def _week(where: Where, said: Said) -> object:
    for weekday, letter, schedule in said["days"]:
        services.set_weekday(weekday=weekday, letter=letter, schedule=schedule, **where.here)
    letters, since = said["letters"], said["letters_from"]
    services.set_letters(letters=letters, letters_from=since if letters else None, **where.here)
    return None


def _calendar(where: Where, said: Said) -> object:
    return services.set_calendar_day(
        day=said["day"], schedule=said["schedule"], note=said["note"],
        letter=said.get("letter") or "", **where.here,
    )  # fmt: skip


def _model(where: Where, said: Said) -> object:
    return services.choose_model(
        preset=said["preset"], grade=said["grade"], section=said["section"], **where.here
    )


def _room(where: Where, said: Said) -> object:
    return services.save_room(uuid=where.row, **said, **where.here)


def _cart(where: Where, said: Said) -> object:
    return services.save_cart(uuid=where.row, **said, **where.here)


def _station(where: Where, said: Said) -> object:
    own = {
        key: said[key] for key in ("modality", "subject", "seats", "grades", "room", "is_open")
    }
    return services.save_station(uuid=where.row, words=_names(said), **own, **where.here)


def _staff(where: Where, said: Said) -> object:
    return services.save_staffing(**said, **where.here)


def _size(where: Where, said: Said) -> object:
    return services.set_group_size(**said, **where.here)


def _commitment(where: Where, said: Said) -> object:
    keys = ("kind", "weekdays", "grades", "section", "student", "schedule", "staffing", "room")
    own = {key: said[key] for key in keys}
    block = said["block"] - 1
    return services.save_commitment(
        uuid=where.row, words=_names(said), block=block, letters=said.get("letters", ()), **own,
        **where.here,
    )  # fmt: skip


def _accommodation(where: Where, said: Said) -> object:
    return services.set_accommodation(
        student=said["student"],
        kind=said["kind"],
        amount=said["amount"] or 0,
        note=said["note"],
        **where.here,
    )


def _absence(where: Where, said: Said) -> object:
    return services.note_absence(
        staffing=said["staffing"],
        day=said["day"],
        first_block=said["first_block"],
        last_block=said["last_block"],
        **where.here,
    )


def _program(where: Where, said: Said) -> object:
    return services.join_program(student=said["student"], name=said["name"], **where.here)


def _opt_out(where: Where, said: Said) -> object:
    return services.opt_out(student=said["student"], **where.here)


def _tie(where: Where, said: Said) -> object:
    return services.tie(**said, **where.here)


def _policy(where: Where, said: Said) -> object:
    weights = {name: said[f"weight-{name}"] for name in PROMISE_WORDS}
    return services.set_policy(
        lock_at=said["lock_at"], plan_at=said["plan_at"], weights=weights,
        board_by_number=said["board_by_number"], **where.here,
    )  # fmt: skip


SAVE: dict[str, Callable[[Where, Said], object]] = {
    "bells": _bells,
    "week": _week,
    "calendar": _calendar,
    "model": _model,
    "room": _room,
    "cart": _cart,
    "station": _station,
    "staff": _staff,
    "absence": _absence,
    "size": _size,
    "commitment": _commitment,
    "accommodation": _accommodation,
    "program": _program,
    "opt-out": _opt_out,
    "tie": _tie,
    "policy": _policy,
}


def end_row(where: Where, kind: str, key: str, row: Any) -> object:
    """End one row of a kind; `row` is what was found by its key."""
    if kind == "calendar":
        return services.clear_calendar_day(day=date.fromisoformat(key), **where.here)
    if kind == "model":
        return services.end_model(uuid=UUID(key), **where.here)
    if kind == "absence":
        return services.take_back_absence(absence_id=row.pk, **where.here)
    if kind == "commitment":
        return services.end_commitment(uuid=UUID(key), **where.here)
    if kind == "accommodation":
        return services.end_accommodation(student=row.student, uuid=UUID(key), **where.here)
    if kind == "program":
        return services.leave_program(student=row.student, name=row.name, **where.here)
    if kind == "opt-out":
        return services.opt_in(student=row.student, **where.here)
    return services.untie(uuid=UUID(key), **where.here)


def take_row_off(where: Where, kind: str, row: Any) -> services.TakenOff:
    """Take one row off the list of a kind."""
    return services.take_off(what=kind, uuid=row.uuid, **where.here)


def initial_of(kind: str, row: Any, rows: Any) -> dict[str, Any]:
    """Return what a form opens with: the row that is changed, or what holds now."""
    if kind == "week":
        return {_day_of(one): str(one.schedule.uuid) for one in rows}
    if kind == "policy":
        policy = rows[0]
        weights = {f"weight-{name}": policy.weights.get(name, 1) for name in PROMISE_WORDS}
        return {
            "lock_at": policy.lock_at, "plan_at": policy.plan_at,
            "board_by_number": policy.board_by_number, **weights,
        }  # fmt: skip
    return {} if row is None else _INITIAL[kind](row)


def _day_of(one: Any) -> str:
    return f"day-{one.weekday}-{one.letter}" if one.letter else f"day-{one.weekday}"


def _uuid(thing: Any) -> str:
    return str(thing.uuid) if thing else ""


def _plain(*names: str) -> Callable[[Any], dict[str, Any]]:
    return lambda row: {name: getattr(row, name) for name in names}


def _initial_bells(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"name": row.name, "letter": row.letter}
    for block in row.blocks.all():
        n = block.number
        found |= {f"name-{n}": block.name, f"kind-{n}": block.kind}
        found |= {f"from-{n}": block.starts_at, f"to-{n}": block.ends_at}
    return found


def _said_names(row: Any) -> dict[str, str]:
    return {f"name_{one}": row.words.get(one, {}).get("name", "") for one in ("en", "es")}


def _initial_station(row: Any) -> dict[str, Any]:
    own = _plain("modality", "subject", "seats", "is_open")(row)
    return {
        **own,
        **_said_names(row),
        "grades": ", ".join(map(grade_sign, row.grades)),
        "room": _uuid(row.room),
    }


def _initial_staff(row: Any) -> dict[str, Any]:
    return {
        "person": _uuid(row.person),
        "subjects": ", ".join(row.subjects),
        "grades": ", ".join(map(grade_sign, row.grades)),
        "home_room": _uuid(row.home_room),
        "times_off": tell_times_off((one.weekday, one.block) for one in row.times_off.all()),
        **_plain("max_blocks", "max_run")(row),
    }


def _initial_commitment(row: Any) -> dict[str, Any]:
    links = {
        key: _uuid(getattr(row, key)) for key in ("section", "schedule", "staffing", "room")
    }
    return {
        **_said_names(row),
        **links,
        "kind": row.kind,
        "block": row.block + 1,
        "weekdays": row.weekdays,
        "letters": row.letters,
        "grades": ", ".join(map(grade_sign, row.grades)),
        "student": row.student.full_name if row.student else "",
    }


_INITIAL: dict[str, Callable[[Any], dict[str, Any]]] = {
    "bells": _initial_bells,
    "room": _plain("name", "kind", "seats", "is_open"),
    "cart": _plain("name", "n_devices", "is_open"),
    "station": _initial_station,
    "staff": _initial_staff,
    "commitment": _initial_commitment,
}
