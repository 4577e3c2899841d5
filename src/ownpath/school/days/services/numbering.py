"""Number a draft: rows become the engine's tables of whole numbers, and a key says what each number stands for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from ownpath.engine.dayplan.types import (
    GroupTypes,
    Options,
    Pin,
    Problem,
    Team,
)
from ownpath.school.days.models import Modality, Staffing
from ownpath.school.days.queries.packed import Key
from ownpath.school.days.services.draft import (
    NUMBER,
    ROOM_KINDS,
    Could,
    Draft,
    GroupKey,
    Ints,
)
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.resources import (
    devices_of,
    kinds_of,
    limits_of,
    rooms_of,
    students_of,
    teachers_of,
)
from ownpath.school.days.services.subjects import may_teach

MISSING_MATHEMATICS: Final = 40


def number(gathered: Gathered, draft: Draft) -> tuple[Problem, Key]:
    """Return the problem of a draft, and its key."""
    busy = _with_their_classes(gathered, draft)
    coulds = _led(gathered, _distinct(gathered, draft), busy)
    group_keys = sorted({could.group for could in coulds if could.group is not None})
    place = {key: i for i, key in enumerate(group_keys)}
    subjects = sorted({could.subject for could in coulds if could.subject})
    subject_number = {name: i for i, name in enumerate(subjects)}
    options = _options(coulds, place, subject_number)
    problem = Problem(
        name=f"{gathered.campus.name}, {gathered.day.isoformat()}",
        kinds=kinds_of(gathered, draft),
        students=students_of(gathered, draft),
        options=options,
        group_types=_group_types(
            gathered, group_keys, subject_number, _grades(gathered, coulds), busy
        ),
        teachers=teachers_of(gathered),
        rooms=rooms_of(gathered, draft.n_blocks),
        devices=devices_of(gathered, draft.n_blocks),
        missing_subject_penalty=np.array(
            [MISSING_MATHEMATICS if name == "mathematics" else 0 for name in subjects] or [0],
            dtype=np.int32,
        ),
        limits=limits_of(gathered),
        teams=_teams(gathered, list(filter(_fits_a_cell(draft), coulds)), place),
        keep_apart=_apart(gathered),
        pins=_pins(draft, coulds),
    )
    return problem, _key(gathered, draft, coulds, group_keys, subjects)


def _distinct(gathered: Gathered, draft: Draft) -> list[Could]:
    """Return options by student, without those no open cell could hold, each thing once at its best.

    Who is away keeps what needs no group, and the groups of those of their grade who are here: they may come after all.
    """
    is_open, away = _fits_a_cell(draft), _away(gathered)
    coulds = (*draft.coulds, *draft.pins.values())
    joined = {
        (could.group, gathered.students[could.student].grade)
        for could in coulds
        if could.group is not None and is_open(could)
    }
    kept: dict[tuple[Any, ...], Could] = {}
    for could in coulds:
        grade = gathered.students[could.student].grade
        can_join = could.group is None or (could.group, grade) in joined
        if not is_open(could) and not (could.student in away and can_join):
            continue
        mark = _mark(could)
        if mark not in kept or kept[mark].points < could.points:
            kept[mark] = could
    return sorted(kept.values(), key=lambda one: one.student)


def _fits_a_cell(draft: Draft) -> Callable[[Could], bool]:
    """Return what tells whether an open cell of its student could hold an option."""
    open_bits = np.bitwise_or.reduce(draft.may_do, axis=1)
    return lambda could: bool((open_bits[could.student] >> could.kind) & 1)


def _away(gathered: Gathered) -> frozenset[int]:
    """Return the numbers of those who are not here, all day or in some blocks."""
    away = gathered.absent | gathered.known.away.keys()
    return frozenset(row for row, one in enumerate(gathered.students) if one.pk in away)


def _with_their_classes(gathered: Gathered, draft: Draft) -> frozenset[int]:
    """Return who teaches a whole class by the timetable: they lead no other group that day."""
    sections = {could.group.section for could in draft.pins.values() if could.group}
    people = {person for section in sections for person in gathered.teachers.get(section, ())}
    return frozenset(one.pk for one in gathered.staff if one.person_id in people)


def _led(gathered: Gathered, coulds: list[Could], busy: frozenset[int]) -> list[Could]:
    """Return options without those whose group nobody here may lead: a group never runs without its adult."""
    grades = _grades(gathered, coulds)
    led = {
        key
        for key, theirs in grades.items()
        if key.modality == Modality.PEER
        or any(
            _may_lead(gathered, key, one, theirs)
            and (one.pk not in busy or key.modality == Modality.CLASS_LESSON)
            for one in gathered.staff
        )
    }
    return [could for could in coulds if could.group is None or could.group in led]


def _options(
    coulds: Sequence[Could], place: Mapping[GroupKey, int], subjects: Mapping[str, int]
) -> Options:
    def column(values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int32)

    return Options(
        student=column([one.student for one in coulds]),
        kind=column([one.kind for one in coulds]),
        group_type=column([-1 if one.group is None else place[one.group] for one in coulds]),
        subject=column([subjects.get(one.subject, -1) for one in coulds]),
        competency=column([one.competency or -1 for one in coulds]),
        value=column([one.points for one in coulds]),
    )


def _grades(gathered: Gathered, coulds: Sequence[Could]) -> dict[GroupKey, frozenset[str]]:
    """Return which grades the students are of who could be in a group."""
    found: dict[GroupKey, set[str]] = defaultdict(set)
    for could in coulds:
        if could.group is not None:
            found[could.group].add(gathered.students[could.student].grade)
    return {key: frozenset(grades) for key, grades in found.items()}


def _group_types(
    gathered: Gathered,
    keys: Sequence[GroupKey],
    subjects: Mapping[str, int],
    grades: Mapping[GroupKey, frozenset[str]],
    busy: frozenset[int],
) -> GroupTypes:
    setup, staff = gathered.setup, gathered.staff
    stations = {one.pk: one.seats for one in setup.stations}
    sizes = [setup.sizes[key.modality] for key in keys]
    most = [
        min(high, stations[key.station]) if key.station else high
        for key, (_, high) in zip(keys, sizes, strict=True)
    ]
    may_lead = np.zeros((len(keys), len(staff)), dtype=bool)
    for i, key in enumerate(keys):
        may_lead[i] = [
            _may_lead(gathered, key, one, grades[key])
            and (one.pk not in busy or key.modality == Modality.CLASS_LESSON)
            for one in staff
        ]

    def column(values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int32)

    return GroupTypes(
        kind=column([NUMBER[Modality(key.modality)] for key in keys]),
        subject=column([subjects.get(key.subject, -1) for key in keys]),
        competency=column([key.competency or -1 for key in keys]),
        min_size=column([min(low, high) for (low, _), high in zip(sizes, most, strict=True)]),
        max_size=column(most),
        room_kind=column([ROOM_KINDS.index(_room_kind(key.modality)) for key in keys]),
        may_lead=may_lead,
    )


def _room_kind(modality: str) -> str:
    if modality == Modality.PROJECT:
        return "project"
    return "corner" if modality == Modality.PEER else "class"


def _may_lead(
    gathered: Gathered, key: GroupKey, staffing: Staffing, grades: frozenset[str]
) -> bool:
    if key.modality == Modality.PEER:
        return False
    if key.modality == Modality.CONFERENCE:
        return staffing.pk == key.adult
    if key.modality == Modality.CLASS_LESSON:
        return staffing.person_id in gathered.teachers.get(key.section, ())
    if key.modality == Modality.PROJECT:
        return bool(staffing.subjects)
    return may_teach(staffing, subject=key.subject, grades=grades)


def _teams(
    gathered: Gathered, coulds: Sequence[Could], place: Mapping[GroupKey, int]
) -> tuple[Team, ...]:
    """Return, for each project, those who belong together and could all be in it."""
    numbers = {student.pk: row for row, student in enumerate(gathered.students)}
    could_be: dict[int, set[GroupKey]] = defaultdict(set)
    for could in coulds:
        if could.group is not None and could.group.modality == Modality.PROJECT:
            could_be[could.student].add(could.group)
    used: set[tuple[int, GroupKey]] = set()
    found = []
    for one, other in gathered.together:
        if one not in numbers or other not in numbers:
            continue
        pair = (numbers[one], numbers[other])
        for key in sorted(could_be[pair[0]] & could_be[pair[1]]):
            if not used.isdisjoint({(pair[0], key), (pair[1], key)}):
                continue
            used |= {(pair[0], key), (pair[1], key)}
            found.append(Team(group_type=place[key], students=pair))
    return tuple(found)


def _apart(gathered: Gathered) -> tuple[tuple[int, int], ...]:
    numbers = {student.pk: row for row, student in enumerate(gathered.students)}
    pairs = {
        (min(numbers[a], numbers[b]), max(numbers[a], numbers[b]))
        for a, b in gathered.apart
        if a in numbers and b in numbers
    }
    return tuple(sorted(pairs))


def _pins(draft: Draft, coulds: Sequence[Could]) -> tuple[Pin, ...]:
    place: dict[tuple[Any, ...], int] = {}
    for i, one in enumerate(coulds):
        place.setdefault(_mark(one), i)
    found = []
    for (student, block), could in sorted(draft.pins.items()):
        option = place.get(_mark(could))
        if option is not None and draft.is_open[student, block]:
            found.append(Pin(student=student, block=block, option=option))
    return tuple(found)


def _mark(could: Could) -> tuple[Any, ...]:
    if could.group is not None:
        return (could.student, could.kind, could.group)
    return (could.student, could.kind, could.activity, could.station, could.competency)


def _key(
    gathered: Gathered,
    draft: Draft,
    coulds: Sequence[Could],
    group_keys: Sequence[GroupKey],
    subjects: Sequence[str],
) -> Key:
    reasons: dict[str, int] = {}
    place = [
        reasons.setdefault(json.dumps(one.reason, sort_keys=True), len(reasons))
        for one in coulds
    ]

    def column(values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int32)

    return Key(
        students=tuple(student.pk for student in gathered.students),
        adults=tuple(one.person_id for one in gathered.staff),
        staffings=tuple(one.pk for one in gathered.staff),
        kind_modality=tuple(map(str, draft.kind_modality)),
        kind_station=draft.kind_station,
        subjects=tuple(subjects),
        groups=tuple(group_keys),
        activity=column([one.activity for one in coulds]),
        competency=column([one.competency for one in coulds]),
        station=column([one.station for one in coulds]),
        marks=column([one.marks for one in coulds]),
        reason=column(place),
        reasons=tuple(json.loads(text) for text in reasons),
    )
