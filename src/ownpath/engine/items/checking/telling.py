"""Whether a hint tells the answer: it may name a number by accident; it may not hold the answer again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ownpath.engine.items.expressions import ExpressionError
from ownpath.engine.items.keys import ChosenKey, NumericKey, Part, TextKey
from ownpath.engine.items.mathematics import plain_text
from ownpath.engine.items.number_text import in_text, plain_number
from ownpath.engine.items.specs import PassageSpec
from ownpath.engine.items.texts import Slot
from ownpath.engine.items.types import ItemInstance
from ownpath.engine.items.values import is_number

OFTEN = 0.3
ALWAYS = 0.95


@dataclass(slots=True)
class Telltale:
    """Counts, over many items, how often each hint held the answer."""

    n_items: int = 0
    by_slot: dict[int, int] = field(default_factory=dict)
    by_words: dict[tuple[int, str], int] = field(default_factory=dict)

    def look_at(self, instance: ItemInstance) -> None:
        """Take one item into account."""
        self.n_items += 1
        context = instance.context
        specs = (context and context.hints) or instance.definition.hints
        for language in instance.definition.languages:
            prompt = _numbers(_prompt(instance, language))
            for number, spec in enumerate(specs, 1):
                if language == instance.definition.languages[0] and any(
                    _slot_tells(spec, part, instance, prompt) for part in instance.parts
                ):
                    self.by_slot[number] = self.by_slot.get(number, 0) + 1
                if any(_words_tell(spec, part, instance, language) for part in instance.parts):
                    place = (number, language)
                    self.by_words[place] = self.by_words.get(place, 0) + 1

    def told(self) -> Iterator[str]:
        """Yield what is wrong with each hint that tells."""
        for number, count in self.by_slot.items():
            if count >= OFTEN * self.n_items:
                yield f"hint {number} holds the answer in {count} of {self.n_items} items"
        for (number, language), count in self.by_words.items():
            if count >= ALWAYS * self.n_items and number not in self.by_slot:
                yield f"hint {number} holds the answer in {language!r} in {count} of {self.n_items} items"


def _prompt(instance: ItemInstance, language: str) -> str:
    context = instance.context
    return instance.fill((context and context.prompt) or instance.definition.prompt, language)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?(?:/\d+)?", text.replace("$", "")))


def _slot_tells(
    spec: PassageSpec, part: Part, instance: ItemInstance, prompt: set[str]
) -> bool:
    if not isinstance(part.key, NumericKey):
        return False
    answer = part.key.values[0]
    written = {
        in_text(plain_number(answer, form)).strip("$") for form in ("fraction", "decimal")
    }
    if written & prompt:
        return False
    for line in spec.text.lines.values():
        for piece in line.pieces:
            if isinstance(piece, Slot) and "ordinal" not in piece.filters:
                try:
                    value = piece.expression.evaluate(instance.values)
                except ExpressionError:
                    continue
                if is_number(value) and value == answer:
                    return True
    return False


def _words_tell(spec: PassageSpec, part: Part, instance: ItemInstance, language: str) -> bool:
    """Return whether the hint has the words of the right answer and those of no wrong one."""
    hint = f" {plain_text(instance.fill(spec.text, language)).lower()} "
    prompt = f" {plain_text(_prompt(instance, language)).lower()} "
    match part.key:
        case TextKey() as key:
            right, wrong = [key.shown.lower()], [""]
        case ChosenKey() as key if part.type == "choice":
            faces = {
                choice.id: plain_text(instance.fill(choice.text, language)).lower()
                for choice in part.choices
                if choice.text is not None
            }
            right = [faces[id_] for id_ in key.right if id_ in faces]
            wrong = [face for id_, face in faces.items() if id_ not in key.right]
        case NumericKey() as key:
            right, wrong = [in_text(plain_number(key.values[0], "decimal")).strip("$")], []
        case _:
            return False
    if not right or _holds(prompt, right[0]) or not _holds(hint, right[0]):
        return False
    return not any(_holds(hint, face) for face in wrong)


def _holds(text: str, phrase: str) -> bool:
    if not phrase.strip():
        return False
    return (
        re.search(rf"(?<![\w./,]){re.escape(phrase.strip())}(?![\w/]|[.,]\d)", text) is not None
    )
