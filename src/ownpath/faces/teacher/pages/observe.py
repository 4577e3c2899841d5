"""An observation in two taps: what, how well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.faces.teacher.pages.people import About, StudentHead, build_head, find_competency
from ownpath.faces.teacher.pages.student import EdgeSkill, at_the_edge, draw_edge
from ownpath.school.mastery.queries import beliefs_on
from ownpath.school.plans.queries import on_the_way_of

if TYPE_CHECKING:
    from ownpath.school.mastery.queries import Belief

HOW_WELL = ("not_yet", "with_help", "alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservePage:
    """What can be recorded about a student now."""

    head: StudentHead
    skills: tuple[EdgeSkill, ...]
    picked: UUID | None
    attempt: UUID
    next: str


def build_observe(
    *, about: About, picked: UUID | None, attempt: UUID, back: str, now: datetime, language: str
) -> ObservePage:
    """Gather the skills at a student's edge; one that was picked stands first even when it is elsewhere."""
    beliefs = (
        beliefs_on(student_ids=[about.student.pk], framework=about.map, now=now)
        if about.map
        else {about.student.pk: {}}
    )[about.student.pk]
    on_the_way = on_the_way_of(section_ids=about.section_ids)
    skills = draw_edge(about, at_the_edge(about, beliefs, on_the_way=on_the_way), language)
    if picked and picked not in {skill.uuid for skill in skills}:
        skills = (_elsewhere(about, picked, beliefs.items(), language), *skills)
    return ObservePage(
        head=build_head(about, "student"),
        skills=tuple(sorted(skills, key=lambda skill: skill.uuid != picked)),
        picked=picked or (skills[0].uuid if skills else None),
        attempt=attempt,
        next=back,
    )


def _elsewhere(
    about: About, picked: UUID, beliefs: Iterable[tuple[int, Belief]], language: str
) -> EdgeSkill:
    line = find_competency(about, picked)
    state = dict(beliefs)[line.id].state.value
    return EdgeSkill(
        uuid=line.uuid,
        short=line.short(language),
        statement=line.statement(language),
        state=state,
        evidence="",
    )
