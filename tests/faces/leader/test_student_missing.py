"""What one student missed most often, in a sentence, and each day by how many of the six promises it kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast
from django.urls import reverse
from facing import sign_in

from ownpath.faces.leader.pages.student_days import MOST_MISSING, tell_missing
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.days.models import DayRecord

ALL = set(PROMISE_WORDS)


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("kept", "told"),
        [
            ([], ""),
            ([ALL], ""),
            ([ALL - {"hears"}], "Missing most often: hears on 1 of 1 day."),
            ([ALL, ALL - {"hears"}], "Missing most often: hears on 1 of 2 days."),
        ],
    )
    def test_is_told_by_how_many_days(self, kept: list[set[str]], told: str) -> None:
        assert tell_missing(kept) == told

    def test_names_the_most_often_missing_first_and_few(self) -> None:
        told = tell_missing([set(), ALL - {"interests"}, ALL - {"interests", "hears"}])
        assert told.startswith("Missing most often: interests on 3 of 3 days, hears on 2 of 3")
        assert told.count(" days") == MOST_MISSING


def test_a_student_s_page_counts_of_six(cast: Cast, moment_of_the_cast: None) -> None:
    said: dict[str, Any] = {
        "campus": cast.section.campus,
        "was_here": True,
        "waiting_days": 1,
        "closed_at": NOW,
    }
    for n in range(1, 8):
        DayRecord.objects.create(
            student=cast.ada, day=TODAY - timedelta(days=n), promised=63, kept=63 if n == 7 else 31,
            **said,
        )  # fmt: skip
    address = reverse("leader:student_days", args=[cast.section.campus.uuid, cast.ada.uuid])
    page = sign_in(cast.reyes).get(address).content.decode()
    assert "Missing most often: hears on 6 of 7 days." in page
    assert page.count("5 of 6 promises kept") == 6
    assert page.count("a whole day · 0 minutes at a screen</p>") == 1
    assert "Of the earlier days only what was kept is shown" in page
