"""Measures the import of a large roster: processor seconds, peak memory, and that a second run changes nothing.

    python bench/roster_import.py --students 20000

Makes the roster with `make_roster.py`, imports it twice into an empty SQLite file in a temporary folder and exports
it, each in a process of its own as the command line does, and prints one JSON object.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
Result = TypeVar("Result")
Figures = dict[str, Any]


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description="Measure a roster import.")
    parser.add_argument("--students", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        json.dump(run_step(asked.step), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"OWNPATH_DATA": folder, "DATABASE_URL": ""}
        make = ["--students", str(asked.students), "--seed", str(asked.seed)]
        run("make_roster.py", *make, "--out", str(Path(folder) / "roster.zip"))
        figures = {step: json.loads(run(Path(__file__).name, "--step", step)) for step in STEPS}
    json.dump({"students": asked.students, **figures}, sys.stdout, indent=2)
    sys.stdout.write("\n")


def run(program: str, *words: str) -> str:
    """Run a program of this folder and return what it printed."""
    command: Sequence[str] = [sys.executable, str(Path(__file__).with_name(program)), *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout


def run_step(step: str) -> Figures:
    """Run one step in this process, with Django on the database of the folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "ownpath.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    return STEPS[step](Path(os.environ["OWNPATH_DATA"]) / "roster.zip")


def timed(work: Callable[[], Result]) -> tuple[Result, Figures]:
    """Return what `work` gave, its seconds by processor and clock, and the most memory held so far."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, {
        "cpu_s": round(time.process_time() - cpu, 2),
        "wall_s": round(time.perf_counter() - wall, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def import_once(roster: Path) -> Figures:
    """Plan and carry out the import."""
    from ownpath.school.people.imports import apply_import, plan_roster_file

    plan, planning = timed(
        lambda: plan_roster_file(roster, district_source_key=None, today=TODAY)
    )
    outcome, applying = timed(
        lambda: apply_import(
            plan=plan, by=None, now=NOW, today=TODAY, confirm_many_ends=False, progress=None
        )
    )
    return {
        "plan": planning,
        "apply": applying,
        "rows_written": outcome.n_rows_written,
        "rows": {count.file: count.rows for count in plan.counts},
    }


def export_once(roster: Path) -> Figures:
    """Export the district's roster."""
    del roster
    from ownpath.interchange.oneroster import write_package
    from ownpath.school.people.exports import build_package
    from ownpath.school.people.models import District

    target = io.BytesIO()
    _, figures = timed(
        lambda: write_package(build_package(district=District.objects.get()), target)
    )
    return {**figures, "zip_mb": round(target.tell() / 1e6, 1)}


STEPS: dict[str, Callable[[Path], Figures]] = {
    "first": import_once,
    "second": import_once,
    "export": export_once,
}

if __name__ == "__main__":
    main()
