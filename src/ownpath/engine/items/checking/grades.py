"""Whether the grader takes the key, in every language, and refuses every wrong answer the template names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ownpath.engine.items.answer_key import key_fields, number_key_text
from ownpath.engine.items.grading import grade
from ownpath.engine.items.keys import (
    AlgebraicKey,
    ChosenKey,
    MatchKey,
    NumericKey,
    OrderKey,
    Part,
    TextKey,
)
from ownpath.engine.items.responses import read_response
from ownpath.engine.items.types import ItemInstance

Fields = Mapping[str, list[str]]


def faults_of_grades(instance: ItemInstance) -> Iterator[tuple[str, str]]:
    """Yield (what, value) where the grader judges a known answer wrongly."""
    right = key_fields(instance)
    for language in instance.definition.languages:
        if not grade(instance, read_response(right, language=language)).is_correct:
            yield f"the grader refuses the key in {language!r}", str(right)
    language = instance.definition.languages[0]
    for part in instance.parts:
        for wrong in _wrong(part):
            posted = {**right, **wrong}
            if (
                posted != right
                and grade(instance, read_response(posted, language=language)).is_correct
            ):
                yield "the grader takes a wrong answer", str(dict(wrong))


def _wrong(part: Part) -> Iterator[Fields]:
    """Yield wrong answers: those the template names, and some that every item of the type has."""
    match part.key:
        case NumericKey() as key:
            for error in part.errors:
                if error.value is not None:
                    yield {part.name: [number_key_text(replace(key, values=(error.value,)))]}
        case AlgebraicKey():
            for error in part.errors:
                yield {part.name: [error.expression or "0"]}
        case ChosenKey() as key:
            yield from _other_choices(part, key)
        case OrderKey() as key:
            yield {part.name: list(reversed(key.order))}
            for error in part.errors:
                yield {part.name: list(error.order)}
        case MatchKey() as key:
            targets = list(key.pairs.values())
            turned = dict(zip(key.pairs, [*targets[1:], targets[0]], strict=True))
            yield {f"match-{left}": [target] for left, target in turned.items()}
        case TextKey():
            for error in part.errors:
                for text in sorted(error.accepted):
                    yield {part.name: [text]}


def _other_choices(part: Part, key: ChosenKey) -> Iterator[Fields]:
    every = [choice.id for choice in part.choices]
    if part.type == "choice":
        for choice in every:
            if choice not in key.right:
                yield {part.name: [choice]}
        return
    for choice in every:
        yield {part.name: sorted(key.right ^ {choice})}


def faults_of_faces(instance: ItemInstance) -> Iterator[tuple[str, str]]:
    """Yield the choices that look alike in one of the languages."""
    for part in instance.parts:
        for side in (part.choices, part.targets):
            for language in instance.definition.languages:
                faces = [
                    " ".join(instance.fill(choice.text, language).split())
                    if choice.text is not None
                    else str(choice.value)
                    for choice in side
                    if choice.picture is None
                ]
                twice = sorted({face for face in faces if faces.count(face) > 1})
                if twice:
                    yield f"two choices look the same in {language!r}", ", ".join(twice)
