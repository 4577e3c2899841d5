"""That the district would like to quote somebody or their child: how many words wait for a yes, and where to say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ownpath.faces.taking_part.parts.asking import Asking, Part
from ownpath.school.change.queries.voices import voices_to_decide, words_said_by


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPart:
    """Words somebody has a say about."""

    n_waiting: int
    url: str


def build_words(asking: Asking) -> Part | None:
    """Return the way to one's words; nothing where nobody asked for any."""
    is_student = asking.face == "student"
    voices = (
        words_said_by(person=asking.viewer)
        if is_student
        else voices_to_decide(person=asking.viewer, today=asking.today)
    )
    if not voices:
        return None
    waiting = [one for one in voices if one.agreed_at is None and one.taken_back_at is None]
    content = WordsPart(
        n_waiting=0 if is_student else len(waiting), url=reverse(f"{asking.face}:words")
    )
    return Part(key="words", template="taking_part/parts/words.html", content=content)
