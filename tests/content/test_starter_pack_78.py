"""The starter pack's grades 6 to 8: right answers by another route, both languages, honest hints."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

import pytest
from starter_templates import starter_pack

from ownpath.engine.items import (
    grade,
    hints,
    instantiate,
    key_fields,
    read_definition,
    read_response,
    show,
    solution,
    try_out,
)
from ownpath.engine.items.types import ItemDefinition, ItemInstance
from ownpath.interchange.packs.records import PackRecords

SEEDS, STEPS, LANGUAGES = range(5), (1, 2, 3), ("en", "es")
OURS = re.compile(r"^(g[678])-")
Values = Mapping[str, Fraction]


def _shoelace(*corners: tuple[Fraction | int, Fraction | int]) -> Fraction:
    """Return the area inside the corners, by the shoelace rule."""
    following = (*corners[1:], corners[0])
    turns = [Fraction(x * b - a * y) for (x, y), (a, b) in zip(corners, following, strict=True)]
    return abs(sum(turns, Fraction())) / 2


def _shell(long: Fraction, wide: Fraction, high: Fraction) -> int:
    """Return how many unit squares cover a box, face by face."""
    edges = (int(long), int(wide), int(high))
    pairs = [(a, b) for i, a in enumerate(edges) for j, b in enumerate(edges) if i != j]
    return sum(len(range(a)) * b for a, b in pairs)


@cache
def _pack() -> PackRecords:
    pack, problems = starter_pack()
    assert pack is not None
    assert not problems, problems[:5]
    return pack


@cache
def _templates() -> dict[str, ItemDefinition]:
    found = {}
    for record in _pack().templates:
        if OURS.match(record.id):
            definition, faults = read_definition(record.data, where=record.where)
            assert definition is not None, faults
            found[record.id] = definition
    return found


def _items(definition: ItemDefinition) -> list[ItemInstance]:
    return [instantiate(definition, seed=s, step=step) for s in SEEDS for step in STEPS]


IDS = sorted(_templates())

# The same answer by another route: straight from the numbers of the item, not from its answer's expression.
CHECKS: dict[str, Callable[[Values, Fraction], bool]] = {
    "g6-ratio-same-mix": lambda v, x: v["a"] * x == v["b"] * (v["a"] * v["k"]),
    "g6-value-of-a-rule": lambda v, x: (x - v["b"]) / v["a"] == v["x"],
    "g7-unit-rate-fractions": lambda v, x: abs(float(x) - float(v["d"]) / float(v["t"])) < 1e-9,
    "g7-discount": lambda v, x: (
        abs(float(x) - float(v["price"]) * (1 - float(v["p"]) / 100)) < 1e-9
    ),
    "g7-add-subtract-signed": lambda v, x: x - v["s"] * v["b"] == v["a"],
    "g7-two-step-solve": lambda v, x: v["a"] * x + v["b"] == v["a"] * v["x"] + v["b"],
    "g7-circle-around": lambda v, x: (
        abs(float(x) - 2 * math.pi * float(v["r"])) < 0.01 * float(v["r"])
    ),
    "g7-chance-bag": lambda v, x: x + (v["b"] + v["c"]) / (v["a"] + v["b"] + v["c"]) == 1,
    "g8-slope-from-graph": lambda v, x: math.isclose(math.atan2(v["y"], v["x"]), math.atan(x)),
    "g8-slope-two-points": lambda v, x: v["y1"] + x * v["run"] == v["y2"],
    "g8-both-sides-solve": lambda v, x: v["a"] * x + v["b"] == v["c"] * x + v["d"],
    "g8-plans-even": lambda v, x: (
        v["start"] + v["p"] * x == v["fee"] + (v["p"] + v["more"]) * x
    ),
    "g8-power-value": lambda v, x: math.isclose(x, v["m"] * math.pow(v["b"], v["e"])),
    "g8-square-root": lambda v, x: math.isclose(v["area"], math.pow(x, v["three"])),
    "g8-right-triangle-longest": lambda v, x: math.isclose(x, math.hypot(v["a"], v["b"])),
    "g8-right-triangle-leg": lambda v, x: math.isclose(v["c"], math.hypot(v["a"], x)),
    "g8-two-way-part": lambda v, x: math.isclose(x, v["a"] / (v["a"] + v["b"])),
    "g6-triangle-on-grid": lambda v, x: (
        x == _shoelace((v["g"], 0), (v["g"] + v["b"], 0), (v["g"] + v["t"], v["h"]))
    ),
    "g6-area-of-l-shape": lambda v, x: (
        x == v["a"] * (v["b"] - v["d"]) + (v["a"] - v["c"]) * v["d"]
    ),
    "g6-wrap-a-box": lambda v, x: x == _shell(v["l"], v["w"], v["h"]),
    "g6-most-that-fits": lambda v, x: x == max(n for n in range(200) if v["a"] * n <= v["m"]),
    "g7-price-before": lambda v, x: (
        abs(float(x) * (1 + float(v["p"]) / 100) - float(v["new"])) < 1e-9
    ),
    "g7-interest-story": lambda v, x: (
        abs(float(x) / float(v["p"]) - float(v["r"]) / 100 * float(v["t"])) < 1e-9
    ),
    "g7-bracket-equation": lambda v, x: (
        v["a"] * x + v["a"] * v["b"] == v["a"] * (v["x"] + v["b"])
    ),
    "g7-cold-front": lambda v, x: v["start"] + sum(x for _ in range(int(v["t"]))) == v["end"],
    "g7-two-spinners": lambda v, x: (
        x
        == Fraction(
            len(
                [
                    1
                    for i in range(int(v["m"]))
                    for j in range(int(v["n"]))
                    if i < v["p"] and j < v["q"]
                ]
            ),
            int(v["m"] * v["n"]),
        )
    ),
    "g7-how-many-outcomes": lambda v, x: (
        x
        == len(
            [
                1
                for _ in range(int(v["a"]))
                for _ in range(int(v["b"]))
                for _ in range(int(v["c"]))
            ]
        )
    ),
    "g8-repeating-to-fraction": lambda v, x: (
        abs(float(x) - float(f"{int(v['w'])}." + f"{int(v['n']):02d}" * 8)) < 1e-12
    ),
    "g8-brackets-both-sides": lambda v, x: v["a"] * x + v["a"] * v["b"] == v["c"] * x + v["d"],
    "g8-distance-on-grid": lambda v, x: math.isclose(x, math.hypot(v["u"], v["v"])),
    "g8-outside-angle": lambda v, x: x in (v["a"] + v["b"], v["given2"] - v["a"]),
    "g8-shadow-height": lambda v, x: math.isclose(
        math.atan2(x, v["s"] * v["k"]), math.atan2(v["h"], v["s"])
    ),
}


class TestThePack:
    """What these grades of the starter pack hold and practice."""

    def test_hold_at_least_what_was_promised(self) -> None:
        pack = _pack()
        assert len([c for c in pack.competencies if c.grade in ("6", "7", "8")]) >= 90
        assert len(IDS) >= 180
        assert len([x for x in pack.lessons if x.id.startswith("ls-78-")]) >= 10
        assert len([x for x in pack.lessons if x.id.startswith("ls-68-")]) >= 80
        assert len([x for x in pack.projects if x.id.startswith("pj-78-")]) >= 12
        assert len([x for x in pack.projects if x.id.startswith("pj-68-")]) >= 24

    def test_practice_every_competency(self) -> None:
        practiced = {code for each in _pack().templates for code in each.competencies}
        wanted = {c.code for c in _pack().competencies if c.grade in ("6", "7", "8")}
        assert wanted <= practiced


class TestATemplate:
    """That one template makes honest items."""

    @pytest.mark.parametrize("name", IDS)
    def test_can_be_tried_out(self, name: str) -> None:
        assert try_out(_templates()[name], seeds=range(6)) == []

    @pytest.mark.parametrize("name", IDS)
    def test_counts_its_key_as_right_in_both_languages(self, name: str) -> None:
        for item in _items(_templates()[name]):
            for language in LANGUAGES:
                response = read_response(key_fields(item), language=language)
                assert grade(item, response).is_correct, (name, item.values)

    @pytest.mark.parametrize("name", IDS)
    def test_leaves_no_brace_behind(self, name: str) -> None:
        for item in _items(_templates()[name]):
            for language in LANGUAGES:
                shown = show(item, language=language)
                helps = [*hints(item, language), *solution(item, language)]
                html = " ".join([shown.prompt_html, *(each.html for each in helps)])
                assert not re.search(r"[{}]", html), html

    @pytest.mark.parametrize("name", IDS)
    def test_offers_no_choice_twice(self, name: str) -> None:
        for item in _items(_templates()[name]):
            for part in show(item, language="en").parts:
                offered = [choice.html for choice in part.choices]
                assert len(set(offered)) == len(offered)

    @pytest.mark.parametrize("name", IDS)
    def test_says_no_number_of_the_answer_in_a_hint(self, name: str) -> None:
        for item in _items(_templates()[name]):
            fields = key_fields(item)
            answer = fields.get("answer", [""])[0]
            if show(item, language="en").parts[0].choices or not re.fullmatch(
                r"-?[\d./]+", answer
            ):
                continue
            alone = re.compile(rf"(?<![\d./-]){re.escape(answer)}(?![\d/]|\.\d)")
            for language in LANGUAGES:
                for hint in hints(item, language):
                    assert not alone.search(hint.markup), (name, answer, hint.markup)

    @pytest.mark.parametrize("name", sorted(CHECKS))
    def test_has_the_answer_that_another_route_gives(self, name: str) -> None:
        for item in _items(_templates()[name]):
            values = {
                key: Fraction(value)
                for key, value in item.values.items()
                if isinstance(value, int | Fraction) and not isinstance(value, bool)
            }
            answer = key_fields(item)["answer"][0]
            power = re.fullmatch(r"(.+)\*10\^\(?(-?\d+)\)?", answer)
            right = (
                Fraction(power[1]) * Fraction(10) ** int(power[2])
                if power
                else Fraction(answer)
            )
            assert CHECKS[name](values, right), (name, values, answer)
