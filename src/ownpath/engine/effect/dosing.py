"""The effect of the dose on those whom the pilot moved: the pilot stands as instrument for the dose.

Nobody is compared by how much they took, which they chose, but by what group they were in, which the pilot chose.

Source: Angrist and Imbens (1995), "Two-stage least squares estimation of average causal effects in models with
variable treatment intensity"; interval after Anderson and Rubin (1949): all effects per dose that the record
does not contradict.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import t as student_t

from ownpath.engine.effect.clustered import LEVEL, freedom_of, leverage_of, scores_of
from ownpath.engine.effect.designs import Layout, lay_out
from ownpath.engine.effect.types import Design, DoseEffect, Rows

SAME_DOSE = 1e-9


def dose_effect(kept: Rows, layout: Layout) -> DoseEffect | None:
    """Return the effect per unit of dose, or None without a comparison or without known, differing doses.

    `kept` are the rows that the layout uses; those of unknown dose are left out of this figure only.
    """
    known = np.isfinite(kept.dose)
    late = known & kept.is_pilot & (kept.period > 0)
    if layout.design is Design.OWN_BASELINE or not late.any():
        return None
    mean_dose = float(kept.dose[late].mean())
    seen = kept if known.all() else kept.only(known)
    again = layout if known.all() else _laid_out(seen, layout.design)
    leverage = leverage_of(again.regression) if again else None
    if again is None or leverage is None or leverage.is_lone:
        return None
    seen = seen if known.all() else seen.only(again.used)
    dose = np.where(seen.period > 0, seen.dose, 0.0)
    outcome = again.transformed(seen.outcome)
    effect, effect_scores = scores_of(again.regression, leverage, outcome)
    step, step_scores = scores_of(again.regression, leverage, again.transformed(dose))
    if abs(step) < SAME_DOSE:
        return None
    freedom = freedom_of(again.regression, leverage, outcome)
    reach = float(student_t.ppf((1 + LEVEL) / 2, freedom)) ** 2
    low, high = _not_contradicted(
        effect,
        step,
        reach,
        (
            float(effect_scores @ effect_scores),
            float(effect_scores @ step_scores),
            float(step_scores @ step_scores),
        ),
    )
    return DoseEffect(mean_pilot_dose=mean_dose, per_dose=effect / step, low=low, high=high)


def _laid_out(seen: Rows, design: Design) -> Layout | None:
    after = seen.period > 0
    needed = [seen.is_pilot & after, ~seen.is_pilot & after]
    if design is Design.TWO_DIFFERENCES:
        needed += [seen.is_pilot & ~after, ~seen.is_pilot & ~after]
    return lay_out(seen, design) if all(rows.any() for rows in needed) else None


def _not_contradicted(
    effect: float, step: float, reach: float, moments: tuple[float, float, float]
) -> tuple[float | None, float | None]:
    """Return the ends of all b with (effect - b step)^2 <= reach Var(effect - b step), None where it has no end."""
    of_effect, of_both, of_step = moments
    square = step**2 - reach * of_step
    line = -2 * (effect * step - reach * of_both)
    rest = effect**2 - reach * of_effect
    inside = line**2 - 4 * square * rest
    if square <= 0 or inside < 0:
        return None, None  # the pilot moved the dose too little to tell
    middle, half = -line / (2 * square), float(np.sqrt(inside)) / (2 * square)
    return middle - half, middle + half
