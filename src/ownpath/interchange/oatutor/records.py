"""A course in OATutor's words: lessons, skills, problems, steps, hints and scaffolds.

Texts hold LaTeX between double dollar signs; ``text.math_of`` takes them apart.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TutoringRecord:
    """One hint, or one scaffold: a smaller question on the way, with its own answer."""

    id: str
    type: str  # hint, scaffold
    title: str
    text: str
    dependencies: tuple[str, ...] = ()
    problem_type: str = ""
    answer_type: str = ""
    answers: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    sub_hints: tuple[TutoringRecord, ...] = ()
    license: str = ""
    oer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """One question of a problem, with the one answer that counts as right."""

    id: str
    title: str
    body: str
    problem_type: str  # TextBox, MultipleChoice
    answer_type: str  # arithmetic, string, numeric
    answers: tuple[str, ...]
    answer_latex: str = ""
    choices: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    tutoring: tuple[TutoringRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRecord:
    """A situation and its steps; with ``needs_figure`` it must not be served."""

    id: str
    title: str
    body: str
    lesson: str = ""
    lesson_id: str = ""
    course_name: str = ""
    license: str = ""
    oer: str = ""
    steps: tuple[StepRecord, ...] = ()
    needs_figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRecord:
    """A lesson of the course plan and the skills it is for."""

    id: str
    name: str
    topics: str
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRecord:
    """A skill; OATutor has only its key, the title is made of that."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRecord:
    """A whole course, with the words its license asks to be shown."""

    name: str
    language: str = ""
    license: str = ""
    oer: str = ""
    attribution: str = ""
    lessons: tuple[LessonRecord, ...] = ()
    skills: tuple[SkillRecord, ...] = ()
    problems: tuple[ProblemRecord, ...] = ()
