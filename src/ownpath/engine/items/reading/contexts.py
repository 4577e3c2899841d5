"""Reads the contexts of a template: the same mathematics in the words of an interest."""

from __future__ import annotations

from collections.abc import Mapping

from ownpath.engine.items.reading.answers import read_unit
from ownpath.engine.items.reading.options import read_passages, read_pictures
from ownpath.engine.items.reading.parameters import read_parameters
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import ContextSpec, Domain
from ownpath.engine.items.values import Word


def read_context_words(place: Place) -> tuple[dict[str, Word], dict[str, Domain]]:
    """Return the words and the parameters of one context."""
    keys = ("interest", "words", "prompt", "solution", "hints", "unit", "picture", "parameters")
    place.known_keys(*keys)
    words: dict[str, Word] = {}
    inner = place.at("words")
    for key in inner.known_keys() if inner.value is not None else []:
        word = inner.at(key).word()
        if word is not None:
            words[key] = word
    return words, read_parameters(place.at("parameters"))


def names_shared(
    place: Place, words: list[tuple[dict[str, Word], dict[str, Domain]]]
) -> frozenset[str]:
    """Return the names every context gives; a name only some give is a fault."""
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


def read_context(
    place: Place, words: Mapping[str, Word], parameters: Mapping[str, Domain]
) -> ContextSpec | None:
    """Return one context, its words and parameters read before; None without its interest."""
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
