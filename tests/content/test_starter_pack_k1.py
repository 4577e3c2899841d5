"""The library's kindergarten and grade 1: whole, heard without reading, and reckoned again by another route."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest
from starter_templates import starter_pack

from ownpath.engine.items import (
    ItemDefinition,
    ItemInstance,
    instantiate,
    read_definition,
    show,
    try_out,
)
from ownpath.engine.items.keys import ChosenKey, NumericKey
from ownpath.interchange.packs.records import PackRecords

OURS = re.compile(r"g[k1]-")
GRADES = ("K", "1")
BEGINNINGS = {"MK.CC.01", "MK.MD.01", "MK.G.01", "MK.G.02"}
STUMBLES = re.compile(r"[_=+<>$|*]|\bblank\b|\bespacio en blanco\b|\bespacio (decenas|más)\b")


@cache
def _pack() -> PackRecords:
    pack, problems = starter_pack()
    assert pack is not None
    assert not [str(p) for p in problems if re.search(r"gK|g1-|k1", str(p))]
    return pack


@cache
def _definitions() -> dict[str, ItemDefinition]:
    found = {}
    for record in _pack().templates:
        if OURS.match(record.id):
            definition, faults = read_definition(record.data, where=record.where)
            assert definition is not None, [str(fault) for fault in faults]
            assert not faults, [str(fault) for fault in faults]
            found[record.id] = definition
    return found


def _items(name: str, seeds: int) -> list[ItemInstance]:
    definition = _definitions()[name]
    return [
        instantiate(definition, seed=seed, step=step)
        for seed in range(seeds)
        for step in (1, 2, 3)
    ]


def _value(instance: ItemInstance, name: str) -> Fraction:
    found = instance.values[name]
    assert isinstance(found, int | Fraction)
    return Fraction(found)


# Each route counts like a child: it walks, matches or collects, and never uses the template's expression.
ROUTES: dict[str, tuple[str, Callable[..., Fraction | int]]] = {
    "gk-cc-on-next": ("a", lambda a: list(range(int(a), int(a) + 9))[3]),
    "gk-oa-groups-together": ("a b", lambda a, b: len(["x"] * int(a) + ["y"] * int(b))),
    "gk-oa-crossed-out": ("n k", lambda n, k: len(range(int(n))[: -int(k)])),
    "gk-oa-hidden-part": ("n a", lambda n, a: len(range(int(a), int(n)))),
    "gk-oa-fill-frame": ("n", lambda n: "x" * int(n) and 10 - len("x" * int(n))),
    "gk-oa-more-come": ("a b", lambda a, b: sum(1 for _ in range(int(a) + int(b)))),
    "gk-oa-some-leave": ("n k", lambda n, k: next(x for x in range(99) if x + k == n)),
    "gk-nb-frame-and-more": ("n", lambda n: divmod(int(n), 10)[1]),
    "g1-oa-change-unknown": ("a n", lambda a, n: len(range(int(a), int(n)))),
    "g1-oa-compare-story": ("a b", lambda a, b: len(range(int(b), int(a)))),
    "g1-oa-three-story": (
        "a b c",
        lambda *parts: len([1 for p in parts for _ in range(int(p))]),
    ),
    "g1-oa-balance-missing": (
        "a b c",
        lambda a, b, c: next(x for x in range(99) if x + c == a + b),
    ),
    "g1-nb-blocks-number": ("h t o", lambda h, t, o: int(f"{int(h)}{int(t)}{int(o)}")),
    "g1-nb-add-ones": ("a b", lambda a, b: list(range(int(a), 200))[int(b)]),
    "g1-nb-take-tens": ("t u", lambda t, u: len(range(int(u), int(t))) * 10),
    "g1-md-hour-later": ("h k", lambda h, k: (int(h) + int(k) - 1) % 12 + 1),
    "g1-g-count-cubes": (
        "l w h",
        lambda long, w, h: sum(
            1 for _ in range(int(long)) for _ in range(int(w)) for _ in range(int(h))
        ),
    ),
}


class TestKindergartenAndGrade1:
    def test_has_two_ways_and_a_lesson_for_every_competency(self) -> None:
        mine = {record.code for record in _pack().competencies if record.grade in GRADES}
        assert len(mine) >= 66
        ways: dict[str, set[str]] = {code: set() for code in mine}
        for definition in _definitions().values():
            ways[definition.competencies[0]].add(definition.representation)
        assert {code for code, kinds in ways.items() if len(kinds) < 2} == set()
        taught = {code for lesson in _pack().lessons for code in lesson.competencies}
        assert mine - taught == set()

    def test_begins_nowhere_but_at_its_beginnings(self) -> None:
        loose = {
            record.code
            for record in _pack().competencies
            if record.grade in GRADES and not record.hard
        }
        assert loose == BEGINNINGS

    def test_has_projects_for_every_hope_and_interest(self) -> None:
        projects = [one for one in _pack().projects if one.id.startswith("pj-k1-")]
        assert len(projects) >= 24
        themes = {theme for one in projects for theme in (*one.hopes, *one.interests)}
        assert {one.id for one in _pack().themes} - themes == set()


class TestAChildWhoCannotReadYet:
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_hears_every_question_without_signs(self, language: str) -> None:
        stumbling = {
            f"{name}: {spoken}"
            for name in _definitions()
            for instance in _items(name, 2)
            if STUMBLES.search(spoken := show(instance, language=language).spoken) or not spoken
        }
        assert stumbling == set()

    def test_can_hear_or_see_every_choice(self) -> None:
        mute = {
            name
            for name in _definitions()
            for part in show(_items(name, 1)[0], language="en").parts
            for choice in (*part.choices, *part.targets)
            if not choice.spoken and choice.picture is None
        }
        assert mute == set()


def test_every_template_can_be_tried_out() -> None:
    faults = {
        name: [str(fault) for fault in found]
        for name, definition in _definitions().items()
        if (found := try_out(definition, seeds=range(3)))
    }
    assert faults == {}


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_an_answer_is_the_same_by_another_route(name: str) -> None:
    names, route = ROUTES[name]
    for instance in _items(name, 20):
        key = instance.parts[0].key
        assert isinstance(key, NumericKey)
        drawn = [_value(instance, each) for each in names.split()]
        assert Fraction(key.values[0]) == route(*drawn), (instance.seed, instance.step)


def test_the_ribbon_that_is_longer_is_the_longer_one() -> None:
    for instance in _items("gk-md-ribbons", 30):
        key = instance.parts[0].key
        assert isinstance(key, ChosenKey)
        top, bottom = _value(instance, "a"), _value(instance, "b")
        texts = {
            choice.id: choice.spoken
            for choice in show(instance, language="en").parts[0].choices
        }
        asked_longer = "longer" in show(instance, language="en").spoken
        expected = "They are the same"
        if top != bottom:
            expected = "The top one" if (top > bottom) == asked_longer else "The bottom one"
        assert [texts[each] for each in key.right] == [expected]
