"""A campus's set-up out to a file and in again; every fault of a file at once, and nothing brought in then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from cast import NOW, TODAY
from grounds import Grounds

from ownpath.school.days.exports import setup_as_yaml
from ownpath.school.days.imports import apply_import, plan_import
from ownpath.school.days.imports.checking import known_at
from ownpath.school.days.imports.here import Here
from ownpath.school.days.imports.reading import read_tables
from ownpath.school.days.imports.writing import steps_of
from ownpath.school.days.models import ModelChoice, Room, Staffing, Station
from ownpath.school.days.queries.setup_tables import tables_of


class TestSetupFiles:
    def test_come_back_as_they_went(self, grounds: Grounds, tmp_path: Path) -> None:
        before = setup_as_yaml(campus=grounds.campus)
        path = tmp_path / "campus.yaml"
        path.write_text(before.replace("seats: 30", "seats: 31"))
        plan = plan_import(campus=grounds.campus, path=path, now=NOW)
        assert plan.problems == ()
        apply_import(campus=grounds.campus, plan=plan, by=grounds.cast.reyes, now=NOW)
        after = setup_as_yaml(campus=grounds.campus)
        assert after == before.replace("seats: 30", "seats: 31")

    def test_tell_every_fault_with_its_place_and_what_to_do(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        (tmp_path / "rooms.csv").write_text("name,kind,seats\n,attic,none\nB,class,0\n")
        (tmp_path / "staff.csv").write_text("username,subjects\nnobody,mathematics\n")
        (tmp_path / "blocks.csv").write_text(
            "schedule,letter,name,kind,starts_at,ends_at\nS,,1,learning,8h,09:00\n"
            "S,,2,learning,12:25,1:10\n"
        )
        (tmp_path / "week.csv").write_text("weekday,schedule\nMonday,S\n")
        plan = plan_import(campus=grounds.campus, path=tmp_path, now=NOW)
        where = {one.where: one for one in plan.problems}
        assert set(where) == {
            "rooms row 1, name", "rooms row 1, kind", "rooms row 1, seats", "rooms row 2, seats",
            "staff row 1, username", "blocks row 1, starts_at", "blocks row 2, ends_at",
            "week row 1, weekday",
        }  # fmt: skip
        assert all(one.what and one.fix for one in plan.problems)
        assert where["week row 1, weekday"].fix == "a weekday from 0 (Monday) to 6"
        late = where["blocks row 2, ends_at"]
        assert (late.code, late.what) == ("time", "“1:10”")
        assert late.fix.startswith("a time after 12:25, as in 13:10")
        n_rooms = Room.objects.count()
        with pytest.raises(ValueError, match="got 8"):
            apply_import(campus=grounds.campus, plan=plan, by=None, now=NOW)
        assert Room.objects.count() == n_rooms

    def test_keep_grades_as_people_write_them_and_tell_what_is_none(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        (tmp_path / "models.csv").write_text("grade,class,preset\n4,,flex\nfourth,,flex\n")
        (tmp_path / "stations.csv").write_text(
            "name_en,modality,seats,grades\nCorner,offline,8,K;3-5\n"
        )
        plan = plan_import(campus=grounds.campus, path=tmp_path, now=NOW)
        assert [one.where for one in plan.problems] == ["models row 2, grade"]
        (tmp_path / "models.csv").write_text("grade,class,preset\n4,,flex\n")
        plan = plan_import(campus=grounds.campus, path=tmp_path, now=NOW)
        apply_import(campus=grounds.campus, plan=plan, by=None, now=NOW)
        assert ModelChoice.objects.filter(campus=grounds.campus, grade="04").exists()
        kept = Station.objects.get(campus=grounds.campus, words__en__name="Corner").grades
        assert kept == ["KG", "03", "04", "05"]

    def test_tell_what_they_do_not_know(self, grounds: Grounds, tmp_path: Path) -> None:
        (tmp_path / "room.csv").write_text("name\nA\n")
        (tmp_path / "rooms.csv").write_text("name,kind,seats,color\nA,class,20,red\n")
        (tmp_path / "ties.csv").write_text("kind,one,other\napart,ada,nobody\n")
        (tmp_path / "week.csv").write_bytes(b"weekday\n\xff\n")
        (tmp_path / "staff.csv").write_text("username,times_off\nokafor,tuesday\n")
        plan = plan_import(campus=grounds.campus, path=tmp_path, now=NOW)
        assert {(one.code, one.where) for one in plan.problems} == {
            ("unknown", "room.csv"), ("unknown", "rooms, column color"),
            ("unknown", "ties row 1, other"), ("unreadable", "week.csv"),
            ("unknown", "staff row 1, times_off"),
        }  # fmt: skip

    def test_name_blocks_that_ring_in_the_files_or_at_the_campus(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        okafor = grounds.cast.okafor.username
        (tmp_path / "blocks.csv").write_text(
            "schedule,name,kind,starts_at,ends_at\nShort,1,learning,09:00,10:00\n"
        )
        (tmp_path / "commitments.csv").write_text(
            "kind,name_en,block,schedule\nlunch,A,6,\nlunch,B,7,\nlunch,C,1,Short\nlunch,D,x,\n"
        )
        (tmp_path / "staff.csv").write_text(f"username,times_off\n{okafor},0-6;*-7\n")
        plan = plan_import(campus=grounds.campus, path=tmp_path, now=NOW)
        told = {one.where: (one.code, one.fix) for one in plan.problems}
        seven = "a block that rings, from 0 to 6"
        assert told == {
            "commitments row 2, block": ("number", seven),
            "commitments row 3, block": ("number", "a block that rings, from 0 to 0"),
            "commitments row 4, block": ("number", seven),
            "staff row 1, times_off": ("unknown", seven),
        }

    def test_are_tried_whole_before_anything_is_kept(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        (tmp_path / "blocks.csv").write_text(
            "schedule,name,kind,starts_at,ends_at\n"
            "Late,1,learning,09:00,10:00\nLate,2,learning,09:30,10:30\n"
        )
        (tmp_path / "rooms.csv").write_text("name,kind,seats\nAttic,class,20\n")
        (tmp_path / "sizes.csv").write_text("modality,least,most\nproject,9,4\n")
        (tmp_path / "policy.csv").write_text("name,value\nmax_screen_share,0.9\nplan_at,late\n")
        plan = plan_import(campus=grounds.campus, path=tmp_path, now=NOW)
        assert [one.where for one in plan.problems] == [
            "blocks row 1, Late", "policy row 1, value", "policy row 2, value",
            "sizes row 1",
        ]  # fmt: skip
        assert all(one.what and one.fix for one in plan.problems)
        assert not Room.objects.filter(name="Attic").exists()

    def test_bring_in_all_a_day_is_planned_with(self, grounds: Grounds, tmp_path: Path) -> None:
        cast, campus = grounds.cast, grounds.campus
        other = next(one for one in grounds.students if one != cast.ada)
        ada, okafor = cast.ada.username, cast.okafor.username
        klass = cast.section.sourced_id or cast.section.title
        tables = {
            "blocks": [
                {"schedule": "Short", "name": str(n), "kind": "learning",
                 "starts_at": f"{8 + n:02}:00", "ends_at": f"{8 + n:02}:40"} for n in range(3)
            ],
            "letters": [{"letters": ["A", "B"], "letters_from": TODAY.isoformat()}],
            "calendar": [
                {"day": "2026-03-20", "schedule": "Short", "note": "conferences"},
                {"day": "2026-03-23", "schedule": ""},
            ],
            "policy": [{"name": "weight_hears", "value": 2}, {"name": "plan_at", "value": "19:30"}],
            "rooms": [{"name": "Attic", "kind": "lab", "seats": 12, "is_open": False}],
            "staff": [{"username": okafor, "times_off": ["0-3", "*-2"]}],
            "sizes": [{"modality": "project", "least": 4, "most": 9}],
            "models": [{"class": klass, "preset": "flex"}],
            "commitments": [
                {"kind": "service", "name_en": "Speech", "block": 1, "student": ada, "weekday": [2],
                 "letters": ["A"],
                 "staff": okafor, "room": "Attic"},
            ],
            "accommodations": [{"student": ada, "kind": "small_groups", "amount": 4, "note": "quiet"}],
            "programs": [{"student": ada, "program": "English learners"}],
            "opt_outs": [{"student": ada}],
            "ties": [{"kind": "apart", "one": ada, "other": other.username, "reason": "asked"}],
            "advisers": [{"staff": okafor, "student": ada}],
        }  # fmt: skip
        path = tmp_path / "campus.yaml"
        path.write_text(yaml.safe_dump(tables))
        for _twice in range(2):
            plan = plan_import(campus=campus, path=path, now=NOW)
            assert plan.problems == ()
            apply_import(campus=campus, plan=plan, by=cast.reyes, now=NOW)
        kept = yaml.safe_load(setup_as_yaml(campus=campus, students_on=TODAY))
        for name, rows in tables.items():
            for row in rows:
                assert any(
                    all(_same(one.get(key), value) for key, value in row.items())
                    for one in kept[name]
                ), (name, row)
        assert len(kept["accommodations"]) == len(kept["opt_outs"]) == len(kept["ties"]) == 1
        assert "Speech" not in setup_as_yaml(campus=campus)

    def test_write_nothing_for_what_stands_and_a_schedule_whole_when_it_loses_a_block(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        campus, path = grounds.campus, tmp_path / "campus.yaml"
        standing = tables_of(campus=campus, students_on=TODAY)
        path.write_text(yaml.safe_dump(standing))
        tables, problems = read_tables(path)
        known = known_at(campus=campus, today=TODAY, tables=tables)
        here = Here(campus=campus, known=known, by=None, now=NOW)
        assert problems == []
        assert list(steps_of(here=here, tables=tables, standing=standing)) == []
        shorter = {"blocks": standing["blocks"][:-1], "rooms": standing["rooms"]}
        path.write_text(yaml.safe_dump(shorter))
        plan = plan_import(campus=campus, path=path, now=NOW)
        assert [(one.table, one.kind) for one in plan.changes] == [("blocks", "removed")]

    def test_leave_alone_what_they_have_no_column_for(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        staffing = Staffing.objects.get(person=grounds.cast.okafor)
        staffing.times_off.create(weekday=1, block=4)
        station = Station.objects.order_by("pk").first()
        assert station is not None
        station.room = grounds.rooms[0]
        station.save()
        name = station.words["en"]["name"]
        (tmp_path / "staff.csv").write_text(
            f"username,max_blocks\n{staffing.person.username},3\n"
        )
        (tmp_path / "stations.csv").write_text(
            f"name_en,modality,seats\n{name},{station.modality},5\n"
        )
        plan = plan_import(campus=grounds.campus, path=tmp_path, now=NOW)
        apply_import(campus=grounds.campus, plan=plan, by=None, now=NOW)
        staffing.refresh_from_db()
        station.refresh_from_db()
        assert (staffing.max_blocks, staffing.times_off.count()) == (3, 1)
        assert staffing.subjects
        assert (station.seats, station.room) == (5, grounds.rooms[0])

    @pytest.mark.parametrize("text", ["", "- 1", "a: [", "rooms: 5"])
    def test_of_another_shape_bring_nothing(
        self, grounds: Grounds, tmp_path: Path, text: str
    ) -> None:
        path = tmp_path / "x.yaml"
        path.write_text(text)
        plan = plan_import(campus=grounds.campus, path=path, now=NOW)
        assert plan.problems or not any(plan.counts.values())


def _same(kept: Any, said: Any) -> bool:
    """Return whether a cell was kept as it was said; YAML tells numbers from texts, cells do not."""
    return kept == said or str(kept) == str(said)
