"""What `ownpath simulate` compares, and the lines it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ownpath.engine.simulation.compare import Comparison, ahead_by, compare_policies
from ownpath.engine.simulation.families import FAMILIES
from ownpath.engine.simulation.policies import PARTS_LEFT_OUT, POLICIES

if TYPE_CHECKING:
    import numpy as np


def compare(
    *,
    families: Sequence[str],
    policies: Sequence[str],
    n_students: int,
    n_competencies: int,
    n_days: int,
    rng: np.random.Generator,
    step: Callable[[str, int, int], None],
) -> Comparison:
    """Return the comparison of the named policies and families; none named means all.

    Raises
    ------
    ValueError
        If a name is not known; it names those that are.
    """
    for what, named, known in (
        ("family", families, FAMILIES),
        ("policy", policies, {**POLICIES, **PARTS_LEFT_OUT}),
    ):
        unknown = sorted(set(named) - set(known))
        if unknown:
            raise ValueError(f"{what} {unknown[0]!r} is not known: one of {', '.join(known)}")
    return compare_policies(
        families=families or tuple(FAMILIES),
        policies=policies or tuple(POLICIES),
        n_students=n_students,
        n_competencies=n_competencies,
        n_days=n_days,
        rng=rng,
        step=step,
    )


def lines_of(found: Comparison) -> Iterator[str]:
    """Yield the table and what it comes to."""
    yield (
        f"{'students':<9} {'policy':<22} {'per hour':>8} {'lowest 1/4':>10} "
        f"{'top 1/4':>8} {'gap before':>10} {'after':>6} {'spread':>7} {'mastered':>9}"
    )
    for one in found.reports:
        yield (
            f"{one.family:<9} {one.policy:<22} {one.gained_per_hour:>8.3f} "
            f"{one.gained_lowest_quarter:>10.3f} {one.gained_highest_quarter:>8.3f} "
            f"{one.gap_at_start:>10.1f} {one.gap_at_end:>6.1f} {one.spread_at_end:>7.1f} "
            f"{one.mastered_at_end:>9.1f}"
        )
    for other, by in ahead_by(found.reports).items():
        yield f"ours ahead of {other} in the worst family by {by:+.3f} per hour"
    yield f"placed wrong on the first day: {100 * found.share_placed_wrong:.1f} % of competencies"
