"""Placement on simulated students who came by their knowledge in another way than placement believes."""

from __future__ import annotations

import numpy as np
from yardstick import turns_of

from ownpath.engine.placement import (
    Limits,
    Place,
    PlacementMap,
    Progress,
    first_map,
    make_map,
    next_question,
)
from ownpath.engine.placement.choose import CHOOSERS
from ownpath.engine.simulation.course import course_on, draw_graph
from ownpath.engine.simulation.placing import Answering, place_all, place_one
from ownpath.engine.simulation.walks import ORDERLY, draw_walked
from ownpath.engine.skills.arrays import Mask

N = 300
N_STUDENTS = 12


def trial(seed: int) -> tuple[PlacementMap, Mask]:
    rng = np.random.default_rng(seed)
    graph, strand = draw_graph(rng=rng, n_competencies=N)
    course = course_on(graph, strand)
    placement = make_map(
        graph,
        level=dict(enumerate(course.level.tolist())),
        strand=dict(enumerate(strand.tolist())),
        middle=0.45,
    )
    known = draw_walked(rng=rng, course=course, n_students=N_STUDENTS, walk=ORDERLY)
    return placement, known


class TestPlaceOne:
    def test_classes_nine_tenths_with_twenty_questions_and_few_mistakes(self) -> None:
        placement, known = trial(seed=5)
        rng = np.random.default_rng(6)
        n_asked, classed, wrong = [], [], []
        for knows in known:
            progress, _ = place_one(placement, knows=knows, rng=rng, answering=Answering())
            found = first_map(placement, progress)
            is_classed = np.array(
                [found.place[one] is not Place.UNSURE for one in placement.ids]
            )
            says = np.array([found.place[one] is Place.KNOWN for one in placement.ids])
            n_asked.append(len(progress.asked))
            classed.append(is_classed.mean())
            wrong.append(((says != knows) & is_classed).sum() / is_classed.sum())
        assert max(n_asked) <= Limits().most
        assert np.mean(classed) > 0.87
        assert np.mean(wrong) < 0.08

    def test_asks_what_next_question_asks(self) -> None:
        placement, known = trial(seed=5)
        progress, _ = place_one(
            placement,
            knows=known[0],
            rng=np.random.default_rng(6),
            answering=Answering(),
            limits=Limits(least=4, most=6),
            chooser=CHOOSERS["half_split"],
        )
        so_far = Progress()
        for one in progress.asked:
            step = next_question(
                placement,
                so_far,
                limits=Limits(least=4, most=6),
                chooser=CHOOSERS["half_split"],
            )
            assert step == one.competency
            so_far = so_far.after(one.competency, one.answer)

    def test_takes_its_time_within_bounds(self) -> None:
        placement, known = trial(seed=5)
        progress, _ = place_one(
            placement, knows=known[0], rng=np.random.default_rng(6), answering=Answering()
        )
        asked = Progress(asked=progress.asked[:15])
        assert turns_of(lambda: next_question(placement, asked)) < 40  # about one


class TestPlaceAll:
    def test_finds_most_of_what_is_known(self) -> None:
        rng = np.random.default_rng(5)
        graph, strand = draw_graph(rng=rng, n_competencies=80)
        course = course_on(graph, strand)
        known = draw_walked(rng=rng, course=course, n_students=20, walk=ORDERLY)
        placed = place_all(graph=graph, course=course, known=known, rng=rng, middle=0.45)
        assert (placed == known).mean() > 0.85


class TestDrawWalked:
    def test_knows_little_whose_prerequisites_are_not_known(self) -> None:
        rng = np.random.default_rng(5)
        graph, strand = draw_graph(rng=rng, n_competencies=120)
        course = course_on(graph, strand)
        known = draw_walked(rng=rng, course=course, n_students=40, walk=ORDERLY)
        ready = course.graph.is_ready(known)
        assert (known & ~ready).sum() < 0.1 * known.sum()
        assert 0.25 < known.mean() < 0.6
