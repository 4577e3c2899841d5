"""Compiled code is kept by the sources it was made of."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from ownpath.engine.compiling import mark_of_sources, named_by_sources


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestMarks:
    def test_change_with_any_source_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "one.py").write_text("def outer():\n    return 1\n")
        (tmp_path / "two.py").write_text("def inner():\n    return 1\n")
        first = mark_of_sources(tmp_path)
        mark_of_sources.cache_clear()
        assert mark_of_sources(tmp_path) == first

        (tmp_path / "two.py").write_text("def inner():\n    return 2\n")
        mark_of_sources.cache_clear()

        assert mark_of_sources(tmp_path) != first

    def test_stand_in_the_name_of_a_function(self, tmp_path: Path) -> None:
        (tmp_path / "one.py").write_text("def outer():\n    return 1\n")
        outer = load(tmp_path / "one.py").outer

        assert named_by_sources(outer) is outer
        assert outer.__qualname__ == f"outer_{mark_of_sources(tmp_path)}"
        assert outer() == 1

    def test_keep_compiled_code_from_outliving_what_it_calls(self, tmp_path: Path) -> None:
        source = (
            "import numba\nfrom ownpath.engine.compiling import named_by_sources\nfrom {two} import inner\n"
            "@numba.njit(cache=True)\n@named_by_sources\ndef outer():\n    return inner()\n"
        )
        inner = "import numba\n@numba.njit\ndef inner():\n    return {value}\n"
        said = []
        for value in (1, 2):
            (tmp_path / "called_by_it.py").write_text(inner.format(value=value))
            if value == 1:
                (tmp_path / "caller.py").write_text(source.format(two="called_by_it"))
            mark_of_sources.cache_clear()
            said.append(run_alone(tmp_path))
        assert said == ["1", "2"]


def run_alone(folder: Path) -> str:
    """Return what the caller says in a process of its own, with whatever machine code was kept.

    No bytecode is (`-B`): Python takes two sources of one size and one second for the same.
    """
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-B", "-c", "from caller import outer; print(outer())"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
