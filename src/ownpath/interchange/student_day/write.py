"""Writes a plan in the benchmark's format, packed when the name ends in .gz."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from pathlib import Path

from ownpath.interchange.student_day.records import PlanRecord


def write_plan(plan: PlanRecord, target: Path) -> None:
    """Write a plan to a file; the same plan gives the same bytes."""
    data = {
        "format": "student-day-plan",
        "version": 1,
        "instance": plan.instance,
        "meta": dict(plan.meta),
        "groups": [asdict(group) for group in plan.groups],
        "seats": [asdict(seat) for seat in plan.seats],
    }
    text = json.dumps(data, separators=(",", ":")).encode()
    if target.name.endswith(".gz"):
        text = gzip.compress(text, compresslevel=6, mtime=0)
    target.write_bytes(text)
