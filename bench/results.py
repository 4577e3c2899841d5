"""Keep the figures of a bench: printed, and as JSON with the commit and the load of the machine."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def keep(name: str, figures: Mapping[str, Any], path: Path | None = None) -> None:
    """Print figures and write them to `path`, or to `results/NAME.json`."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    about = {
        "bench": name,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "load_1min": round(os.getloadavg()[0], 2),
        "n_cores": os.cpu_count(),
    }
    target = path or FOLDER / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({**about, **figures}, indent=1, default=float) + "\n")
    for line, value in {**about, **figures}.items():
        if not isinstance(value, Mapping | list):
            print(
                f"{line:<28} {value:.4g}" if isinstance(value, float) else f"{line:<28} {value}"
            )
