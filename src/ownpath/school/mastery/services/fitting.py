"""Fit a district's own knowledge model on its ledger, keep it, and let it judge.

Fitting is batch work (minutes of one core, numba and LightGBM): it runs in a background task or a command, never while
a student waits. Nothing here changes a model that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from ownpath.engine.knowledge import Seen
from ownpath.engine.knowledge.answers import NO_ITEM, AnswerLog, Wholes
from ownpath.engine.knowledge.model_rule import ModelRule
from ownpath.engine.knowledge.storing import hash_of, save_model
from ownpath.school.curriculum.queries import frameworks_used, get_map, uuids_of_items
from ownpath.school.evidence.queries import everything_seen, students_with_evidence
from ownpath.school.mastery.models import FittedModel, ModelPart
from ownpath.school.mastery.services.believing import moment
from ownpath.school.mastery.services.replaying import rebuild
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.engine.knowledge.model import KnowledgeModel

HEAD = "glass"  # the one a teacher can read
BYTES_A_PART = 4_000_000
STUDENTS_AT_ONCE = 25  # rebuilt in one deed, so that no answer waits long behind them
STUDENTS_READ_AT_ONCE = 500
FEWEST_ANSWERS, FEWEST_STUDENTS = 1_000, 20  # below, the default rule goes on judging
WORTH_FROM = (
    1.1  # times the answers of the model in force: before that a new one tells nothing new
)
DAY = 86_400.0
Progress = Callable[[str, int, int], None]  # what is being done, done so far, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A district's unaided answers in one framework as arrays, and what its numbers stand for."""

    district_id: int
    framework_id: int
    answers: AnswerLog
    competency_keys: tuple[str, ...]
    item_keys: tuple[str, ...]
    answers_from: datetime | None
    answers_until: datetime | None


def refit(
    *, district_id: int, rng: Generator, now: datetime, progress: Progress
) -> list[FittedModel]:
    """Fit a new model for each framework of a district that has enough new answers; let good ones judge.

    Beliefs are made anew under a model that comes into force. Returns the models that did.
    """
    came = []
    for gathered in worth_fitting(district_id=district_id, progress=progress):
        progress("fitting", 0, 1)
        fitted, figures = fit_on(gathered.answers, rng=rng)
        row = take_in(
            gathered=gathered, model=fitted, figures=figures, now=now, progress=progress
        )
        if row.in_force_from is not None:
            came.append(row)
    return came


def worth_fitting(*, district_id: int, progress: Progress) -> Iterator[Gathered]:
    """Yield what a district's students answered, for each framework in which a new model is worth its while."""
    for framework_id in frameworks_used(district_id=district_id):
        progress("gathering", 0, 1)
        gathered = gather(district_id=district_id, framework_id=framework_id)
        if _is_worth_fitting(gathered):
            yield gathered


def fit_on(
    answers: AnswerLog, *, rng: Generator
) -> tuple[KnowledgeModel, dict[str, float | None]]:
    """Return a model of a district's answers, with its figures on the students it was stopped by."""
    from ownpath.engine.knowledge.fitting import HeadKind, fit_and_judge

    return fit_and_judge(answers, head=HeadKind(HEAD), rng=rng)


def take_in(
    *,
    gathered: Gathered,
    model: KnowledgeModel,
    figures: dict[str, float | None],
    now: datetime,
    progress: Progress,
) -> FittedModel:
    """Keep a model fitted on gathered answers, wherever that was done; let it judge if it tells more than the share."""
    row = keep_model(gathered=gathered, model=model, figures=figures, now=now)
    if tells_more_than_the_share(row):
        put_in_force(model=row, now=now)
        rebuild_all(district_id=row.district_id, now=now, progress=progress)
    return row


def gather(*, district_id: int, framework_id: int) -> Gathered:
    """Return the first unaided answers of a district's students in a framework, each student's in order."""
    lines = get_map(framework_id).competencies
    number = {competency: place for place, competency in enumerate(lines)}
    by_student: dict[int, list[Seen]] = {}
    for student, seen in _unaided(district_id):
        touched = tuple(number[one] for one in seen.competencies if one in number)
        if touched:
            by_student.setdefault(student, []).append(replace(seen, competencies=touched))
    rows = [seen for shown in by_student.values() for seen in shown]
    uuids = uuids_of_items(item_ids=(seen.item for seen in rows if seen.item is not None))
    items = {item: place for place, item in enumerate(sorted(uuids))}
    times = [seen.at for seen in rows]
    return Gathered(
        district_id=district_id,
        framework_id=framework_id,
        answers=AnswerLog(
            starts=_ends(len(shown) for shown in by_student.values()),
            items=np.array([items.get(seen.item or 0, NO_ITEM) for seen in rows], np.int64),
            competency_starts=_ends(len(seen.competencies) for seen in rows),
            competencies=np.array([c for seen in rows for c in seen.competencies], np.int64),
            is_right=np.array([float(seen.is_correct) for seen in rows]),
            days=np.array([at / DAY for at in times]),
            n_items=len(items),
            n_competencies=len(number),
        ),
        competency_keys=tuple(str(line.uuid) for line in lines.values()),
        item_keys=tuple(str(uuids[item]) for item in items),
        answers_from=moment(min(times)) if times else None,
        answers_until=moment(max(times)) if times else None,
    )


@deed
def keep_model(
    *,
    gathered: Gathered,
    model: KnowledgeModel,
    figures: dict[str, float | None],
    now: datetime,
) -> FittedModel:
    """Store a model under a version of its own; it judges nobody yet."""
    district_id, framework_id = gathered.district_id, gathered.framework_id
    model = replace(
        model,
        competency_keys=gathered.competency_keys,
        item_keys=gathered.item_keys,
        about={**model.about, "figures": figures, "n_answers": gathered.answers.n_answers},
    )
    usual = ModelRule(model=model, version="")
    content_hash = hash_of(model)
    row = FittedModel.objects.create(
        version=f"{now:%Y%m%d%H%M}-{district_id}-{framework_id}-{content_hash[:8]}",
        district_id=district_id,
        framework_id=framework_id,
        head=HEAD,
        content_hash=content_hash,
        bars={"at_least": usual.at_least, "widest": usual.widest, "fewest": usual.fewest},
        figures=figures,
        n_students=gathered.answers.n_students,
        n_answers=gathered.answers.n_answers,
        answers_from=gathered.answers_from,
        answers_until=gathered.answers_until,
        fitted_at=now,
    )
    data = save_model(model)
    for position, begin in enumerate(range(0, len(data), BYTES_A_PART)):
        part = data[begin : begin + BYTES_A_PART]
        ModelPart.objects.create(model=row, position=position, data=part)
    return row


def tells_more_than_the_share(model: FittedModel) -> bool:
    """Return whether a model rests on enough answers and foretold those it was not trained on."""
    found, plain = model.figures.get("log_loss"), model.figures.get("log_loss_of_the_share")
    is_enough = model.n_answers >= FEWEST_ANSWERS and model.n_students >= FEWEST_STUDENTS
    return is_enough and found is not None and plain is not None and found < plain


@deed
def put_in_force(*, model: FittedModel, now: datetime) -> None:
    """Let a model judge the students of its district in its framework from now on; the one before stays stored."""
    FittedModel.objects.filter(
        district_id=model.district_id,
        framework_id=model.framework_id,
        in_force_from__isnull=False,
        in_force_until=None,
    ).update(in_force_until=now)
    model.in_force_from = now
    model.save(update_fields=["in_force_from"])


def rebuild_all(*, district_id: int, now: datetime, progress: Progress) -> None:
    """Make the beliefs about everybody in a district anew, a few students at a time."""
    ids = students_with_evidence(district_id=district_id)
    for begin in range(0, len(ids), STUDENTS_AT_ONCE):
        rebuild(student_ids=ids[begin : begin + STUDENTS_AT_ONCE], now=now)
        progress("beliefs", min(begin + STUDENTS_AT_ONCE, len(ids)), len(ids))


def _is_worth_fitting(gathered: Gathered) -> bool:
    answers = gathered.answers
    if answers.n_answers < FEWEST_ANSWERS or answers.n_students < FEWEST_STUDENTS:
        return False
    before = FittedModel.objects.filter(
        district_id=gathered.district_id, framework_id=gathered.framework_id
    )
    latest = before.order_by("-fitted_at").values_list("n_answers", flat=True).first()
    return latest is None or answers.n_answers >= WORTH_FROM * latest


def _unaided(district_id: int) -> Iterator[tuple[int, Seen]]:
    ids = students_with_evidence(district_id=district_id)
    for begin in range(0, len(ids), STUDENTS_READ_AT_ONCE):
        for row in everything_seen(student_ids=ids[begin : begin + STUDENTS_READ_AT_ONCE]):
            if not row.seen.is_aided:
                yield row.student_id, row.seen


def _ends(lengths: Iterable[int]) -> Wholes:
    return np.cumsum([0, *lengths]).astype(np.int64)
