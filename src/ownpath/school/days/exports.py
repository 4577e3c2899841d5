"""Write how a campus is set up as the tables its importer reads: to look at, to change, to bring in elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from ownpath.school.days.queries.campuses import setup_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


def setup_as_yaml(*, campus: Campus) -> str:
    """Return a campus's set-up as YAML; what concerns single students and classes stays out."""
    setup = setup_of(campus=campus)
    tables: dict[str, list[dict[str, Any]]] = {
        "blocks": [
            {
                "schedule": schedule.name, "letter": schedule.letter, "name": block.name,
                "kind": block.kind, "starts_at": block.starts_at.strftime("%H:%M"),
                "ends_at": block.ends_at.strftime("%H:%M"),
            }
            for schedule in setup.schedules
            for block in schedule.blocks.all()
        ],
        "week": [
            {"weekday": one.weekday, "letter": one.letter, "schedule": one.schedule.name}
            for one in setup.week
        ],
        "rooms": [{"name": r.name, "kind": r.kind, "seats": r.seats} for r in setup.rooms],
        "carts": [{"name": c.name, "devices": c.n_devices} for c in setup.carts],
        "stations": [
            {
                **_names(one.words), "modality": one.modality, "subject": one.subject,
                "seats": one.seats, "grades": one.grades,
            }
            for one in setup.stations
        ],
        "staff": [
            {
                "username": one.person.username, "subjects": one.subjects, "grades": one.grades,
                "max_blocks": one.max_blocks, "max_run": one.max_run,
                "room": one.home_room.name if one.home_room else "",
            }
            for one in setup.staff
        ],
        "commitments": [
            {
                "kind": one.kind, **_names(one.words), "block": one.block, "grades": one.grades,
                "schedule": one.schedule.name if one.schedule else "",
            }
            for one in setup.commitments
            if one.student_id is None and one.section_id is None
        ],
        "models": [
            {"grade": one.grade, "preset": one.preset}
            for one in setup.models
            if one.section_id is None
        ],
    }  # fmt: skip
    return yaml.safe_dump(tables, allow_unicode=True, sort_keys=False)


def _names(words: dict[str, Any]) -> dict[str, str]:
    return {
        f"name_{language}": str(words.get(language, {}).get("name", ""))
        for language in ("en", "es")
    }
