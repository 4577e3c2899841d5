"""The compiled pieces of a template: what each type of answer needs, with its expressions parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ownpath.engine.items.expressions import Expression
from ownpath.engine.items.texts import Text
from ownpath.engine.items.values import Number, Word

TYPES = (
    "numeric",
    "algebraic",
    "choice",
    "select",
    "ordering",
    "matching",
    "number_line",
    "short_text",
    "cloze",
)
REPRESENTATIONS = (
    "number",
    "words",
    "picture",
    "table",
    "number_line",
    "area_model",
    "graph",
)
Argument: TypeAlias = "Expression | Text | CurveSpec | str | tuple[Argument, ...]"


@dataclass(frozen=True, slots=True)
class CurveSpec:
    """A function of x: an expression in which x is free, or a text that becomes one when it is filled."""

    source: Expression | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSpec:
    """A picture to draw: its kind, its arguments, and what someone who cannot see it is told."""

    kind: str
    arguments: Mapping[str, Argument]
    alt: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSpec:
    """Something a child may choose, or a wrong answer we understand."""

    value: Expression | None = None
    text: Text | None = None
    picture: PictureSpec | None = None
    right: Expression | None = None
    when: Expression | None = None
    misconception: str | None = None
    feedback: Text | None = None
    keys: tuple[Expression, ...] = ()  # ordering: what the child sorted by
    accept: tuple[Text, ...] = ()  # short_text
    pair: tuple[int, int] | None = None  # matching, counted from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSpec:
    """A unit we know, or words that may follow the number."""

    known: str | None = None
    word: Expression | None = None
    words: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericSpec:
    """The right number and how it may be written."""

    value: Expression
    also: tuple[Expression, ...] = ()
    tolerance: Expression | None = None
    form: str = "any"
    simplest: bool = False
    unit: UnitSpec | None = None
    unit_required: bool = False
    other_units: str = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlgebraicSpec:
    """The right expression, equation or inequality."""

    value: Text
    form: str = "any"
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosingSpec:
    """One right option with wrong ones from the errors, or a fixed list of options."""

    answer: OptionSpec | None = None
    options: tuple[OptionSpec, ...] = ()
    order: str = "shuffled"
    shown: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingSpec:
    """Things to bring into order."""

    items: tuple[OptionSpec, ...]
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingSpec:
    """Pairs to join, and right sides that belong to nothing."""

    pairs: tuple[tuple[OptionSpec, OptionSpec], ...]
    extra: tuple[OptionSpec, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSpec:
    """A point on a line and the line itself."""

    value: Expression
    tolerance: Expression | None
    first: Expression
    last: Expression
    step: Expression
    snap: Expression | None
    labels: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextSpec:
    """Words that count."""

    accept: tuple[Text, ...]
    near: bool = False


AnswerSpec: TypeAlias = (
    NumericSpec
    | AlgebraicSpec
    | ChoosingSpec
    | OrderingSpec
    | MatchingSpec
    | PointSpec
    | ShortTextSpec
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSpec:
    """One thing to answer: the whole item, or one gap of a cloze."""

    name: str
    type: str
    answer: AnswerSpec
    errors: tuple[OptionSpec, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageSpec:
    """One hint or one step of a solution."""

    text: Text
    picture: PictureSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedSpec:
    """A value reckoned from others: an expression, or one picked from a list."""

    name: str
    expression: Expression
    choices: tuple[Expression | Word, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names it uses."""
        used = self.expression.names
        for choice in self.choices:
            if isinstance(choice, Expression):
                used |= choice.names
        return used


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What one parameter may be."""

    kind: str  # range, items, name
    first: Number = 0
    step: Number = 1
    count: int = 0
    items: tuple[Number | Word, ...] = ()
    length: int = 0  # over 0: a list of so many
    distinct: bool = False
    sorted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSpec:
    """Everything there is of a template's mathematics: numbers, and what must hold for them."""

    domains: Mapping[str, Domain]
    constraints: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextSpec:
    """One world the mathematics is put into, with what it says differently."""

    interest: str
    words: Mapping[str, Word]
    parameters: Mapping[str, Domain]
    prompt: Text | None = None
    hints: tuple[PassageSpec, ...] = ()
    solution: tuple[PassageSpec, ...] = ()
    pictures: tuple[PictureSpec, ...] = ()
    unit: UnitSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSpec:
    """How one difficulty step draws its numbers."""

    parameters: Mapping[str, Domain]
    constraints: tuple[Expression, ...]
