"""Reader of our own content packs (format 1, docs/content-format.md): a folder to records and problems.

Never raises on bad data: what cannot be taken is left out and named with file, entry, value and remedy.
Circles among prerequisites are left to those who build the graph; the inside of a template is left to the
engine (`ownpath.engine.items.read_definition`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ownpath.interchange.findings import Findings
from ownpath.interchange.packs import build
from ownpath.interchange.packs.entry import Entry
from ownpath.interchange.packs.files import load, yaml_files
from ownpath.interchange.packs.records import PackRecord, PackRecords
from ownpath.interchange.packs.references import without_dangling
from ownpath.interchange.problems import Problem

PACK_FILE = "pack.yaml"
MOST_ENTRIES = 20_000

_BUILDERS: dict[str, Callable[[Entry], Any]] = {
    "interests": build.interest,
    "hopes": build.hope,
    "competencies": build.competency,
    "misconceptions": build.misconception,
    "lessons": build.lesson,
    "projects": build.project,
    "activities": build.activity,
}
KINDS = (*_BUILDERS, "templates")


def read_pack(folder: Path | Traversable) -> tuple[PackRecords | None, list[Problem]]:
    """Return the records of a pack and every problem; None when there is no pack to speak of."""
    findings = Findings()
    if not folder.is_dir():
        findings.file(
            "pack.folder", str(folder.name), "is not a folder", "Name a pack's folder."
        )
        return None, list(findings.listed())
    texts = dict(yaml_files(folder, findings))
    who = _who(texts.pop(PACK_FILE, None), findings)
    if who is None:
        return None, list(findings.listed())
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for path, text in texts.items():
        _read_file(path, text, who, found, findings)
    records = PackRecords(
        pack=who,
        themes=(*found["interests"].values(), *found["hopes"].values()),
        competencies=tuple(found["competencies"].values()),
        misconceptions=tuple(found["misconceptions"].values()),
        templates=tuple(found["templates"].values()),
        lessons=tuple(found["lessons"].values()),
        projects=tuple(found["projects"].values()),
        activities=tuple(found["activities"].values()),
    )
    return without_dangling(records, findings), list(findings.listed())


def _who(text: str | None, findings: Findings) -> PackRecord | None:
    if text is None:
        findings.file("pack.missing", PACK_FILE, "is missing", "Add it (section 2).")
        return None
    data = load(text, PACK_FILE, findings)
    if data is None:
        return None
    listed = data.get("languages")
    languages = tuple(str(each) for each in listed) if isinstance(listed, list) else ("en",)
    entry = Entry(data, PACK_FILE, languages, findings)
    record = build.pack(entry)
    return record if entry.good else None


def _read_file(
    path: str, text: str, who: PackRecord, found: dict[str, dict[str, Any]], findings: Findings
) -> None:
    data = load(text, path, findings)
    if data is None:
        return
    kinds = [key for key in data if key in KINDS]
    extra = [key for key in data if key not in (*KINDS, "defaults")]
    if len(kinds) != 1 or extra:
        what = f"has the keys {', '.join(map(str, data))}"
        fix = f"Write one of {', '.join(KINDS)}, and defaults perhaps."
        findings.file("pack.kind", path, what, fix)
        return
    entries, defaults = data[kinds[0]], data.get("defaults") or {}
    if not isinstance(entries, list) or not isinstance(defaults, dict):
        findings.file(
            "pack.list", path, f"{kinds[0]} is not a list", "Write a list of entries."
        )
        return
    for i, raw in enumerate(entries[:MOST_ENTRIES], 1):
        _read_entry(
            f"{path}, {kinds[0]} {i}", kinds[0], raw, defaults, who, found[kinds[0]], findings
        )


def _read_entry(
    where: str,
    kind: str,
    raw: object,
    defaults: dict[str, object],
    who: PackRecord,
    found: dict[str, Any],
    findings: Findings,
) -> None:
    data = {**defaults, **raw} if isinstance(raw, dict) else raw
    named = data.get("id") or data.get("code") if isinstance(data, dict) else None
    entry = Entry(data, f"{where} ({named})" if named else where, who.languages, findings)
    if kind == "templates":
        record = build.template(entry, data if isinstance(data, dict) else {})
    else:
        record = _BUILDERS[kind](entry)
    if not entry.good:
        return
    key = str(named)
    if key in found:
        entry.refuse("entry.twice", f"{key!r} stands twice in the pack", "Give each its own.")
        return
    found[key] = record
