"""A campus's set-up out to a file and in again; every fault of a file at once, and nothing brought in then."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import NOW, TODAY
from grounds import Grounds

from ownpath.school.days.exports import setup_as_yaml
from ownpath.school.days.imports import apply_import, plan_import
from ownpath.school.days.models import Room


class TestSetupFiles:
    def test_come_back_as_they_went(self, grounds: Grounds, tmp_path: Path) -> None:
        before = setup_as_yaml(campus=grounds.campus)
        path = tmp_path / "campus.yaml"
        path.write_text(before.replace("seats: 30", "seats: 31"))
        plan = plan_import(campus=grounds.campus, path=path, today=TODAY)
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
        )
        plan = plan_import(campus=grounds.campus, path=tmp_path, today=TODAY)
        where = {one.where: one for one in plan.problems}
        assert set(where) == {
            "rooms row 1, name", "rooms row 1, kind", "rooms row 1, seats", "rooms row 2, seats",
            "staff row 1, username", "blocks row 1, starts_at",
        }  # fmt: skip
        assert all(one.what and one.fix for one in plan.problems)
        n_rooms = Room.objects.count()
        with pytest.raises(ValueError, match="6"):
            apply_import(campus=grounds.campus, plan=plan, by=None, now=NOW)
        assert Room.objects.count() == n_rooms

    @pytest.mark.parametrize("text", ["", "- 1", "a: [", "rooms: 5"])
    def test_of_another_shape_bring_nothing(
        self, grounds: Grounds, tmp_path: Path, text: str
    ) -> None:
        path = tmp_path / "x.yaml"
        path.write_text(text)
        plan = plan_import(campus=grounds.campus, path=path, today=TODAY)
        assert plan.problems or not any(plan.counts.values())
