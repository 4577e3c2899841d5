"""Measure placement: how many questions, how much is classed, how much of it wrong, against other ways to ask.

`python bench/placement.py [--students 30] [--graphs 3] [--seed 101] [--json FILE]`.

Courses: random graphs of 300 competencies with 6 strands, and, where OWNPATH_SHARED_DATA names it, the Coherence Map
(Common Core mathematics, 480 standards; level is the grade, strand the domain).
Students: three kinds on each random graph (`orderly` and `jagged` walks over the graph, and `logistic`: a level in each
strand, closed under prerequisites but for holes), walks on the Coherence Map. None of them is what placement believes
in. Answers: slips 8 %, guesses 13 %; who does not know and does not guess says "I don't know yet" 55 % of the time.
Placement believes in slips of 10 %, guesses of 18 %, 40 %.
Ways to ask: ours (most telling on the graph), half split and random on the same belief, and maximum information, which
knows levels but no graph: one ability, each question the one that tells most about it. First with our stopping rule,
then all ways with exactly 10 and exactly 20 questions, the same students each. Wrong: share of what was classed known
or not yet that is not so; of all: share of all competencies that would be called wrongly, none left unsure.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from results import keep

from ownpath.engine.placement import Limits, PlacementMap, make_map
from ownpath.engine.placement.belief import Belief
from ownpath.engine.placement.choose import Chooser, half_split, most_telling
from ownpath.engine.placement.placement import first_map
from ownpath.engine.placement.prior import Spread
from ownpath.engine.placement.types import Noise, Place
from ownpath.engine.simulation.course import Course, course_on, draw_graph, draw_known
from ownpath.engine.simulation.placing import Answering, place_one
from ownpath.engine.simulation.walks import JAGGED, ORDERLY, draw_walked
from ownpath.engine.skills import Edge, SkillGraph, build_graph
from ownpath.engine.skills.arrays import Mask, as_arrays

TO_REACH = {"questions": 20, "share_classed": 0.90, "share_wrong": 0.08}
MIDDLE = 0.45
OURS = "ours"
NO_GRAPH = Spread(strand=0.0, nearby=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A course, the students tried on it, and its maps with and without a graph."""

    name: str
    known: Mask
    with_graph: PlacementMap
    without: PlacementMap


def maps_of(graph: SkillGraph[int], course: Course) -> tuple[PlacementMap, PlacementMap]:
    """Return the map placement uses, and one that knows levels only."""
    level = dict(zip(graph.nodes, course.level.tolist(), strict=True))
    strand = dict(zip(graph.nodes, course.strand.tolist(), strict=True))
    bare, _ = build_graph(graph.nodes, [])
    return (
        make_map(graph, level=level, strand=strand, middle=MIDDLE),
        make_map(bare, level=level, middle=MIDDLE, spread=NO_GRAPH),
    )


def random_trials(seed: int, n_students: int) -> list[Trial]:
    """Return three kinds of students on one random graph."""
    rng = np.random.default_rng(seed)
    graph, strand = draw_graph(rng=rng, n_competencies=300)
    course = course_on(graph, strand)
    with_graph, without = maps_of(graph, course)
    kinds: dict[str, Callable[[], Mask]] = {
        "orderly": lambda: draw_walked(
            rng=rng, course=course, n_students=n_students, walk=ORDERLY
        ),
        "jagged": lambda: draw_walked(
            rng=rng, course=course, n_students=n_students, walk=JAGGED
        ),
        "logistic": lambda: draw_known(
            rng=rng, course=course, n_students=n_students, middle=MIDDLE, spread=0.15
        ),
    }
    return [
        Trial(name=name, known=draw(), with_graph=with_graph, without=without)
        for name, draw in kinds.items()
    ]


def coherence_trial(seed: int, n_students: int) -> Trial | None:
    """Return walks on the Coherence Map, or None where it is not at hand."""
    folder = os.environ.get("OWNPATH_SHARED_DATA")
    path = Path(folder or "") / "standards" / "coherence_map" / "data.js"
    if not folder or not path.exists():
        return None
    from ownpath.interchange.coherence.source import map_of
    from ownpath.interchange.findings import Findings

    found = map_of(path, Findings())
    order = list(found.standards)
    number = {one: i for i, one in enumerate(order)}
    domains = [
        found.domains[found.clusters[found.standards[one].ccmathcluster_id].ccmathdomain_id]
        for one in order
    ]
    grades = [
        0 if one.grade == "K" else int(one.grade) if one.grade.isdigit() else 9
        for one in domains
    ]
    names = sorted({one.name for one in domains})
    edges = [
        Edge(before=number[a], after=number[b])
        for a, b in found.edges
        if {a, b} <= number.keys()
    ]
    graph, _ = build_graph(range(len(order)), edges)
    course = Course(
        graph=as_arrays(graph),
        level=np.array(grades) / 9,
        strand=np.array([names.index(one.name) for one in domains]),
    )
    with_graph, without = maps_of(graph, course)
    rng = np.random.default_rng(seed)
    known = draw_walked(rng=rng, course=course, n_students=n_students, walk=ORDERLY)
    return Trial(name="coherence_map", known=known, with_graph=with_graph, without=without)


def figures_of(
    trial: Trial, *, chooser: Chooser, limits: Limits, seed: int, has_graph: bool = True
) -> dict[str, Any]:
    """Return means over the students of a trial, and each student's share of all wrong."""
    placement = trial.with_graph if has_graph else trial.without
    rng = np.random.default_rng(seed)
    rows, begin = [], time.process_time()
    for knows in trial.known:
        progress, _ = place_one(
            placement,
            knows=knows,
            rng=rng,
            answering=Answering(),
            limits=limits,
            chooser=chooser,
        )
        found = first_map(placement, progress, limits=limits)
        places = [found.place[one] for one in placement.ids]
        is_classed = np.array([place is not Place.UNSURE for place in places])
        says_known = np.array([found.p_known[one] >= 0.5 for one in placement.ids])
        is_wrong = says_known != knows
        rows.append(
            (
                len(progress.asked),
                is_classed.mean(),
                (is_wrong & is_classed).sum() / max(1, is_classed.sum()),
                is_wrong.mean(),
            )
        )
    mean = np.mean(rows, axis=0)
    n_questions = sum(int(row[0]) for row in rows)
    return {
        "questions": float(mean[0]),
        "most_questions": float(max(row[0] for row in rows)),
        "share_classed": float(mean[1]),
        "share_wrong": float(mean[2]),
        "share_of_all_wrong": float(mean[3]),
        "wrong_by_student": [float(row[3]) for row in rows],
        "cpu_ms_per_question": 1000 * (time.process_time() - begin) / max(1, n_questions),
    }


def random_question(rng: np.random.Generator) -> Chooser:
    """Return a chooser that asks anything."""

    def choose(belief: Belief, could_ask: np.ndarray, noise: Noise) -> int:
        return int(rng.choice(could_ask))

    return choose


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--graphs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    trials = [
        trial
        for i in range(options.graphs)
        for trial in random_trials(options.seed + i, options.students)
    ]
    coherence = coherence_trial(options.seed, options.students)
    if coherence is None:
        print("No Coherence Map (OWNPATH_SHARED_DATA is not set): random graphs only.")
    else:
        trials.append(coherence)
    ways: dict[str, tuple[Chooser, Limits, bool]] = {OURS: (most_telling, Limits(), True)}
    for n in (10, 20):
        exactly = Limits(least=n, most=n)
        ways[f"{OURS}, {n}"] = (most_telling, exactly, True)
        ways[f"half split, {n}"] = (half_split, exactly, True)
        ways[f"random, {n}"] = (random_question(np.random.default_rng(7)), exactly, True)
        ways[f"max information, {n}"] = (half_split, exactly, False)
    table: list[dict[str, Any]] = []
    for way, (chooser, limits, has_graph) in ways.items():
        for i, trial in enumerate(trials):
            found = figures_of(
                trial, chooser=chooser, limits=limits, seed=1000 + i, has_graph=has_graph
            )
            table.append({"way": way, "students": trial.name, **found})
    print_table(table)
    ahead = ahead_of_others(table)
    rows = [
        {name: value for name, value in row.items() if name != "wrong_by_student"}
        for row in table
    ]
    figures = {"rows": rows, "ahead": ahead, "to_reach": TO_REACH, "seed": options.seed}
    keep("placement", figures, options.json)


def ahead_of_others(table: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Return how much more of all each other way gets wrong, same students, with the standard error."""
    wrong = {
        way: np.concatenate([row["wrong_by_student"] for row in table if row["way"] == way])
        for way in dict.fromkeys(row["way"] for row in table)
    }
    found = {}
    for way, theirs in wrong.items():
        if not way.startswith(OURS):
            by = theirs - wrong[f"{OURS}, {way.rpartition(' ')[2]}"]
            found[way] = (float(by.mean()), float(by.std(ddof=1) / np.sqrt(len(by))))
            print(
                f"{way:<22} wrong more often by {by.mean():+.2%} of all (+- {found[way][1]:.2%})"
            )
    return found


def print_table(table: list[dict[str, Any]]) -> None:
    """Print means by way and kind of students, and over the random graphs together."""
    columns = (
        "questions",
        "share_classed",
        "share_wrong",
        "share_of_all_wrong",
        "cpu_ms_per_question",
    )
    print(
        f"{'way':<22} {'students':<14} {'asked':>6} {'classed':>8} {'wrong':>7} {'of all':>7} {'ms':>6}"
    )
    for way in dict.fromkeys(row["way"] for row in table):
        mine = [row for row in table if row["way"] == way]
        kinds = [*dict.fromkeys(row["students"] for row in mine), "all random graphs"]
        for kind in kinds:
            rows = [
                row
                for row in mine
                if row["students"] == kind
                or (kind == "all random graphs" and row["students"] != "coherence_map")
            ]
            asked, classed, wrong, of_all, ms = (
                np.mean([float(str(row[column])) for row in rows]) for column in columns
            )
            print(
                f"{way:<22} {kind:<14.14} {asked:>6.1f} {classed:>8.1%} {wrong:>7.1%} "
                f"{of_all:>7.1%} {ms:>6.2f}"
            )


if __name__ == "__main__":
    main()
