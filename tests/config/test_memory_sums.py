"""The sums of the memory bench: what is shared counts once, what is written over counts for each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "load"
SMAPS = """\
7f00-7f10 r-xp 00001000 08:01 77 /usr/lib/libc.so
Size:  200 kB
Rss:   100 kB
Pss:    50 kB
Private_Dirty:  0 kB
7f10-7f20 rw-p 00002000 08:01 77 /usr/lib/libc.so
Rss:    10 kB
Pss:     9 kB
Private_Dirty:  8 kB
7f30-7f40 rw-p 00000000 00:00 0
Rss:   500 kB
Pss:   300 kB
Private_Dirty: 100 kB
7f50-7f60 rw-p 00000000 00:00 0 [heap]
Pss:    20 kB
"""


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(BENCH)
    return import_module("memory")


class TestKilobytes:
    def test_tells_parts_of_files_apart_and_sums_up_the_rest(self, memory: Any) -> None:
        found = memory.kilobytes(SMAPS.splitlines())
        assert found["00001000 77"] == {"Rss": 100, "Pss": 50, "Private_Dirty": 0}
        assert found["00002000 77"] == {"Rss": 10, "Pss": 9, "Private_Dirty": 8}
        assert found[""] == {"Rss": 500, "Pss": 320, "Private_Dirty": 100}

    def test_of_a_process_that_has_ended_is_empty(self, memory: Any) -> None:
        assert memory.kilobytes([]) == {}


class TestTogether:
    def test_counts_a_file_once_and_what_each_wrote_over_for_each(self, memory: Any) -> None:
        one = memory.kilobytes(SMAPS.splitlines())
        assert memory.together([one]) == 100 + 2 + 8 + 320
        assert memory.together([one, one]) == 100 + 2 + 2 * 8 + 2 * 320

    def test_takes_the_larger_part_of_a_file(self, memory: Any) -> None:
        small, large = {"0 7": {"Rss": 40}}, {"0 7": {"Rss": 90}}
        assert memory.together([small, large, small]) == 90

    def test_of_nobody_is_nothing(self, memory: Any) -> None:
        assert memory.together([]) == 0
