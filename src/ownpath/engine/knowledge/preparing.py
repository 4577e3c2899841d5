"""Makes the rows a head learns from, so that no row holds a trace of its own answer.

Students are dealt into groups. A group's rows are made with a calibration, with residuals and with
echoes of the other groups only; rows to be predicted are made with those of all training students.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.calibration import Calibration, calibrate
from ownpath.engine.knowledge.echoes import (
    N_OF_A_KIND,
    EchoTable,
    gather,
    index_pairs,
    silent_echoes,
    sum_pairs,
    table_of,
)
from ownpath.engine.knowledge.features import ECHO_COLUMNS, ECHO_KEPT, ECHO_KINDS
from ownpath.engine.knowledge.motifs import (
    MotifTable,
    index_motifs,
    sum_motifs,
    table_of_motifs,
    write_motifs,
)
from ownpath.engine.knowledge.walking import Singles, expected_chances, walk

N_GROUPS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """The calibration, echoes and motifs of all training students, and the training rows made without their own."""

    calibration: Calibration
    echoes: tuple[EchoTable, ...]
    motifs: MotifTable
    features: Singles


def prepare(training: AnswerLog, *, rng: Generator) -> Prepared:
    """Return calibration, echoes and rows of a training log."""
    groups = deal(training.n_students, rng)
    calibrations = [
        calibrate(training, is_used=groups != group, scale=N_GROUPS / (N_GROUPS - 1))
        for group in range(N_GROUPS)
    ]
    calibrations.append(calibrate(training))
    features = walk(training, calibrations=calibrations, calibration_of_student=groups)
    chances = [
        expected_chances(training, calibration=calibration, is_used=groups != group)
        for group, calibration in enumerate(calibrations)
    ]
    echoes = tuple(
        _echoes_of_kind(training, kind, groups, chances, features)
        for kind in range(len(ECHO_KINDS))
    )
    motifs = _motifs(training, groups, chances, features)
    return Prepared(
        calibration=calibrations[-1], echoes=echoes, motifs=motifs, features=features
    )


def deal(n_students: int, rng: Generator) -> Wholes:
    """Return the group of each student; groups are as equal as they can be."""
    return rng.permutation(n_students) % N_GROUPS


def _echoes_of_kind(
    training: AnswerLog, kind: int, groups: Wholes, chances: Sequence[Floats], features: Singles
) -> EchoTable:
    """Write the echoes of one kind into the training rows, and return the table of all students."""
    if kind and not np.any(training.items >= 0):
        return silent_echoes(training.n_items + training.n_competencies)  # all kinds are one
    index = index_pairs(training, kind=kind)
    for group in range(N_GROUPS):
        residual, doubt = sum_pairs(
            training, index, chances=chances[group], is_used=groups != group
        )
        gather(
            training.starts,
            index.pair_of,
            groups == group,
            residual,
            doubt,
            ECHO_COLUMNS[kind],
            ECHO_KEPT[kind],
            features,
            np.zeros(N_OF_A_KIND),
        )
    everybody = np.ones(training.n_students, np.bool_)
    residual, doubt = sum_pairs(training, index, chances=chances[-1], is_used=everybody)
    return table_of(index, residual=residual, doubt=doubt)


def _motifs(
    training: AnswerLog, groups: Wholes, chances: Sequence[Floats], features: Singles
) -> MotifTable:
    """Write the motifs into the training rows, and return the table of all students."""
    if not training.n_answers:
        return MotifTable()
    index = index_motifs(training)
    group_of_answer = np.repeat(groups, np.diff(training.starts))
    for group in range(N_GROUPS):
        residual, doubt = sum_motifs(
            training, index, chances=chances[group], is_used=groups != group
        )
        write_motifs(
            index, group_of_answer == group, residual=residual, doubt=doubt, out=features
        )
    everybody = np.ones(training.n_students, np.bool_)
    residual, doubt = sum_motifs(training, index, chances=chances[-1], is_used=everybody)
    return table_of_motifs(index, residual=residual, doubt=doubt)
