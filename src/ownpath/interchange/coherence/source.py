"""Takes the Coherence Map out of its script file; objects that cannot stand are named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from ownpath.interchange.coherence.records import Cluster, Domain, Map, Standard
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.sources import read_bounded
from ownpath.interchange.text import one_line

MAX_BYTES = 16_000_000
MAX_OBJECTS = 20_000
MAX_EDGES = 100_000
MAX_TEXT = 20_000
WHERE = "the map"

Entry = TypeVar("Entry", Domain, Cluster, Standard)


def map_of(source: bytes | Path, findings: Findings) -> Map | None:
    """Return the map's objects, or None after recording why there are none."""
    raw = _object(source, findings)
    if raw is None:
        return None
    domains = _entries(raw, "domains", Domain, findings)
    clusters = {
        key: cluster
        for key, cluster in _entries(raw, "clusters", Cluster, findings).items()
        if _stands_under("clusters", key, cluster.ccmathdomain_id, domains, findings)
    }
    standards = {
        key: standard
        for key, standard in _entries(raw, "standards", Standard, findings).items()
        if _stands_under("standards", key, standard.ccmathcluster_id, clusters, findings)
    }
    return Map(
        domains=domains,
        clusters=clusters,
        standards=standards,
        edges=tuple(_edges(raw, "edges", standards, findings)),
        nd_edges=tuple(_edges(raw, "nd_edges", standards, findings)),
    )


def _object(source: bytes | Path, findings: Findings) -> dict[str, Any] | None:
    data = read_bounded(source, bound=MAX_BYTES, where=WHERE, findings=findings)
    if data is None:
        return None
    text = data.decode("utf-8-sig", errors="replace")
    begin, end = text.find("{"), text.rfind("}")
    try:
        raw = json.loads(text[begin : end + 1]) if begin >= 0 else None
    except (ValueError, RecursionError):
        raw = None
    if isinstance(raw, dict) and isinstance(raw.get("standards"), dict):
        return raw
    what = "it holds no object with standards"
    findings.file("coherence.no-map", WHERE, what, "Give the map's data.js as it is served.")
    return None


def _entries(
    raw: dict[str, Any], part: str, kind: type[Entry], findings: Findings
) -> dict[str, Entry]:
    objects = raw.get(part)
    if not isinstance(objects, dict):
        what = f"{shown(objects)} stands where objects should"
        findings.row("coherence.part", f"{WHERE}, {part}", what, "Nothing of it is read.")
        return {}
    found: dict[str, Entry] = {}
    for entry in islice(objects.values(), MAX_OBJECTS):
        texts = _texts(entry, tuple(field.name for field in fields(kind)))
        if texts is None or not texts["id"] or not texts["ordinal"]:
            where = f"{WHERE}, {part}"
            what = f"{shown(entry)} has no id or no number"
            findings.row("coherence.object", where, what, "It is left out.")
        elif texts["id"] in found:
            where = f"{WHERE}, {part} {texts['id']}"
            findings.row("coherence.twice", where, "it stands twice", "The first is kept.")
        else:
            found[texts["id"]] = kind(**texts)
    if len(objects) > MAX_OBJECTS:
        what = f"it has {len(objects)} objects, {MAX_OBJECTS} are read"
        findings.row("coherence.too-many", f"{WHERE}, {part}", what, "Check the file.")
    return found


def _texts(entry: object, names: tuple[str, ...]) -> dict[str, str] | None:
    """Return the named fields as texts, numbers too; None when it is no object."""
    if not isinstance(entry, dict):
        return None
    texts: dict[str, str] = {}
    for name in names:
        value = entry.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = shown(value)
        text = value if isinstance(value, str) else ""
        # Descriptions and names are markup; they are cleaned where they become words.
        is_markup = name in ("desc", "name")
        texts[name] = text[:MAX_TEXT] if is_markup else one_line(text, 100)
    return texts


def _stands_under(
    part: str, key: str, parent: str, parents: dict[str, Any], findings: Findings
) -> bool:
    if parent in parents:
        return True
    what = f"it stands under {shown(parent)}, which is not in the map"
    findings.row("coherence.parent", f"{WHERE}, {part} {key}", what, "It is left out.")
    return False


def _edges(
    raw: dict[str, Any], part: str, standards: dict[str, Standard], findings: Findings
) -> Iterator[tuple[str, str]]:
    """Yield each edge once, undirected ones in one direction only."""
    rows = raw.get(part, [])
    if not isinstance(rows, list):
        what = f"{shown(rows)} stands where a list should"
        findings.row("coherence.part", f"{WHERE}, {part}", what, "Nothing of it is read.")
        return
    if len(rows) > MAX_EDGES:
        what = f"it has {len(rows)} edges, {MAX_EDGES} are read"
        findings.row("coherence.too-many", f"{WHERE}, {part}", what, "Check the file.")
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(rows[:MAX_EDGES], start=1):
        where = f"{WHERE}, {part} {i}"
        ends = _texts(row, ("from", "to"))
        pair = (ends["from"], ends["to"]) if ends else ("", "")
        unknown = [end for end in pair if end not in standards]
        if unknown:
            what = f"it names standard {shown(unknown[0])}, which is not in the map"
            findings.row("coherence.edge-dangling", where, what, "It is left out.")
        elif pair[0] == pair[1]:
            what = f"standard {pair[0]} points at itself"
            findings.row("coherence.edge-self", where, what, "It is left out.")
        elif pair in seen:
            what = f"{pair[0]} to {pair[1]} stands twice"
            findings.note("coherence.edge-twice", where, what, "It is read once.")
        elif part == "edges" or (pair[1], pair[0]) not in seen:
            seen.add(pair)
            yield pair
        else:
            seen.add(pair)
