"""An expression, equation or inequality as a student writes it, read into a small tree.

Powers `^`, `**`, `x²`; products `3x`, `2(x+1)`, `*`, `·`; brackets of three kinds; `sqrt(...)`, `√`, `|x|`; mixed
numbers.
A product without a sign binds like one with it: `1/2x` is one half of x.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ownpath.engine.items.grading.characters import LONGEST_RESPONSE, one_alphabet
from ownpath.engine.items.values import Number

DEEPEST = 20
RELATIONS = ("<=", ">=", "=", "<", ">")

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,20}(?:\.\d{1,20})?|\.\d{1,20})|(?P<root>sqrt|√)|(?P<pi>pi|π)|(?P<abs>abs)"
    r"|(?P<letter>[a-z])|(?P<op>\*\*|<=|>=|=<|=>|[-+*/^()\[\]{}|=<>÷]))",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:,\d{3})+)(?![\d,])")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Term:
    """One node: `number`, `letter`, `sum`, `product`, `quotient`, `power`, `root`, `absolute`, `minus`."""

    kind: str
    parts: tuple[Term, ...] = ()
    number: Number = 0
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Algebra:
    """What was written: one side, or two with a relation between."""

    left: Term
    relation: str = ""
    right: Term | None = None
    letters: frozenset[str] = frozenset()


class _NotReadableError(ValueError):
    """The text is no expression."""


@lru_cache(maxsize=4096)
def read_algebra(text: str, *, language: str, tight: bool = False) -> Algebra | None:
    """Return what the text says, or None; `tight` lets a product without a sign bind before `/`."""
    if len(text) > LONGEST_RESPONSE or not text.strip():
        return None
    plain = _GROUPED.sub(lambda m: m[0].replace(",", ""), one_alphabet(text))
    if language == "es":
        plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    try:
        return _Reader(_tokens(plain), tight=tight).whole()
    except _NotReadableError:
        return None


def _tokens(text: str) -> list[tuple[str, str, bool]]:
    tokens = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _NotReadableError(text[position:])
        kind = match.lastgroup or ""
        spaced = match.start(kind) > position
        lowered = match[kind].lower()
        tokens.append((kind, {"=<": "<=", "=>": ">=", "**": "^"}.get(lowered, lowered), spaced))
        position = match.end()
    return [*tokens, ("end", "", False)]


class _Reader:
    def __init__(self, tokens: list[tuple[str, str, bool]], *, tight: bool) -> None:
        self._tokens = tokens
        self._tight = tight
        self._at = 0
        self._depth = 0
        self._letters: set[str] = set()

    def whole(self) -> Algebra:
        left = self._sum()
        relation, right = "", None
        if self._peek() in RELATIONS:
            relation = self._next()
            right = self._sum()
        if self._tokens[self._at][0] != "end":
            raise _NotReadableError(self._peek())
        return Algebra(left, relation, right, frozenset(self._letters))

    def _peek(self, ahead: int = 0) -> str:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)][1]

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _sum(self) -> Term:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _NotReadableError("too deep")
        parts = [self._product()]
        while self._peek() in ("+", "-"):
            sign = self._next()
            part = self._product()
            parts.append(Term("minus", (part,)) if sign == "-" else part)
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Term("sum", tuple(parts))

    def _product(self) -> Term:
        term = self._signed()
        while True:
            text = self._peek()
            if text == "*":
                self._next()
                term = _times(term, self._signed())
            elif text in ("/", "÷"):
                self._next()
                term = Term(
                    "quotient", (term, self._tightly() if self._tight else self._signed())
                )
            elif self._starts_factor():
                term = _times(term, self._power())
            else:
                return term

    def _tightly(self) -> Term:
        term = self._signed()
        while self._starts_factor():
            term = _times(term, self._power())
        return term

    def _starts_factor(self) -> bool:
        kind, text, _ = self._tokens[self._at]
        if kind == "number":  # "x 2" is no product anyone writes; "(x)2" neither
            return False
        return kind in ("letter", "pi", "root", "abs") or text in _CLOSING

    def _signed(self) -> Term:
        if self._peek() not in ("-", "+"):
            return self._power()
        self._depth += 1
        if self._depth > DEEPEST:
            raise _NotReadableError("too many signs")
        sign = self._next()
        term = self._signed()
        self._depth -= 1
        return Term("minus", (term,)) if sign == "-" else term

    def _power(self) -> Term:
        base = self._atom()
        if self._peek() != "^":
            return base
        self._next()
        return Term("power", (base, self._signed()))

    def _atom(self) -> Term:
        kind, text, _ = self._tokens[self._at]
        if kind == "end":
            raise _NotReadableError("it ends too early")
        self._at += 1
        if kind == "number":
            return self._number(text)
        if kind in ("letter", "pi"):
            letter = "π" if kind == "pi" else text
            self._letters.add(letter)
            return Term("letter", letter=letter)
        if kind == "root":
            return Term("root", (self._atom(),))
        if kind == "abs":
            return Term("absolute", (self._atom(),))
        if text == "|":
            inside = self._sum()
            if self._peek() != "|":
                raise _NotReadableError("|")
            self._next()
            return Term("absolute", (inside,))
        if text in _CLOSING:
            inside = self._sum()
            if self._peek() != _CLOSING[text]:
                raise _NotReadableError(text)
            self._next()
            return inside
        raise _NotReadableError(text)

    def _number(self, text: str) -> Term:
        number = Fraction(text)
        kinds = [self._tokens[min(self._at + i, len(self._tokens) - 1)] for i in range(3)]
        mixed = kinds[0][0] == kinds[2][0] == "number" and kinds[1][1] == "/" and kinds[0][2]
        if mixed and number.denominator == 1 and "." not in kinds[0][1] + kinds[2][1]:
            if int(kinds[2][1]) == 0:
                raise _NotReadableError("division by zero")
            number += Fraction(int(kinds[0][1]), int(kinds[2][1]))
            self._at += 3
        return Term("number", number=number)


def _times(left: Term, right: Term) -> Term:
    parts = left.parts if left.kind == "product" else (left,)
    return Term("product", (*parts, right))
