"""Practice sheets: a few questions of one competency on paper, the same again whenever the same number is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from ownpath.engine.items.instantiate import instantiate
from ownpath.engine.items.printing import PrintedItem, print_item
from ownpath.engine.items.types import CannotInstantiate, ItemDefinition

QUESTIONS = 8
STEPS = (1, 1, 2, 2, 2, 2, 3, 3)
MOST_NUMBER = 9_999


def make_sheet(
    definitions: Sequence[ItemDefinition],
    *,
    number: int,
    language: str,
    n_questions: int = QUESTIONS,
) -> tuple[PrintedItem, ...]:
    """Return the questions of a sheet, from easy to hard, the templates in turn.

    Parameters
    ----------
    definitions
        The templates of the competency, in an order that stays.
    number
        Which sheet, 1 to 9999; it decides every question.
    language
        The language of the sheet; other languages of the same number have the same questions.
    n_questions
        How many of its questions, from the first.

    Raises
    ------
    ValueError
        When there is no template, or a template gives no item.
    """
    if not definitions or not 1 <= number <= MOST_NUMBER:
        raise ValueError(
            f"a sheet needs templates and a number from 1 to {MOST_NUMBER}, not {number}"
        )
    printed = []
    for place, step in enumerate(STEPS[:n_questions]):
        definition = definitions[place % len(definitions)]
        instance = instantiate(definition, seed=number * QUESTIONS + place, step=step)
        printed.append(print_item(instance, language=language))
    return tuple(printed)


def sheet_languages(
    definitions: Sequence[ItemDefinition],
    languages: Sequence[str],
    *,
    is_each_once: bool = False,
) -> tuple[str, ...]:
    """Return the languages in which sheet number 1 can truly be made; `is_each_once` tries each template once."""
    found = []
    for language in languages:
        fitting = [each for each in definitions if language in each.languages]
        n_questions = min(len(fitting), QUESTIONS) if is_each_once else QUESTIONS
        try:
            made = make_sheet(fitting, number=1, language=language, n_questions=n_questions)
        except (CannotInstantiate, ValueError):
            continue
        if made and all(answer for item in made for answer in item.answers):
            found.append(language)
    return tuple(found)
