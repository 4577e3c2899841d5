"""What the machine refuses a command: said in words with what to do, and nothing half written."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cast import Cast
from typer.testing import CliRunner

from ownpath.config import cli, terminal
from ownpath.config.commands import installation
from ownpath.config.spreading import spread
from ownpath.config.troubles import STOPPED, is_interrupt, words_for
from ownpath.config.whole_files import written_whole
from ownpath.errors import Refusal


def said(*words: str) -> tuple[int, str]:
    """Type a command; return its exit code and all that it wrote."""
    result = CliRunner().invoke(cli.app, list(words), env={"COLUMNS": "200"})
    return result.exit_code, " ".join(result.output.split())


def trouble_of(database: sqlite3.Connection, *before: str, last: str) -> sqlite3.Error:
    """Return what SQLite says of a statement that cannot be done after the others."""
    for statement in before:
        database.execute(statement)
    with pytest.raises(sqlite3.Error) as met:
        database.execute(last)
    return met.value


class TestWordsFor:
    @pytest.mark.parametrize(
        ("number", "told"),
        [
            (errno.ENOSPC, "There is no room left for a/b."),
            (errno.EROFS, "a/b may not be read or written"),
            (errno.EACCES, "a/b may not be read or written"),
            (errno.ENOTDIR, "a/b is no place for this"),
        ],
    )
    def test_name_the_place(self, number: int, told: str) -> None:
        assert told in str(words_for(OSError(number, "so", "a/b")))

    def test_a_full_database(self) -> None:
        with closing(sqlite3.connect(":memory:")) as full:
            found = trouble_of(
                full,
                "PRAGMA max_page_count = 2",
                "CREATE TABLE t (x)",
                last="INSERT INTO t VALUES (randomblob(100000))",
            )
        assert "no room left for the database" in str(words_for(found))

    def test_a_database_that_may_not_be_written(self, tmp_path: Path) -> None:
        path = tmp_path / "kept.sqlite3"
        with closing(sqlite3.connect(path)) as made:
            made.execute("CREATE TABLE t (x)")
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as closed:
            found = trouble_of(closed, last="INSERT INTO t VALUES (1)")
        assert "may not be written" in str(words_for(found))

    def test_what_is_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.txt"
        path.write_text("Dear Ms. Okafor, " * 100)
        with closing(sqlite3.connect(path)) as letter:
            found = trouble_of(letter, last="SELECT * FROM sqlite_schema")
        assert "is no database" in str(words_for(found))

    def test_a_database_without_tables(self) -> None:
        with closing(sqlite3.connect(":memory:")) as empty:
            found = trouble_of(empty, last="SELECT * FROM people_district")
        assert "Run ownpath migrate." in str(words_for(found))

    def test_are_not_made_up_for_our_own_mistakes(self) -> None:
        with closing(sqlite3.connect(":memory:")) as empty:
            ours = trouble_of(empty, last="SELEKT 1")
        assert words_for(ours) is None
        assert words_for(FileNotFoundError(errno.ENOENT, "no such file", "x")) is None
        assert words_for(ValueError("x")) is None


class TestACommand:
    def test_says_that_the_disk_is_full(self, cast: Cast) -> None:
        code, words = said("export", "/dev/full", "--key", "live-oak")
        assert (code, "no room left" in words) == (1, True), (cast, words)

    def test_says_that_it_was_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(installation, "wake", interrupted)
        code, words = said("rebuild")
        assert (code, words) == (
            STOPPED,
            "Stopped. What was through by then is kept; the rest is as it was.",
        )

    @pytest.mark.django_db
    def test_has_nothing_to_make_anew_where_nobody_showed_anything(self) -> None:
        assert said("rebuild") == (
            0,
            "Nobody has shown anything yet; there is nothing to make anew.",
        )

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (
                ("evaluate", ".", "--format", "arff"),
                "'arff' is not known here. Use one of: akt",
            ),
            (("evaluate", ".", "--format", "csv", "--head", "both"), "glass, accuracy"),
            (("campus", "Live Oak Elementary"), "Name what to bring in"),
            (("let-in", "whitfield", "--language", "fr"), "'fr' is not known here."),
            (("effect", __file__, "--language", "fr"), "'fr' is not known here."),
        ],
    )
    def test_that_was_off_names_what_there_is(self, words: tuple[str, ...], told: str) -> None:
        code, output = said(*words)
        assert (code, told in output.replace("│ ", "").replace(" │", "")) == (2, True), output

    @pytest.mark.parametrize("verb", ["check", "preview"])
    def test_about_a_grade_that_no_pack_has_names_those_it_has(
        self, tmp_path: Path, verb: str
    ) -> None:
        page = [str(tmp_path / "page.html")] if verb == "preview" else []
        code, words = said("content", verb, *page, "--grade", "99")
        assert (code, "nothing for grade '99'. Name one of: 1, 2, 3" in words) == (1, True), (
            words
        )
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.django_db
    @pytest.mark.parametrize("version", ["", "2.0"])
    def test_does_not_write_another_version_of_case(self, tmp_path: Path, version: str) -> None:
        target = str(tmp_path / "case.json")
        code, words = said("export", target, "--what", "case", "--version", version)
        assert (code, "Use one of: 1.0, 1.1." in words) == (1, True), words

    def test_writes_no_bank_without_items(self, cast: Cast, tmp_path: Path) -> None:
        target = tmp_path / "bank.zip"
        bank = ("export", str(target), "--what", "qti", "--key", cast.framework.identifier)
        code, words = said(*bank, "--language", "xx")
        assert (code, "has no items in 'xx'." in words) == (1, True), words
        assert list(tmp_path.iterdir()) == []

    def test_says_so_too_when_an_error_was_raised_over_the_interrupt(self) -> None:
        over = SystemError("returned a result with an exception set")
        over.__cause__ = SystemError("returned a result with an exception set")
        over.__cause__.__cause__ = KeyboardInterrupt()
        assert is_interrupt(over)
        assert not is_interrupt(SystemError("ours"))

    def test_names_a_scheduler_that_does_not_answer(self) -> None:
        with pytest.raises(Refusal, match=r"No scheduler answers at nowhere.*--cluster"):
            next(spread(tasks={1: None}, address="nowhere", n_workers=1))  # type: ignore[dict-item]

    @pytest.mark.django_db
    def test_fits_nobody_where_nobody_is(self) -> None:
        code, words = said("fit", "--district", "all")
        assert (code, "There is no district here yet." in words) == (1, True), words

    @pytest.mark.parametrize("command", [("effect",), ("evaluate", "--format", "csv")])
    def test_counts_the_problems_it_does_not_tell_one_by_one(
        self, tmp_path: Path, command: tuple[str, ...]
    ) -> None:
        table = tmp_path / "table.csv"
        heading = "unit,cluster,period,group,dose,outcome,student,competency,correct\n"
        table.write_text(heading + "u1,c1,soon,pilot,1,5,ada,add,maybe\n" * 50)
        code, words = said(*command, str(table))
        assert (code, words.count("line")) == (1, 20), words
        assert "... and 31 more like these" in words or "... and 30 more like these" in words


class TestAWholeFile:
    def test_stays_as_it_was_when_its_writing_ends_early(self, tmp_path: Path) -> None:
        target = tmp_path / "plan.json"
        target.write_text("before")
        target.chmod(0o640)
        with pytest.raises(TypeError), written_whole(target) as place:
            place.write_bytes("half of what is no bytes")  # type: ignore[arg-type]
        assert target.read_text() == "before"
        with written_whole(target) as place:
            place.write_text("after")
        assert (target.read_text(), target.stat().st_mode & 0o777) == ("after", 0o640)
        assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]

    def test_goes_where_a_link_leads(self, tmp_path: Path) -> None:
        there, link = tmp_path / "there.txt", tmp_path / "link.txt"
        there.write_text("before")
        link.symlink_to(there)
        with written_whole(link) as place:
            place.write_text("after")
        assert (link.is_symlink(), there.read_text()) == (True, "after")


class TestHowFarItIs:
    def test_is_a_line_now_and_then_where_nobody_watches(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with terminal.bars() as step:
            for done in range(1_001):
                step("students", done, 1_000)
            step("nothing", 0, 0)
            step("classes", 4, 4)
            step("classes", 4, 4)
            for done in range(6):
                step("classes", done, 5)
        told = capsys.readouterr()
        lines = ["students: 0 of 1,000", "students: 1,000 of 1,000"]
        lines += ["classes: 4 of 4", "classes: 5 of 5"]
        assert (told.out, told.err.splitlines()) == ("", lines)

    def test_is_nothing_where_nothing_is_done(self, capsys: pytest.CaptureFixture[str]) -> None:
        with terminal.bars():
            pass
        assert capsys.readouterr() == ("", "")
