"""Policies of a simulated year: the criteria are the engine's own, hours are the same, nothing is seen of the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpath.engine.knowledge.criteria import (
    OUTCOMES_KEPT,
    Criterion,
    DecayingAverage,
    InARow,
    KnowledgeTracing,
    MOfN,
    Steady,
)
from ownpath.engine.simulation.compare import ahead_by, compare_policies
from ownpath.engine.simulation.course import draw_course, draw_known
from ownpath.engine.simulation.families import FAMILIES, students_of
from ownpath.engine.simulation.policies import PARTS_LEFT_OUT, POLICIES, policy_named
from ownpath.engine.simulation.policies.criteria import on_arrays
from ownpath.engine.simulation.policies.types import NOTHING, School, seats
from ownpath.engine.simulation.year import run_year

CRITERIA: list[Criterion] = [
    InARow(k=3),
    InARow(k=5),
    MOfN(m=4, n=5),
    MOfN(m=8, n=10),
    Steady(),
    Steady(least=4, right=4, of=5),
    KnowledgeTracing(at_least=0.95),
]
S, C = 30, 40


class TestOnArrays:
    @pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.name)
    @given(outcomes=st.text("01", min_size=1, max_size=30))
    def test_says_what_the_criterion_says_of_one(
        self, criterion: Criterion, outcomes: str
    ) -> None:
        many = on_arrays(criterion)
        assert many.name == criterion.name
        trail = many.empty((1, 1))[0]
        for outcome in outcomes:
            trail = many.after(trail, np.array([outcome == "1"]))
        is_traced = isinstance(criterion, KnowledgeTracing)
        kept = outcomes if is_traced else outcomes[-OUTCOMES_KEPT:]
        assert bool(many.is_met(trail)[0]) == criterion.is_met(kept)

    def test_names_what_has_no_form_on_arrays(self) -> None:
        with pytest.raises(ValueError, match="decay"):
            on_arrays(DecayingAverage())


class TestSeats:
    def test_go_to_the_first_in_line_of_each_class(self) -> None:
        course = draw_course(rng=np.random.default_rng(1), n_competencies=3)
        school = School(course=course, n_students=50)
        first = np.arange(50)[::-1].astype(float)
        chosen = seats(np.arange(50), school=school, minutes=20, first=first)
        assert sorted(chosen) == [23, 24, 48, 49]

    def test_stay_empty_when_nobody_wants_one(self) -> None:
        course = draw_course(rng=np.random.default_rng(1), n_competencies=3)
        school = School(course=course, n_students=3)
        nobody = np.array([], dtype=np.intp)
        assert not len(seats(nobody, school=school, minutes=40, first=nobody.astype(float)))


@pytest.mark.parametrize("name", sorted({**POLICIES, **PARTS_LEFT_OUT}))
class TestPolicy:
    def test_never_works_beyond_the_frontier_it_believes_in(self, name: str) -> None:
        rng = np.random.default_rng(3)
        course = draw_course(rng=rng, n_competencies=C)
        known = draw_known(rng=rng, course=course, n_students=S)
        policy = policy_named(name)
        school = School(course=course, n_students=S)
        policy.begin(school=school, n_days=20, placed=known)
        everyone = np.arange(S)
        for day in range(20):
            morning = policy.morning(day=day, at=float(day), rng=rng)
            assert len(set(morning.helped.tolist())) == len(morning.helped)
            for _ in range(5):
                chosen = policy.choose(everyone, at=float(day), rng=rng)
                assert ((chosen == NOTHING) | ((chosen >= 0) & (chosen < C))).all()
                who = everyone[chosen != NOTHING]
                policy.observe(
                    who,
                    chosen[chosen != NOTHING],
                    rng.random(len(who)) < 0.7,
                    at=float(day),
                )
                if name != "batch":
                    held = policy._held
                    ready = course.graph.is_ready(held)
                    here = (who, chosen[chosen != NOTHING])
                    assert (ready[here] | held[here]).mean() > 0.9

    def test_keeps_the_hours(self, name: str) -> None:
        rng = np.random.default_rng(3)
        course = draw_course(rng=rng, n_competencies=C)
        known = draw_known(rng=rng, course=course, n_students=S)
        students = students_of("tracing", course=course, known=known, rng=rng)
        school = School(course=course, n_students=S)
        report = run_year(
            students=students,
            policy=policy_named(name),
            school=school,
            n_days=20,
            placed=known,
            rng=rng,
        )
        minutes = report.n_answers * school.minutes_per_answer
        minutes += report.n_helped * school.minutes_with_person
        assert minutes <= S * 20 * school.minutes_a_day
        assert report.n_helped <= 20 * school.n_classes * 4
        assert report.gained_per_hour == pytest.approx(
            report.newly_per_hour - report.lost_per_hour
        )


class TestComparePolicies:
    def test_is_the_same_for_the_same_seed(self) -> None:
        one, other = (
            compare_policies(
                families=["fading"],
                policies=["batch", "ours"],
                n_students=25,
                n_competencies=C,
                n_days=15,
                rng=np.random.default_rng(4),
            )
            for _ in range(2)
        )
        assert one == other
        assert set(one.as_data()) == {"reports", "share_placed_wrong", "ours_ahead_by"}

    def test_gives_every_policy_the_same_students(self) -> None:
        found = compare_policies(
            families=sorted(FAMILIES),
            policies=["batch", "row-3", "ours"],
            n_students=25,
            n_competencies=C,
            n_days=5,
            rng=np.random.default_rng(4),
        )
        for family in FAMILIES:
            begins = {one.mastered_at_start for one in found.reports if one.family == family}
            assert len(begins) == 1
        assert set(ahead_by(found.reports)) == {"batch", "row-3"}
        assert found.share_placed_wrong < 0.25

    def test_names_the_policies_it_knows(self) -> None:
        with pytest.raises(ValueError, match="batch"):
            policy_named("luck")


class TestOurs:
    def test_gains_more_than_batch_in_every_family(self) -> None:
        found = compare_policies(
            families=sorted(FAMILIES),
            policies=["batch", "ours"],
            n_students=50,
            n_competencies=120,
            n_days=90,
            rng=np.random.default_rng(11),
        )
        assert ahead_by(found.reports)["batch"] > 0
