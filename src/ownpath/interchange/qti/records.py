"""Items of QTI in the standard's own words, as far as we have a type for them.

Source: 1EdTech Question and Test Interoperability (QTI) 3.0, Assessment, Section and Item Information Model.
Texts are XHTML with MathML, in the plain form that `markup.inner` writes; `<slot name="..."/>` stands where an
interaction stands in a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

INTERACTIONS = ("choice", "text-entry", "inline-choice", "order", "match", "slider")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A simple choice, inline choice or associable choice, with the feedback inside it."""

    identifier: str
    html: str
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One interaction; which fields count depends on its kind."""

    kind: str
    response: str
    prompt: str = ""
    choices: tuple[Choice, ...] = ()
    targets: tuple[Choice, ...] = ()  # the second match set
    max_choices: int = 1
    shuffle: bool = False
    lower: str = ""
    upper: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A response declaration: what is right, and further values the mapping gives points for."""

    identifier: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    mapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentItem:
    """One item."""

    identifier: str
    title: str
    language: str
    body: str
    interactions: tuple[Interaction, ...]
    responses: tuple[Response, ...]
    feedback: tuple[tuple[str, str], ...] = ()  # modal feedback by identifier
    labels: tuple[str, ...] = ()  # codes of the standards it is about, from the manifest

    def response(self, identifier: str) -> Response | None:
        """Return the declaration of a response."""
        return next((one for one in self.responses if one.identifier == identifier), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPackage:
    """A package: its items, and the files they show."""

    identifier: str
    title: str
    items: tuple[AssessmentItem, ...]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
