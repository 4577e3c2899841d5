"""One pilot as a story: problem, idea, prediction, who and where, what was told, what was seen, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.faces.leader.pages import pilot_next as coming
from ownpath.faces.leader.pages import pilot_parts as parts
from ownpath.faces.leader.pages.pilot_job import JobPart, draw_job
from ownpath.school.change.queries.pilots import find_pilot_led, flag_words, story_of
from ownpath.school.change.states import PILOT

if TYPE_CHECKING:
    from ownpath.school.change.models import Pilot
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One pilot, whole."""

    pilot: UUID
    title: str
    language: str  # of its words; "": nobody said
    campus: str
    state: str
    flag: str
    runs_until: date | None  # while nothing is due but to do it
    missing: tuple[str, ...]
    fill_in: tuple[parts.Link, ...]  # where what is missing is filled in
    primary: parts.Link | None
    others: tuple[parts.Link, ...]
    plan_url: str  # "" once it is locked
    add_measure: str
    facts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    measures: tuple[parts.MeasureLine, ...]
    can_reckon: bool
    job: JobPart | None
    notices: tuple[parts.NoticeLine, ...]
    notice_url: str
    answers: str
    cycles: tuple[parts.CycleLine, ...]
    cycle_url: str
    amendments: tuple[parts.AmendmentLine, ...]
    amend_url: str
    learning_note: str
    note_url: str
    gap: str
    parent: parts.Link | None
    retried_by: tuple[parts.Link, ...]
    steps: tuple[parts.StepLine, ...]


def find_pilot(*, viewer: Person, uuid: UUID, today: date) -> Pilot:
    """Return a pilot at a campus the viewer leads."""
    return find_pilot_led(leader=viewer, uuid=uuid, today=today)[0]


def build_story_page(*, viewer: Person, uuid: UUID, today: date, language: str) -> StoryPage:
    """Gather everything about one pilot."""
    pilot, may = find_pilot_led(leader=viewer, uuid=uuid, today=today)
    story = story_of(pilot=pilot)
    lacks = coming.lacks(pilot)
    primary, others = coming.deeds(pilot, today) if may and not lacks.words else (None, ())
    is_open, is_live = pilot.state in parts.BEFORE_THE_LOCK, pilot.state in parts.AMENDED
    plan, filled = parts.address("pilot_edit", pilot), [one.href for one in lacks.fill_in]
    return StoryPage(
        pilot=pilot.uuid,
        title=pilot.title,
        language=pilot.language,
        campus=pilot.campus.name,
        state=str(PILOT.states[pilot.state]),
        flag=str(flag_words(pilot)),
        runs_until=pilot.ends_on if coming.still_runs(pilot, today) else None,
        missing=lacks.words or tuple(map(str, coming.missing(pilot, today))),
        fill_in=lacks.fill_in if may else (),
        primary=primary,
        others=others,
        plan_url=plan if may and is_open and plan not in filled else "",
        add_measure=parts.deed(pilot, "measure") if may and is_open else "",
        facts=tuple(parts.facts(story)),
        words=tuple(parts.words(pilot)),
        measures=tuple(
            parts.measure(story, one, is_open=may and is_open) for one in story.measures
        ),
        can_reckon=may and pilot.locked_at is not None,
        job=draw_job(story.reckoning),
        notices=tuple(parts.notices(story, language)),
        notice_url=parts.deed(pilot, "notice") if may and is_open else "",
        answers=parts.answers(story),
        cycles=tuple(parts.cycle(pilot, one, may=may) for one in story.cycles),
        cycle_url=parts.deed(pilot, "cycle") if may and parts.may_plan(story) else "",
        amendments=tuple(parts.amendments(story)),
        amend_url=parts.deed(pilot, "amend") if may and is_live else "",
        learning_note=pilot.learning_note,
        note_url=parts.deed(pilot, "note") if may and pilot.locked_at else "",
        gap=pilot.gap,
        parent=parts.link(pilot.retries) if pilot.retries else None,
        retried_by=tuple(parts.link(one) for one in story.retried_by),
        steps=tuple(parts.steps(story)),
    )
