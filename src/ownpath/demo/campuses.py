"""Set up the campuses of Live Oak: bells, rooms, stations, staff, models, what single students are owed; made up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from ownpath.demo.cast import FIRST_ROOM
from ownpath.demo.holidays import days_without_school
from ownpath.demo.stations import set_up_stations
from ownpath.demo.term import CAST_KEYS
from ownpath.school.days.services import setting_up
from ownpath.school.days.services.setting_up.calendars import Bell
from ownpath.school.days.services.subjects import subject_of
from ownpath.school.people.queries import (
    sections_at,
    sections_by_student,
    staff_at,
    students_at,
    teachers_by_section,
)
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.days.models import BellSchedule, Room, Staffing
    from ownpath.school.people.models import Campus, Person, Section

FRIDAY: Final = 4
WEDNESDAY: Final = 2
LOWER: Final = ("KG", "01", "02")
UPPER: Final = ("03", "04", "05")
MIDDLE: Final = ("06", "07", "08")
LUNCH: Final = {"lower": 4, "upper": 5}  # blocks
SPECIAL_BLOCKS: Final = (0, 1, 2, 3, 6, 7)
SCHOOL_WEEK: Final = 5  # days
PLANNING_BLOCK: Final = 6

# By campus key: the model of the whole campus, then of grades.
MODELS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "loe": (
        "individual_rotation",
        {**dict.fromkeys(LOWER, "whole_class"), "04": "station_rotation"},
    ),
    "riv": ("lab_rotation", dict.fromkeys(LOWER, "whole_class")),
    "crm": ("individual_rotation", {"06": "flipped", "08": "flex"}),
    "hil": ("flex", dict.fromkeys(LOWER, "whole_class")),
}
BELLS: Final = (
    (8, 15), (9, 0), (9, 50), (10, 35), (11, 20), (12, 5), (12, 50), (13, 35), (14, 20),
)  # fmt: skip


def set_up_campus(*, campus: Campus, key: str, today: date, now: datetime, seed: int) -> None:
    """Set up one campus of the demonstration, all in one commit."""
    rng = Random(f"{seed}:{key}:campus")  # noqa: S311 - a simulation
    commit_together(partial(_set_up, campus, key, rng, today, now))


def _set_up(campus: Campus, key: str, rng: Random, today: date, now: datetime) -> None:
    schedules = _bells(campus, now, is_middle=key == "crm")
    students = students_at(campus=campus, today=today)
    sections = sections_at(campus=campus, today=today)
    for day, why in days_without_school(today).items():
        setting_up.set_calendar_day(
            campus=campus, day=day, schedule=None, note=why, by=None, now=now
        )
    rooms = _rooms(campus, sections, now)
    set_up_stations(campus, len(students), rng, now)
    setting_up.set_policy(campus=campus, numbers={"seed": 1}, by=None, now=now)
    lunch = _fixed(campus, sections, schedules, now)
    staff = _staff(campus, sections, rooms, lunch, today, now)
    _advisers(campus, students, staff, today, now)
    model, by_grade = MODELS[key]
    setting_up.choose_model(campus=campus, preset=model, by=None, now=now)
    for grade, preset in by_grade.items():
        setting_up.choose_model(campus=campus, preset=preset, grade=grade, by=None, now=now)
    _owed(campus, students, rng, now)


def _bells(campus: Campus, now: datetime, *, is_middle: bool) -> list[BellSchedule]:
    bells = tuple(
        Bell(
            name=f"Block {number + 1}", kind="learning",
            starts_at=time(*BELLS[number]), ends_at=time(*BELLS[number + 1]),
        )
        for number in range(len(BELLS) - 1)
    )  # fmt: skip
    if not is_middle:
        regular = setting_up.save_schedule(
            campus=campus, name="Regular day", bells=bells, by=None, now=now
        )
        early = setting_up.save_schedule(
            campus=campus, name="Early release", bells=bells[:-1], by=None, now=now
        )
        for weekday in range(FRIDAY + 1):
            chosen = early if weekday == WEDNESDAY else regular
            setting_up.set_weekday(
                campus=campus, weekday=weekday, schedule=chosen, by=None, now=now
            )
        return [regular, early]
    setting_up.set_letters(
        campus=campus, letters=("A", "B"), letters_from=date(2026, 1, 5), by=None, now=now
    )
    made = []
    for letter in ("A", "B"):
        schedule = setting_up.save_schedule(
            campus=campus, name=f"{letter} day", letter=letter, bells=bells, by=None, now=now
        )
        for weekday in range(FRIDAY + 1):
            setting_up.set_weekday(
                campus=campus, weekday=weekday, letter=letter, schedule=schedule,
                by=None, now=now,
            )  # fmt: skip
        made.append(schedule)
    return made


def _rooms(campus: Campus, sections: Sequence[Section], now: datetime) -> list[Room]:
    """Return one class room for every cohort; project rooms, a lab, a library and carts stand beside them."""
    n_classes = len({section.code for section in sections})

    def room(name: str, kind: str, seats: int) -> Room:
        return setting_up.save_room(
            campus=campus, name=name, kind=kind, seats=seats, by=None, now=now
        )

    classes = [room(f"{FIRST_ROOM + n}", "class", 26) for n in range(n_classes)]
    for n in range(max(1, n_classes // 8)):
        room(f"Project room {n + 1}", "project", 24)
    room("Library", "commons", 60)
    for n in range(max(1, n_classes // 10)):
        room(f"Computer lab {n + 1}", "lab", 32)
    for n in range(max(2, n_classes // 2)):
        setting_up.save_cart(
            campus=campus, name=f"Cart {n + 1}", n_devices=24, by=None, now=now
        )
    return classes


def _fixed(
    campus: Campus,
    sections: Sequence[Section],
    schedules: Sequence[BellSchedule],
    now: datetime,
) -> dict[str, int]:
    """Fix lunch in two waves and a special for every grade; return each grade's block of lunch."""
    grades = sorted({grade for section in sections for grade in section.grades})
    lunch: dict[str, int] = {}
    for place, grade in enumerate(grades):
        wave = LUNCH["lower" if place < len(grades) / 2 else "upper"]
        _fix(campus, "lunch", ("Lunch", "Almuerzo"), wave, grade, None, now)
        lunch[grade] = wave
        for turn, schedule in enumerate(schedules):
            block = SPECIAL_BLOCKS[(place + turn) % (len(SPECIAL_BLOCKS) - 1)]
            words = (("Art", "Arte"), ("Music", "Música"))[turn % 2]
            _fix(campus, "special", words, block, grade, schedule, now)
    return lunch


def _fix(
    campus: Campus,
    kind: str,
    words: tuple[str, str],
    block: int,
    grade: str,
    schedule: BellSchedule | None,
    now: datetime,
) -> None:
    setting_up.save_commitment(
        campus=campus,
        kind=kind,
        words={"en": {"name": words[0]}, "es": {"name": words[1]}},
        block=block,
        grades=[grade],
        schedule=schedule,
        by=None,
        now=now,
    )


def _staff(
    campus: Campus,
    sections: Sequence[Section],
    rooms: Sequence[Room],
    lunch: dict[str, int],
    today: date,
    now: datetime,
) -> dict[int, Staffing]:
    """Let every teacher teach the subjects of their sections, in their grades and the ones beside."""
    teachers = teachers_by_section(section_ids=[one.pk for one in sections], today=today)
    own: dict[int, list[Section]] = defaultdict(list)
    for section in sections:
        for person_id in teachers[section.pk]:
            own[person_id].append(section)
    grades = sorted({grade for section in sections for grade in section.grades})
    order = ["KG", *(grade for grade in grades if grade != "KG")] if "KG" in grades else grades
    people = {one.pk: one for one in staff_at(campus=campus, today=today)}
    named = {room.name: room for room in rooms}
    found = {}
    for place, person_id in enumerate(sorted(own)):
        theirs = own[person_id]
        at = order.index(theirs[0].grades[0])
        found[person_id] = setting_up.save_staffing(
            campus=campus,
            person=people[person_id],
            subjects=sorted({subject_of(one.subjects) for one in theirs}),
            grades=order[max(0, at - 1) : at + 2],
            max_blocks=6,
            max_run=5,
            times_off=[(None, lunch[theirs[0].grades[0]]), *_planning(theirs[0], at)],
            home_room=named.get(theirs[0].room, rooms[place % len(rooms)]),
            by=None,
            now=now,
        )
    return found


def _planning(section: Section, place: int) -> list[tuple[int, int]]:
    """Return when the teachers of a grade plan together: an hour a week, where no class is always together."""
    grade = section.grades[0]
    if grade in LOWER:
        return []
    return [(place % SCHOOL_WEEK, PLANNING_BLOCK)]


def _advisers(
    campus: Campus,
    students: Sequence[Person],
    staff: dict[int, Staffing],
    today: date,
    now: datetime,
) -> None:
    sections = sections_by_student(student_ids=[one.pk for one in students], today=today)
    ids = {section.pk for own in sections.values() for section in own}
    teachers = teachers_by_section(section_ids=ids, today=today)
    advised: dict[int, list[int]] = defaultdict(list)
    for student in students:
        # The first class by title; in the middle grades that is not mathematics, so advisers are spread.
        for section in sections[student.pk][:1]:
            for person_id in teachers[section.pk][:1]:
                advised[person_id].append(student.pk)
    for person_id, theirs in advised.items():
        setting_up.set_adviser(
            campus=campus, staffing=staff[person_id], student_ids=theirs, by=None, now=now
        )


def _owed(campus: Campus, students: Sequence[Person], rng: Random, now: datetime) -> None:
    """Give a few students services, accommodations, opt-outs and ties; the cast has none of them."""
    others = [one for one in students if not one.sourced_id.startswith(CAST_KEYS)]
    n = max(2, len(others) // 40)
    drawn = rng.sample(others, k=min(len(others), 5 * n))
    for place, student in enumerate(drawn[:n]):
        setting_up.save_commitment(
            campus=campus, kind="service", student=student, block=2 + place % 2,
            words={"en": {"name": "Speech"}, "es": {"name": "Terapia del habla"}},
            by=None, now=now,
        )  # fmt: skip
    for student in drawn[n : 2 * n]:
        setting_up.opt_out(campus=campus, student=student, by=None, now=now)
    _programs(campus, drawn[:n] + drawn[2 * n : 3 * n], others, now)
    kinds = ("small_groups", "screen_breaks", "adult_every_day", "no_peer_work")
    for place, student in enumerate(drawn[2 * n : 3 * n]):
        # A class that is always together is no place for who is owed small groups.
        kind = kinds[1 + place % 3] if student.grade in LOWER else kinds[place % len(kinds)]
        amount = {"small_groups": 8, "screen_breaks": 1}.get(kind, 0)
        setting_up.set_accommodation(
            campus=campus, student=student, kind=kind, amount=amount, by=None, now=now
        )
    # Two of one class can only be kept apart where the class is not always together.
    pairs = [one for one in drawn[3 * n : 5 * n] if one.grade not in LOWER]
    for one, other in zip(pairs[::2], pairs[1::2], strict=False):
        setting_up.tie(campus=campus, kind="apart", one=one, other=other, by=None, now=now)


def _programs(
    campus: Campus, owed: Sequence[Person], students: Sequence[Person], now: datetime
) -> None:
    """Let those who are owed something, and those at home in Spanish, be in programs of the school."""
    members = {
        "Special education": owed,
        "English learners": [one for one in students if one.language == "es"],
    }
    for name, own in members.items():
        for student in own:
            setting_up.join_program(campus=campus, student=student, name=name, by=None, now=now)
