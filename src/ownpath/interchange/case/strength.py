"""How a prerequisite's strength travels in CASE, which has only ``precedes``.

Hard and helpful are two association groupings with fixed identifiers; other systems show
them as groups, and we read them back. A grouping of somebody else's and a strength of
ours cannot both stand on one association: the strength stays.
"""

from __future__ import annotations

from ownpath.interchange.frameworks import DefinitionRecord, Link, derived
from ownpath.interchange.frameworks.records import Strength

_HARD = derived("case", "grouping", "hard")
_HELPFUL = derived("case", "grouping", "helpful")
_TITLES = {_HARD: "Hard prerequisite", _HELPFUL: "Helpful prerequisite"}
_WORDS = {
    _HARD: "The origin must be learned before the destination.",
    _HELPFUL: "It is good to have learned the origin before the destination.",
}
STRENGTH_IDENTIFIERS = frozenset(_TITLES)


def grouping_of(strength: Strength) -> Link | None:
    """Return the grouping that says this strength; None when nothing is said."""
    if not strength:
        return None
    identifier = _HARD if strength == "hard" else _HELPFUL
    return Link(identifier=identifier, title=_TITLES[identifier])


def strength_of(grouping: Link | None) -> Strength:
    """Return the strength a grouping says, or empty."""
    if grouping is None or grouping.identifier not in STRENGTH_IDENTIFIERS:
        return ""
    return "hard" if grouping.identifier == _HARD else "helpful"


def definitions_for(strengths: set[Strength]) -> list[DefinitionRecord]:
    """Return the definitions of the groupings in use."""
    used = [_HARD] * ("hard" in strengths) + [_HELPFUL] * ("helpful" in strengths)
    return [
        DefinitionRecord(
            kind="CFAssociationGroupings",
            identifier=identifier,
            title=_TITLES[identifier],
            description=_WORDS[identifier],
        )
        for identifier in used
    ]
