"""From the data of a template to its definition, and back; bad data gives faults, never an error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from ownpath.engine.items.expressions import Expression
from ownpath.engine.items.number_text import FORMS
from ownpath.engine.items.reading.contexts import (
    names_shared,
    read_context,
    read_context_words,
)
from ownpath.engine.items.reading.options import read_passages, read_pictures
from ownpath.engine.items.reading.parameters import read_derived, read_parameters
from ownpath.engine.items.reading.parts import read_parts
from ownpath.engine.items.reading.place import Notebook, Place
from ownpath.engine.items.reading.steps import read_steps
from ownpath.engine.items.reading.whole import read_whole
from ownpath.engine.items.specs import REPRESENTATIONS, TYPES
from ownpath.engine.items.types import Fault, ItemDefinition, Severity
from ownpath.engine.items.written import Written

KEYS = (
    *("id", "competencies", "competency", "type", "representation", "prompt", "answer"),
    *("options", "exhaustive"),
    *("blanks", "line", "errors", "hints", "solution", "parameters", "derived", "constraints"),
    *("steps", "contexts", "interests", "picture", "number_form", "praise", "spoken", "verify"),
    *("minutes", "title", "notes", "order", "shown", "notation", "languages"),
)
MAX_DATA = 60_000


def read_definition(
    data: Mapping[str, object], *, where: str, languages: Sequence[str] = ("en", "es")
) -> tuple[ItemDefinition | None, list[Fault]]:
    """Return the definition this data means and every fault; None when it cannot be used.

    The key `languages` of the data, where present, replaces `languages`.
    """
    book = Notebook(languages=tuple(languages))
    place = Place(where, data, book)
    if not isinstance(data, Mapping) or not _fits(place):
        return None, book.faults or [
            Fault(where=where, what="not a mapping", fix="Write keys.")
        ]
    definition = _named(place)
    return (None if book.has_errors else definition), book.faults


def read_sound(data: Mapping[str, object], *, where: str) -> ItemDefinition:
    """Return the definition of data that `read_definition` found no fault in when it was stored.

    Faults are not looked for again, and what is not needed for the item at hand is not parsed: a third of the time.
    The data is not kept.

    Raises
    ------
    ValueError
        If the data cannot be read all the same.
    """
    book = Notebook(languages=("en", "es"), is_sound=True)
    definition = _named(Place(where, data, book))
    if definition is None or book.has_errors:
        raise ValueError(f"item {where!r} cannot be read: {book.faults}")
    return definition


def definition_to_data(definition: ItemDefinition) -> dict[str, object]:
    """Return the data of a definition, ready for JSON; reading it gives an equal definition."""
    return definition.data.read()


def _fits(place: Place) -> bool:
    try:
        size = len(json.dumps(place.value, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        place.fault(f"not plain data ({error})", "Use texts, numbers, lists and mappings only.")
        return False
    if size > MAX_DATA:
        place.fault(f"{size} characters of data", f"Keep a template under {MAX_DATA}.")
        return False
    return True


def _named(whole: Place) -> ItemDefinition | None:
    book, named = whole.book, whole.at("id").code()
    place = Place(f"{whole.where}, {named}" if named else whole.where, whole.value, book)
    place.known_keys(*KEYS)
    if place.has("languages"):
        book.languages = place.at("languages").codes() or book.languages
    book.literal = place.at("notation").one_of(("ours", "latex"), "ours") == "latex"
    return _definition(place, named)


def _definition(place: Place, named: str) -> ItemDefinition | None:
    book = place.book
    kind = place.at("type").one_of(TYPES)
    base = read_parameters(place.at("parameters"))
    contexts_data = place.at("contexts").entries(most=40)
    words = [read_context_words(entry) for entry in contexts_data]
    shared = names_shared(place, words)
    known = frozenset(base) | shared
    derived = read_derived(place.at("derived"), known)
    book.names = known | {spec.name for spec in derived}
    steps = read_steps(place, base)
    contexts = tuple(
        spec
        for entry, own in zip(contexts_data, words, strict=True)
        if (spec := read_context(entry, *own))
    )
    parts = read_parts(place, kind)
    prompt = place.at("prompt").text()
    hints, solution = read_passages(place.at("hints")), read_passages(place.at("solution"))
    if not book.is_sound:
        _advise(place, kind, hints_count=len(hints), has_solution=bool(solution))
    interests = frozenset(place.at("interests").codes()) | {c.interest for c in contexts}
    verify = _verified(place)
    if prompt is None or not parts:
        return None
    return ItemDefinition(
        id=named,
        competencies=_competencies(place),
        type=kind,
        representation=place.at("representation").one_of(REPRESENTATIONS),
        languages=book.languages,
        interests=interests,
        minutes=place.at("minutes").number() or 2 if place.has("minutes") else 2,
        title=place.at("title").text(names=frozenset()) if place.has("title") else None,
        data=Written(cast("Mapping[str, object]", place.value), is_kept=not book.is_sound),
        notation="latex" if book.literal else "ours",
        number_form=_number_form(place),
        prompt=prompt,
        spoken=place.at("spoken").text() if place.has("spoken") else None,
        praise=place.at("praise").text() if place.has("praise") else None,
        parts=parts,
        hints=hints,
        solution=solution,
        pictures=read_pictures(place.at("picture")),
        steps=steps,
        derived=derived,
        contexts=contexts,
        verify=verify,
        whole=read_whole(place.at("exhaustive")),
    )


def _competencies(place: Place) -> tuple[str, ...]:
    if place.has("competency"):
        return (place.at("competency").code(),)
    codes = place.at("competencies").codes()
    if not codes:
        place.fault("no competency", "Add competencies: [CODE].")
    return codes


def _number_form(place: Place) -> str:
    if place.has("number_form"):
        return place.at("number_form").one_of(FORMS, "fraction")
    raw = place.at("parameters").value
    listed = raw.values() if isinstance(raw, Mapping) else ()
    kinds = [each for each in listed if isinstance(each, Mapping)]
    inner = [each["list"] for each in kinds if isinstance(each.get("list"), Mapping)]
    decimal = any("decimal" in each for each in (*kinds, *inner))
    return "decimal" if decimal else "fraction"


def _verified(place: Place) -> tuple[Expression, ...]:
    book = place.book
    names = (book.names or frozenset()) | {"answer"}
    read = [entry.expression(names=names) for entry in place.at("verify").entries()]
    return tuple(expression for expression in read if expression)


def _advise(place: Place, kind: str, *, hints_count: int, has_solution: bool) -> None:
    if hints_count < 2:
        place.fault(f"{hints_count} hints", "Write at least two.", Severity.ADVICE)
    if not has_solution:
        place.fault("no worked solution", "Write one.", Severity.ADVICE)
    errors = place.at("errors").value or place.at("options").value or ()
    if kind in ("numeric", "algebraic", "choice", "short_text", "number_line") and (
        not isinstance(errors, list) or len(errors) < 2
    ):
        place.fault("fewer than two errors", "Name two wrong answers.", Severity.ADVICE)
