"""What adults decided for a student: pins and vetoes with their history, pace, and the pages to make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.teacher.pages.people import About, StudentHead, build_head
from ownpath.faces.teacher.pages.student import OfferLine, offer_line, pace_words
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import campus_of, published_plan
from ownpath.school.mastery.queries import beliefs_on
from ownpath.school.people.queries import sections_taught
from ownpath.school.plans.queries import (
    goals_of,
    offers_of,
    overrides_of,
    paces_from,
    timeline_of,
)
from ownpath.school.plans.queries.pinning import (
    FIRST_TO_PIN,
    MOST_TO_PIN,
    PinSearch,
    ToPin,
    activities_to_pin,
)
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Activity
    from ownpath.school.people.models import Person, Section
    from ownpath.school.plans.models import Override
    from ownpath.school.plans.queries import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideLine:
    """One pin or veto, with its reason and what became of it."""

    uuid: UUID
    is_pin: bool
    title: str
    reason: str
    who: str
    made_at: datetime
    lifted_at: datetime | None
    lift_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceCard:
    """The pace word in one of the teacher's sections."""

    section: UUID
    title: str
    words: str
    word: str
    is_teachers_word: bool
    reason: str
    set_url: str
    lift_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What adults decided for a student."""

    head: StudentHead
    goals: tuple[tuple[str, str, date | None], ...]  # skill, who set it, by when
    now: tuple[OverrideLine, ...]
    before: tuple[OverrideLine, ...]
    paces: tuple[PaceCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityChoice:
    """One activity that can be pinned."""

    uuid: UUID
    title: str
    summary: str
    about: str
    minutes: int
    is_with_a_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPage:
    """What can be pinned, the first of it, and what was looked for."""

    head: StudentHead
    choices: tuple[ActivityChoice, ...]
    n_found: int
    more: str  # the query that shows more of them
    words: str
    skill: UUID | None
    skills: tuple[tuple[UUID, str], ...]
    is_planned: bool  # today has a plan, which a pin does not change


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoPage:
    """What taking one activity off would cost."""

    head: StudentHead
    offer: OfferLine
    costs: str
    is_planned: bool  # today has a plan, which a veto does not change
    others: tuple[OfferLine, ...]


def ensure_may_steer(about: About) -> None:
    """Refuse where the viewer helps in the room but does not plan."""
    if not about.steers:
        raise NotFound(
            _("The plan is made by the student’s teachers."),
            next_step=_("Tell one of them what you saw."),
        )


def build_plan(
    *, viewer: Person, about: About, today: date, now: datetime, language: str
) -> PlanPage:
    """Gather goals, pins, vetoes and pace."""
    ensure_may_steer(about)
    student = about.student
    note_reads(by=viewer, about=[student.pk], deed="read.plan", now=now)
    lines = [
        _line(one, student, language) for one in overrides_of(student=student, active=False)
    ]
    return PlanPage(
        head=build_head(about, "plan"),
        goals=tuple(
            (
                say(goal.competency.words, "short", language) or goal.competency.code,
                goal.set_by.called if goal.set_by else "",
                goal.due_on,
            )
            for goal in goals_of(student=student)
        ),
        now=tuple(line for line in lines if line.lifted_at is None),
        before=tuple(line for line in lines if line.lifted_at is not None),
        paces=_paces(viewer, about, today, now),
    )


def _line(override: Override, student: Person, language: str) -> OverrideLine:
    return OverrideLine(
        uuid=override.uuid,
        is_pin=override.kind == "pin",
        title=say(override.activity.words, "title", language) or override.activity.code,
        reason=override.reason,
        who=override.made_by.full_name if override.made_by else "",
        made_at=override.made_at,
        lifted_at=override.lifted_at,
        lift_url=reverse("teacher:lift", args=[student.uuid, override.uuid]),
    )


def shared_sections(*, viewer: Person, about: About, today: date) -> list[Section]:
    """Return the sections this teacher teaches and this student is in."""
    taught = sections_taught(teacher=viewer, today=today)
    return [section for section in taught if section.pk in about.section_ids]


def _paces(viewer: Person, about: About, today: date, now: datetime) -> tuple[PaceCard, ...]:
    student = about.student
    sections = shared_sections(viewer=viewer, about=about, today=today)[:1]
    if not sections or about.map is None:
        return ()
    beliefs = beliefs_on(student_ids=[student.pk], framework=about.map, now=now)
    return tuple(
        _pace_card(
            student,
            section,
            paces_from(
                section=section,
                beliefs=beliefs,
                timeline=timeline_of(section_id=section.pk),
                today=today,
            )[student.pk],
        )
        for section in sections
    )


def _pace_card(student: Person, section: Section, pace: Pace) -> PaceCard:
    return PaceCard(
        section=section.uuid,
        title=section.title,
        words=pace_words(pace),
        word=pace.word or "",
        is_teachers_word=pace.is_teachers_word,
        reason=pace.reason,
        set_url=reverse("teacher:pace", args=[student.uuid, section.uuid]),
        lift_url=reverse("teacher:pace_lift", args=[student.uuid, section.uuid]),
    )


def _has_plan(student: Person, today: date) -> bool:
    campus = campus_of(student=student, today=today)
    return campus is not None and published_plan(campus=campus, day=today) is not None


def build_pin(
    *, about: About, asked: PinSearch, today: date, now: datetime, language: str
) -> PinPage:
    """Gather what can be pinned for a student now, legal things only, as far as it was asked for."""
    ensure_may_steer(about)
    found = (
        activities_to_pin(
            student=about.student,
            framework_id=about.map.framework_id,
            asked=asked,
            language=language,
            now=now,
        )
        if about.map
        else ToPin(activities=(), n_found=0, skills=())
    )
    return PinPage(
        head=build_head(about, "plan"),
        choices=tuple(_choice(activity, language) for activity in found.activities),
        n_found=found.n_found,
        more=_more(asked, found.n_found),
        words=asked.words,
        skill=asked.skill,
        skills=tuple((one.uuid, one.short(language)) for one in found.skills),
        is_planned=_has_plan(about.student, today),
    )


def _more(asked: PinSearch, n_found: int) -> str:
    """Return the query of the same page with more of what was found; "" where all of it is shown."""
    if n_found <= asked.limit or asked.limit >= MOST_TO_PIN:
        return ""
    said = {"q": asked.words, "skill": asked.skill or "", "n": asked.limit + FIRST_TO_PIN}
    return urlencode({key: value for key, value in said.items() if value})


def _choice(activity: Activity, language: str) -> ActivityChoice:
    title = say(activity.words, "title", language) or activity.code
    shorts = (
        say(one.words, "short", language) or one.code for one in activity.competencies.all()
    )
    skills = [short for short in shorts if short != title]  # practice is called as its skill
    return ActivityChoice(
        uuid=activity.uuid,
        title=title,
        summary=say(activity.words, "summary", language),
        about=" · ".join((activity.get_kind_display(), *filter(None, [", ".join(skills[:2])]))),
        minutes=activity.minutes,
        is_with_a_person=activity.modality in {"teacher_group", "peer", "project_team"},
    )


def build_veto(*, about: About, activity: UUID | None, today: date, language: str) -> VetoPage:
    """Say what taking one of today's offers off the list would cost."""
    ensure_may_steer(about)
    offers = [
        offer_line(one, language) for one in offers_of(student=about.student, today=today)
    ]
    for offer in offers:
        if offer.activity == activity:
            others = tuple(one for one in offers if one.activity != activity)
            return VetoPage(
                head=build_head(about, "plan"),
                offer=offer,
                costs=_costs(about.student.called, offer, others),
                is_planned=_has_plan(about.student, today),
                others=others,
            )
    raise NotFound(
        _("This is not on today’s list any more."), next_step=_("Look at the list again.")
    )


def _costs(name: str, offer: OfferLine, others: tuple[OfferLine, ...]) -> str:
    if offer.state == "chosen":
        return _("%(name)s chose this today. The choice is put back.") % {"name": name}
    if others:
        return ngettext(
            "%(what)s leaves today’s list. %(n)d other thing stays on it.",
            "%(what)s leaves today’s list. %(n)d other things stay on it.",
            len(others),
        ) % {"what": offer.title, "n": len(others)}
    return _("It is the only thing on today’s list. We look for another at once.")
