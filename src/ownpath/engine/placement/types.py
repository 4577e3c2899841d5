"""What is asked, what is answered, and what comes out of it: a first map of what a student knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal


class Answer(str, Enum):
    """How a question went. `NOT_YET` is the student's own "I don't know yet"; it says more than a wrong answer."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_YET = "not_yet"


class Place(str, Enum):
    """Where a competency stands on the first map."""

    KNOWN = "known"
    NOT_YET = "not_yet"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question so far: for which competency, and how it went."""

    competency: int
    answer: Answer

    def as_data(self) -> dict[str, int | str]:
        """Return it in words JSON has."""
        return {"competency": self.competency, "answer": self.answer.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A placement under way: all questions so far, in order. Everything else follows from it."""

    asked: tuple[Asked, ...] = ()

    def after(self, competency: int, answer: Answer) -> Progress:
        """Return the progress with one more answer."""
        return Progress(asked=(*self.asked, Asked(competency=competency, answer=answer)))

    def as_data(self) -> list[dict[str, int | str]]:
        """Return the progress in words JSON has."""
        return [one.as_data() for one in self.asked]

    @classmethod
    def from_data(cls, data: Sequence[Mapping[str, Any]]) -> Progress:
        """Return the progress that `as_data` wrote."""
        return cls(
            asked=tuple(
                Asked(competency=int(one["competency"]), answer=Answer(one["answer"]))
                for one in data
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How answers follow from knowing, as probabilities.

    An answer of who knows is wrong by a slip; an answer of who does not is right by a guess.
    """

    p_slip: float = 0.10
    p_guess: float = 0.18
    p_not_yet_known: float = 0.02  # says "I don't know yet" though it is known
    p_not_yet_unknown: float = 0.40

    def __post_init__(self) -> None:
        if not 0 < self.p_slip + self.p_not_yet_known < 1 - self.p_guess < 1:
            raise ValueError(f"a right answer must speak for knowing, got {self!r}")

    def likelihoods(self, answer: Answer) -> tuple[float, float]:
        """Return P(answer | known) and P(answer | not known)."""
        if answer is Answer.RIGHT:
            return 1 - self.p_slip - self.p_not_yet_known, self.p_guess
        if answer is Answer.NOT_YET:
            return self.p_not_yet_known, self.p_not_yet_unknown
        return self.p_slip, 1 - self.p_guess - self.p_not_yet_unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop, and when a competency counts as classed.

    Placement stops once the share of competencies still unsure is at most `share_unsure` after `least` questions, or at
    `most` questions.
    """

    most: int = 20
    least: int = 8
    share_unsure: float = 0.06
    p_sure: float = 0.70  # known from here on; not yet from one minus this on


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMap:
    """What placement found: for each competency its place and P(known)."""

    place: Mapping[int, Place]
    p_known: Mapping[int, float]
    n_asked: int


Stop = Literal["clear", "enough", "nothing_left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Placement is over, and why: the map is clear, enough was asked, or nothing is left to ask."""

    why: Stop
