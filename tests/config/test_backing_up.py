"""A backup is whole and private; what is not one, or not whole, changes nothing; what stood here is kept."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ownpath.config.backing_up import (
    DATABASE,
    MANIFEST,
    NIGHTS_KEPT,
    SECRET,
    CannotBackUp,
    Installation,
    back_up,
    installation_of,
    keep_tonights,
    nightly_backups,
)
from ownpath.config.restoring import CannotRestore, NotABackup, restore

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


def untold(what: str, done: int, of: int) -> None:
    """Tell nobody how far it is."""


def installed(data: Path, *, answers: int, migration: str = "0001_initial") -> Installation:
    """Make a small installation with some answers, a secret and a file somebody brought."""
    data.mkdir()
    here = Installation(data=data, database=data / DATABASE)
    with closing(sqlite3.connect(here.database)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        made.execute("INSERT INTO django_migrations VALUES ('people', ?)", [migration])
        made.execute("CREATE TABLE answer (n INTEGER)")
        made.executemany("INSERT INTO answer VALUES (?)", [(n,) for n in range(answers)])
        made.commit()
    (data / SECRET).write_text("a secret")
    (data / "files" / "grants").mkdir(parents=True)
    (data / "files" / "grants" / "letter.pdf").write_bytes(b"a letter")
    (data / "sheets").mkdir()
    (data / "sheets" / "ada.html").write_text("made again every evening")
    return here


def answers_in(here: Installation) -> int:
    """Return how many answers a database holds."""
    with closing(sqlite3.connect(here.database)) as asked:
        return int(asked.execute("SELECT COUNT(*) FROM answer").fetchone()[0])


def kept(here: Installation, target: Path) -> Path:
    """Back an installation up and return the file."""
    back_up(here=here, target=target, now=NOW, step=untold)
    return target


def changed(source: Path, target: Path, *, drop: str = "", add: str = "", **told: Any) -> Path:
    """Write a backup again without a file, with another one, or with another manifest."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            data = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == MANIFEST:
                data = json.dumps(json.loads(data) | told).encode()
            if member.name == drop:
                continue
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))
        if add:
            new.addfile(tarfile.TarInfo(add), io.BytesIO(b""))
    return target


class TestBackup:
    def test_comes_back_as_it_was(self, tmp_path: Path) -> None:
        file = kept(installed(tmp_path / "one", answers=7), tmp_path / "b.tar.gz")
        there = Installation(data=tmp_path / "two", database=tmp_path / "two" / DATABASE)
        manifest, aside = restore(here=there, source=file, replaces=False, now=NOW, step=untold)
        assert aside is None
        assert manifest.made_at == NOW.isoformat()
        assert answers_in(there) == 7
        assert (there.data / SECRET).read_text() == "a secret"
        assert (there.data / "files" / "grants" / "letter.pdf").read_bytes() == b"a letter"
        assert not (there.data / "sheets").exists()
        assert [one.name for one in there.data.iterdir() if one.name.startswith(".")] == []

    def test_holds_what_was_committed_while_others_write(self, tmp_path: Path) -> None:
        here = installed(tmp_path / "one", answers=7)
        with closing(sqlite3.connect(here.database)) as other:
            other.execute("INSERT INTO answer VALUES (8)")
            other.commit()
            other.execute("INSERT INTO answer VALUES (9)")  # nobody was told that this is kept
            file = kept(here, tmp_path / "b.tar.gz")
        there = Installation(data=tmp_path / "two", database=tmp_path / "two" / DATABASE)
        restore(here=there, source=file, replaces=False, now=NOW, step=untold)
        assert answers_in(there) == 8

    def test_only_its_owner_may_read_it(self, tmp_path: Path) -> None:
        file = kept(installed(tmp_path / "one", answers=1), tmp_path / "b.tar.gz")
        assert file.stat().st_mode & 0o077 == 0

    def test_writes_over_nothing(self, tmp_path: Path) -> None:
        here = installed(tmp_path / "one", answers=1)
        file = kept(here, tmp_path / "b.tar.gz")
        before = file.read_bytes()
        with pytest.raises(CannotBackUp, match="already"):
            kept(here, file)
        assert file.read_bytes() == before

    def test_says_what_is_missing(self, tmp_path: Path) -> None:
        nothing = Installation(data=tmp_path, database=tmp_path / DATABASE)
        with pytest.raises(CannotBackUp, match="no database"):
            kept(nothing, tmp_path / "b.tar.gz")
        here = installed(tmp_path / "one", answers=1)
        with pytest.raises(CannotBackUp, match="no folder"):
            kept(here, tmp_path / "nowhere" / "b.tar.gz")

    def test_keeps_no_damaged_database(self, tmp_path: Path) -> None:
        here = installed(tmp_path / "one", answers=5_000)
        with here.database.open("r+b") as file:
            file.seek(3 * 4096)
            file.write(b"\xff" * 4096)
        with pytest.raises(CannotBackUp, match="damaged"):
            kept(here, tmp_path / "b.tar.gz")
        assert not (tmp_path / "b.tar.gz").exists()

    def test_leaves_postgresql_to_its_own_tool(self, tmp_path: Path) -> None:
        elsewhere = SimpleNamespace(
            DATA_FOLDER=tmp_path, DATABASES={"default": {"ENGINE": "x.postgresql", "NAME": "o"}}
        )
        with pytest.raises(CannotBackUp) as refused:
            installation_of(settings=elsewhere)
        assert "pg_dump" in str(refused.value)


class TestEveryNight:
    def test_one_a_night_and_the_oldest_go(self, tmp_path: Path) -> None:
        here, folder = installed(tmp_path / "one", answers=1), tmp_path / "safe"
        for night in range(NIGHTS_KEPT + 2):
            told = [
                keep_tonights(
                    here=here, folder=folder, now=NOW, today=date(2026, 3, 1) + timedelta(night)
                )
                for _ in range(2)
            ]
            assert [len(lines) for lines in told] == [1, 0]
        found = [one.name for one in nightly_backups(folder)]
        assert len(found) == NIGHTS_KEPT
        assert found[0] == "ownpath-2026-03-03.tar.gz"


class TestRestore:
    def test_does_not_write_over_what_stands_here(self, tmp_path: Path) -> None:
        file = kept(installed(tmp_path / "one", answers=7), tmp_path / "b.tar.gz")
        there = installed(tmp_path / "two", answers=3)
        with pytest.raises(CannotRestore, match="--replace"):
            restore(here=there, source=file, replaces=False, now=NOW, step=untold)
        assert answers_in(there) == 3

    def test_moves_what_stands_here_aside_whole(self, tmp_path: Path) -> None:
        file = kept(installed(tmp_path / "one", answers=7), tmp_path / "b.tar.gz")
        there = installed(tmp_path / "two", answers=3)
        aside = restore(here=there, source=file, replaces=True, now=NOW, step=untold)[1]
        assert answers_in(there) == 7
        assert aside is not None
        assert answers_in(Installation(data=aside, database=aside / DATABASE)) == 3
        assert (aside / "files" / "grants" / "letter.pdf").exists()

    def test_refuses_while_somebody_has_it_open(self, tmp_path: Path) -> None:
        file = kept(installed(tmp_path / "one", answers=7), tmp_path / "b.tar.gz")
        there = installed(tmp_path / "two", answers=3)
        with closing(sqlite3.connect(there.database)) as server:
            server.execute("INSERT INTO answer VALUES (4)")
            server.commit()
            with pytest.raises(CannotRestore, match="Stop it first"):
                restore(here=there, source=file, replaces=True, now=NOW, step=untold)
        assert answers_in(there) == 4

    def test_refuses_what_a_newer_program_wrote(self, tmp_path: Path) -> None:
        newer = installed(tmp_path / "one", answers=7, migration="9999_of_next_year")
        file = kept(newer, tmp_path / "b.tar.gz")
        there = Installation(data=tmp_path / "two", database=tmp_path / "two" / DATABASE)
        with pytest.raises(CannotRestore, match="newer Ownpath"):
            restore(here=there, source=file, replaces=False, now=NOW, step=untold)
        assert not there.database.exists()

    @pytest.mark.parametrize(
        ("mangling", "says"),
        [
            ({"drop": DATABASE}, "lacks"),
            ({"add": "files/more.txt"}, "does not name"),
            ({"add": "../outside"}, "does not name"),
            ({"kind": "something else"}, "is a something else"),
            ({"files": [{"name": "../../out", "size": 1, "sha256": ""}]}, "names '../../out'"),
            ({"files": [{"name": "/etc/x", "size": 1, "sha256": ""}]}, "names '/etc/x'"),
            ({"files": [{"name": "files//x", "size": 1, "sha256": ""}]}, "names 'files//x'"),
            ({"files": []}, "no database"),
            ({"files": [{"name": DATABASE, "size": 1, "sha256": ""}]}, "not as its manifest"),
            ({"files": [{"nam": DATABASE}]}, "not a backup"),
        ],
    )
    def test_believes_nothing_that_does_not_fit(
        self, tmp_path: Path, mangling: dict[str, Any], says: str
    ) -> None:
        file = kept(installed(tmp_path / "one", answers=7), tmp_path / "b.tar.gz")
        bad = changed(file, tmp_path / "bad.tar.gz", **mangling)
        there = installed(tmp_path / "two", answers=3)
        with pytest.raises(NotABackup, match=says):
            restore(here=there, source=bad, replaces=True, now=NOW, step=untold)
        assert answers_in(there) == 3
        assert sorted(one.name for one in tmp_path.iterdir()) == [
            "b.tar.gz", "bad.tar.gz", "one", "two",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "content", [b"", b"not a zip", gzip.compress(b"not a tar" * 99, mtime=0)]
    )
    def test_is_not_taken_in_by_other_files(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "x").write_bytes(content)
        there = Installation(data=tmp_path / "two", database=tmp_path / "two" / DATABASE)
        with pytest.raises(NotABackup):
            restore(here=there, source=tmp_path / "x", replaces=False, now=NOW, step=untold)

    def test_half_a_backup_is_none(self, tmp_path: Path) -> None:
        file = kept(installed(tmp_path / "one", answers=20_000), tmp_path / "b.tar.gz")
        half = tmp_path / "half"
        half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        there = Installation(data=tmp_path / "two", database=tmp_path / "two" / DATABASE)
        with pytest.raises(NotABackup):
            restore(here=there, source=half, replaces=False, now=NOW, step=untold)
        assert not there.database.exists()
