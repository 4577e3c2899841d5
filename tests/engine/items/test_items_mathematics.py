"""Mathematics seen and heard; content text as safe HTML; numbers and texts with places."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.engine.items import plain_text, render_line, render_text
from ownpath.engine.items.mathematics.number_words import cardinal, fraction_words
from ownpath.engine.items.texts import make_text
from ownpath.engine.items.values import Word

DOGS = Word(
    forms={"en": {"one": "dog", "many": "dogs"}, "es": {"one": "perro", "many": "perros"}}
)
VALUES = {
    "n": 1,
    "m": 1250,
    "f": Fraction(3, 2),
    "h": Fraction(-3, 4),
    "d": DOGS,
    "data": (3, 5, Fraction(1, 2)),
    "one": 1,
    "neg": -1,
}


class TestRenderText:
    @pytest.mark.parametrize(
        ("markup", "english", "spanish"),
        [
            ("$3/4$", "three fourths", "tres cuartos"),
            ("$1/2$", "one half", "un medio"),
            ("$5/11$", "five elevenths", "cinco onceavos"),
            ("$3/37$", "three thirty-sevenths", "tres sobre treinta y siete"),
            ("$2 3/4$", "two and three fourths", "dos y tres cuartos"),
            ("$x^2 + 3x$", "x squared plus 3 x", "x al cuadrado más 3 x"),
            ("$5 + -3$", "5 plus negative 3", "5 más menos 3"),
            ("$(2, -3)$", "the point 2, negative 3", "el punto 2, menos 3"),
            ("$0.bar(3)$", "0 point 3 repeating", "0 punto 3 periódico"),
            ("$3.bar(35)$", "3 point 3 5 repeating", "3 punto 3 5 periódico"),
            ("$0.1bar(6)$", "0.1, then 6 repeating", "0.1, luego 6 periódico"),
            (
                "$(x+1)/2$",
                "the fraction x plus 1 over 2, end of fraction",
                "la fracción x más 1 sobre 2, fin de la fracción",
            ),
            (
                "$sqrt(9) <= 3$",
                "the square root of 9 is less than or equal to 3",
                "la raíz cuadrada de 9 es menor o igual que 3",
            ),
            ("$__ + 3$", "blank plus 3", "espacio en blanco más 3"),
            ("2,333 shells", "2,333 shells", "2333 shells"),
            (
                "Add 3, 450 and 12,345,678",
                "Add 3, 450 and 12,345,678",
                "Add 3, 450 and 12345678",
            ),
            ("It is [[few]]. So", "It is blank. So", "It is espacio en blanco. So"),
            ("| | Rain |\n| May | 15 |", "Rain. May, 15.", "Rain. May, 15."),
            ("**Half** of $$8", "Half of $8", "Half of $8"),
        ],
    )
    def test_says_what_a_person_would_say(
        self, markup: str, english: str, spanish: str
    ) -> None:
        assert render_text(markup, "en")[1] == english
        assert render_text(markup, "es")[1] == spanish

    def test_shows_mathml(self) -> None:
        html, _ = render_line("$1 1/2 - 1250$", "en")

        assert "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in html
        assert "<mn>1,250</mn>" in html

    @pytest.mark.parametrize("notation", ["ours", "latex"])
    @settings(max_examples=150, deadline=None)
    @given(text=st.text(alphabet="ab12<>&\"'$*_|[]{}\\^/().,\n xfrac", max_size=80))
    def test_lets_nothing_through_but_its_own_elements(self, text: str, notation: str) -> None:
        html, _ = render_text(text, "en", notation=notation)

        root = ElementTree.fromstring(f"<div>{html}</div>")
        allowed = {"div", "p", "strong", "span", "table", "thead", "tbody", "tr", "th", "td"}
        tags = {element.tag for element in root.iter()} - allowed
        assert all(re.fullmatch(r"m[a-z]+", tag) for tag in tags)
        names = {name for element in root.iter() for name in element.attrib}
        assert names <= {
            "class",
            "scope",
            "data-gap",
            "alttext",
            "form",
            "stretchy",
            "linethickness",
            "mathvariant",
        }

    @pytest.mark.parametrize(
        "latex",
        [
            r"\href{javascript:alert(1)}{x}",
            r"\text{<script>}",
            r"\frac{",
            "\\" * 500,
            "{" * 300,
            r"\style{color:red}{x}",
            r"\class{a}{x}",
        ],
    )
    def test_tames_hostile_latex(self, latex: str) -> None:
        html, _ = render_text(f"$${latex}$$", "en", notation="latex")

        assert "<script" not in html
        assert not re.search(r"<[^>]+(href|style|onclick)=", html)

    def test_makes_a_table(self) -> None:
        html, spoken = render_text("| Day | Pages |\n| 1 | $1/2$ |", "en")

        assert '<th scope="col">Pages</th>' in html
        assert spoken == "Day, Pages. 1, one half."


class TestTexts:
    @pytest.mark.parametrize(
        ("source", "english", "spanish"),
        [
            ("{m} {d|m}", "1,250 dogs", "1,250 perros"),
            ("{n} {d|n}", "1 dog", "1 perro"),
            ("{d.many|cap}", "Dogs", "Perros"),
            ("{m|plain}", "1250", "1250"),
            ("{f}", "$3/2$", "$3/2$"),
            ("{f|mixed}", "$1 1/2$", "$1 1/2$"),
            ("{f|decimal}", "1.5", "1.5"),
            ("{f|decimal 2}", "1.50", "1.50"),
            ("{f|money}", "$$1.50", "$$1.50"),
            ("{h|percent}", "-75%", "-75%"),
            ("$ {f} $", "$ 3/2 $", "$ 3/2 $"),
            ("{m|words}", "one thousand two hundred fifty", "mil doscientos cincuenta"),
            ("{n|ordinal}", "1st", "1.º"),
            ("{n|pad 2}", "01", "01"),
            ("$x {h|signed}$", "$x - 3/4$", "$x - 3/4$"),
            ("$x {n|signed}$", "$x + 1$", "$x + 1$"),
            ("${one|coef}x$", "$x$", "$x$"),
            ("${neg|coef}x$", "$-x$", "$-x$"),
            ("$y {neg|signed_coef}x$", "$y - x$", "$y - x$"),
            ("{data}", "3, 5, $1/2$", "3, 5, $1/2$"),
            ("{{x}} {n + 1}", "{x} 2", "{x} 2"),
            ("$$5 and $ {n} $", "$$5 and $ 1 $", "$$5 and $ 1 $"),
            ("", "", ""),
            ("{n - 1}", "0", "0"),
        ],
    )
    def test_put_values_in(self, source: str, english: str, spanish: str) -> None:
        text = make_text({"": source})

        assert [text.fill(VALUES, language, "fraction") for language in ("en", "es")] == [
            english,
            spanish,
        ]


class TestNumberWords:
    @pytest.mark.parametrize(
        ("number", "english", "spanish"),
        [
            (0, "zero", "cero"),
            (16, "sixteen", "dieciséis"),
            (21, "twenty-one", "veintiuno"),
            (100, "one hundred", "cien"),
            (101, "one hundred one", "ciento uno"),
            (1000, "one thousand", "mil"),
            (21000, "twenty-one thousand", "veintiún mil"),
            (31_000_000, "thirty-one million", "treinta y un millones"),
            (-5, "negative five", "menos cinco"),
            (500, "five hundred", "quinientos"),
        ],
    )
    def test_are_said(self, number: int, english: str, spanish: str) -> None:
        assert (cardinal(number, "en"), cardinal(number, "es")) == (english, spanish)

    def test_name_the_parts(self) -> None:
        assert fraction_words(21, 100, "es") == "veintiún centésimos"
        assert fraction_words(1, 2, "en") == "one half"
        assert fraction_words(5, 3, "en") == "five thirds"


class TestPlainText:
    def test_leaves_out_the_marks(self) -> None:
        assert plain_text("**A** $3/4$ of $$8") == "A 3/4 of $8"
