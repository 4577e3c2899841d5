"""A student's page: now, what is known, voice, plan. Each is one look of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.ago import tell_ago, tell_since
from ownpath.faces.teacher.pages.blocks import BlockLine, draw_blocks
from ownpath.faces.teacher.pages.people import About, StudentHead, build_head
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import is_kept_off_screens
from ownpath.school.mastery.queries import beliefs_on, open_flags
from ownpath.school.people.queries import grades_away, sections_taught
from ownpath.school.plans.queries import offers_of, paces_from, timelines_of
from ownpath.school.plans.services import shown_beside_offers
from ownpath.school.plans.words import because, behind_it
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.mastery.models import StuckFlag
    from ownpath.school.mastery.queries import Belief
    from ownpath.school.people.models import Person, Section
    from ownpath.school.plans.models import Offer
    from ownpath.school.plans.queries import Pace

AT_THE_EDGE = ("learning", "needs_refresh", "ready", "review_due")
MOST_AT_THE_EDGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeSkill:
    """One competency a student can work on now."""

    uuid: UUID
    short: str
    statement: str
    state: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """One thing on today's list, and why."""

    activity: UUID
    title: str
    kind: str
    because: str
    behind: str
    state: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact about now, with where to look further."""

    label: str
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentPage:
    """A student now."""

    head: StudentHead
    sentence: str
    facts: tuple[Fact, ...]
    stuck: tuple[tuple[str, str, str], ...]  # skill, for how long, where "I went" is sent
    edge: tuple[EdgeSkill, ...]
    offers: tuple[OfferLine, ...]
    blocks: tuple[BlockLine, ...]  # of today by the plan; none without one
    may_steer: bool
    is_off_screens: bool = False  # the family keeps them off, from the moment it says so


def build_student(
    *, viewer: Person, about: About, today: date, now: datetime, language: str
) -> StudentPage:
    """Gather what a teacher standing beside this student wants to know."""
    student = about.student
    note_reads(by=viewer, about=[student.pk], deed="read.student", now=now)
    beliefs = _beliefs(about, now)
    offers = offers_of(student=student, today=today)
    flags = open_flags(student_ids=[student.pk])
    taught = sections_taught(teacher=viewer, today=today)[:1] if about.steers else []
    timelines = timelines_of(section_ids={*about.section_ids, *(one.pk for one in taught)})
    pace = _pace(about, taught, timelines, beliefs, today)
    on_the_way = frozenset().union(*(timelines.get(one, {}) for one in about.section_ids))
    workable = at_the_edge(about, beliefs, on_the_way=on_the_way)
    edge = draw_edge(about, workable, language)
    return StudentPage(
        head=build_head(about, "student"),
        sentence=_sentence(student, flags, offers, edge, language),
        facts=_facts(about, len(workable), beliefs, pace, now),
        stuck=tuple(_stuck(student, flag, now, language) for flag in flags),
        edge=edge,
        offers=tuple(offer_line(offer, language) for offer in offers),
        blocks=draw_blocks(viewer=viewer, about=about, today=today, now=now, language=language),
        may_steer=about.steers,
        is_off_screens=about.steers and is_kept_off_screens(student=student),
    )


def _beliefs(about: About, now: datetime) -> Mapping[int, Belief]:
    if about.map is None:
        return {}
    student = about.student.pk
    return beliefs_on(student_ids=[student], framework=about.map, now=now)[student]


def at_the_edge(
    about: About, beliefs: Mapping[int, Belief], *, on_the_way: frozenset[int]
) -> dict[int, str]:
    """Return all a student can work on now, each with its state: begun before ready, the nearest to their grade first.

    It is what the student's own path counts: what offers take for granted of a grade is not among it.
    """
    if about.map is None:
        return {}
    shown = shown_beside_offers(
        framework=about.map,
        beliefs=beliefs,
        grade=about.student.grade,
        on_the_way=on_the_way,
    )
    states = {one: shown.beliefs[one].state.value for one in about.map.order}
    lines, own = about.map.competencies, about.student.grade
    here = [one for one, state in states.items() if state in AT_THE_EDGE]
    here.sort(
        key=lambda one: (AT_THE_EDGE.index(states[one]), grades_away(lines[one].grades, own))
    )
    return {one: states[one] for one in here}


def draw_edge(
    about: About, workable: Mapping[int, str], language: str
) -> tuple[EdgeSkill, ...]:
    """Return the first of what a student can work on now, in words."""
    address = reverse("teacher:evidence", args=[about.student.uuid])
    lines = about.map.competencies if about.map else {}
    return tuple(
        EdgeSkill(
            uuid=lines[one].uuid,
            short=lines[one].short(language),
            statement=lines[one].statement(language),
            state=state,
            evidence=f"{address}?what={lines[one].uuid}",
        )
        for one, state in list(workable.items())[:MOST_AT_THE_EDGE]
    )


def offer_line(offer: Offer, language: str) -> OfferLine:
    """Return one offer in words."""
    return OfferLine(
        activity=offer.activity.uuid,
        title=say(offer.activity.words, "title", language) or offer.activity.code,
        kind=str(offer.activity.get_kind_display()),
        because=because(offer.reason, language=language),
        behind=behind_it(offer.reason, language=language),
        state=offer.state,
        weight=offer.weight,
    )


def _pace(
    about: About,
    taught: Sequence[Section],
    timelines: Mapping[int, Mapping[int, date]],
    beliefs: Mapping[int, Belief],
    today: date,
) -> Pace | None:
    """Return how the student is on the timeline of the teacher's first class."""
    if not taught or not beliefs:
        return None
    section, timeline = taught[0], timelines.get(taught[0].pk, {})
    student = about.student.pk
    found = paces_from(
        section=section, beliefs={student: beliefs}, timeline=timeline, today=today
    )
    return found[student]


def _sentence(
    student: Person,
    flags: Sequence[StuckFlag],
    offers: Sequence[Offer],
    edge: Sequence[EdgeSkill],
    language: str,
) -> str:
    name = student.called
    if flags:
        words = flags[0].competency.words
        what = say(words, "short", language) or say(words, "statement", language)
        return _("%(name)s is stuck on %(what)s. Going there helps most.") % {
            "name": name,
            "what": what,
        }
    for state, line in (
        ("chosen", _("%(name)s chose %(what)s today and is working on it.")),
        ("done", _("%(name)s finished %(what)s today.")),
    ):
        for offer in offers:
            if offer.state == state:
                return line % {
                    "name": name,
                    "what": say(offer.activity.words, "title", language),
                }
    if edge and edge[0].state == "ready":
        return _("%(name)s is ready for %(what)s.") % {"name": name, "what": edge[0].short}
    if edge:
        return _("%(name)s is learning %(what)s.") % {"name": name, "what": edge[0].short}
    return _("We do not know yet where %(name)s stands.") % {"name": name}


def _facts(
    about: About,
    n_workable: int,
    beliefs: Mapping[int, Belief],
    pace: Pace | None,
    now: datetime,
) -> tuple[Fact, ...]:
    page = reverse("teacher:knows", args=[about.student.uuid])
    ledger = reverse("teacher:evidence", args=[about.student.uuid])
    facts = [
        Fact(label=_("Last shown"), words=_last_shown(beliefs, now), href=ledger),
        Fact(label=_("Can work on"), words=_at_edge(n_workable), href=page),
    ]
    if about.hears:
        plan = reverse("teacher:plan", args=[about.student.uuid])
        facts.append(Fact(label=_("Pace"), words=pace_words(pace), href=f"{plan}#pace"))
    return tuple(facts)


def _at_edge(n_workable: int) -> str:
    if not n_workable:
        return _("nothing known yet")
    return ngettext("%(n)d skill now", "%(n)d skills now", n_workable) % {"n": n_workable}


def _last_shown(beliefs: Mapping[int, Belief], now: datetime) -> str:
    """Return how long ago something was shown, and how first answers went; no second look at the ledger."""
    moments = [one.last_answered_at for one in beliefs.values() if one.last_answered_at]
    if not moments:
        return _("nothing yet")
    ago = tell_ago(max(moments), now)
    n_unaided = sum(one.n_unaided for one in beliefs.values())
    if not n_unaided:
        return ago
    return _("%(ago)s; %(right)d of %(all)d first answers right") % {
        "ago": ago,
        "right": sum(one.n_unaided_right for one in beliefs.values()),
        "all": n_unaided,
    }


def pace_words(pace: Pace | None) -> str:
    """Return a pace as one word, and whose word it is."""
    names = {"behind": _("behind"), "on": _("on pace"), "ahead": _("ahead")}
    if pace is None or pace.word is None:
        return _("not known yet")
    if pace.is_teachers_word:
        return _("%(word)s (%(who)s’s word)") % {"word": names[pace.word], "who": pace.said_by}
    return names[pace.word]


def _stuck(
    student: Person, flag: StuckFlag, now: datetime, language: str
) -> tuple[str, str, str]:
    words = flag.competency.words
    return (
        say(words, "short", language) or say(words, "statement", language),
        tell_since(flag.opened_at, now),
        reverse("teacher:went", args=[student.uuid, flag.competency.uuid]),
    )
