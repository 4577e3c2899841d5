"""Reads an OATutor course from a tar: problems with steps and tutoring, lessons, skills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ownpath.interchange.findings import Findings
from ownpath.interchange.oatutor.archive import WHERE, texts_of
from ownpath.interchange.oatutor.fields import line, parsed, texts
from ownpath.interchange.oatutor.parts import problem_of, step_of, tutoring_of
from ownpath.interchange.oatutor.records import (
    CourseRecord,
    LessonRecord,
    ProblemRecord,
    SkillRecord,
    StepRecord,
)
from ownpath.interchange.problems import Problem
from ownpath.interchange.text import lines, one_line

POOL = "content-pool"
FIGURES = "needs_figures.csv"
DEFAULT_PATHWAY = "DefaultPathway.json"
MAX_LESSONS = 2_000
MAX_STEPS = 100


@dataclass(slots=True)
class Files:
    """The course's files by what they are, still unread."""

    problems: dict[str, bytes] = field(default_factory=dict)
    steps: dict[str, dict[str, bytes]] = field(default_factory=dict)
    tutoring: dict[tuple[str, str], bytes] = field(default_factory=dict)
    top: dict[str, bytes] = field(default_factory=dict)


def read_course(source: bytes | Path) -> tuple[CourseRecord | None, list[Problem]]:
    """Return the course, and what could not be taken; None when there is no course in it."""
    findings = Findings()
    found = texts_of(source, endings=(".json", ".csv", ".txt"), findings=findings)
    if found is None:
        return None, findings.listed()
    files = _sorted(found, findings)
    if not files.problems:
        what = f"it has no problem under {POOL}"
        findings.file("oatutor.empty", WHERE, what, "Give the course's whole folder as a tar.")
        return None, findings.listed()
    return _course(files, findings), findings.listed()


def _sorted(found: Mapping[tuple[str, ...], bytes], findings: Findings) -> Files:
    """Return the files by kind, as their places in the pool say."""
    files = Files()
    for path, data in found.items():
        name = path[-1]
        match path[path.index(POOL) + 1 :] if POOL in path else ():
            case (problem, _) if name == f"{problem}.json":
                files.problems[problem] = data
            case (problem, "steps", step, _) if name == f"{step}.json":
                files.steps.setdefault(problem, {})[step] = data
            case (problem, "steps", step, "tutoring", _):
                if name == step + DEFAULT_PATHWAY:
                    files.tutoring[problem, step] = data
                else:
                    what = "only the default pathway is read"
                    findings.note("oatutor.pathway", "/".join(path[-3:]), what, "Left out.")
            case _:
                files.top.setdefault(name, data)
    return files


def _course(files: Files, findings: Findings) -> CourseRecord:
    plan = _plan(files, findings)
    lessons = tuple(_lessons(plan, findings))
    skills_of_step = _skill_model(files, findings)
    figures = _needs_figures(files)
    problems = tuple(_problems(files, skills_of_step, figures, findings))
    named = [skill for lesson in lessons for skill in lesson.objectives]
    named += [skill for one in problems for step in one.steps for skill in step.skills]
    return CourseRecord(
        name=line(plan, "courseName") or next((one.course_name for one in problems), ""),
        language=line(plan, "language"),
        license=line(plan, "courseLicense"),
        oer=line(plan, "courseOER"),
        attribution=lines(
            files.top.get("ATTRIBUTION.txt", b"").decode(errors="replace"), 5_000
        ),
        lessons=lessons,
        skills=tuple(_skill(key) for key in dict.fromkeys(named)),
        problems=problems,
    )


def _skill(key: str) -> SkillRecord:
    return SkillRecord(id=key, title=" ".join(key.replace("_", " ").split()).capitalize())


def _plan(files: Files, findings: Findings) -> Mapping[str, Any]:
    """Return the course plan; the first one when the file has several."""
    where = "coursePlans.json"
    raw = parsed(files.top[where], where, findings) if where in files.top else None
    courses = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    if not courses:
        findings.note("oatutor.plan", where, "there is no course plan", "Lessons are missing.")
        return {}
    if len(courses) > 1:
        what = f"it plans {len(courses)} courses"
        findings.note("oatutor.plans", where, what, "Lessons of the first one are read.")
    return courses[0]


def _lessons(plan: Mapping[str, Any], findings: Findings) -> Iterator[LessonRecord]:
    entries = plan.get("lessons", [])
    seen: set[str] = set()
    for i, raw in enumerate(entries[:MAX_LESSONS] if isinstance(entries, list) else []):
        key = line(raw, "id") if isinstance(raw, dict) else ""
        if not key or key in seen:
            what = "it has no id of its own"
            findings.row(
                "oatutor.lesson", f"coursePlans.json, lesson {i + 1}", what, "Left out."
            )
            continue
        seen.add(key)
        aims = raw.get("learningObjectives")
        yield LessonRecord(
            id=key,
            name=line(raw, "name"),
            topics=line(raw, "topics"),
            objectives=tuple(
                one_line(aim, 200) for aim in aims if isinstance(aim, str) and aim
            )[:200]
            if isinstance(aims, (dict, list))
            else (),
        )


def _skill_model(files: Files, findings: Findings) -> dict[str, tuple[str, ...]]:
    where = "skillModel.json"
    raw = parsed(files.top[where], where, findings) if where in files.top else None
    if not isinstance(raw, dict):
        findings.note(
            "oatutor.skills", where, "there is no skill model", "Steps have no skills."
        )
        return {}
    return {
        step: tuple(dict.fromkeys(one_line(skill, 200) for skill in texts(raw, step)))
        for step in raw
    }


def _needs_figures(files: Files) -> frozenset[str]:
    """Return the problems listed as needing a figure that is not in the archive."""
    text = files.top.get(FIGURES, b"").decode("utf-8-sig", errors="replace")
    ids = (row.partition(",")[0].strip().strip('"') for row in text.splitlines()[1:])
    return frozenset(one for one in ids if one)


def _problems(
    files: Files,
    skills_of_step: Mapping[str, tuple[str, ...]],
    figures: frozenset[str],
    findings: Findings,
) -> Iterator[ProblemRecord]:
    for key in sorted(files.problems):
        where = f"problem {one_line(key, 80)}"
        raw = parsed(files.problems[key], where, findings)
        if not isinstance(raw, dict):
            findings.row("oatutor.problem", where, "it is not an object", "It is left out.")
            continue
        steps = tuple(_steps(key, files, skills_of_step, findings))
        if steps:
            yield problem_of(raw, key, steps, needs_figure=key in figures)
        else:
            findings.row("oatutor.no-step", where, "it has no step to ask", "It is left out.")


def _steps(
    problem: str,
    files: Files,
    skills_of_step: Mapping[str, tuple[str, ...]],
    findings: Findings,
) -> Iterator[StepRecord]:
    found = files.steps.get(problem, {})
    # Steps are lettered a, b, ..., z, aa: shorter names come first.
    for key in sorted(found, key=lambda name: (len(name), name))[:MAX_STEPS]:
        where = f"step {one_line(key, 80)}"
        raw = parsed(found[key], where, findings)
        if not isinstance(raw, dict):
            findings.row("oatutor.step", where, "it is not an object", "It is left out.")
            continue
        hints = files.tutoring.get((problem, key))
        pathway = parsed(hints, f"tutoring of {where}", findings) if hints is not None else []
        step = step_of(
            raw,
            key,
            skills=skills_of_step.get(key, ()),
            tutoring=tutoring_of([] if pathway is None else pathway, key, findings),
            findings=findings,
        )
        if step is not None:
            yield step
