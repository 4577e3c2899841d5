"""Districts whose pilot has a known effect: uneven classrooms that drift, children who miss weeks or leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.effect.types import Floats, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """What a district is drawn from; outcomes are in points on a scale of about 0 to 100."""

    n_classrooms: int = 40
    pilot_share: float = 0.4
    class_size: tuple[int, int] = (8, 34)
    periods_before: int = 2
    periods_after: int = 6
    effect: float = 0.0  # points at full dose
    common_drift: float = 0.8  # points a period, for everybody
    classroom_spread: float = 6.0  # standard deviation of where classrooms stand
    classroom_drift: float = 0.4  # standard deviation of a classroom's own drift a period
    classroom_weeks: float = 1.5  # standard deviation of a classroom's week
    child_spread: float = 10.0
    child_weeks: float = 6.0
    missing: float = 0.1  # share of weeks not seen, more among those who stand low
    leaving: float = 0.05  # share of children not seen again after the start
    mean_dose: float = 0.8


def simulate_district(district: District, *, rng: np.random.Generator) -> Rows:
    """Return one district's record, outcomes not seen as nan; its true effect is `effect` times the mean dose."""
    n = district.n_classrooms
    n_pilot = min(max(1, round(n * district.pilot_share)), n - 1)
    pilot_rooms = np.zeros(n, dtype=bool)
    pilot_rooms[rng.permutation(n)[:n_pilot]] = True
    sizes = rng.integers(*district.class_size, size=n, endpoint=True)
    room = np.repeat(np.arange(n), sizes)
    periods = np.arange(1 - district.periods_before, district.periods_after + 1)
    dose = np.where(
        pilot_rooms[room],
        np.clip(rng.normal(district.mean_dose, 0.15, size=len(room)), 0, 1),
        0.0,
    )
    stands = 50 + rng.normal(0, district.classroom_spread, n)[room]
    stands = stands + rng.normal(0, district.child_spread, len(room))
    outcome = stands[:, None] + _up_and_down(district, room, periods, rng)
    outcome += np.outer(dose * district.effect, periods > 0)
    outcome[_unseen(district, stands, periods, rng)] = np.nan
    late = np.broadcast_to(periods > 0, outcome.shape)
    return _as_rows(outcome, room, pilot_rooms, periods, np.where(late, dose[:, None], 0.0))


def true_effect(rows: Rows, effect: float) -> float:
    """Return the planted effect on everyone: effect at full dose times the mean dose of the pilot's children."""
    late = rows.is_pilot & (rows.period > 0)
    first = np.unique(rows.unit[late], return_index=True)[1]
    return effect * float(rows.dose[late][first].mean())


def _up_and_down(
    district: District, room: np.ndarray, periods: np.ndarray, rng: np.random.Generator
) -> Floats:
    n, weeks = district.n_classrooms, len(periods)
    own_drift = rng.normal(0, district.classroom_drift, n)
    by_room = np.outer(own_drift + district.common_drift, periods - periods[0])
    by_room += rng.normal(0, district.classroom_weeks, (n, weeks))
    noise: Floats = by_room[room] + rng.normal(0, district.child_weeks, (len(room), weeks))
    return noise


def _unseen(
    district: District, stands: Floats, periods: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    low = 1 / (1 + np.exp((stands - stands.mean()) / stands.std()))
    missed = rng.random((len(stands), len(periods))) < (2 * district.missing * low)[:, None]
    left = rng.random(len(stands)) < district.leaving
    gone: np.ndarray = missed | np.outer(left, periods > 0)
    return gone


def _as_rows(
    outcome: Floats,
    room: np.ndarray,
    pilot_rooms: np.ndarray,
    periods: np.ndarray,
    dose: Floats,
) -> Rows:
    n, weeks = outcome.shape
    return Rows(
        unit=np.repeat(np.arange(n), weeks),
        cluster=np.repeat(room, weeks),
        period=np.tile(periods, n),
        is_pilot=np.repeat(pilot_rooms[room], weeks),
        outcome=outcome.ravel(),
        dose=dose.ravel(),
    )
