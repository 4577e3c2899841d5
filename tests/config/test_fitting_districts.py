"""`ownpath fit --district`: at once or left to the worker, and plain words where there is nothing to do."""

from __future__ import annotations

import numpy as np
import pytest
from cast import Cast
from django_tasks_db.models import DBTaskResult
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.config.spreading import spread_fits
from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.fitting import HeadKind, fit_and_judge
from ownpath.engine.knowledge.storing import hash_of

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


@pytest.mark.filterwarnings("ignore")  # what the cluster says when it closes
class TestSpreadFits:
    def test_gives_the_model_that_a_fit_at_home_gives(self) -> None:
        answers = a_log(n_students=60, n_answers=20)
        ((number, (there, figures)),) = spread_fits(
            tasks={7: (answers, np.random.default_rng(3))}, address="", n_workers=1
        )
        here, own = fit_and_judge(answers, head=HeadKind.GLASS, rng=np.random.default_rng(3))
        assert number == 7
        assert hash_of(there) == hash_of(here)
        assert figures == own

    def test_of_nothing_starts_no_cluster(self) -> None:
        assert list(spread_fits(tasks={}, address="tcp://nowhere:1", n_workers=1)) == []


class TestFitDistrictsSpread:
    def test_says_that_there_is_too_little(self, cast: Cast) -> None:
        code, said = asked("--district", "all", "--workers", "2")
        assert code == 0
        assert said.count("nothing came into force") == 2


def a_log(*, n_students: int, n_answers: int) -> AnswerLog:
    """Return simulated answers of students of differing ability to two competencies."""
    rng = np.random.default_rng(5)
    n = n_students * n_answers
    ability = np.repeat(rng.normal(0.5, 1.2, n_students), n_answers)
    return AnswerLog(
        starts=np.arange(0, n + 1, n_answers),
        items=np.full(n, -1),
        competency_starts=np.arange(n + 1),
        competencies=rng.integers(0, 2, n),
        is_right=(rng.random(n) < 1 / (1 + np.exp(-ability))).astype(np.float64),
        days=np.full(n, np.nan),
        n_items=0,
        n_competencies=2,
    )
