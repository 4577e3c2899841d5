"""`ownpath fit --district`: at once or left to the worker, and plain words where there is nothing to do."""

from __future__ import annotations

import pytest
from cast import Cast
from django_tasks_db.models import DBTaskResult
from typer.testing import CliRunner

from ownpath.config.cli import app

pytestmark = pytest.mark.django_db


def asked(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["fit", *words])
    return result.exit_code, result.output


class TestFitDistrict:
    def test_says_that_there_is_too_little(self, cast: Cast) -> None:
        code, said = asked("--district", cast.live_oak.source_key)
        assert code == 0
        assert "nothing came into force" in said

    def test_leaves_every_district_to_the_worker(self, cast: Cast) -> None:
        code, said = asked("--district", "all", "--later")
        assert code == 0
        assert said.count("waits for") == 2
        assert sorted(one.args_kwargs["args"] for one in DBTaskResult.objects.all()) == sorted(
            [[cast.live_oak.pk], [cast.cedar.pk]]
        )

    def test_names_a_district_that_is_not_there(self, cast: Cast) -> None:
        code, said = asked("--district", "nowhere")
        assert code == 1
        assert "no district 'nowhere'" in said

    def test_asks_for_what_is_missing(self) -> None:
        code, said = asked()
        assert code == 1
        assert "--district KEY" in said
