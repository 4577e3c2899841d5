"""Several gaps, each graded as its own type; correct when all are."""

from __future__ import annotations

from collections.abc import Sequence

from ownpath.engine.items.types import Grade


def joined(grades: Sequence[Grade]) -> Grade:
    """Return the grade of all gaps together.

    A gap that cannot be read makes the whole to be asked again; the score is the mean; feedback comes from
    the first gap that has some.
    """
    normalized = " | ".join(grade.normalized for grade in grades)
    unread = next((grade for grade in grades if not grade.readable), None)
    if unread is not None:
        return Grade(
            score=0.0,
            is_correct=False,
            readable=False,
            note=unread.note,
            feedback=unread.feedback,
            normalized=normalized,
        )
    wrong = [grade for grade in grades if not grade.is_correct]
    telling = next((g for g in wrong if g.feedback), wrong[0] if wrong else None)
    return Grade(
        score=sum(grade.score for grade in grades) / len(grades),
        is_correct=not wrong,
        misconception=next((g.misconception for g in wrong if g.misconception), None),
        note=telling.note if telling else None,
        feedback=telling.feedback if telling else {},
        normalized=normalized,
    )
