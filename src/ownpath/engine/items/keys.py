"""Keys and what goes with them: what is right, the wrong answers we understand, the choices of one item.

None of this ever leaves the server before an answer; `show` makes what may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ownpath.engine.items.specs import PictureSpec
from ownpath.engine.items.texts import Text
from ownpath.engine.items.values import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKey:
    """The unit of the answer: one we know, or words (normalized) that may follow."""

    known: str | None
    words: frozenset[str]
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericKey:
    """The numbers that count."""

    values: tuple[Number, ...]
    tolerance: Number
    form: str
    simplest: bool
    unit: UnitKey | None
    unit_required: bool
    other_units: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlgebraicKey:
    """The expression that counts, in our notation."""

    source: str
    form: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenKey:
    """The choices that are right: one for `choice`, some for `select`."""

    right: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderKey:
    """The right order."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchKey:
    """Which target belongs to which choice."""

    pairs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """The texts that count, normalized."""

    accepted: frozenset[str]
    shown: str
    near: bool


Key: TypeAlias = NumericKey | AlgebraicKey | ChosenKey | OrderKey | MatchKey | TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose, order or match; its id says nothing about what it is."""

    id: str
    text: Text | None
    value: Number | None
    picture: PictureSpec | None
    misconception: str | None = None
    feedback: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPattern:
    """A wrong answer we understand, reckoned for one item."""

    misconception: str | None
    feedback: Text | None
    value: Number | None = None
    expression: str | None = None
    order: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    accepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """The line a point is placed on."""

    first: Number
    last: Number
    step: Number
    snap: Number
    labels: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to answer, with its key."""

    name: str
    type: str
    key: Key
    errors: tuple[ErrorPattern, ...] = ()
    choices: tuple[Choice, ...] = ()
    targets: tuple[Choice, ...] = ()
    line: NumberLine | None = None
