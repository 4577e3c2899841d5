"""Gather what the offers of many students depend on, and what could be offered, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ownpath.engine.offers import Candidate, Proposal, Situation, propose_for_many
from ownpath.engine.offers.propose import workable
from ownpath.school.curriculum.queries import (
    ActivityLine,
    FrameworkMap,
    activity_lines,
    frameworks_by_section,
    map_of,
)
from ownpath.school.evidence.queries import last_activities_of_many
from ownpath.school.mastery.queries import Belief, beliefs_on, foretell_many, open_flags
from ownpath.school.people.queries import sections_by_student
from ownpath.school.plans.models import Goal, Offer, Override, TimelineStep
from ownpath.school.plans.services.assuming import grades_ahead, with_lower_grades
from ownpath.school.plans.services.situations import (
    PRACTICE,
    Gathered,
    Outlook,
    due_in_days_from,
    situation_from,
    with_foretold,
)
from ownpath.school.voice.queries import hopes_of_many, signals_of_many

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.voice.models import Hope, Signal

DAYS_OF_SIGNALS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What one student could be offered, the worthiest first, and all that its reasons speak of."""

    outlook: Outlook
    beliefs: Mapping[int, Belief]
    proposals: tuple[Proposal, ...]
    finished: frozenset[int]  # activities done before, with nothing new in them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Rows about many students, by student."""

    hopes: Mapping[int, list[Hope]]
    signals: Mapping[int, list[Signal]]
    overrides: Mapping[int, list[Override]]
    goals: Mapping[int, list[int]]
    flagged: Mapping[int, set[int]]
    latest: Mapping[int, list[tuple[int, int]]]
    done: Mapping[int, set[int]]
    lines: Mapping[
        int, ActivityLine
    ]  # of activities that are not of the student's framework, too


def look_out_for_many(
    *, students: Iterable[Person], today: date, now: datetime, n_wanted: int
) -> dict[int, Prospect]:
    """Return the prospects of students, by id; those for whose sections no framework is set are left out."""
    everybody = {student.pk: student for student in students}
    sections = sections_by_student(student_ids=everybody, today=today)
    section_ids = {one.pk for own in sections.values() for one in own}
    frameworks = frameworks_by_section(section_ids=section_ids)
    due = _due_in_days(section_ids, today)
    rows = _rows(list(everybody), now)
    found: dict[int, Prospect] = {}
    by_framework: dict[int, list[int]] = defaultdict(list)
    maps: dict[int, FrameworkMap] = {}
    for student_id, own in sections.items():
        links = sorted(frameworks[one.pk] for one in own if one.pk in frameworks) if own else []
        if links:
            maps.setdefault(links[0][1].pk, map_of(links[0][1]))
            by_framework[links[0][1].pk].append(student_id)
    grades = {student.pk: student.grade for student in everybody.values()}
    for framework_id, ids in by_framework.items():
        own_due = {
            one: {c: d for section in sections[one] for c, d in due[section.pk].items()}
            for one in ids
        }
        found.update(_prospects(maps[framework_id], ids, grades, rows, own_due, now, n_wanted))
    return found


def _prospects(
    framework: FrameworkMap,
    ids: list[int],
    grades: Mapping[int, str],
    rows: _Rows,
    due: Mapping[int, Mapping[int, int]],
    now: datetime,
    n_wanted: int,
) -> dict[int, Prospect]:
    beliefs = {
        one: with_lower_grades(
            framework=framework, beliefs=found, grade=grades[one], on_the_way=due[one]
        )
        for one, found in beliefs_on(student_ids=ids, framework=framework, now=now).items()
    }
    shelf = {line.id: _candidate(line) for line in framework.activities.values()}
    finished = {one: _finished(rows, one) for one in ids}
    situations: dict[int, Situation] = {}
    ahead = {
        grade: grades_ahead(framework=framework, grade=grade) for grade in {*grades.values()}
    }
    for one in ids:
        gathered = Gathered(
            hopes=rows.hopes[one],
            signals=rows.signals[one],
            overrides=rows.overrides[one],
            goals=rows.goals[one],
            flagged=rows.flagged[one],
            latest=rows.latest[one],
            lines=rows.lines,
        )
        made = situation_from(framework, beliefs[one], gathered, due[one], ahead[grades[one]])
        # What is finished is not offered again: for a shelf that all share, as if an adult had taken it off.
        situations[one] = replace(made, vetoes=made.vetoes | finished[one])
        for pinned in made.pins:
            if pinned in rows.lines:
                shelf.setdefault(pinned, _candidate(rows.lines[pinned]))
    foretold = _foretold(situations, shelf.values(), now)
    proposed = propose_for_many(
        situations=list(foretold.values()), candidates=list(shelf.values()), n_wanted=n_wanted
    )
    return {
        one: Prospect(
            outlook=Outlook(
                framework=framework,
                situation=situation,
                candidates=(),
                overrides={row.pk: row for row in rows.overrides[one]},
                hopes={row.pk: row for row in rows.hopes[one]},
            ),
            beliefs=beliefs[one],
            proposals=proposals,
            finished=finished[one],
        )
        for one, situation, proposals in zip(ids, foretold.values(), proposed, strict=True)
    }


def _foretold(
    situations: Mapping[int, Situation], shelf: Iterable[Candidate], now: datetime
) -> dict[int, Situation]:
    """Return situations with what the model that judges the students foretells of what is open to each."""
    served = {competency for candidate in shelf for competency in candidate.competencies}
    asked = {one: workable(situation) & served for one, situation in situations.items()}
    found = foretell_many(asked=asked, like=next(iter(asked)), now=now) if asked else {}
    return {
        one: with_foretold(situation, found.get(one, {}))
        for one, situation in situations.items()
    }


def _candidate(line: ActivityLine) -> Candidate:
    return Candidate(
        activity=line.id,
        competencies=line.competencies,
        themes=line.themes,
        kind=line.kind,
        modality=line.modality,
    )


def _finished(rows: _Rows, student_id: int) -> frozenset[int]:
    done = rows.done[student_id]
    return frozenset(one for one in done if rows.lines[one].kind != PRACTICE)


def _rows(ids: list[int], now: datetime) -> _Rows:
    since = now - timedelta(days=DAYS_OF_SIGNALS)
    signals = signals_of_many(student_ids=ids, since=since)
    overrides, goals, done = _by_student(ids)
    flagged: dict[int, set[int]] = {one: set() for one in ids}
    for flag in open_flags(student_ids=ids):
        flagged[flag.student_id].add(flag.competency_id)
    troubled = [one for one in ids if flagged[one] or signals[one]]
    latest: dict[int, list[tuple[int, int]]] = {one: [] for one in ids}
    latest.update(last_activities_of_many(student_ids=troubled, since=since))
    named = {row.activity_id for own in overrides.values() for row in own}
    named |= {one for own in done.values() for one in own}
    named |= {row.activity_id for own in signals.values() for row in own if row.activity_id}
    named |= {activity for own in latest.values() for activity, _ in own}
    return _Rows(
        hopes=hopes_of_many(student_ids=ids),
        signals=signals,
        overrides=overrides,
        goals=goals,
        flagged=flagged,
        latest=latest,
        done=done,
        lines=activity_lines(ids=named),
    )


def _by_student(
    ids: list[int],
) -> tuple[dict[int, list[Override]], dict[int, list[int]], dict[int, set[int]]]:
    overrides: dict[int, list[Override]] = {one: [] for one in ids}
    goals: dict[int, list[int]] = {one: [] for one in ids}
    done: dict[int, set[int]] = {one: set() for one in ids}
    pinned = Override.objects.filter(student_id__in=ids, lifted_at=None)
    for row in pinned.select_related("made_by").order_by("pk"):
        overrides[row.student_id].append(row)
    aims = Goal.objects.filter(student_id__in=ids, let_go_at=None).order_by("due_on", "pk")
    for student_id, competency_id in aims.values_list("student_id", "competency_id"):
        goals[student_id].append(competency_id)
    finished = Offer.objects.filter(student_id__in=ids, state=Offer.State.DONE)
    for student_id, activity_id in finished.values_list("student_id", "activity_id"):
        done[student_id].add(activity_id)
    return overrides, goals, done


def _due_in_days(section_ids: Iterable[int], today: date) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {section_id: {} for section_id in section_ids}
    rows = TimelineStep.objects.filter(section_id__in=list(found))
    for section_id, competency, due_on in rows.values_list(
        "section_id", "competency_id", "due_on"
    ):
        found[section_id].update(due_in_days_from([(competency, due_on)], today))
    return found
