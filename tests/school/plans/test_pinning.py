"""What a teacher may pin: only what the student is ready for, found by words or by skill, in few queries."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from cast import NOW, Cast, make_activity
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ownpath.school.plans.queries.pinning import PinSearch, ToPin, activities_to_pin


def look(cast: Cast, *, language: str = "en", **asked: Any) -> ToPin:
    return activities_to_pin(
        student=cast.ada,
        framework_id=cast.framework.pk,
        asked=PinSearch(**asked),
        language=language,
        now=NOW,
    )


def codes(found: ToPin) -> list[str]:
    return [activity.code for activity in found.activities]


@pytest.fixture
def long_shelf(cast: Cast) -> None:
    """Put thirty projects more on the shelf; their words are in two languages."""
    for number in range(30):
        made = make_activity(f"more-{number}", "project", "offline", cast.competencies[0])
        made.words = {
            "en": {"title": f"Bridge {number}", "summary": "Build it of paper."},
            "es": {"title": f"Un puente número {number}", "summary": "Constrúyelo."},
        }
        made.save(update_fields=["words"])
    cast.framework.revision += 1
    cast.framework.save(update_fields=["revision"])


class TestActivitiesToPin:
    def test_are_those_the_student_can_work_on(self, cast: Cast) -> None:
        found = look(cast)
        wanted = {"practice-FR.1", "practice-FR.4", "lesson-1", "project-1"}
        assert set(codes(found)) == wanted
        assert found.n_found == len(wanted)
        ready = {cast.competencies[0].uuid, cast.competencies[3].uuid}
        assert ready <= {one.uuid for one in found.skills}

    def test_leave_out_what_was_retired_meanwhile(self, cast: Cast) -> None:
        look(cast)
        type(cast.lesson).objects.filter(pk=cast.lesson.pk).update(is_retired=True)
        assert cast.lesson.code not in codes(look(cast))

    @pytest.mark.usefixtures("long_shelf")
    @pytest.mark.parametrize(
        ("language", "words", "n"),
        [
            ("en", "bridge", 30),
            ("en", "BRIDGE paper", 30),
            ("en", "bridge 17", 1),
            ("es", "numero 17", 1),
            ("es", "bridge 17", 1),
            ("es", "construyelo", 30),
            ("en", "no such thing", 0),
            ("en", "  ", 34),
        ],
    )
    def test_are_found_by_words(self, cast: Cast, language: str, words: str, n: int) -> None:
        found = look(cast, language=language, words=words)
        assert found.n_found == n
        assert len(found.activities) == min(n, 12)

    def test_are_found_by_the_words_of_their_skill(self, cast: Cast) -> None:
        short = cast.competencies[0].words["en"]["short"]
        found = look(cast, words=short)
        assert "practice-FR.1" in codes(found)
        assert "practice-FR.4" not in codes(found)

    def test_are_found_by_skill(self, cast: Cast) -> None:
        assert codes(look(cast, skill=cast.competencies[3].uuid)) == ["practice-FR.4"]
        assert codes(look(cast, skill=uuid4())) == []

    def test_cost_the_same_for_few_as_for_many(self, cast: Cast) -> None:
        counts = []
        for n_more in (0, 30):
            for number in range(n_more):
                make_activity(f"much-{number}", "project", "offline", cast.competencies[0])
            type(cast.framework).objects.update(revision=10 + n_more)
            look(cast)
            with CaptureQueriesContext(connection) as queries:
                look(cast, words="o", limit=3 if n_more == 0 else 30)
            counts.append(len(queries))
        assert counts[0] == counts[1]
