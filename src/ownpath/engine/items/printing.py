"""An item on paper: what a child reads and writes on, and its line in the key. It holds the key: for teachers only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import ascii_uppercase

from ownpath.engine.items.answer_key import number_key_text
from ownpath.engine.items.keys import (
    AlgebraicKey,
    ChosenKey,
    MatchKey,
    NumericKey,
    OrderKey,
    Part,
    TextKey,
)
from ownpath.engine.items.mathematics import render_line
from ownpath.engine.items.number_text import in_text, money, plain_number
from ownpath.engine.items.pictures import draw
from ownpath.engine.items.show import show
from ownpath.engine.items.specs import ShortTextSpec
from ownpath.engine.items.types import ItemInstance, Piece, ShownPart, ShownPicture

LETTERS_BESIDE = 24  # longer ones do not stand beside each other
_MARKS = re.compile(r"<[^>]*>")
_ON_PAPER = {
    "en": ((re.compile(r"\bTap\b"), "Circle"),),
    "es": ((re.compile(r"\bToca\b"), "Encierra"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChoice:
    """One thing to choose, order or match, with the sign a child writes or circles."""

    sign: str
    html: str
    picture: ShownPicture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPart:
    """One thing to answer on paper."""

    name: str
    type: str
    choices: tuple[PrintedChoice, ...]
    targets: tuple[PrintedChoice, ...]
    line: ShownPicture | None
    unit: str

    @property
    def has_long_choices(self) -> bool:
        """Whether a choice is a sentence, so that each stands on a line of its own."""
        lengths = (len(_MARKS.sub("", choice.html)) for choice in self.choices)
        return max(lengths, default=0) > LETTERS_BESIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedItem:
    """One question of a sheet and its line in the key."""

    pieces: tuple[Piece, ...]
    pictures: tuple[ShownPicture, ...]
    parts: tuple[PrintedPart, ...]
    answers: tuple[str, ...]  # HTML, one for each part


def print_item(instance: ItemInstance, *, language: str) -> PrintedItem:
    """Return the item as it stands on paper; picture tools become drawings."""
    shown = show(instance, language=language)
    places = [piece.field for piece in shown.pieces if piece.field]
    both = list(zip(instance.parts, shown.parts, strict=True))
    if places:  # a cloze is read, and its key written, in the order of its gaps
        both.sort(key=lambda pair: places.index(pair[1].name))
    return PrintedItem(
        pieces=tuple(replace(one, html=_on_paper(one.html, language)) for one in shown.pieces),
        pictures=shown.pictures,
        parts=tuple(_part(part, drawn) for part, drawn in both),
        answers=tuple(_answer(part, drawn, instance, language) for part, drawn in both),
    )


def _on_paper(html: str, language: str) -> str:
    """Return a prompt with what a finger does on a screen said as a pencil does it."""
    for tapped, marked in _ON_PAPER.get(language, ()):
        html = tapped.sub(marked, html)
    return html


def _part(part: Part, shown: ShownPart) -> PrintedPart:
    return PrintedPart(
        name=shown.name,
        type=shown.type,
        choices=tuple(
            PrintedChoice(sign=_sign(i, shown), html=choice.html, picture=choice.picture)
            for i, choice in enumerate(shown.choices)
        ),
        targets=tuple(
            PrintedChoice(sign=ascii_uppercase[i], html=choice.html, picture=choice.picture)
            for i, choice in enumerate(shown.targets)
        ),
        line=_line(part),
        unit=shown.unit,
    )


def _sign(index: int, shown: ShownPart) -> str:
    """Return a letter; a number where letters name the other side."""
    return str(index + 1) if shown.targets else ascii_uppercase[index]


def _line(part: Part) -> ShownPicture | None:
    line = part.line
    if line is None:
        return None
    arguments = {
        "from": line.first,
        "to": line.last,
        "step": line.step,
        "labels": tuple(line.labels),
    }
    return ShownPicture(svg=draw("number_line", arguments, ""), alt="")


def _answer(part: Part, shown: ShownPart, instance: ItemInstance, language: str) -> str:
    signs = {choice.id: _sign(i, shown) for i, choice in enumerate(shown.choices)}
    match part.key:
        case NumericKey() as key:
            return render_line(_number(key, shown, instance), language)[0]
        case AlgebraicKey() as key:
            return render_line(f"${key.source}$", language)[0]
        case ChosenKey() as key:
            return ", ".join(sign for id_, sign in signs.items() if id_ in key.right)
        case OrderKey() as key:
            return ", ".join(signs[id_] for id_ in key.order)
        case MatchKey() as key:
            letters = {choice.id: ascii_uppercase[i] for i, choice in enumerate(shown.targets)}
            joined = sorted((signs[a], letters[b]) for a, b in key.pairs.items())
            return ", ".join(f"{a} – {b}" for a, b in joined)
        case TextKey() as key:
            return render_line(_words(part, instance, language) or key.shown, language)[0]


def _number(key: NumericKey, shown: ShownPart, instance: ItemInstance) -> str:
    """Return the number as markup with its unit: dollars before it, degrees close behind, others apart."""
    if key.unit is not None and key.unit.known == "usd":
        return money(key.values[0]).replace("$", "$$")
    free = key.form == "any" and not key.unit_required
    form = instance.definition.number_form
    text = plain_number(key.values[0], form) if free else number_key_text(key)
    unit = "" if key.unit_required else shown.unit
    return (in_text(text) + (unit if unit == "°" else f" {unit}")).strip()


def _words(part: Part, instance: ItemInstance, language: str) -> str:
    """Return the first text that counts, in the language of the sheet."""
    spec = next(one for one in instance.definition.parts if one.name == part.name)
    answer = spec.answer
    return (
        instance.fill(answer.accept[0], language) if isinstance(answer, ShortTextSpec) else ""
    )
