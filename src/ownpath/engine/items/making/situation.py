"""What the parts of an item are made in: its values, its languages, how its numbers look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ownpath.engine.items.drawing import holds, value_or_none
from ownpath.engine.items.keys import ErrorPattern
from ownpath.engine.items.mathematics import plain_text
from ownpath.engine.items.specs import ContextSpec, OptionSpec
from ownpath.engine.items.texts import Text
from ownpath.engine.items.types import ItemDefinition
from ownpath.engine.items.values import Number, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The drawn values and what is needed to write texts with them."""

    definition: ItemDefinition
    context: ContextSpec | None
    values: Mapping[str, Value]

    def fill(self, text: Text, language: str) -> str:
        """Return a text as markup."""
        return text.fill(self.values, language, self.definition.number_form)

    def plain(self, text: Text, language: str) -> str:
        """Return a text without marks."""
        return plain_text(self.fill(text, language))

    def value(self, option: OptionSpec) -> Number | None:
        """Return the number of an option, if it has one here."""
        return value_or_none(option.value, self.values)

    def face(self, option: OptionSpec) -> object:
        """Return what makes an option the same as another: its number, or its text."""
        if option.text is not None:
            return " ".join(self.fill(option.text, self.definition.languages[0]).split())
        if option.value is not None:
            return self.value(option)
        picture = option.picture
        return self.fill(picture.alt, self.definition.languages[0]) if picture else None

    def live(self, options: tuple[OptionSpec, ...]) -> list[OptionSpec]:
        """Return the options whose condition holds here."""
        return [option for option in options if holds(option.when, self.values)]

    def value_errors(
        self, errors: tuple[OptionSpec, ...], right: set[Number]
    ) -> tuple[ErrorPattern, ...]:
        """Return the error patterns with a number of their own that is not right."""
        found: dict[Number, ErrorPattern] = {}
        for error in self.live(errors):
            number = self.value(error)
            if number is not None and number not in right and number not in found:
                found[number] = ErrorPattern(
                    misconception=error.misconception, feedback=error.feedback, value=number
                )
        return tuple(found.values())
