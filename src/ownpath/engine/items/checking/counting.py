"""One of something, said as many: "1 pages", "1/2 feet", "1 páginas", wherever a template puts a number before a noun.

Each place of a number is looked at in every item, not only in the few whose texts are read: one is a rare draw. English
counts a fraction below one as one ("1/2 foot"), and Spanish says it with "de" ("1/2 de pulgada"); decimals stay many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias

from ownpath.engine.items.expressions import Expression, ExpressionError
from ownpath.engine.items.texts import Line, Slot, Text, shown
from ownpath.engine.items.types import ItemDefinition, ItemInstance

NOT_COUNTS: Final = frozenset(
    ["ordinal", "percent", "money", "pad", "signed", "coef", "signed_coef"]
)  # such numbers count nothing
PIECES_READ: Final = 4
MANY_IN_ENGLISH: Final = frozenset(
    ["feet", "children", "people", "teeth", "mice", "geese", "men", "women"]
)
ADJECTIVES: Final = frozenset(
    [
        "more",
        "such",
        "equal",
        "square",
        "cubic",
        "whole",
        "small",
        "large",
        "big",
        "long",
        "short",
        "new",
        "other",
        "different",
        "full",
        "extra",
    ]
)
# What may follow a lone 1 and is no noun.
NO_NOUNS: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(
        [
            "is",
            "as",
            "has",
            "was",
            "times",
            "less",
            "minus",
            "plus",
            "does",
            "goes",
            "us",
            "this",
            "its",
            "across",
            "equals",
            "makes",
            "gives",
            "leaves",
            "comes",
            "needs",
            "stands",
            "means",
            "gets",
            "always",
            "besides",
        ]
    ),
    "es": frozenset(
        [
            "es",
            "más",
            "menos",
            "entonces",
            "después",
            "antes",
            "las",
            "los",
            "dos",
            "tres",
            "seis",
            "les",
            "sus",
            "nos",
            "además",
        ]
    ),
}
_WORDS = re.compile(r"[a-záéíóúüñ]+(?: [a-záéíóúüñ]+)*", re.IGNORECASE)
_BEFORE_IN_MATH, _AFTER_IN_MATH = re.compile(r"\$\s*$"), re.compile(r"\s*\$\s+")
_BEFORE, _AFTER = re.compile(r"(?:^|[\s(¿“\"])$"), re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPlace:
    """A place where a number stands alone before something."""

    language: str
    line: Line
    at: int
    slot: Slot
    when: tuple[Expression, ...]  # the text is only said where all of these hold


NumberPlaces: TypeAlias = Mapping[str, Sequence[NumberPlace]]


def number_places(definition: ItemDefinition) -> NumberPlaces:
    """Return the places of numbers by the interest of their context; "" for the texts of all contexts."""
    shared = replace(definition, contexts=())
    found = {"": tuple(_places(shared))}
    return found | {one.interest: tuple(_places(one)) for one in definition.contexts}


def faults_of_counts(instance: ItemInstance, places: NumberPlaces) -> Iterator[tuple[str, str]]:
    """Yield (what, where) for every noun in the plural after a number that is one, or a fraction below."""
    own = places.get(instance.context.interest, ()) if instance.context else ()
    for place in (*places[""], *own):
        number = _counted(place, instance)
        noun = _noun_after(place, instance) if number else ""
        if noun:
            yield "one of something, said as many", f"{number} {noun}"


def _places(said: object) -> Iterator[NumberPlace]:
    for text, when in _texts(said, ()):
        for language, line in text.lines.items():
            for at, piece in enumerate(line.pieces):
                if isinstance(piece, Slot) and _stands_alone(line, at, piece):
                    yield NumberPlace(
                        language=language, line=line, at=at, slot=piece, when=when
                    )


def _texts(
    said: object, when: tuple[Expression, ...]
) -> Iterator[tuple[Text, tuple[Expression, ...]]]:
    """Yield every text in something a template is made of, and under which conditions it is said."""
    if isinstance(said, Text):
        yield said, when
    elif is_dataclass(said):
        condition = getattr(said, "when", None)
        inside = (*when, condition) if isinstance(condition, Expression) else when
        for one in fields(said):
            if one.name != "data":
                yield from _texts(getattr(said, one.name), inside)
    elif isinstance(said, Mapping):
        yield from _texts(tuple(said.values()), when)
    elif isinstance(said, tuple | list):
        for each in said:
            yield from _texts(each, when)


def _stands_alone(line: Line, at: int, slot: Slot) -> bool:
    before = line.pieces[at - 1] if at else ""
    pattern = _BEFORE_IN_MATH if slot.in_math else _BEFORE
    counts = not any(one.split()[0] in NOT_COUNTS for one in slot.filters)
    return counts and isinstance(before, str) and bool(pattern.search(before))


def _counted(place: NumberPlace, instance: ItemInstance) -> str:
    """Return the number as it is shown, where it is one or a fraction below; else ""."""
    try:
        if not all(one.evaluate(instance.values) for one in place.when):
            return ""
        value = place.slot.expression.evaluate(instance.values)
    except ExpressionError:
        return ""  # of an error that this item cannot have
    if not isinstance(value, int | Fraction) or isinstance(value, bool) or not 0 < value <= 1:
        return ""
    text = shown(place.slot, instance.values, place.language, instance.definition.number_form)
    return text.strip("$ ") if value == 1 or "/" in text else ""


def _noun_after(place: NumberPlace, instance: ItemInstance) -> str:
    """Return the noun in the plural that follows; "" where none does, or its word goes by the number."""
    following = _following(place, instance)
    pattern = _AFTER_IN_MATH if place.slot.in_math else _AFTER
    gap = pattern.match(following)
    words = _WORDS.match(following, gap.end()) if gap else None
    if words is None:
        return ""
    said = words[0].casefold().split()
    if place.language == "en" and said[0] in ADJECTIVES and len(said) > 1:
        said = said[1:]
    noun = said[0]
    if noun in NO_NOUNS.get(place.language, ()):
        return ""
    is_many = noun.endswith("s") and not noun.endswith("ss")
    return noun if is_many or (place.language == "en" and noun in MANY_IN_ENGLISH) else ""


def _following(place: NumberPlace, instance: ItemInstance) -> str:
    """Return what follows a number, up to a word that goes by a number by itself."""
    form, text = instance.definition.number_form, ""
    for piece in place.line.pieces[place.at + 1 : place.at + 1 + PIECES_READ]:
        if isinstance(piece, Slot) and piece.agrees_with is not None:
            break
        try:
            said = (
                piece
                if isinstance(piece, str)
                else shown(piece, instance.values, place.language, form)
            )
        except ExpressionError:
            break
        text += said
    return text
