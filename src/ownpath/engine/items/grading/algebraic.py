"""Expressions, equations and inequalities: equivalent ones count, in the form that was asked for."""

from __future__ import annotations

import re

from ownpath.engine.items.grading.algebra_forms import has_form
from ownpath.engine.items.grading.algebra_reading import Algebra, read_algebra
from ownpath.engine.items.grading.characters import one_alphabet
from ownpath.engine.items.grading.equivalence import are_equivalent
from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.keys import AlgebraicKey, Part
from ownpath.engine.items.types import Grade, ItemInstance, Response

_MATH = re.compile(r"(?<!\$)\$([^$]+)\$(?!\$)")
_NAMED = re.compile(r"^\s*(?:[a-zA-Z]|[fgh]\s*\(\s*[a-z]\s*\))\s*=(?![=<>])")


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of an expression."""
    key = part.key
    if not isinstance(key, AlgebraicKey):
        raise ValueError(f"an algebraic part has an algebraic key, not {type(key).__name__}")
    text = response.one(part.name)
    wanted = read_algebra(key.source, language="en")
    if not text.strip() or wanted is None:
        return unreadable(instance, "empty")
    normalized = one_alphabet(text)[:120]
    text = _without_name(text, wanted)
    given = read_algebra(text, language=response.language)
    problem = _problem(given, wanted, key)
    if given is None or problem:
        return unreadable(instance, problem or "expression", normalized)
    if are_equivalent(given, wanted):
        return _formed(given, wanted, key, instance, normalized, text)
    tight = read_algebra(text, language=response.language, tight=True)
    if tight is not None and tight != given and are_equivalent(tight, wanted):
        return unreadable(instance, "division", normalized)
    for pattern in part.errors:
        idea = read_algebra(pattern.expression or "", language="en")
        if idea is not None and are_equivalent(given, idea):
            return wrong(instance, normalized, pattern=pattern)
    return wrong(instance, normalized)


def _without_name(text: str, wanted: Algebra) -> str:
    """Return `3x` of `y = 3x` where an expression is asked for and the name is not one of its letters."""
    match = _NAMED.match(text)
    if wanted.relation or match is None:
        return text
    name = match[0].strip(" =").lower()
    return text[match.end() :] if name[0] not in wanted.letters or len(name) > 1 else text


def _problem(given: Algebra | None, wanted: Algebra, key: AlgebraicKey) -> str:
    if given is None:
        return "expression"
    if bool(given.relation) != bool(wanted.relation):
        return "relation" if wanted.relation else "no_relation"
    known = wanted.letters | set(key.variables) | {"π"}
    return "" if given.letters <= known else "letters"


def _formed(
    given: Algebra,
    wanted: Algebra,
    key: AlgebraicKey,
    instance: ItemInstance,
    normalized: str,
    text: str,
) -> Grade:
    if key.form == "any":
        return right(normalized)
    if not has_form(given, wanted, key.form):
        copied = _squeezed(text) in _prompted(instance)
        note = "copied" if copied else f"form_{key.form}"
        return wrong(instance, normalized, note=note, score=0.0 if copied else 0.5)
    return right(normalized)


def _squeezed(text: str) -> str:
    return "".join(one_alphabet(text).lower().split()).replace("**", "^").replace("*", "")


def _prompted(instance: ItemInstance) -> set[str]:
    context = instance.context
    prompt = (context and context.prompt) or instance.definition.prompt
    markup = instance.fill(prompt, instance.definition.languages[0])
    return {_squeezed(found) for found in _MATH.findall(markup)}
