"""Run one of the harness' scripts with our driver, then tell each kind of request apart.

`python bench/load/run.py HARNESS_FOLDER SCRIPT.py --driver ownpath ...`. What the harness calls one answer is the
answer, the next question when it closed, and every few questions the pages between two practices; the last line gives
each by itself.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> None:
    """Put our driver among the harness' own and hand over."""
    harness, script, *rest = sys.argv[1:]
    sys.path[:0] = [harness, str(Path(__file__).parent)]
    import driver
    import drivers

    sys.modules["drivers.ownpath"] = driver
    drivers.ownpath = driver
    made: list[driver.Driver] = []

    def remembered(*given: object) -> driver.Driver:
        made.append(driver.Driver(*given))
        return made[-1]

    drivers.get = lambda _name: remembered
    sys.argv = [script, *rest]
    runpy.run_path(str(Path(harness) / script), run_name="__main__")
    print(json.dumps({kind: _told(seconds) for kind, seconds in made[0].seconds.items()}))


def _told(seconds: Sequence[float]) -> dict[str, float]:
    """Return how many, and the median, 95th and 99th percentile and longest in milliseconds."""
    ordered = sorted(seconds)

    def share(part: float) -> float:
        return round(ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))] * 1e3, 1)

    return {
        "n": len(ordered),
        "p50": share(0.5),
        "p95": share(0.95),
        "p99": share(0.99),
        "max": share(1),
    }


if __name__ == "__main__":
    main()
