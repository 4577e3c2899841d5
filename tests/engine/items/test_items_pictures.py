"""Pictures: every kind draws well-formed SVG in the page's own colors, and refuses what cannot be drawn."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from defusedxml import ElementTree
from items_samples import HELP, item

from ownpath.engine.items import read_definition, show
from ownpath.engine.items.pictures import KINDS, draw
from ownpath.engine.items.pictures.svg import letters_wide


class TestPictures:
    GOOD = {
        "number_line": {
            "from": 0,
            "to": 2,
            "step": Fraction(1, 4),
            "labels": (0, Fraction(1, 2), 1, 2),
            "points": (Fraction(3, 4),),
            "letters": ("A",),
            "jumps": ((0, 1),),
        },
        "fraction_bar": {"parts": 4, "shaded": 5, "bars": 2, "label": "bar"},
        "array": {
            "rows": 3,
            "columns": 4,
            "shaded_rows": 1,
            "row_label": "3",
            "column_label": "4",
        },
        "bar_graph": {"values": (3, 0, 7), "labels": ("<a>", "b", "c"), "title": "Pets"},
        "coordinate_grid": {
            "x": (-5, 5),
            "y": (-5, 5),
            "points": ((1, 2), (-3, 4)),
            "letters": ("A", "B"),
            "path": "closed",
        },
        "objects": {"counts": (3, 2), "thing": "star", "layout": "scattered", "crossed": 1},
        "ten_frame": {"filled": 13, "crossed": 2, "second": 4},
        "base_ten": {"thousands": 1, "hundreds": 2, "tens": 3, "ones": 4},
        "clock": {"hour": 3, "minute": 40},
        "ruler": {"to": 6, "unit": "in", "step": Fraction(1, 4), "end": 4, "thing": "lápiz"},
        "coins": {"cents": (25, 10, 5, 1, 50, 100, 2000)},
        "fraction_circle": {"parts": 4, "shaded": 7, "circles": 2},
        "shape": {"shape": "hexagon", "turn": 15, "cut": 4, "shaded": 1, "sides": (5, "x")},
        "polygon": {
            "points": ((0, 0), (4, 0), (0, 3)),
            "sides": ("4 m", "", "3 m"),
            "angles": ("", "37°"),
            "right_angles": (1,),
            "grid": True,
        },
        "dot_plot": {"values": (1, 1, 2), "from": 0, "to": 3, "title": "Pets"},
        "picture_graph": {"values": (4, 3), "labels": ("a", "b"), "each": 2},
        "histogram": {"starts": 0, "width": 10, "counts": (3, 0, 12), "unit": "min"},
        "box_plot": {"five": (1, 2, 3, 5, 9), "from": 0, "to": 10, "step": 1},
        "angle": {"degrees": 90, "parts": (30, 60), "labels": ("x", 60)},
        "lines": {"degrees": 50, "labels": ("a", "b", "c", "d"), "kind_of": "parallel"},
        "solid": {"solid": "cone", "radius": "3 cm", "height": "4 cm"},
        "net": {"solid": "box", "length": 2, "width": 3, "height": 4},
        "tape": {"bars": ((1, 2), (3,)), "labels": (("x", 4),), "totals": ("", "9")},
        "balance": {"left": ("x", "x"), "right": (8,), "tilt": -1},
        "function_graph": {"x": (-5, 5), "y": (-5, 5), "curves": (lambda x: x * x - 2,)},
        "scatter": {"x": (0, 9), "y": (0, 9), "points": ((1, 2), (3, 4)), "line": (1, 1)},
        "tally": {"counts": (7, 0), "labels": ("dog", "cat")},
        "thermometer": {"from": -10, "to": 10, "step": 5, "value": -3, "unit": "°C"},
        "beaker": {"to": 500, "step": 50, "value": 350, "unit": "mL"},
        "spinner": {"parts": (1, 2), "labels": ("A", "B")},
        "where": {"place": "behind"},
        "tree": {"first": ("red", "blue"), "second": ("S", "M")},
        "double_line": {
            "top": (0, 2),
            "bottom": (0, 5),
            "top_label": "cups",
            "bottom_label": "dollars",
            "hidden": ((2, 2),),
        },
    }

    def test_writes_numbers_of_a_line_as_a_sentence_does(self) -> None:
        drawn = draw("number_line", {"from": -84000, "to": 84000, "step": 42000}, alt="line")
        assert re.findall(r">([^<>]+)</text>", drawn) == [
            "\u221284,000",
            "84,000",
        ]

    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_are_whole_svg_without_styles_of_their_own(self, kind: str) -> None:
        svg = draw(kind, self.GOOD[kind], 'alt "quoted" <x>')

        root = ElementTree.fromstring(svg)
        assert root.attrib["aria-label"] == 'alt "quoted" <x>'
        assert not re.search(r"style=|#[0-9a-f]{3}|rgb\(", svg)

    @pytest.mark.parametrize(
        ("kind", "bad"),
        [
            ("number_line", {"from": 1, "to": 0, "step": 1}),
            ("number_line", {"from": 0, "to": 1, "step": 0}),
            ("number_line", {"from": 0, "to": 10**6, "step": 1}),
            ("number_line", {"from": 0, "to": 1}),
            ("fraction_bar", {"parts": 0, "shaded": 0}),
            ("fraction_bar", {"parts": 4, "shaded": 5}),
            ("array", {"rows": 99, "columns": 1}),
            ("array", {"rows": Fraction(1, 2), "columns": 1}),
            ("bar_graph", {"values": (1,), "labels": ()}),
            ("bar_graph", {"values": (), "labels": ()}),
            ("coordinate_grid", {"x": (0, 0), "y": (0, 1)}),
            ("coordinate_grid", {"x": (0, 10), "y": (0, 10), "points": ((1,),)}),
            ("objects", {"counts": ()}),
            ("objects", {"counts": (3,), "crossed": 4}),
            ("objects", {"counts": (3,), "thing": "tiger"}),
            ("ten_frame", {"filled": 21}),
            ("base_ten", {}),
            ("clock", {"hour": 3, "minute": 60}),
            ("ruler", {"to": 6, "unit": "in", "end": 7}),
            ("coins", {"cents": (3,)}),
            ("fraction_circle", {"parts": 4, "shaded": 5}),
            ("shape", {"shape": "kite", "cut": 3}),
            ("polygon", {"points": ((0, 0), (1, 1), (2, 2))}),
            ("dot_plot", {"values": (9,), "from": 0, "to": 3}),
            ("picture_graph", {"values": (1,), "labels": ("a",), "each": 3}),
            ("histogram", {"starts": 0, "width": 0, "counts": (1,)}),
            ("box_plot", {"five": (3, 2, 3, 5, 9), "from": 0, "to": 10, "step": 1}),
            ("angle", {"degrees": 200, "protractor": True}),
            ("lines", {"degrees": 5}),
            ("solid", {"solid": "box", "cubes": (0, 1, 1)}),
            ("tape", {"bars": ((0,),)}),
            ("balance", {"left": (), "right": (), "tilt": 2}),
            ("function_graph", {"x": (0, 0), "y": (0, 1), "curves": ()}),
            ("scatter", {"x": (0, 9), "y": (0, 9), "points": ((1, 1),), "line": (0, 20)}),
            ("tally", {"counts": (1,), "labels": ()}),
            ("beaker", {"to": 10, "step": 1, "value": 11, "unit": "mL"}),
            ("spinner", {"parts": (0,), "labels": ("A",)}),
            ("tree", {"first": (), "second": ("A",)}),
            ("double_line", {"top": (2, 1), "bottom": (1, 2)}),
        ],
    )
    def test_refuse_what_cannot_be_drawn(self, kind: str, bad: dict[str, object]) -> None:
        with pytest.raises(ValueError, match=r"picture|number line"):
            draw(kind, bad, "alt")


class TestMeasures:
    @pytest.mark.parametrize("solid", ["sphere", "cone", "cylinder", "pyramid"])
    def test_are_drawn_only_where_they_are_given(self, solid: str) -> None:
        measure = "height" if solid == "pyramid" else "radius"

        plain = draw("solid", {"solid": solid}, "alt")
        measured = draw("solid", {"solid": solid, measure: "10 cm"}, "alt")

        assert measured.count("<line") == plain.count("<line") + 1

    def test_stay_inside_the_frame(self) -> None:
        points = ((0, 0), (4, 0), (4, 3), (0, 3))

        svg = draw(
            "polygon", {"points": points, "sides": ("", "10.5 cm", "", "10.5 cm")}, "alt"
        )

        wide = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
        ends = {
            a: float(x) for x, a in re.findall(r'x="([\d.]+)"[^>]*anchor="(start|end)"', svg)
        }
        assert ends["end"] >= letters_wide("10.5 cm")
        assert ends["start"] + letters_wide("10.5 cm") <= wide

    def test_mark_twice_what_is_marked_both_ways(self) -> None:
        marks = {"rows": 4, "columns": 3, "shaded_rows": 2, "shaded_columns": 1}

        svg = draw("array", marks, "alt")

        assert (svg.count("pic-cell-on"), svg.count("pic-cell-half")) == (2, 6 + 4 - 2 * 2)


class TestArguments:
    @pytest.mark.parametrize(
        ("picture", "shown"),
        [
            ({"kind": "polygon", "sides": ["a", "{b} cm", ""]}, [">7<", ">3 cm<"]),
            ({"kind": "polygon", "sides": ["x", "'?'", "h"]}, [">x<", ">?<", ">h<"]),
            ({"kind": "polygon", "sides": [{"en": "base", "es": "base"}]}, [">base<"]),
        ],
    )
    def test_take_texts_and_expressions(
        self, picture: dict[str, object], shown: list[str]
    ) -> None:
        drawn = {"points": [[0, 0], [4, 0], [0, 3]], "alt": {"en": "A.", "es": "A."}}

        svg = _drawn({**drawn, **picture})

        assert [each for each in shown if each not in svg] == []

    @pytest.mark.parametrize("curve", ["a*x - b", "{a}x {-b|signed}", "a/x"])
    def test_take_functions_of_x(self, curve: str) -> None:
        svg = _drawn(
            {
                "kind": "function_graph",
                "x": [-5, 5],
                "y": [-9, 9],
                "curves": [curve],
                "alt": {"en": "A.", "es": "A."},
            }
        )

        assert svg.count("<path") == 1

    def test_name_what_nobody_declared(self) -> None:
        _, faults = read_definition(
            {
                **_KEYS,
                "picture": {
                    "kind": "ten_frame",
                    "filled": "nobody",
                    "alt": {"en": "A", "es": "A"},
                },
            },
            where="t",
        )

        assert any("uses nobody" in fault.what for fault in faults)


_KEYS = {
    "id": "sample",
    "competencies": ["M3.FR.01"],
    "type": "numeric",
    "representation": "picture",
    "prompt": {"en": "How much?", "es": "¿Cuánto?"},
    "parameters": {"a": {"int": [7, 7]}, "b": {"int": [3, 3]}},
    "answer": {"value": "a"},
    **HELP,
}


def _drawn(picture: dict[str, object]) -> str:
    return show(item(**{**_KEYS, "picture": picture}), language="en").pictures[0].svg
