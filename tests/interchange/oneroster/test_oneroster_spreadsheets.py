"""Files that somebody opened in a spreadsheet and saved again: read as they were meant, or left out and said so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from roster_files import FILES, changed, named, read, zipped

from ownpath.interchange.oneroster import read_package
from ownpath.interchange.problems import Weight

SESSIONS = "academicSessions.csv"


def with_days(file: str, form: str) -> str:
    """Return a file with its days written in another form, as a spreadsheet does."""

    def written(day: re.Match[str]) -> str:
        year, month, number = (int(part) for part in day.groups())
        return form.format(y=year, m=month, d=number)

    return re.sub(r"(\d{4})-(\d\d)-(\d\d)", written, FILES[file])


class TestDaysWithSlashes:
    """One value does not say which is the month; the file as a whole does."""

    def test_reads_days_first_where_one_of_the_file_cannot_be_a_month(self) -> None:
        package, problems = read({SESSIONS: with_days(SESSIONS, "{d}/{m}/{y}")})
        assert package == read()[0]
        note = named([p for p in problems if "startDate" in p.where], "date.day_first")
        assert note.weight is Weight.NOTE
        assert "read as" in note.what

    def test_reads_months_first_where_nothing_speaks_against_it(self) -> None:
        package, _ = read({SESSIONS: with_days(SESSIONS, "{m}/{d}/{y}")})
        assert package == read()[0]

    def test_leaves_out_what_may_be_two_days_where_a_file_writes_both_ways(self) -> None:
        text = FILES[SESSIONS].replace("2025-08-18", "18/8/2025", 1)
        text = text.replace("2025-12-19", "12/19/2025").replace("2026-01-06", "1/6/2026")
        package, problems = read({SESSIONS: text})
        problem = named(problems, "date.mixed")
        assert (problem.where, problem.weight) == (f"{SESSIONS} row 4, startDate", Weight.ROW)
        assert "'1/6/2026'" in problem.what
        assert package.is_left_out("academicSessions", "t2")
        assert package.academic_sessions_by_key["t1"].end_date == date(2025, 12, 19)

    def test_never_empties_a_day_it_cannot_decide(self) -> None:
        text = FILES["enrollments.csv"].replace("2025-08-18", "8/9/2025")
        text = text.replace("2026-05-29", "29/5/2026")
        text += "e3,,,k1,s1,rosa,aide,false,8/30/2025,\n"
        package, problems = read({"enrollments.csv": text})
        assert named(problems, "date.mixed").where == "enrollments.csv row 2, beginDate"
        assert package.is_left_out("enrollments", "e1")


class TestShortenedNumbers:
    """A long number that a spreadsheet has rounded names nobody any more."""

    @pytest.mark.parametrize("number", ["6.04822E+11", "6,04822E+11", "6E+11"])
    def test_leaves_the_row_out_and_ends_nobody_for_being_missing(self, number: str) -> None:
        cell = f'"{number}"' if "," in number else number
        package, problems = read(changed("users.csv", "\nada,", f"\n{cell},"))
        problem = named(problems, "id.shortened")
        assert problem.where == "users.csv row 2, sourcedId"
        assert repr(number) in problem.what
        assert package.has_unnamed("users")
        assert not package.is_complete("users")

    @pytest.mark.parametrize("plain", ["6E11", "E+11", "16E+11", "6.E+11"])
    def test_takes_other_numbers_as_they_stand(self, plain: str) -> None:
        package, _ = read(changed("orgs.csv", "d1,", f"{plain},"))
        assert package.org(plain) is not None


class TestTheNameOfThePackage:
    """A person knows a file by the name they sent it under."""

    def test_problems_call_the_file_as_it_was_sent(self, tmp_path: Path) -> None:
        kept = tmp_path / "14be7bdf635a.zip"
        kept.write_bytes(zipped(FILES)[:900])
        _, problems = read_package(kept, name="roster.zip")
        assert {problem.where for problem in problems} == {"roster.zip"}
