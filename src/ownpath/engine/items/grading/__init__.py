"""Grading: what a teacher would accept and nothing else; one file for each type.

What cannot be read is never marked wrong: the grade says `readable=False` and the page asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ownpath.engine.items.grading import (
    algebraic,
    choice,
    cloze,
    matching,
    number_line,
    numeric,
    ordering,
    select,
    short_text,
)
from ownpath.engine.items.keys import Part
from ownpath.engine.items.types import Grade, ItemInstance, Response

GRADERS: Mapping[str, Callable[[Part, ItemInstance, Response], Grade]] = {
    "numeric": numeric.grade,
    "algebraic": algebraic.grade,
    "choice": choice.grade,
    "select": select.grade,
    "ordering": ordering.grade,
    "matching": matching.grade,
    "number_line": number_line.grade,
    "short_text": short_text.grade,
}


def grade(instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of a response; never raises, whatever was posted."""
    grades = [GRADERS[part.type](part, instance, response) for part in instance.parts]
    if instance.definition.type == "cloze":
        return cloze.joined(grades)
    return grades[0]
