"""How many different items a template holds: enumerated where that is possible, sampled where not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from ownpath.engine.items.chance import Chance
from ownpath.engine.items.drawing import derived_value, draw_values
from ownpath.engine.items.expressions import Expression, ExpressionError
from ownpath.engine.items.specs import ContextSpec, Domain
from ownpath.engine.items.types import ItemDefinition
from ownpath.engine.items.values import Value, Word, tidy

ENOUGH = 200
MOST_ENUMERATED = 12_000
MOST_DRAWS = 6_000


def count_items(definition: ItemDefinition) -> int:
    """Return how many different items there are over all steps and contexts (counting stops at 200).

    Two items differ when a number, a word or the story differs; another first name alone is the same item.
    """
    spaces = _spaces(definition)
    if not _can_be_enumerated(spaces):
        return _sampled(definition)
    found: set[object] = set()
    for space in spaces:
        for values, _everything in _made(definition, space):
            found.add((space.story, _signature(values)))
            if len(found) >= ENOUGH:
                return len(found)
    return len(found)


def every_item(definition: ItemDefinition) -> Iterator[dict[str, Value]] | None:
    """Return the values of every item there is; None where the draws are too many to try them all."""
    spaces = _spaces(definition)
    if not _can_be_enumerated(spaces):
        return None
    return (everything for space in spaces for _values, everything in _made(definition, space))


@dataclass(frozen=True, slots=True)
class _Space:
    """What one step draws in one story."""

    domains: Mapping[str, Domain]
    constraints: tuple[Expression, ...]
    context: ContextSpec | None

    @property
    def story(self) -> str:
        return self.context.interest if self.context else ""


def _spaces(definition: ItemDefinition) -> list[_Space]:
    return [
        _Space(
            {**step.parameters, **(context.parameters if context else {})},
            step.constraints,
            context,
        )
        for step in definition.steps.values()
        for context in definition.contexts or (None,)
    ]


def _can_be_enumerated(spaces: Sequence[_Space]) -> bool:
    return sum(_size(space.domains) for space in spaces) <= MOST_ENUMERATED


def _made(
    definition: ItemDefinition, space: _Space
) -> Iterator[tuple[dict[str, Value], dict[str, Value]]]:
    """Yield what is drawn and, with it, all values of each item of a space."""
    for values in _all(space.domains):
        everything = _everything(definition, values, space)
        if everything is not None:
            yield values, everything


def _size(domains: Mapping[str, Domain]) -> int:
    size = 1
    for domain in domains.values():
        size *= _count(domain) ** max(domain.length, 1)
    return size


def _count(domain: Domain) -> int:
    if domain.kind == "name":
        return 1
    return len(domain.items) if domain.kind == "items" else domain.count


def _all(domains: Mapping[str, Domain]) -> Iterator[dict[str, Value]]:
    names = sorted(name for name in domains if domains[name].kind != "name")
    people: dict[str, Value] = {n: _SOMEBODY for n in domains if domains[n].kind == "name"}
    for drawn in product(*(list(_choices(domains[name])) for name in names)):
        yield {**people, **dict(zip(names, drawn, strict=True))}


def _choices(domain: Domain) -> Iterator[Value]:
    single: list[Value] = [
        domain.items[i] if domain.kind == "items" else tidy(domain.first + domain.step * i)
        for i in range(_count(domain))
    ]
    if not domain.length:
        yield from single
        return
    for drawn in product(single, repeat=domain.length):
        if domain.distinct and any(a == b for i, a in enumerate(drawn) for b in drawn[:i]):
            continue
        yield tuple(sorted(drawn)) if domain.sorted else drawn  # type: ignore[type-var]


def _everything(
    definition: ItemDefinition, values: dict[str, Value], space: _Space
) -> dict[str, Value] | None:
    """Return drawn and derived values together; None where a constraint refuses them."""
    everything = {**values, **(space.context.words if space.context else {})}
    try:
        for spec in definition.derived:
            everything[spec.name] = derived_value(spec, everything)
        held = all(each.truth(everything) for each in space.constraints)
    except ExpressionError:
        return None
    return everything if held else None


_SOMEBODY = Word(forms={"": {"one": ""}})  # a first name; which one makes no other item


def _signature(values: Mapping[str, Value]) -> tuple[object, ...]:
    return tuple(_key(values[name]) for name in sorted(values))


def _key(value: Value) -> object:
    if isinstance(value, Word):
        return _told(value)
    return tuple(_key(item) for item in value) if isinstance(value, tuple) else value


def _told(word: Word) -> str:
    """Return what a word says and counts: two words that say the same are the same."""
    return f"{sorted(word.forms.items())} {sorted(word.numbers.items())}"


def _sampled(definition: ItemDefinition) -> int:
    found: set[object] = set()
    chance = Chance(f"{definition.id}\x1fvariety")
    steps = list(definition.steps.values())
    names = {n for step in steps for n, d in step.parameters.items() if d.kind == "name"}
    for turn in range(MOST_DRAWS):
        step, contexts = steps[turn % len(steps)], definition.contexts
        context = contexts[turn // 3 % len(contexts)] if contexts else None
        try:
            values = draw_values(definition, step, context, chance)
        except ExpressionError:
            continue
        if values is not None:
            drawn = {n: v for n, v in values.items() if n in step.parameters and n not in names}
            found.add((context.interest if context else "", _signature(drawn)))
        if len(found) >= ENOUGH:
            break
    return len(found)
