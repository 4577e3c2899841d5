"""From promises held to whole days, and from whole days to how long each student has been waiting for one."""

from __future__ import annotations

import numpy as np

from ownpath.engine.promises.types import Bools, Floats, Ints, Terms


def whole_days(held: Bools) -> Bools:
    """Return who has a whole day: all six promises. `held` is (..., 6), the result (...)."""
    return np.asarray(held.all(axis=-1), dtype=np.bool_)


def score(*, held: Bools, terms: Terms) -> Floats:
    """Return the share of the promises held, by the weights of the vision: from 0 to 1, shape (...)."""
    weights = np.array(terms.weights)
    total = weights.sum()
    return held @ weights / total if total > 0 else np.zeros(held.shape[:-1])


def waiting_days(*, is_whole: Bools, is_school_day: Bools) -> Ints:
    """Return the school days since each student's last whole day, up to and with the last day.

    Parameters
    ----------
    is_whole : (n_days, n_students) bool
        Oldest day first.
    is_school_day : (n_days, n_students) bool
        Was it a day of school for that student? Other days do not count as waiting.

    Returns
    -------
    (n_students,) int64
        0 for a student whose last school day was whole. Who never had one waits since the first day.

    Examples
    --------
    >>> whole = np.array([[True, False], [False, False], [False, False]])
    >>> waiting_days(is_whole=whole, is_school_day=np.ones((3, 2), dtype=bool)).tolist()
    [2, 3]
    """
    if is_whole.shape != is_school_day.shape or is_whole.ndim != 2:
        raise ValueError(
            "is_whole and is_school_day must both be (n_days, n_students), "
            f"got {is_whole.shape} and {is_school_day.shape}"
        )
    n_days = is_whole.shape[0]
    days = np.arange(1, n_days + 1)[:, None]
    last = np.where(is_whole & is_school_day, days, 0).max(axis=0, initial=0)
    result: Ints = (is_school_day & (days > last)).sum(axis=0).astype(np.int64)
    return result
