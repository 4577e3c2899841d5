"""Reads a OneRoster CSV package, 1.1 or 1.2, bulk or delta, with the dirt that real ones have.

Source: 1EdTech OneRoster CSV Binding 1.2.1 (2023), sections 2 and 3; OneRoster 1.1 (2017); for
packages without a manifest also Microsoft School Data Sync 2.1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from ownpath.interchange.oneroster.archive import READ_FAULTS, Entry, opened
from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.interchange.oneroster.harvest import Harvest
from ownpath.interchange.oneroster.layout import LAYOUTS, MANIFEST
from ownpath.interchange.oneroster.manifest import Manifest, read_manifest
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE, Mode, Package, Version
from ownpath.interchange.oneroster.records import key_of
from ownpath.interchange.oneroster.references import follow_references
from ownpath.interchange.oneroster.shape import (
    drop_repeats,
    fill_schools,
    fold_vendor_files,
    note_shared_usernames,
    roles_from_users,
)
from ownpath.interchange.oneroster.tables import Table, read_table, rows_of
from ownpath.interchange.problems import Problem


def read_package(source: Path | bytes, *, name: str = "") -> tuple[Package, list[Problem]]:
    """Return everything a package says, and every problem with it, the gravest first.

    Parameters
    ----------
    source
        A zip file, a folder of CSV files, or the bytes of a zip.
    name
        What problems call the package; the name of the file unless another is given.

    Returns
    -------
    package, problems
        Bad data never raises. What could not be taken is named in the problems and, by
        sourcedId, in `Package.left_out`.
    """
    findings = Findings()
    harvest = Harvest()
    called = name or (source.name if isinstance(source, Path) else "package")
    with opened(source, findings, called) as entries:
        manifest = _manifest(entries, findings)
        tables = {
            file: read_table(entries[file], harvest, findings)
            for file in LAYOUTS
            if file in entries
        }
    if not any(table.is_read for table in tables.values()):
        _nothing(called, findings)
    version = _version(manifest, tables, findings)
    modes = _modes(manifest, tables, findings)
    _settle(harvest, tables, modes, findings)
    return _package(harvest, version, modes, manifest, findings), findings.all()


def _nothing(where: str, findings: Findings) -> None:
    what = "no roster file in it could be read"
    fix = "Send the zip of a OneRoster CSV export (orgs.csv, users.csv, classes.csv, ...)."
    findings.file("package.nothing", where, what, fix)


def _manifest(entries: Mapping[str, Entry], findings: Findings) -> Manifest:
    entry = entries.get(MANIFEST)
    if entry is not None:
        try:
            return read_manifest(rows_of(entry, findings), findings)
        except READ_FAULTS:
            what = "it is damaged and was not read"
            findings.note("manifest.damaged", "manifest.csv", what, "Export the package again.")
    elif entries:
        what = "there is none; version and ways were inferred from the files"
        fix = "Check below whether this is a whole roster (bulk) or changes only (delta)."
        findings.note("manifest.missing", "manifest.csv", what, fix)
    return Manifest()


def _version(manifest: Manifest, tables: Mapping[str, Table], findings: Findings) -> Version:
    if manifest.version in ("1.1", "1.2"):
        return cast(Version, manifest.version)
    has_roles = "roles" in tables or "role" not in tables.get("users", Table()).columns
    inferred: Version = "1.2" if has_roles else "1.1"
    if manifest.version:
        what = f"oneroster.version is {shown(manifest.version)}; it was read as {inferred}"
        findings.note("manifest.version", "manifest.csv", what, "Send version 1.1 or 1.2.")
    elif tables:
        what = f"no version is given; it was read as {inferred}"
        findings.note("manifest.version", "manifest.csv", what, "Nothing to do.")
    return inferred


def _modes(
    manifest: Manifest, tables: Mapping[str, Table], findings: Findings
) -> dict[str, Mode]:
    modes: dict[str, Mode] = {}
    inferred: dict[tuple[Mode, str], list[str]] = defaultdict(list)
    for file in LAYOUTS:
        table, said = tables.get(file), manifest.modes.get(file)
        if table is None or not table.is_read:
            modes[file] = "absent"
            if table is None and said in ("bulk", "delta"):
                _promised(file, said, findings)
        elif said in ("bulk", "delta"):
            modes[file] = said
        else:
            modes[file], why = _inferred(table, said, manifest)
            inferred[modes[file], why].append(f"{file}.csv")
    for (mode, why), files in inferred.items():
        what = f"{', '.join(files)} read as {mode}: {why}"
        fix = "Check that this is meant: bulk means that whoever is missing has left."
        findings.note("manifest.inferred", "manifest.csv", what, fix)
    return modes


def _promised(file: str, mode: str, findings: Findings) -> None:
    what = f"the manifest promises it ({mode}) and it is not in the package"
    fix = "Export again; nothing was ended because it is missing."
    findings.file("file.missing", f"{file}.csv", what, fix)


def _inferred(table: Table, said: Mode | None, manifest: Manifest) -> tuple[Mode, str]:
    """Return how to take a file the manifest is silent about; in doubt, as changes only."""
    if said == "absent":
        return "delta", "the manifest says absent, yet it is here"
    if "delta" in manifest.modes.values():
        return "delta", "the manifest does not name it, and other files are delta"
    if table.n_ended:
        return "delta", "nothing says which way, and some rows end something"
    return "bulk", "nothing says otherwise"


def _settle(
    harvest: Harvest,
    tables: Mapping[str, Table],
    modes: dict[str, Mode],
    findings: Findings,
) -> None:
    drop_repeats(harvest, findings)
    users = tables.get("users", Table())
    if "roles" not in tables and "role" in users.columns:
        roles_from_users(harvest, findings)
        modes["roles"] = modes["users"]
    fold_vendor_files(harvest)
    follow_references(harvest, modes, findings)
    fill_schools(harvest)
    note_shared_usernames(harvest.records, findings)


def _package(
    harvest: Harvest,
    version: Version,
    modes: Mapping[str, Mode],
    manifest: Manifest,
    findings: Findings,
) -> Package:
    records = {name: tuple(harvest.records[file]) for file, name in RECORDS_OF_FILE.items()}
    return Package(
        version=version,
        modes={file: modes[file] for file in RECORDS_OF_FILE},
        source_system_name=manifest.source_system_name,
        source_system_code=manifest.source_system_code,
        left_out={
            file: frozenset(keys - {key_of(r.sourced_id) for r in harvest.records[file]})
            for file, keys in harvest.left_out.items()
        },
        unnamed={file: tuple(rows) for file, rows in harvest.unnamed.items()},
        clues=findings.clues,
        unread={where: frozenset(columns) for where, columns in findings.unread.items()},
        **records,  # type: ignore[arg-type]
    )
