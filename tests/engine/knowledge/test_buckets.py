"""Echoes found in buckets are those found by halving, however crowded a row is."""

from __future__ import annotations

import numpy as np
import pytest

from ownpath.engine.knowledge import compiled
from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.buckets import NO_KEY, laid_out
from ownpath.engine.knowledge.echoes import LOOK_BACK, EchoTable
from ownpath.engine.knowledge.features import N_FEATURES
from ownpath.engine.knowledge.hearing import hear_echoes

N_ITEMS, N_COMPETENCIES = 900, 3


def answered(n_students: int, *, each: int, seed: int) -> AnswerLog:
    rng = np.random.default_rng(seed)
    n = n_students * each
    return AnswerLog(
        starts=np.arange(0, n + 1, each),
        items=rng.integers(N_ITEMS, size=n),
        competency_starts=np.arange(n + 1),
        competencies=rng.integers(N_COMPETENCIES, size=n),
        is_right=(rng.random(n) < 0.6).astype(np.float64),
        days=np.full(n, np.nan),
        n_items=N_ITEMS,
        n_competencies=N_COMPETENCIES,
    )


def table(share: float, *, seed: int) -> EchoTable:
    """Return a table in which each row holds a share of all pairs there could be, and every third row none."""
    rng = np.random.default_rng(seed)
    n_units = N_ITEMS + N_COMPETENCIES
    rows = [
        np.flatnonzero(rng.random(2 * n_units) < (share if unit % 3 else 0.0))
        for unit in range(n_units)
    ]
    n = sum(len(row) for row in rows)
    return EchoTable(
        row_starts=np.concatenate([[0], np.cumsum([len(row) for row in rows])]),
        earlier=np.concatenate(rows).astype(np.int32),
        residual=rng.normal(size=n).astype(np.float32),
        doubt=rng.uniform(0.1, 9.0, n).astype(np.float32),
    )


@pytest.mark.parametrize("share", [0.0, 0.001, 0.02, 0.5, 1.0])
def test_echoes_are_the_same_bits_with_and_without_buckets(share, monkeypatch):
    log = answered(12, each=40, seed=1)
    tables = tuple(table(share, seed=kind) for kind in range(len(LOOK_BACK)))
    found, halved = (np.zeros((log.n_answers, N_FEATURES), np.float32) for _ in range(2))
    hear_echoes(log, tables, out=found)
    monkeypatch.setattr("ownpath.engine.knowledge.hearing.has_numba", lambda: False)
    hear_echoes(log, tables, out=halved)
    assert np.array_equal(found, halved)
    assert bool(found.any()) == (share > 0.0)


def test_every_key_has_a_place_of_its_own_with_its_values():
    assert compiled.has_numba()
    one = table(0.7, seed=5)
    buckets = laid_out(one.row_starts, one.earlier, one.residual, one.doubt)
    taken = buckets.places[buckets.places["key"] != NO_KEY]
    assert sorted(taken["first"].tolist()) == sorted(one.residual.tolist())
    assert sorted(taken["second"].tolist()) == sorted(one.doubt.tolist())
    assert int(buckets.rows[:, 1].sum()) == len(buckets.marks) == len(buckets.places) // 8


def test_a_row_with_one_key_many_times_is_refused():
    keys, values = np.full(9, 7, np.int32), np.zeros(9, np.float32)
    with pytest.raises(ValueError, match="expected each once"):
        laid_out(np.array([0, 9]), keys, values, values)
