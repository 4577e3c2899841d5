"""Reads manifest.csv: which version, and whether each file is bulk, delta or absent.

Source: 1EdTech OneRoster CSV Binding 1.2.1, section 3, manifest.csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.interchange.oneroster.layout import LAYOUTS
from ownpath.interchange.oneroster.package import Mode

VALUE_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the sender says about the package; empty where it says nothing."""

    is_there: bool = False
    version: str = ""
    modes: Mapping[str, Mode] = field(default_factory=dict)
    source_system_name: str = ""
    source_system_code: str = ""


def read_manifest(rows: Iterable[tuple[int, list[str]]], findings: Findings) -> Manifest:
    """Return what a manifest says; a property it does not hold is left to be inferred."""
    said: dict[str, str] = {}
    for number, cells in rows:
        name, value = cells[0].lower(), (cells[1] if len(cells) > 1 else "")
        if len(value) > VALUE_LIMIT:
            _long(number, value, findings)
        else:
            said.setdefault(name, value)
    return Manifest(
        is_there=True,
        version=said.get("oneroster.version", ""),
        modes=_modes(said, findings),
        source_system_name=said.get("source.systemname", ""),
        source_system_code=said.get("source.systemcode", ""),
    )


def _long(number: int, value: str, findings: Findings) -> None:
    what = f"{shown(value)} is longer than {VALUE_LIMIT} characters and was not read"
    findings.note("text.long", f"manifest.csv row {number}, value", what, "Shorten it.")


def _modes(said: Mapping[str, str], findings: Findings) -> dict[str, Mode]:
    modes: dict[str, Mode] = {}
    for file in LAYOUTS:
        value = said.get(f"file.{file.lower()}", "").lower()
        if value == "bulk":
            modes[file] = "bulk"
        elif value == "delta":
            modes[file] = "delta"
        elif value == "absent":
            modes[file] = "absent"
        elif value:
            what = f"{shown(value)} is none of bulk, delta and absent"
            fix = "Correct it in the sending system; the way was inferred from the file."
            findings.note("manifest.mode", f"manifest.csv, file.{file}", what, fix)
    return modes
