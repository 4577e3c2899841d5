"""Lay out how a campus is set up as the tables its importer reads: table by table, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ownpath.school.days.queries.campuses import (
    Setup,
    accommodations_of,
    advisers_of,
    opt_outs_of,
    setup_of,
    ties_of,
)
from ownpath.school.days.queries.programs import program_members_of
from ownpath.school.people.queries import students_at

if TYPE_CHECKING:
    from ownpath.school.days.models import Commitment, Policy, Staffing, Station
    from ownpath.school.people.models import Campus, Person, Section

Rows = list[dict[str, Any]]
# What a policy's numbers may be.
BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "largest_group_that_connects": (1, 40),
    "least_share_in_band": (0, 1),
    "least_share_active": (0, 1),
    "least_share_done": (0, 1),
    "answer_within_days": (1, 20),
    "max_screen_share": (0, 0.5),  # never more than half a day at a screen
    "max_screen_run": (1, 2),
    "blocks_per_subject": (1, 16),
    "blocks_per_competency": (1, 16),
    "teacher_time_within_days": (1, 20),
    "moves_per_student": (200, 1_000_000),
    "seed": (0, 2_000_000_000),
}
# What of a policy files name beside these: its hours, and the weight of each promise.
HOURS: Final = ("lock_at", "plan_at")
WEIGHT: Final = "weight_"


def tables_of(*, campus: Campus, students_on: date | None) -> dict[str, Rows]:
    """Return the rows of every table that has any; some twenty queries however large the campus is.

    Parameters
    ----------
    students_on
        The day whose roster says who is a student here: then what single students are owed is told too. None leaves
        out all that concerns single students: what is owed to a child is not for every table on a desk.
    """
    setup = setup_of(campus=campus)
    tables = (
        _times(setup) | _places(setup) | _people(setup, with_students=students_on is not None)
    )
    if students_on is not None:
        tables |= _students(campus, students_on)
    return {name: rows for name, rows in tables.items() if rows}


def _times(setup: Setup) -> dict[str, Rows]:
    blocks = [
        {
            "schedule": schedule.name, "letter": schedule.letter, "name": block.name,
            "kind": block.kind, "starts_at": block.starts_at.strftime("%H:%M"),
            "ends_at": block.ends_at.strftime("%H:%M"),
        }
        for schedule in setup.schedules
        for block in schedule.blocks.all()
    ]  # fmt: skip
    week = [
        {"weekday": one.weekday, "letter": one.letter, "schedule": one.schedule.name}
        for one in setup.week
    ]
    calendar = [
        {
            "day": one.day.isoformat(), "schedule": one.schedule.name if one.schedule else "",
            "letter": one.letter, "note": one.note,
        }
        for one in setup.calendar
    ]  # fmt: skip
    policy = setup.policy
    since = policy.letters_from.isoformat() if policy.letters_from else ""
    letters = [{"letters": policy.letters, "letters_from": since}] if policy.letters else []
    return {
        "blocks": blocks, "letters": letters, "week": week, "calendar": calendar,
        "policy": _policy(policy),
    }  # fmt: skip


def _policy(policy: Policy) -> Rows:
    rows = [{"name": name, "value": getattr(policy, name)} for name in BOUNDS]
    rows += [{"name": one, "value": getattr(policy, one).strftime("%H:%M")} for one in HOURS]
    return rows + [
        {"name": f"{WEIGHT}{one}", "value": weight} for one, weight in policy.weights.items()
    ]


def _places(setup: Setup) -> dict[str, Rows]:
    return {
        "rooms": [
            {"name": r.name, "kind": r.kind, "seats": r.seats, "is_open": r.is_open}
            for r in setup.rooms
        ],
        "carts": [
            {"name": c.name, "devices": c.n_devices, "is_open": c.is_open} for c in setup.carts
        ],
        "stations": [_station(one) for one in setup.stations],
    }


def _station(one: Station) -> dict[str, Any]:
    return {
        **_names(one.words), "modality": one.modality, "subject": one.subject, "seats": one.seats,
        "grades": one.grades, "room": one.room.name if one.room else "",
        "themes": sorted(theme.slug for theme in one.themes.all()), "is_open": one.is_open,
    }  # fmt: skip


def _people(setup: Setup, *, with_students: bool) -> dict[str, Rows]:
    return {
        "staff": [_staffing(one) for one in setup.staff],
        "sizes": [
            {"modality": str(modality), "least": least, "most": most}
            for modality, (least, most) in setup.sizes.items()
        ],
        "models": [
            {"grade": one.grade, "class": _class(one.section), "preset": one.preset}
            for one in setup.models
        ],
        "commitments": [
            _commitment(one)
            for one in setup.commitments
            if with_students or one.student_id is None
        ],
    }


def _staffing(one: Staffing) -> dict[str, Any]:
    return {
        "username": _who(one.person), "subjects": one.subjects, "grades": one.grades,
        "max_blocks": one.max_blocks, "max_run": one.max_run,
        "room": one.home_room.name if one.home_room else "",
        "times_off": [
            f"{'*' if off.weekday is None else off.weekday}-{off.block}"
            for off in one.times_off.all()
        ],
    }  # fmt: skip


def _commitment(one: Commitment) -> dict[str, Any]:
    row = {
        "kind": one.kind, **_names(one.words), "block": one.block, "grades": one.grades,
        "class": _class(one.section), "schedule": one.schedule.name if one.schedule else "",
        "weekday": one.weekdays, "letters": one.letters,
        "staff": _who(one.staffing.person) if one.staffing else "",
        "room": one.room.name if one.room else "",
    }  # fmt: skip
    return row | ({"student": _who(one.student)} if one.student else {})


def _students(campus: Campus, day: date) -> dict[str, Rows]:
    ids = [one.pk for one in students_at(campus=campus, today=day)]
    here = set(ids)
    return {
        "accommodations": [
            {
                "student": _who(one.student), "kind": one.kind, "amount": one.amount,
                "note": one.note,
            }
            for one in accommodations_of(student_ids=ids)
        ],
        "programs": [
            {"student": _who(one.student), "program": one.name, "is_in": True}
            for one in program_members_of(student_ids=ids)
        ],
        "opt_outs": [{"student": _who(one.student)} for one in opt_outs_of(student_ids=ids)],
        "ties": [
            {
                "kind": one.kind, "one": _who(one.one), "other": _who(one.other),
                "reason": one.reason,
            }
            for one in ties_of(student_ids=ids)
            if {one.one_id, one.other_id} <= here
        ],
        "advisers": _advisers(ids),
    }  # fmt: skip


def _advisers(ids: Iterable[int]) -> Rows:
    return [
        {"staff": _who(one.staffing.person), "student": _who(one.student)}
        for one in advisers_of(student_ids=ids)
    ]


def _who(person: Person) -> str:
    """Return what the importer finds a person by."""
    return person.username or person.sourced_id


def _class(section: Section | None) -> str:
    return (section.sourced_id or section.title) if section else ""


def _names(words: dict[str, Any]) -> dict[str, str]:
    return {
        f"name_{language}": str(words.get(language, {}).get("name", ""))
        for language in ("en", "es")
    }
