"""Make the problem of a campus and a day from what was gathered: open cells, what could be done, and by which model."""

from __future__ import annotations

from typing import Final

import numpy as np
from django.utils.translation import gettext_lazy as _

from ownpath.engine.dayplan.types import Problem
from ownpath.engine.promises import PROMISES
from ownpath.errors import OutOfBounds
from ownpath.school.days.models import Accommodation, Block, Preset, Station
from ownpath.school.days.queries.packed import Key
from ownpath.school.days.services.constraints import PRESETS
from ownpath.school.days.services.covering import covered, with_planning_moved
from ownpath.school.days.services.draft import (
    GROUP_KINDS,
    KINDS,
    MOST_STATION_KINDS,
    Bools,
    Could,
    Draft,
    all_bits,
)
from ownpath.school.days.services.gathering import Gathered, services_of
from ownpath.school.days.services.lessons import class_lessons
from ownpath.school.days.services.numbering import number
from ownpath.school.days.services.owing import with_pins, with_what_is_owed
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.wanting import MOST_WAITING, Wishes, coulds_of

PRESET_WITHOUT_A_CHOICE: Final = Preset.INDIVIDUAL_ROTATION


class TooManyStations(OutOfBounds):
    """There are more stations with seats than the planner can hold apart."""


def problem_for(gathered: Gathered, *, preset: str = "") -> tuple[Problem, Key]:
    """Return the problem of a day and what its numbers stand for; `preset` replaces what the campus chose.

    Raises
    ------
    TooManyStations
        If more stations have seats of their own than kinds are left for.
    """
    drafted = draft_day(gathered)
    for one, who in models_of(gathered, preset).items():
        for constraint in PRESETS[one]:
            drafted = constraint(drafted, who)
    problem, key = number(gathered, drafted)
    if preset == Preset.WHOLE_CLASS:
        problem = with_planning_moved(problem, key, _adults_out(gathered))
    return covered(problem, key, _blocks_out(gathered))


def _adults_out(gathered: Gathered) -> frozenset[int]:
    """Return the numbers of the adults who are known to be out for some of the day."""
    out = {one.staffing_id for one in gathered.out}
    return frozenset(n for n, one in enumerate(gathered.staff) if one.pk in out)


def _blocks_out(gathered: Gathered) -> list[int]:
    """Return the blocks in which an adult is known to be out."""
    return [
        block
        for block in range(gathered.school_day.n_blocks)
        if any(one.first_block <= block <= one.last_block for one in gathered.out)
    ]


def draft_day(gathered: Gathered) -> Draft:
    """Return everything everybody could do, before blended models narrow it."""
    own_seats = _stations_with_seats(gathered)
    kind_modality = (*KINDS, *(station.modality for station in own_seats))
    kind_station = (*(0 for _ in KINDS), *(station.pk for station in own_seats))
    station_kind = {station: kind for kind, station in enumerate(kind_station) if station}
    is_open = open_cells(gathered)
    planned = tuple(
        block.number
        for block in gathered.school_day.blocks
        if block.kind == Block.Kind.LEARNING
    )
    cohort, place = _cohorts(gathered)
    coulds = _coulds(gathered, station_kind, place, len(planned))
    draft = Draft(
        n_students=len(gathered.students),
        n_blocks=gathered.school_day.n_blocks,
        kind_modality=kind_modality,
        kind_station=kind_station,
        planned=planned,
        is_open=is_open,
        may_do=np.where(is_open, all_bits(len(kind_modality)), 0).astype(np.int32),
        coulds=coulds,
        cohort=cohort,
    )
    return with_what_is_owed(gathered, with_pins(gathered, draft))


def models_of(gathered: Gathered, preset: str = "") -> dict[str, Bools]:
    """Return by model which students work by it: their section's choice, else their grade's, else the campus's.

    What a student is owed stands above the model: who is owed small groups is not taught with the whole class. Nor is
    who stays out of a model their class works by: the class is not together then, so they work by no model but in
    groups, with partners and alone.
    """
    owed = {
        one.student_id
        for one in gathered.accommodations
        if one.kind == Accommodation.Kind.SMALL_GROUPS
    }
    chosen = gathered.setup.models
    by_section = {one.section_id: one.preset for one in chosen if one.section_id}
    by_grade = {one.grade: one.preset for one in chosen if one.grade and not one.section_id}
    for_all = next(
        (one.preset for one in chosen if not one.grade and not one.section_id),
        PRESET_WITHOUT_A_CHOICE,
    )
    found: dict[str, Bools] = {}
    for place, student in enumerate(gathered.students):
        stays_out = [
            apart
            for section in gathered.sections[student.pk]
            if (apart := gathered.own_models.get((student.pk, section.pk))) is not None
            and apart.refused == by_section.get(section.pk)
        ]
        instead = {apart.section_id: apart.preset for apart in stays_out}
        own = (
            instead.get(section.pk, by_section.get(section.pk, ""))
            for section in gathered.sections[student.pk]
        )
        own_or_wider = next(filter(None, own), None) or by_grade.get(student.grade) or for_all
        one = preset or own_or_wider
        is_apart = student.pk in owed or (bool(stays_out) and not preset)
        if one == Preset.WHOLE_CLASS and is_apart:
            one = PRESET_WITHOUT_A_CHOICE
        found.setdefault(one, np.zeros(len(gathered.students), dtype=bool))[place] = True
    return found


def open_cells(gathered: Gathered) -> Bools:
    """Return (n_students, n_blocks): learning blocks without a commitment, of students who are not away."""
    blocks = gathered.school_day.blocks
    is_open = np.tile(
        np.array([block.kind == Block.Kind.LEARNING for block in blocks]),
        (len(gathered.students), 1),
    )
    for block, row in taken_cells(gathered):
        is_open[row, block] = False
    for row, student in enumerate(gathered.students):
        if student.pk in gathered.absent:
            is_open[row] = False
        is_open[row, list(gathered.known.away.get(student.pk, ()))] = False
    return is_open


def taken_cells(gathered: Gathered) -> list[tuple[int, int]]:
    """Return (block, student's number) of every cell in which a commitment stands."""
    return [(block, row) for block, row, _ in commitments_by_cell(gathered)]


def commitments_by_cell(gathered: Gathered) -> list[tuple[int, int, int]]:
    """Return (block, student's number, commitment's id) of every cell in which a commitment stands."""
    by_student = {student.pk: row for row, student in enumerate(gathered.students)}
    found = []
    for one in services_of(gathered):
        if one.student_id is not None:
            rows = [by_student[one.student_id]] if one.student_id in by_student else []
        else:
            rows = [
                row
                for row, student in enumerate(gathered.students)
                if _is_for(one.section_id, one.grades, gathered, student.pk, student.grade)
            ]
        found += [(one.block, row, one.pk) for row in rows]
    return found


def _is_for(
    section_id: int | None, grades: list[str], gathered: Gathered, student: int, grade: str
) -> bool:
    if section_id is not None:
        return any(section.pk == section_id for section in gathered.sections[student])
    return not grades or grade in grades


def _stations_with_seats(gathered: Gathered) -> list[Station]:
    found = [
        station
        for station in gathered.setup.stations
        if station.is_open and station.modality not in GROUP_KINDS
    ]
    if len(found) > MOST_STATION_KINDS:
        raise TooManyStations(
            filled(
                _("%(n)s stations have seats of their own; the planner takes %(most)s."),
                {"n": len(found), "most": MOST_STATION_KINDS},
            ),
            next_step=_("Close some, or make one of those that are alike."),
        )
    return found


def _cohorts(gathered: Gathered) -> tuple[tuple[int, ...], dict[int, int]]:
    """Return each student's cohort (who shares all classes), and its place among those that share teachers."""
    numbers: dict[tuple[int, ...], int] = {}
    cohort, place_of, places = [], {}, {}
    shared: dict[int, int] = {}
    for row, student in enumerate(gathered.students):
        own = tuple(section.pk for section in gathered.sections[student.pk])
        if own not in numbers:
            numbers[own] = len(numbers)
            first = gathered.teachers.get(own[0], [0]) if own else [0]
            teacher = first[0] if first else 0
            places[own] = shared.get(teacher, 0)
            shared[teacher] = places[own] + 1
        cohort.append(numbers[own])
        place_of[row] = places[own]
    return tuple(cohort), place_of


def _coulds(
    gathered: Gathered, station_kind: dict[int, int], place: dict[int, int], n_turns: int
) -> tuple[Could, ...]:
    weights = {name: float(gathered.setup.policy.weights.get(name, 1.0)) for name in PROMISES}
    lessons = class_lessons(gathered, place, n_turns)
    stations = {one.pk: one for one in gathered.setup.stations}
    found: list[Could] = []
    for row in range(len(gathered.students)):
        wishes = _wishes(gathered, row, stations)
        found += coulds_of(gathered, wishes, weights, station_kind)
        found += lessons.get(row, [])
    return tuple(found)


def _wishes(gathered: Gathered, row: int, stations: dict[int, Station]) -> Wishes:
    student = gathered.students[row]
    prospect = gathered.prospects.get(student.pk)
    themes: dict[int, str] = {}
    if prospect is not None:
        for hope in prospect.outlook.hopes.values():
            if hope.theme_id is not None:
                themes[hope.theme_id] = hope.kind
    picked = frozenset(
        f"station:{one.station_id}"
        if one.station_id in stations
        else f"activity:{one.activity_id}"
        for one in gathered.choices.get(student.pk, ())
    )
    waiting = min(gathered.lately.waiting.get(student.pk, 0), MOST_WAITING)
    return Wishes(
        number=row,
        grade=student.grade,
        themes=themes,
        picked=picked,
        lessons=gathered.lately.lessons.get(student.pk, frozenset()),
        waited=1.0 + waiting / MOST_WAITING,
        asks_for_a_person=student.pk in gathered.asking,
    )
