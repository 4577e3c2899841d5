"""Server CPU of each kind of request a student's browser sends, one at a time.

`python bench/load/by_request.py HARNESS_FOLDER --url U --fixture F --pid P [--students 20]`. What the harness calls an
answer is here told apart: the answer itself, the next question, and the pages between two practices.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")
MOST_REQUESTS = 5_000


def cpu_seconds(pid: int) -> float:
    """Return the processor time a process and those it started have taken so far, user and system."""
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = (int(parts[11]) + int(parts[12])) / TICKS
    return own + sum(cpu_seconds(child) for child in children_of(pid))


def children_of(pid: int) -> list[int]:
    """Return the processes a process started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(one) for listed in lists for one in listed.read_text().split()]


class Meter:
    """CPU and wall time by kind of request."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.cpu: dict[str, float] = defaultdict(float)
        self.wall: dict[str, list[float]] = defaultdict(list)

    async def measure(
        self, kind: str | Callable[[Any], str], request: Coroutine[Any, Any, Any]
    ) -> Any:
        """Await a request and book what it cost under its kind, which may depend on what came back."""
        cpu, wall = cpu_seconds(self.pid), time.perf_counter()
        result = await request
        kind = kind if isinstance(kind, str) else kind(result)
        self.wall[kind].append(time.perf_counter() - wall)
        self.cpu[kind] += cpu_seconds(self.pid) - cpu
        return result

    def table(self) -> dict[str, dict[str, float]]:
        """Return per kind: how many, mean CPU and median wall in milliseconds."""
        return {
            kind: {
                "n": len(walls),
                "cpu_ms": round(self.cpu[kind] / len(walls) * 1e3, 2),
                "wall_ms": round(statistics.median(walls) * 1e3, 1),
            }
            for kind, walls in self.wall.items()
        }


async def one_student(driver: Any, meter: Meter, http: Any, name: str) -> None:
    """Sign in, begin a practice and go through all of it."""
    import driver as patterns
    from drivers.base import Fail

    await meter.measure("sign in", driver.login(http, name))
    day = await meter.measure("my day", driver.get("home", http, "/me/"))
    going, offered = patterns.GO_ON.search(day), patterns.OFFER.search(day)
    if going:
        page = await meter.measure(
            "open practice", driver.get("open", http, going.group(1) or going.group(2))
        )
    elif offered is None:
        raise Fail("start", "nothing-to-practice", day[:100])
    else:
        uuid = offered.group(1) or offered.group(2)
        page = await meter.measure(
            "choose and open",
            driver.post("start", http, f"/me/offers/{uuid}/choose", {}, is_fragment=False),
        )
    turn = driver.turn(page)
    while len(meter.wall["answer"]) < MOST_REQUESTS and "question" in turn:
        text = await meter.measure(
            lambda told: "answer with next question" if "data-following" in told else "answer",
            driver.send(http, turn, str(uuid4())),
        )
        if 'data-finished="yes"' in text:
            return
        if 'data-closed="yes"' in text:
            turn = driver.turn(text)


async def main(given: argparse.Namespace) -> None:
    """Drive the students one after the other and print one JSON object."""
    import driver as ours
    from drivers.base import Fail

    fixture = json.loads(Path(given.fixture).read_text())
    driver, meter = ours.Driver(given.url, fixture), Meter(given.pid)
    n_failed = 0
    for name in driver.learners()[given.offset : given.offset + given.students]:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
            try:
                await one_student(driver, meter, http, name)
            except Fail as failure:
                n_failed += 1
                print(name, failure, file=sys.stderr)
    print(json.dumps({"load": os.getloadavg()[0], "failed": n_failed, **meter.table()}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("harness")
    parser.add_argument("--url", required=True)
    parser.add_argument("--fixture", required=True)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--offset", type=int, default=0)
    arguments = parser.parse_args()
    sys.path[:0] = [arguments.harness, str(HERE)]
    asyncio.run(main(arguments))
