"""The student-day format: what is written down is read, what contradicts itself is refused with its place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from ownpath.config.commands.planning import PlanFailed, plan_instance
from ownpath.config.commands.student_day import problem_of
from ownpath.interchange.student_day import read_instance

N_STUDENTS = 4


def instance(**changes: Any) -> dict[str, Any]:
    """Return four students, two blocks, one teacher, one group type, one project."""
    rows = [
        (s, *row)
        for s in range(N_STUDENTS)
        for row in (
            (0, 0, 0, 0, 90),
            (1, -1, 0, 0, 50),
            (2, -1, -1, -1, 20),
            (2, -1, 0, -1, 10),
            (4, 0, -1, -1, 60),
            (5, 0, -1, -1, 70),
        )
    ]
    names = ("student", "kind", "group_type", "subject", "competency", "value")
    return {
        "format": "student-day-instance", "version": 1, "name": "four", "units": {},
        "students": N_STUDENTS, "blocks": 2, "projects": 1, "subjects": ["math", "ela"],
        "activity_kinds": [
            "teacher_group", "independent", "offline", "assessment", "project", "conference",
        ],
        "student": {
            "grade": [0] * 4, "free_blocks": [[0, 1]] * 4, "max_screen_blocks": [1] * 4,
        },
        "options": dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)),
        "teacher_group_types": {"subject": [0], "competency": [0], "band": [1]},
        "teachers": {"subjects": [[0]], "available_blocks": [[0, 1]]},
        "teams": [{"project": 0, "students": [0, 1]}],
        "keep_apart": [[2, 3]],
        "group_size": {
            "teacher_group": {"min": 2, "max": 8}, "conference": {"min": 1, "max": 4},
            "project": {"min": 2, "max": 20},
        },
        "capacity_per_block": {
            "class_rooms": 1, "project_rooms": 1, "independent_seats": 4, "offline_seats": 4,
            "assessment_seats": 0, "devices": 4,
        },
        "limits": {
            "blocks_per_subject": 3, "blocks_per_competency": 2,
            "teacher_groups_per_competency": 1,
        },
        "penalties": {"no_teacher_time": 300, "missing_subject": [60, 60]},
        **changes,
    }  # fmt: skip


def packed(data: object) -> bytes:
    return gzip.compress(json.dumps(data).encode())


def faults(**changes: Any) -> list[str]:
    record, problems = read_instance(packed(instance(**changes)))
    assert record is None
    return [problem.code for problem in problems]


class TestReadInstance:
    def test_reads_what_is_there_packed_or_not(self) -> None:
        record, problems = read_instance(packed(instance()))
        plain, _ = read_instance(json.dumps(instance()).encode())
        assert problems == []
        assert record is not None
        assert plain is not None
        assert record.name == plain.name == "four"
        assert record.options["value"].sum() == N_STUDENTS * 300
        assert record.teams[0].students == (0, 1)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"version": 2}, "student-day.format"),
            ({"students": -1}, "student-day.field"),
            ({"subjects": ["math", 3]}, "student-day.field"),
            ({"keep_apart": [[0, 1, 2]]}, "student-day.pair"),
            ({"teams": [{"project": 5, "students": [0]}]}, "student-day.team"),
            ({"activity_kinds": ["teacher_group"] * 6}, "student-day.kinds"),
            ({"blocks": True}, "student-day.field"),
        ],
    )
    def test_refuses_a_field_that_cannot_be(self, changes: dict[str, Any], code: str) -> None:
        assert code in faults(**changes)

    def test_refuses_options_out_of_order_or_twice(self) -> None:
        options = instance()["options"]
        turned = {name: column[::-1] for name, column in options.items()}
        assert "student-day.order" in faults(options=turned)
        twice = {name: [column[0], *column] for name, column in options.items()}
        assert "student-day.twice" in faults(options=twice)

    @pytest.mark.parametrize("source", [b"", b"{", b"\x1f\x8b\x00", b"[]", b'"text"', b"null"])
    def test_what_is_no_instance_is_refused_and_not_raised(self, source: bytes) -> None:
        record, problems = read_instance(source)
        assert record is None
        assert problems


class TestPlanInstance:
    def run(self, folder: Path, data: dict[str, Any], name: str = "plan.json.gz") -> Path:
        source, out = folder / "instance.json.gz", folder / name
        source.write_bytes(packed(data))
        plan_instance(
            instance=source, out=out, cpu_seconds=1.0, n_moves=5_000, seed=1,
            is_bound_wanted=False, clock=lambda: 0.0,
        )  # fmt: skip
        return out

    def test_writes_a_plan_in_the_formats_words(self, tmp_path: Path) -> None:
        plan = json.loads(gzip.decompress(self.run(tmp_path, instance()).read_bytes()))
        assert plan["format"] == "student-day-plan"
        assert plan["instance"] == "four"
        assert plan["meta"]["moves"] == 5_000
        cells = sum(len(g["members"]) for g in plan["groups"]) + len(plan["seats"])
        assert cells == N_STUDENTS * 2
        assert {g["kind"] for g in plan["groups"]} <= {"teacher_group", "conference", "project"}

    def test_the_same_call_writes_the_same_bytes(self, tmp_path: Path) -> None:
        one = self.run(tmp_path, instance(), "one.json.gz").read_bytes()
        assert one == self.run(tmp_path, instance(), "two.json.gz").read_bytes()

    def test_a_day_without_a_plan_is_said_and_not_written(self, tmp_path: Path) -> None:
        capacity = {**instance()["capacity_per_block"], "offline_seats": 0, "devices": 0}
        with pytest.raises(PlanFailed) as failed:
            self.run(tmp_path, instance(capacity_per_block=capacity))
        assert "no plan" in failed.value.lines[0]
        assert not (tmp_path / "plan.json.gz").exists()

    def test_kinds_of_groups_share_one_numbering(self) -> None:
        record, _ = read_instance(packed(instance()))
        assert record is not None
        problem = problem_of(record)
        assert problem.n_types == 3
        assert problem.group_types.may_lead.all(axis=1).tolist() == [True, True, True]
        assert problem.teams[0].group_type == 2
