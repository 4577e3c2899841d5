"""The few kinds of grade a grader gives."""

from __future__ import annotations

from ownpath.engine.items.grading.phrases import phrase
from ownpath.engine.items.keys import Choice, ErrorPattern
from ownpath.engine.items.texts import Text
from ownpath.engine.items.types import Grade, ItemInstance


def right(normalized: str) -> Grade:
    """Return the grade of a right answer."""
    return Grade(score=1.0, is_correct=True, normalized=normalized)


def wrong(
    instance: ItemInstance,
    normalized: str,
    *,
    pattern: ErrorPattern | Choice | None = None,
    score: float = 0.0,
    note: str | None = None,
) -> Grade:
    """Return the grade of a wrong answer, with the idea behind it where we know it."""
    feedback: dict[str, str] = {}
    if pattern is not None and pattern.feedback is not None:
        feedback = _filled(pattern.feedback, instance)
    elif note is not None:
        feedback = phrase(note, instance.definition.languages)
    return Grade(
        score=score,
        is_correct=False,
        misconception=pattern.misconception if pattern else None,
        note=note,
        feedback=feedback,
        normalized=normalized,
    )


def unreadable(instance: ItemInstance, note: str, normalized: str = "") -> Grade:
    """Return the grade of what cannot be read: the page asks again and nothing is counted."""
    return Grade(
        score=0.0,
        is_correct=False,
        readable=False,
        note=note,
        feedback=phrase(note, instance.definition.languages),
        normalized=normalized,
    )


def _filled(text: Text, instance: ItemInstance) -> dict[str, str]:
    return {
        language: instance.fill(text, language) for language in instance.definition.languages
    }
