"""Measure how long answers take while a hundred children sign in at once.

`python bench/load/burst.py HARNESS_FOLDER --url U --fixture F [--answering 30] [--signing-in 100]`. A class answers
with a second to think between answers; half way the others all sign in. Loopback only; bounded in time and number.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp

SECONDS_BEFORE = 20.0
SECONDS_AFTER = 5.0
SECONDS_TO_THINK = 1.0
Timed = list[tuple[float, float]]  # when it was sent, how long it took


def browser() -> aiohttp.ClientSession:
    """Return one browser with cookies and a connection of its own."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        connector=aiohttp.TCPConnector(limit=1),
        timeout=aiohttp.ClientTimeout(total=120),
    )


async def answer_for(driver: Any, name: str, end: asyncio.Event) -> None:
    """Sign in and answer, with time to think, until it ends."""
    async with browser() as http:
        await driver.login(http, name)
        context = await driver.start(http, name, 0)
        n = 0
        while not end.is_set():
            await driver.answer(http, context, n)
            n += 1
            await asyncio.sleep(random.expovariate(1 / SECONDS_TO_THINK))


async def sign_in(driver: Any, name: str) -> float:
    """Sign one more child in and return how long it took."""
    async with browser() as http:
        begun = time.perf_counter()
        await driver.login(http, name)
        return time.perf_counter() - begun


def share(seconds: list[float], part: float) -> float:
    """Return a percentile in milliseconds."""
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))] * 1e3, 1)


async def main(given: argparse.Namespace) -> None:
    """Let a class answer, let the others sign in, and print one JSON object."""
    import driver as ours

    driver = ours.Driver(given.url, json.loads(Path(given.fixture).read_text()))
    names, end = driver.learners(), asyncio.Event()
    answering = [
        asyncio.create_task(answer_for(driver, name, end)) for name in names[: given.answering]
    ]
    await asyncio.sleep(SECONDS_BEFORE)
    begun = time.perf_counter()
    entering = names[given.answering : given.answering + given.signing_in]
    took = await asyncio.gather(*(sign_in(driver, name) for name in entering))
    ended = time.perf_counter()
    await asyncio.sleep(SECONDS_AFTER)
    end.set()
    await asyncio.gather(*answering)
    times: Timed = list(zip(driver.sent["answer"], driver.seconds["answer"], strict=True))
    calm = [seconds for sent, seconds in times if begun - SECONDS_BEFORE / 2 < sent < begun]
    busy = [seconds for sent, seconds in times if begun <= sent < ended]
    print(
        json.dumps(
            {
                "load": os.getloadavg()[0],
                "burst_seconds": round(ended - begun, 2),
                "sign_in_p50_ms": share(list(took), 0.5),
                "sign_in_max_ms": share(list(took), 1.0),
                "answers_calm": len(calm),
                "answer_p95_calm_ms": share(calm, 0.95),
                "answers_in_burst": len(busy),
                "answer_p95_in_burst_ms": share(busy, 0.95),
                "ratio": round(share(busy, 0.95) / share(calm, 0.95), 2),
            }
        )
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("harness")
    parser.add_argument("--url", required=True)
    parser.add_argument("--fixture", required=True)
    parser.add_argument("--answering", type=int, default=30)
    parser.add_argument("--signing-in", type=int, default=100)
    arguments = parser.parse_args()
    host = arguments.url.split("//")[1].rsplit(":", 1)[0]
    if host not in ("127.0.0.1", "localhost", "[::1]"):
        raise SystemExit("Only a server on this machine is loaded.")
    sys.path[:0] = [arguments.harness, str(Path(__file__).parent)]
    asyncio.run(main(arguments))
