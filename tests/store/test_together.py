"""Many deeds, one commit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest
from django.db import connection, connections, transaction

from ownpath.school.curriculum.models import Theme
from ownpath.store.database import database_settings
from ownpath.store.together import commit_together, deed, take_turns


def add(slug: str) -> str:
    Theme.objects.create(slug=slug, kind="interest")
    return slug


@deed
def add_two(*, first: str, second: str) -> None:
    add(first)
    add(second)


@pytest.mark.django_db(transaction=True)
class TestCommitTogether:
    @pytest.fixture(autouse=True)
    def through_the_writer(self, settings) -> None:
        settings.GROUP_COMMIT = connection.vendor == "sqlite"

    def test_keeps_what_many_threads_did_and_gives_each_its_own_result(self) -> None:
        def work(slug: str) -> str:
            try:
                return commit_together(lambda: add(slug))
            finally:
                connections.close_all()

        slugs = [f"t{i}" for i in range(40)]
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(work, slugs)) == slugs
        assert set(Theme.objects.values_list("slug", flat=True)) == set(slugs)

    def test_undoes_a_bad_deed_without_its_neighbors(self) -> None:
        together = threading.Barrier(3)

        def work(slug: str) -> str:
            together.wait()
            try:
                return commit_together(lambda: add(slug))
            except Exception as error:  # noqa: BLE001 - which one is what we look at
                return type(error).__name__
            finally:
                connections.close_all()

        commit_together(lambda: add("taken"))
        with ThreadPoolExecutor(3) as pool:
            told = sorted(pool.map(work, ["free-1", "taken", "free-2"]))
        assert told == ["IntegrityError", "free-1", "free-2"]
        assert Theme.objects.count() == 3

    def test_keeps_all_of_a_deed_or_nothing(self) -> None:
        with pytest.raises(Exception, match=r"(?i)unique"):
            add_two(first="same", second="same")
        assert not Theme.objects.exists()

    def test_lets_a_deed_inside_a_deed_join_it(self) -> None:
        def outer() -> None:
            add_two(first="one", second="two")
            raise RuntimeError("all of it goes")

        with pytest.raises(RuntimeError, match="all of it goes"):
            commit_together(outer)
        assert not Theme.objects.exists()


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="on SQLite deeds go one by one anyway"
)
@pytest.mark.django_db(transaction=True)
class TestTakeTurns:
    @staticmethod
    def tried_beside(about: int, on: date | None) -> bool:
        """Return whether another connection could have the turn now."""

        def look() -> bool:
            try:
                with connection.cursor() as cursor:
                    lock = [about] if on is None else [about, on.toordinal()]
                    places = ", ".join(["%s"] * len(lock))
                    cursor.execute(f"SELECT pg_try_advisory_xact_lock({places})", lock)
                    return bool(cursor.fetchone()[0])
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(look).result()

    @pytest.mark.parametrize("on", [None, date(2026, 3, 10)])
    def test_holds_a_turn_to_the_end_of_the_deed(self, on: date | None) -> None:
        def work() -> bool:
            take_turns(about=7, on=on)
            take_turns(about=7, on=on)
            return self.tried_beside(7, on)

        assert not commit_together(work)
        assert self.tried_beside(7, on)
        assert not commit_together(work)  # another deed takes it anew

    def test_takes_a_turn_again_that_an_undone_part_let_go(self) -> None:
        def work() -> bool:
            with suppress(ValueError), transaction.atomic():
                take_turns(about=7)
                raise ValueError("this part is undone")
            take_turns(about=7)
            return self.tried_beside(7, None)

        assert not commit_together(work)


class TestDatabaseSettings:
    def test_makes_sqlite_durable(self, tmp_path) -> None:
        options = database_settings(url="", data_folder=tmp_path)["OPTIONS"]
        assert "synchronous=FULL" in options["init_command"]
        assert "journal_mode=WAL" in options["init_command"]
        assert "foreign_keys=ON" in options["init_command"]
        assert options["transaction_mode"] == "IMMEDIATE"

    def test_reads_a_postgresql_address(self, tmp_path) -> None:
        read = database_settings(
            url="postgres://me:secret@db:5433/school", data_folder=tmp_path
        )
        assert (read["HOST"], read["PORT"], read["NAME"]) == ("db", 5433, "school")

    def test_names_a_scheme_it_does_not_know(self, tmp_path) -> None:
        with pytest.raises(ValueError, match="'mysql': expected sqlite"):
            database_settings(url="mysql://x", data_folder=tmp_path)
