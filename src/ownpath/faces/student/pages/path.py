"""My path: where I am, was and can go; and one column to walk through, around what I can start now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ownpath.engine.skills import closure, missing
from ownpath.errors import NotFound
from ownpath.faces.student.pages.cards import OfferCard, draw_card
from ownpath.faces.student.pages.skyline import Block, draw_skyline
from ownpath.kit.context import EARLY_GRADES
from ownpath.kit.marks import STATE_WORDS
from ownpath.school.curriculum.queries import framework_for, get_map
from ownpath.school.curriculum.words import say
from ownpath.school.mastery.queries import beliefs_of, foretell_why
from ownpath.school.mastery.words import why_for_student
from ownpath.school.plans.queries import goals_of, offers_of

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import CompetencyLine, FrameworkMap
    from ownpath.school.mastery.queries import Belief, Foretold
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Goal

NOW_STATES = frozenset({"ready", "learning", "needs_refresh", "review_due"})
BEGUN_STATES = frozenset({"learning", "needs_refresh", "review_due"})
NOW_ORDER = {"needs_refresh": 0, "learning": 1, "review_due": 2, "ready": 3}
OWN_STATES = frozenset({"learned", "mastered", "moved_on", "presumed"})
MOST_NOW = 4
MOST_AFTER = 3
MOST_OWN = 3
MOST_EARLY = 2
MOST_NAMES = 3
COUNTED = ("mastered", "learned", "presumed", "learning", "ready", "not_known_yet")
COUNTED_AS = {"review_due": "learned", "needs_refresh": "learning", "moved_on": "learned"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A goal, and how far it is in plain words."""

    uuid: UUID
    name: str
    domain: str
    n_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One domain of the skyline; `counts` is one number for each of COUNTED."""

    domain: str
    title: str
    counts: tuple[int, ...]
    labeled: tuple[tuple[str, int], ...]  # each count with the word of its state
    n_now: int
    has_goal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPath:
    """The skyline with its words."""

    columns: tuple[Column, ...]
    picture: SafeString
    aims: tuple[Aim, ...]
    n_now: int
    legend: tuple[str, ...] = ()
    states: tuple[str, ...] = COUNTED


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
    n_own: int
    every: tuple[Spot, ...]  # the text version


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that both pages read."""

    framework: FrameworkMap
    beliefs: Mapping[int, Belief]
    goals: tuple[Goal, ...]
    held: frozenset[int]
    lit: frozenset[int]


def read_standing(*, student: Person, today: date, now: datetime) -> Standing | None:
    """Read where a student stands on their framework; None while there is none."""
    row = framework_for(student=student, today=today)
    if row is None:
        return None
    framework = get_map(row.pk)
    beliefs = beliefs_of(student=student, framework_id=row.pk, now=now)
    goals = tuple(
        goal
        for goal in goals_of(student=student)
        if goal.competency_id in framework.competencies
    )
    held = frozenset(one for one, belief in beliefs.items() if belief.holds)
    lit = closure(framework.graph, [goal.competency_id for goal in goals])
    return Standing(framework=framework, beliefs=beliefs, goals=goals, held=held, lit=lit)


def build_my_path(*, student: Person, today: date, now: datetime, language: str) -> MyPath:
    """Read the skyline."""
    standing = read_standing(student=student, today=today, now=now)
    if standing is None:
        return MyPath(columns=(), picture=SafeString(""), aims=(), n_now=0)
    domains = standing.framework.domains
    blocks = [[_block(standing, one) for one in ids] for ids in domains.values()]
    goals = [goal.competency_id for goal in standing.goals]
    columns = tuple(_column(standing, domain, language) for domain in domains)
    seen = {block.state for column in blocks for block in column}
    return MyPath(
        columns=columns,
        picture=draw_skyline(blocks, lit=standing.lit, goals=goals),
        aims=tuple(_aim(standing, goal, language) for goal in standing.goals),
        n_now=sum(column.n_now for column in columns),
        legend=tuple(state for state in STATE_WORDS if state in seen),
    )


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
    offers = {
        offer.competency_id: draw_card(offer, language=language)
        for offer in reversed(offers_of(student=student, today=today))
        if offer.state in {"open", "chosen"}
    }
    ids = standing.framework.domains[domain]
    begun = [one for one in ids if standing.beliefs[one].state.value in BEGUN_STATES]
    foretold = foretell_why(student_id=student.pk, competency_ids=begun, now=now)
    walk = Walk(standing=standing, offers=offers, foretold=foretold, language=language)
    most = MOST_EARLY if student.grade in EARLY_GRADES else MOST_NOW
    here = sorted(
        (one for one in ids if walk.state(one) in NOW_STATES),
        key=lambda one: (one not in offers, NOW_ORDER[walk.state(one)]),
    )
    later = [one for one in ids if walk.state(one) == "not_known_yet"]
    own = [one for one in ids if walk.state(one) in OWN_STATES]
    return PathDomain(
        domain=domain,
        title=title_of(standing.framework, domain, language),
        now=walk.spots(here[:most]),
        after=walk.spots(_nearest(standing, later)[: min(most, MOST_AFTER)]),
        own=walk.spots(reversed(own[-min(most, MOST_OWN) :])),
        n_own=len(own),
        every=walk.spots(ids),
    )


def title_of(framework: FrameworkMap, domain: str, language: str) -> str:
    """Return a domain's name: as its competencies carry it, else as the framework writes it."""
    first = framework.competencies[framework.domains[domain][0]]
    return say(first.words, "domain", language) or domain or gettext("Everything else")


def _block(standing: Standing, competency: int) -> Block:
    return Block(competency=competency, state=standing.beliefs[competency].state.value)


def _column(standing: Standing, domain: str, language: str) -> Column:
    ids = standing.framework.domains[domain]
    states = [standing.beliefs[one].state.value for one in ids]
    shown = [COUNTED_AS.get(state, state) for state in states]
    counts = tuple(shown.count(state) for state in COUNTED)
    return Column(
        domain=domain,
        title=title_of(standing.framework, domain, language),
        counts=counts,
        labeled=tuple(
            (str(STATE_WORDS[one]), n) for one, n in zip(COUNTED, counts, strict=True)
        ),
        n_now=sum(state in NOW_STATES for state in states),
        has_goal=any(goal.competency_id in ids for goal in standing.goals),
    )


def _aim(standing: Standing, goal: Goal, language: str) -> Aim:
    line = standing.framework.competencies[goal.competency_id]
    on_the_way = closure(standing.framework.graph, [goal.competency_id])
    return Aim(
        uuid=goal.uuid,
        name=line.short(language),
        domain=line.domain,
        n_left=len(on_the_way - standing.held),
    )


def _nearest(standing: Standing, later: Iterable[int]) -> list[int]:
    """Return blocks that cannot be started yet: what leads to a goal first, then those with the fewest missing."""
    graph, held = standing.framework.graph, standing.held
    return sorted(
        later, key=lambda one: (one not in standing.lit, len(missing(graph, one, held)))
    )


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
            return gettext("because you know: %(names)s") % {"names": self._names(before)}
        return gettext("because nothing has to come before it")

    def _names(self, competencies: Iterable[int]) -> str:
        names = [self._line(one).short(self.language) for one in competencies]
        return ", ".join(names[:MOST_NAMES])

    def _line(self, competency: int) -> CompetencyLine:
        return self.standing.framework.competencies[competency]
