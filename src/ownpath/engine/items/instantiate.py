"""From a template and a seed to one item: the same seed gives the same item for ever."""

from __future__ import annotations

from ownpath.engine.items.chance import Chance
from ownpath.engine.items.drawing import draw_values
from ownpath.engine.items.expressions import ExpressionError
from ownpath.engine.items.keys import Part
from ownpath.engine.items.making import make_part
from ownpath.engine.items.making.situation import Situation
from ownpath.engine.items.specs import ContextSpec
from ownpath.engine.items.types import CannotInstantiate, ItemDefinition, ItemInstance
from ownpath.engine.items.values import Value

MOST_DRAWS = 200


def instantiate(
    definition: ItemDefinition, *, seed: int, step: int = 2, interest: str | None = None
) -> ItemInstance:
    """Return one item of the template.

    Parameters
    ----------
    definition
        The template.
    seed
        Any whole number; with `step` it decides every number, name, choice and order.
    step
        Difficulty, 1 to 3.
    interest
        A child's interest; picks the context that wears it. Without one (or when no context fits)
        the seed picks. The numbers are the same in every context that does not bring its own.

    Raises
    ------
    CannotInstantiate
        When 200 draws did not satisfy the template; names the last reason.
    """
    if step not in definition.steps:
        raise ValueError(f"step must be 1, 2 or 3, got {step}")
    name = f"{definition.id}\x1f{seed}\x1f{step}"
    context = _context(definition, name, interest)
    chance = Chance(name)
    reason = "the constraints never held"
    for _ in range(MOST_DRAWS):
        try:
            values = draw_values(definition, definition.steps[step], context, chance)
            if values is None:
                continue
            parts = _parts(definition, context, values, name)
        except ExpressionError as error:
            reason = str(error)
            continue
        return ItemInstance(
            definition=definition,
            seed=seed,
            step=step,
            context=context,
            values=values,
            parts=parts,
        )
    raise CannotInstantiate(f"{definition.id}, seed {seed}, step {step}: {reason}")


def _context(definition: ItemDefinition, name: str, interest: str | None) -> ContextSpec | None:
    if not definition.contexts:
        return None
    fitting = [context for context in definition.contexts if context.interest == interest]
    return Chance(f"{name}\x1fcontext").choice(fitting or definition.contexts)


def _parts(
    definition: ItemDefinition, context: ContextSpec | None, values: dict[str, Value], name: str
) -> tuple[Part, ...]:
    situation = Situation(definition=definition, context=context, values=values)
    return tuple(
        make_part(spec, situation, Chance(f"{name}\x1forder\x1f{spec.name}"))
        for spec in definition.parts
    )
