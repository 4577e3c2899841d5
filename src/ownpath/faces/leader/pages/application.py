"""One application: where it stands, what can be done now, what is still open, what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from ownpath.faces.leader.pages.opportunity_words import (
    is_soon,
    tell_deadline,
    tell_dollars,
    tell_for,
    tell_left,
    tell_state,
    tell_title,
)
from ownpath.school.change.queries.applications import (
    attachments_of,
    duties_of,
    gains_of,
    is_missed,
    requirements_of,
    steps_of,
)
from ownpath.school.change.queries.deadlines import is_over
from ownpath.school.change.states import APPLICATION
from ownpath.school.change.states.opportunities import BEFORE_SUBMITTED
from ownpath.school.people.queries import may_run_campus, runs_district

if TYPE_CHECKING:
    from ownpath.school.change.models import (
        Application,
        Attachment,
        Gain,
        Requirement,
        StateChange,
    )
    from ownpath.school.people.models import Person

FORWARD = ("plan", "draft", "submit", "name_finalist", "report", "close")
WITH_A_PAGE = {"award": "leader:application_award", "lose": "leader:application_lost"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepButton:
    """Something that can be done now: a deed, or a page that asks more first."""

    words: str
    url: str
    asks: bool  # leads to a page
    is_first: bool  # the one thing to do


@dataclass(frozen=True, slots=True, kw_only=True)
class TickLine:
    """Something to tick: a requirement or a duty."""

    text: str
    is_done: bool
    day: date | None
    is_late: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file."""

    name: str
    size: str
    who: str
    added_at: datetime
    url: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GainLine:
    """What was gained anyway, and the way to where it went on."""

    kind: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step it took."""

    words: str
    who: str
    done_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPage:
    """One application."""

    uuid: UUID
    opportunity: UUID
    title: str
    organization: str
    whom: str
    state: str
    is_missed: bool
    missed_on: date | None
    owner: str
    asked: str
    awarded: str
    deadline: str
    left: str
    is_soon: bool
    is_won: bool
    steps: tuple[StepButton, ...]
    counts_down: bool  # the deadline is still ahead of it
    may_follow: bool  # missed, and the viewer may open next year's round
    back_url: str
    withdraw_url: str
    requirements: tuple[TickLine, ...]
    n_open: int
    duties: tuple[TickLine, ...]
    files: tuple[FileLine, ...]
    gains: tuple[GainLine, ...]
    history: tuple[StepLine, ...]
    may_act: bool


def build_application(
    *, row: Application, viewer: Person, today: date, now: datetime
) -> ApplicationPage:
    """Gather all of one application."""
    runs = runs_district(person=viewer, today=today)
    may_act = runs or (
        row.campus is not None and may_run_campus(leader=viewer, campus=row.campus, today=today)
    )
    deeds = {one.deed for one in APPLICATION.deeds_from(state=row.state)} if may_act else set()
    what = row.opportunity
    wanted = requirements_of(application=row)
    duties = _duties(row, today) if row.awarded is not None else ()
    is_lost = row.awarded is None and row.state in {"not_selected", "closed"}
    return ApplicationPage(
        uuid=row.uuid,
        opportunity=what.uuid,
        title=tell_title(what),
        organization=what.organization.name,
        whom=tell_for(row),
        state=tell_state(row),
        is_missed=is_missed(row),
        missed_on=row.missed_on,
        owner=row.owner.full_name if row.owner else "",
        asked=tell_dollars(row.asked),
        awarded=tell_dollars(row.awarded),
        deadline=tell_deadline(what),
        left=tell_left(what, today=today, now=now),
        is_soon=is_soon(what, today=today, now=now),
        is_won=row.state in {"awarded", "reporting"},
        steps=_steps(row, _possible(row, deeds, now), is_ready=_is_ready(row, wanted, duties)),
        counts_down=row.state in BEFORE_SUBMITTED and not is_missed(row),
        may_follow=runs and is_missed(row),
        back_url=_step_url(row, "step_back") if "step_back" in deeds else "",
        withdraw_url=_step_url(row, "withdraw") if "withdraw" in deeds else "",
        requirements=tuple(
            TickLine(
                text=one.text,
                is_done=is_met,
                day=None,
                is_late=False,
                url=reverse("leader:application_requirement", args=[row.uuid, one.uuid]),
            )
            for one, is_met in wanted
        ),
        n_open=sum(not is_met for _one, is_met in wanted),
        duties=duties,
        files=tuple(_file(one) for one in attachments_of(application=row)),
        gains=tuple(_gain(one) for one in gains_of(application=row)) if is_lost else (),
        history=tuple(_step(one) for one in steps_of(application=row)),
        may_act=may_act,
    )


def _step_url(row: Application, deed: str) -> str:
    return reverse("leader:application_step", args=[row.uuid, deed])


def _possible(row: Application, deeds: set[str], now: datetime) -> set[str]:
    """Return what can be done, without submitting what is too late."""
    is_late = is_over(deadline_at=row.opportunity.deadline_at, now=now)
    return deeds - {"submit"} if is_late else deeds


def _is_ready(
    row: Application, wanted: list[tuple[Requirement, bool]], duties: tuple[TickLine, ...]
) -> bool:
    """Return whether nothing stands in the way of the next step: a requirement to submit, a duty to close."""
    if row.state == "drafting":
        return all(is_met for _one, is_met in wanted)
    return row.state != "reporting" or all(one.is_done for one in duties)


def _steps(row: Application, deeds: set[str], *, is_ready: bool) -> tuple[StepButton, ...]:
    """Return the buttons; the next step is the first thing to do only once nothing stands in its way."""
    words = {one.deed: str(one.words) for one in APPLICATION.steps}
    plain = [deed for deed in FORWARD if deed in deeds]
    asking = [deed for deed in WITH_A_PAGE if deed in deeds]
    ordered = [*asking, *plain] if asking else plain
    return tuple(
        StepButton(
            words=words[deed],
            url=reverse(WITH_A_PAGE[deed], args=[row.uuid])
            if deed in WITH_A_PAGE
            else _step_url(row, deed),
            asks=deed in WITH_A_PAGE,
            is_first=place == 0 and is_ready,
        )
        for place, deed in enumerate(ordered)
    )


def _duties(row: Application, today: date) -> tuple[TickLine, ...]:
    return tuple(
        TickLine(
            text=one.text,
            is_done=one.done_at is not None,
            day=one.due_on,
            is_late=one.done_at is None and one.due_on < today,
            url=reverse("leader:application_duty", args=[row.uuid, one.uuid]),
        )
        for one in duties_of(application=row)
    )


def _file(one: Attachment) -> FileLine:
    return FileLine(
        name=one.name,
        size=filesizeformat(one.n_bytes),
        who=one.by.full_name if one.by else "",
        added_at=one.added_at,
        url=reverse("leader:attachment", args=[one.uuid]),
        remove_url=reverse("leader:attachment_remove", args=[one.uuid]),
    )


def _gain(one: Gain) -> GainLine:
    href = ""
    if one.opportunity is not None:
        href = reverse("leader:opportunity", args=[one.opportunity.uuid])
    elif one.mentor is not None:
        href = reverse("leader:mentor", args=[one.mentor.uuid])
    return GainLine(kind=str(one.get_kind_display()), text=one.text, href=href)


def _step(one: StateChange) -> StepLine:
    words = {step.deed: str(step.words) for step in APPLICATION.steps}
    return StepLine(
        words=words.get(one.deed, one.deed),
        who=one.by.full_name if one.by else "",
        done_at=one.done_at,
    )
