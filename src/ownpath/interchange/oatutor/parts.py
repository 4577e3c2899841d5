"""Builds problems, steps and tutoring from OATutor's JSON; dirt is mended or named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.oatutor.fields import line, prose, texts
from ownpath.interchange.oatutor.records import ProblemRecord, StepRecord, TutoringRecord
from ownpath.interchange.oatutor.text import names_a_figure

PROBLEM_TYPES = ("TextBox", "MultipleChoice")
ANSWER_TYPES = ("arithmetic", "string", "numeric")
TUTORING_TYPES = ("hint", "scaffold")
MAX_TUTORING = 100


def problem_of(
    raw: Mapping[str, Any], key: str, steps: tuple[StepRecord, ...], *, needs_figure: bool
) -> ProblemRecord:
    """Return a problem with its steps; a figure named in any text marks it too."""
    problem = ProblemRecord(
        id=line(raw, "id") or key,
        title=line(raw, "title"),
        body=prose(raw, "body"),
        lesson=line(raw, "lesson"),
        lesson_id=line(raw, "lessonId"),
        course_name=line(raw, "courseName"),
        license=line(raw, "license"),
        oer=line(raw, "oer"),
        steps=steps,
        needs_figure=needs_figure,
    )
    if needs_figure or not any(names_a_figure(text) for text in _all_texts(problem)):
        return problem
    return replace(problem, needs_figure=True)


def step_of(
    raw: Mapping[str, Any],
    key: str,
    *,
    skills: tuple[str, ...],
    tutoring: tuple[TutoringRecord, ...],
    findings: Findings,
) -> StepRecord | None:
    """Return a step, or None when it cannot be asked or graded."""
    where = f"step {key}"
    answers = texts(raw, "stepAnswer")
    title, body = prose(raw, "stepTitle"), prose(raw, "stepBody")
    types = _types(raw, where, findings)
    choices = _choices(raw, types, answers, where, findings)
    if not types or choices is None:
        return None
    if not answers:
        findings.row("oatutor.no-answer", where, "it has no answer", "It is left out.")
        return None
    if not skills:
        findings.note("oatutor.no-skill", where, "it has no skill", "Align it by hand.")
    return StepRecord(
        id=line(raw, "id") or key,
        title=title,
        body=body,
        problem_type=types[0],
        answer_type=types[1],
        answers=answers,
        answer_latex=prose(raw, "answerLatex"),
        choices=choices,
        skills=skills,
        tutoring=tutoring,
    )


def tutoring_of(raw: object, step: str, findings: Findings) -> tuple[TutoringRecord, ...]:
    """Return a step's hints and scaffolds; dependencies on what is not there are dropped."""
    where = f"tutoring of step {step}"
    if not isinstance(raw, list):
        what = f"{shown(raw)} stands where a list should"
        findings.row("oatutor.tutoring", where, what, "The step is read without hints.")
        return ()
    if len(raw) > MAX_TUTORING:
        what = f"it has {len(raw)} entries, {MAX_TUTORING} are read"
        findings.row("oatutor.tutoring-long", where, what, "Split the step.")
    found: dict[str, TutoringRecord] = {}
    for i, entry in enumerate(raw[:MAX_TUTORING], start=1):
        record = _tutor(entry, f"{where}, entry {i}", findings)
        if record is None:
            continue
        if record.id in found:
            what = f"id {record.id} stands twice"
            findings.note("oatutor.tutoring-twice", where, what, "The later one is renamed.")
            record = replace(record, id=f"{record.id}#{i}")
        found[record.id] = record
    return tuple(_with_known_dependencies(found, where, findings))


def _with_known_dependencies(
    found: dict[str, TutoringRecord], where: str, findings: Findings
) -> Iterable[TutoringRecord]:
    """Yield the entries; each may depend only on entries that stand before it."""
    before: set[str] = set()
    for record in found.values():
        known = tuple(dep for dep in record.dependencies if dep in before)
        before.add(record.id)
        if known == record.dependencies:
            yield record
            continue
        what = f"{record.id} waits for an entry that does not stand before it"
        findings.note("oatutor.dependency", where, what, "It waits for the others only.")
        yield replace(record, dependencies=known)


def _tutor(
    raw: object, where: str, findings: Findings, *, may_nest: bool = True
) -> TutoringRecord | None:
    if not isinstance(raw, dict):
        what = f"{shown(raw)} stands where an object should"
        findings.row("oatutor.tutoring-entry", where, what, "It is left out.")
        return None
    kind = line(raw, "type")
    key = line(raw, "id")
    if kind not in TUTORING_TYPES or not key:
        what = f"type {shown(kind)}, id {shown(key)}: a hint or scaffold with an id is expected"
        findings.row("oatutor.tutoring-entry", where, what, "It is left out.")
        return None
    answers = texts(raw, "hintAnswer")
    types, choices = _asked(raw, kind, answers, where, findings)
    if types is None or choices is None:
        what = f"scaffold {key} has no answer that can be graded"
        findings.row("oatutor.scaffold", where, what, "It is left out.")
        return None
    return TutoringRecord(
        id=key,
        type=kind,
        title=prose(raw, "title"),
        text=prose(raw, "text"),
        dependencies=texts(raw, "dependencies"),
        problem_type=types[0],
        answer_type=types[1],
        answers=answers,
        choices=choices,
        sub_hints=_sub_hints(raw, where, findings) if may_nest else (),
        license=line(raw, "license"),
        oer=line(raw, "oer"),
    )


def _asked(
    raw: Mapping[str, Any], kind: str, answers: tuple[str, ...], where: str, findings: Findings
) -> tuple[tuple[str, str] | None, tuple[str, ...] | None]:
    """Return a scaffold's types and choices, None for what does not hold; a hint has none."""
    if kind == "hint":
        return ("", ""), ()
    if not answers:
        return None, None
    types = _types(raw, where, findings)
    return types, _choices(raw, types, answers, where, findings)


def _sub_hints(
    raw: Mapping[str, Any], where: str, findings: Findings
) -> tuple[TutoringRecord, ...]:
    entries = raw.get("subHints", [])
    listed = entries[:MAX_TUTORING] if isinstance(entries, list) else []
    found = (_tutor(entry, f"{where}, subHints", findings, may_nest=False) for entry in listed)
    return tuple(record for record in found if record is not None)


def _types(raw: Mapping[str, Any], where: str, findings: Findings) -> tuple[str, str] | None:
    """Return problem and answer type, or None when we know no such type."""
    problem_type, answer_type = line(raw, "problemType"), line(raw, "answerType")
    if problem_type in PROBLEM_TYPES and answer_type in ANSWER_TYPES:
        return problem_type, answer_type
    what = f"type {shown(problem_type)} with answers {shown(answer_type)} is not known"
    findings.row("oatutor.type", where, what, "It is left out.")
    return None


def _choices(
    raw: Mapping[str, Any],
    types: tuple[str, str] | None,
    answers: tuple[str, ...],
    where: str,
    findings: Findings,
) -> tuple[str, ...] | None:
    """Return the choices, each once; None when the answer is not among them."""
    given = texts(raw, "choices")
    choices = tuple(dict.fromkeys(given))
    if types and types[0] == "TextBox":
        if given:
            what = "a text box has choices"
            findings.note("oatutor.textbox-choices", where, what, "They are left out.")
        return ()
    if len(choices) < len(given):
        twice = [choice for choice in choices if given.count(choice) > 1]
        what = f"{shown(twice[0])} stands more than once among its choices"
        findings.note("oatutor.choices-twice", where, what, "It is shown once.")
    if types and (len(choices) < 2 or not set(answers) <= set(choices)):
        what = "the right answer is not one of two choices or more"
        findings.row("oatutor.choices", where, what, "It is left out.")
        return None
    return choices


def _all_texts(problem: ProblemRecord) -> Iterable[str]:
    yield problem.title
    yield problem.body
    for step in problem.steps:
        yield from (step.title, step.body, *step.choices, *step.answers)
        for tutor in step.tutoring:
            yield from (tutor.title, tutor.text, *tutor.choices)
            yield from (text for sub in tutor.sub_hints for text in (sub.title, sub.text))
