"""Parameters, derived values and words of a template."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from ownpath.engine.items.expressions import Expression
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import DerivedSpec, Domain
from ownpath.engine.items.values import Number, Word, tidy

KINDS = ("int", "decimal", "fraction", "choose", "name", "list")
MOST_VALUES = 100_000
MOST_PARAMETERS = 30


def read_parameters(place: Place) -> dict[str, Domain]:
    """Return the domain of each parameter that could be read."""
    if place.value is None:
        return {}
    domains: dict[str, Domain] = {}
    for key in place.known_keys()[:MOST_PARAMETERS]:
        Place(place, key, place.book, key).name()
        domain = read_domain(place.at(key))
        if domain is not None:
            domains[key] = domain
    return domains


def read_domain(place: Place) -> Domain | None:
    """Return what one parameter may be."""
    kinds = [key for key in place.known_keys() if key in KINDS]
    if len(kinds) != 1:
        place.fault(f"{place.shown()} says no kind", f"Write one of: {', '.join(KINDS)}.")
        return None
    kind = kinds[0]
    allowed = {"int": ["step"], "decimal": ["step"], "fraction": ["over"]}.get(kind, [])
    allowed += ["length", "distinct", "sorted"] if kind == "list" else []
    place.known_keys(kind, *allowed)
    match kind:
        case "int" | "decimal":
            return _range(place, kind)
        case "fraction":
            return _fractions(place)
        case "choose":
            return _items(place.at("choose"))
        case "list":
            return _list(place)
        case _:
            place.at("name").one_of(("any",))
            return Domain(kind="name")


def _ends(place: Place) -> tuple[Number, Number] | None:
    entries = place.entries()
    if len(entries) != 2:
        place.fault(f"{place.shown()} is not [lowest, highest]", "Write two numbers.")
        return None
    low, high = entries[0].number(), entries[1].number()
    if low is None or high is None:
        return None
    if low > high:
        place.fault(f"{low} is greater than {high}", "Write the lower number first.")
        return None
    return low, high


def _range(place: Place, kind: str) -> Domain | None:
    ends = _ends(place.at(kind))
    step = place.at("step").number() if place.has("step") else 1
    if ends is None or step is None:
        return None
    if kind == "decimal" and not place.has("step"):
        place.fault("a decimal needs its step", "Add step: 0.1 or the like.")
        return None
    if step <= 0 or (kind == "int" and any(n.denominator != 1 for n in (*ends, step))):
        place.fault(f"{place.shown()} does not count in {kind} steps", "Mend ends or step.")
        return None
    count = math.floor(Fraction(ends[1] - ends[0]) / step) + 1
    return _counted(ends[0], step, count)


@lru_cache(maxsize=4_000, typed=True)
def _counted(first: Number, step: Number, count: int) -> Domain:
    """Return the one domain of a range: a quarter of those in a library's templates differ."""
    return Domain(kind="range", first=first, step=step, count=count)


def _fractions(place: Place) -> Domain | None:
    ends = _ends(place.at("fraction"))
    over = [entry.number() for entry in place.at("over").entries()]
    if ends is None or not over or any(n is None or n.denominator != 1 or n < 1 for n in over):
        place.fault(f"{place.shown()} cannot be counted", "Write ends and over: [2, 4, 8].")
        return None
    found: set[Number] = set()
    for bottom in over:
        assert bottom is not None  # noqa: S101 - narrowed just above
        low, high = math.ceil(ends[0] * bottom), math.floor(ends[1] * bottom)
        if high - low > MOST_VALUES:
            place.fault(f"more than {MOST_VALUES} fractions", "Bring the ends closer.")
            return None
        found |= {tidy(Fraction(top, int(bottom))) for top in range(low, high + 1)}
    if not found:
        place.fault("no fraction lies between these ends", "Move the ends apart.")
        return None
    return Domain(kind="items", items=tuple(sorted(found)))


def _items(place: Place) -> Domain | None:
    items = [_item(entry) for entry in place.entries()]
    if not items or any(item is None for item in items):
        place.fault("nothing to choose from", "List numbers or words.") if not items else None
        return None
    return Domain(kind="items", items=tuple(item for item in items if item is not None))


def _item(place: Place) -> Number | Word | None:
    if not isinstance(place.value, Mapping):
        return place.number()
    if not place.has("say"):
        return place.word()
    word = place.at("say").word()
    numbers: dict[str, Number] = {}
    for key in place.known_keys():
        if key != "say":
            number = place.at(key).number()
            if number is not None:
                numbers[key] = number
    return Word(forms=word.forms, numbers=numbers) if word else None


def _list(place: Place) -> Domain | None:
    inner = read_domain(place.at("list"))
    length = place.at("length").whole(1, 40, 0)
    if inner is None or not length or inner.kind == "name" or inner.length:
        place.fault(f"{place.shown()} is not a list of numbers", "Add length, a kind inside.")
        return None
    distinct = place.at("distinct").flag(otherwise=False)
    size = inner.count or len(inner.items)
    if distinct and size < length:
        place.fault(f"only {size} values for {length} places", "Widen the values.")
        return None
    return Domain(
        kind=inner.kind,
        first=inner.first,
        step=inner.step,
        count=inner.count,
        items=inner.items,
        length=length,
        distinct=distinct,
        sorted=place.at("sorted").flag(otherwise=False),
    )


def read_derived(place: Place, known: frozenset[str]) -> tuple[DerivedSpec, ...]:
    """Return the derived values in an order in which each can be reckoned."""
    if place.value is None:
        return ()
    names = known | frozenset(place.known_keys())
    specs = [
        spec for key in place.known_keys() if (spec := _derived(place.at(key), key, names))
    ]
    ordered: list[DerivedSpec] = []
    ready = set(known)
    while specs:
        now = [spec for spec in specs if spec.names <= ready]
        if not now:
            waiting = ", ".join(spec.name for spec in specs)
            place.fault(f"{waiting} need one another", "Break the circle.")
            return tuple(ordered)
        ordered += sorted(now, key=lambda spec: spec.name)
        ready |= {spec.name for spec in now}
        specs = [spec for spec in specs if spec.name not in ready]
    return tuple(ordered)


def _derived(place: Place, name: str, names: frozenset[str]) -> DerivedSpec | None:
    Place(place.where, name, place.book).name()
    if not isinstance(place.value, Mapping):
        expression = place.expression(names=names)
        return DerivedSpec(name=name, expression=expression) if expression else None
    place.known_keys("pick", "from")
    pick = place.at("pick").expression(names=names)
    choices: list[Expression | Word] = []
    for entry in place.at("from").entries():
        is_word = isinstance(entry.value, Mapping)
        choice = entry.word() if is_word else entry.expression(names=names)
        if choice is not None:
            choices.append(choice)
    if pick is None or not choices:
        place.fault(f"{place.shown()} picks nothing", "Write {pick: ..., from: [...]}.")
        return None
    return DerivedSpec(name=name, expression=pick, choices=tuple(choices))
