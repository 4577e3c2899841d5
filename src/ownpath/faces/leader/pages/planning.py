"""One day of one campus as a plan: asked for, on its way, how good in words, published or not, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.faces.leader.pages.campuses import CampusTabs, draw_tabs, find_led
from ownpath.faces.leader.pages.mended import read_mended
from ownpath.faces.leader.pages.no_plan import what_can_help
from ownpath.faces.leader.pages.plan_words import (
    tell_bound,
    tell_bound_exactly,
    tell_evening,
    tell_left_out,
    tell_nobody_chose,
    tell_none,
    tell_pins_aside,
    tell_whole_days,
)
from ownpath.faces.leader.pages.reviews import ReviewLine, read_reviews
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.days.queries import (
    calendar_of,
    is_interrupted,
    latest_job,
    next_school_day,
    plans_of,
    what_is_missing,
)
from ownpath.school.days.queries.problem_words import is_in_conflict, is_stopped, tell_problems
from ownpath.school.days.queries.staff_out import planned_though_out

if TYPE_CHECKING:
    from ownpath.faces.leader.pages.mended import Mended
    from ownpath.faces.leader.pages.setup import KindLink
    from ownpath.school.days.models import DayPlan, PlanJob
    from ownpath.school.days.queries import Calendar
    from ownpath.school.people.models import Campus, Person

MOST_PLANS = 8
MOST_DAYS_AHEAD = 120
WORKING = frozenset({"waiting", "running"})
STEPS = {
    "gathering": gettext_lazy("reading who is there and what is wanted"),
    "searching": gettext_lazy("looking for the best day for everybody"),
    "regrouping": gettext_lazy("looking for better groups"),
    "sharing": gettext_lazy("sharing out the places in the groups"),
    "checking": gettext_lazy("checking every rule"),
    "explaining": gettext_lazy("finding out what cannot be had together"),
    "completing": gettext_lazy("making more days whole"),
    "bounding": gettext_lazy("working out how good a plan could be at best"),
    "writing": gettext_lazy("writing it down"),
}
STATES = {
    "draft": gettext_lazy("draft"),
    "published": gettext_lazy("published"),
    "superseded": gettext_lazy("replaced by a later one"),
    "withdrawn": gettext_lazy("withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPart:
    """A plan on its way, or why it did not come to be."""

    uuid: UUID
    is_working: bool
    is_failed: bool
    is_question: bool
    step: str
    done: int
    total: int
    problems: tuple[str, ...]  # none where it only has to be done again
    is_refused: bool = (
        False  # the problems say why it was not done: none of them can be given up
    )
    interrupted: str = ""  # that its worker died and it begins anew
    can_help: tuple[KindLink, ...] = ()  # where demands that conflict can be changed


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """How many students a plan promises one thing."""

    words: str
    n: int
    percent: int
    href: str  # whom it does not reach, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """One version of a day."""

    uuid: UUID
    version: int
    state: str
    state_words: str
    made_at: datetime
    made_by: str
    sentence: str
    bound: str  # "" for a mended plan: how good it could be at best is worked out only for one made anew
    bound_exactly: str  # "" where it is not known
    nobody_chose: str  # "" once somebody did
    promises: tuple[PromiseLine, ...]
    is_draft: bool
    is_published: bool
    is_repair: bool
    happened: tuple[
        str, ...
    ]  # what it was mended for, the newest first; none for a plan from scratch
    forgets: tuple[
        str, ...
    ]  # what the plan in force was mended for, which a draft made anew may not know
    left_out: str  # which classes have no place in it, "" where all have
    pins_aside: str  # how much of what teachers decided it goes without
    diff_url: str  # "" where there is nothing to compare with
    whole_url: str = ""  # whose day is whole; "" where it was not worked out


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningPage:
    """One day of one campus."""

    tabs: CampusTabs
    day: date
    is_today: bool
    earlier: str
    later: str
    is_school: bool
    schedule: str
    missing: tuple[str, ...]  # what has to be set up before a day can be planned
    job: JobPart | None
    shown: PlanCard | None  # what is published, else the newest draft
    others: tuple[PlanCard, ...]
    reviews: tuple[ReviewLine, ...]
    out_but_planned: tuple[str, ...] = ()  # adults noted as out whom the plan in force has
    can_undo: bool
    undo_leaves_none: bool = False  # nothing was published before
    none: tuple[str, str] = (
        "",
        "",
    )  # where nothing is shown: that, and what becomes of the day
    evening: str = ""  # what becomes of the day by itself while there are only drafts
    is_past: bool = False  # what was in force stays
    newer: PlanCard | None = None  # a draft made after what is published


def day_to_plan(*, viewer: Person, campus: UUID | None, today: date) -> tuple[Campus, date]:
    """Return the campus and the next day of school, which is what a leader plans first."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    return place, next_school_day(campus=place, after=today) or today


def build_planning(*, viewer: Person, campus: UUID, day: date, today: date) -> PlanningPage:
    """Gather all versions of one day."""
    place, led = find_led(leader=viewer, uuid=campus, today=today)
    calendar = calendar_of(campus=place)
    found = calendar.on(day)
    plans = [plan for plan in plans_of(campus=place, day=day) if not plan.is_whole_class]
    published = next((plan for plan in plans if plan.state == "published"), None)
    shown = published or next((plan for plan in plans if plan.state == "draft"), None)
    job = latest_job(campus=place, day=day)
    after = _next_day(calendar, day)
    missing = [] if plans else what_is_missing(campus=place)
    others = [plan for plan in plans if plan is not shown][:MOST_PLANS]
    draw = partial(
        _card,
        campus=place,
        published=published,
        day=day,
        mended=read_mended(
            plans=plans, blocks={one.number: one.name for one in found.blocks} if found else {}
        ),
    )
    cards = tuple(map(draw, others))
    drafted = cards[0].version if cards and cards[0].is_draft else 0
    has_newer = published is not None and drafted > published.version
    return PlanningPage(
        tabs=draw_tabs(place, led, "leader:days"),
        day=day,
        is_today=day == today,
        earlier=reverse("leader:day", args=[place.uuid, today]) if day != today else "",
        later=reverse("leader:day", args=[place.uuid, after]) if after else "",
        is_school=found is not None,
        schedule=found.schedule.name if found else "",
        missing=tuple(str(one.words) for one in missing),
        job=draw_job(job, campus=place.uuid) if job else None,
        shown=draw(shown) if shown else None,
        newer=cards[0] if has_newer else None,
        others=cards[1:] if has_newer else cards,
        reviews=read_reviews(shown) if shown else (),
        can_undo=published is not None and day >= today,
        undo_leaves_none=all(plan.state != "superseded" for plan in plans),
        is_past=day < today,
        out_but_planned=tuple(one.full_name for one in planned_though_out(plan=published))
        if published and day >= today
        else (),
        none=("", "") if shown else tell_none(plans, is_ahead=day > today),
        evening=tell_evening(plans, calendar.policy.plan_at) if shown and day > today else "",
    )


def _next_day(calendar: Calendar, day: date) -> date | None:
    """Return the next day of school on a calendar that is at hand."""
    days = (day + timedelta(days=n) for n in range(1, MOST_DAYS_AHEAD))
    return next((one for one in days if calendar.on(one) is not None), None)


def draw_job(job: PlanJob, *, campus: UUID) -> JobPart:
    """Return how far a job is; of demands that conflict only they, and where they can be changed."""
    demands = [one for one in job.problems if isinstance(one, Mapping)]
    return JobPart(
        uuid=job.uuid,
        is_working=job.state in WORKING,
        is_failed=job.state == "failed",
        is_question=job.is_question,
        step=str(STEPS.get(job.step, _("waiting for its turn"))),
        done=job.done,
        total=job.total,
        problems=()
        if is_stopped(job.problems)
        else tuple(tell_problems(demands or job.problems)),
        is_refused=not is_in_conflict(job.problems),
        interrupted=_tell_interrupted(job),
        can_help=what_can_help([one["key"] for one in demands], campus=campus),
    )


def _tell_interrupted(job: PlanJob) -> str:
    if job.state not in WORKING:
        return ""
    if is_interrupted(job):
        return _(
            "The planning was interrupted. It begins anew by itself in some seconds. "
            "If this stays, tell who runs Ownpath at your district."
        )
    if not job.n_interrupted:
        return ""
    return ngettext(
        "The planning was interrupted %(n)d time and begins anew.",
        "The planning was interrupted %(n)d times and begins anew.",
        job.n_interrupted,
    ) % {"n": job.n_interrupted}


def _card(
    plan: DayPlan,
    *,
    campus: Campus,
    published: DayPlan | None,
    day: date,
    mended: Mended,
) -> PlanCard:
    n = int(plan.figures.get("n_students", 0))
    promised = plan.figures.get("promised", {})
    against = published if published and published.pk != plan.pk else None
    return PlanCard(
        uuid=plan.uuid,
        version=plan.version,
        state=str(plan.state),
        state_words=str(STATES.get(str(plan.state), plan.state)),
        made_at=plan.made_at,
        made_by=plan.made_by.full_name if plan.made_by else "",
        sentence=tell_whole_days(int(plan.figures.get("whole_days", 0)), n),
        whole_url=reverse("leader:plan_whole", args=[campus.uuid, day, plan.uuid]) if n else "",
        bound=tell_bound(plan.gap) if plan.gap is not None or not plan.event else "",
        bound_exactly=tell_bound_exactly(plan.gap),
        nobody_chose=tell_nobody_chose(promised, n),
        promises=()
        if not n
        else tuple(
            PromiseLine(
                words=str(words),
                n=int(promised.get(name, 0)),
                percent=round(100 * int(promised.get(name, 0)) / n),
                href=reverse("leader:plan_promise", args=[campus.uuid, day, plan.uuid, name]),
            )
            for name, words in PROMISE_WORDS.items()
        ),
        is_draft=plan.state == "draft",
        is_published=plan.state == "published",
        is_repair=bool(plan.event),
        happened=mended.of(plan),
        forgets=mended.forgotten_by(plan, published=published),
        left_out=tell_left_out(plan.figures),
        pins_aside=tell_pins_aside(plan.figures),
        diff_url=reverse("leader:difference", args=[campus.uuid, day, plan.uuid])
        if against or plan.follows_id
        else "",
    )
