"""The rules on the shelf: published ones by name, fitted models by version, and which is in force for whom.

A framework may name a rule for everybody. Where it names none, its students are judged by their district's fitted
model while one is in force, else by the default rule. A model's file is read once a process; a version never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from django.db.models import BigIntegerField, Q, QuerySet

from ownpath.engine.knowledge import Rule, rule_named
from ownpath.engine.knowledge.model_rule import PREFIX, ModelRule
from ownpath.engine.knowledge.storing import load_model
from ownpath.school.curriculum.queries import numbers_by_uuid, rules_of
from ownpath.school.mastery.models import FittedModel, ModelPart
from ownpath.store.prepared import Param, Params, prepared

MODELS_KEPT = 8  # in memory, a few megabytes each

Rules = Mapping[str, tuple[int, ...]]  # competencies by the name of the rule that judges them


def rule_by_name(name: str) -> Rule:
    """Return the rule with a name; the empty name is the default rule.

    Raises
    ------
    ValueError
        If no rule has that name, or no such model is here.
    """
    if not name.startswith(PREFIX):
        return rule_named(name)
    return _rule_of_model(name.removeprefix(PREFIX))


def model_rule_named(name: str) -> ModelRule | None:
    """Return the rule with a name if it is a fitted model's, else None."""
    return _rule_of_model(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None


@lru_cache(maxsize=MODELS_KEPT)
def _rule_of_model(version: str) -> ModelRule:
    row = FittedModel.objects.filter(version=version).first()
    if row is None:
        raise ValueError(f"model {version!r} is not here: expected the version of a stored one")
    parts = ModelPart.objects.filter(model=row).order_by("position")
    model = load_model(b"".join(bytes(one) for one in parts.values_list("data", flat=True)))
    competencies, items = numbers_by_uuid(
        competencies=model.competency_keys, items=model.item_keys
    )
    return ModelRule(
        model=model,
        version=version,
        competency_numbers=competencies,
        item_numbers=items,
        **row.bars,
    )


@prepared
def _models_in_force() -> QuerySet[FittedModel, tuple[int, str]]:
    return FittedModel.objects.filter(
        in_force_from__isnull=False,
        in_force_until=None,
        district__persons=Param("student", BigIntegerField()),
        framework__competencies__in=Params("competencies", BigIntegerField()),
    ).values_list("framework__competencies", "version")


def rules_for(*, student_id: int, competency_ids: tuple[int, ...]) -> Rules:
    """Return the competencies by the rule that judges this student in them now; one query at most."""
    by_framework = rules_of(competency_ids=competency_ids)
    if "" not in by_framework:
        return by_framework
    modeled = dict(
        _models_in_force.all(student=student_id, competencies=list(by_framework[""]))
    )
    return _with_models(by_framework, modeled) if modeled else by_framework


def rules_for_many(
    *, student_ids: Iterable[int], competency_ids: tuple[int, ...], at: datetime | None = None
) -> dict[int, Rules]:
    """Return the rules by student, in two queries; `at` asks for those in force at a moment, None for now."""
    by_framework = rules_of(competency_ids=competency_ids)
    ids = list(student_ids)
    began = Q(in_force_from__isnull=False) if at is None else Q(in_force_from__lte=at)
    lasts = (
        Q(in_force_until=None)
        if at is None
        else Q(in_force_until=None) | Q(in_force_until__gt=at)
    )
    rows = FittedModel.objects.filter(
        began & lasts,
        district__persons__in=ids,
        framework__competencies__in=by_framework.get("", ()),
    )
    modeled: dict[int, dict[int, str]] = {}
    columns = "district__persons", "framework__competencies", "version"
    for student, competency, version in rows.values_list(*columns):
        modeled.setdefault(student, {})[competency] = version
    return {one: _with_models(by_framework, modeled.get(one, {})) for one in ids}


def _with_models(by_framework: Rules, modeled: Mapping[int, str]) -> Rules:
    found = {name: ids for name, ids in by_framework.items() if name}
    parts: dict[str, list[int]] = {}
    for competency in by_framework.get("", ()):
        version = modeled.get(competency)
        parts.setdefault(f"{PREFIX}{version}" if version else "", []).append(competency)
    for name, ids in parts.items():
        found[name] = (*found.get(name, ()), *ids)
    return found
