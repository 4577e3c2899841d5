"""How likely a right answer is, from the latest outcomes, and how sure that is.

The newest answers count most: each step back counts nine tenths of the one after it. The estimate is the mean of a beta
distribution that starts from one right and one wrong; the interval is Wilson's at 80 %, on the same weighted counts.

Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

FADING = 0.9
Z_80 = 1.2815515655446004  # standard normal quantile that leaves 10 % on each side


@lru_cache(maxsize=65_536)
def estimate_with_interval(outcomes: str) -> tuple[float, float, float]:
    """Return (estimate, low, high), each 0 to 1, from outcomes oldest first ("1" right, "0" not).

    Examples
    --------
    >>> estimate_with_interval("")
    (0.5, 0.0, 1.0)
    >>> tuple(round(x, 2) for x in estimate_with_interval("0111"))
    (0.68, 0.44, 0.95)
    """
    if not outcomes:
        return 0.5, 0.0, 1.0
    n = right = 0.0
    weight = 1.0
    for outcome in reversed(outcomes):
        n += weight
        right += weight * (outcome == "1")
        weight *= FADING
    share = right / n
    middle = (share + Z_80**2 / (2 * n)) / (1 + Z_80**2 / n)
    half = Z_80 / (1 + Z_80**2 / n) * sqrt(share * (1 - share) / n + Z_80**2 / (4 * n * n))
    return (right + 1) / (n + 2), max(0.0, middle - half), min(1.0, middle + half)
