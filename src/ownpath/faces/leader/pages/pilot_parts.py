"""The parts of a pilot's page: what can be done next, facts, measures, cycles, amendments, who was told, its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.leader.pages.pilot_words import KINDS, VERDICTS, name_of, tell_figure
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS
from ownpath.school.change.queries.pilots import Story, words_of_flag
from ownpath.school.change.states import PILOT

if TYPE_CHECKING:
    from ownpath.school.change.models import Cycle, Measure, Pilot


CYCLE_NEXT: Final = {"plan": "begin", "do": "look", "study": "conclude"}
BEFORE_THE_LOCK: Final = frozenset({"idea", "proposed", "approved"})
AMENDED: Final = frozenset({"running", "studying"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A deed that can be done now."""

    words: str
    href: str
    language: str = ""  # of the words, where a person wrote them


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
    change_url: str
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


def address(name: str, pilot: Pilot, *more: object) -> str:
    return reverse(f"leader:{name}", args=[pilot.uuid, *more])


def deed(pilot: Pilot, name: str) -> str:
    return address("pilot_do", pilot, name)


def link(pilot: Pilot) -> Link:
    return Link(words=pilot.title, href=address("pilot", pilot), language=pilot.language)


def words(pilot: Pilot) -> Iterator[tuple[str, str]]:
    for name, text in (
        (_("Problem"), pilot.problem),
        (_("What we do differently"), pilot.change_idea),
        (_("What we predict"), pilot.prediction),
    ):
        if text:
            yield name, text


def facts(story: Story) -> Iterator[tuple[str, str]]:
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
        parts = [str(PRESET_WORDS[pilot.preset])]
        parts += [_("its classes switch to it")] if pilot.switches_model else []
        yield _("Blended model"), " · ".join(parts)
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


def measure(story: Story, one: Measure, *, is_open: bool) -> MeasureLine:
    newest = story.newest(one)
    is_shown = newest is not None and not newest.told.get("is_small")
    estimate = newest.estimate if newest and is_shown else None
    return MeasureLine(
        name=name_of(one.metric, one.name),
        kind=str(KINDS[one.kind]),
        href=address("pilot_measure", story.pilot, one.uuid),
        predicted=tell_figure(one.metric, one.predicted, is_difference=True)
        if one.predicted is not None
        else "",
        limit=tell_limit(one),
        seen=tell_figure(one.metric, estimate, is_difference=True) if newest else "",
        verdict=str(VERDICTS[newest.verdict]) if newest and is_shown else "",
        is_headline=one.is_headline,
        change_url=address("pilot_measure_change", story.pilot, one.uuid) if is_open else "",
        drop_url=address("pilot_measure_drop", story.pilot, one.uuid) if is_open else "",
    )


def tell_limit(one: Measure) -> str:
    """Return the stop rule of a measure in words, or nothing."""
    parts = []
    if one.stop_above is not None:
        parts.append(_("above %(n)s") % {"n": tell_figure(one.metric, one.stop_above)})
    if one.stop_below is not None:
        parts.append(_("below %(n)s") % {"n": tell_figure(one.metric, one.stop_below)})
    return _("flagged %(when)s") % {"when": ", ".join(parts)} if parts else ""


def notices(story: Story, language: str) -> Iterator[NoticeLine]:
    for one in story.notices:
        yield NoticeLine(
            audience=str(one.get_audience_display()),
            day=one.told_at,
            text=one.words.get(language) or one.words.get("en", ""),
        )


def answers(story: Story) -> str:
    if not story.yes and not story.no:
        return _("No family has answered yet.")
    n = story.yes
    yes = ngettext(
        "%(n)d family said yes, %(no)d said no.", "%(n)d families said yes, %(no)d said no.", n
    )
    return yes % {"n": n, "no": story.no}


def cycle(pilot: Pilot, one: Cycle, *, may: bool) -> CycleLine:
    deed = CYCLE_NEXT.get(one.state)
    words = {
        "begin": _("Begin it"), "look": _("Write what was seen"),
        "conclude": _("Say what comes next"),
    }  # fmt: skip
    act = (
        Link(words=words[deed], href=address("pilot_cycle_do", pilot, one.uuid, deed))
        if deed and may
        else None
    )
    return CycleLine(
        number=one.number, state=str(one.get_state_display()), main_change=one.main_change,
        predicted=one.predicted, seen=one.seen, learned=one.learned, next_step=one.next_step,
        starts_on=one.starts_on, ends_on=one.ends_on, act=act,
    )  # fmt: skip


def may_plan(story: Story) -> bool:
    is_free = all(one.state == "act" for one in story.cycles)
    return is_free and story.pilot.state in ("approved", "running")


def amendments(story: Story) -> Iterator[AmendmentLine]:
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
            before=_amount(metric, str(words_of_flag(one.before))),
            after=_amount(metric, one.after), why=one.why,
            by=one.by.full_name if one.by else "", day=one.amended_at,
        )  # fmt: skip


def _amount(metric: str, kept: str) -> str:
    """Return a limit or target as it was kept in the words of its measure; any other text as it is."""
    try:
        return tell_figure(metric, float(kept)) if metric else kept
    except ValueError:
        return kept


def steps(story: Story) -> Iterator[StepLine]:
    words = {one.deed: str(one.words) for one in PILOT.steps}
    for one in story.steps:
        yield StepLine(
            words=words[one.deed], by=one.by.full_name if one.by else "", day=one.done_at,
            note=one.note,
        )  # fmt: skip
