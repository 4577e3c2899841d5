"""What a student answered, in the words that stood on the page: a ledger keeps only the ids of what was picked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ownpath.engine.items.keys import Choice, ChosenKey, MatchKey, OrderKey, Part
from ownpath.engine.items.mathematics import plain_text, render_text
from ownpath.engine.items.show import choice_markup
from ownpath.engine.items.types import ItemInstance

GAP: Final = re.compile(r"\[\[[a-z][a-z0-9_-]*\]\]")


def answer_words(instance: ItemInstance, said: str, *, language: str) -> str:
    """Return a graded answer (`Grade.normalized`) as plain text; what was typed stays as it was typed.

    Gaps of a cloze stand one after the other, an order with arrows, a match with its two sides.
    """
    spoken = language if language in instance.definition.languages else ""
    language = spoken or instance.definition.languages[0]
    each = said.split(" | ") if len(instance.parts) > 1 else [said]
    told = [
        _part_words(part, one, instance, language)
        for part, one in zip(instance.parts, each, strict=False)
    ]
    return " · ".join(one for one in told if one)


def question_words(instance: ItemInstance, *, language: str) -> str:
    """Return what is asked as plain text, without its pictures; a gap to fill is drawn as a line."""
    spoken = language if language in instance.definition.languages else ""
    context = instance.context
    prompt = (context and context.prompt) or instance.definition.prompt
    language = spoken or instance.definition.languages[0]
    markup = instance.fill(prompt, language)
    if instance.definition.notation != "ours":  # others' formulas do not read as they stand
        return render_text(markup, language, notation=instance.definition.notation)[1]
    return GAP.sub("___", _plain(markup))


def _plain(markup: str) -> str:
    """Return a text of the content without its marks, with the sign for times that people write."""
    return plain_text(markup).replace(" * ", " × ")


def _part_words(part: Part, said: str, instance: ItemInstance, language: str) -> str:
    words = {
        choice.id: _choice_words(choice, instance, language)
        for choice in (*part.choices, *part.targets)
    }
    match part.key:
        case ChosenKey():
            return ", ".join(words.get(one, one) for one in said.split())
        case OrderKey():
            return " → ".join(words.get(one, one) for one in said.split())
        case MatchKey():
            return "; ".join(_pair_words(one, words) for one in said.split())
        case _:
            return said


def _pair_words(pair: str, words: Mapping[str, str]) -> str:
    left, _, right = pair.partition(":")
    return f"{words.get(left, left)} ↔ {words.get(right, right)}"


def _choice_words(choice: Choice, instance: ItemInstance, language: str) -> str:
    """Return the words of a choice; a choice that is only a picture is told by what the picture shows."""
    told = _plain(choice_markup(choice, instance, language))
    if told or choice.picture is None:
        return told
    return plain_text(instance.fill(choice.picture.alt, language))
