"""Whether the key is right: everything from the drawn numbers to the key is reckoned again by the second route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ownpath.engine.items.checking.arithmetic import reckon
from ownpath.engine.items.checking.arithmetic_functions import NoValueError
from ownpath.engine.items.expressions import Expression
from ownpath.engine.items.keys import Choice, ChosenKey, MatchKey, NumericKey, OrderKey, Part
from ownpath.engine.items.specs import (
    ChoosingSpec,
    MatchingSpec,
    NumericSpec,
    OptionSpec,
    OrderingSpec,
    PartSpec,
    PointSpec,
)
from ownpath.engine.items.types import ItemInstance

Values = Mapping[str, object]


def faults_of_keys(instance: ItemInstance) -> Iterator[tuple[str, str]]:
    """Yield (what, value) for every disagreement between the item and the second route."""
    try:
        yield from _derived(instance)
        yield from _constraints(instance)
        for spec, part in zip(instance.definition.parts, instance.parts, strict=True):
            yield from _part(spec, part, instance)
        yield from _verified(instance)
    except NoValueError as error:
        yield "the second route comes to no value", str(error)


def _derived(instance: ItemInstance) -> Iterator[tuple[str, str]]:
    for spec in instance.definition.derived:
        found = reckon(spec.expression.text, instance.values)
        if spec.choices:
            choice = spec.choices[int(found) - 1]
            found = (
                reckon(choice.text, instance.values)
                if isinstance(choice, Expression)
                else choice
            )
        if found != instance.values[spec.name]:
            yield (
                f"{spec.name} differs by the second route",
                f"{instance.values[spec.name]}, not {found}",
            )


def _constraints(instance: ItemInstance) -> Iterator[tuple[str, str]]:
    for condition in instance.definition.steps[instance.step].constraints:
        if not reckon(condition.text, instance.values):
            yield f"the constraint {condition.text!r} fails by the second route", ""


def _part(spec: PartSpec, part: Part, instance: ItemInstance) -> Iterator[tuple[str, str]]:
    match spec.answer, part.key:
        case (NumericSpec() | PointSpec()) as answer, NumericKey() as key:
            found = reckon(answer.value.text, instance.values)
            if found != key.values[0]:
                yield "the key differs by the second route", f"{key.values[0]}, not {found}"
        case ChoosingSpec() as answer, ChosenKey() as key:
            right = set(_right_choices(answer, part, instance.values))
            if right != set(key.right):
                yield "other choices are right by the second route", f"{sorted(right)}"
        case OrderingSpec(order="ascending" | "descending" as order), OrderKey() as key:
            worth = {choice.id: Fraction(choice.value or 0) for choice in part.choices}
            steps = [
                worth[b] - worth[a] for a, b in zip(key.order, key.order[1:], strict=False)
            ]
            if not all(step > 0 if order == "ascending" else step < 0 for step in steps):
                yield (
                    "the order is wrong by the second route",
                    str([str(worth[i]) for i in key.order]),
                )
        case MatchingSpec() as answer, MatchKey() as key:
            yield from _matched(answer, part, key)


def _right_choices(answer: ChoosingSpec, part: Part, values: Values) -> Iterator[str]:
    for choice in part.choices:
        if answer.answer is not None:
            if _is(choice, answer.answer, values):
                yield choice.id
            continue
        for option in answer.options:
            if (
                _is(choice, option, values)
                and option.right
                and reckon(option.right.text, values)
            ):
                yield choice.id


def _is(choice: Choice, option: OptionSpec, values: Values) -> bool:
    if choice.text is not option.text or choice.picture is not option.picture:
        return False
    if option.value is None or choice.value is None:
        return option.value is None and choice.value is None
    return bool(reckon(option.value.text, values) == choice.value)


def _matched(answer: MatchingSpec, part: Part, key: MatchKey) -> Iterator[tuple[str, str]]:
    lefts = {choice.id: choice for choice in part.choices}
    rights = {choice.id: choice for choice in part.targets}
    pairs = [
        (left.text, left.picture, right.text, right.picture) for left, right in answer.pairs
    ]
    for left_id, right_id in key.pairs.items():
        left, right = lefts[left_id], rights[right_id]
        if not any(
            left.text is a and left.picture is b and right.text is c and right.picture is d
            for a, b, c, d in pairs
        ):
            yield "a pair is not one of the template's", f"{left_id} and {right_id}"


def _verified(instance: ItemInstance) -> Iterator[tuple[str, str]]:
    key = instance.parts[0].key
    answer = {"answer": key.values[0]} if isinstance(key, NumericKey) else {}
    for condition in instance.definition.verify:
        if not reckon(condition.text, {**instance.values, **answer}):
            yield (
                f"verify {condition.text!r} does not hold",
                f"answer {answer.get('answer', '')}",
            )
