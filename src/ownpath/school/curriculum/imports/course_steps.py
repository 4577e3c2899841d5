"""Makes an item of one step of an OATutor problem, and tries it: its own key must grade as right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ownpath.engine.items import (
    CannotInstantiate,
    ItemDefinition,
    ItemInstance,
    Severity,
    definition_to_data,
    grade,
    instantiate,
    key_fields,
    read_definition,
    read_response,
    show,
    solution,
)
from ownpath.interchange.oatutor.records import ProblemRecord, StepRecord, TutoringRecord
from ownpath.interchange.oatutor.text import math_of
from ownpath.school.curriculum.imports.course_answers import (
    Attempt,
    attempts,
    markup_of,
    plain_of,
)

MOST_HINTS = 12
LONG_PROMPT = 160  # signs; from here on it is a story
SEED = 1
_NOT_SHOWN = re.compile(r'<span class="math-raw">([^<]*)</span>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An item of a step, or why there is none; `raw` is mathematics that can only be shown as it is written."""

    definition: ItemDefinition | None
    code: str = ""
    why_not: str = ""
    raw: str = ""


def make_item(
    problem: ProblemRecord, step: StepRecord, *, competencies: Sequence[str], language: str
) -> Made:
    """Return the item of a step whose own answer it accepts, or the reason that there is none."""
    prompt = prompt_of(problem, step)
    if not prompt:
        return Made(definition=None, code="course.empty", why_not="it asks nothing")
    answer = ", ".join(step.answers)
    code, why = "course.unread", f"no grader reads the answer {answer!r}"
    for attempt in attempts(step, prompt):
        data = _data(step, attempt, prompt, competencies, language)
        definition, faults = read_definition(data, where=step.id, languages=(language,))
        if definition is None:
            bad = next(fault for fault in faults if fault.severity is Severity.ERROR)
            code, why = "course.item", bad.what
            continue
        try:
            instance = instantiate(definition, seed=SEED)
        except CannotInstantiate as error:
            code, why = "course.unread", f"{error}"
            continue
        fault = _fault(instance, step, language)
        if fault is None:
            return Made(definition=definition, raw=_raw(instance, language))
        code, why = fault
    return Made(definition=None, code=code, why_not=why)


def data_of(definition: ItemDefinition) -> dict[str, object]:
    """Return what an item is stored as."""
    return definition_to_data(definition)


def prompt_of(problem: ProblemRecord, step: StepRecord) -> str:
    """Return what the student reads: the situation, then the question, each said once."""
    said = (problem.title, problem.body, step.title, step.body)
    texts = dict.fromkeys(text.strip() for text in said if text.strip())
    kept = [text for text in texts if not any(text != more and text in more for more in texts)]
    return "\n\n".join(markup_of(text) for text in kept)


def _data(
    step: StepRecord, attempt: Attempt, prompt: str, competencies: Sequence[str], language: str
) -> dict[str, Any]:
    told = list(_hints(step.tutoring))
    answer = _answer_of(step)
    hints = [{language: text} for text in _at_most(told, MOST_HINTS)]
    worked = _at_most(told, MOST_HINTS - 1)
    return {
        "id": step.id,
        "competencies": list(competencies),
        "type": attempt.type,
        "representation": "words" if len(prompt) > LONG_PROMPT else "number",
        "notation": "latex",
        "languages": [language],
        "prompt": {language: prompt},
        **attempt.data,
        **({"hints": hints} if hints else {}),
        "solution": [{language: text} for text in (*worked, f"Answer: {answer}")],
    }


def _answer_of(step: StepRecord) -> str:
    return markup_of(step.answer_latex or ", ".join(step.answers))


def _hints(tutoring: Sequence[TutoringRecord]) -> Iterator[str]:
    """Yield hints in the order of their dependencies; a scaffold's answer opens the hint after it."""
    opening = ""
    for one in _in_order(tutoring):
        text = _told(one)
        if text:
            yield f"{opening}{text}"
            opening = ""
        if one.answers:
            opening = f"It is {markup_of(', '.join(one.answers))}.\n\n"
        for more in one.sub_hints:
            if detail := _told(more):
                yield detail
    if opening:
        yield opening.strip()


def _in_order(tutoring: Sequence[TutoringRecord]) -> Iterator[TutoringRecord]:
    known, given = {one.id for one in tutoring}, set[str]()
    waiting = list(tutoring)
    while waiting:
        ready = [
            one
            for one in waiting
            if all(d in given or d not in known for d in one.dependencies)
        ]
        one = ready[0] if ready else waiting[0]
        waiting.remove(one)
        given.add(one.id)
        yield one


def _told(one: TutoringRecord) -> str:
    title, text = markup_of(one.title).strip(), markup_of(one.text).strip()
    if title and text and title != text:
        text = (
            f"{title}: {text}"
            if not title.endswith((".", "?", "!", ":"))
            else f"{title} {text}"
        )
    choices = "; ".join(markup_of(choice) for choice in one.choices)
    return "\n\n".join(part for part in (text or title, choices) if part)


def _at_most(texts: Sequence[str], most: int) -> list[str]:
    """Return the texts in at most so many pieces, the last ones joined."""
    if len(texts) <= most:
        return list(texts)
    return [*texts[: most - 1], "\n\n".join(texts[most - 1 :])]


def _fault(instance: ItemInstance, step: StepRecord, language: str) -> tuple[str, str] | None:
    """Return why this item must not be put, as code and words, or None."""
    answer = ", ".join(step.answers)
    if not _is_right(instance, key_fields(instance), language):
        return "course.own-answer", f"its own answer {answer!r} is not graded as right"
    kind = instance.definition.type
    if kind == "algebraic":
        for text in _written(step.title, step.body):
            if _is_right(instance, {"answer": [text]}, language):
                return "course.copied", f"copying {text[:60]!r} would be graded as right"
    if kind == "short_text":
        for text in _near_misses(answer):
            if _is_right(instance, {"answer": [text]}, language):
                return "course.near-miss", f"{text[:60]!r} would be graded as right too"
    return None


def _is_right(
    instance: ItemInstance, fields: Mapping[str, Sequence[str]], language: str
) -> bool:
    return grade(instance, read_response(fields, language=language)).is_correct


def _written(*texts: str) -> Iterator[str]:
    for text in texts:
        for part in math_of(text):
            if part.kind == "math":
                yield plain_of(part.value)


def _near_misses(answer: str) -> Iterator[str]:
    """Yield the answer with other signs, which must not count."""
    if "-" in answer:
        yield answer.replace("-", "")
    if answer[:1].isdigit():
        yield f"-{answer}"


def _raw(instance: ItemInstance, language: str) -> str:
    shown = show(instance, language=language)
    choices = [choice.html for part in shown.parts for choice in part.choices]
    worked = [one.html for one in solution(instance, language)]
    found = _NOT_SHOWN.search("".join([shown.prompt_html, *choices, *worked]))
    return found[1] if found else ""
