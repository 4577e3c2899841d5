"""The starter pack, grades 3 to 5: what it holds, and answers reckoned again by another route."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from starter_templates import definitions_of, starter_pack

from ownpath.engine.items import (
    ItemDefinition,
    ItemInstance,
    grade,
    hints,
    instantiate,
    read_response,
    try_out,
)
from ownpath.engine.items.keys import ChosenKey, MatchKey, NumericKey, OrderKey

PACK, PROBLEMS = starter_pack()
GRADES = ("3", "4", "5")
MINE = re.compile(r"g[345]-")


assert PACK is not None
DEFINITIONS = definitions_of(PACK, MINE)


def _written(number: Fraction | int, form: str) -> str:
    exact = Fraction(number)
    if form == "decimal":
        return format(float(exact), "f").rstrip("0").rstrip(".")
    return str(exact)


def _key_as_posted(instance: ItemInstance) -> dict[str, tuple[str, ...]]:
    posted: dict[str, tuple[str, ...]] = {}
    for part in instance.parts:
        match part.key:
            case NumericKey() as key:
                posted[part.name] = (_written(key.values[0], key.form),)
            case ChosenKey() as key:
                posted[part.name] = tuple(sorted(key.right))
            case OrderKey() as key:
                posted[part.name] = key.order
            case MatchKey() as key:
                posted |= {f"match-{left}": (right,) for left, right in key.pairs.items()}
    return posted


def _items(definition: ItemDefinition, seeds: int) -> Iterator[ItemInstance]:
    for seed in range(seeds):
        for step in (1, 2, 3):
            yield instantiate(definition, seed=seed, step=step)


def _value(instance: ItemInstance, name: str) -> Fraction:
    found = instance.values[name]
    assert isinstance(found, int | Fraction)
    return Fraction(found)


# Each route takes the drawn numbers and finds the answer without the template's own expression.
ROUTES: dict[str, tuple[str, Callable[..., Fraction | int]]] = {
    "g3-fr-shaded": (
        "d n",
        lambda d, n: Fraction(sum(1 for p in range(int(d)) if p < n), int(d)),
    ),
    "g3-fr-line-read": (
        "d n",
        lambda d, n: sum((Fraction(1) / d for _ in range(int(n))), Fraction()),
    ),
    "g3-oa-groups-story": ("groups each", lambda g, e: sum(e for _ in range(int(g)))),
    "g3-oa-share-story": ("total k", lambda total, k: len(range(0, int(total), int(k)))),
    "g3-oa-two-step": ("k e less", lambda k, e, less: sum(e for _ in range(int(k))) - less),
    "g3-nb-add-subtract": ("a b", lambda a, b: len(range(int(b), int(a)))),
    "g3-md-area-picture": (
        "r c",
        lambda r, c: len([1 for _ in range(int(r)) for _ in range(int(c))]),
    ),
    "g3-md-perimeter-story": ("a b", lambda a, b: a + b + a + b),
    "g4-fr-equivalent-missing": ("n d b", lambda n, d, b: n * b / d),
    "g4-fr-simplify": ("a b", lambda a, b: Fraction(int(a), int(b))),
    "g4-fr-add-like-words": ("a b d", lambda a, b, d: a / d + b / d),
    "g4-fr-mixed-to-fraction": ("w n d", lambda w, n, d: w + n / d),
    "g4-fr-times-whole": (
        "k n d",
        lambda k, n, d: sum((n / d for _ in range(int(k))), Fraction()),
    ),
    "g4-nb-multiply-two-digit": ("a b", lambda a, b: sum(a for _ in range(int(b)))),
    "g4-oa-vans": ("people k", lambda people, k: -(-int(people) // int(k))),
    "g4-md-angle-rest": (
        "whole a",
        lambda whole, a: next(x for x in range(361) if x + a == whole),
    ),
    "g5-fr-add-unlike": (
        "a b c d",
        lambda a, b, c, d: Fraction(int(a * d + c * b), int(b * d)),
    ),
    "g5-fr-share": ("n k", lambda n, k: Fraction(int(n), int(k))),
    "g5-fr-of-fraction": ("a b c d", lambda a, b, c, d: (a / b) * (c / d)),
    "g5-fr-divide-unit": ("n d", lambda n, d: n / (Fraction(1) / d)),
    "g5-nb-add-decimals": ("a b", lambda a, b: (a * 1000 + b * 1000) / 1000),
    "g5-nb-multiply-decimals": ("a b", lambda a, b: (a * 100) * (b * 10) / 1000),
    "g5-oa-order": ("a b c d", lambda a, b, c, d: a + b * c + b * d),
    "g5-md-volume": ("l w h", lambda w, h, d: sum(w * h for _ in range(int(d)))),
}


class TestThePackForGrades3To5:
    def test_is_read_without_a_problem(self) -> None:
        assert [str(p) for p in PROBLEMS if re.search(r"g3|g4|g5|-35", str(p))] == []

    def test_has_a_template_for_every_competency(self) -> None:
        assert PACK is not None
        practiced = {code for d in DEFINITIONS.values() for code in d.competencies}
        mine = {record.code for record in PACK.competencies if record.grade in GRADES}
        assert len(mine) >= 36
        assert mine - practiced == set()

    def test_has_what_was_promised(self) -> None:
        assert PACK is not None
        assert len(DEFINITIONS) >= 40
        assert len([lesson for lesson in PACK.lessons if lesson.id.startswith("ls-35-")]) >= 12
        assert (
            len([project for project in PACK.projects if project.id.startswith("pj-35-")]) >= 14
        )


@pytest.mark.parametrize("name", sorted(DEFINITIONS))
class TestATemplate:
    def test_can_be_tried_out(self, name: str) -> None:
        assert [str(fault) for fault in try_out(DEFINITIONS[name], seeds=range(9))] == []

    def test_takes_its_own_key_in_both_languages(self, name: str) -> None:
        for instance in _items(DEFINITIONS[name], 12):
            for language in ("en", "es"):
                response = read_response(_key_as_posted(instance), language=language)
                assert grade(instance, response).is_correct, (instance.seed, instance.step)

    def test_calls_its_error_patterns_wrong(self, name: str) -> None:
        for instance in _items(DEFINITIONS[name], 6):
            for part in instance.parts:
                if isinstance(part.key, NumericKey):
                    values = [error.value for error in part.errors]
                    assert set(values).isdisjoint(part.key.values)

    def test_does_not_tell_the_answer_in_a_hint(self, name: str) -> None:
        for instance in _items(DEFINITIONS[name], 12):
            for part in instance.parts:
                if not isinstance(part.key, NumericKey):
                    continue
                answer = re.escape(_written(part.key.values[0], part.key.form))
                told = re.compile(rf"(?<![\d./]){answer}(?![\d/]|\.\d)")
                for language in ("en", "es"):
                    for hint in hints(instance, language):
                        assert not told.search(hint.markup.replace("$", "").replace(",", ""))


@pytest.mark.parametrize("name", sorted(ROUTES))
class TestAnAnswer:
    def test_is_the_same_by_another_route(self, name: str) -> None:
        names, route = ROUTES[name]
        for instance in _items(DEFINITIONS[name], 40):
            key = instance.parts[0].key
            assert isinstance(key, NumericKey)
            drawn = [_value(instance, each) for each in names.split()]
            assert Fraction(key.values[0]) == route(*drawn), (instance.seed, instance.step)


@pytest.mark.parametrize("name", ["g3-fr-order-simple", "g4-fr-order-any", "g4-de-order"])
class TestAnOrder:
    def test_goes_from_least_to_greatest(self, name: str) -> None:
        for instance in _items(DEFINITIONS[name], 40):
            part = instance.parts[0]
            assert isinstance(part.key, OrderKey)
            worth = {choice.id: choice.value for choice in part.choices}
            numbers = [Fraction(worth[each] or 0) for each in part.key.order]
            assert numbers == sorted(set(numbers))
