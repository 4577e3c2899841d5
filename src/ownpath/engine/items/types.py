"""What items are made of, as others see them: definitions, instances, what is shown, responses, grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ownpath.engine.items.expressions import Expression
from ownpath.engine.items.keys import Part
from ownpath.engine.items.specs import (
    ContextSpec,
    DerivedSpec,
    PartSpec,
    PassageSpec,
    PictureSpec,
    StepSpec,
    WholeSpec,
)
from ownpath.engine.items.texts import Text
from ownpath.engine.items.values import Number, Value
from ownpath.engine.items.written import Written


class Severity(Enum):
    """Whether a fault keeps the template from being used."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing a template says that we cannot take: where, what, and what to do."""

    where: str
    what: str
    fix: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the whole fault as one line."""
        return f"{self.where}: {self.what}. {self.fix}"


class CannotInstantiate(ValueError):  # noqa: N818 - read by callers as a sentence
    """No numbers were found that satisfy a template; the message names it, the seed and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition:
    """A template, read and compiled; equal when its data is equal."""

    id: str
    competencies: tuple[str, ...]
    type: str
    representation: str
    languages: tuple[str, ...]
    interests: frozenset[str]
    minutes: Number
    title: Text | None = field(compare=False)
    data: Written = field(repr=False)
    notation: str = field(compare=False, default="ours")
    number_form: str = field(compare=False, default="fraction")
    prompt: Text = field(compare=False, repr=False)
    spoken: Text | None = field(compare=False, repr=False)
    praise: Text | None = field(compare=False, repr=False)
    parts: tuple[PartSpec, ...] = field(compare=False, repr=False)
    hints: tuple[PassageSpec, ...] = field(compare=False, repr=False)
    solution: tuple[PassageSpec, ...] = field(compare=False, repr=False)
    pictures: tuple[PictureSpec, ...] = field(compare=False, repr=False)
    steps: Mapping[int, StepSpec] = field(compare=False, repr=False)
    derived: tuple[DerivedSpec, ...] = field(compare=False, repr=False)
    contexts: tuple[ContextSpec, ...] = field(compare=False, repr=False)
    verify: tuple[Expression, ...] = field(compare=False, repr=False)
    whole: WholeSpec | None = field(compare=False, repr=False)  # said where items are few

    def __hash__(self) -> int:
        """Return the hash of what names it; the data is a mapping and has none."""
        return hash((self.id, self.type))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemInstance:
    """One item made from a template. Holds the key: never send it, send what `show` returns."""

    definition: ItemDefinition
    seed: int
    step: int
    context: ContextSpec | None
    values: Mapping[str, Value]
    parts: tuple[Part, ...]

    def fill(self, text: Text, language: str) -> str:
        """Return a text of the template with this item's values, as markup."""
        return text.fill(self.values, language, self.definition.number_form)


# ---- what may leave the server before an answer ----


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """A drawn picture and its alternative text."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChoice:
    """One choice as it is shown."""

    id: str
    html: str
    spoken: str
    picture: ShownPicture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTick:
    """One tick of a number line, with its label if it has one; `at` is 0 to 1 along the line."""

    value: str
    at: float
    html: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A number line to place a point on; all numbers as plain texts such as `3/4`."""

    first: str
    last: str
    ticks: tuple[ShownTick, ...]
    stops: tuple[str, ...]  # where the point may stand, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """One thing to answer: the field to post and what it offers."""

    name: str  # the field: `answer`, or `blank-<gap>`
    type: str
    choices: tuple[ShownChoice, ...] = ()
    targets: tuple[ShownChoice, ...] = ()
    line: ShownLine | None = None
    unit: str = ""  # shown after the box
    form: str = "any"  # the form that was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the prompt, then (in a cloze) the field that stands there."""

    html: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """An item as a child sees it before answering: no key, no error, no hint text."""

    type: str
    language: str
    pieces: tuple[Piece, ...]
    spoken: str
    pictures: tuple[ShownPicture, ...]
    parts: tuple[ShownPart, ...]
    hint_count: int

    @property
    def prompt_html(self) -> str:
        """The prompt in one piece; the fields of a cloze as empty spans."""
        gap = '<span class="gap" data-field="{}"></span>'
        return "".join(p.html + (gap.format(p.field) if p.field else "") for p in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One hint or one step of a worked solution."""

    number: int
    markup: str
    html: str
    spoken: str
    picture: ShownPicture | None = None


# ---- what comes back ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a browser posted, bounded; nothing in it is trusted."""

    language: str
    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return the first value of a field, or nothing."""
        return next(iter(self.fields.get(name, ())), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What we think of a response. `readable=False`: ask again, it is not an attempt."""

    score: float
    is_correct: bool
    readable: bool = True
    misconception: str | None = None
    note: str | None = (
        None  # wrong_unit, not_simplest, wrong_form, copied, partly, or why unreadable
    )
    feedback: Mapping[str, str] = field(default_factory=dict)  # language -> markup
    normalized: str = ""
