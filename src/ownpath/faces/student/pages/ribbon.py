"""My day as a ribbon of blocks: now, next, then; where, with whom, because of what; and the flower the day grows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ownpath.faces.student.pages.day import Letter
from ownpath.faces.student.pages.first_map import Invitation
from ownpath.kit.flower import PROMISE_WORDS

PROMISE_TITLES = {
    "connects": pgettext_lazy("promise, to a student", "A person for me"),
    "relevant": pgettext_lazy("promise, to a student", "It helps my hopes"),
    "interests": pgettext_lazy("promise, to a student", "Something I love"),
    "challenges": pgettext_lazy("promise, to a student", "Just hard enough"),
    "engages": pgettext_lazy("promise, to a student", "Doing, not sitting"),
    "hears": pgettext_lazy("promise, to a student", "I had a say"),
}
MARK_WORDS = {
    "kept": _("it happened"),
    "promised": _("it is in the plan"),
    "absent": _("not today"),
}
SAID_WORDS = (
    ("loved", pgettext_lazy("of a block", "I loved it"), "heart"),
    ("boring", pgettext_lazy("of a block", "Boring"), "moon"),
    ("not_for_me", pgettext_lazy("of a block", "Not for me"), "x"),
)
FEELINGS = (
    ("great", pgettext_lazy("how my day was", "Great")),
    ("good", pgettext_lazy("how my day was", "Good")),
    ("so_so", pgettext_lazy("how my day was", "So-so")),
    ("hard", pgettext_lazy("how my day was", "Hard")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the things a student may wish for on the next school day."""

    key: str
    title: str
    where: str
    icon: str
    tone: int
    picked: UUID | None  # the pick to take back, None where it is not picked
    because: str = ""  # "" only where it was picked and is not on offer any more
    behind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWord:
    """One thing to say of a block; said again it is taken back."""

    name: str
    words: str
    icon: str
    is_said: bool

    @property
    def sends(self) -> str:
        """What a tap sends: the word, or nothing where it is taken back."""
        return "" if self.is_said else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One block of the day."""

    block: int
    when: str  # "before", "now", "next" or "then"
    starts_at: time
    ends_at: time
    title: str
    company: str  # with whom, as a line
    adult: str  # full name, or ""
    place: str
    icon: str
    tone: int
    because: str
    behind: str
    state: str  # "planned", "going" (I am here), "done" or "not_done"
    is_fixed: bool  # lunch, a service: nobody marks that they are there
    is_mine: bool  # I chose it
    why_changed: str
    can_open: bool
    is_others_word: bool = False  # that it was done: an adult marked it
    said: str = ""  # "loved", "not_for_me", "boring" or ""

    @property
    def html_id(self) -> str:
        """The id of its words, for whoever reads them aloud."""
        return f"b-{self.block}"

    @property
    def is_untold(self) -> bool:
        """Whether the block is over and nobody has said what became of it."""
        return (
            self.when == "before" and not self.is_fixed and self.state in ("planned", "going")
        )

    @property
    def words(self) -> tuple[SaidWord, ...]:
        """What a student may say of a block that is done; one of them may be said already."""
        return tuple(
            SaidWord(name=name, words=str(words), icon=icon, is_said=name == self.said)
            for name, words, icon in SAID_WORDS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """Something that became otherwise since the plan was told, with its why."""

    sentence: str
    instead: str = ""  # what stood there before
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Petal:
    """One promise of today in a student's words."""

    name: str
    title: str
    words: str
    mark: str  # "kept", "promised" or "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDay:
    """What is mine to choose for the next school day, and until when."""

    day: date
    locks_at: datetime | None
    is_open: bool
    choices: tuple[Choice, ...]
    locks_today: bool = False
    is_full: bool = False  # as many are picked as one may pick
    is_planned: bool = False  # the plan is out

    @property
    def picked(self) -> tuple[Choice, ...]:
        """What was picked so far."""
        return tuple(choice for choice in self.choices if choice.picked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """The minute at the end of the day: asked, or said."""

    feeling: str
    words: str

    @property
    def is_said(self) -> bool:
        """Whether the student has said how the day was."""
        return bool(self.feeling)


@dataclass(frozen=True, slots=True, kw_only=True)
class RibbonPage:
    """A student's first page on a day that has a plan."""

    stamp: str  # changes when the day does
    greeting: str
    part_of_day: str
    promised: tuple[str, ...]
    kept: tuple[str, ...]
    petals: tuple[Petal, ...]
    stops: tuple[Stop, ...]
    changes: tuple[DayChange, ...]
    reflection: Reflection | None  # None: the day is not over
    letters: tuple[Letter, ...]
    is_person_asked: bool
    is_early: bool
    invitation: Invitation | None = None  # to make a first map
    is_marked_away: bool = False  # as not here today

    @property
    def is_bud(self) -> bool:
        """Whether the day has no petal: nothing was promised."""
        return not self.promised and not self.kept

    @property
    def n_letters(self) -> int:
        """How many letters wait to be read."""
        return len(self.letters)

    @property
    def feelings(self) -> tuple[tuple[str, str], ...]:
        """The answers to how the day was: name and word; the face is drawn from the name."""
        return tuple((name, str(words)) for name, words in FEELINGS)

    def _of(self, when: str) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops if stop.when == when)

    @property
    def before(self) -> tuple[Stop, ...]:
        """Blocks that are over."""
        return self._of("before")

    @property
    def n_untold(self) -> int:
        """How many blocks are over of which nothing is told yet."""
        return sum(stop.is_untold for stop in self.stops)

    @property
    def near(self) -> tuple[Stop, ...]:
        """The block that runs, and the next."""
        return self._of("now") + self._of("next")

    @property
    def then(self) -> tuple[Stop, ...]:
        """Blocks after the next."""
        return self._of("then")


def tell_petals(promised: Collection[str], kept: Collection[str]) -> tuple[Petal, ...]:
    """Return all six promises as today's petals, each with what became of it."""
    marks = {
        name: "kept" if name in kept else "promised" if name in promised else "absent"
        for name in PROMISE_WORDS
    }
    return tuple(
        Petal(
            name=name, title=str(PROMISE_TITLES[name]), words=str(MARK_WORDS[mark]), mark=mark
        )
        for name, mark in marks.items()
    )
