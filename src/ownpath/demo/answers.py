"""What simulated students answered: real items of the pack as they would be put, and answers our own graders judged."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from ownpath.engine.items import error_fields, grade, instantiate, key_fields, read_response
from ownpath.school.curriculum.queries import definitions_of

if TYPE_CHECKING:
    from ownpath.engine.items import Grade, ItemInstance
    from ownpath.school.curriculum.models import Item

SEEDS_EACH: Final = 4  # so many questions are made of an item; a school would see more


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer as the ledger keeps it."""

    words: str  # "" where an item names no wrong answer: nothing is made up then
    misconception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One question of an item, with a right answer and the wrong ones it understands."""

    revision: int
    seed: int
    right: Said
    wrong: tuple[Said, ...]

    def said(self, rng: Random, *, is_correct: bool) -> Said:
        """Return an answer that is as right as it was to be."""
        if is_correct:
            return self.right
        return rng.choice(self.wrong) if self.wrong else Said(words="")


class Questions:
    """Questions made of items when they are first wanted, and kept."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[int, tuple[Made, ...]] = {}

    def draw(self, item: Item, rng: Random) -> Made:
        """Return one question of an item, by chance."""
        if item.pk not in self._made:
            self._made[item.pk] = _questions_of(item)
        return rng.choice(self._made[item.pk])


def _questions_of(item: Item) -> tuple[Made, ...]:
    definition = definitions_of(wanted=[(item, item.revision)])[item.pk, item.revision]
    return tuple(
        _made(item, seed, instantiate(definition, seed=seed, step=2, interest=None))
        for seed in range(1, SEEDS_EACH + 1)
    )


def _made(item: Item, seed: int, instance: ItemInstance) -> Made:
    right = _graded(instance, key_fields(instance))
    wrong = (_graded(instance, fields) for fields in error_fields(instance))
    return Made(
        revision=item.revision,
        seed=seed,
        right=_said(right) if right.is_correct else Said(words=""),
        wrong=tuple(
            _said(one)
            for one in wrong
            if one.readable and not one.is_correct and one.normalized
        ),
    )


def _graded(instance: ItemInstance, fields: dict[str, list[str]]) -> Grade:
    return grade(instance, read_response(fields, language=instance.definition.languages[0]))


def _said(graded: Grade) -> Said:
    return Said(words=graded.normalized, misconception=graded.misconception or "")
