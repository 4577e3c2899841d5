"""The words of a pack's activities, language by language: a whole card that a page can show as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ownpath.interchange.packs.records import (
    ActivityRecord,
    CompetencyRecord,
    LessonRecord,
    ProjectRecord,
    Words,
)

ANY = ""  # the language of a text that has no words in it


def said(words: Words, language: str) -> str:
    """Return a text in one language, or the one that stands for all."""
    return words.get(language) or words.get(ANY, "")


def in_each(
    languages: Iterable[str], card: Callable[[Callable[[Words], str]], dict[str, Any]]
) -> dict[str, Any]:
    """Return the card in each language, without what is empty; `card` gets the way to say a text."""
    made: dict[str, Any] = {}
    for language in languages:
        told = card(lambda words, spoken=language: said(words, spoken))  # type: ignore[misc]
        made[language] = {key: value for key, value in told.items() if value}
    return made


def practice_card(record: CompetencyRecord, languages: Iterable[str]) -> dict[str, Any]:
    """Return the words of the practice of one competency."""
    return in_each(
        languages,
        lambda say: {"title": say(record.short), "summary": say(record.statement)},
    )


def lesson_card(record: LessonRecord, languages: Iterable[str]) -> dict[str, Any]:
    """Return a small-group lesson."""
    return in_each(
        languages,
        lambda say: {
            "title": say(record.title),
            "summary": say(record.goal),
            "goal": say(record.goal),
            "materials": [say(one) for one in record.materials],
            "launch": say(record.launch),
            "steps": [say(one) for one in record.steps],
            "questions": [say(one) for one in record.questions],
            "listen_for": [
                {
                    "say": say(one.say),
                    "means": say(one.means),
                    "respond": say(one.respond),
                    "misconception": one.misconception,
                }
                for one in record.listen_for
            ],
            "exit_check": [
                {"ask": say(one.ask), "look_for": say(one.look_for)}
                for one in record.exit_check
            ],
            "templates": list(record.templates),
        },
    )


def project_card(record: ProjectRecord, languages: Iterable[str]) -> dict[str, Any]:
    """Return a project."""
    return in_each(
        languages,
        lambda say: {
            "title": say(record.title),
            "summary": say(record.summary),
            "product": say(record.product),
            "roles": [{"name": say(one.name), "does": say(one.does)} for one in record.roles],
            "materials": [say(one) for one in record.materials],
            "steps": [
                {"title": say(one.title), "text": say(one.text), "minutes": one.minutes}
                for one in record.steps
            ],
            "rubric": [
                {
                    "criterion": say(one.criterion),
                    "levels": [say(level) for level in one.levels],
                }
                for one in record.rubric
            ],
            "choices": [say(one) for one in record.choices],
            "share": say(record.share),
        },
    )


def activity_card(record: ActivityRecord, languages: Iterable[str]) -> dict[str, Any]:
    """Return an activity of another kind; `form` keeps the pack's own word for it."""
    return in_each(
        languages,
        lambda say: {
            "title": say(record.title),
            "summary": say(record.summary),
            "form": record.kind,
            "materials": [say(one) for one in record.materials],
            "body": say(record.body),
            "items": [
                {"template": one.template, "count": one.count, "step": one.step}
                for one in record.items
            ],
        },
    )
