"""Measure a simulated year: competencies truly mastered per hour under each policy, same students and same hours.

`python bench/simulated_year.py [--students 300] [--competencies 300] [--days 180] [--seeds 31 32 33] [--parts]
[--fit-to FILE] [--json FILE]`. With `--fit-to`, learning, guessing and slipping are first fitted to a real log (four
lines per student: number, problems, skills, right or not; plain or `.gz`); what a log without times cannot say,
forgetting and what a person brings, stays as it is. The table gives the mean over the seeds and the worst of them.
"""

from __future__ import annotations

import argparse
import gzip
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
from results import keep

from ownpath.engine.simulation.compare import compare_policies
from ownpath.engine.simulation.families import FAMILIES
from ownpath.engine.simulation.families.fit import Log, fit_fading, fit_growth, fit_tracing
from ownpath.engine.simulation.policies import PARTS_LEFT_OUT, POLICIES
from ownpath.engine.simulation.year import YearReport

OURS = "ours"
MOST_CPU_SECONDS = 60.0


def read_log(path: Path) -> Log:
    """Return a log of four lines per student; an answer that follows itself under another skill counts once."""
    whole = path.read_bytes()
    text = (gzip.decompress(whole) if path.suffix == ".gz" else whole).decode()
    rows = [line.strip().strip(",").split(",") for line in text.splitlines() if line.strip()]
    student, competency, right = [], [], []
    for number, begin in enumerate(range(0, len(rows) - 3, 4)):
        problems, skills, answers = rows[begin + 1 : begin + 4]
        last = ("", "")
        for problem, skill, answer in zip(problems, skills, answers, strict=True):
            if not (problem == last[0] and skill != last[1]):
                student.append(number)
                competency.append(int(skill))
                right.append(answer == "1")
            last = (problem, skill)
    return Log(
        student=np.array(student),
        competency=np.array(competency),
        was_right=np.array(right),
        day=np.zeros(len(student)),
    )


def fitted_to(path: Path) -> dict[str, object]:
    """Return the parameters of each family, fitted to a real log."""
    log = read_log(path)
    tracing, start = fit_tracing(log)
    print(f"fitted to {len(log.student):,} answers; P(known at first) {start:.2f}")
    return {"tracing": tracing, "growth": fit_growth(log), "fading": fit_fading(log)}


def table_of(reports: list[YearReport]) -> list[dict[str, object]]:
    """Return one row per family and policy, over the seeds."""
    found = []
    for family in FAMILIES:
        for policy in dict.fromkeys(one.policy for one in reports):
            mine = [one for one in reports if (one.family, one.policy) == (family, policy)]
            gained = [one.gained_per_hour for one in mine]
            found.append(
                {
                    "family": family,
                    "policy": policy,
                    "gained_per_hour": float(np.mean(gained)),
                    "gained_worst_seed": min(gained),
                    "gained_best_seed": max(gained),
                    "gained_lowest_quarter": float(
                        np.mean([one.gained_lowest_quarter for one in mine])
                    ),
                    "gap_at_start": float(np.mean([one.gap_at_start for one in mine])),
                    "gap_at_end": float(np.mean([one.gap_at_end for one in mine])),
                    "spread_at_end": float(np.mean([one.spread_at_end for one in mine])),
                }
            )
    return found


def worst_margins(by_seed: list[list[YearReport]]) -> dict[str, float]:
    """Return by how much ours is ahead of each other policy, in the worst family of the worst seed."""
    found: dict[str, float] = {}
    for reports in by_seed:
        gained = {(one.family, one.policy): one.gained_per_hour for one in reports}
        for family, policy in gained:
            if not policy.startswith(OURS):
                by = gained[family, OURS] - gained[family, policy]
                found[policy] = min(by, found.get(policy, by))
    return found


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--competencies", type=int, default=300)
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--seeds", type=int, nargs="+", default=[31, 32, 33])
    parser.add_argument("--parts", action="store_true", help="also ours with parts left out")
    parser.add_argument("--fit-to", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    parameters = fitted_to(options.fit_to) if options.fit_to else {}
    by_seed, seconds = [], []
    for seed in options.seeds:
        begin = time.process_time()
        found = compare_policies(
            families=tuple(FAMILIES),
            policies=(*POLICIES, *(PARTS_LEFT_OUT if options.parts else ())),
            n_students=options.students,
            n_competencies=options.competencies,
            n_days=options.days,
            rng=np.random.default_rng(seed),
            parameters=parameters,
        )
        seconds.append(time.process_time() - begin)
        by_seed.append(list(found.reports))
        print(
            f"seed {seed}: {seconds[-1]:.1f} CPU-s, placed wrong {found.share_placed_wrong:.1%}"
        )
    rows = table_of([one for reports in by_seed for one in reports])
    print(
        f"{'students':<9} {'policy':<22} {'per hour':>8} {'worst':>7} {'low 1/4':>8} "
        f"{'gap before':>10} {'after':>6} {'spread':>7}"
    )
    for row in rows:
        print(
            "{family:<9} {policy:<22} {gained_per_hour:>8.3f} {gained_worst_seed:>7.3f} "
            "{gained_lowest_quarter:>8.3f} {gap_at_start:>10.1f} {gap_at_end:>6.1f} "
            "{spread_at_end:>7.1f}".format(**row)
        )
    margins = worst_margins(by_seed)
    for policy, by in margins.items():
        print(
            f"ours ahead of {policy} in the worst family of the worst seed: {by:+.3f} per hour"
        )
    figures = {
        "students": options.students,
        "competencies": options.competencies,
        "days": options.days,
        "seeds": options.seeds,
        "cpu_s_best": min(seconds),
        "cpu_s_worst": max(seconds),
        "rows": rows,
        "ahead_by_worst": margins,
        "parameters": {family: asdict(one) for family, one in parameters.items()},  # type: ignore[call-overload]
        "to_reach": {"cpu_s": MOST_CPU_SECONDS},
    }
    keep("simulated_year", figures, options.json)


if __name__ == "__main__":
    main()
