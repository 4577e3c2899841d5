"""Where a roster's period places a class: in which block, on which schedule, on which weekdays or lettered days.

A period is the name of a block, or the number of a block of learning. It may name days behind it, as in "2(A)",
"2(A-B)" or "2(Mon,Wed)"; what names days that are not certainly those of the campus places nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ownpath.school.days.models import Block, WeekDay
from ownpath.school.days.queries import policy_of

if TYPE_CHECKING:
    from ownpath.school.days.models import BellSchedule
    from ownpath.school.people.models import Campus

WITH_DAYS: Final = re.compile(r"([^()]+)\(([^()]+)\)")
BETWEEN_DAYS: Final = re.compile(r"[\s,;/+]+")
WEEKDAYS: Final = (
    ("m", "mo", "mon", "monday"),
    ("tu", "tue", "tues", "tuesday"),
    ("w", "we", "wed", "wednesday"),
    ("th", "thu", "thur", "thurs", "thursday"),
    ("f", "fr", "fri", "friday"),
    ("sa", "sat", "saturday"),
    ("su", "sun", "sunday"),
)
"""What certainly means one weekday: "T" and "S" do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a class stands: a block, and on which days where not on all."""

    block: int
    schedule: BellSchedule | None = None  # None: on every one
    weekdays: tuple[int, ...] = ()
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bells:
    """How a campus's week rings: its schedules with their blocks of learning in order, and its letters."""

    schedules: tuple[tuple[BellSchedule, tuple[Block, ...]], ...]
    letters: tuple[str, ...]


def bells_of(*, campus: Campus) -> Bells:
    """Return how the week of a campus rings; one query, and one for its letters where nothing rings yet."""
    in_the_week = WeekDay.objects.filter(campus=campus).values("schedule")
    found: dict[BellSchedule, list[Block]] = {}
    learning = Block.objects.filter(kind=Block.Kind.LEARNING, schedule__in=in_the_week)
    with_policy = learning.select_related("schedule__campus__day_policy")
    for block in with_policy.order_by("schedule", "number"):
        found.setdefault(block.schedule, []).append(block)
    first = next(iter(found), None)
    policy = getattr(first.campus, "day_policy", None) if first else policy_of(campus=campus)
    return Bells(
        schedules=tuple((one, tuple(own)) for one, own in found.items()),
        letters=tuple(map(str, policy.letters if policy else ())),
    )


def spots_of(periods: Iterable[object], bells: Bells) -> list[Spot]:
    """Return where the periods of a class place it."""
    return [spot for period in parts_of(periods) for spot in _spots(period, bells)]


def parts_of(periods: Iterable[object]) -> Iterator[str]:
    """Yield the single periods; one whose days a comma tore apart in the roster's file is put together again.

    >>> [*parts_of(["1(A", "C)", "2 "])], [*parts_of(["1(A) 3(B)"])]
    (['1(A,C)', '2'], ['1(A)', '3(B)'])
    """
    whole = ",".join(map(str, periods))
    for part in re.split(r",(?![^()]*\))|(?<=\))\s+", whole):
        if part.strip():
            yield part.strip()


def _spots(period: str, bells: Bells) -> Iterator[Spot]:
    weekdays: tuple[int, ...] = ()
    letters: tuple[str, ...] = ()
    found = _blocks(period, bells)
    with_days = None if found else WITH_DAYS.fullmatch(period)
    if with_days is not None:
        days = days_named(with_days[2], bells.letters)
        if days is None:
            return
        weekdays, letters = days
        found = _blocks(with_days[1], bells)
    numbers = {block for _schedule, block in found}
    if len(found) == len(bells.schedules) and len(numbers) == 1:
        yield Spot(block=numbers.pop(), weekdays=weekdays, letters=letters)
        return
    for schedule, block in found:
        yield Spot(block=block, schedule=schedule, weekdays=weekdays, letters=letters)


def _blocks(period: str, bells: Bells) -> list[tuple[BellSchedule, int]]:
    return [
        (schedule, place)
        for schedule, own in bells.schedules
        if (place := _block(period, own)) >= 0
    ]


def _block(period: str, own: Sequence[Block]) -> int:
    """Return the number of the block a period names, or -1."""
    named = next((one for one in own if one.name.casefold() == period.strip().casefold()), None)
    if named is not None:
        return named.number
    place = int(period) - 1 if period.strip().isdecimal() else -1
    return own[place].number if 0 <= place < len(own) else -1


def days_named(
    text: str, letters: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """Return which weekdays or letters of a campus a text certainly names; None where that is not certain.

    >>> days_named("A-B", ["A", "B", "C"]), days_named("Mon, Wed", ["A"]), days_named("M-F", [])
    (((), ('A', 'B')), ((0, 2), ()), ((0, 1, 2, 3, 4), ()))
    >>> days_named("A,B", ["A", "B"]), days_named("T", []), days_named("A", [])
    (((), ()), None, None)
    """
    by_letter = {one.casefold(): place for place, one in enumerate(letters)}
    by_name = {name: day for day, names in enumerate(WEEKDAYS) for name in names}
    found = _among(text, by_letter)
    if found is not None:
        named = tuple(letters[one] for one in found)
        return (), () if len(named) == len(letters) else named
    days = _among(text, {key: day for key, day in by_name.items() if key not in by_letter})
    return None if days is None else (days, ())


def _among(text: str, known: dict[str, int]) -> tuple[int, ...] | None:
    """Return what words, or stretches such as "A-C", stand for, in order; None where one stands for nothing."""
    found: set[int] = set()
    for word in filter(None, BETWEEN_DAYS.split(text.casefold())):
        ends = [known.get(one) for one in word.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2 or first > last:
            return None
        found |= set(range(first, last + 1))
    return tuple(sorted(found)) or None
