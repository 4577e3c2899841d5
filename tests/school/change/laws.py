"""The law book of the state machines of change: what holds for every one of them, and for every try to break one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from ownpath.errors import Refusal
from ownpath.school.change import states
from ownpath.school.change.models import StateChange
from ownpath.school.change.models.shared import STATE_LENGTH
from ownpath.school.change.states import Machine

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def machines() -> list[Machine]:
    """Return every machine the room exports, by name."""
    found = [one for one in vars(states).values() if isinstance(one, Machine)]
    return sorted(found, key=lambda one: one.name)


def check_machine(machine: Machine) -> None:
    """Assert that a table of steps is sound: every state can be reached, and a deed says where it leads."""
    known = set(machine.states)
    assert machine.start in known, f"{machine.name} starts at a state it does not have"
    for one in machine.steps:
        astray = (one.sources | {one.target}) - known
        assert not astray, f"{machine.name}.{one.deed} names no states of it: {astray}"
        assert one.sources, f"{machine.name}.{one.deed} can never be taken"
        assert str(one.words).strip(), f"{machine.name}.{one.deed} has no words"
    pairs = [(source, one.deed) for one in machine.steps for source in one.sources]
    assert len(pairs) == len(set(pairs)), f"{machine.name}: a deed leads to two states"
    lost = known - _reached(machine)
    assert not lost, f"{machine.name}: nothing leads to {lost}"


def check_columns(machine: Machine) -> None:
    """Assert that a machine's names fit the history's columns, and that a table has just its states."""
    kind, deed = (StateChange._meta.get_field(name).max_length for name in ("kind", "deed"))
    assert len(machine.name) <= (kind or 0)
    assert all(len(one.deed) <= (deed or 0) for one in machine.steps)
    assert all(len(one) <= STATE_LENGTH for one in machine.states)
    assert any(
        {value for value, _label in field.choices or ()} == set(machine.states)
        and field.default == machine.start
        for field in _state_fields()
    ), f"no table of change has exactly the states of {machine.name}, starting as it starts"


def check_every_step(machine: Machine) -> None:
    """Assert that from each state each deed is either taken or refused with the reason and what can be done."""
    for state in machine.states:
        for deed in {one.deed for one in machine.steps}:
            target = next(
                (s.target for s in machine.steps if s.deed == deed and state in s.sources), None
            )
            if target is not None:
                assert machine.after(state=state, deed=deed) == target
                continue
            with pytest.raises(states.NotFromHere) as refused:
                machine.after(state=state, deed=deed)
            assert str(refused.value.message).strip()
            assert str(refused.value.next_step).strip()
    with pytest.raises(ValueError, match="no deed"):
        machine.after(state=machine.start, deed="not a deed of this house")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of one try: refused or not, and how many steps the history gained."""

    refusal: Refusal | None
    n_steps: int


def try_deed(do: Callable[[], object], *, tables: Sequence[type[models.Model]]) -> Tried:
    """Try one deed of a service and assert the two laws of trying.

    A refusal has a message and a next step and leaves every row of `tables` and the history as they were. Return
    what became of it, so that the test can say whether it was to be refused, and how many steps it was to take.
    """
    before, n_before = _contents(tables), StateChange.objects.count()
    refusal: Refusal | None = None
    try:
        do()
    except Refusal as caught:
        refusal = caught
    n_steps = StateChange.objects.count() - n_before
    if refusal is not None:
        assert str(refusal.message).strip(), "a refusal says what happened"
        assert str(refusal.next_step).strip(), "a refusal says what to do"
        assert _contents(tables) == before, "a refusal leaves every row as it was"
        assert n_steps == 0, "a refusal is no step"
    return Tried(refusal=refusal, n_steps=n_steps)


def check_history(row: Any, machine: Machine) -> None:
    """Assert that the history of a row walks from the start to where it stands, one legal step after another."""
    at = machine.start
    for change in StateChange.objects.filter(about=row.uuid).order_by("pk"):
        assert change.kind == machine.name
        assert change.before == at
        assert change.after == machine.after(state=at, deed=change.deed)
        at = change.after
    assert type(row).objects.get(pk=row.pk).state == at


def _reached(machine: Machine) -> set[str]:
    reached, grows = {machine.start}, True
    while grows:
        further = {one.target for one in machine.steps if one.sources & reached} - reached
        reached |= further
        grows = bool(further)
    return reached


def _state_fields() -> list[Any]:
    tables = apps.get_app_config("change").get_models()
    fields = (field for table in tables for field in table._meta.concrete_fields)
    return [one for one in fields if one.name == "state"]


def _contents(tables: Sequence[type[models.Model]]) -> Rows:
    return {
        table.__name__: list(table._default_manager.order_by("pk").values()) for table in tables
    }
