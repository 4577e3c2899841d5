"""What the command line imports and exports, in one shape: lines to print, problems, and whether it was taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ownpath.config.leaving import read_exit_kit
from ownpath.config.studying import let_new_classes_study
from ownpath.config.whole_files import written_whole
from ownpath.errors import NotFound, Refusal
from ownpath.interchange.case.write import as_bytes, write_package_1p0, write_package_1p1
from ownpath.interchange.oneroster import write_package
from ownpath.interchange.problems import Problem
from ownpath.interchange.qti.write import write_items
from ownpath.school.curriculum.exports import build_framework_package, build_item_package
from ownpath.school.curriculum.imports import KINDS, import_file
from ownpath.school.curriculum.imports.types import EditedItem
from ownpath.school.curriculum.queries import find_framework
from ownpath.school.people.exports import build_package
from ownpath.school.people.imports import FileCount, import_roster_file
from ownpath.school.people.queries import find_district

Step = Callable[[str, int, int], None]
MAY_BE_FOLDERS = ("roster", "pack")
CASE_VERSIONS = {"1.0": write_package_1p0, "1.1": write_package_1p1}
READING = "reading"
IN_NO_FILE = "guardians"  # pairs that the rows of users and roles add up to


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of an import."""

    lines: Sequence[str]
    problems: Sequence[Problem]
    was_taken: bool


def import_path(
    *,
    path: Path,
    kind: str,
    district: str,
    confirm_many_ends: bool,
    now: datetime,
    today: date,
    step: Step,
    take: Sequence[str] = (),
) -> Report:
    """Import a file or folder of a kind, all of it or nothing.

    Parameters
    ----------
    take
        The codes of templates changed in the editor that shall be as a pack has them; the others stay.

    Raises
    ------
    Refusal
        If the kind is not known, a folder stands where a file should, or the import is refused as a whole.
    """

    def progress(done: int, of: int) -> None:
        step(READING, 1, 1)
        step(kind, done, of)

    if path.is_dir() and kind not in MAY_BE_FOLDERS:
        raise Refusal(f"{path} is a folder.", next_step="Name the one file in it to import.")
    content = next((known for known in KINDS if known == kind), None)
    problems: Sequence[Problem] = ()
    step(READING, 0, 1)
    if kind == "roster":
        outcome = import_roster_file(
            path,
            district_source_key=district or None,
            confirm_many_ends=confirm_many_ends,
            now=now,
            today=today,
            progress=progress,
        )
        lines = [_file_line(count) for count in outcome.outcome.counts]
        lines += let_new_classes_study(now=now)
        problems = outcome.plan.problems
    elif kind == "exit-kit":
        lines = read_exit_kit(path=path, step=step)
    elif content is not None:
        taken = import_file(
            path, kind=content, owner_id=None, now=now, progress=progress, take=take
        )
        lines = [*_counted(taken), *map(_edited_line, taken.edited)]
        problems = taken.problems
    else:
        raise Refusal(
            f"We do not import {kind!r}.",
            next_step=f"Use one of: roster, exit-kit, {', '.join(KINDS)}.",
        )
    step(READING, 1, 1)  # where nothing was to be written, nobody has said so
    return Report(lines=lines, problems=problems, was_taken=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be exported, and how."""

    what: str
    key: str
    version: str = "1.1"  # of CASE
    each: int = 3  # items a template gives
    language: str = "en"


def export_to(*, target: Path, asked: Asked, now: datetime) -> tuple[str, Sequence[Problem]]:
    """Write a district's roster, a framework or its items to a file; return a line to print, and what was left out."""
    what, key = asked.what, asked.key
    if what == "roster":
        found = find_district(source_key=key)
        if found is None:
            raise NotFound(
                f"No district has the source key {key!r}.", next_step="Name one with --key."
            )
        with written_whole(target) as place, place.open("wb") as file:
            notes = write_package(build_package(district=found), file)
        return f"Wrote the roster of {found.name} to {target}.", notes
    if what == "case":
        write = CASE_VERSIONS.get(asked.version)
        if write is None:
            raise Refusal(
                f"We do not write CASE {asked.version}.",
                next_step=f"Use one of: {', '.join(CASE_VERSIONS)}.",
            )
        package = build_framework_package(framework=find_framework(identifier=key))
        data, left_out = write(package, now=now)
        with written_whole(target) as place:
            place.write_bytes(as_bytes(data))
        return f"Wrote CASE {asked.version} to {target}.", left_out
    if what == "qti":
        items, left_out = build_item_package(
            framework=find_framework(identifier=key), n_each=asked.each, language=asked.language
        )
        if not items.items:
            raise Refusal(
                f"The framework has no items in {asked.language!r}.",
                next_step="Name another one (--key), or another language (--language).",
            )
        with written_whole(target) as place:
            place.write_bytes(write_items(items))
        return f"Wrote {len(items.items):,} items (QTI 3.0) to {target}.", left_out
    raise Refusal(f"We do not export {what!r}.", next_step="Use roster, case or qti.")


def _edited_line(one: EditedItem) -> str:
    if one.is_taken:
        return f"{one.code}: as the pack has it; what was written here is kept."
    return f"{one.code}: left as it was written here. To have the pack's: --take {one.code}"


def _file_line(count: FileCount) -> str:
    counted = {
        "added": count.added,
        "changed": count.changed,
        "ended": count.ended,
        "same": count.same,
        "left out": count.left_out,
    }
    what = ", ".join(f"{n:,} {came}" for came, n in counted.items() if n)
    unit = "pairs" if count.file == IN_NO_FILE else "rows"
    return f"{count.file:<17} {count.mode:<6} {count.rows:>7,} {unit}: {what or 'none'}"


def _counted(outcome: object) -> list[str]:
    counts_in = getattr(outcome, "counts_in", {})
    counts_out = getattr(outcome, "counts_out", {})
    lines = [f"in   {name}: {count:,}" for name, count in counts_in.items()]
    return lines + [f"done {name}: {count:,}" for name, count in counts_out.items()]
