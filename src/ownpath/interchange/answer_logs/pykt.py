"""Reads what pyKT prepares: `train_valid*.csv` and `test*.csv`, a row a student, lists joined by commas.

Fold k validates on the students marked k, trains on the other marked students and tests on the test
file. Several skills of one item stand in one cell, joined by underscores (question level), or in
rows of their own with `is_repeat` 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from ownpath.interchange.answer_logs.cells import (
    day_in,
    is_absent,
    name_in,
    names_in,
    outcome_in,
)
from ownpath.interchange.answer_logs.records import Fold, Reading, StudentAnswers
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.tables import rows_of

STEMS = ("{}", "{}_sequences", "{}_quelevel", "{}_question_sequences")
N_FOLDS = 5
Row = Mapping[str, str]


def read_pykt(folder: Path, findings: Findings) -> Reading | None:
    """Return the students of both files and one fold for each mark in the `fold` column."""
    learned = _file(folder, "train_valid", findings)
    tested = _file(folder, "test", findings)
    if learned is None or tested is None:
        return None
    marked: dict[str, str] = {}
    students = read_pykt_file(learned, findings, marked)
    n_learned = len(students)
    students += read_pykt_file(tested, findings, {})
    test = range(n_learned, len(students))
    marks = sorted({marked[student.student] for student in students[:n_learned]})
    if not test or len(marks) < 2:
        what = "no test student can be read" if not test else "it names fewer than two folds"
        findings.file(
            "pykt.folds", learned.name, what, "Prepare the data again with pyKT, five folds."
        )
        return None
    folds = []
    for mark in marks:
        watched = [k for k in range(n_learned) if marked[students[k].student] == mark]
        others = [k for k in range(n_learned) if marked[students[k].student] != mark]
        folds.append(Fold(name=mark, training=others, validation=watched, test=test))
    return Reading(students=students, folds=folds)


def _file(folder: Path, stem: str, findings: Findings) -> Path | None:
    names = [pattern.format(stem) + end for pattern in STEMS for end in (".csv", ".csv.gz")]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    findings.file(
        "pykt.files",
        f"{folder.name}/{stem}.csv",
        "the file is missing",
        f"Expected one of {', '.join(names[::2])}.",
    )
    return None


def read_pykt_file(
    path: Path, findings: Findings, marked: dict[str, str]
) -> list[StudentAnswers]:
    """Return the students of one file, pieces of one student joined; write each one's fold into `marked`."""
    found: dict[str, StudentAnswers] = {}
    for line, row in rows_of(path, findings):
        where = f"{path.name} line {line}"
        missing = [name for name in ("concepts", "responses") if name not in row]
        if missing:
            findings.file(
                "pykt.columns",
                where,
                f"column {missing[0]} is missing",
                "Expected concepts and responses.",
            )
            return []
        uid = name_in(row.get("uid", "")) or f"line {line}"
        marked.setdefault(uid, name_in(row.get("fold", "")) or _dealt(uid))
        _add_row(row, found.setdefault(uid, StudentAnswers(student=uid)), where, findings)
    return [student for student in found.values() if student.is_right]


def _dealt(uid: str) -> str:
    return str(sha256(uid.encode()).digest()[0] % N_FOLDS)


def _add_row(row: Row, student: StudentAnswers, where: str, findings: Findings) -> None:
    concepts, responses = row["concepts"].split(","), row["responses"].split(",")
    if not row["responses"].strip():
        what = "no responses stand in the row"
        findings.row("pykt.empty", where, what, "Fill the row or take it out.")
        return
    if len(concepts) != len(responses):
        what = f"{len(concepts)} concepts stand beside {len(responses)} responses"
        findings.row("pykt.lengths", where, what, "Make the lists equally long.")
        return
    n = len(concepts)
    items, times = _list(row, "questions", n), _list(row, "timestamps", n)
    repeats = _list(row, "is_repeat", n)
    for place, outcome in enumerate(responses):
        is_right, named = outcome_in(outcome), names_in(concepts[place], "_")
        if is_absent(outcome):
            continue  # padding
        if is_right is None or not named:
            what = (
                f"concept {shown(concepts[place])} with response {shown(outcome)} is no answer"
            )
            findings.row(
                "pykt.cell", f"{where}, entry {place + 1}", what, "Give a concept and 0 or 1."
            )
            continue
        item = name_in(items[place])
        if repeats[place].strip() == "1" and item is None:
            item = student.items[-1] if student.items else None
        student.add(
            item, named, is_right=is_right, day=day_in(times[place], units_a_second=1000.0)
        )


def _list(row: Row, name: str, n: int) -> list[str]:
    """Return a list of a row; empty cells if it is missing or of another length."""
    cells = row.get(name, "").split(",")
    return cells if len(cells) == n else [""] * n
