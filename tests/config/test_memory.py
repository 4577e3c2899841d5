"""What is freed goes back to the system."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LARGE_BLOCKS = """
import sys
from ownpath.config.memory import give_free_memory_back
if sys.argv[1] == "asked" and not give_free_memory_back():
    print("cannot")
    raise SystemExit
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
before = resident()
for _again in range(3):
    block = bytearray(19_000_000)
    block[::4096] = b"x" * len(block[::4096])
    del block
print(resident() - before)
"""


def kept_after_large_blocks(how: str) -> int:
    """Return how many kB a process holds more after it freed large blocks."""
    command = [sys.executable, "-c", LARGE_BLOCKS, how]
    plain = {name: one for name, one in os.environ.items() if not name.startswith("MALLOC_")}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain)  # noqa: S603 - ours
    said = done.stdout.strip()
    if said == "cannot":
        pytest.skip("this C library has no options for its memory")
    return int(said)


@pytest.mark.skipif(sys.platform != "linux", reason="how much is held is read from /proc")
class TestFreeMemory:
    def test_goes_back_when_it_is_asked_for(self) -> None:
        assert kept_after_large_blocks("asked") < 2_000 < kept_after_large_blocks("not")
