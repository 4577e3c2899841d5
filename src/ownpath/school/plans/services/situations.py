"""Gather what offers depend on, for one student at one moment, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ownpath.engine.offers import Candidate, Exploration, Proposal, Situation, Standing
from ownpath.engine.offers.propose import workable
from ownpath.school.curriculum.queries import (
    ActivityLine,
    FrameworkMap,
    activity_lines,
    framework_among,
    map_of,
)
from ownpath.school.evidence.queries import last_activities
from ownpath.school.mastery.queries import Belief, beliefs_on, foretell, open_flags
from ownpath.school.people.queries import current_sections
from ownpath.school.plans.models import Goal, Offer, Override, TimelineStep
from ownpath.school.plans.services.assuming import grades_ahead, with_lower_grades
from ownpath.school.plans.services.exploring import exploration_for
from ownpath.school.voice.queries import hopes_of, signals_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.voice.models import Hope, Signal

DISLIKES = ("boring", "not_for_me")
ASKS = ("too_hard", "need_a_person")
PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A situation, what could be offered in it, and the rows whose names its reasons speak."""

    framework: FrameworkMap
    situation: Situation
    candidates: tuple[Candidate, ...]
    overrides: Mapping[int, Override]
    hopes: Mapping[int, Hope]
    exploration: Exploration | None = None

    def says(self, proposal: Proposal) -> dict[str, Any]:
        """Return the names that the reason of a proposal speaks of, in every language."""
        reason = proposal.reason
        named: dict[str, Any] = {}
        if proposal.competency in self.framework.competencies:
            named["competency"] = self._statement(proposal.competency)
        if reason.goal in self.framework.competencies:
            named["goal"] = self._statement(reason.goal)
        if reason.hope is not None:
            named["theme"] = _theme_names(self.hopes[reason.hope])
        if reason.override is not None:
            override = self.overrides[reason.override]
            named["who"] = override.made_by.full_name if override.made_by else ""
            named["words"] = override.reason
        return named

    def _statement(self, competency_id: int | None) -> dict[str, str]:
        if competency_id is None:
            return {}
        line = self.framework.competencies[competency_id]
        return {language: line.short(language) for language in line.words}


def _theme_names(hope: Hope) -> dict[str, str]:
    if hope.theme is None:
        return {"en": hope.words}
    return {
        language: str(words.get("label") or words.get("name", ""))
        for language, words in hope.theme.words.items()
    }


def look_out(*, student: Person, today: date, now: datetime) -> Outlook | None:
    """Return what offers to a student depend on now, or None while no framework is set for their sections."""
    sections = [section.pk for section in current_sections(student=student, today=today)]
    framework_row = framework_among(section_ids=sections)
    if framework_row is None:
        return None
    framework = map_of(framework_row)
    due = _due_in_days(sections, today)
    beliefs = with_lower_grades(
        framework=framework,
        beliefs=beliefs_on(student_ids=[student.pk], framework=framework, now=now)[student.pk],
        grade=student.grade,
        on_the_way=due,
    )
    rows = _gather(student)
    ahead = grades_ahead(framework=framework, grade=student.grade)
    made = situation_from(framework, beliefs, rows, due, ahead)
    situation = _foretold(student, made, now)
    return Outlook(
        framework=framework,
        situation=situation,
        candidates=_candidates(student, _activities(situation, framework)),
        overrides={override.pk: override for override in rows.overrides},
        hopes={hope.pk: hope for hope in rows.hopes},
        exploration=exploration_for(student=student, section_ids=sections, today=today),
    )


def _gather(student: Person) -> Gathered:
    signals = signals_of(student=student)
    flagged = {flag.competency_id for flag in open_flags(student_ids=[student.pk])}
    asks = {one.activity_id for one in signals if one.kind in ASKS and one.activity_id}
    latest = last_activities(student=student) if flagged or asks else []
    named = asks | {activity for activity, _ in latest}
    goals = Goal.objects.filter(student=student, let_go_at=None).order_by("due_on", "pk")
    return Gathered(
        hopes=hopes_of(student=student),
        signals=signals,
        overrides=_active_overrides(student),
        goals=list(goals.values_list("competency_id", flat=True)),
        flagged=flagged,
        latest=latest,
        lines=activity_lines(ids=named),
    )


def _active_overrides(student: Person) -> list[Override]:
    rows = Override.objects.filter(student=student, lifted_at=None).select_related("made_by")
    return list(rows.order_by("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Rows about one student that offers depend on, wherever they were read."""

    hopes: Sequence[Hope]
    signals: Sequence[Signal]  # newest first
    overrides: Sequence[Override]
    goals: Sequence[int]
    flagged: Set[int]  # competencies the student is stuck on
    latest: Sequence[tuple[int, int | None]]  # (activity, competency) of late, newest first
    lines: Mapping[int, ActivityLine]  # of the activities named in signals and in latest


def situation_from(
    framework: FrameworkMap,
    beliefs: Mapping[int, Belief],
    rows: Gathered,
    due_in_days: Mapping[int, int],
    ahead: Mapping[int, float],
) -> Situation:
    """Return the situation that rows about a student make; nothing is read."""
    pins = [row for row in rows.overrides if row.kind == Override.Kind.PIN]
    themed = [hope for hope in rows.hopes if hope.theme_id is not None]
    asked = _asked(rows)
    return Situation(
        graph=framework.graph,
        standings={one: _standing(belief) for one, belief in beliefs.items()},
        goals=tuple(rows.goals),
        hopes={int(str(hope.theme_id)): hope.pk for hope in themed},
        interest_themes=frozenset(
            int(str(hope.theme_id)) for hope in themed if hope.kind == "interest"
        ),
        pins={pin.activity_id: pin.pk for pin in pins},
        pinned_competency={
            pin.activity_id: pin.competency_id for pin in pins if pin.competency_id
        },
        vetoes=frozenset(
            row.activity_id for row in rows.overrides if row.kind == Override.Kind.VETO
        ),
        disliked=frozenset(
            signal.activity_id
            for signal in rows.signals
            if signal.kind in DISLIKES and signal.activity_id
        ),
        asked=asked,
        other_way=frozenset(rows.flagged | set(asked)),
        last_modality=_last_modalities(rows) if rows.flagged or asked else {},
        due_in_days=due_in_days,
        grades_ahead=ahead,
    )


def _foretold(student: Person, situation: Situation, now: datetime) -> Situation:
    """Return a situation with what the model that judges the student foretells of what is open now."""
    found = foretell(student_id=student.pk, competency_ids=workable(situation), now=now)
    return with_foretold(situation, found)


def with_foretold(situation: Situation, p_right: Mapping[int, float]) -> Situation:
    """Return a situation with P(right, unaided) today in the standings of some competencies."""
    told = {
        one: replace(situation.standings[one], predicted=chance)
        for one, chance in p_right.items()
    }
    return replace(situation, standings={**situation.standings, **told})


def _standing(belief: Belief) -> Standing:
    return Standing(
        state=belief.state,
        estimate=belief.estimate,
        n_right=belief.n_unaided_right,
        n_shown=belief.n_unaided,
    )


def _asked(rows: Gathered) -> dict[int, int]:
    """Return the competencies a student asked to see another way, with the signal that says so."""
    asking = {
        signal.activity_id: signal.pk
        for signal in rows.signals
        if signal.kind in ASKS and signal.activity_id is not None
    }
    return {
        competency: asking[activity]
        for activity in sorted(asking)
        if activity in rows.lines
        for competency in rows.lines[activity].competencies
    }


def _last_modalities(rows: Gathered) -> dict[int, str]:
    latest: dict[int, int] = {}
    for activity_id, competency_id in rows.latest:
        if competency_id is not None:
            latest.setdefault(competency_id, activity_id)
    return {
        competency: rows.lines[activity].modality
        for competency, activity in latest.items()
        if activity in rows.lines
    }


def _due_in_days(section_ids: list[int], today: date) -> dict[int, int]:
    """Return in how many days some sections are meant to have learned what."""
    rows = TimelineStep.objects.filter(section_id__in=section_ids)
    return due_in_days_from(rows.values_list("competency_id", "due_on"), today)


def due_in_days_from(steps: Iterable[tuple[int, date]], today: date) -> dict[int, int]:
    """Return in how many days what is meant to have been learned; negative once past."""
    return {competency: (due_on - today).days for competency, due_on in steps}


def _activities(situation: Situation, framework: FrameworkMap) -> dict[int, ActivityLine]:
    """Return what serves anything the student can work on now, and whatever is pinned."""
    open_now = workable(situation)
    found = {
        line.id: line
        for line in framework.activities.values()
        if not open_now.isdisjoint(line.competencies)
    }
    missing = set(situation.pins) - set(found)
    if missing:
        found.update(activity_lines(ids=missing))
    return found


def _candidates(
    student: Person, activities: Mapping[int, ActivityLine]
) -> tuple[Candidate, ...]:
    done = set(
        Offer.objects.filter(student=student, state=Offer.State.DONE).values_list(
            "activity_id", flat=True
        )
    )
    return tuple(
        Candidate(
            activity=line.id,
            competencies=line.competencies,
            themes=line.themes,
            kind=line.kind,
            modality=line.modality,
            is_finished=line.id in done and line.kind != PRACTICE,
        )
        for line in activities.values()
    )
