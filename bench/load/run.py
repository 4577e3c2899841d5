"""Run one of the harness' scripts with our driver.

`python bench/load/run.py HARNESS_FOLDER SCRIPT.py --driver ownpath ...`
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path


def main() -> None:
    """Put our driver among the harness' own and hand over."""
    harness, script, *rest = sys.argv[1:]
    sys.path[:0] = [harness, str(Path(__file__).parent)]
    import driver
    import drivers

    sys.modules["drivers.ownpath"] = driver
    drivers.ownpath = driver
    sys.argv = [script, *rest]
    runpy.run_path(str(Path(harness) / script), run_name="__main__")


if __name__ == "__main__":
    main()
