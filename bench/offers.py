"""Measure offers: one student with 500 competencies, and all 2,000 students of a campus.

`python bench/offers.py [--students 2000] [--competencies 500] [--runs 5] [--json FILE]`. Students and activities are
simulated: three activities for each competency, some of them with a second competency or a theme; every student has
goals, hopes, a class timeline, and stands somewhere of their own. CPU time of this process, one thread.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from results import keep

from ownpath.engine.knowledge import State
from ownpath.engine.offers import Candidate, Situation, Standing, propose, propose_for_many
from ownpath.engine.offers.propose import workable
from ownpath.engine.simulation.course import draw_graph
from ownpath.engine.skills import SkillGraph

MOST_MS_ONE = 2.0
MOST_SECONDS_CAMPUS = 2.0
KINDS = (("practice", "device"), ("project", "project_team"), ("lesson", "teacher_group"))
N_THEMES = 20
LATER = (State.LEARNED, State.MASTERED, State.REVIEW_DUE, State.NEEDS_REFRESH)


def draw_candidates(graph: SkillGraph[int], rng: np.random.Generator) -> list[Candidate]:
    """Return three activities for each competency."""
    found = []
    for competency in graph.nodes:
        for kind, modality in KINDS:
            also = graph.hard_before[competency][:1] if rng.random() < 0.2 else ()
            themes = (int(rng.integers(N_THEMES)),) if kind == "project" else ()
            found.append(
                Candidate(
                    activity=len(found),
                    competencies=(competency, *also),
                    themes=themes,
                    kind=kind,
                    modality=modality,
                )
            )
    return found


def draw_situation(graph: SkillGraph[int], rng: np.random.Generator) -> Situation:
    """Return a student somewhere on the way."""
    n = len(graph.nodes)
    reached = int(rng.uniform(0.1, 0.8) * n)
    standings = {}
    for i, competency in enumerate(graph.order):
        is_through = rng.random() < 1 / (1 + np.exp((i - reached) / 10))
        state = LATER[int(rng.choice(4, p=(0.3, 0.5, 0.15, 0.05)))]
        estimate = float(rng.uniform(0.2, 0.95))
        standings[competency] = Standing(
            state=state if is_through else State.LEARNING,
            estimate=estimate,
            predicted=estimate,
            n_right=int(rng.integers(6)),
        )
    ahead = range(reached, min(n, reached + 60))
    return Situation(
        graph=graph,
        standings=standings,
        goals=tuple(int(one) for one in rng.integers(reached, n, size=2)),
        hopes={int(one): 100 + int(one) for one in rng.integers(N_THEMES, size=3)},
        asked={int(one): 1 for one in rng.integers(n, size=1)},
        other_way=frozenset(int(one) for one in rng.integers(n, size=3)),
        due_in_days={one: (one - reached) * 3 - 20 for one in ahead},
        grades_ahead={one: float((one - reached) // 60) for one in range(n)},
    )


def cpu_ms(run: Callable[[], object]) -> float:
    """Return the milliseconds of CPU a call takes."""
    begin = time.process_time()
    run()
    return 1000 * (time.process_time() - begin)


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=2000)
    parser.add_argument("--competencies", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rng = np.random.default_rng(1)
    graph, _ = draw_graph(rng=rng, n_competencies=options.competencies)
    candidates = draw_candidates(graph, rng)
    situations = [draw_situation(graph, rng) for _ in range(options.students)]
    propose(situation=situations[0], candidates=candidates)  # the graph's own facts, once
    some = situations[:200]
    one = [cpu_ms(lambda s=s: propose(situation=s, candidates=candidates)) for s in some]
    open_now = [cpu_ms(lambda s=s: workable(s)) for s in some]
    campus = [
        cpu_ms(lambda: propose_for_many(situations=situations, candidates=candidates)) / 1000
        for _ in range(options.runs)
    ]
    figures = {
        "competencies": options.competencies,
        "activities": len(candidates),
        "students": options.students,
        "one_student_ms_median": statistics.median(one),
        "one_student_ms_p95": float(np.quantile(one, 0.95)),
        "one_student_ms_worst": max(one),
        "workable_ms_median": statistics.median(open_now),
        "campus_cpu_s_best": min(campus),
        "campus_cpu_s_worst": max(campus),
        "to_reach": {"one_student_ms": MOST_MS_ONE, "campus_cpu_s": MOST_SECONDS_CAMPUS},
    }
    keep("offers", figures, options.json)


if __name__ == "__main__":
    main()
