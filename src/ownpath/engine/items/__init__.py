"""Items: templates that make them, pages that show them, graders that read the answers.

Format of a template: docs/content-format.md.
"""

from ownpath.engine.items.answer_key import error_fields, key_fields
from ownpath.engine.items.answer_words import answer_words, question_words
from ownpath.engine.items.definitions import definition_to_data, read_definition, read_sound
from ownpath.engine.items.grading import grade
from ownpath.engine.items.instantiate import instantiate
from ownpath.engine.items.mathematics import plain_text, render_line, render_text
from ownpath.engine.items.responses import read_response
from ownpath.engine.items.show import hints, praise, show, solution
from ownpath.engine.items.trial import try_out
from ownpath.engine.items.types import (
    CannotInstantiate,
    Fault,
    Grade,
    Hint,
    ItemDefinition,
    ItemInstance,
    Response,
    Severity,
    ShownItem,
)

__all__ = [
    "CannotInstantiate",
    "Fault",
    "Grade",
    "Hint",
    "ItemDefinition",
    "ItemInstance",
    "Response",
    "Severity",
    "ShownItem",
    "answer_words",
    "definition_to_data",
    "error_fields",
    "grade",
    "hints",
    "instantiate",
    "key_fields",
    "plain_text",
    "praise",
    "question_words",
    "read_definition",
    "read_response",
    "read_sound",
    "render_line",
    "render_text",
    "show",
    "solution",
    "try_out",
]
