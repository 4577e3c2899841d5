"""Drawing the numbers of one item: parameters by chance, derived values, constraints."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat

from ownpath.engine.items.chance import Chance
from ownpath.engine.items.expressions import Expression, ExpressionError, UndefinedError
from ownpath.engine.items.names import FIRST_NAMES
from ownpath.engine.items.specs import ContextSpec, DerivedSpec, Domain, StepSpec
from ownpath.engine.items.types import ItemDefinition
from ownpath.engine.items.values import ANY_LANGUAGE, Number, Value, Word, tidy


def draw_values(
    definition: ItemDefinition, step: StepSpec, context: ContextSpec | None, chance: Chance
) -> dict[str, Value] | None:
    """Return values for every name, or None when a constraint does not hold for them.

    Parameters are drawn in the order of their names, so that the order of keys in a file or a
    database never changes an item.
    """
    values: dict[str, Value] = {}
    domains: Mapping[str, Domain] = step.parameters
    if context is not None:
        domains = {**domains, **context.parameters}
        values.update(context.words)
    for name in sorted(domains):
        values[name] = _drawn(domains[name], values, chance)
    for spec in definition.derived:
        values[spec.name] = derived_value(spec, values)
    if all(constraint.truth(values) for constraint in step.constraints):
        return values
    return None


def _drawn(domain: Domain, values: Mapping[str, Value], chance: Chance) -> Value:
    if domain.kind == "name":
        taken = list(values.values())
        while (name := _NAMES[chance.below(len(_NAMES))]) in taken:
            pass
        return name
    if not domain.length:
        return _one(domain, chance)
    return _several(domain, chance)


def _one(domain: Domain, chance: Chance) -> Number | Word:
    if domain.kind == "items":
        return domain.items[chance.below(len(domain.items))]
    return tidy(domain.first + domain.step * chance.below(domain.count))


def _several(domain: Domain, chance: Chance) -> tuple[Value, ...]:
    drawn: list[Number | Word] = []
    for _ in repeat(None, domain.length):
        value = _one(domain, chance)
        while domain.distinct and value in drawn:
            value = _one(domain, chance)
        drawn.append(value)
    if domain.sorted:
        drawn.sort()
    return tuple(drawn)


def derived_value(spec: DerivedSpec, values: Mapping[str, Value]) -> Value:
    """Return what a derived name stands for: its expression, or the choice it picks.

    Raises
    ------
    ExpressionError
        If the expression has no value here, or picks a choice that is not there.
    """
    if not spec.choices:
        return spec.expression.evaluate(values)
    index = spec.expression.number(values)
    if index.denominator != 1 or not 1 <= index <= len(spec.choices):
        raise UndefinedError(f"{spec.name} picks number {index} of {len(spec.choices)}")
    choice = spec.choices[int(index) - 1]
    return choice.evaluate(values) if isinstance(choice, Expression) else choice


def holds(condition: Expression | None, values: Mapping[str, Value]) -> bool:
    """Return whether an optional condition holds; one without value here does not."""
    if condition is None:
        return True
    try:
        return condition.truth(values)
    except ExpressionError:
        return False


def value_or_none(expression: Expression | None, values: Mapping[str, Value]) -> Number | None:
    """Return the number of an optional expression; None where it has none for these values."""
    if expression is None:
        return None
    try:
        return expression.number(values)
    except ExpressionError:
        return None


_NAMES = tuple(Word(forms={ANY_LANGUAGE: {"one": name}}) for name in FIRST_NAMES)
