"""Placement: asks what tells, stops, resumes, believes the student who says "I don't know yet"."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.engine.placement import (
    Answer,
    Finished,
    Limits,
    Place,
    PlacementMap,
    Progress,
    first_map,
    make_map,
    next_question,
)
from ownpath.engine.placement.belief import Belief, changed, first_belief, normal_below
from ownpath.engine.placement.choose import expected_unclear
from ownpath.engine.placement.placement import belief_after, with_graph
from ownpath.engine.placement.types import Noise
from ownpath.engine.simulation.course import draw_graph
from ownpath.engine.skills import Edge, build_graph

N = 24
answers = st.sampled_from(list(Answer))


def placement(seed: int = 1, n: int = N) -> PlacementMap:
    graph, _ = draw_graph(rng=np.random.default_rng(seed), n_competencies=n, n_strands=3)
    return make_map(graph, level={one: one / max(1, n - 1) for one in range(n)})


def chain(n: int) -> PlacementMap:
    graph, _ = build_graph(range(n), [Edge(before=i, after=i + 1) for i in range(n - 1)])
    return make_map(graph)


@st.composite
def progresses(draw: st.DrawFn) -> Progress:
    progress = Progress()
    for competency in draw(st.lists(st.integers(0, N - 1), max_size=12, unique=True)):
        progress = progress.after(competency, draw(answers))
    return progress


class TestNextQuestion:
    @given(progress=progresses())
    @settings(max_examples=40)
    def test_never_asks_the_same_twice_and_is_the_same_every_time(
        self, progress: Progress
    ) -> None:
        step = next_question(placement(), progress)
        assert step == next_question(placement(), progress)
        if not isinstance(step, Finished):
            assert step not in {one.competency for one in progress.asked}

    @given(progress=progresses(), more=st.lists(answers, min_size=1, max_size=5))
    @settings(max_examples=30)
    def test_goes_on_after_a_break_as_without_one(
        self, progress: Progress, more: list[Answer]
    ) -> None:
        resumed = Progress.from_data(json.loads(json.dumps(progress.as_data())))
        assert resumed == progress
        for answer in more:
            here, there = (next_question(placement(), one) for one in (progress, resumed))
            assert here == there
            if isinstance(here, Finished):
                return
            progress, resumed = progress.after(here, answer), resumed.after(here, answer)

    @pytest.mark.parametrize("answer", list(Answer))
    def test_ends_whatever_is_answered(self, answer: Answer) -> None:
        progress = Progress()
        for _ in range(Limits().most + 1):
            step = next_question(placement(), progress)
            if isinstance(step, Finished):
                break
            progress = progress.after(step, answer)
        assert isinstance(step, Finished)
        assert len(progress.asked) <= Limits().most

    def test_stops_when_the_map_is_clear(self) -> None:
        progress = Progress()
        for one in range(8):
            progress = progress.after(one, Answer.RIGHT)
        limits = Limits(least=8, share_unsure=1.0)
        assert next_question(placement(), progress, limits=limits) == Finished(why="clear")

    def test_asks_nothing_there_is_no_question_for(self) -> None:
        may = {3, 5}
        only = frozenset(range(N)) - may
        assert next_question(placement(), Progress(), not_askable=only) in may
        everything = frozenset(range(N))
        assert next_question(placement(), Progress(), not_askable=everything) == Finished(
            why="nothing_left"
        )

    def test_begins_in_the_middle_of_a_chain(self) -> None:
        step = next_question(chain(21), Progress())
        assert isinstance(step, int)
        assert 6 <= step <= 14

    def test_bears_an_empty_graph(self) -> None:
        graph, _ = build_graph([], [])
        assert next_question(make_map(graph), Progress()) == Finished(why="nothing_left")
        assert first_map(make_map(graph), Progress()).place == {}


class TestFirstMap:
    @given(progress=progresses())
    @settings(max_examples=40)
    def test_classes_everything_with_a_probability(self, progress: Progress) -> None:
        found = first_map(placement(), progress)
        assert set(found.place) == set(found.p_known) == set(range(N))
        sure = Limits().p_sure
        for one, p_known in found.p_known.items():
            assert 0 <= p_known <= 1
            wanted = (
                Place.KNOWN
                if p_known >= sure
                else Place.NOT_YET
                if p_known <= 1 - sure
                else Place.UNSURE
            )
            assert found.place[one] is wanted

    @given(progress=progresses(), one=st.integers(0, N - 1))
    @settings(max_examples=40)
    def test_believes_more_after_right_and_least_after_not_yet(
        self, progress: Progress, one: int
    ) -> None:
        p = {
            answer: belief_after(placement(), progress.after(one, answer)).p_known[one]
            for answer in Answer
        }
        before = belief_after(placement(), progress).p_known[one]
        assert p[Answer.NOT_YET] <= p[Answer.WRONG] + 1e-9
        assert p[Answer.WRONG] <= before + 1e-9
        assert before <= p[Answer.RIGHT] + 1e-9

    def test_takes_an_advanced_success_to_vouch_for_what_it_stands_on(self) -> None:
        before = first_map(chain(12), Progress()).p_known
        after = first_map(chain(12), Progress().after(7, Answer.RIGHT)).p_known
        assert all(after[one] > before[one] for one in (4, 5, 6))

    @given(values=st.lists(st.floats(0, 1), min_size=N, max_size=N))
    @settings(max_examples=40)
    def test_never_finds_a_step_likelier_than_what_it_stands_on(
        self, values: list[float]
    ) -> None:
        here = placement()
        p_known = with_graph(here, np.array(values))
        for one in range(N):
            before = here.arrays.before[one]
            assert (p_known[before[before < N]] >= p_known[one] - 1e-12).all()

    def test_passes_over_what_has_left_the_framework(self) -> None:
        progress = Progress().after(999, Answer.RIGHT)
        assert (
            first_map(placement(), progress).p_known
            == first_map(placement(), Progress()).p_known
        )


class TestBelief:
    @pytest.mark.parametrize("answer", list(Answer))
    def test_has_the_mean_and_variance_of_the_true_posterior(self, answer: Answer) -> None:
        graph, _ = build_graph([0, 1], [Edge(before=0, after=1)])
        here = make_map(graph, level={0: 0.4, 1: 0.6})
        likelihoods = Noise().likelihoods(answer)
        belief = changed(first_belief(here), 0, likelihoods)
        sd = math.sqrt(here.covariance[0, 0])
        value = here.mean[0] + sd * np.linspace(-9, 9, 200_001)
        weight = np.exp(-0.5 * ((value - here.mean[0]) / sd) ** 2)
        weight = weight * np.where(value > 0, *likelihoods)
        mean = (value * weight).sum() / weight.sum()
        variance = ((value - mean) ** 2 * weight).sum() / weight.sum()
        assert belief.mean[0] == pytest.approx(mean, abs=1e-3)
        assert belief.covariance[0, 0] == pytest.approx(variance, abs=1e-3)

    @given(progress=progresses())
    @settings(max_examples=40)
    def test_grows_no_less_sure_of_the_values(self, progress: Progress) -> None:
        here = placement()
        belief = belief_after(here, progress)
        assert np.diag(belief.covariance).min() > 0
        assert np.linalg.eigvalsh(belief.covariance).min() > -1e-8

    def test_expects_each_question_to_make_the_map_clearer_on_the_whole(self) -> None:
        here = placement(n=60)
        belief = first_belief(here)
        now = (belief.p_known * (1 - belief.p_known)).sum()
        expected = expected_unclear(belief, np.arange(60), Noise())
        assert expected.min() < now

    @pytest.mark.parametrize("z", [-6.0, -1.3, 0.0, 0.4, 2.5, 7.0])
    def test_knows_the_normal_curve(self, z: float) -> None:
        true = 0.5 * math.erfc(-z / math.sqrt(2))
        assert normal_below(np.array([z]))[0] == pytest.approx(true, abs=2e-7)


class TestNoise:
    def test_sums_to_one(self) -> None:
        for column in range(2):
            total = sum(Noise().likelihoods(answer)[column] for answer in Answer)
            assert total == pytest.approx(1.0)

    def test_refuses_a_right_answer_that_speaks_against_knowing(self) -> None:
        with pytest.raises(ValueError, match="speak for knowing"):
            Noise(p_slip=0.9)

    def test_belief_does_not_change_its_argument(self) -> None:
        belief = first_belief(placement())
        was = Belief(mean=belief.mean.copy(), covariance=belief.covariance.copy())
        changed(belief, 3, Noise().likelihoods(Answer.RIGHT))
        assert (belief.mean == was.mean).all()
        assert (belief.covariance == was.covariance).all()
