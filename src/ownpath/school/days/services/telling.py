"""Turn what the planner says of a conflict, in numbers, into what a job keeps: a key, names by uuid, words by language.

`queries.problem_words` says it to whoever reads it, in their language. No name is kept, so that nobody erased stays in
the problems of a job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ownpath.engine.dayplan.types import Conflict
from ownpath.school.curriculum.queries import activities_by_id
from ownpath.school.days.models import DayPin, DayPlan
from ownpath.school.days.queries.cells import titles_of
from ownpath.school.days.queries.packed import Key
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.people.queries import section_titles

Told = dict[str, Any]  # {"key": ..., "says": {...}}


def tell_conflicts(
    conflicts: Sequence[Conflict], *, gathered: Gathered, key: Key
) -> list[Told]:
    """Return demands that conflict as a job keeps them."""
    return [
        {"key": one.key, "says": _named(dict(one.says), gathered, key)} for one in conflicts
    ]


def _named(says: Mapping[str, int | str], gathered: Gathered, key: Key) -> Told:
    found: Told = dict(says)
    if "student" in says:
        found["student"] = str(gathered.students[int(says["student"])].uuid)
    if "block" in says:
        found["block"] = gathered.school_day.blocks[int(says["block"])].name
    if "option" in says:
        found["what"] = _what(int(found.pop("option")), gathered, key)
    if "kind" in says:
        modality, _colon, station = str(says["kind"]).partition(":")
        found["kind"] = modality
        found["what"] = _station(int(station), gathered) if station else {}
    return found


def _what(option: int, gathered: Gathered, key: Key) -> dict[str, str]:
    """Return what an option is called, by language; empty where it has no name of its own."""
    activity, station = int(key.activity[option]), int(key.station[option])
    if station:
        return _station(station, gathered)
    row = next(iter(activities_by_id(ids=[activity] if activity else [])), None)
    return titles_of(row.words, "title") if row is not None else {}


def _station(pk: int, gathered: Gathered) -> dict[str, str]:
    words: dict[str, Any] = next(
        (one.words for one in gathered.setup.stations if one.pk == pk), {}
    )
    return titles_of(words, "name")


def tell_alone(alone: Sequence[tuple[int, int]], *, base: DayPlan, key: Key) -> list[Told]:
    """Return which classes would have no adult with them, and in which blocks, as a job keeps it."""
    names = {one.number: one.name for one in base.schedule.blocks.all()}
    blocks: dict[int, list[str]] = {}
    for kind, block in sorted(alone, key=lambda one: one[1]):
        blocks.setdefault(key.groups[kind].section, []).append(names.get(block, str(block + 1)))
    titles = section_titles(ids=blocks)
    return [
        {
            "key": "class_alone",
            "says": {"class": titles.get(section, ""), "blocks": ", ".join(own)},
        }
        for section, own in blocks.items()
    ]


def tell_unmet_pin(pin: DayPin, *, gathered: Gathered, row: int) -> Told:
    """Return that a pin cannot be, as a job keeps it."""
    blocks = gathered.school_day.blocks
    says = {
        "student": str(gathered.students[row].uuid),
        "block": blocks[pin.block].name if pin.block < len(blocks) else str(pin.block + 1),
        "reason": pin.reason,
    }
    return {"key": "pin_not_open", "says": says}
