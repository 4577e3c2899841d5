"""Every state machine of change keeps the law book, newcomers without being asked."""

from __future__ import annotations

import pytest
from laws import check_columns, check_every_step, check_machine, machines

from ownpath.school.change.states import Machine, step

each_machine = pytest.mark.parametrize("machine", machines(), ids=lambda one: one.name)


@each_machine
class TestEveryMachine:
    """What holds for all of them."""

    def test_is_a_sound_table(self, machine: Machine) -> None:
        check_machine(machine)

    def test_fits_its_columns_and_its_table(self, machine: Machine) -> None:
        check_columns(machine)

    def test_takes_a_step_or_says_why_not(self, machine: Machine) -> None:
        check_every_step(machine)


class TestTheLawBook:
    """That it would find a broken table."""

    def test_names_are_told_apart(self) -> None:
        names = [one.name for one in machines()]
        assert len(names) == len(set(names))

    @pytest.mark.parametrize(
        ("steps", "fault"),
        [
            ([step("go", ["a"], "c", "go")], "names no states"),
            ([step("go", ["a"], "a", "go")], "nothing leads to"),
            ([step("go", ["a"], "b", "go"), step("go", ["a"], "a", "go")], "to two states"),
            ([step("go", ["a"], "b", " ")], "has no words"),
            ([step("go", [], "b", "go")], "can never be taken"),
        ],
    )
    def test_finds_a_broken_table(self, steps: list, fault: str) -> None:
        broken = Machine(name="broken", states={"a": "A", "b": "B"}, start="a", steps=steps)
        with pytest.raises(AssertionError, match=fault):
            check_machine(broken)
