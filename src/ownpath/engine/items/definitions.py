"""From the data of a template to its definition, and back; bad data gives faults, never an error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from ownpath.engine.items.expressions import Expression
from ownpath.engine.items.number_text import FORMS
from ownpath.engine.items.reading.answers import read_answer, read_unit
from ownpath.engine.items.reading.options import read_errors, read_passages, read_pictures
from ownpath.engine.items.reading.parameters import read_derived, read_parameters
from ownpath.engine.items.reading.place import Notebook, Place
from ownpath.engine.items.reading.whole import read_whole
from ownpath.engine.items.specs import (
    REPRESENTATIONS,
    TYPES,
    ContextSpec,
    Domain,
    PartSpec,
    StepSpec,
)
from ownpath.engine.items.types import Fault, ItemDefinition, Severity
from ownpath.engine.items.values import Word
from ownpath.engine.items.written import Written

KEYS = (
    *("id", "competencies", "competency", "type", "representation", "prompt", "answer"),
    *("options", "exhaustive"),
    *("blanks", "line", "errors", "hints", "solution", "parameters", "derived", "constraints"),
    *("steps", "contexts", "interests", "picture", "number_form", "praise", "spoken", "verify"),
    *("minutes", "title", "notes", "order", "shown", "notation", "languages"),
)
STEPS = (1, 2, 3)
BLANK_TYPES = ("numeric", "choice", "short_text")
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
    words = [_context_words(entry) for entry in contexts_data]
    shared = _shared(place, words)
    known = frozenset(base) | shared
    derived = read_derived(place.at("derived"), known)
    book.names = known | {spec.name for spec in derived}
    steps = _steps(place, base)
    contexts = tuple(
        spec
        for entry, own in zip(contexts_data, words, strict=True)
        if (spec := _context(entry, *own))
    )
    parts = _parts(place, kind)
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


def _steps(place: Place, base: Mapping[str, Domain]) -> dict[int, StepSpec]:
    """Return each step; those that say nothing of their own are the same one."""
    if place.book.is_sound and not place.has("steps"):
        return dict.fromkeys(STEPS, _step(place, STEPS[0], base))
    return {number: _step(place, number, base) for number in STEPS}


def _step(place: Place, number: int, base: Mapping[str, Domain]) -> StepSpec:
    own = _own_step(place.at("steps"), number)
    own.known_keys("parameters", "constraints") if own.value is not None else None
    changed = read_parameters(own.at("parameters"))
    for name in sorted(set(changed) - set(base)):
        own.fault(f"{name!r} is no parameter of the template", "Declare it above first.")
    constraints = place.at("constraints").entries() + own.at("constraints").entries()
    read = [entry.expression() for entry in constraints]
    return StepSpec(
        parameters={**base, **changed} if changed else base,
        constraints=tuple(expression for expression in read if expression),
    )


def _own_step(steps: Place, number: int) -> Place:
    """Return the place of one step; JSON makes its number a text."""
    where = f"{steps.where}, {number}"
    if steps.value is None:
        return Place(where, None, steps.book)
    if not isinstance(steps.value, Mapping):
        steps.fault(f"{steps.shown()} is not a mapping", "Write {1: {...}, 3: {...}}.")
        return Place(where, None, steps.book)
    if number == STEPS[0]:
        for key in steps.value:
            if str(key) not in {str(step) for step in STEPS}:
                steps.fault(f"there is no step {key!r}", "Steps are 1, 2 and 3.")
    found = steps.value.get(number, steps.value.get(str(number)))
    return Place(where, found, steps.book)


def _context_words(place: Place) -> tuple[dict[str, Word], dict[str, Domain]]:
    keys = ("interest", "words", "prompt", "solution", "hints", "unit", "picture", "parameters")
    place.known_keys(*keys)
    words: dict[str, Word] = {}
    inner = place.at("words")
    for key in inner.known_keys() if inner.value is not None else []:
        word = inner.at(key).word()
        if word is not None:
            words[key] = word
    return words, read_parameters(place.at("parameters"))


def _shared(
    place: Place, words: list[tuple[dict[str, Word], dict[str, Domain]]]
) -> frozenset[str]:
    names = [frozenset(own) | frozenset(parameters) for own, parameters in words]
    if not names:
        return frozenset()
    common = frozenset.intersection(*names)
    base = place.at("parameters").value
    declared = frozenset(base) if isinstance(base, Mapping) else frozenset()
    extra = frozenset.union(*names) - common - declared
    if extra:
        missing = ", ".join(sorted(extra))
        place.at("contexts").fault(
            f"not every context has {missing}", "Give all the same names."
        )
    return common


def _context(
    place: Place, words: Mapping[str, Word], parameters: Mapping[str, Domain]
) -> ContextSpec | None:
    interest = place.at("interest").code()
    if not interest:
        return None
    return ContextSpec(
        interest=interest,
        words=words,
        parameters=parameters,
        prompt=place.at("prompt").text() if place.has("prompt") else None,
        hints=read_passages(place.at("hints")),
        solution=read_passages(place.at("solution")),
        pictures=read_pictures(place.at("picture")),
        unit=read_unit(place.at("unit")) if place.has("unit") else None,
    )


def _parts(place: Place, kind: str) -> tuple[PartSpec, ...]:
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
