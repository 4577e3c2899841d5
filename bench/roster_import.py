"""Measures the import of a large roster: processor seconds, peak memory, and that a second run changes nothing.

    python bench/roster_import.py --students 20000

Makes the roster with `make_roster.py` in a process of its own, imports it twice into an empty SQLite file in a
temporary folder, exports it, and prints one JSON object.
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
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
Result = TypeVar("Result")


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description="Measure a roster import.")
    parser.add_argument("--students", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(folder) / "roster.zip"
        make = [sys.executable, str(Path(__file__).with_name("make_roster.py"))]
        make += ["--students", str(asked.students), "--seed", str(asked.seed)]
        subprocess.run([*make, "--out", str(roster)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        start_django(Path(folder))
        figures = measure(roster)
    json.dump({"students": asked.students, **figures}, sys.stdout, indent=2)
    sys.stdout.write("\n")


def start_django(folder: Path) -> None:
    """Start Django on an empty database in a folder."""
    os.environ["OWNPATH_DATA"] = str(folder)
    os.environ["DATABASE_URL"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "ownpath.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)


def timed(work: Callable[[], Result]) -> tuple[Result, dict[str, float]]:
    """Return what `work` gave, with its seconds by the processor and by the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, {
        "cpu_s": round(time.process_time() - cpu, 2),
        "wall_s": round(time.perf_counter() - wall, 2),
    }


def peak_mb() -> int:
    """Return the most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(roster: Path) -> dict[str, Any]:
    """Import, import again, export; return the figures of each."""
    from ownpath.interchange.oneroster import write_package
    from ownpath.school.people.exports import build_package
    from ownpath.school.people.imports import apply_import, plan_roster_file
    from ownpath.school.people.models import District

    def plan() -> Any:
        return plan_roster_file(roster, district_source_key=None, today=TODAY)

    def carry_out(made: Any) -> Any:
        return apply_import(
            plan=made, by=None, now=NOW, today=TODAY, confirm_many_ends=False, progress=None
        )

    figures: dict[str, Any] = {"start": {"rss_mb": peak_mb()}}
    first, figures["plan"] = timed(plan)
    figures["rows"] = {count.file: count.added for count in first.counts}
    figures["plan"]["rss_mb"] = peak_mb()
    outcome, figures["apply"] = timed(lambda: carry_out(first))
    figures["apply"] |= {"rows_written": outcome.n_rows_written, "rss_mb": peak_mb()}
    first = None
    second, figures["second_plan"] = timed(plan)
    figures["second_plan"] |= {"is_nothing_to_do": second.is_nothing_to_do, "rss_mb": peak_mb()}
    second = None
    target = io.BytesIO()
    _, figures["export"] = timed(
        lambda: write_package(build_package(district=District.objects.get()), target)
    )
    figures["export"] |= {"zip_mb": round(target.tell() / 1e6, 1), "rss_mb": peak_mb()}
    return figures


if __name__ == "__main__":
    main()
