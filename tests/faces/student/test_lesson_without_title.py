"""A lesson of the whole class of which only the subject is planned, and changes told to adults."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from ownpath.faces.student.pages.planned_day import tell_because, tell_title
from ownpath.school.days.queries import words_of_change, words_of_reason


def lesson(**more: object) -> Any:
    plain = {
        "title": {},
        "is_fixed": False,
        "modality": "class_lesson",
        "subject": "language arts",
        "reason": {"kind": "timeline"},
    }
    return SimpleNamespace(**{**plain, **more})


class TestLessonWithoutTitle:
    @pytest.mark.parametrize(
        ("language", "subject", "title"),
        [
            ("en", "language arts", "Language arts"),
            ("es", "language arts", "Lenguaje"),
            ("en", "robotics club", "Robotics club"),
            ("en", "", "With the whole class"),
        ],
    )
    def test_is_called_by_its_subject(self, language: str, subject: str, title: str) -> None:
        with translation.override(language):
            assert tell_title(lesson(subject=subject), language) == title

    def test_speaks_of_no_thing_it_does_not_name(self) -> None:
        with translation.override("en"):
            assert tell_because(lesson(), "en") == "because your class does this together"
            named = lesson(title={"en": "Halves"})
            assert tell_because(named, "en") == "because your class is working on it now"

    def test_stays_a_time_for_own_work_where_the_teacher_is_out(self) -> None:
        with translation.override("en"):
            out = lesson(reason={"kind": "covered"})
            assert tell_title(out, "en") == "Your own work, or reading"
            assert "your teacher cannot be with the class" in tell_because(out, "en")


class TestChangesForAdults:
    def test_say_nothing_that_only_the_student_is_told(self) -> None:
        with translation.override("en"):
            assert words_of_change("asked") == words_of_change("chosen") == ""
            assert "Your" not in str(words_of_change("covered"))
            assert words_of_change("too_small") == words_of_reason("too_small")
