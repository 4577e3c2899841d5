"""The activities of a pack: practice made of its templates, lesson cards, projects, and what it declares itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ownpath.interchange.frameworks.grades import grade_codes, in_order
from ownpath.interchange.packs.records import ActivityRecord
from ownpath.school.curriculum.imports.cards import (
    activity_card,
    lesson_card,
    practice_card,
    project_card,
)
from ownpath.school.curriculum.imports.types import CompetencyKey, Row

if TYPE_CHECKING:
    from ownpath.school.curriculum.imports.from_pack import PackReading

PRACTICE_MINUTES = 15
KINDS = {  # the pack's word -> ours
    "practice": "practice",
    "assessment": "assessment",
    "reading": "reading",
    "video": "video",
    "lesson": "lesson",
    "conference": "conference",
    "sheet": "lesson",
    "reflection": "lesson",
    "game": "lesson",
}
MODALITIES = {
    "screen": "device",
    "paper": "offline",
    "hands_on": "offline",
    "outdoors": "offline",
    "talk": "peer",
}


def want_activities(reading: PackReading) -> None:
    """Want every activity of a pack."""
    _want_practices(reading)
    _want_lessons(reading)
    _want_projects(reading)
    for record in reading.records.activities:
        _want_activity(reading, record)


def grades_of(grades: Iterable[str]) -> list[str]:
    """Return grades as CEDS codes from the youngest to the oldest."""
    return list(in_order({code for grade in grades for code in grade_codes(grade)}))


def _want_practices(reading: PackReading) -> None:
    """Want one practice for each competency that has items, serving the interests its items speak of."""
    themes: dict[Any, set[Any]] = {}
    for row in reading.wanted.tables.get("items", {}).values():
        for key in row.links["competencies"]:
            themes.setdefault(key, set()).update(row.links["themes"])
    for record in reading.records.competencies:
        key = reading.key_of(record.code)
        if key is None or key not in themes:
            continue
        values = {
            "kind": "practice",
            "modality": "device",
            "minutes": PRACTICE_MINUTES,
            "group": (1, 1),
            "grades": grades_of([record.grade]),
            "words": practice_card(record, reading.languages),
        }
        _want(reading, f"practice:{record.code}", values, {key}, themes[key])


def _want_lessons(reading: PackReading) -> None:
    for record in reading.records.lessons:
        values = {
            "kind": "small_group_lesson",
            "modality": "teacher_group",
            "minutes": record.minutes,
            "group": record.group_size,
            "grades": grades_of(record.grades),
            "words": lesson_card(record, reading.languages),
        }
        keys = reading.keys_of(record.competencies, f"lesson {record.id}")
        _want(reading, f"lesson:{record.id}", values, keys, record.interests)


def _want_projects(reading: PackReading) -> None:
    for record in reading.records.projects:
        values = {
            "kind": "project",
            "modality": "project_team",
            "minutes": record.minutes,
            "group": record.group_size,
            "grades": grades_of(record.grades),
            "words": project_card(record, reading.languages),
        }
        keys = reading.keys_of(record.competencies, f"project {record.id}")
        themes = (*record.interests, *record.hopes)
        _want(reading, f"project:{record.id}", values, keys, themes)


def _want_activity(reading: PackReading, record: ActivityRecord) -> None:
    is_conference = record.kind == "conference"
    values = {
        "kind": KINDS[record.kind],
        "modality": "teacher_group" if is_conference else MODALITIES[record.modality],
        "minutes": record.minutes,
        "group": record.group_size,
        "grades": grades_of(record.grades),
        "words": activity_card(record, record.languages or reading.languages),
        "link": record.url,
        "licence": record.license or reading.records.pack.license,
        "source": record.source or reading.records.pack.attribution,
    }
    keys = reading.keys_of(record.competencies, f"activity {record.id}")
    themes = (*record.interests, *record.hopes)
    _want(reading, f"activity:{record.id}", values, keys, themes)


def _want(
    reading: PackReading,
    name: str,
    values: dict[str, Any],
    keys: Iterable[CompetencyKey],
    themes: Iterable[Any],
) -> None:
    pack = reading.records.pack
    smallest, largest = values.pop("group")
    row = Row(
        values={
            "pack": pack.id,
            "group_min": smallest,
            "group_max": largest,
            "languages": list(values["words"]),
            "link": "",
            "licence": pack.license,
            "source": pack.attribution,
            **values,
        },
        links={
            "competencies": frozenset(keys),
            "themes": frozenset(themes) & reading.themes,
        },
    )
    reading.wanted.add("activities", f"{pack.id}:{name}", row)
