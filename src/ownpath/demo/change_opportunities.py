"""Eight opportunities of made-up organizations: one lost with its gains kept, one won, one missed, some ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from ownpath.school.change.queries.applications import requirements_of
from ownpath.school.change.queries.deadlines import moment_of
from ownpath.school.change.queries.opportunities import visions_to_pick
from ownpath.school.change.services.applications import (
    move_application,
    set_requirement_met,
    start_application,
)
from ownpath.school.change.services.mentors import (
    MentorWords,
    add_mentor,
    hold_meeting,
    set_meeting,
)
from ownpath.school.change.services.missed import record_missed_deadlines
from ownpath.school.change.services.opportunities import (
    OpportunityWords,
    OrganizationWords,
    add_opportunity,
)
from ownpath.school.change.services.outcomes import (
    DutyWords,
    GainWords,
    record_award,
    record_loss,
)
from ownpath.school.people.queries import find_campuses, find_person

if TYPE_CHECKING:
    from ownpath.school.change.models import Application, Opportunity
    from ownpath.school.people.models import Campus, District, Person

EASTERN, CENTRAL, PACIFIC = "America/New_York", "America/Chicago", "America/Los_Angeles"
LANTERN: Final = OrganizationWords(
    name="Lantern Fund (made up)", reach="national", contact="Small schools desk"
)
QUILL: Final = OrganizationWords(name="Quill Network (made up)", reach="national")
RIVERSIDE: Final = OrganizationWords(name="Riverside Tool Library (made up)", reach="local")
STATE_DESK: Final = OrganizationWords(name="State Desk for New Days (made up)", reach="state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who acts and when the demonstration is looked at."""

    district: District
    leader: Person
    today: date
    now: datetime

    def at(self, days: int, zone: str) -> datetime:
        """Return the end of a day so many days from today, in a zone."""
        return moment_of(
            day=self.today + timedelta(days=days), clock=time(23, 59), time_zone=zone
        )

    def ago(self, days: int) -> datetime:
        """Return the moment so many days ago."""
        return self.now - timedelta(days=days)


def seed_opportunities(*, district: District, today: date, now: datetime, seed: int) -> int:  # noqa: ARG001 - nothing here is drawn by chance
    """Let Ms. Whitfield find, try, lose, win and miss; return how many opportunities stand there."""
    leader = find_person(username="whitfield")
    if leader is None:
        return 0
    told = Told(district=district, leader=leader, today=today, now=now)
    _lose_and_gain(told)
    _win(told)
    _miss(told)
    _work_on(told)
    n_open = _only_found(told)
    _walk_along(told)
    record_missed_deadlines(district=district, now=now)
    return 4 + n_open + 1  # and the portal that the lost one brought


def _find(told: Told, organization: OrganizationWords, then: datetime, **words: Any) -> Any:
    return add_opportunity(
        district=told.district,
        organization=organization,
        words=OpportunityWords(**words),
        by=told.leader,
        now=then,
    )


def _start(
    told: Told,
    what: Opportunity,
    then: datetime,
    asked: int | None,
    campus: Campus | None = None,
) -> Application:
    return start_application(
        opportunity=what,
        campus=campus,
        owner=told.leader,
        asked=asked,
        by=told.leader,
        now=then,
    )


def _move(told: Told, row: Application, then: datetime, *deeds: str) -> Application:
    for deed in deeds:
        row = move_application(application=row, deed_name=deed, by=told.leader, now=then)
    return row


def _tick(told: Told, row: Application, then: datetime, n: int) -> None:
    for one, _is_met in requirements_of(application=row)[:n]:
        set_requirement_met(
            application=row, requirement=one, is_met=True, by=told.leader, now=then
        )


def _lose_and_gain(told: Told) -> None:
    """Lose a national grant, and keep a portal, a mentor and the first draft of a vision."""
    then = told.ago(150)
    what = _find(
        told, LANTERN, then, kind="grant", title="Whole Day Grant", amount=250_000,
        deadline_at=told.at(-110, EASTERN), time_zone=EASTERN, effort_hours=80,
        decides_on=told.today - timedelta(days=60), fit=3, eligibility="Districts under 5,000 students",
        fit_why="because it pays for what our vision asks", about="A day of their own for every student.",
        requirements=("A vision of two pages", "A letter of the board", "A budget"),
    )  # fmt: skip
    row = _start(told, what, then, 250_000)
    _tick(told, row, told.ago(115), 3)
    row = _move(told, row, told.ago(112), "plan", "draft", "submit")
    record_loss(
        application=_move(told, row, told.ago(80), "name_finalist"),
        gains=[
            GainWords(kind="portal", text="Lantern’s library of blended lessons"),
            GainWords(kind="mentor", text="Dr. Ines Pell (made up)"),
            GainWords(
                kind="vision",
                text="The two pages we wrote are our first draft of a vision.",
                vision=next(reversed(visions_to_pick(district=told.district)), None),
            ),
        ],
        by=told.leader,
        now=told.ago(58),
    )  # fmt: skip


def _win(told: Told) -> None:
    """Win a fellowship and report on it."""
    then = told.ago(120)
    what = _find(
        told, QUILL, then, kind="fellowship", title="Principals who try", amount=30_000,
        deadline_at=told.at(-75, CENTRAL), time_zone=CENTRAL, effort_hours=20, fit=3,
        in_kind="A year with eleven other principals", decides_on=told.today - timedelta(days=40),
        fit_why="because our principals asked for company", requirements=("A letter of each principal",),
    )  # fmt: skip
    row = _start(told, what, then, 36_000)
    _tick(told, row, told.ago(80), 1)
    row = _move(told, row, told.ago(78), "plan", "draft", "submit")
    row = record_award(
        application=row,
        amount=30_000,
        duties=[
            DutyWords(text="First letter on what we tried", due_on=told.today + timedelta(18)),
            DutyWords(text="What the money was spent for", due_on=told.today + timedelta(170)),
        ],
        by=told.leader,
        now=told.ago(38),
    )
    _move(told, row, told.ago(20), "report")


def _miss(told: Told) -> None:
    """Let a deadline pass while the draft is being written."""
    then = told.ago(45)
    what = _find(
        told, STATE_DESK, then, kind="grant", title="Small change grant", round="This year",
        amount=12_000, deadline_at=told.at(-6, PACIFIC), time_zone=PACIFIC, fit=2,
        requirements=("A plan of one page", "Who takes part"),
    )  # fmt: skip
    row = _start(told, what, then, 12_000)
    _tick(told, row, told.ago(12), 1)
    _move(told, row, told.ago(14), "plan", "draft")


def _work_on(told: Told) -> None:
    """Write at a grant for one campus, due in two weeks, with something still open."""
    then = told.ago(15)
    what = _find(
        told, RIVERSIDE, then, kind="grant", title="Workbench in every school", amount=8_000,
        in_kind="Tools to borrow", deadline_at=told.at(13, PACIFIC), time_zone=PACIFIC, fit=3,
        effort_hours=6, decides_on=told.today + timedelta(days=60),
        fit_why="because projects need things to build with",
        requirements=("Where the workbench stands", "Who looks after it", "A letter of two families"),
    )  # fmt: skip
    own = [one for one in find_campuses() if one.district_id == told.district.pk]
    row = _start(told, what, then, 8_000, next(iter(own), None))
    _tick(told, row, told.ago(3), 2)
    _move(told, row, told.ago(4), "plan", "draft")


def _only_found(told: Told) -> int:
    """Find three more: a network that is watched, a workshop that fits, a grant that does not."""
    network = _find(
        told, QUILL, told.ago(30), kind="network", title="Districts that share their failures",
        in_kind="Visits both ways", fit=3, deadline_at=told.at(70, CENTRAL), time_zone=CENTRAL,
    )  # fmt: skip
    _start(told, network, told.ago(29), None)
    _find(
        told, STATE_DESK, told.ago(9), kind="workshop", title="Two days on groups of eight",
        in_kind="Six places", fit=2, deadline_at=told.at(19, PACIFIC), time_zone=PACIFIC,
        effort_hours=2, fit_why="because teachers asked how to group",
    )  # fmt: skip
    _find(
        told, LANTERN, told.ago(9), kind="grant", title="A tablet for everyone", amount=400_000,
        fit=0, fit_why="because more screens are not what we lack",
        deadline_at=told.at(40, EASTERN), time_zone=EASTERN,
    )  # fmt: skip
    return 3


def _walk_along(told: Told) -> None:
    """Meet a mentor once, and again this week."""
    mentor = add_mentor(
        district=told.district,
        words=MentorWords(
            name="Mr. Tomás Vela (made up)", helps_with="Grouping without a bell"
        ),
        meets_at=told.ago(25),
        by=told.leader,
        now=told.ago(40),
    )
    hold_meeting(
        mentor=mentor,
        note="Begin with one hour on Fridays, and let the children say how it was.",
        next_at=None,
        by=told.leader,
        now=told.ago(24),
    )
    noon = moment_of(
        day=told.today + timedelta(days=4), clock=time(12, 0), time_zone=told.district.time_zone
    )
    set_meeting(mentor=mentor, meets_at=noon, by=told.leader, now=told.now)
