"""The library as records staff see it: what is covered, and one template leafed through seed by seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.engine.items import (
    CannotInstantiate,
    Hint,
    ItemDefinition,
    ItemInstance,
    ShownItem,
    hints,
    instantiate,
    render_line,
    render_text,
    show,
    solution,
)
from ownpath.engine.items.keys import Choice, ChosenKey, ErrorPattern, Part
from ownpath.engine.items.number_text import in_text, plain_number
from ownpath.engine.items.printing import PrintedItem, print_item
from ownpath.engine.items.values import Number
from ownpath.faces.library import Shelf
from ownpath.faces.office.pages.words import LOOK_WORDS, TYPE_WORDS, word
from ownpath.school.curriculum.queries import CoverLine, get_seen_item

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

STEPS = (1, 2, 3)
MOST_SEED = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Shelf):
    """One grade of one framework, and the sums over it."""

    @property
    def n_templates(self) -> int:
        """How many templates the competencies shown have."""
        return sum(line.n_templates for line in self.lines)

    @property
    def n_bare(self) -> int:
        """How many competencies have fewer than two templates, no lesson or no sheet."""
        return sum(
            line.n_templates < 2 or not line.n_lessons or not line.sheets for line in self.lines
        )


def build_coverage(shelf: Shelf) -> Coverage:
    """Return the page of a shelf, its representations in words."""
    told = {each.name: getattr(shelf, each.name) for each in fields(shelf)}
    return Coverage(**{**told, "lines": tuple(_worded(line) for line in shelf.lines)})


def _worded(line: CoverLine) -> CoverLine:
    return replace(
        line, representations=tuple(word(LOOK_WORDS, each) for each in line.representations)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A wrong answer the template understands and what a child is told."""

    what: str  # HTML
    told: str  # HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One item of a template as a child and as its maker see it; `fault` says why there is none."""

    fault: str
    shown: ShownItem | None
    printed: PrintedItem | None
    hints: tuple[Hint, ...]
    solution: tuple[Hint, ...]
    wrong: tuple[Wrong, ...]
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePage:
    """One template at one seed and step in one language."""

    uuid: UUID
    code: str
    kind: str
    representation: str
    competencies: tuple[str, ...]
    seed: int
    step: int
    language: str
    languages: tuple[str, ...]
    before: UUID | None
    after: UUID | None
    is_own: bool
    is_out: bool  # taken out of practice
    may_copy: bool  # shared, and the one who looks can have a pack of their own
    revision: int
    earlier: tuple[int, ...]
    leaf: Leaf

    @property
    def links(self) -> dict[str, str]:
        """Where the arrow keys lead: seeds left and right, steps up and down."""

        def to(seed: int, step: int) -> str:
            return f"?seed={seed}&step={step}&language={self.language}"

        earlier, later = max(self.seed - 1, 0), min(self.seed + 1, MOST_SEED)
        return {
            "left": to(earlier, self.step),
            "right": to(later, self.step),
            "up": to(self.seed, min(self.step + 1, 3)),
            "down": to(self.seed, max(self.step - 1, 1)),
        }


def build_template(
    *, viewer: Person, uuid: UUID, seed: int, step: int, language: str
) -> TemplatePage:
    """Return one template's page."""
    seen = get_seen_item(uuid=uuid, district_id=viewer.district_id)
    definition = seen.definition
    spoken = language if language in definition.languages else definition.languages[0]
    return TemplatePage(
        uuid=seen.item.uuid,
        code=seen.item.code,
        kind=word(TYPE_WORDS, definition.type),
        representation=word(LOOK_WORDS, definition.representation),
        competencies=definition.competencies,
        seed=seed,
        step=step,
        language=spoken,
        languages=definition.languages,
        before=seen.before,
        after=seen.after,
        is_own=seen.is_own,
        is_out=seen.item.is_retired,
        may_copy=not seen.is_own and viewer.district_id is not None,
        revision=seen.item.revision,
        earlier=seen.earlier,
        leaf=leaf_of(definition, seed=seed, step=step, language=spoken),
    )


def leaf_of(definition: ItemDefinition, *, seed: int, step: int, language: str) -> Leaf:
    """Return one item of a template with its key, or why there is none."""
    try:
        instance = instantiate(definition, seed=seed, step=step)
        return Leaf(
            fault="",
            shown=show(instance, language=language),
            printed=print_item(instance, language=language),
            hints=hints(instance, language),
            solution=solution(instance, language),
            wrong=tuple(_wrong(instance, language)),
            story=instance.context.interest if instance.context else "",
        )
    except (CannotInstantiate, ValueError) as error:
        nothing: tuple[Hint, ...] = ()
        return Leaf(
            fault=str(error),
            shown=None,
            printed=None,
            hints=nothing,
            solution=nothing,
            wrong=(),
            story="",
        )


def _wrong(instance: ItemInstance, language: str) -> Iterator[Wrong]:
    for part in instance.parts:
        right = part.key.right if isinstance(part.key, ChosenKey) else frozenset()
        named = [
            *((_told(each, part, instance, language), each.feedback) for each in part.errors),
            *(
                (_face(each, instance, language), each.feedback)
                for each in part.choices
                if each.id not in right
            ),
        ]
        for what, feedback in named:
            if feedback is not None:
                told = render_text(instance.fill(feedback, language), language)[0]
                yield Wrong(what=render_line(what, language)[0], told=told)


def _told(error: ErrorPattern, part: Part, instance: ItemInstance, language: str) -> str:
    """Return a wrong answer as markup: a number, an expression, words, or things in their wrong order."""
    if error.expression:
        return f"${error.expression}$"
    if error.order:
        by_id = {choice.id: choice for choice in part.choices}
        return ", ".join(_face(by_id[one], instance, language) for one in error.order)
    if error.pair:
        left = next(one for one in part.choices if one.id == error.pair[0])
        right = next(one for one in part.targets if one.id == error.pair[1])
        return f"{_face(left, instance, language)} – {_face(right, instance, language)}"
    if error.accepted:
        return ", ".join(sorted(error.accepted))
    return _written(error.value, instance.definition.number_form)


def _face(choice: Choice, instance: ItemInstance, language: str) -> str:
    if choice.text:
        return instance.fill(choice.text, language)
    written = _written(choice.value, instance.definition.number_form)
    return written or (instance.fill(choice.picture.alt, language) if choice.picture else "")


def _written(number: Number | None, form: str) -> str:
    return in_text(plain_number(number, form)) if number is not None else ""
