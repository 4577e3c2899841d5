"""Texts with places for values: `{who} has {n} {thing|n}.`, in every language of a pack.

A text is split once, when a template is checked or the text first shown; filling it in is then a walk over its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ownpath.engine.items.expression_grammar import Values
from ownpath.engine.items.expressions import Expression, ExpressionError, parse, same_names
from ownpath.engine.items.mathematics.number_words import cardinal, ordinal_short
from ownpath.engine.items.number_text import decimal_text, in_text, money, plain_number
from ownpath.engine.items.values import ANY_LANGUAGE, Number, Value, Word, is_number, magnitude

LONGEST = 6_000
_PIECE = re.compile(r"\{\{|\}\}|\$\$|\$|\{([^{}]*)\}|[{}]")
_PLAIN_FILTERS = frozenset(
    [
        "mixed",
        "fraction",
        "decimal",
        "money",
        "percent",
        "words",
        "ordinal",
        "plain",
        "pad",
        "signed",
        "coef",
        "signed_coef",
    ]
)
_TAKE_PLACES = ("decimal", "pad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place for a value, and how it is shown there."""

    expression: Expression
    filters: tuple[str, ...]
    agrees_with: Expression | None
    capital: bool
    in_math: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One text in one language, split into literal pieces and slots."""

    pieces: tuple[str | Slot, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all its languages; the language "" stands for all."""

    sources: tuple[tuple[str, str], ...]
    is_literal: bool = field(default=False, compare=False, repr=False)  # it has no places

    @property
    def lines(self) -> Mapping[str, Line]:
        """The line of each language; raises `ExpressionError` where a source cannot be read."""
        return {language: self._line(source) for language, source in self.sources}

    @property
    def names(self) -> frozenset[str]:
        """The names its slots use, in any language; raises `ExpressionError` where a source cannot be read."""
        return frozenset().union(*(line.names for line in self.lines.values()))

    def fill(self, values: Values, language: str, number_form: str) -> str:
        """Return the text of one language with the values in their places."""
        line = self._line(self._source(language))
        return "".join(
            piece if isinstance(piece, str) else shown(piece, values, language, number_form)
            for piece in line.pieces
        )

    def _line(self, source: str) -> Line:
        return Line((source,), frozenset()) if self.is_literal else split(source)

    def _source(self, language: str) -> str:
        """Return the source in a language, else the one for all, else the first."""
        by_language = dict(self.sources)
        found = by_language.get(language, by_language.get(ANY_LANGUAGE))
        return self.sources[0][1] if found is None else found


def make_text(sources: Mapping[str, str], *, literal: bool = False) -> Text:
    """Return the text of these sources, or raise `ExpressionError` naming the place it cannot read.

    >>> make_text({"en": "{n} dogs, ${a}/{b}$"}).fill({"n": 1250, "a": 1, "b": 2}, "en", "fraction")
    '1,250 dogs, $1/2$'
    """
    text = Text(tuple(sorted(sources.items())), literal)
    _ = text.lines  # each source is read, and a fault told
    return text


@lru_cache(maxsize=20_000)
def split(source: str) -> Line:
    """Return the pieces of a source text."""
    if len(source) > LONGEST:
        raise ExpressionError(f"a text has at most {LONGEST} characters, this {len(source)}")
    pieces: list[str | Slot] = []
    names: set[str] = set()
    position, in_math = 0, False
    for match in _PIECE.finditer(source):
        pieces.append(source[position : match.start()])
        position = match.end()
        found = match[0]
        if match[1] is not None:
            slot = _slot(match[1], in_math)
            pieces.append(slot)
            names |= slot.expression.names | (
                slot.agrees_with.names if slot.agrees_with else frozenset()
            )
        elif found in ("{", "}"):
            raise ExpressionError(f"a lone {found!r}: write {found * 2!r} for the sign itself")
        else:
            in_math = not in_math if found == "$" else in_math
            pieces.append(found[0] if found in ("{{", "}}") else found)
    if in_math:
        raise ExpressionError("a $ is not closed: write $$ for a dollar sign")
    pieces.append(source[position:])
    return Line(_joined(pieces), same_names(frozenset(names)))


def _joined(pieces: list[str | Slot]) -> tuple[str | Slot, ...]:
    joined: list[str | Slot] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece != "":
            joined.append(piece)
    return tuple(joined)


@lru_cache(maxsize=4_000)
def _slot(inside: str, in_math: bool) -> Slot:  # noqa: FBT001 - cache key
    source, *raw_filters = (part.strip() for part in inside.split("|"))
    filters: list[str] = []
    agrees_with: Expression | None = None
    for raw in raw_filters:
        name = raw.split(" ")[0]
        if name in _PLAIN_FILTERS:
            _check_places(raw)
            filters.append(raw)
        elif raw != "cap":
            agrees_with = parse(raw)
    return Slot(
        expression=parse(source),
        filters=tuple(filters),
        agrees_with=agrees_with,
        capital="cap" in raw_filters,
        in_math=in_math,
    )


def _check_places(raw: str) -> None:
    name, *rest = raw.split()
    if rest and (name not in _TAKE_PLACES or len(rest) > 1 or not re.fullmatch(r"\d", rest[0])):
        raise ExpressionError(f"cannot read the filter {raw!r}")


def shown(slot: Slot, values: Values, language: str, number_form: str) -> str:
    """Return the value of a slot as it is shown there."""
    value = slot.expression.evaluate(values)
    if isinstance(value, Word):
        text = _word(value, slot, values, language)
    elif isinstance(value, tuple):
        text = ", ".join(_item(item, slot, language, number_form) for item in value)
    elif is_number(value):
        text = _filtered(value, slot, language, number_form)
    else:
        raise ExpressionError(f"{slot.expression.text!r} is a condition and cannot be shown")
    return text[:1].upper() + text[1:] if slot.capital else text


def _word(word: Word, slot: Slot, values: Values, language: str) -> str:
    form = "one"
    if slot.agrees_with is not None and slot.agrees_with.number(values) != 1:
        form = "many"
    return word.in_form(form, language)


def _item(value: Value, slot: Slot, language: str, number_form: str) -> str:
    if isinstance(value, Word):
        return value.in_form("one", language)
    if isinstance(value, tuple | bool):
        raise ExpressionError("only a list of numbers or words can be shown")
    return _filtered(value, slot, language, number_form)


def _filtered(number: Number, slot: Slot, language: str, number_form: str) -> str:
    if not slot.filters:
        plain = plain_number(number, number_form)
        return plain if slot.in_math else in_text(plain)
    name, *rest = slot.filters[0].split()
    places = int(rest[0]) if rest else None
    match name:
        case "words":
            return cardinal(_whole(number, name), language)
        case "ordinal":
            return ordinal_short(_whole(number, name), language)
        case "pad":
            return str(_whole(number, name)).rjust(places or 2, "0")
        case "money":
            return money(number) if slot.in_math else money(number).replace("$", "$$")
        case "plain":
            return plain_number(number, number_form)
        case "percent":
            percent = plain_number(number * 100, "decimal") + "%"
            return percent if slot.in_math or "/" not in percent else f"${percent}$"
        case "signed" | "coef" | "signed_coef":
            return _with_sign(number, name, number_form)
        case _:
            plain = (
                decimal_text(number, places)
                if places is not None
                else plain_number(number, name)
            )
            return plain if slot.in_math else in_text(plain)


def _whole(number: Number, name: str) -> int:
    if number.denominator != 1:
        raise ExpressionError(f"the filter {name!r} takes whole numbers, not {number}")
    return int(number)


def _with_sign(number: Number, name: str, number_form: str) -> str:
    plain = plain_number(magnitude(number), number_form)
    if name != "signed" and plain == "1":
        plain = ""
    if name == "coef":
        return f"-{plain}" if number < 0 else plain
    return f"{'-' if number < 0 else '+'} {plain}".rstrip() + ("" if plain else " ")
