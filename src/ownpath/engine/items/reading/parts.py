"""Reads what a template asks: one answer, or one for each blank of a cloze."""

from __future__ import annotations

from collections.abc import Mapping

from ownpath.engine.items.reading.answers import read_answer
from ownpath.engine.items.reading.options import read_errors
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import PartSpec

BLANK_TYPES = ("numeric", "choice", "short_text")


def read_parts(place: Place, kind: str) -> tuple[PartSpec, ...]:
    """Return the parts of a template, each with its answer and the wrong answers it knows."""
    if kind != "cloze":
        answer = read_answer(place, kind)
        errors = read_errors(place.at("errors"), kind)
        return (
            (PartSpec(name="answer", type=kind, answer=answer, errors=errors),)
            if answer
            else ()
        )
    blanks = place.at("blanks")
    parts = []
    for name in sorted(blanks.known_keys()):
        blank = blanks.at(name)
        blank.known_keys("type", "answer", "options", "errors", "order", "shown")
        blank_kind = blank.at("type").one_of(BLANK_TYPES)
        answer = read_answer(blank, blank_kind)
        errors = read_errors(blank.at("errors"), blank_kind)
        if answer:
            parts.append(
                PartSpec(name=f"blank-{name}", type=blank_kind, answer=answer, errors=errors)
            )
    if not place.book.is_sound:
        _check_gaps(place, {part.name.removeprefix("blank-") for part in parts})
    return tuple(parts)


def _check_gaps(place: Place, names: set[str]) -> None:
    prompts = [place.at("prompt"), *(c.at("prompt") for c in place.at("contexts").entries())]
    for prompt in prompts:
        sources = prompt.value.values() if isinstance(prompt.value, Mapping) else [prompt.value]
        for source in sources:
            if not isinstance(source, str):
                continue
            missing = [name for name in sorted(names) if source.count(f"[[{name}]]") != 1]
            unknown = source.count("[[") - len(names) + len(missing)
            if missing or unknown:
                prompt.fault(
                    f"gaps do not fit the blanks {sorted(names)}",
                    "Write [[name]] once for each blank, in each language.",
                )
