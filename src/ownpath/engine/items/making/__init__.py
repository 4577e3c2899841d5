"""Making the parts of one item from drawn values: keys, choices, error patterns; one file a family of types."""

from __future__ import annotations

from ownpath.engine.items.chance import Chance
from ownpath.engine.items.keys import Part
from ownpath.engine.items.making.choices import make_choosing, make_matching, make_ordering
from ownpath.engine.items.making.situation import Situation
from ownpath.engine.items.making.written import (
    make_algebraic,
    make_numeric,
    make_point,
    make_short_text,
)
from ownpath.engine.items.specs import (
    AlgebraicSpec,
    ChoosingSpec,
    MatchingSpec,
    NumericSpec,
    OrderingSpec,
    PartSpec,
    PointSpec,
    ShortTextSpec,
)


def make_part(spec: PartSpec, situation: Situation, chance: Chance) -> Part:
    """Return one part of an item; raises `ExpressionError` when these values cannot make it."""
    match spec.answer:
        case NumericSpec():
            return make_numeric(spec, spec.answer, situation)
        case AlgebraicSpec():
            return make_algebraic(spec, spec.answer, situation)
        case ChoosingSpec():
            return make_choosing(spec, spec.answer, situation, chance)
        case OrderingSpec():
            return make_ordering(spec, spec.answer, situation, chance)
        case MatchingSpec():
            return make_matching(spec, spec.answer, situation, chance)
        case PointSpec():
            return make_point(spec, spec.answer, situation)
        case ShortTextSpec():
            return make_short_text(spec, spec.answer, situation)
