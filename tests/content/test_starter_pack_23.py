"""The starter pack, grades 2 and 3: what it holds, and answers reckoned again by another route."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from starter_templates import definitions_of, starter_pack

from ownpath.engine.items import instantiate, show, try_out
from ownpath.engine.items.keys import NumericKey
from ownpath.engine.items.values import Value

PACK, PROBLEMS = starter_pack()
GRADES = {"2": 34, "3": 36}
MINE = re.compile(r"g[23]-")


assert PACK is not None
DEFINITIONS = definitions_of(PACK, MINE)


def _up(start: int, by: int, times: int) -> int:
    for _ in range(times):
        start += by
    return start


def _marks_equal(values: tuple[Fraction, ...], k: int) -> int:
    return list(values).count(Fraction(k))


def _between(first: int, last: int) -> int:
    return len(range(first, last))


# Each route takes the drawn numbers and finds the answer without the template's own expression.
ROUTES: dict[str, tuple[str, Callable[..., Fraction | int]]] = {
    "g2-oa-join-take-story": ("a b more", lambda a, b, more: _up(a, 1 if more else -1, b)),
    "g2-oa-how-many-more": ("a b", lambda a, b: _between(b, a)),
    "g2-oa-two-things": ("a off on", lambda a, off, on: _up(_up(a, -1, off), 1, on)),
    "g2-oa-frame-add": ("a b", lambda a, b: len([0] * a + [0] * b)),
    "g2-oa-frame-take": ("a b", lambda a, b: len(([0] * a)[b:])),
    "g2-oa-rows-picture": ("r c", lambda r, c: _up(0, c, r)),
    "g2-nb-blocks": ("h t o", lambda h, t, o: int(f"{h}{t}{o}")),
    "g2-nb-read-words": ("h t o", lambda h, t, o: int(f"{h}{t}{o}")),
    "g2-nb-put-together": ("x y z", lambda x, y, z: x + y + z),
    "g2-nb-count-line": ("a k", lambda a, k: list(range(a, a + 11))[k]),
    "g2-nb-skip-line": ("a k", lambda a, k: list(range(a, a + 6 * k, k))[4]),
    "g2-nb-ten-more-blocks": ("n j", lambda n, j: n + j),
    "g2-nb-add-two": ("a b", lambda a, b: _up(a, 1, b)),
    "g2-nb-subtract-two": ("a b", lambda a, b: _between(b, a)),
    "g2-nb-team-points": ("p q r s", lambda *points: sum(points)),
    "g2-nb-add-blocks": ("a b", lambda a, b: _up(a, 1, b)),
    "g2-nb-subtract-blocks": ("a b", lambda a, b: _between(b, a)),
    "g2-md-read-ruler": ("s len", lambda s, length: _between(s, s + length)),
    "g2-md-two-rulers": ("a b", lambda a, b: _between(b, a)),
    "g2-md-longest-shortest": ("x y z", lambda *n: sorted(n)[2] - sorted(n)[0]),
    "g2-md-cut-join": ("a b join", lambda a, b, join: _up(a, 1 if join else -1, b)),
    "g2-md-minute-hand": ("m", lambda m: list(range(0, 60, 5)).index(m)),
    "g2-md-count-coins": ("c1 c2 c3 c4 c5 c6", lambda *coins: sum(coins)),
    "g2-md-change": ("p pay", lambda p, pay: _between(p, pay)),
    "g2-md-bills-story": ("a b c", lambda a, b, c: sum((a, b, -c))),
    "g2-md-dots-read": ("v k", _marks_equal),
    "g2-md-picture-graph": ("a b", lambda a, b: _between(b, a)),
    "g2-g-straws": ("a b sx sy", lambda a, b, sx, sy: len([0] * sx * a + [0] * sy * b)),
    "g2-g-squares-picture": ("r c", lambda r, c: len([0 for _ in range(r) for _ in range(c)])),
    "g2-g-share-words": ("k d", lambda k, d: _up(0, d, k)),
    "g3-oa-share-bar": ("total k", lambda total, k: len(range(0, total, k))),
    "g3-oa-packs-table": ("e z", lambda e, z: list(range(0, e * z + 1, e)).index(e * z)),
    "g3-oa-two-step-table": ("k p q", lambda k, p, q: _up(q, p, k)),
    "g3-oa-hard-facts": ("a b", lambda a, b: _up(0, a, b)),
    "g3-oa-divide-facts": ("k q", lambda k, q: len(range(0, k * q, k))),
    "g3-nb-round-line": ("n p", lambda n, p: min(range(0, 1001, p), key=lambda x: abs(x - n))),
    "g3-nb-add-columns": ("a b", lambda a, b: _up(a, 1, b)),
    "g3-nb-times-tens": ("a b", lambda a, b: _up(0, a, b)),
    "g3-fr-jumps-story": ("d n", lambda d, n: sum((Fraction(1, d),) * n, Fraction())),
    "g3-fr-circles-whole": ("d w", lambda d, w: _up(0, d, w)),
    "g3-md-minutes-to": ("k before", lambda k, before: range(60)[-k if before else k]),
    "g3-md-perimeter-shape": ("a b", lambda a, b: a + b + a + b),
    "g3-md-count-area": (
        "a b c d",
        lambda a, b, c, d: sum(
            not (x >= a - c and y >= b - d) for x in range(a) for y in range(b)
        ),
    ),
    "g3-md-l-shape": ("a b c d", lambda a, b, c, d: a * (b - d) + (a - c) * d),
    "g3-md-missing-side": ("a b", lambda a, b: Fraction(2 * (a + b), 2) - a),
    "g3-md-liters-story": ("k e less", lambda k, e, less: _up(-less, e, k)),
    "g3-g-area-fraction": ("s r", lambda s, r: Fraction(s, r)),
}


def _drawn(value: Value) -> object:
    """Return a drawn number as an int, so that it may count things; a list as it is."""
    if isinstance(value, tuple):
        return tuple(Fraction(str(each)) for each in value)
    assert isinstance(value, int | Fraction)
    return int(value)


class TestThePackForGrades2And3:
    def test_is_read_without_a_problem(self) -> None:
        assert [
            str(problem) for problem in PROBLEMS if re.search(r"g2|g3|g23", str(problem))
        ] == []

    def test_has_every_competency(self) -> None:
        assert PACK is not None
        grades = [record.grade for record in PACK.competencies]
        assert {grade: grades.count(grade) for grade in GRADES} == GRADES

    def test_practices_every_competency_in_two_ways(self) -> None:
        assert PACK is not None
        for record in PACK.competencies:
            if record.grade in GRADES:
                mine = [d for d in DEFINITIONS.values() if record.code in d.competencies]
                assert len(mine) >= 2, record.code
                assert len({d.representation for d in mine}) >= 2, record.code

    def test_teaches_every_competency_in_a_small_group(self) -> None:
        assert PACK is not None
        taught = {code for lesson in PACK.lessons for code in lesson.competencies}
        mine = {record.code for record in PACK.competencies if record.grade in GRADES}
        assert mine - taught == set()

    def test_has_projects_for_every_hope(self) -> None:
        assert PACK is not None
        mine = [project for project in PACK.projects if project.id.startswith("pj-23-")]
        assert len(mine) >= 24
        assert len({hope for project in mine for hope in project.hopes}) == 16


@pytest.mark.parametrize("name", sorted(name for name in DEFINITIONS if name.startswith("g2-")))
def test_a_template_of_grade_2_can_be_tried_out_and_shown(name: str) -> None:
    definition = DEFINITIONS[name]
    assert [str(fault) for fault in try_out(definition, seeds=range(4))] == []
    shown = show(instantiate(definition, seed=1, step=1), language="es")
    assert shown.prompt_html


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_an_answer_is_the_same_by_another_route(name: str) -> None:
    names, route = ROUTES[name]
    for seed in range(25):
        for step in (1, 2, 3):
            instance = instantiate(DEFINITIONS[name], seed=seed, step=step)
            key = instance.parts[0].key
            assert isinstance(key, NumericKey)
            drawn = [_drawn(instance.values[each]) for each in names.split()]
            assert Fraction(key.values[0]) == route(*drawn), (seed, step)
