"""Laws that every family of simulated students keeps, and the recovery of their parameters from a log."""

from __future__ import annotations

import numpy as np
import pytest

from ownpath.engine.simulation.course import Course, draw_course, draw_known
from ownpath.engine.simulation.families import FAMILIES, Students, students_of
from ownpath.engine.simulation.families.fading import FadingParameters, FadingStudents
from ownpath.engine.simulation.families.fit import Log, fit_fading, fit_growth, fit_tracing
from ownpath.engine.simulation.families.growth import GrowthParameters, GrowthStudents
from ownpath.engine.simulation.families.tracing import TracingParameters, TracingStudents
from ownpath.engine.skills import build_graph
from ownpath.engine.skills.arrays import as_arrays

S, C = 60, 30
EVERYONE = np.arange(S)
EVEN = np.zeros(S)


def students(family: str, seed: int = 1) -> tuple[Course, Students]:
    rng = np.random.default_rng(seed)
    course = draw_course(rng=rng, n_competencies=C)
    known = draw_known(rng=rng, course=course, n_students=S)
    return course, students_of(family, course=course, known=known, rng=rng)


def free_course(n: int) -> Course:
    """Return a course in which nothing stands on anything."""
    graph = as_arrays(build_graph(range(n), [])[0])
    return Course(graph=graph, level=np.linspace(0, 1, n), strand=np.zeros(n, dtype=np.intp))


def log_of(people: Students, *, n: int, n_tries: int, gaps: tuple[float, ...]) -> Log:
    """Return what everybody answers when everybody tries everything `n_tries` times."""
    rng = np.random.default_rng(3)
    kept = []
    for competency in range(n):
        at, everyone = 0.0, np.arange(200)
        here = np.full(200, competency)
        for _ in range(n_tries):
            right = people.practice(everyone, here, difficulty=np.zeros(200), at=at, rng=rng)
            kept.append((everyone, here, right, np.full(200, at)))
            at += rng.choice(gaps)
    student, number, right, day = (np.concatenate(part) for part in zip(*kept, strict=True))
    return Log(student=student, competency=number, was_right=right, day=day)


@pytest.mark.parametrize("family", sorted(FAMILIES))
class TestStudents:
    def test_answer_as_likely_as_they_say(self, family: str) -> None:
        _, people = students(family)
        rng = np.random.default_rng(2)
        said, shown = 0.0, 0.0
        for day in range(40):
            at, here = float(day), rng.integers(C, size=S)
            difficulty = rng.normal(0, 0.7, size=S)
            said += people.p_right(EVERYONE, here, difficulty=difficulty, at=at).sum()
            shown += people.practice(
                EVERYONE, here, difficulty=difficulty, at=at, rng=rng
            ).sum()
        assert said == pytest.approx(shown, abs=4 * np.sqrt(40 * S / 4))

    def test_find_harder_items_harder(self, family: str) -> None:
        _, people = students(family)
        easy = people.p_right(EVERYONE, EVERYONE % C, difficulty=-1.0, at=0.0)
        hard = people.p_right(EVERYONE, EVERYONE % C, difficulty=1.0, at=0.0)
        assert (easy > hard).all()
        assert (hard > 0).all()
        assert (easy < 1).all()

    def test_master_more_by_practice_and_by_a_person(self, family: str) -> None:
        _, people = students(family)
        rng = np.random.default_rng(2)
        last = np.full(S, C - 1)
        before = people.p_right(EVERYONE, last, difficulty=0.0, at=0.0).mean()
        for day in range(8):
            people.practice(EVERYONE, last, difficulty=EVEN, at=float(day), rng=rng)
        practiced = people.p_right(EVERYONE, last, difficulty=0.0, at=8.0).mean()
        for _ in range(4):
            people.teach(EVERYONE, last, strength=1.0, at=8.0, rng=rng)
        taught = people.p_right(EVERYONE, last, difficulty=0.0, at=8.0).mean()
        assert before < practiced < taught

    def test_do_not_gain_by_waiting(self, family: str) -> None:
        _, people = students(family)
        now, later = people.truly_mastered(at=0.0), people.truly_mastered(at=60.0)
        assert not (later & ~now).any()
        assert now.shape == (S, C)

    def test_learn_slower_what_they_are_not_ready_for(self, family: str) -> None:
        course, people = students(family)
        rng = np.random.default_rng(4)
        last = int(course.graph.depth.argmax())
        here = np.full(S, last)
        _, prepared = students(family)
        for one in np.flatnonzero(course.graph.needs[last]):
            if one != last:
                for _ in range(25):
                    prepared.teach(EVERYONE, np.full(S, one), strength=1.0, at=0.0, rng=rng)
        for who in (people, prepared):
            for _ in range(6):
                who.practice(EVERYONE, here, difficulty=EVEN, at=0.0, rng=rng)
        unready = people.p_right(EVERYONE, here, difficulty=0.0, at=0.0).mean()
        assert unready < prepared.p_right(EVERYONE, here, difficulty=0.0, at=0.0).mean()

    def test_are_the_same_for_the_same_seed(self, family: str) -> None:
        (_, one), (_, other) = students(family, seed=9), students(family, seed=9)
        assert (one.truly_mastered(at=3.0) == other.truly_mastered(at=3.0)).all()


class TestStudentsOf:
    def test_names_the_families_it_knows(self) -> None:
        course = free_course(2)
        with pytest.raises(ValueError, match="fading"):
            students_of(
                "magic",
                course=course,
                known=np.zeros((1, 2), dtype=bool),
                rng=np.random.default_rng(0),
            )


class TestFadingStudents:
    def test_never_learn_some_things_without_a_person(self) -> None:
        rng = np.random.default_rng(5)
        needy = FadingParameters(share_needs_person=1.0)
        people = FadingStudents(
            course=free_course(1),
            known=np.zeros((S, 1), dtype=bool),
            rng=rng,
            parameters=needy,
        )
        here = np.zeros(S, dtype=np.intp)
        for _ in range(50):
            people.practice(EVERYONE, here, difficulty=EVEN, at=0.0, rng=rng)
        assert people.p_right(EVERYONE, here, difficulty=0.0, at=0.0).max() < 0.4
        people.teach(EVERYONE, here, strength=1.0, at=0.0, rng=rng)
        for _ in range(20):
            people.practice(EVERYONE, here, difficulty=EVEN, at=0.0, rng=rng)
        assert people.p_right(EVERYONE, here, difficulty=0.0, at=0.0).min() > 0.7


class TestFit:
    def test_recovers_tracing(self) -> None:
        rng = np.random.default_rng(1)
        true = TracingParameters(p_learn=0.2, p_guess=0.15, p_slip=0.08, speed_sd=0.0)
        known = rng.random((200, 30)) < 0.35
        people = TracingStudents(course=free_course(30), known=known, rng=rng, parameters=true)
        fitted, start = fit_tracing(log_of(people, n=30, n_tries=12, gaps=(0.0,)))
        assert fitted.p_learn == pytest.approx(0.2, abs=0.02)
        assert fitted.p_guess == pytest.approx(0.15, abs=0.02)
        assert fitted.p_slip == pytest.approx(0.08, abs=0.02)
        assert start == pytest.approx(0.35, abs=0.03)

    @pytest.mark.parametrize("slope", [0.15, 0.3])
    def test_recovers_growth(self, slope: float) -> None:
        rng = np.random.default_rng(1)
        true = GrowthParameters(slope=slope, slope_sd=0.3, ability_sd=0.7)
        known = np.zeros((200, 30), dtype=bool)
        people = GrowthStudents(course=free_course(30), known=known, rng=rng, parameters=true)
        fitted = fit_growth(log_of(people, n=30, n_tries=10, gaps=(0.0,)))
        assert fitted.slope == pytest.approx(slope, rel=0.25)
        assert fitted.slope_sd == pytest.approx(0.3, abs=0.15)
        assert fitted.ability_sd == pytest.approx(0.7, abs=0.15)

    @pytest.mark.parametrize("days", [8.0, 40.0])
    def test_recovers_how_long_things_last(self, days: float) -> None:
        rng = np.random.default_rng(1)
        true = FadingParameters(days_stable=days, stability_sd=0.2, share_needs_person=0.0)
        known = rng.random((200, 40)) < 0.5
        people = FadingStudents(course=free_course(40), known=known, rng=rng, parameters=true)
        log = log_of(people, n=40, n_tries=4, gaps=(1.0, 3.0, 10.0, 25.0))
        assert days / 3 < fit_fading(log).days_stable < days * 4

    def test_leaves_fading_as_it_is_without_times(self) -> None:
        rng = np.random.default_rng(1)
        people = FadingStudents(
            course=free_course(3), known=np.ones((200, 3), dtype=bool), rng=rng
        )
        log = log_of(people, n=3, n_tries=3, gaps=(0.0,))
        assert fit_fading(log).days_stable == FadingParameters().days_stable
