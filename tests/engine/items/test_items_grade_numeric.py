"""Numbers: what a teacher would accept, and nothing else."""

from __future__ import annotations

import pytest
from items_samples import IDEA, answered, item, verdict

R, W, U = "right", "wrong", "unread"

HALF = [
    ("0.5", R),
    (".5", R),
    ("0.50", R),
    ("1/2", R),
    ("2/4", R),
    ("50/100", R),
    ("½", R),
    ("50%", R),
    ("50 %", R),
    (" 1/2 ", R),
    ("1 / 2", R),
    ("x=1/2", R),
    ("x = 0.5", R),
    ("1/2 = x", R),
    ("= 1/2", R),
    ("+1/2", R),
    ("(1/2)", R),
    ("1\u20442", R),
    ("0.5.", R),
    ("one half", R),
    ("5/10", R),
    ("5 e-1", R),
    ("5e-1", R),
    ("5 * 10^-1", R),
    ("\uff10.\uff15", R),
    ("00.5", R),
    ("5", W),
    ("-1/2", W),
    ("\u22121/2", W),
    ("2/1", W),
    ("1 1/2", W),
    ("0.05", W),
    ("5%", W),
    ("500%", W),
    ("0.51", W),
    ("abc", U),
    ("", U),
    ("  ", U),
    ("1/0", U),
    ("1/2/2", U),
    ("0,5", U),
    ("1,5", U),
    ("1 2", U),
    ("1/2 1/2", U),
    ("--1/2", U),
    ("1/2 apples", U),
    ("0.5 cm", U),
    ("$0.50", U),
    ("1..5", U),
    ("half a lot", U),
    ("<script>", U),
    ("9" * 300, U),
    ("1/2 or 1/3", U),
    ("NaN", U),
    ("inf", U),
    ("1e999", U),
    ("٣", W),
]
THOUSAND = [
    ("1000", R),
    ("1,000", R),
    ("1 000", R),
    ("1\u00a0000", R),
    ("1\u202f000", R),
    ("1000.0", R),
    ("1000.", R),
    ("1,000.00", R),
    ("2000/2", R),
    ("1'000", R),
    ("10 * 10^2", R),
    ("1 x 10^3", R),
    ("100000%", R),
    ("10,00", U),
    ("1,0000", U),
    ("1,00", U),
    ("1.000", W),
    ("01,000", U),
    ("1,000,000", W),
    ("100", W),
    ("1 00", U),
    ("10 00", U),
]
MIXED = [
    ("3 1/2", R),
    ("3½", R),
    ("3 ½", R),
    ("3.5", R),
    ("3.50", R),
    ("7/2", R),
    ("14/4", R),
    ("3 2/4", R),
    ("3 and 1/2", R),
    ("31/2", W),
    ("3 1/3", W),
    ("3.05", W),
    ("-3 1/2", W),
    ("3 1/0", U),
    ("3-1/2", U),
    ("3 + 1/2", U),
]
SPANISH_ONE_AND_A_HALF = [
    ("1,5", R),
    ("1.5", R),
    ("1 1/2", R),
    ("1 y 1/2", R),
    ("1½", R),
    ("1,50", R),
    ("3/2", R),
    ("1,500", U),
    ("1.500", R),
    ("15", W),
    ("1,05", W),
    ("1.05", W),
    ("un medio", W),
    ("150%", R),
]
SPANISH_THOUSAND_FIVE = [
    ("1,500", R),
    ("1500", R),
    ("1 500", R),
    ("1.500", U),
    ("1.500,0", R),
    ("1,500.0", R),
    ("1,5", W),
    ("15,00", W),
    ("1.500.000", W),
    ("1,500,000", W),
    ("0,150", W),
    ("1,50,0", U),
    ("2,500", U),
    ("2500", W),
    ("2.500", W),
]


def table(
    *rows: tuple[dict[str, object], str, list[tuple[str, str]]],
) -> list[tuple[dict[str, object], str, str, str]]:
    return [
        (answer, language, text, wanted)
        for answer, language, pairs in rows
        for text, wanted in pairs
    ]


class TestNumbers:
    @pytest.mark.parametrize(
        ("answer", "language", "text", "wanted"),
        table(
            ({"value": "1/2"}, "en", HALF),
            ({"value": 1000}, "en", THOUSAND),
            ({"value": "7/2"}, "en", MIXED),
            ({"value": "3/2"}, "es", SPANISH_ONE_AND_A_HALF),
            ({"value": 1500}, "es", SPANISH_THOUSAND_FIVE),
            ({"value": "1/8"}, "es", [("0,125", R), ("0.125", R), ("1/8", R), ("125", W)]),
            ({"value": "19/8"}, "es", [("2,375", U), ("2.375", R), ("2375", W)]),
            (
                {"value": 0},
                "en",
                [("0", R), ("-0", R), ("0.0", R), ("0/5", R), ("zero", R), ("", U)],
            ),
            (
                {"value": -5},
                "en",
                [("-5", R), ("\u22125", R), ("- 5", R), ("5", W), ("–5", R), ("x = -5", R)],
            ),
            (
                {"value": 12},
                "es",
                [("doce", R), ("12", R), ("x=12", R), ("trece", W), ("doce perros", U)],
            ),
        ),
    )
    def test_are_read_as_a_teacher_reads_them(
        self, answer: dict[str, object], language: str, text: str, wanted: str
    ) -> None:
        result = answered(item(answer=answer), text, language=language)

        assert verdict(result) == wanted
        assert (result.score == 1.0) == (wanted == R)
        assert wanted != U or result.feedback["es"]


class TestUnits:
    @pytest.mark.parametrize(
        ("answer", "text", "wanted", "note"),
        [
            ({"value": 12, "unit": "cm"}, "12", R, None),
            ({"value": 12, "unit": "cm"}, "12 cm", R, None),
            ({"value": 12, "unit": "cm"}, "12cm.", R, None),
            ({"value": 12, "unit": "cm"}, "12 CM", R, None),
            ({"value": 12, "unit": "cm"}, "12 centímetros", R, None),
            ({"value": 12, "unit": "cm"}, "12 centimeters", R, None),
            ({"value": 12, "unit": "cm"}, "12 m", W, "wrong_unit"),
            ({"value": 12, "unit": "cm"}, "0.12 m", W, "wrong_unit"),
            ({"value": 12, "unit": "cm"}, "12 kg", W, "wrong_unit"),
            ({"value": 12, "unit": "cm"}, "12 cm^2", W, "wrong_unit"),
            ({"value": 12, "unit": "cm"}, "12%", W, "wrong_unit"),
            ({"value": 12, "unit": "cm"}, "12 blorps", U, "unknown_unit"),
            ({"value": 12, "unit": "cm"}, "13 cm", W, None),
            ({"value": 12, "unit": "cm", "other_units": "accept"}, "0.12 m", R, None),
            ({"value": 12, "unit": "cm", "other_units": "accept"}, "120 mm", R, None),
            ({"value": 12, "unit": "cm", "other_units": "accept"}, "12 m", W, None),
            ({"value": 12, "unit": "cm", "unit_required": True}, "12", U, "unit_needed"),
            ({"value": 12, "unit": "cm", "unit_required": True}, "13", U, "unit_needed"),
            ({"value": 12, "unit": "cm", "unit_required": True}, "12 cm", R, None),
            ({"value": 12, "unit": "sq_cm"}, "12 cm²", R, None),
            ({"value": 12, "unit": "sq_cm"}, "12 cm^2", R, None),
            ({"value": 12, "unit": "sq_cm"}, "12 cm2", R, None),
            ({"value": 12, "unit": "sq_cm"}, "12 sq cm", R, None),
            ({"value": 12, "unit": "sq_cm"}, "12 square centimeters", R, None),
            ({"value": 12, "unit": "sq_cm"}, "12 centímetros cuadrados", R, None),
            ({"value": 12, "unit": "sq_cm"}, "12 cm", W, "wrong_unit"),
            ({"value": 12, "unit": "cu_in"}, "12 cubic inches", R, None),
            ({"value": 12, "unit": "cu_in"}, "12 in³", R, None),
            ({"value": "3.5", "unit": "usd"}, "$3.50", R, None),
            ({"value": "3.5", "unit": "usd"}, "3.50 dollars", R, None),
            ({"value": "3.5", "unit": "usd"}, "350 cents", R, None),
            ({"value": "3.5", "unit": "usd"}, "350¢", R, None),
            ({"value": "3.5", "unit": "usd"}, "3.5", R, None),
            ({"value": "3.5", "unit": "usd"}, "$ 3.5", R, None),
            ({"value": "3.5", "unit": "usd"}, "3.50 cents", W, None),
            ({"value": "-3.5", "unit": "usd"}, "-$3.50", R, None),
            ({"value": 25, "unit": "percent"}, "25", R, None),
            ({"value": 25, "unit": "percent"}, "25%", R, None),
            ({"value": 25, "unit": "percent"}, "25 por ciento", R, None),
            ({"value": 25, "unit": "percent"}, "0.25", W, None),
            ({"value": 90, "unit": "deg"}, "90°", R, None),
            ({"value": 90, "unit": "deg"}, "90 degrees", R, None),
            ({"value": 90, "unit": "deg"}, "90º", R, None),
            ({"value": 2, "unit": "cup"}, "2 c", R, None),
            (
                {
                    "value": 5,
                    "unit": {"en": ["apple", "apples"], "es": ["manzana", "manzanas"]},
                },
                "5 apples",
                R,
                None,
            ),
            (
                {
                    "value": 5,
                    "unit": {"en": ["apple", "apples"], "es": ["manzana", "manzanas"]},
                },
                "5 manzanas",
                R,
                None,
            ),
            (
                {
                    "value": 5,
                    "unit": {"en": ["apple", "apples"], "es": ["manzana", "manzanas"]},
                },
                "5 pears",
                U,
                "only_number",
            ),
        ],
    )
    def test_are_the_one_that_was_asked_for(
        self, answer: dict[str, object], text: str, wanted: str, note: str | None
    ) -> None:
        result = answered(item(answer=answer), text)

        assert (verdict(result), result.note) == (wanted, note)


class TestForms:
    @pytest.mark.parametrize(
        ("answer", "text", "wanted", "note"),
        [
            ({"value": "1/2", "form": "fraction"}, "1/2", R, None),
            ({"value": "1/2", "form": "fraction"}, "2/4", R, None),
            ({"value": "1/2", "form": "fraction"}, "0.5", W, "form_fraction"),
            ({"value": "1/2", "form": "fraction"}, "50%", W, "form_fraction"),
            ({"value": "1/2", "form": "fraction", "simplest": True}, "2/4", W, "not_simplest"),
            ({"value": "1/2", "form": "fraction", "simplest": True}, "1/2", R, None),
            ({"value": "1/2", "simplest": True}, "4/8", W, "not_simplest"),
            ({"value": 2, "simplest": True}, "4/2", W, "not_simplest"),
            ({"value": 2, "form": "fraction"}, "2", R, None),
            ({"value": "7/2", "form": "mixed"}, "3 1/2", R, None),
            ({"value": "7/2", "form": "mixed"}, "7/2", W, "form_mixed"),
            ({"value": "7/2", "form": "mixed", "simplest": True}, "3 2/4", W, "not_simplest"),
            ({"value": "7/2", "form": "mixed", "simplest": True}, "2 3/2", W, "not_simplest"),
            ({"value": "1/2", "form": "decimal"}, "1/2", W, "form_decimal"),
            ({"value": "1/2", "form": "decimal"}, ".5", R, None),
            ({"value": "1/4", "form": "percent"}, "25%", R, None),
            ({"value": "1/4", "form": "percent"}, "0.25", W, "form_percent"),
            ({"value": "2/3", "form": "ratio"}, "2:3", R, None),
            ({"value": "2/3", "form": "ratio"}, "4:6", R, None),
            ({"value": "2/3", "form": "ratio", "simplest": True}, "4:6", W, "not_simplest"),
            ({"value": "2/3", "form": "ratio"}, "2 to 3", R, None),
            ({"value": "2/3", "form": "ratio"}, "3:2", W, None),
            ({"value": 32000, "form": "scientific"}, "3.2 * 10^4", R, None),
            ({"value": 32000, "form": "scientific"}, "3.2 × 10⁴", R, None),
            ({"value": 32000, "form": "scientific"}, "32 x 10^3", W, "form_scientific"),
            ({"value": 32000, "form": "scientific"}, "32000", W, "form_scientific"),
            ({"value": 6, "form": "integer"}, "12/2", W, "form_integer"),
            ({"value": "3.14", "tolerance": "0.01"}, "3.15", R, None),
            ({"value": "3.14", "tolerance": "0.01"}, "3.151", W, None),
            ({"value": 4, "also": [-4]}, "-4", R, None),
        ],
    )
    def test_are_the_one_that_was_asked_for(
        self, answer: dict[str, object], text: str, wanted: str, note: str | None
    ) -> None:
        result = answered(item(answer=answer), text)

        assert (verdict(result), result.note) == (wanted, note)
        assert result.score == (1.0 if wanted == R else 0.5 if note else 0.0)


class TestErrors:
    def test_name_the_idea_behind_a_wrong_number(self) -> None:
        instance = item(
            answer={"value": "1/2"},
            errors=[{"value": 2, "misconception": "upside-down", "feedback": IDEA}],
        )

        result = answered(instance, "4/2")

        assert (result.misconception, result.feedback) == ("upside-down", IDEA)

    def test_that_equal_the_answer_are_skipped(self) -> None:
        instance = item(
            parameters={"a": {"choose": [2]}},
            answer={"value": "a*a"},
            errors=[{"value": "a+a", "feedback": IDEA}, {"value": "1/(a-2)", "feedback": IDEA}],
        )

        assert instance.parts[0].errors == ()
        assert answered(instance, "4").is_correct
