"""The section by competency: students in groups that fall out by eye, competencies in the order they build on.

No queries: everything comes in. Cells are finished here, as one of a few dozen small texts, so that a class of
thirty costs the template nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.teacher.pages.cells import draw_cells
from ownpath.faces.teacher.pages.facts import DAYS_AROUND, ClassFacts, worth_looking_at
from ownpath.kit.marks import STATE_WORDS
from ownpath.school.days.queries.names_apart import names_apart

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import CompetencyLine
    from ownpath.school.people.models import Person

NO_ONE = UUID(int=0)
MOST_COLUMNS = 12
MOST_COLUMNS_WIDE = 24
WORKING = ("needs_refresh", "learning")
AT_THE_EDGE = (*WORKING, "review_due", "ready")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One competency across the top."""

    id: int
    uuid: UUID
    short: str
    statement: str
    code: str
    is_due: bool  # the class is meant to be here now


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One student: cells are finished marks, one for each column."""

    uuid: UUID
    name: str
    href: str
    observe: str
    pace: str  # "behind", "ahead" or "": "on" is not worth a word
    is_teachers_word: bool
    chose: str
    cells: SafeString
    edge: tuple[Spot, ...]  # what this student works on, for the list by student


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One competency at a student's edge, with its state."""

    short: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Students who stand at the same place."""

    title: str
    count: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The students in one state of one competency, by name."""

    state: str
    people: SafeString  # links, finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One competency with who stands where, for small screens."""

    column: Column
    standings: tuple[Standing, ...]
    n_held: int
    n_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A class at one look."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    skills: tuple[Skill, ...]
    n_students: int
    n_more: int  # competencies at somebody's edge that are not among the columns
    legend: tuple[tuple[str, str], ...]  # each state that appears, and its word


def build_grid(facts: ClassFacts, *, most: int = MOST_COLUMNS) -> Grid:
    """Draw the class from what is known."""
    wanted = worth_looking_at(facts)
    columns = _columns(facts, wanted[:most])
    near = _columns(
        facts, wanted[:MOST_COLUMNS]
    )  # more columns show more, and group nobody otherwise
    names = names_apart(facts.students)
    links = _links(facts, names)
    placed = sorted(
        ((_place(facts, near, student), student) for student in facts.students),
        key=lambda pair: (*pair[0], names[pair[1].pk].casefold()),
    )
    rows = {student.pk: _row(facts, columns, student, names) for _place_, student in placed}
    return Grid(
        columns=columns,
        groups=_groups(near, [(place[0], rows[student.pk]) for place, student in placed]),
        skills=tuple(_skill(facts, column, links) for column in columns),
        n_students=len(facts.students),
        n_more=max(0, len(wanted) - most),
        legend=_legend(facts, columns),
    )


def _legend(facts: ClassFacts, columns: Sequence[Column]) -> tuple[tuple[str, str], ...]:
    seen = {
        facts.beliefs[student.pk][column.id].state.value
        for student in facts.students
        for column in columns
    }
    return tuple((state, str(words)) for state, words in STATE_WORDS.items() if state in seen)


def _columns(facts: ClassFacts, wanted: Sequence[int]) -> tuple[Column, ...]:
    chosen = set(wanted)
    return tuple(
        _column(facts, facts.framework.competencies[one])
        for one in facts.framework.order
        if one in chosen
    )


def _column(facts: ClassFacts, line: CompetencyLine) -> Column:
    due_on = facts.timeline.get(line.id)
    return Column(
        id=line.id,
        uuid=line.uuid,
        short=line.short(facts.language),
        statement=line.statement(facts.language),
        code=line.code,
        is_due=due_on is not None and abs((due_on - facts.today).days) <= DAYS_AROUND // 3,
    )


def _place(facts: ClassFacts, columns: Sequence[Column], student: Person) -> tuple[int, int]:
    """Return where a student stands: the first column worked on, else the first that is ready; then how much holds."""
    beliefs = facts.beliefs[student.pk]
    states = [beliefs[column.id].state.value for column in columns]
    held = sum(1 for column in columns if beliefs[column.id].holds)
    begins = facts.edges.get(student.pk)
    if begins is not None:
        own = (place for place, column in enumerate(columns) if column.id in begins)
        return next(own, len(columns)), -held
    for wanted in (WORKING, ("ready",), ("review_due",)):
        for place, state in enumerate(states):
            if state in wanted:
                return place, -held
    return len(columns), -held


def _groups(columns: Sequence[Column], placed: Sequence[tuple[int, Row]]) -> tuple[Group, ...]:
    by_place: dict[int, list[Row]] = {}
    for place, row in placed:
        by_place.setdefault(place, []).append(row)
    return tuple(
        Group(
            title=columns[place].short if place < len(columns) else _("Past these"),
            count=ngettext("%(n)d student", "%(n)d students", len(rows)) % {"n": len(rows)},
            rows=tuple(rows),
        )
        for place, rows in sorted(by_place.items())
    )


def _row(
    facts: ClassFacts, columns: Sequence[Column], student: Person, names: Mapping[int, str]
) -> Row:
    beliefs = facts.beliefs[student.pk]
    pace = facts.paces.get(student.pk)
    word = (pace.word if pace else None) or ""
    return Row(
        uuid=student.uuid,
        name=names[student.pk],
        href=student_address(student.uuid),
        observe=student_address(student.uuid, "observe"),
        pace="" if word == "on" else word,
        is_teachers_word=bool(pace and pace.is_teachers_word),
        chose=facts.chosen.get(student.pk, ""),
        cells=draw_cells(beliefs[column.id] for column in columns),
        edge=_edge(facts, columns, student),
    )


def _edge(facts: ClassFacts, columns: Sequence[Column], student: Person) -> tuple[Spot, ...]:
    beliefs = facts.beliefs[student.pk]
    spots = [Spot(short=one.short, state=beliefs[one.id].state.value) for one in columns]
    working = [spot for spot in spots if spot.state in WORKING]
    return tuple((working or [spot for spot in spots if spot.state == "ready"])[:3])


def _skill(facts: ClassFacts, column: Column, links: Mapping[int, SafeString]) -> Skill:
    by_state: dict[str, list[SafeString]] = {}
    n_held = 0
    for student in facts.students:
        belief = facts.beliefs[student.pk][column.id]
        n_held += belief.holds
        by_state.setdefault(belief.state.value, []).append(links[student.pk])
    return Skill(
        column=column,
        standings=tuple(
            Standing(state=state, people=SafeString(", ".join(by_state[state])))
            for state in AT_THE_EDGE
            if state in by_state
        ),
        n_held=n_held,
        n_all=len(facts.students),
    )


def _links(facts: ClassFacts, names: Mapping[int, str]) -> dict[int, SafeString]:
    """Return each student's name as a link, finished once and used in every list."""
    return {
        student.pk: format_html(
            '<a href="{}">{}</a>', student_address(student.uuid), names[student.pk]
        )
        for student in facts.students
    }


def student_address(uuid: UUID, page: str = "student") -> str:
    """Return the address of a page about a student; the pattern is looked up once, not for every student."""
    return _pattern(page).replace(NO_ONE.hex, str(uuid))


@lru_cache(maxsize=16)
def _pattern(page: str) -> str:
    return reverse(f"teacher:{page}", args=[NO_ONE]).replace(str(NO_ONE), NO_ONE.hex)
