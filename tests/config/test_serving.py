"""What a serving process and its keeper hold in memory, and a start that finds nothing ready."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ownpath.config import keeper

SECONDS = 120
NOT_FOR_ANSWERS = frozenset(
    {
        "charset_normalizer",
        "click",
        "cryptography",
        "lightgbm",
        "llvmlite",
        "lxml",
        "numba",
        "ortools",
        "pandas",
        "pydantic",
        "requests",
        "rich",
        "scipy",
        "sympy",
        "typer",
        "urllib3",
    }
)
NOT_FOR_KEEPING = frozenset({"dataclasses", "json", "ownpath", "re", "subprocess", "typing"})
LOAD = """
import os, sys
from ownpath.config.serving import load_while_preparing
preparing = os.fork()
if not preparing:
    os._exit(0)
load_while_preparing(preparing)
from ownpath.config.server import serve
from ownpath.config.processes import load_all
load_all()
print(*{name.split(".")[0] for name in sys.modules}, *sys.modules)
"""
READY = """
from ownpath.config.serving import load_while_preparing
import os
preparing = os.fork()
if not preparing:
    os._exit(0)
load_while_preparing(preparing)
from ownpath.config.processes import load_all
load_all()
from django.apps import apps
from django.db import connections
from django.urls import get_resolver
from django.utils import translation
from ownpath.store.prepared import _known
print(min(bool(one._plans) for one in _known), len(_known))
print(min("related_objects" in model._meta.__dict__ for model in apps.get_models()))
def all_below(one):
    return [one] + [low for each in one.url_patterns if hasattr(each, "url_patterns") for low in all_below(each)]
for language in ("en", "es"):
    with translation.override(language):
        print(min(language in one._reverse_dict for one in all_below(get_resolver())))
print(connections["default"].connection is None)
"""
FAIL = """
from ownpath.config.serving import begin
begin(lambda: 1 / 0, host="127.0.0.1", port=1, n_processes=1, has_worker=False)
"""


def run(*command: str, data: Path) -> subprocess.CompletedProcess[str]:
    as_at_work = {name: one for name, one in os.environ.items() if name != "OWNPATH_TESTING"}
    environment = {
        **as_at_work,
        "OWNPATH_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "ownpath.config.settings",
    }
    return subprocess.run(  # noqa: S603 - ours
        [sys.executable, *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a server becomes another by exec")
class TestServing:
    def test_loads_every_page_and_nothing_of_the_command_line_the_planner_or_a_migration(
        self, tmp_path: Path
    ) -> None:
        ended = run("-c", LOAD, data=tmp_path)
        assert ended.returncode == 0, ended.stderr
        loaded = set(ended.stdout.split())
        assert "ownpath.faces.student.urls" in loaded
        assert not loaded & NOT_FOR_ANSWERS
        assert "ownpath.config.cli" not in loaded
        assert not [name for name in loaded if ".migrations.0" in name]

    def test_works_out_before_it_parts_what_every_process_would(self, tmp_path: Path) -> None:
        ended = run("-c", READY, data=tmp_path)
        assert ended.returncode == 0, ended.stderr
        queries, tables, english, spanish, is_closed = ended.stdout.splitlines()
        made, n_queries = queries.split()
        assert made == "True"
        assert int(n_queries) > 20
        assert [tables, english, spanish, is_closed] == ["True"] * 4

    def test_ends_where_nothing_could_be_prepared(self, tmp_path: Path) -> None:
        ended = run("-c", FAIL, data=tmp_path)
        assert ended.returncode == 1
        assert "ZeroDivisionError" in ended.stderr
        assert "ready" not in ended.stdout


class TestKeeper:
    def test_loads_next_to_nothing(self, tmp_path: Path) -> None:
        source = Path(keeper.__file__).read_text(encoding="utf-8")
        read = f"import sys; exec({source!r}, {{'__name__': 'kept', '__file__': ''}})"
        asks = f"{read}; print(*sys.modules)"
        ended = run("-I", "-S", "-c", asks, data=tmp_path)
        assert ended.returncode == 0, ended.stderr
        assert "signal" in ended.stdout.split()
        assert not set(ended.stdout.split()) & NOT_FOR_KEEPING

    def test_is_started_without_packages(self) -> None:
        command = keeper.keeping(children=[7, 8], listener=3, alive=4, held=5, worker=["w"])
        assert command == [
            sys.executable, "-I", "-S", keeper.__file__, "3", "4", "5", "7,8", "w",
        ]  # fmt: skip
