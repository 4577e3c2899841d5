"""One pilot as a story: problem, idea, prediction, who and where, what was told, what was seen, what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.pilot_words import KINDS, VERDICTS, name_of, tell_figure
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.pilots import (
    Story,
    flag_words,
    get_pilot,
    story_of,
    words_of_flag,
)
from ownpath.school.change.services.pilots import what_stands_against, whats_missing
from ownpath.school.change.states import PILOT
from ownpath.school.people.queries import campuses_led

if TYPE_CHECKING:
    from ownpath.school.change.models import Cycle, Measure, Pilot, Reckoning
    from ownpath.school.people.models import Person

NEXT: Final = {
    "idea": ("propose",),
    "proposed": ("approve", "tell"),
    "approved": ("start",),
    "running": ("study", "stop"),
    "stopped": ("study", "retry"),
    "studying": ("adopt", "adapt", "abandon"),
    "adopted": ("retry",),
    "adapted": ("retry",),
    "abandoned": ("retry",),
}
CYCLE_NEXT: Final = {"plan": "begin", "do": "look", "study": "conclude"}
BEFORE_THE_LOCK: Final = frozenset({"idea", "proposed", "approved"})
AMENDED: Final = frozenset({"running", "studying"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A deed that can be done now."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One measure and how it stands."""

    name: str
    kind: str
    href: str
    predicted: str
    limit: str
    seen: str
    verdict: str
    is_headline: bool
    drop_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleLine:
    """One plan, do, study, act."""

    number: int
    state: str
    main_change: str
    predicted: str
    seen: str
    learned: str
    next_step: str
    starts_on: date
    ends_on: date
    act: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentLine:
    """What was changed after the lock."""

    field: str
    before: str
    after: str
    why: str
    by: str
    day: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """What somebody was told."""

    audience: str
    day: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step through the states."""

    words: str
    by: str
    day: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPart:
    """How far a reckoning is."""

    uuid: UUID
    is_working: bool
    is_failed: bool
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One pilot, whole."""

    pilot: UUID
    title: str
    campus: str
    state: str
    flag: str
    missing: tuple[str, ...]
    primary: Link | None
    others: tuple[Link, ...]
    plan_url: str  # "" once it is locked
    add_measure: str
    facts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    measures: tuple[MeasureLine, ...]
    can_reckon: bool
    job: JobPart | None
    notices: tuple[NoticeLine, ...]
    notice_url: str
    answers: str
    cycles: tuple[CycleLine, ...]
    cycle_url: str
    amendments: tuple[AmendmentLine, ...]
    amend_url: str
    learning_note: str
    note_url: str
    gap: str
    parent: Link | None
    retried_by: tuple[Link, ...]
    steps: tuple[StepLine, ...]


def find_pilot(*, viewer: Person, uuid: UUID, today: date) -> Pilot:
    """Return a pilot at a campus the viewer leads."""
    if viewer.district is None:
        raise NotFound(_("There is no such pilot."), next_step=_("Go to your own first page."))
    led = campuses_led(leader=viewer, today=today)
    return get_pilot(district=viewer.district, campuses=led, uuid=uuid)


def build_story_page(*, viewer: Person, uuid: UUID, today: date, language: str) -> StoryPage:
    """Gather everything about one pilot."""
    pilot = find_pilot(viewer=viewer, uuid=uuid, today=today)
    story = story_of(pilot=pilot)
    may = reach_of(person=viewer, today=today).may_decide(pilot.campus_id)
    primary, others = _deeds(pilot) if may else (None, ())
    is_open, is_live = pilot.state in BEFORE_THE_LOCK, pilot.state in AMENDED
    return StoryPage(
        pilot=pilot.uuid,
        title=pilot.title,
        campus=pilot.campus.name,
        state=str(PILOT.states[pilot.state]),
        flag=str(flag_words(pilot)),
        missing=tuple(map(str, _missing(pilot, today))),
        primary=primary,
        others=others,
        plan_url=_address("pilot_edit", pilot) if may and is_open else "",
        add_measure=_deed(pilot, "measure") if may and is_open else "",
        facts=tuple(_facts(story)),
        words=tuple(_words(pilot)),
        measures=tuple(_measure(story, one, is_open=may and is_open) for one in story.measures),
        can_reckon=may and pilot.locked_at is not None,
        job=draw_job(story.reckoning),
        notices=tuple(_notices(story, language)),
        notice_url=_deed(pilot, "notice") if may and is_open else "",
        answers=_answers(story),
        cycles=tuple(_cycle(pilot, one, may=may) for one in story.cycles),
        cycle_url=_deed(pilot, "cycle") if may and _may_plan(story) else "",
        amendments=tuple(_amendments(story)),
        amend_url=_deed(pilot, "amend") if may and is_live else "",
        learning_note=pilot.learning_note,
        note_url=_deed(pilot, "note") if may and pilot.locked_at else "",
        gap=pilot.gap,
        parent=_link(pilot.retries) if pilot.retries else None,
        retried_by=tuple(_link(one) for one in story.retried_by),
        steps=tuple(_steps(story)),
    )


def draw_job(job: Reckoning | None) -> JobPart | None:
    """Return how far a reckoning is; None where there was none."""
    if job is None:
        return None
    return JobPart(
        uuid=job.uuid,
        is_working=job.state in ("waiting", "running"),
        is_failed=job.state == "failed",
        done=job.done,
        total=job.total,
    )


def _address(name: str, pilot: Pilot, *more: object) -> str:
    return reverse(f"leader:{name}", args=[pilot.uuid, *more])


def _deed(pilot: Pilot, name: str) -> str:
    return _address("pilot_do", pilot, name)


def _link(pilot: Pilot) -> Link:
    return Link(words=pilot.title, href=_address("pilot", pilot))


def _deeds(pilot: Pilot) -> tuple[Link | None, tuple[Link, ...]]:
    """Return the one thing to do next, and what else can be done."""
    words = {
        "tell": _("note that the campus was told"),
        "retry": _("try again"),
        "go-on": _("let it run on"),
        **{one.deed: str(one.words) for one in PILOT.steps},
    }
    names = list(NEXT[pilot.state])
    if pilot.flagged_at is not None:
        names = ["stop", "go-on", "study"]
    if pilot.state in ("proposed", "approved"):
        names.append("rework")
    links = [
        Link(words=words[name][:1].upper() + words[name][1:], href=_deed(pilot, name))
        for name in names
    ]
    return links[0], tuple(links[1:])


def _missing(pilot: Pilot, today: date) -> Iterator[object]:
    if pilot.state == "idea":
        yield from whats_missing(pilot)
    elif pilot.state == "approved":
        yield from what_stands_against(pilot, today=today)


def _words(pilot: Pilot) -> Iterator[tuple[str, str]]:
    for name, text in (
        (_("Problem"), pilot.problem),
        (_("What we do differently"), pilot.change_idea),
        (_("What we predict"), pilot.prediction),
    ):
        if text:
            yield name, text


def _facts(story: Story) -> Iterator[tuple[str, str]]:
    pilot = story.pilot
    classes = {
        group: ", ".join(one.section.title for one in story.sections if one.group == group)
        for group in ("pilot", "comparison")
    }
    yield _("Classes that pilot"), _with_count(classes["pilot"], story.counts.get("pilot"))
    yield (
        _("Compared with"),
        _with_count(classes["comparison"], story.counts.get("comparison"))
        or _("nobody: it can only be set against its own time before"),
    )
    yield _("Learners"), pilot.learners
    if pilot.preset:
        switched = _("its classes switch to it") if pilot.switches_model else ""
        yield _("Blended model"), f"{PRESET_WORDS[pilot.preset]} {switched}".strip()
    if pilot.starts_on and pilot.ends_on:
        yield _("Days"), f"{_day(pilot.starts_on)} – {_day(pilot.ends_on)}"
    if pilot.cost is not None:
        yield _("Cost"), _("%(n)s dollars") % {"n": f"{pilot.cost:,}"}
    if pilot.owner:
        yield _("Who answers for it"), pilot.owner.full_name
    if pilot.decision:
        yield _("Decision"), pilot.decision.title


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _with_count(classes: str, n: int | None) -> str:
    if not classes or not n:
        return classes
    return _("%(classes)s (%(n)d students as it began)") % {"classes": classes, "n": n}


def _measure(story: Story, one: Measure, *, is_open: bool) -> MeasureLine:
    newest = story.newest(one)
    is_shown = newest is not None and not newest.told.get("is_small")
    estimate = newest.estimate if newest and is_shown else None
    return MeasureLine(
        name=name_of(one.metric, one.name),
        kind=str(KINDS[one.kind]),
        href=_address("pilot_measure", story.pilot, one.uuid),
        predicted=tell_figure(one.metric, one.predicted, is_difference=True)
        if one.predicted is not None
        else "",
        limit=tell_limit(one),
        seen=tell_figure(one.metric, estimate, is_difference=True) if newest else "",
        verdict=str(VERDICTS[newest.verdict]) if newest and is_shown else "",
        is_headline=one.is_headline,
        drop_url=_address("pilot_measure_drop", story.pilot, one.uuid) if is_open else "",
    )


def tell_limit(one: Measure) -> str:
    """Return the stop rule of a measure in words, or nothing."""
    parts = []
    if one.stop_above is not None:
        parts.append(_("above %(n)s") % {"n": tell_figure(one.metric, one.stop_above)})
    if one.stop_below is not None:
        parts.append(_("below %(n)s") % {"n": tell_figure(one.metric, one.stop_below)})
    return _("flagged %(when)s") % {"when": ", ".join(parts)} if parts else ""


def _notices(story: Story, language: str) -> Iterator[NoticeLine]:
    for one in story.notices:
        yield NoticeLine(
            audience=str(one.get_audience_display()),
            day=one.told_at,
            text=one.words.get(language) or one.words.get("en", ""),
        )


def _answers(story: Story) -> str:
    if not story.yes and not story.no:
        return _("No family has answered yet.")
    return _("%(yes)d families said yes, %(no)d said no.") % {"yes": story.yes, "no": story.no}


def _cycle(pilot: Pilot, one: Cycle, *, may: bool) -> CycleLine:
    deed = CYCLE_NEXT.get(one.state)
    words = {
        "begin": _("Begin it"), "look": _("Write what was seen"),
        "conclude": _("Say what comes next"),
    }  # fmt: skip
    act = (
        Link(words=words[deed], href=_address("pilot_cycle_do", pilot, one.uuid, deed))
        if deed and may
        else None
    )
    return CycleLine(
        number=one.number, state=str(one.get_state_display()), main_change=one.main_change,
        predicted=one.predicted, seen=one.seen, learned=one.learned, next_step=one.next_step,
        starts_on=one.starts_on, ends_on=one.ends_on, act=act,
    )  # fmt: skip


def _may_plan(story: Story) -> bool:
    is_free = all(one.state == "act" for one in story.cycles)
    return is_free and story.pilot.state in ("approved", "running")


def _amendments(story: Story) -> Iterator[AmendmentLine]:
    fields = {
        "title": _("its title"), "problem": _("the problem"), "learners": _("for which learners"),
        "change_idea": _("what we do differently"), "prediction": _("the prediction in words"),
        "cost": _("the cost"), "ends_on": _("the last day"), "flag": _("it ran on"),
        "target": _("target"), "stop_below": _("flag below"), "stop_above": _("flag above"),
    }  # fmt: skip
    for one in story.amendments:
        metric, _dot, part = one.field.rpartition(".")
        name = fields.get(part, part)
        yield AmendmentLine(
            field=f"{name_of(metric, '')}: {name}" if metric else name,
            before=str(words_of_flag(one.before)), after=one.after, why=one.why,
            by=one.by.full_name if one.by else "", day=one.amended_at,
        )  # fmt: skip


def _steps(story: Story) -> Iterator[StepLine]:
    words = {one.deed: str(one.words) for one in PILOT.steps}
    for one in story.steps:
        yield StepLine(
            words=words[one.deed], by=one.by.full_name if one.by else "", day=one.done_at,
            note=one.note,
        )  # fmt: skip
