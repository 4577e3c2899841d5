"""One column of my path to walk through, around what I can start now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext

from ownpath.engine.skills import missing
from ownpath.errors import NotFound
from ownpath.faces.student.pages.cards import OfferCard, draw_card
from ownpath.faces.student.pages.path import (
    NOW_STATES,
    Standing,
    read_standing,
)
from ownpath.faces.student.pages.screens import off_screens
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import is_kept_off_screens
from ownpath.school.mastery.queries import foretell_why
from ownpath.school.mastery.words import why_for_student
from ownpath.school.people.queries import grades_away
from ownpath.school.plans.queries import offers_of
from ownpath.school.plans.services import show_offers

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import CompetencyLine
    from ownpath.school.mastery.queries import Foretold
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer

BEGUN_STATES = frozenset({"learning", "needs_refresh", "review_due"})
NOW_ORDER = {"needs_refresh": 0, "learning": 1, "review_due": 2, "ready": 3}
OWN_STATES = frozenset({"learned", "mastered", "moved_on", "presumed"})
MOST_NOW = 4
MOST_AFTER = 3
MOST_OWN = 3
MOST_EARLY = 2
MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One block one can walk to, and why it stands where it stands."""

    uuid: UUID
    name: str
    statement: str
    good_for: str
    state: str
    because: str
    why: str  # one sentence on how it may go today, "" where nothing was shown
    is_on_the_way: bool
    goal: UUID | None
    can_be_goal: bool
    offer: OfferCard | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathDomain:
    """A column, walked around what the student can do now."""

    domain: str
    title: str
    now: tuple[Spot, ...]
    after: tuple[Spot, ...]
    own: tuple[Spot, ...]
    n_own: int  # shown to be known
    n_presumed: int  # probably known, by a first map
    every: tuple[Spot, ...]  # the text version

    @property
    def is_from_before(self) -> bool:
        """Whether there is nothing to do and nothing shown: all of it lies well below the student's grade."""
        return not (self.now or self.after or self.own)


def build_path_domain(
    *, student: Person, domain: str, today: date, now: datetime, language: str
) -> PathDomain:
    """Read one column to walk through."""
    standing = read_standing(student=student, today=today, now=now)
    if standing is None or domain not in standing.framework.domains:
        raise NotFound(
            gettext("We cannot find this part of your path."),
            next_step=gettext("Go to My path."),
        )
    ways = _ways(student, today)
    offers = {one: draw_card(offer, language=language) for one, offer in ways.items()}
    ids = standing.framework.domains[domain]
    begun = [one for one in ids if standing.beliefs[one].state.value in BEGUN_STATES]
    foretold = foretell_why(student_id=student.pk, competency_ids=begun, now=now)
    walk = Walk(standing=standing, offers=offers, foretold=foretold, language=language)
    most = MOST_EARLY if student.grade in EARLY_GRADES else MOST_NOW
    here = sorted(
        (one for one in ids if walk.state(one) in NOW_STATES),
        key=lambda one: (
            one not in offers,
            NOW_ORDER[walk.state(one)],
            grades_away(standing.framework.competencies[one].grades, student.grade),
        ),
    )
    closed = (one for one in ids if walk.state(one) == "not_known_yet")
    later = [one for one in closed if one not in standing.granted]
    presumed = [one for one in ids if walk.state(one) == "presumed"]
    shown = [one for one in ids if walk.state(one) in OWN_STATES - {"presumed"}]
    nearest = _nearest(walk, student.grade, later)
    first, after = here[:most], nearest[: min(most, MOST_AFTER)]
    mine = (presumed + shown)[-min(most, MOST_OWN) :]
    show_offers(offers=[ways[one] for one in (*first, *after, *mine) if one in ways], now=now)
    return PathDomain(
        domain=domain,
        title=standing.framework.domain_title(domain, language),
        now=walk.spots(first),
        after=walk.spots(after),
        own=walk.spots(reversed(mine)),
        n_own=len(shown),
        n_presumed=len(presumed),
        every=walk.spots(ids),
    )


def _ways(student: Person, today: date) -> dict[int | None, Offer]:
    """Return what is on offer today or begun, the first of each competency."""
    today_s = offers_of(student=student, today=today)
    offers = reversed(off_screens(today_s, is_kept_off=is_kept_off_screens(student=student)))
    return {one.competency_id: one for one in offers if one.state in {"open", "chosen"}}


def _nearest(walk: Walk, grade: str, later: Iterable[int]) -> list[int]:
    """Return blocks that cannot be started yet, the nearest first.

    What leads to a goal comes first, then what opens with things that can be begun now, then what lacks least.
    """
    standing = walk.standing

    def distance(one: int) -> tuple[bool, int, int, int]:
        lacking = missing(standing.framework.graph, one, standing.held)
        n_far = sum(walk.state(before) not in NOW_STATES for before in lacking)
        away = grades_away(standing.framework.competencies[one].grades, grade)
        return (one not in standing.lit, n_far, len(lacking), away)

    return sorted(later, key=distance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How blocks are told to one student in one language."""

    standing: Standing
    offers: Mapping[int | None, OfferCard]
    foretold: Mapping[int, Foretold]
    language: str

    def state(self, competency: int) -> str:
        """Return the state of a block."""
        return self.standing.beliefs[competency].state.value

    def spots(self, competencies: Iterable[int]) -> tuple[Spot, ...]:
        """Return blocks with their words."""
        return tuple(self._spot(one) for one in competencies)

    def _spot(self, competency: int) -> Spot:
        line = self._line(competency)
        goals = {goal.competency_id: goal.uuid for goal in self.standing.goals}
        return Spot(
            uuid=line.uuid,
            name=line.short(self.language),
            statement=line.statement(self.language),
            good_for=say(line.words, "good_for", self.language),
            state=self.state(competency),
            because=self._because(competency),
            why=why_for_student(told, language=self.language)
            if (told := self.foretold.get(competency))
            else "",
            is_on_the_way=competency in self.standing.lit,
            goal=goals.get(competency),
            can_be_goal=self.state(competency) not in OWN_STATES,
            offer=self.offers.get(competency),
        )

    def _because(self, competency: int) -> str:
        """Return the line that says why a block is where it is."""
        graph, state = self.standing.framework.graph, self.state(competency)
        lacking = missing(graph, competency, self.standing.held)
        if state == "not_known_yet" and lacking:
            return gettext("opens when you know: %(names)s") % {"names": self._names(lacking)}
        if state == "needs_refresh":
            return gettext("because your last answers say it slipped a little")
        if state == "review_due":
            return gettext("because a second look makes it stay")
        if state == "learning":
            return gettext("because you have begun")
        if state != "ready":
            return ""
        before = graph.hard_before.get(competency, ())
        if before:
            is_shown = all(self.standing.beliefs[one].is_shown_to_hold for one in before)
            line = (
                gettext("because you know: %(names)s")
                if is_shown
                else gettext("because you probably know: %(names)s")
            )
            return line % {"names": self._names(before)}
        return gettext("because nothing has to come before it")

    def _names(self, competencies: Iterable[int]) -> str:
        names = [self._line(one).short(self.language) for one in competencies]
        return ", ".join(names[:MOST_NAMES])

    def _line(self, competency: int) -> CompetencyLine:
        return self.standing.framework.competencies[competency]
