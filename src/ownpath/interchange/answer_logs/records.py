"""What the readers of answer logs return, whatever the format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class StudentAnswers:
    """One student's answers, oldest first; all lists are equally long.

    `items` holds None where the item is not known, `days` None where the time is not known (days since 1970).
    """

    student: str
    items: list[str | None] = field(default_factory=list)
    competencies: list[tuple[str, ...]] = field(default_factory=list)
    is_right: list[bool] = field(default_factory=list)
    days: list[float | None] = field(default_factory=list)

    def add(
        self,
        item: str | None,
        competencies: tuple[str, ...],
        *,
        is_right: bool,
        day: float | None,
    ) -> None:
        """Add one answer at the end."""
        self.items.append(item)
        self.competencies.append(competencies)
        self.is_right.append(is_right)
        self.days.append(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Which students (by their place in the reading) train, validate and test."""

    name: str
    training: Sequence[int]
    validation: Sequence[int]
    test: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Every student of a set of files and how the benchmark splits them."""

    students: Sequence[StudentAnswers]
    folds: Sequence[Fold]
