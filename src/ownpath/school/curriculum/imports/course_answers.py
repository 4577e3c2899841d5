r"""Turns the right answer of an OATutor step into the answer of an item: a number, an expression, a choice, words.

Answers are LaTeX (`$$\frac{3}{4}$$`) or a program's notation (`y**4`); graders read neither, so both are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from typing import Any

from ownpath.interchange.oatutor.records import StepRecord
from ownpath.interchange.oatutor.text import math_of, without_marks

_SIZES = re.compile(r"\\(?:left|right|big|Big|displaystyle|,|;|!|quad)(?![a-zA-Z])")
_SIGNS = {
    r"\cdot": "*",
    r"\times": "*",
    r"\div": "/",
    r"\pi": "pi",
    r"\%": "%",
    r"\$": "",
    r"\leq": "<=",
    r"\geq": ">=",
    r"\le": "<=",
    r"\ge": ">=",
    r"\lt": "<",
    r"\gt": ">",
}
_SIGN = re.compile("|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True)))
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NAMED = re.compile(r"^[a-z]\s*=\s*(?=[-\d(.])")
_QUOTIENT = re.compile(r"(-?)\(*(-?\d+)\)*/\(*(-?\d+)\)*")
_MIXED = re.compile(r"(-?)(\d+)\s*\(\((\d+)\)/\((\d+)\)\)")
_EXPRESSION = re.compile(r"[0-9a-z+\-*/^().\s=<>|]+", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_UNBRACED = re.compile(r"[{}\\]")
_ANY_ORDER = ("find the numbers", "undefined", "measures of")
MOST_ANSWERS = 3
_EQUALS = re.compile(r"\s*=\s*")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to make an item of a step: its type, and what the template says of the answer."""

    type: str
    data: dict[str, Any]


def attempts(step: StepRecord, text: str) -> Iterator[Attempt]:
    """Yield the ways to read a step's answer, the strictest first; `text` is what the student reads."""
    if step.problem_type == "MultipleChoice":
        yield from _choice(step)
        return
    answer = step.answers[0] if step.answers else ""
    plain = plain_of(answer)
    if step.answer_type != "string":
        plain = _without_groups(plain)
    number = _number_of(plain)
    if number is not None:
        yield Attempt("numeric", {"answer": {"value": _spelled(number)}})
        return
    if _is_expression(plain):
        for form in _forms(text):
            yield Attempt("algebraic", {"answer": {"value": plain, "form": form}})
    elif plain and not _UNBRACED.search(plain):
        accepted = {"en": list(dict.fromkeys(_spellings(plain, text)))}
        yield Attempt("short_text", {"answer": {"accept": accepted}})


def plain_of(answer: str) -> str:
    r"""Return an answer as one writes it on a keyboard.

    Examples
    --------
    >>> plain_of(r"$$\frac{3 x}{4}$$"), plain_of(r"$$\sqrt{x^{10}}$$"), plain_of("y**4")
    ('((3 x)/(4))', 'sqrt(x^(10))', 'y^4')
    """
    text = _SIZES.sub(" ", answer.replace("$$", " ").replace("**", "^")).strip()
    text = _SIGN.sub(lambda match: _SIGNS[match[0]], text)
    text = _with_two(text, r"\frac", "(({})/({}))")
    text = _with_root(text)
    text = text.replace("{", "(").replace("}", ")")
    return " ".join(text.split())


def _without_groups(plain: str) -> str:
    """Return a number without the commas between its thousands; as text, `330,367` are two numbers."""
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def _with_two(text: str, command: str, pattern: str) -> str:
    while (at := text.rfind(command)) >= 0:
        first = _braced(text, at + len(command))
        second = _braced(text, first[1]) if first else None
        if first is None or second is None:
            return text
        text = text[:at] + pattern.format(first[0], second[0]) + text[second[1] :]
    return text


def _with_root(text: str) -> str:
    while (at := text.rfind(r"\sqrt")) >= 0:
        inside = _braced(text, at + len(r"\sqrt"))
        if inside is None:
            return text
        text = f"{text[:at]}sqrt({inside[0]}){text[inside[1] :]}"
    return text


def _braced(text: str, start: int) -> tuple[str, int] | None:
    """Return what stands in the braces that open at `start`, and where they end."""
    while start < len(text) and text[start] == " ":
        start += 1
    if start >= len(text) or text[start] != "{":
        return None
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0:
            return text[start + 1 : i], i + 1
    return None


def _number_of(plain: str) -> Fraction | None:
    text = _NAMED.sub("", plain.strip())
    if mixed := _MIXED.fullmatch(text):
        sign, whole, top, bottom = mixed.groups()
        if int(bottom):
            return (-1 if sign else 1) * (int(whole) + Fraction(int(top), int(bottom)))
    text = text.replace(" ", "")
    if quotient := _QUOTIENT.fullmatch(text):
        sign, top, bottom = quotient.groups()
        if text.count("(") == text.count(")") and int(bottom):
            return (-1 if sign else 1) * Fraction(int(top), int(bottom))
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def _spelled(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{number.numerator}/{number.denominator}"


def _is_expression(plain: str) -> bool:
    bare = plain.replace("sqrt", "").replace("pi", "")
    return bool(plain) and bool(_EXPRESSION.fullmatch(plain)) and not _WORD.search(bare)


def _forms(text: str) -> tuple[str, ...]:
    """Return the forms a teacher would ask for, going by the words of the question."""
    words = text.lower()
    if "factor" in words and "least common" not in words:
        return ("factored", "simplified", "any")
    if any(word in words for word in ("multiply", "product", "distribut", "expand", "square")):
        return ("expanded", "simplified", "any")
    return ("simplified", "any")


def _spellings(plain: str, text: str) -> Iterator[str]:
    """Yield the answer with and without spaces after commas; in any order where none is asked for."""
    parts = re.split(r"\s*,\s*", plain)
    names = {part.partition("=")[0].strip() for part in parts if "=" in part}
    bare = all(_NUMBER.fullmatch(part) for part in parts)
    asks_any = any(phrase in text.lower() for phrase in _ANY_ORDER)
    is_set = 1 < len(parts) <= MOST_ANSWERS and (len(names) == 1 or (bare and asks_any))
    for order in permutations(parts) if is_set else (tuple(parts),):
        for comma, equals in product((", ", ","), ("=", " = ")):
            told = comma.join(order)
            yield _EQUALS.sub(equals, told)


def _choice(step: StepRecord) -> Iterator[Attempt]:
    right = set(step.answers)
    options = [
        {"text": {"en": markup_of(choice)}, "right": choice in right}
        if choice in right
        else {
            "text": {"en": markup_of(choice)},
            "right": False,
            "feedback": {"en": "Not this one. Look at the question once more."},
        }
        for choice in step.choices
    ]
    if sum(choice in right for choice in step.choices) == 1:
        yield Attempt("choice", {"options": options, "order": "as_written"})


def markup_of(text: str) -> str:
    r"""Return a text of OATutor as our items write it: mathematics between single dollars, money escaped.

    Examples
    --------
    >>> markup_of("Pay $5 for $$\\frac{1}{2}$$ and $$\\$4.20$$")
    'Pay \\$5 for $\\frac{1}{2}$ and \\$4.20'
    """
    made = []
    for part in math_of(without_marks(text)):
        if part.kind == "text":
            made.append(part.value.replace("$", r"\$"))
        elif re.fullmatch(r"\\\$\s*-?[\d,.]+", part.value) or set(part.value) <= {"_", " "}:
            made.append(part.value)
        elif "$" in part.value:
            made.append(f"${part.value.replace(chr(92) + '$', '').replace('$', '')}$")
        else:
            made.append(f"${part.value}$")
    return "".join(made)
