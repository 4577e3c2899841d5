"""Reads the files published with AKT: heading, items (not in all sets), skills, outcomes, one line each.

Fold k tests on file k, validates on the next (after five comes one), trains on the other three.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ownpath.interchange.answer_logs.cells import is_absent, name_in, outcome_in
from ownpath.interchange.answer_logs.records import Fold, Reading, StudentAnswers
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.tables import lines_of

N_FILES = 5
BLOCKS_LOOKED_AT = 400
Line = tuple[int, str]


def read_akt(folder: Path, findings: Findings) -> Reading | None:
    """Return the students of the five test files and their five folds."""
    files = _test_files(folder, findings)
    if files is None:
        return None
    students: list[StudentAnswers] = []
    parts: list[range] = []
    for path in files:
        begin = len(students)
        students += read_akt_file(path, findings)
        parts.append(range(begin, len(students)))
        if begin == len(students):
            findings.file(
                "akt.empty",
                path.name,
                "no student can be read",
                "Check that it has three or four lines a student.",
            )
            return None
    folds = [_fold(number, parts) for number in range(N_FILES)]
    return Reading(students=students, folds=folds)


def _fold(number: int, parts: Sequence[range]) -> Fold:
    watched = (number + 1) % N_FILES
    others = [part for k, part in enumerate(parts) if k not in (number, watched)]
    return Fold(
        name=str(number + 1),
        training=[place for part in others for place in part],
        validation=parts[watched],
        test=parts[number],
    )


def _test_files(folder: Path, findings: Findings) -> list[Path] | None:
    if not folder.is_dir():
        findings.file(
            "akt.folder",
            str(folder),
            "it is not a folder",
            "Name the folder that holds the files.",
        )
        return None
    found: list[Path] = []
    for number in range(1, N_FILES + 1):
        ends = (f"test{number}.csv", f"test{number}.csv.gz")
        matching = sorted(path for path in folder.iterdir() if path.name.endswith(ends))
        plain = {path.name.removesuffix(".gz") for path in matching}
        if len(plain) != 1:
            what = (
                "is missing"
                if not plain
                else f"stands {len(plain)} times, as {', '.join(sorted(plain)[:3])}"
            )
            findings.file(
                "akt.files",
                f"{folder.name}/*_test{number}.csv",
                f"the file {what}",
                "Put exactly the five test files of one data set into the folder, plain or as .gz.",
            )
            return None
        found.append(matching[0])
    return found


def read_akt_file(path: Path, findings: Findings) -> list[StudentAnswers]:
    """Return the students of one file; what does not fit is left out and said."""
    lines = lines_of(path, findings)
    height = 4 if _n_fitting(lines, 4) >= _n_fitting(lines, 3) else 3
    students: list[StudentAnswers] = []
    at = 0
    while at < len(lines):
        block = lines[at : at + height]
        if not _fits(block, height):
            where = f"{path.name} line {lines[at][0]}"
            what = f"the {height} lines from here are not one student with equally long lists"
            findings.row("akt.block", where, what, "Mend the student's lines or take them out.")
            at = _next_fitting(lines, at + 1, height)
            continue
        student = _student(block, path.name, findings)
        if student.is_right:
            students.append(student)
        at += height
    return students


def _cells(line: str) -> list[str]:
    return line.rstrip(", \t").split(",")


def _fits(block: Sequence[Line], height: int) -> bool:
    if len(block) < height:
        return False
    lists = [_cells(text) for _, text in block[1:]]
    if len({len(one) for one in lists}) != 1:
        return False
    return all(outcome_in(cell) is not None or is_absent(cell) for cell in lists[-1])


def _n_fitting(lines: Sequence[Line], height: int) -> int:
    """Count the lines that fit, among the first; blocks of the right height fit nearly all of them."""
    end = min(len(lines), BLOCKS_LOOKED_AT * 12)
    n = at = 0
    while at < end:
        is_block = _fits(lines[at : at + height], height)
        n += height * is_block
        at += height if is_block else 1
    return n


def _next_fitting(lines: Sequence[Line], at: int, height: int) -> int:
    while at < len(lines) and not _fits(lines[at : at + height], height):
        at += 1
    return at


def _student(block: Sequence[Line], file: str, findings: Findings) -> StudentAnswers:
    heading = [cell.strip() for cell in block[0][1].split(",")]
    student = StudentAnswers(student=f"{heading[-1]} (line {block[0][0]})")
    skills, outcomes = _cells(block[-2][1]), _cells(block[-1][1])
    items = _cells(block[1][1]) if len(block) == 4 else [""] * len(skills)
    for place, (item, skill, outcome) in enumerate(zip(items, skills, outcomes, strict=True)):
        named, is_right = name_in(skill), outcome_in(outcome)
        if is_right is None and is_absent(outcome):
            continue  # padding
        if named is None or is_right is None:
            findings.row(
                "akt.cell",
                f"{file} line {block[-2][0]}, entry {place + 1}",
                f"skill {shown(skill)} with outcome {shown(outcome)} is no answer",
                "Give a skill and an outcome of 0 or 1.",
            )
            continue
        student.add(name_in(item), (named,), is_right=is_right, day=None)
    return student
