"""A day as the promises see it, planned or lived, and the terms a campus's vision sets for them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

PROMISES: Final = ("connects", "relevant", "interests", "challenges", "engages", "hears")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Thresholds and weights of the six promises; the defaults are those of the design."""

    largest_group_that_connects: int = 8
    least_share_in_band: float = 0.5
    least_share_active: float = 0.5
    least_share_done: float = 0.8
    weights: tuple[float, ...] = (1.0,) * len(PROMISES)

    def __post_init__(self) -> None:
        shares = {
            name: getattr(self, name)
            for name in ("least_share_in_band", "least_share_active", "least_share_done")
        }
        faults = [f"{name}={share!r}" for name, share in shares.items() if not 0 <= share <= 1]
        if len(self.weights) != len(PROMISES) or any(weight < 0 for weight in self.weights):
            faults.append(f"weights={self.weights!r}")
        if self.largest_group_that_connects < 1:
            faults.append(f"largest_group_that_connects={self.largest_group_that_connects!r}")
        if faults:
            wanted = "shares from 0 to 1, six weights from 0 up, a group of at least 1"
            raise ValueError(f"expected {wanted}; got {', '.join(faults)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All cells of one day of a campus, a row each, and what is said of each student.

    A plan and a record are the same table. In a plan everything `is_done`, nobody is stuck and nobody has marked
    anything; in a record these say what happened, and `has_person` that the person was there.
    """

    n_students: int
    # A row for each student's block, (n_cells,), sorted by student and block.
    student: Ints
    block: Ints
    minutes: Floats
    active_minutes: Floats
    is_learning: Bools
    has_person: Bools  # a teacher-led group, a conference or a peer project
    group_size: Ints  # 1 for work alone
    serves_hope: Bools  # a hope or goal the student stated, named in the reason
    meets_interest: Bools  # a live interest, or the student's own pick
    is_in_band: Bools
    is_below_readiness: Bools
    is_screen: Bools
    is_repeat: Bools  # identical to what was finished
    is_chosen: Bools  # a real choice, of two options or more, honored
    is_done: Bools
    is_not_for_me: Bools
    is_boring: Bools
    is_stuck: Bools
    was_helped: Bools  # a person came
    # A row for each student, (n_students,).
    max_screen_minutes: Floats
    max_screen_run: Ints
    n_unanswered: Ints  # said by the student, past the window without an answer

    def __post_init__(self) -> None:
        by_student = {"max_screen_minutes", "max_screen_run", "n_unanswered"}
        n_cells = self.student.shape[0]
        faults = []
        for field in fields(self):
            if field.name == "n_students":
                continue
            rows = self.n_students if field.name in by_student else n_cells
            if getattr(self, field.name).shape != (rows,):
                faults.append(f"{field.name} {getattr(self, field.name).shape}, not ({rows},)")
        if faults:
            raise ValueError(
                f"expected one row for each cell or student; got {'; '.join(faults)}"
            )
