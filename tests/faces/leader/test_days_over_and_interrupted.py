"""A leader's page of a day that is over, and of one whose planning was interrupted, in honest words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, TODAY, Cast
from facing import sign_in
from planned import plan_today
from pytest_django import Settings

from ownpath.school.days.models import DayPlan, PlanJob
from ownpath.store.alive import shown_at

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
BEGINS_BY_ITSELF = "It begins anew by itself in some seconds."


def job_of_today(cast: Cast, **told: Any) -> PlanJob:
    """Return a planning of today."""
    return PlanJob.objects.create(
        campus=cast.section.campus, day=TODAY, asked_at=NOW, **{"state": "running", **told}
    )


def page_of_today(cast: Cast, day: object = TODAY) -> str:
    """Return what the principal sees of a day."""
    address = f"/lead/days/{cast.section.campus.uuid}/{day}/"
    return sign_in(cast.reyes).get(address, **EN).content.decode()


@pytest.fixture
def killed(settings: Settings, tmp_path: Path) -> UUID:
    """Return the mark of somebody on this machine who stopped without a word."""
    settings.DATA_FOLDER, mark = tmp_path, uuid4()
    with pytest.raises(OSError, match="killed"), shown_at(mark):
        raise OSError("killed")
    return mark


class TestAnInterruptedPlan:
    def test_is_told_as_soon_as_it_is_looked_at(self, cast: Cast, killed: UUID) -> None:
        plan_today(cast, [cast.ada])
        job = job_of_today(cast, taken_as=killed, beat_at=NOW)
        assert BEGINS_BY_ITSELF in page_of_today(cast)
        part = sign_in(cast.reyes).get(
            f"/lead/days/{cast.section.campus.uuid}/{TODAY}/jobs/{job.uuid}/",
            HTTP_HX_REQUEST="true", **EN,
        )  # fmt: skip
        assert BEGINS_BY_ITSELF in part.content.decode()

    def test_is_not_told_of_one_that_lives_or_is_elsewhere(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada])
        mark = uuid4()
        job_of_today(cast, taken_as=mark, beat_at=NOW)
        with shown_at(mark):
            assert "interrupted" not in page_of_today(cast)
        assert "interrupted" not in page_of_today(cast)

    @pytest.mark.parametrize(
        ("n", "words"), [(1, "interrupted 1 time and begins anew"), (2, "interrupted 2 times")]
    )
    def test_is_told_while_it_is_begun_anew(self, cast: Cast, n: int, words: str) -> None:
        plan_today(cast, [cast.ada])
        job_of_today(cast, state="waiting", n_interrupted=n)
        assert words in page_of_today(cast)

    @pytest.mark.parametrize(
        "said", ["The worker stopped on the way.", "Something broke. Nothing was changed."]
    )
    def test_that_came_to_nothing_blames_no_rule(self, cast: Cast, said: str) -> None:
        plan_today(cast, [cast.ada])
        job_of_today(cast, state="failed", problems=[said], n_interrupted=3)
        page = page_of_today(cast)
        assert "The planning stopped before there was a plan" in page
        assert "Change one of these" not in page


class TestADayThatIsOver:
    def test_offers_nothing_that_would_change_it(self, cast: Cast) -> None:
        plan = plan_today(cast, [cast.ada]).plan
        draft = DayPlan.objects.create(
            campus=plan.campus, day=TODAY, version=2, schedule=plan.schedule, made_at=NOW
        )
        deeds = ("undo/", f"plans/{draft.uuid}/publish/", "repair/")
        today = page_of_today(cast)
        assert all(deed in today for deed in deeds)
        assert "This day is over" not in today
        yesterday = TODAY - timedelta(days=1)
        DayPlan.objects.update(day=yesterday)
        page = page_of_today(cast, yesterday)
        assert "This day is over" in page
        assert not any(deed in page for deed in deeds)

    def test_says_why_work_that_came_too_late_did_nothing(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada])
        said = "This day was over before the work on it was done. What was in force stays."
        job_of_today(cast, state="failed", problems=[said, "Plan a day that is to come."])
        page = page_of_today(cast)
        assert "The day was not planned" in page
        assert said in page
        assert "Change one of these" not in page
