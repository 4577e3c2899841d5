"""The three forms of answer logs, whole and broken: what can be read is read, the rest is said."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.interchange.answer_logs import (
    FORMATS,
    Reading,
    merge_multi_skill,
    read_answer_logs,
)
from ownpath.interchange.answer_logs.akt import read_akt_file
from ownpath.interchange.answer_logs.records import StudentAnswers
from ownpath.interchange.findings import Findings
from ownpath.interchange.problems import Weight
from ownpath.interchange.tables import rows_of

ADA = "0,1001\n7,7,9\n37,54,45\n1,1,0\n"
BEN = "1,1002\n12\n3\n1\n"


def write_akt(folder: Path, text: str = ADA + BEN, *, packed: bool = False) -> Path:
    for number in range(1, 6):
        name = folder / f"set_test{number}.csv"
        if packed:
            Path(f"{name}.gz").write_bytes(gzip.compress(text.encode()))
        else:
            name.write_text(text)
    return folder


def read_one(tmp_path: Path, text: str) -> tuple[list[StudentAnswers], list[str]]:
    path = tmp_path / "one_test1.csv"
    path.write_bytes(text.encode())
    findings = Findings()
    students = read_akt_file(path, findings)
    return students, [str(problem) for problem in findings.listed()]


class TestAkt:
    @pytest.mark.parametrize("packed", [False, True])
    def test_reads_students_items_skills_and_outcomes(
        self, tmp_path: Path, packed: bool
    ) -> None:
        reading, problems = read_answer_logs(
            write_akt(tmp_path, packed=packed), format_name="akt"
        )
        assert reading is not None
        assert not problems
        first = reading.students[0]
        assert first.items == ["7", "7", "9"]
        assert first.competencies == [("37",), ("54",), ("45",)]
        assert first.is_right == [True, True, False]

    def test_tests_on_file_k_and_validates_on_the_next(self, tmp_path: Path) -> None:
        reading, _ = read_answer_logs(write_akt(tmp_path), format_name="akt")
        assert reading is not None
        fold = reading.folds[4]
        assert list(fold.test) == [8, 9]
        assert list(fold.validation) == [0, 1]
        assert list(fold.training) == [2, 3, 4, 5, 6, 7]

    def test_reads_files_without_items(self, tmp_path: Path) -> None:
        students, problems = read_one(tmp_path, "3,1\n5,5,6\n1,0,1\n2,2\n5,6\n1,1\n1,3\n4\n0\n")
        assert [student.items for student in students] == [[None] * 3, [None] * 2, [None]]
        assert not problems

    @pytest.mark.parametrize(
        "text",
        [
            "\n\n" + ADA + "\n  \n" + BEN + "\n",
            ADA.replace("\n", "\r\n") + BEN,
            "\ufeff" + ADA + BEN,
            "0,1001\n7,7,9,\n37,54,45,\n1,1,0,\n" + BEN,
            "0,1001\n7,7,9,-1,-1\n37,54,45,-1,-1\n1,1,0,-1,-1\n" + BEN,
            "0,1001\n7.0,7.0,9.0\n37.0,54.0,45.0\n1.0,1.0,0.0\n" + BEN,
        ],
        ids=["blank lines", "windows", "mark", "last comma", "padding", "decimals"],
    )
    def test_takes_the_usual_dirt(self, tmp_path: Path, text: str) -> None:
        students, problems = read_one(tmp_path, text)
        assert [student.is_right for student in students] == [[True, True, False], [True]]
        assert students[0].competencies[0] == ("37",)
        assert not problems

    def test_names_the_student_that_does_not_fit_and_goes_on(self, tmp_path: Path) -> None:
        students, problems = read_one(tmp_path, BEN + "2,1003\n7,7\n37\n1,1\n" + ADA)
        assert len(students) == 2
        assert "one_test1.csv line 5" in problems[0]
        assert "Mend" in problems[0]

    @pytest.mark.parametrize("blank", ["9,9\n\n\n", "9,9\n\n\n\n"])
    @pytest.mark.parametrize("student", [ADA + BEN, "3,1\n5,5,6\n1,0,1\n2,2\n5,6\n1,1\n"])
    def test_goes_on_after_one_who_answered_nothing(
        self, tmp_path: Path, blank: str, student: str
    ) -> None:
        students, problems = read_one(tmp_path, blank + student * 3 + blank)
        assert [len(one.is_right) for one in students[:2]] == [
            len(one.is_right) for one in read_one(tmp_path, student)[0]
        ]
        assert len(students) == 6
        assert "one_test1.csv line 1" in problems[0]

    def test_names_an_outcome_that_is_none(self, tmp_path: Path) -> None:
        students, problems = read_one(tmp_path, ADA * 3 + "9,9\n1,2\n-1,4\n1,0\n")
        assert students[-1].is_right == [False]
        assert "entry 1" in problems[0]

    def test_takes_huge_identifiers(self, tmp_path: Path) -> None:
        students, _ = read_one(tmp_path, f"0,1\n{'9' * 40}\n{10**18}\n1\n")
        assert students[0].items == ["9" * 40]

    @pytest.mark.parametrize("left_out", range(1, 6))
    def test_says_which_file_is_missing(self, tmp_path: Path, left_out: int) -> None:
        (write_akt(tmp_path) / f"set_test{left_out}.csv").unlink()
        reading, problems = read_answer_logs(tmp_path, format_name="akt")
        assert reading is None
        assert problems[-1].weight is Weight.FILE
        assert f"test{left_out}.csv" in problems[-1].where

    def test_says_when_two_sets_lie_in_one_folder(self, tmp_path: Path) -> None:
        (write_akt(tmp_path) / "other_test2.csv").write_text(ADA)
        reading, problems = read_answer_logs(tmp_path, format_name="akt")
        assert reading is None
        assert "2 times" in problems[-1].what


class TestPykt:
    HEADING = "fold,uid,questions,concepts,responses,timestamps,is_repeat\n"

    def write(self, folder: Path, learned: str, tested: str) -> Reading | None:
        (folder / "train_valid.csv").write_text(learned)
        (folder / "test.csv").write_text(tested)
        return read_answer_logs(folder, format_name="pykt")[0]

    def test_reads_lists_folds_and_several_concepts(self, tmp_path: Path) -> None:
        learned = (
            self.HEADING
            + '0,1,"5,6","2_3,4","1,0","0,86400000000","0,0"\n1,2,"5","2","1","0","0"\n'
        )
        reading = self.write(tmp_path, learned, self.HEADING + '-1,9,"6","4","0","0","0"\n')
        assert reading is not None
        assert reading.students[0].competencies == [("2", "3"), ("4",)]
        assert reading.students[0].days == [0.0, 1000.0]
        assert [list(fold.test) for fold in reading.folds] == [[2], [2]]
        assert [list(fold.validation) for fold in reading.folds] == [[0], [1]]

    def test_names_a_row_cut_short(self, tmp_path: Path) -> None:
        heading = "fold,uid,concepts,responses\n"
        (tmp_path / "train_valid.csv").write_text(heading + '0,1,"2,3","1,0"\n0,3,4\n1,2,2,1\n')
        (tmp_path / "test.csv").write_text(heading + "0,7,2,0\n")
        reading, problems = read_answer_logs(tmp_path, format_name="pykt")
        assert reading is not None
        assert [one.student for one in reading.students] == ["1", "2", "7"]
        assert [problem.where for problem in problems] == ["train_valid.csv line 3"]

    def test_joins_the_pieces_of_a_student_and_drops_padding(self, tmp_path: Path) -> None:
        heading = "fold,uid,concepts,responses,selectmasks\n"
        learned = heading + '0,1,"2,3","1,0","1,1"\n0,1,"4,-1","1,-1","1,-1"\n1,2,"2","1","1"\n'
        reading = self.write(tmp_path, learned, heading + '0,7,"2","0","1"\n')
        assert reading is not None
        assert reading.students[0].is_right == [True, False, True]
        assert reading.students[0].items == [None] * 3

    def test_deals_students_without_a_fold_column(self, tmp_path: Path) -> None:
        rows = "".join(f'{k},"2","1"\n' for k in range(30))
        reading = self.write(
            tmp_path, "uid,concepts,responses\n" + rows, 'uid,concepts,responses\n99,"2","0"\n'
        )
        assert reading is not None
        assert len(reading.folds) == 5

    def test_says_what_is_missing(self, tmp_path: Path) -> None:
        assert self.write(tmp_path, "uid,skills\n1,2\n", "uid,skills\n1,2\n") is None
        _, problems = read_answer_logs(tmp_path, format_name="pykt")
        assert "concepts" in problems[0].what
        (tmp_path / "test.csv").unlink()
        assert "test.csv" in read_answer_logs(tmp_path, format_name="pykt")[1][-1].where


class TestPlain:
    def rows(self, n: int = 6) -> str:
        return "".join(f"s{k},i1,c1;c2,{k % 2},{k * 86400}\ns{k},,c3,1,\n" for k in range(n))

    def test_reads_a_table(self, tmp_path: Path) -> None:
        path = tmp_path / "log.csv"
        path.write_text("Student, Item ,competency,correct,time\n" + self.rows())
        reading, problems = read_answer_logs(path, format_name="csv")
        assert reading is not None
        assert not problems
        assert reading.students[1].competencies == [("c1", "c2"), ("c3",)]
        assert reading.students[1].items == ["i1", None]
        tested = sorted(place for fold in reading.folds for place in fold.test)
        assert tested == list(range(6))

    @pytest.mark.parametrize("joined", ['"a;b"', '"a, b"', "a|b", "a~~b"])
    def test_reads_several_competencies_of_a_cell(self, tmp_path: Path, joined: str) -> None:
        rows = "".join(f"s{number},{joined},1\n" for number in range(5))
        (tmp_path / "log.csv").write_text(f"student,competency,correct\n{rows}")
        reading, _problems = read_answer_logs(tmp_path, format_name="csv")
        assert reading is not None
        assert reading.students[0].competencies == [("a", "b")]

    def test_puts_answers_in_order_of_time(self, tmp_path: Path) -> None:
        rows = "".join(
            f"s{k},c,1,2024-01-02T08:00\ns{k},d,0,2024-01-01T08:00\n" for k in range(5)
        )
        (tmp_path / "a.csv").write_text(
            "student;competency;correct;time\n".replace(";", ",") + rows
        )
        reading, _ = read_answer_logs(tmp_path, format_name="csv")
        assert reading is not None
        assert reading.students[0].competencies == [("d",), ("c",)]

    def test_names_rows_that_are_no_answer(self, tmp_path: Path) -> None:
        text = "student,competency,correct\n" + "".join(f"s{k},c,1\n" for k in range(5))
        (tmp_path / "a.csv").write_text(text + "s9,c,maybe\n,c,1\ns9,,1\n")
        reading, problems = read_answer_logs(tmp_path, format_name="csv")
        assert reading is not None
        assert [problem.where for problem in problems] == [f"a.csv line {k}" for k in (7, 8, 9)]

    def test_goes_on_after_a_row_cut_short(self, tmp_path: Path) -> None:
        rows = "".join(f"s{k},c,1\n" for k in range(5))
        (tmp_path / "a.csv").write_text("student,competency,correct\n" + rows + "s9,c\n" + rows)
        reading, problems = read_answer_logs(tmp_path, format_name="csv")
        assert reading is not None
        assert [one.is_right for one in reading.students] == [[True, True]] * 5
        assert [problem.where for problem in problems] == ["a.csv line 7"]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("who,what\n1,2\n", "student"),
            ("student,competency,correct\n1,c,1\n", "1 students"),
            ("", "0"),
        ],
        ids=["columns", "one student", "empty"],
    )
    def test_says_why_nothing_can_be_taken(self, tmp_path: Path, text: str, said: str) -> None:
        (tmp_path / "a.csv").write_text(text)
        reading, problems = read_answer_logs(tmp_path, format_name="csv")
        assert reading is None
        assert any(said in problem.what for problem in problems)


class TestEveryFormat:
    @settings(max_examples=60, deadline=None)
    @given(noise=st.binary(max_size=300), name=st.sampled_from(sorted(FORMATS)))
    def test_never_raises_on_bad_data(self, tmp_path_factory, noise: bytes, name: str) -> None:
        folder = tmp_path_factory.mktemp("noise")
        for file in (*(f"x_test{k}.csv" for k in range(1, 6)), "train_valid.csv", "test.csv"):
            (folder / file).write_bytes(noise)
        reading, problems = read_answer_logs(folder, format_name=name)
        assert reading is not None or any(one.weight is Weight.FILE for one in problems)

    def test_is_known_by_name(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="akt"):
            read_answer_logs(tmp_path, format_name="xls")


class TestMerging:
    def log(self, *rows: tuple[str | None, str, bool]) -> StudentAnswers:
        student = StudentAnswers(student="1")
        for item, skill, is_right in rows:
            student.add(item, (skill,), is_right=is_right, day=None)
        return student

    def test_makes_one_answer_of_the_rows_of_an_item(self) -> None:
        merged = merge_multi_skill(
            self.log(("7", "a", True), ("7", "b", True), ("8", "a", False))
        )
        assert merged.competencies == [("a", "b"), ("a",)]
        assert merged.is_right == [True, False]

    def test_keeps_a_second_try_at_the_same_skill(self) -> None:
        merged = merge_multi_skill(self.log(("7", "a", True), ("7", "a", True)))
        assert len(merged.items) == 2

    def test_keeps_another_outcome(self) -> None:
        merged = merge_multi_skill(self.log(("7", "a", True), ("7", "b", False)))
        assert len(merged.items) == 2

    def test_merges_nothing_without_items(self) -> None:
        merged = merge_multi_skill(self.log((None, "a", True), (None, "b", True)))
        assert len(merged.items) == 2


class TestLongCells:
    def test_leave_other_readers_their_bound(self, tmp_path: Path) -> None:
        before = csv.field_size_limit()
        whole_history = ",".join(["7"] * 100_000)
        (tmp_path / "log.csv").write_text(f'student,questions\na,"{whole_history}"\n')

        [(line, row)] = rows_of(tmp_path / "log.csv", Findings())

        assert (line, row["questions"]) == (2, whole_history)
        assert csv.field_size_limit() == before
