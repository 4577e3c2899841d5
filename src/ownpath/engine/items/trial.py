"""Trying a template out: some seeds in every step, context and language, so that a fault shows before a child does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ownpath.engine.items.expressions import ExpressionError
from ownpath.engine.items.instantiate import instantiate
from ownpath.engine.items.keys import NumericKey
from ownpath.engine.items.show import hints, praise, show, solution
from ownpath.engine.items.types import CannotInstantiate, Fault, ItemDefinition, ItemInstance
from ownpath.engine.items.values import Value

_RAW = re.compile(r'<span class="math-raw">([^<]*)</span>')


def try_out(definition: ItemDefinition, *, seeds: Iterable[int]) -> list[Fault]:
    """Return what goes wrong when items are made and shown; each fault once.

    Checks that every seed and step gives an item, that all its texts, mathematics and pictures can be
    shown in every language and context, that every error can say its word, and that `verify` holds.
    """
    found: dict[str, Fault] = {}
    interests: list[str | None] = [context.interest for context in definition.contexts]
    interests = interests or [None]
    for seed in seeds:
        for step in definition.steps:
            interest = interests[seed % len(interests)]
            for fault in _one(definition, seed, step, interest):
                found.setdefault(fault.what, fault)
    return list(found.values())


def _one(definition: ItemDefinition, seed: int, step: int, interest: str | None) -> list[Fault]:
    where = f"{definition.id}, seed {seed}, step {step}"
    try:
        instance = instantiate(definition, seed=seed, step=step, interest=interest)
    except CannotInstantiate as error:
        reason = str(error).partition(": ")[2]
        fix = "Loosen the constraints or widen the parameters."
        return [Fault(where=where, what=f"no item could be made ({reason})", fix=fix)]
    return faults_of_item(instance) + _unverified(instance, where)


def faults_of_item(instance: ItemInstance) -> list[Fault]:
    """Return what goes wrong when an item is shown: texts, mathematics, pictures, in every language."""
    where = f"{instance.definition.id}, seed {instance.seed}, step {instance.step}"
    return [
        fault
        for language in instance.definition.languages
        for fault in _shown(instance, language, where)
    ]


def faults_of_prompt(instance: ItemInstance) -> list[Fault]:
    """Return why the item cannot be shown in its first language; nothing when it can."""
    try:
        show(instance, language=instance.definition.languages[0])
    except (ExpressionError, ValueError) as error:
        where = f"{instance.definition.id}, seed {instance.seed}, step {instance.step}"
        what = f"cannot be shown ({error})"
        return [Fault(where=where, what=what, fix="Mend the text or picture.")]
    return []


def _shown(instance: ItemInstance, language: str, where: str) -> list[Fault]:
    try:
        shown = show(instance, language=language)
        helps = [*hints(instance, language), *solution(instance, language)]
        praise(instance, language)
        feedback = [
            instance.fill(text, language)
            for part in instance.parts
            for text in (
                *(error.feedback for error in part.errors),
                *(choice.feedback for choice in part.choices),
            )
            if text is not None
        ]
    except (ExpressionError, ValueError) as error:
        return [
            Fault(
                where=where, what=f"cannot be shown ({error})", fix="Mend the text or picture."
            )
        ]
    choices = [c.html for part in shown.parts for c in (*part.choices, *part.targets)]
    html = "".join([shown.prompt_html, *choices, *(each.html for each in helps)])
    faults = [
        Fault(where=where, what=f"not mathematics we can show: {raw!r}", fix="See section 5.4.")
        for raw in _RAW.findall(html)
    ]
    if any(len(text) > 600 for text in feedback):
        faults.append(
            Fault(where=where, what="a feedback over 600 signs", fix="Say it shorter.")
        )
    return faults


def _unverified(instance: ItemInstance, where: str) -> list[Fault]:
    key = instance.parts[0].key
    answer: dict[str, Value] = {"answer": key.values[0]} if isinstance(key, NumericKey) else {}
    faults = []
    for condition in instance.definition.verify:
        try:
            holds = condition.truth({**instance.values, **answer})
        except ExpressionError as error:
            faults.append(
                Fault(where=where, what=f"verify {condition.text!r}: {error}", fix="Mend it.")
            )
            continue
        if not holds:
            what = f"verify {condition.text!r} does not hold"
            faults.append(Fault(where=where, what=what, fix="Mend the answer or the check."))
    return faults
