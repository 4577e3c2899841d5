"""The pack that ships with Ownpath, and packs in folders."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path

from ownpath.interchange.findings import Findings
from ownpath.interchange.packs.read import read_pack
from ownpath.interchange.packs.zipped import opened_pack
from ownpath.school.curriculum.imports.apply import apply_import
from ownpath.school.curriculum.imports.from_pack import plan_pack_import
from ownpath.school.curriculum.imports.types import ImportPlan, Outcome, Progress
from ownpath.school.curriculum.queries.shipped import folder_of_starter


def import_starter_pack(*, now: datetime, progress: Progress | None = None) -> Outcome:
    """Import the pack that ships with Ownpath; when it is there already, nothing changes."""
    plan = plan_pack(folder_of_starter())
    return apply_import(plan=plan, now=now, progress=progress)


def plan_pack(folder: Path | Traversable, *, take: Collection[str] = ()) -> ImportPlan:
    """Return what importing a pack's folder, or a zip of it, would do; `take` as in `compare`."""
    findings = Findings()
    if isinstance(folder, Path) and folder.is_file():
        opened = opened_pack(folder, findings)
        if opened is None:
            return plan_pack_import(records=None, problems=findings.listed())
        folder = opened
    records, problems = read_pack(folder)
    return plan_pack_import(records=records, problems=problems, take=take)
