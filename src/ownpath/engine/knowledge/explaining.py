"""Takes a prediction of the glass box apart into a short sum, for a teacher, and one reason, for a student.

Each term is a group of features with what it adds in log odds against what is usual. Words are made
by the faces; here are only numbers and names. The terms and the base add up to the prediction exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ownpath.engine.knowledge.answers import Floats
from ownpath.engine.knowledge.features import FEATURES, Group
from ownpath.engine.knowledge.glass_box import GlassBox
from ownpath.engine.knowledge.live import (
    Question,
    StudentState,
    chance_of,
    facts_of_question,
    features_now,
)
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.streaming import C_DAY, C_RIGHT, C_WRONG

N_LATELY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One part of the sum: a group of features and what it adds, in log odds."""

    group: Group
    contribution: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A probability as a sum: log odds = base + contributions of the terms, strongest term first.

    `facts` hold what words are made of: `right_lately` of `n_lately` last answers, `n_right` and `n_wrong` in
    the competency, `days_since` (absent if unknown), `harder_by` (log odds, above 0 is harder than usual).
    """

    p_right: float
    base: float
    terms: tuple[Term, ...]
    facts: Mapping[str, float]

    @property
    def strongest(self) -> Term | None:
        """Return the term that moves the prediction most, None if nothing does."""
        return self.terms[0] if self.terms else None


def explain(model: KnowledgeModel, state: StudentState, question: Question) -> Explanation:
    """Return why the model predicts what it predicts.

    Raises
    ------
    ValueError
        If the model's head cannot be read.
    """
    if not isinstance(model.head, GlassBox):
        raise ValueError("model has no glass box: expected head 'glass' for an explanation")
    row = features_now(model, state, question)
    by_group = _by_group(model.head, row, model.trust)
    facts = facts_of_question(model, question)
    usual = _usual_level(model)
    by_group[Group.DIFFICULTY] += facts[0] - usual
    by_group[Group.OVERALL] += float(row[6])
    by_group[Group.COMPETENCY] += float(row[0]) - float(row[6]) - facts[0]
    base = model.slope * (usual + model.trust * model.head.intercept) + model.shift
    parts = {group: model.slope * value for group, value in by_group.items()}
    shift = model.shift_of(question.competencies)
    parts[Group.DIFFICULTY] += shift
    terms = [Term(group=group, contribution=value) for group, value in parts.items()]
    terms.sort(key=lambda term: -abs(term.contribution))
    return Explanation(
        p_right=chance_of(model, row, shift=shift),
        base=base,
        terms=tuple(terms),
        facts=_facts(state, question, harder_by=usual - facts[0]),
    )


def _by_group(head: GlassBox, row: Floats, trust: float) -> dict[Group, float]:
    """Return what the tables add, by group; a pair is shared half and half."""
    singles, pairs = head.terms(row)
    found = dict.fromkeys(Group, 0.0)
    for feature, value in zip(FEATURES, singles, strict=True):
        found[feature.group] += trust * value
    for left, right, value in zip(head.left, head.right, pairs, strict=True):
        found[FEATURES[left].group] += trust * value / 2
        found[FEATURES[right].group] += trust * value / 2
    return found


def _usual_level(model: KnowledgeModel) -> float:
    """Return the level of a usual competency: the mean, weighted by answers."""
    table = model.calibration
    total = float(table.n_of_competency.sum())
    if total <= 0:
        return float(table.competency_level.mean())
    return float((table.competency_level * table.n_of_competency).sum() / total)


def _facts(state: StudentState, question: Question, *, harder_by: float) -> dict[str, float]:
    lately = state.lately[:N_LATELY]
    rows = [state.by_competency[c] for c in question.competencies if c in state.by_competency]
    facts = {
        "right_lately": float(sum(answer[2] for answer in lately)),
        "n_lately": float(len(lately)),
        "n_right": sum(row[C_RIGHT] for row in rows),
        "n_wrong": sum(row[C_WRONG] for row in rows),
        "harder_by": harder_by,
    }
    practiced = [row[C_DAY] for row in rows if row[C_DAY] >= 0]
    if practiced and question.day >= 0:
        facts["days_since"] = max(question.day - max(practiced), 0.0)
    return facts
