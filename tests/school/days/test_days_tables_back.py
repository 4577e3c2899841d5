"""Going back from tables: what was before stands again, what is named or was changed since stays and is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from cast import NOW, TODAY
from grounds import Grounds

from ownpath.school.days.exports import setup_as_yaml
from ownpath.school.days.imports import apply_import, plan_import
from ownpath.school.days.imports.undoing import Changed, units_at
from ownpath.school.days.imports.way_back import apply_way_back, plan_way_back
from ownpath.school.days.models import Adviser, BellSchedule, Commitment, Room, Staffing
from ownpath.school.days.services import setting_up


def tables(grounds: Grounds) -> dict[str, list[dict[str, Any]]]:
    """Return tables that change, replace and add something of every kind."""
    ada, okafor = grounds.cast.ada.username, grounds.cast.okafor.username
    other = next(one for one in grounds.students if one != grounds.cast.ada)
    schedule = BellSchedule.objects.filter(campus=grounds.campus).first()
    assert schedule is not None
    return {
        "blocks": [
            {"schedule": "Short", "name": str(n), "kind": "learning",
             "starts_at": f"{8 + n:02}:00", "ends_at": f"{8 + n:02}:40"} for n in range(3)
        ],
        "week": [{"weekday": 2, "letter": "", "schedule": "Short"}],
        "calendar": [{"day": "2026-03-20", "schedule": "Short", "note": "conferences"}],
        "policy": [{"name": "weight_hears", "value": 2}],
        "rooms": [{"name": "Attic", "kind": "lab", "seats": 12}, {"name": "101", "kind": "class", "seats": 7}],
        "carts": [{"name": "New cart", "devices": 5}],
        "stations": [{"name_en": "Loft", "modality": "offline", "seats": 4, "room": "Attic"}],
        "staff": [{"username": okafor, "max_blocks": 2, "times_off": ["0-3"], "room": "Attic"}],
        "sizes": [{"modality": "project", "least": 4, "most": 9}],
        "models": [{"preset": "flex"}],
        "commitments": [
            {"kind": "service", "name_en": "Speech", "block": 1, "student": ada, "room": "Attic"},
        ],
        "accommodations": [{"student": ada, "kind": "small_groups", "amount": 4}],
        "programs": [{"student": ada, "program": "English learners"}],
        "opt_outs": [{"student": ada}],
        "ties": [{"kind": "apart", "one": ada, "other": other.username}],
        "advisers": [{"staff": okafor, "student": ada}],
    }  # fmt: skip


def bring_in(grounds: Grounds, folder: Path, rows: dict[str, Any]) -> list[Changed]:
    """Bring tables in and return what they changed."""
    path = folder / "campus.yaml"
    path.write_text(yaml.safe_dump(rows))
    plan = plan_import(campus=grounds.campus, path=path, now=NOW)
    assert plan.problems == ()
    return apply_import(campus=grounds.campus, plan=plan, by=grounds.cast.reyes, now=NOW)


class TestGoingBack:
    def test_brings_back_every_row_of_every_table(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        Adviser.objects.filter(student=grounds.cast.ada).delete()
        before, said = units_at(grounds.campus, NOW), setup_as_yaml(campus=grounds.campus)
        rows = tables(grounds)
        changed = bring_in(grounds, tmp_path, rows)
        assert {one.key[0] for one in changed} == set(rows), "a table changes nothing"
        assert json.loads(json.dumps([one.after[row] for one in changed for row in one.after]))
        plan = plan_way_back(campus=grounds.campus, changed=changed, now=NOW)
        assert plan.stays == ()
        assert {one.table for one in plan.changes} == set(rows)
        assert grounds.cast.ada.pk in plan.about
        apply_way_back(campus=grounds.campus, changed=changed, now=NOW)
        assert units_at(grounds.campus, NOW) == before
        assert setup_as_yaml(campus=grounds.campus) == said

    def test_can_be_taken_back_itself(self, grounds: Grounds, tmp_path: Path) -> None:
        changed = bring_in(grounds, tmp_path, tables(grounds))
        after = setup_as_yaml(campus=grounds.campus, students_on=TODAY)
        back = apply_way_back(campus=grounds.campus, changed=changed, now=NOW)
        apply_way_back(campus=grounds.campus, changed=back, now=NOW)
        assert setup_as_yaml(campus=grounds.campus, students_on=TODAY) == after

    def test_leaves_what_something_names_meanwhile(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        changed = bring_in(grounds, tmp_path, tables(grounds))
        attic = Room.objects.get(campus=grounds.campus, name="Attic")
        setting_up.save_commitment(
            campus=grounds.campus, kind="other", words={"en": {"name": "Choir"}}, block=2,
            grades=["04"], room=attic, by=None, now=NOW,
        )  # fmt: skip
        stays = plan_way_back(campus=grounds.campus, changed=changed, now=NOW).stays
        assert [(one.table, one.label, one.why, one.by) for one in stays] == [
            ("rooms", "Attic", "named", "commitments")
        ]
        apply_way_back(campus=grounds.campus, changed=changed, now=NOW)
        assert Room.objects.filter(name="Attic").exists()
        assert Commitment.objects.get(words__en__name="Choir").room == attic
        assert not BellSchedule.objects.filter(name="Short").exists()
        assert Staffing.objects.get(person=grounds.cast.okafor).home_room != attic

    def test_leaves_what_was_changed_since(self, grounds: Grounds, tmp_path: Path) -> None:
        changed = bring_in(grounds, tmp_path, {"rooms": tables(grounds)["rooms"]})
        Room.objects.filter(campus=grounds.campus, name="101").update(seats=9)
        stays = plan_way_back(campus=grounds.campus, changed=changed, now=NOW).stays
        assert [(one.label, one.why) for one in stays] == [("101", "changed")]
        apply_way_back(campus=grounds.campus, changed=changed, now=NOW)
        assert Room.objects.get(campus=grounds.campus, name="101").seats == 9
        assert not Room.objects.filter(name="Attic").exists()
