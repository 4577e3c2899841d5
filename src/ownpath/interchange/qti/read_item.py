"""One item file: to a record, or to the reason why we have no type for it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ownpath.interchange.qti.markup import inner
from ownpath.interchange.qti.names import XML_LANG, attribute, local
from ownpath.interchange.qti.records import (
    INTERACTIONS,
    AssessmentItem,
    Choice,
    Interaction,
    Response,
)

MOST_CHOICES = 40
_REFUSED = {
    "include": "takes parts of other files in",
    "printed-variable": "shows a reckoned value",
    "template-declaration": "makes its numbers by a program of its own",
    "template-block": "makes its numbers by a program of its own",
    "object": "holds a media object",
    "audio": "holds a sound",
    "video": "holds a film",
    "iframe": "holds another page",
    "script": "holds a program",
}
_LEFT_OUT = ("rubric-block", "stylesheet", "prompt")
_CHOICES = ("simple-choice", "inline-choice", "simple-associable-choice")


class UnsupportedError(ValueError):
    """We have no type for this item; the message says what it uses."""


def read_item(root: Element) -> AssessmentItem:
    """Return the record of an item, or raise `UnsupportedError` with the reason."""
    if local(root) != "assessment-item":
        raise UnsupportedError(f"is a {local(root)}, not an item")
    if attribute(root, "adaptive") == "true":
        raise UnsupportedError("adapts itself while it is answered")
    body = next((child for child in root if local(child) == "item-body"), None)
    if body is None:
        raise UnsupportedError("has no body")
    for element in root.iter():
        if local(element) in _REFUSED:
            raise UnsupportedError(_REFUSED[local(element)])
    interactions: list[Interaction] = []
    _take_out(body, interactions)
    if not interactions:
        raise UnsupportedError("asks nothing")
    return AssessmentItem(
        identifier=attribute(root, "identifier"),
        title=attribute(root, "title"),
        language=(root.get(XML_LANG) or "en").split("-")[0].lower(),
        body=inner(body),
        interactions=tuple(interactions),
        responses=tuple(_response(e) for e in root if local(e) == "response-declaration"),
        feedback=tuple(
            (attribute(e, "identifier"), inner(_content(e)))
            for e in root
            if local(e) == "modal-feedback"
        ),
    )


def _content(element: Element) -> Element:
    """Return the content body of QTI 3, or the element itself."""
    return next((child for child in element if local(child) == "content-body"), element)


def _take_out(parent: Element, found: list[Interaction]) -> None:
    """Replace every interaction below by a slot, and leave out what only teachers see."""
    for child in list(parent):
        name = local(child)
        if name.endswith("-interaction"):
            made = _interaction(child, name.removesuffix("-interaction"))
            slot = Element("slot", {"name": made.response})
            slot.tail = child.tail
            parent[list(parent).index(child)] = slot
            found.append(made)
        elif name in _LEFT_OUT:
            parent.remove(child)
        else:
            _take_out(child, found)


def _interaction(element: Element, kind: str) -> Interaction:
    if kind not in INTERACTIONS:
        raise UnsupportedError(f"uses a {kind} interaction")
    prompt = next((child for child in element if local(child) == "prompt"), None)
    sets = [child for child in element if local(child) == "simple-match-set"]
    if kind == "match" and len(sets) != 2:
        raise UnsupportedError("matches without two sets")
    asked = attribute(element, "max-choices", "1")
    return Interaction(
        kind=kind,
        response=attribute(element, "response-identifier"),
        prompt=inner(prompt) if prompt is not None else "",
        choices=_choices(sets[0] if sets else element),
        targets=_choices(sets[1]) if sets else (),
        max_choices=int(asked) if asked.isdigit() else 1,
        shuffle=attribute(element, "shuffle") == "true",
        lower=attribute(element, "lower-bound"),
        upper=attribute(element, "upper-bound"),
        step=attribute(element, "step"),
    )


def _choices(parent: Element) -> tuple[Choice, ...]:
    found = [child for child in parent if local(child) in _CHOICES]
    if len(found) > MOST_CHOICES:
        raise UnsupportedError(f"offers {len(found)} choices, more than {MOST_CHOICES}")
    return tuple(_choice(child) for child in found)


def _choice(element: Element) -> Choice:
    feedback = ""
    for child in list(element):
        if local(child) in ("feedback-inline", "feedback-block"):
            feedback = inner(_content(child))
            element.remove(child)
    return Choice(
        identifier=attribute(element, "identifier"), html=inner(element), feedback=feedback
    )


def _response(element: Element) -> Response:
    correct = next((child for child in element if local(child) == "correct-response"), None)
    mapping = next((child for child in element if local(child) == "mapping"), None)
    return Response(
        identifier=attribute(element, "identifier"),
        cardinality=attribute(element, "cardinality", "single"),
        base_type=attribute(element, "base-type", "string"),
        correct=tuple(
            (value.text or "").strip()
            for value in (correct if correct is not None else ())
            if local(value) == "value"
        ),
        mapped=tuple(_mapped(mapping)) if mapping is not None else (),
    )


def _mapped(mapping: Element) -> list[str]:
    """Return the keys a mapping gives points for, the best first."""
    worth: list[tuple[float, str]] = []
    for entry in mapping:
        try:
            points = float(attribute(entry, "mapped-value", "0"))
        except ValueError:
            continue
        if points > 0:
            worth.append((points, attribute(entry, "map-key")))
    return [key for _points, key in sorted(worth, key=lambda each: -each[0])]
