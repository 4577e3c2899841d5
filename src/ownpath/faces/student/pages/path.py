"""My path: where I am, was and can go, as a skyline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString

from ownpath.engine.skills import closure
from ownpath.faces.student.pages.skyline import Block, draw_skyline
from ownpath.kit.marks import STATE_WORDS
from ownpath.school.curriculum.queries import framework_among, get_map
from ownpath.school.mastery.queries import beliefs_of
from ownpath.school.people.queries import current_sections
from ownpath.school.plans.queries import goals_of, on_the_way_of
from ownpath.school.plans.services import shown_beside_offers

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import FrameworkMap
    from ownpath.school.mastery.queries import Belief
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Goal

NOW_STATES = frozenset({"ready", "learning", "needs_refresh", "review_due"})
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
class Standing:
    """All that both pages read."""

    framework: FrameworkMap
    beliefs: Mapping[int, Belief]
    goals: tuple[Goal, ...]
    held: frozenset[int]
    lit: frozenset[int]
    granted: frozenset[int]  # well below the grade: never asked for, so no step to walk to


def read_standing(*, student: Person, today: date, now: datetime) -> Standing | None:
    """Read where a student stands on their framework; None while there is none."""
    section_ids = [one.pk for one in current_sections(student=student, today=today)]
    row = framework_among(section_ids=section_ids)
    if row is None:
        return None
    framework = get_map(row.pk)
    shown = shown_beside_offers(
        framework=framework,
        beliefs=beliefs_of(student=student, framework_id=row.pk, now=now),
        grade=student.grade,
        on_the_way=on_the_way_of(section_ids=section_ids),
    )
    goals = tuple(
        goal
        for goal in goals_of(student=student)
        if goal.competency_id in framework.competencies
    )
    held = frozenset(one for one, belief in shown.beliefs.items() if belief.holds)
    lit = closure(framework.graph, [goal.competency_id for goal in goals]) - shown.granted
    return Standing(
        framework=framework,
        beliefs=shown.beliefs,
        goals=goals,
        held=held | shown.granted,
        lit=lit,
        granted=shown.granted,
    )


def build_my_path(*, student: Person, today: date, now: datetime, language: str) -> MyPath:
    """Read the skyline."""
    standing = read_standing(student=student, today=today, now=now)
    if standing is None:
        return MyPath(columns=(), picture=SafeString(""), aims=(), n_now=0)
    domains = {
        domain: ids
        for domain, ids in standing.framework.domains.items()
        if not standing.granted.issuperset(ids)
    }
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


def _block(standing: Standing, competency: int) -> Block:
    return Block(competency=competency, state=standing.beliefs[competency].state.value)


def _column(standing: Standing, domain: str, language: str) -> Column:
    ids = standing.framework.domains[domain]
    states = [standing.beliefs[one].state.value for one in ids]
    shown = [COUNTED_AS.get(state, state) for state in states]
    counts = tuple(shown.count(state) for state in COUNTED)
    return Column(
        domain=domain,
        title=standing.framework.domain_title(domain, language),
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
