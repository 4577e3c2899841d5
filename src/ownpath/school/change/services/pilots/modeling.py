"""Let the classes of a pilot work by its blended model while it runs, and keep out of it whose family said no.

A no takes no device away: the child works by what the class worked by before, and has the screens that the campus's
policy gives to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ownpath.school.change.access import today_in
from ownpath.school.change.models import Pilot, PilotStudent
from ownpath.school.change.queries.taking_part import ids_left_out
from ownpath.school.days.queries import models_of
from ownpath.school.days.services import (
    choose_model,
    end_model,
    keep_from_model,
    let_into_model,
)
from ownpath.school.people.queries import persons_by_id, sections_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section


def switch(pilot: Pilot, by: Person | None, now: datetime) -> dict[str, Any]:
    """Switch the pilot's classes to its model, whose family said no kept out, and return what to put back."""
    before = {
        one.section_id: one.preset for one in models_of(campus=pilot.campus) if one.section_id
    }
    models = []
    for row in pilot.sections.filter(group="pilot").select_related("section"):
        models.append(
            {"section": str(row.section.uuid), "before": before.get(row.section_id, "")}
        )
        choose_model(
            campus=pilot.campus, preset=pilot.preset, section=row.section, by=by, now=now
        )
    pilot.switched = switched = {"models": models}
    ours = _ours(pilot)
    for student in ids_left_out(pilot=pilot, student_ids=ours):
        _keep_out(pilot, ours[student], by, now)
    return switched


def follow_the_family(
    *, pilot: Pilot, student: Person, is_yes: bool, by: Person | None, now: datetime
) -> None:
    """Let a child into a running pilot's model, or out of it, as the family said just now."""
    row = _ours(pilot).get(student.pk) if pilot.switched.get("models") else None
    if row is None:
        return
    if is_yes:
        _let_in(pilot, [row], by, now)
    else:
        _keep_out(pilot, row, by, now)


def put_back(pilot: Pilot, by: Person | None, now: datetime) -> None:
    """Give the pilot's classes the models they had, and everybody theirs with them."""
    today = today_in(pilot.district, now)
    sections = {str(one.uuid): one for one in sections_at(campus=pilot.campus, today=today)}
    standing = {one.section_id: one for one in models_of(campus=pilot.campus)}
    _let_in(pilot, _ours(pilot).values(), by, now)
    for row in pilot.switched.get("models", ()):
        section = sections.get(row["section"])
        choice = standing.get(section.pk) if section else None
        if section is None or choice is None or choice.preset != pilot.preset:
            continue  # somebody decided otherwise meanwhile: their word stands
        if row["before"]:
            choose_model(
                campus=pilot.campus, preset=row["before"], section=section, by=by, now=now
            )
        else:
            end_model(campus=pilot.campus, uuid=choice.uuid, by=by, now=now)


def keep_model(pilot: Pilot, by: Person | None, now: datetime) -> None:
    """Let the classes of an adopted pilot work by its model from now on, if its start had switched them to it."""
    if not pilot.switches_model or not pilot.preset:
        return
    today = today_in(pilot.district, now)
    ours = set(pilot.sections.filter(group="pilot").values_list("section_id", flat=True))
    for section in sections_at(campus=pilot.campus, today=today):
        if section.pk in ours:
            choose_model(
                campus=pilot.campus, preset=pilot.preset, section=section, by=by, now=now
            )


def _ours(pilot: Pilot) -> dict[int, tuple[int, Section]]:
    """Return the class of each student who began on the pilot's side, by student: (student's id, class)."""
    rows = PilotStudent.objects.filter(pilot=pilot, group="pilot").select_related("section")
    return {one.student_id: (one.student_id, one.section) for one in rows}


def _keep_out(pilot: Pilot, row: tuple[int, Section], by: Person | None, now: datetime) -> None:
    student_id, section = row
    before: Mapping[str, str] = {
        one["section"]: one["before"] for one in pilot.switched.get("models", ())
    }
    keep_from_model(
        campus=pilot.campus, student=persons_by_id(ids=[student_id])[student_id],
        section=section, refused=pilot.preset, preset=before.get(str(section.uuid), ""),
        by=by, now=now,
    )  # fmt: skip


def _let_in(
    pilot: Pilot, rows: Iterable[tuple[int, Section]], by: Person | None, now: datetime
) -> None:
    if not pilot.preset:
        return
    listed = list(rows)
    people = persons_by_id(ids=[student_id for student_id, _section in listed])
    for student_id, section in listed:
        let_into_model(
            campus=pilot.campus, student=people[student_id], section=section,
            refused=pilot.preset, by=by, now=now,
        )  # fmt: skip
