"""What an OATutor course wants to find in the tables: its skills, an item for each step, practice for each skill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ownpath.interchange.findings import Findings
from ownpath.interchange.oatutor.framework import skill_identifier, skills_framework
from ownpath.interchange.oatutor.records import CourseRecord, ProblemRecord, StepRecord
from ownpath.interchange.problems import Problem, Weight
from ownpath.school.curriculum.imports.course_steps import data_of, make_item
from ownpath.school.curriculum.imports.from_framework import SKILLS, want_framework
from ownpath.school.curriculum.imports.plan import compare
from ownpath.school.curriculum.imports.types import (
    CompetencyKey,
    ImportPlan,
    ImportRefused,
    Row,
    Wanted,
)
from ownpath.school.curriculum.imports.wording import bare_language

PRACTICE_MINUTES = 15
LONGEST_CODE = 80


def plan_course_import(
    *, course: CourseRecord | None, problems: Sequence[Problem]
) -> ImportPlan:
    """Return what importing a course would do; every step that cannot become an item is named.

    Raises
    ------
    ImportRefused
        If nothing of it could be read.
    """
    worst = next((one for one in problems if one.weight is Weight.FILE), None)
    if worst is not None:
        raise ImportRefused.by(worst)
    if course is None:
        raise ImportRefused(
            _("There is no course in this file."), next_step=_("Choose another file.")
        )
    package, findings = skills_framework(course), Findings()
    pack = f"oatutor:{course.name}"[:LONGEST_CODE]
    wanted = Wanted(pack=pack, frameworks=(package.framework.identifier,))
    counts = want_framework(wanted=wanted, package=package, standards=SKILLS, findings=findings)
    reading = _Reading(course=course, wanted=wanted, findings=findings, pack=pack)
    reading.want_all()
    return compare(
        title=course.name,
        counts_in={
            "problems": len(course.problems),
            "steps": sum(len(one.steps) for one in course.problems),
            "skills": len(course.skills),
            **counts,
        },
        wanted=wanted,
        problems=(*problems, *findings.listed()),
    )


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """One course being turned into rows."""

    course: CourseRecord
    wanted: Wanted
    findings: Findings
    pack: str

    @property
    def language(self) -> str:
        """The language of the course."""
        return bare_language(self.course.language) or "en"

    @property
    def license(self) -> str:
        """The name of the license."""
        uri, _sign, title = self.course.license.partition(" <")
        return title.rstrip(">") or uri

    def want_all(self) -> None:
        """Want everything the course holds."""
        self._want_pack()
        for problem in self.course.problems:
            for step in problem.steps:
                self._want_step(problem, step)
        self._want_practices()

    def _want_pack(self) -> None:
        values = {
            "version": "",
            "words": {
                self.language: {
                    "title": self.course.name,
                    "attribution": self.course.attribution,
                }
            },
            "licence": self.license,
            "source": self.source,
            "content_hash": "",
        }
        self.wanted.add("packs", self.pack, Row(values=values))

    @property
    def source(self) -> str:
        """Whom to name, as the license asks."""
        return " ".join(self.course.attribution.split())[:500]

    def _key_of(self, skill: str) -> CompetencyKey:
        return (self.wanted.frameworks[0], skill_identifier(self.course.name, skill))

    def _want_step(self, problem: ProblemRecord, step: StepRecord) -> None:
        where = f"problem {problem.id}, step {step.id}"
        there = self.wanted.tables.get("competencies", {})
        keys = [key for skill in step.skills if (key := self._key_of(skill)) in there]
        if not keys:
            what = "it has no skill of this course"
            self.findings.row("course.skill", where, what, "It is left out.")
            return
        made = make_item(
            problem, step, competencies=[own for _top, own in keys], language=self.language
        )
        if made.definition is None:
            self.findings.row(made.code, where, made.why_not, "It is left out.")
            return
        if made.raw:
            what = f"{made.raw[:60]!r} is shown as it is written"
            self.findings.note("course.mathematics", where, what, "Mend the LaTeX.")
        values = {
            "pack": self.pack,
            "kind": made.definition.type,
            "definition": data_of(made.definition),
            "representation": made.definition.representation,
            "languages": list(made.definition.languages),
            "licence": self.license,
            "source": self.source,
            "needs_figure": problem.needs_figure,
        }
        links: dict[str, Any] = {"competencies": frozenset(keys), "themes": frozenset()}
        self.wanted.add("items", f"{self.pack}:{step.id}", Row(values=values, links=links))

    def _want_practices(self) -> None:
        rows = self.wanted.tables.get("items", {}).values()
        served = {
            key
            for row in rows
            if not row.values["needs_figure"]
            for key in row.links["competencies"]
        }
        for skill in self.course.skills:
            key = self._key_of(skill.id)
            if key in served:
                self._want_practice(skill.id, key)

    def _want_practice(self, skill: str, key: CompetencyKey) -> None:
        words = self.wanted.tables["competencies"][key].values["words"]
        values = {
            "pack": self.pack,
            "kind": "practice",
            "modality": "device",
            "minutes": PRACTICE_MINUTES,
            "group_min": 1,
            "group_max": 1,
            "grades": [],
            "languages": [self.language],
            "words": {
                language: {"title": told["short"], "summary": told["statement"]}
                for language, told in words.items()
            },
            "link": "",
            "licence": self.license,
            "source": self.source,
        }
        links: dict[str, Any] = {"competencies": frozenset([key]), "themes": frozenset()}
        code = f"{self.pack}:practice:{skill}"[:200]
        self.wanted.add("activities", code, Row(values=values, links=links))
