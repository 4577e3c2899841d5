"""Grows the heads with LightGBM and carries them over into plain arrays. Only batch commands come here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats
from ownpath.engine.knowledge.belief_head import BELIEF_WAYS
from ownpath.engine.knowledge.bins import cuts_from
from ownpath.engine.knowledge.features import FEATURES
from ownpath.engine.knowledge.glass_box import GlassBox, as_tables
from ownpath.engine.knowledge.trees import Trees

Singles = NDArray[np.float32]

COMMON: dict[str, Any] = {
    "objective": "binary",
    "boost_from_average": False,
    "use_missing": False,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "force_col_wise": True,
    "deterministic": True,
    "verbose": -1,
}
# Columns are few and hardly empty: bundles and sparse bins cost more than they save, and some rows tell where to cut.
LEAN: dict[str, Any] = COMMON | {
    "enable_bundle": False,
    "is_enable_sparse": False,
    "bin_construct_sample_cnt": 30_000,
}
ACCURACY: dict[str, Any] = LEAN | {
    "num_leaves": 63,
    "max_depth": 8,
    "learning_rate": 0.1,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "min_data_in_leaf": 100,
    "lambda_l2": 20.0,
    "max_bin": 63,
}
READABLE: dict[str, Any] = LEAN | {
    "num_leaves": 4,
    "max_depth": 2,
    "learning_rate": 0.1,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.51,  # up to a half LightGBM copies the rows anew each round
    "min_data_in_leaf": 50,
    "lambda_l2": 20.0,
    "max_bin": 31,
}
BELIEVING: dict[str, Any] = COMMON | {
    "objective": "cross_entropy",  # of shares, not of single outcomes
    "num_leaves": 15,
    "learning_rate": 0.15,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.5,
    "min_data_in_leaf": 100,
    "max_bin": 63,
    "monotone_constraints": list(BELIEF_WAYS),
}
N_BELIEVING = 60  # rounds: few, and few rows, for it asks simple things and costs little
MOST_BELIEVING = 60_000
MOST_ROUNDS = 1_800
ROUNDS_AT_ONCE = 12  # between two looks at the validation students
PATIENCE = 24  # rounds without a gain worth its time before the accuracy head stops
# Log loss: what comes after adds 0.0003 to 0.0005 AUC for half the rounds again.
WORTH_ITS_TIME = 2e-4
PATIENCE_READABLE = 80  # its steps are smaller, so each gain counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """What a head learns from: features, outcomes, and the log odds it starts from."""

    features: Singles
    is_right: Floats
    starts_from: Floats


def grow_accuracy(*, training: Lesson, validation: Lesson, seed: int, n_threads: int) -> Trees:
    """Return the trees that predict best, stopped where the validation students no longer gain."""
    booster = _begun(ACCURACY, training, seed, n_threads)
    return _watched(booster, validation, patience=PATIENCE, least_gain=WORTH_ITS_TIME)


def grow_glass_box(
    *, training: Lesson, validation: Lesson, seed: int, n_threads: int
) -> GlassBox:
    """Return the glass box grown from the training students, stopped by the validation students."""
    booster = _begun(READABLE, training, seed, n_threads)
    trees = _watched(booster, validation, patience=PATIENCE_READABLE, least_gain=0.0)
    return as_tables(trees, features=training.features)


def grow_belief_head(lesson: Lesson, weight: Floats, *, seed: int, n_threads: int) -> Trees:
    """Return the trees behind beliefs, from rows of `BELIEF_COLUMNS` and the shares right of what followed."""
    import lightgbm

    every = -(-len(weight) // MOST_BELIEVING)  # rows are by student: each n-th, not the first
    rows = np.arange(0, len(weight), max(every, 1))
    settings = BELIEVING | {"seed": seed, "num_threads": n_threads}
    learned = lightgbm.Dataset(
        lesson.features[rows],
        lesson.is_right[rows],
        weight=weight[rows],
        init_score=lesson.starts_from[rows],
        params=settings,
    )
    booster = lightgbm.train(settings, learned, N_BELIEVING)
    return read_trees(booster.model_to_string(), n_features=len(BELIEF_WAYS))


def _begun(settings: dict[str, Any], training: Lesson, seed: int, n_threads: int) -> Any:
    """Return a booster that has grown nothing yet."""
    import lightgbm

    settings = settings | {
        "seed": seed,
        "num_threads": n_threads,
        "monotone_constraints": [feature.direction for feature in FEATURES],
    }
    learned = lightgbm.Dataset(
        training.features, training.is_right, init_score=training.starts_from, params=settings
    )
    return lightgbm.Booster(settings, learned)


def _watched(booster: Any, validation: Lesson, *, patience: int, least_gain: float) -> Trees:
    """Grow until validation students no longer gain, and return the trees up to where they were foretold best.

    Our own kernels score them, several rounds at once: that takes a tenth of what LightGBM takes for it.
    """
    said = validation.starts_from.copy()
    best, least = 0, np.inf
    gained_at, gained_to = 0, np.inf
    n_rounds, is_done = 0, False
    while not is_done and n_rounds < min(gained_at + patience, MOST_ROUNDS):
        is_done = any(booster.update() for _ in range(ROUNDS_AT_ONCE))  # True: nothing to split
        newest = booster.model_to_string(ROUNDS_AT_ONCE, n_rounds)
        n_rounds = booster.current_iteration()
        said += read_trees(newest).scores(validation.features)
        loss = float(np.mean(np.logaddexp(0.0, said) - validation.is_right * said))
        if loss < least:
            best, least = n_rounds, loss
        if loss < gained_to - least_gain:
            gained_at, gained_to = n_rounds, loss
    return read_trees(booster.model_to_string(best))


def read_trees(text: str, *, n_features: int = len(FEATURES)) -> Trees:
    """Return the trees of a LightGBM model in its text form (numeric splits only)."""
    blocks = [_fields(block) for block in text.split("\nTree=")[1:]]
    thresholds: list[list[float]] = [[] for _ in range(n_features)]
    for block in blocks:
        for f, cut in zip(
            _wholes(block, "split_feature"), _numbers(block, "threshold"), strict=True
        ):
            thresholds[f].append(cut)
    cuts = cuts_from([np.array(values, np.float64) for values in thresholds])
    feature: list[int] = []
    code: list[int] = []
    child: list[tuple[int, int]] = []
    leaf: list[float] = []
    root: list[int] = []
    for block in blocks:
        nodes, leaves = len(feature), len(leaf)
        asked = _wholes(block, "split_feature")
        root.append(nodes if asked else -leaves - 1)
        feature += asked
        code += [
            int(np.searchsorted(cuts.of(f), cut))
            for f, cut in zip(asked, _numbers(block, "threshold"), strict=True)
        ]
        child += [
            (_moved(low, nodes, leaves), _moved(high, nodes, leaves))
            for low, high in zip(
                _wholes(block, "left_child"), _wholes(block, "right_child"), strict=True
            )
        ]
        leaf += _numbers(block, "leaf_value")
    return Trees(
        cuts=cuts,
        feature=np.array(feature, np.uint8),
        code=np.array(code, np.uint8),
        child=np.array(child, np.int32).reshape(-1, 2),
        leaf=np.array(leaf, np.float64),
        root=np.array(root, np.int64),
    )


def _fields(block: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in block.splitlines() if "=" in line)


def _wholes(block: dict[str, str], name: str) -> list[int]:
    return [int(word) for word in block.get(name, "").split()]


def _numbers(block: dict[str, str], name: str) -> list[float]:
    return [float(word) for word in block.get(name, "").split()]


def _moved(child: int, nodes: int, leaves: int) -> int:
    return child + nodes if child >= 0 else child - leaves
