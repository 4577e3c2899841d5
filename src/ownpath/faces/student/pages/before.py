"""The question before, folded away: who loads the page anew still finds how it works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from ownpath.faces.student.pages.tools import ItemView, view_item
from ownpath.school.evidence.queries import question_before, shown, solution_of

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A closed question and how it is worked, step by step."""

    item: ItemView
    steps: tuple[SafeString, ...]


def build_before(question: Question | None, *, language: str) -> Before | None:
    """Read the question before one that nobody has touched; None where there is none, or it asks the very same.

    What asks the same has the same answer, and nothing before an answer may tell it. Whether it does is seen from what
    may be shown of both, not from their keys.
    """
    if question is None or question.position == 0 or question.is_touched:
        return None
    before = question_before(question=question)
    if before is None or not before.is_closed:
        return None
    item = view_item(shown(question=before, language=language))
    if before.item_id == question.item_id:
        now = view_item(shown(question=question, language=language))
        if (now.spoken, now.pictures) == (item.spoken, item.pictures):
            return None
    steps = solution_of(question=before, language=language)
    return Before(item=item, steps=tuple(mark_safe(html) for html in steps))  # noqa: S308 - escaped by the engine
