"""Reads a plain table, one answer a row: student, item, competency, correct, time. Item and time may be missing.

Several competencies stand in one cell (see `cells.competencies_in`). Students are dealt into five folds by
a hash of their name, so that the split is the same everywhere: fold k tests on part k, validates on
the next, trains on the other three.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ownpath.interchange.answer_logs.cells import competencies_in, day_in, name_in, outcome_in
from ownpath.interchange.answer_logs.records import Fold, Reading, StudentAnswers
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.tables import rows_of

N_FOLDS = 5
NEEDED = ("student", "competency", "correct")


def read_plain(source: Path, findings: Findings) -> Reading | None:
    """Return the students of a file, or of every csv of a folder, and five folds."""
    files = (
        [source]
        if source.is_file()
        else sorted([*source.glob("*.csv"), *source.glob("*.csv.gz")])
    )
    if not files:
        findings.file(
            "csv.files",
            str(source),
            "no csv file is there",
            "Name a csv file or a folder with some.",
        )
        return None
    found: dict[str, StudentAnswers] = {}
    for path in files:
        _add_file(path, found, findings)
    students = [_in_order(student) for student in found.values() if student.is_right]
    if len(students) < N_FOLDS:
        what = f"{len(students)} students can be read"
        findings.file(
            "csv.students",
            source.name,
            what,
            f"At least {N_FOLDS} are needed, one for each fold.",
        )
        return None
    return Reading(students=students, folds=_folds(students))


def _add_file(path: Path, found: dict[str, StudentAnswers], findings: Findings) -> None:
    for line, row in rows_of(path, findings):
        where = f"{path.name} line {line}"
        missing = [name for name in NEEDED if name not in row]
        if missing:
            what = f"column {', '.join(missing)} is missing; there are {', '.join(map(shown, list(row)[:8]))}"
            findings.file(
                "csv.columns",
                where,
                what,
                "Name the columns student, item, competency, correct, time.",
            )
            return
        student, is_right = name_in(row["student"]), outcome_in(row["correct"])
        named = competencies_in(row["competency"])
        if student is None or is_right is None or not named:
            what = (
                f"student {shown(row['student'])}, competency {shown(row['competency'])}, "
                f"correct {shown(row['correct'])} is no answer"
            )
            findings.row("csv.row", where, what, "Give a student, a competency and 0 or 1.")
            continue
        answers = found.setdefault(student, StudentAnswers(student=student))
        answers.add(
            name_in(row.get("item", "")),
            named,
            is_right=is_right,
            day=day_in(row.get("time", "")),
        )


def _in_order(student: StudentAnswers) -> StudentAnswers:
    """Return the answers by time if every one has a time, else as they stand."""
    days = [day for day in student.days if day is not None]
    if len(days) < len(student.days) or days == sorted(days):
        return student
    order = sorted(range(len(days)), key=days.__getitem__)
    return StudentAnswers(
        student=student.student,
        items=[student.items[k] for k in order],
        competencies=[student.competencies[k] for k in order],
        is_right=[student.is_right[k] for k in order],
        days=[student.days[k] for k in order],
    )


def _folds(students: list[StudentAnswers]) -> list[Fold]:
    order = sorted(
        range(len(students)), key=lambda k: sha256(students[k].student.encode()).digest()
    )
    parts = [order[number::N_FOLDS] for number in range(N_FOLDS)]
    folds = []
    for number in range(N_FOLDS):
        watched = (number + 1) % N_FOLDS
        others = [k for n, part in enumerate(parts) if n not in (number, watched) for k in part]
        folds.append(
            Fold(
                name=str(number + 1),
                training=others,
                validation=parts[watched],
                test=parts[number],
            )
        )
    return folds
