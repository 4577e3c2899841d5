"""Measures the day planner: value, gap to the bound, processor seconds, memory; by time limit and seed.

    python bench/dayplan.py FOLDER_OF_INSTANCES [--bounds bounds.json] [--checker check_plan.py]
        [--limits 1,5,15,30,60] [--seeds 1,2,3,4,5] [--only s1500-b8] [--out bench/results/dayplan.json]

Each run is `ownpath plan` in a process of its own, one thread; seconds are user and system of that process from its
start to the written plan, less what loading or compiling the search took (the command prints it). Every plan is
checked by the command itself and, if given, by the instances' own checker. Same settings for all.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LOADING = re.compile(r"\(and ([\d.]+) to load or compile")
VALUE = re.compile(r": ([\d,]+) points")
WITHOUT_TEACHER = re.compile(r"(\d+) students without teacher time")
MOVES = re.compile(r"([\d,]+) moves")
Figures = dict[str, Any]


def run(instance: Path, limit: float, seed: int, checker: Path | None) -> Figures:
    """Plan once; return the figures of the run."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "plan.json.gz"
        words = [
            "plan",
            "--instance",
            instance,
            "--cpu-seconds",
            limit,
            "--seed",
            seed,
            "--out",
            out,
        ]
        command = [sys.executable, "-m", "ownpath", *map(str, words)]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=_one_thread()
        )
        wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            return {
                "instance": instance.name,
                "limit": limit,
                "seed": seed,
                "failed": done.stderr,
            }
        breaches = _breaches(checker, instance, out) if checker else None
    cpu = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    loading = float(LOADING.search(done.stdout)[1])
    return {
        "instance": instance.name.removesuffix(".json.gz"), "limit": limit, "seed": seed,
        "value": int(VALUE.search(done.stdout)[1].replace(",", "")),
        "moves": int(MOVES.search(done.stdout)[1].replace(",", "")),
        "without_teacher": int(WITHOUT_TEACHER.search(done.stdout)[1]),
        "cpu_seconds": round(cpu - loading, 2), "loading_seconds": loading,
        "wall_seconds": round(wall, 2), "breaches": breaches,
        "peak_mb": round(after.ru_maxrss / 1024),
    }  # fmt: skip


def _one_thread() -> dict[str, str]:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(names, "1")}


def _breaches(checker: Path, instance: Path, plan: Path) -> int:
    command = [sys.executable, str(checker), str(instance), str(plan), "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(json.loads(told.stdout)["total_breaches"])


def table(runs: list[Figures], bounds: dict[str, int]) -> list[str]:
    """Return a table: one line for each instance and limit."""
    lines = [
        "| instance | limit, CPU-s | gap: median | best | worst | CPU-s (most) | MB | teacher time | breaches |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    keys = sorted({(r["instance"], r["limit"]) for r in runs if "value" in r})
    for instance, limit in keys:
        mine = [
            r for r in runs if (r["instance"], r["limit"]) == (instance, limit) and "value" in r
        ]
        bound = bounds.get(instance)
        gaps = [100 * (bound - r["value"]) / bound for r in mine] if bound else []
        shown = (
            [f"{f(gaps):.2f} %" for f in (statistics.median, min, max)]
            if gaps
            else [
                str(int(f([r["value"] for r in mine]))) for f in (statistics.median, max, min)
            ]
        )
        n = int(re.search(r"s(\d+)", instance)[1])
        taught = 100 * (1 - max(r["without_teacher"] for r in mine) / n)
        lines.append(
            f"| {instance} ({len(mine)} seeds) | {limit:g} | {' | '.join(shown)} | "
            f"{max(r['cpu_seconds'] for r in mine):.1f} | {max(r['peak_mb'] for r in mine)} | "
            f"{taught:.2f} % | {sum(r['breaches'] or 0 for r in mine)} |"
        )
    return lines


def main() -> None:
    """Run what is asked for, print the table, keep the figures."""
    parser = argparse.ArgumentParser(description="Measure the day planner.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bounds", type=Path)
    parser.add_argument("--checker", type=Path)
    parser.add_argument("--limits", default="1,5,15,30,60")
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=Path, default=Path("bench/results/dayplan.json"))
    call = parser.parse_args()
    known = json.loads(call.bounds.read_text())["instances"] if call.bounds else {}
    bounds = {name: entry["bound"] for name, entry in known.items()}
    call.out.parent.mkdir(parents=True, exist_ok=True)
    runs: list[Figures] = json.loads(call.out.read_text())["runs"] if call.out.exists() else []
    for instance in sorted(call.folder.glob("*.json.gz")):
        if call.only not in instance.name:
            continue
        for limit in map(float, call.limits.split(",")):
            for seed in map(int, call.seeds.split(",")):
                runs.append(run(instance, limit, seed, call.checker))
                print(json.dumps(runs[-1]), flush=True)
                call.out.write_text(
                    json.dumps({"load": os.getloadavg(), "runs": runs}, indent=1)
                )
    print("\n".join(table(runs, bounds)))


if __name__ == "__main__":
    main()
