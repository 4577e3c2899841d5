"""The tests' database, migrated by the first process that needs it and copied by the others."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from ownpath.config.settings import DATA_FOLDER


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Let there be a migrated database of this process's own; pytest-django asks for it by this name."""
    process = getattr(request.config, "workerinput", None)
    before = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock():
        if process is None:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        else:
            use(copied(run=process["testrunuid"], process=process["workerid"]))
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(before, verbosity=0)


@pytest.fixture
def folder_with_tables(tmp_path: Path, django_db_setup: None) -> Path:
    """Return a data folder for processes of a test's own, its tables made already: a copy of the tests' own."""
    if connection.vendor != "sqlite":
        pytest.skip("the copy is made of SQLite's file; such processes are the same there")
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as ours,
        closing(sqlite3.connect(tmp_path / "ownpath.sqlite3")) as copy,
    ):
        ours.backup(copy)
    return tmp_path


def copied(*, run: str, process: str) -> str:
    """Return the name of a copy of the migrated database; who comes first migrates, the others wait for it."""
    creation = connection.creation
    made = DATA_FOLDER / f"migrated-{run}"
    with one_at_a_time(made.with_suffix(".lock")):
        if not made.exists():
            made.write_text(
                creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            )
        use(made.read_text())  # also closes: SQLite's file is whole only then
        creation.clone_test_db(suffix=process, verbosity=0)
    name: str = creation.get_test_db_clone_settings(process)["NAME"]
    return name


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold a lock among processes; it goes with the process that holds it."""
    lock = os.open(path, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def use(name: str) -> None:
    """Let this process's connections, also those of its threads, lead to the database of that name."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
