"""Reads what each step of a template has of its own: other numbers, further constraints."""

from __future__ import annotations

from collections.abc import Mapping

from ownpath.engine.items.reading.parameters import read_parameters
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import Domain, StepSpec

STEPS = (1, 2, 3)


def read_steps(place: Place, base: Mapping[str, Domain]) -> dict[int, StepSpec]:
    """Return each step; those that say nothing of their own are the same one."""
    if place.book.is_sound and not place.has("steps"):
        return dict.fromkeys(STEPS, _step(place, STEPS[0], base))
    return {number: _step(place, number, base) for number in STEPS}


def _step(place: Place, number: int, base: Mapping[str, Domain]) -> StepSpec:
    own = _own_step(place.at("steps"), number)
    own.known_keys("parameters", "constraints") if own.value is not None else None
    changed = read_parameters(own.at("parameters"))
    for name in sorted(set(changed) - set(base)):
        own.fault(f"{name!r} is no parameter of the template", "Declare it above first.")
    constraints = place.at("constraints").entries() + own.at("constraints").entries()
    read = [entry.expression() for entry in constraints]
    return StepSpec(
        parameters={**base, **changed} if changed else base,
        constraints=tuple(expression for expression in read if expression),
    )


def _own_step(steps: Place, number: int) -> Place:
    """Return the place of one step; JSON makes its number a text."""
    where = f"{steps.where}, {number}"
    if steps.value is None:
        return Place(where, None, steps.book)
    if not isinstance(steps.value, Mapping):
        steps.fault(f"{steps.shown()} is not a mapping", "Write {1: {...}, 3: {...}}.")
        return Place(where, None, steps.book)
    if number == STEPS[0]:
        for key in steps.value:
            if str(key) not in {str(step) for step in STEPS}:
                steps.fault(f"there is no step {key!r}", "Steps are 1, 2 and 3.")
    found = steps.value.get(number, steps.value.get(str(number)))
    return Place(where, found, steps.book)
