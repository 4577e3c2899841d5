"""Small templates for the tests of items, and one way to answer them."""

from __future__ import annotations

from ownpath.engine.items import (
    Grade,
    ItemDefinition,
    ItemInstance,
    grade,
    instantiate,
    read_definition,
    read_response,
)

HELP = {
    "hints": [{"en": "Look.", "es": "Mira."}, {"en": "Count.", "es": "Cuenta."}],
    "solution": {"en": "Done.", "es": "Hecho."},
}
IDEA = {"en": "Look at the size.", "es": "Mira el tamaño."}


def definition(**keys: object) -> ItemDefinition:
    """Return a definition of these keys; fails with its faults."""
    data = {
        "id": "sample",
        "competencies": ["M3.FR.01"],
        "type": "numeric",
        "representation": "number",
        "prompt": {"en": "How many?", "es": "¿Cuánto es?"},
        **HELP,
        **keys,
    }
    found, faults = read_definition(data, where="sample")
    assert found is not None, [str(fault) for fault in faults]
    return found


def item(**keys: object) -> ItemInstance:
    """Return one item of these keys."""
    return instantiate(definition(**keys), seed=1)


def answered(
    instance: ItemInstance, *posted: str, language: str = "en", **fields: str
) -> Grade:
    """Return the grade of posted values."""
    sent: dict[str, list[str]] = {"answer": list(posted)}
    sent.update({name.replace("_", "-"): [value] for name, value in fields.items()})
    return grade(instance, read_response(sent, language=language))


def verdict(result: Grade) -> str:
    """Return right, wrong or unread."""
    if not result.readable:
        return "unread"
    return "right" if result.is_correct else "wrong"
