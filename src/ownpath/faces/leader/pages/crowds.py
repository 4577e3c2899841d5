"""Whether what stands side by side counts the same students: a campus may begin with one grade, all follow.

Figures of other students are no trend; the pages say so and compare only what may be compared.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

LEAST_SHARE = 0.75
"""Of the larger of two numbers of students: with less, they are other students."""


def first_alike(n_students: Sequence[int]) -> int:
    """Return the place from which on about as many students are counted as at the end.

    Examples
    --------
    >>> first_alike([96, 216, 700, 720]), first_alike([720, 700]), first_alike([])
    (2, 0, 0)
    """
    place = len(n_students)
    while place and _is_alike(n_students[place - 1], n_students[-1]):
        place -= 1
    return place


def _is_alike(n: int, other: int) -> bool:
    return min(n, other) >= LEAST_SHARE * max(n, other)


def tell_crowds(days: Sequence[str], n_students: Sequence[int]) -> str:
    """Say that not the same students are counted on all of some days, the oldest first; nothing where they are."""
    place = first_alike(n_students)
    if not place:
        return ""
    return _(
        "Not the same students throughout: until %(day)s others were counted than since. "
        "Do not read the days as one line."
    ) % {"day": days[place - 1]}
