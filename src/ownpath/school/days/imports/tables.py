"""The tables of a campus's set-up and their columns: what each cell may hold, and what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ownpath.engine.promises import PROMISES
from ownpath.school.days.models import (
    Accommodation,
    Block,
    Commitment,
    Modality,
    Preset,
    Room,
    Tie,
)
from ownpath.school.days.queries.campuses import SIZES
from ownpath.school.days.queries.setup_tables import BOUNDS, HOURS, WEIGHT

MOST_SEATS, MOST_DEVICES, MOST_BLOCKS = 1_000, 2_000, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what its cells hold, and whether one may be empty.

    Attributes
    ----------
    holds
        "text", "word" (one of `words`), "number" (within `bounds`), "time", "date", "yes" (yes or no), "list" (texts),
        "grades" (K, 1, 3-5), "block" (one that rings), "off" (times as "weekday-block", "*-block" every day), "day"
        (a weekday, 0 is Monday), "days" (several), or what it names: "schedule", "room", "staff", "student",
        "section" or "themes".
    """

    name: str
    holds: str = "text"
    is_needed: bool = False
    words: Sequence[str] = ()
    bounds: tuple[int, int] = (0, 0)


def _text(name: str) -> Column:
    return Column(name=name, is_needed=True)


def _word(name: str, words: Sequence[str], *, is_needed: bool = True) -> Column:
    return Column(name=name, holds="word", words=words, is_needed=is_needed)


def _number(name: str, low: int, high: int, *, is_needed: bool = True) -> Column:
    return Column(name=name, holds="number", bounds=(low, high), is_needed=is_needed)


def _names(name: str, what: str = "", *, is_needed: bool = False) -> Column:
    return Column(name=name, holds=what or name, is_needed=is_needed)


_GRADES: Final = Column(name="grades", holds="grades")
_OPEN: Final = Column(name="is_open", holds="yes")
TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "blocks": (
        _text("schedule"), Column(name="letter"), _text("name"), _word("kind", Block.Kind.values),
        Column(name="starts_at", holds="time", is_needed=True),
        Column(name="ends_at", holds="time", is_needed=True),
    ),
    "letters": (
        Column(name="letters", holds="list"), Column(name="letters_from", holds="date"),
    ),
    "week": (
        Column(name="weekday", holds="day", is_needed=True), Column(name="letter"), _names("schedule", is_needed=True),
    ),
    "calendar": (
        Column(name="day", holds="date", is_needed=True), _names("schedule"),
        Column(name="letter"), Column(name="note"),
    ),
    "policy": (
        _word("name", (*BOUNDS, *HOURS, *(f"{WEIGHT}{one}" for one in PROMISES))), _text("value"),
    ),
    "rooms": (_text("name"), _word("kind", Room.Kind.values), _number("seats", 1, MOST_SEATS), _OPEN),
    "carts": (_text("name"), _number("devices", 0, MOST_DEVICES), _OPEN),
    "stations": (
        _text("name_en"), Column(name="name_es"), _word("modality", Modality.values),
        Column(name="subject"), _number("seats", 1, MOST_SEATS), _GRADES, _names("room"),
        _names("themes"), _OPEN,
    ),
    "staff": (
        _names("username", "staff", is_needed=True), Column(name="subjects", holds="list"), _GRADES,
        _number("max_blocks", 0, MOST_BLOCKS, is_needed=False),
        _number("max_run", 1, MOST_BLOCKS, is_needed=False), _names("room"),
        Column(name="times_off", holds="off"),
    ),
    "sizes": (
        _word("modality", tuple(map(str, SIZES))), _number("least", 1, MOST_SEATS),
        _number("most", 1, MOST_SEATS),
    ),
    "models": (
        Column(name="grade", holds="grades"), _names("class", "section"), _word("preset", Preset.values),
    ),
    "commitments": (
        _word("kind", Commitment.Kind.values), _text("name_en"), Column(name="name_es"),
        Column(name="block", holds="block", is_needed=True), _GRADES, _names("class", "section"), _names("student"),
        _names("schedule"), Column(name="weekday", holds="days"),
        Column(name="letters", holds="list"), _names("staff"), _names("room"),
    ),
    "accommodations": (
        _names("student", is_needed=True), _word("kind", Accommodation.Kind.values),
        _number("amount", 0, 40, is_needed=False), Column(name="note"),
    ),
    "programs": (
        _names("student", is_needed=True), _text("program"), Column(name="is_in", holds="yes"),
    ),
    "opt_outs": (_names("student", is_needed=True),),
    "ties": (
        _word("kind", Tie.Kind.values), _names("one", "student", is_needed=True),
        _names("other", "student", is_needed=True), Column(name="reason"),
    ),
    "advisers": (_names("staff", is_needed=True), _names("student", is_needed=True)),
}  # fmt: skip
