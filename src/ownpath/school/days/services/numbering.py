"""Number a draft: rows become the engine's tables of whole numbers, and a key says what each number stands for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from ownpath.engine.dayplan.types import (
    GroupTypes,
    Kinds,
    Limits,
    Options,
    Pin,
    Problem,
    Rooms,
    Students,
    Teachers,
    Team,
)
from ownpath.school.days.models import Accommodation, Modality, Room, Staffing
from ownpath.school.days.queries.packed import Key
from ownpath.school.days.services.draft import (
    GROUP_KINDS,
    NUMBER,
    ROOM_KINDS,
    SCREEN_KINDS,
    TEACHER_KINDS,
    Bools,
    Could,
    Draft,
    GroupKey,
    Ints,
)
from ownpath.school.days.services.gathering import Gathered, services_of
from ownpath.school.days.services.subjects import may_teach

NO_TEACHER: Final = 250  # points lost by a day without teacher time
NO_TEACHER_DUE: Final = 550  # where the policy's days would be over
MISSING_MATHEMATICS: Final = 40
SEATS_OF_A_CORNER: Final = 8
MOST_RUNNING: Final = 900  # rooms the planner's board can hold in one block


def number(gathered: Gathered, draft: Draft) -> tuple[Problem, Key]:
    """Return the problem of a draft, and its key."""
    busy = _with_their_classes(gathered, draft)
    coulds = _led(gathered, _distinct(draft), busy)
    group_keys = sorted({could.group for could in coulds if could.group is not None})
    place = {key: i for i, key in enumerate(group_keys)}
    subjects = sorted({could.subject for could in coulds if could.subject})
    subject_number = {name: i for i, name in enumerate(subjects)}
    options = _options(coulds, place, subject_number)
    problem = Problem(
        name=f"{gathered.campus.name}, {gathered.day.isoformat()}",
        kinds=_kinds(gathered, draft),
        students=_students(gathered, draft),
        options=options,
        group_types=_group_types(
            gathered, group_keys, subject_number, _grades(gathered, coulds), busy
        ),
        teachers=_teachers(gathered),
        rooms=_rooms(gathered, draft.n_blocks),
        devices=_devices(gathered, draft.n_blocks),
        missing_subject_penalty=np.array(
            [MISSING_MATHEMATICS if name == "mathematics" else 0 for name in subjects] or [0],
            dtype=np.int32,
        ),
        limits=_limits(gathered),
        teams=_teams(gathered, coulds, place),
        keep_apart=_apart(gathered),
        pins=_pins(draft, coulds),
    )
    return problem, _key(gathered, draft, coulds, group_keys, subjects)


def _distinct(draft: Draft) -> list[Could]:
    """Return options by student, without those no open cell could hold, each thing once at its best."""
    open_bits = np.bitwise_or.reduce(draft.may_do, axis=1)
    kept: dict[tuple[Any, ...], Could] = {}
    for could in (*draft.coulds, *draft.pins.values()):
        if not (open_bits[could.student] >> could.kind) & 1:
            continue
        mark = _mark(could)
        if mark not in kept or kept[mark].points < could.points:
            kept[mark] = could
    return sorted(kept.values(), key=lambda one: one.student)


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


def _kinds(gathered: Gathered, draft: Draft) -> Kinds:
    rooms = [room for room in gathered.setup.rooms if room.is_open]
    classes = sum(room.seats for room in rooms if room.kind in ("class", "commons"))
    labs = sum(room.seats for room in rooms if room.kind == "lab")
    stations = {one.pk: one.seats for one in gathered.setup.stations}
    seats = []
    for modality, station in zip(draft.kind_modality, draft.kind_station, strict=True):
        common = {
            Modality.INDEPENDENT: classes + labs,
            Modality.OFFLINE: classes,
            Modality.ASSESSMENT: labs,
        }
        seats.append(stations[station] if station else common.get(Modality(modality), 0))
    return Kinds(
        names=tuple(
            f"{modality}:{station}" if station else str(modality)
            for modality, station in zip(draft.kind_modality, draft.kind_station, strict=True)
        ),
        is_group=_flags(draft, GROUP_KINDS),
        uses_device=_flags(draft, SCREEN_KINDS),
        is_teacher_time=_flags(draft, TEACHER_KINDS | {Modality.CLASS_LESSON}),
        seats=np.repeat(np.array(seats, dtype=np.int32)[:, None], draft.n_blocks, axis=1),
    )


def _flags(draft: Draft, chosen: frozenset[Modality]) -> Bools:
    return np.array([one in chosen for one in draft.kind_modality], dtype=bool)


def _students(gathered: Gathered, draft: Draft) -> Students:
    policy = gathered.setup.policy
    n_open = draft.is_open.sum(axis=1)
    most = np.floor(n_open * policy.max_screen_share).astype(np.int32)
    run = np.full(draft.n_students, policy.max_screen_run, dtype=np.int32)
    numbers = {student.pk: row for row, student in enumerate(gathered.students)}
    lacking = np.full(draft.n_students, NO_TEACHER, dtype=np.int32)
    for student_id, days in gathered.lately.without_teacher.items():
        if days + 1 >= policy.teacher_time_within_days:
            lacking[numbers[student_id]] = NO_TEACHER_DUE
    for one in gathered.accommodations:
        row = numbers[one.student_id]
        if one.kind == Accommodation.Kind.FEWER_SCREENS:
            most[row] = min(most[row], one.amount)
        elif one.kind == Accommodation.Kind.SCREEN_BREAKS:
            run[row] = min(run[row], one.amount)
        elif one.kind == Accommodation.Kind.ADULT_EVERY_DAY:
            lacking[row] = NO_TEACHER_DUE
    for student_id in gathered.opted_out:
        most[numbers[student_id]] = 0
    return Students(
        may_do=draft.may_do,
        max_screen_blocks=most,
        max_screen_run=run,
        no_teacher_penalty=np.where(n_open > 0, lacking, 0).astype(np.int32),
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


def _teachers(gathered: Gathered) -> Teachers:
    staff, n_blocks = gathered.staff, gathered.school_day.n_blocks
    row = {one.pk: i for i, one in enumerate(staff)}
    there = np.ones((len(staff), n_blocks), dtype=bool)
    for i, one in enumerate(staff):
        for off in one.times_off.all():
            if off.weekday in (None, gathered.day.weekday()) and off.block < n_blocks:
                there[i, off.block] = False
    for absence in gathered.out:
        there[row[absence.staffing_id], absence.first_block : absence.last_block + 1] = False
    for service in services_of(gathered):
        if service.staffing_id in row:
            there[row[service.staffing_id], service.block] = False
    return Teachers(
        is_available=there,
        max_blocks=np.array([one.max_blocks for one in staff], dtype=np.int32),
        max_run=np.array([one.max_run for one in staff], dtype=np.int32),
    )


def _rooms(gathered: Gathered, n_blocks: int) -> Rooms:
    rooms = [room for room in gathered.setup.rooms if room.is_open]
    seats = sum(room.seats for room in rooms if room.kind in ("class", "commons"))
    numbers = {
        "class": sum(room.kind == Room.Kind.CLASS for room in rooms),
        "project": sum(room.kind == Room.Kind.PROJECT for room in rooms),
    }
    numbers["corner"] = min(seats // SEATS_OF_A_CORNER, MOST_RUNNING - sum(numbers.values()))
    count = np.array([numbers[kind] for kind in ROOM_KINDS], dtype=np.int32)
    return Rooms(names=ROOM_KINDS, count=np.repeat(count[:, None], n_blocks, axis=1))


def _devices(gathered: Gathered, n_blocks: int) -> Ints:
    n_devices = sum(cart.n_devices for cart in gathered.setup.carts if cart.is_open)
    return np.full(n_blocks, n_devices, dtype=np.int32)


def _limits(gathered: Gathered) -> Limits:
    policy = gathered.setup.policy
    return Limits(
        blocks_per_subject=policy.blocks_per_subject,
        blocks_per_competency=policy.blocks_per_competency,
        groups_per_competency=1,
    )


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
