"""Pull the plug of the real server, or of one of its processes, while students answer; then send requests again.

Round after round all of it is killed; then one process after the other while the rest goes on; then a thousand repeats.

`python bench/crash.py HARNESS --data FOLDER --fixture FIXTURE.json [--rounds 20] [--students 50] [--replays 1000]`

HARNESS is the folder with the load harness (`crash.py`, `drivers/`), FOLDER a prepared data folder
(bench/load/prepare.py writes the fixture). Only process groups started here are killed. Prints one JSON object; exit
code 1 when an acknowledged answer is missing, stands twice, or a repeated request got another reply.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import json
import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
SERVE = f"{shlex.quote(sys.executable)} -m ownpath serve --port {{port}} --processes {{processes}} --no-worker"
SECONDS_TO_START = 120
SECONDS_BETWEEN_KILLS = 6.0
UNREADABLE = 422
NOTHING = "nothing-to-practice"


def main() -> int:
    """Do the rounds, look at the ledger, send again, and say what was found."""
    given = arguments()
    environment = {
        **os.environ,
        "OWNPATH_DATA": str(given.data),
        "OWNPATH_BENCH_DATABASE": str(given.data / "ownpath.sqlite3"),
    }
    environment.pop("DATABASE_URL", None)
    os.environ.update(environment)
    found: dict[str, Any] = {"students": given.students}
    found["rounds"] = kill_again_and_again(given, environment)
    found["killed"] = sum_up(found["rounds"])
    found["ledger"] = look_at_ledger(given.data / "ownpath.sqlite3")
    with serving(given, environment) as pid:
        found["one_by_one"] = asyncio.run(kill_one_by_one(given, pid))
    found["ledger_after_one_by_one"] = look_at_ledger(given.data / "ownpath.sqlite3")
    with serving(given, environment):
        found["replayed"] = asyncio.run(send_again(given))
    found["ledger_after_replay"] = look_at_ledger(given.data / "ownpath.sqlite3")
    found["is_kept"] = is_kept(found)
    print(json.dumps(found, indent=1))
    return 0 if found["is_kept"] else 1


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Kill the server while students answer.")
    parser.add_argument("harness", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fixture", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--students", type=int, default=50)
    parser.add_argument("--replays", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5, help="of single processes")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--port", type=int, default=8765)
    given = parser.parse_args()
    for name in ("harness", "data", "fixture"):
        setattr(given, name, getattr(given, name).resolve())
    return given


def kill_again_and_again(
    given: argparse.Namespace, environment: dict[str, str]
) -> list[dict[str, Any]]:
    """Run the harness' own test with our driver and return what it says of each round."""
    command = [
        *(
            sys.executable,
            str(HERE / "load" / "run.py"),
            str(given.harness),
            "crash.py",
            "--driver",
            "ownpath",
        ),
        *(
            "--url",
            address(given),
            "--fixture",
            str(given.fixture),
            "--start",
            SERVE.format(port=given.port, processes=given.processes),
        ),
        *("--rounds", str(given.rounds), "--n", str(given.students)),
        *(
            "--db",
            environment["OWNPATH_BENCH_DATABASE"],
            "--log",
            str(given.data / "crash.log"),
        ),
    ]
    rounds = []
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True
    ) as harness:
        assert harness.stdout is not None  # noqa: S101 - tells the type
        for line in harness.stdout:
            if "'round'" in line:
                rounds.append(ast.literal_eval(line))
                print(line.strip(), file=sys.stderr, flush=True)
    if harness.returncode or len(rounds) != given.rounds:
        raise SystemExit(
            f"the harness ended with {harness.returncode} after {len(rounds)} rounds"
        )
    return rounds


def sum_up(rounds: list[dict[str, Any]]) -> dict[str, int]:
    """Return the sums over all rounds."""
    return {
        "acknowledged": sum(one["acked"] for one in rounds),
        "missing": sum(one["missing"] for one in rounds),
        "kept_but_not_acknowledged": sum(one["stored_but_unacked"] for one in rounds),
        "databases_not_whole": sum(one["integrity"] != "ok fk_violations=0" for one in rounds),
    }


def look_at_ledger(path: Path) -> dict[str, int]:
    """Return how many rows the ledger has, and how many are there twice or half."""
    asked = {
        "rows": "select count(*) from evidence_evidence",
        "twice": "select count(*) - count(distinct attempt) from evidence_evidence",
        "two_rows_for_one_try": "select count(*) from (select 1 from evidence_evidence where question_id is not null"
        " group by question_id, number having count(*) > 1)",
        "tries_not_in_the_ledger": "select count(*) from evidence_question q where n_attempts <>"
        " (select count(*) from evidence_evidence e where e.question_id = q.id)",
        "rows_that_touch_nothing": "select count(*) from evidence_evidence e where corrects_id is null and not exists"
        " (select 1 from evidence_evidencecompetency t where t.evidence_id = e.id)",
    }
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=60)) as database:
        return {name: database.execute(sql).fetchone()[0] for name, sql in asked.items()}


@contextmanager
def serving(given: argparse.Namespace, environment: dict[str, str]) -> Iterator[int]:
    """Serve in a process group of its own while the block runs, and yield its process id."""
    with (given.data / "replay.log").open("ab") as log:
        server = subprocess.Popen(
            shlex.split(SERVE.format(port=given.port, processes=given.processes)),
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_up(given)
        yield server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def address(given: argparse.Namespace) -> str:
    """Return where the server listens."""
    return f"http://127.0.0.1:{given.port}"


def wait_until_up(given: argparse.Namespace) -> None:
    """Wait until the server answers."""
    ends_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < ends_at:
        try:
            with urllib.request.urlopen(address(given), timeout=5) as response:  # noqa: S310 - our own server
                response.read(1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not come up")


async def kill_one_by_one(given: argparse.Namespace, server: int) -> dict[str, int]:
    """Let students answer while one process of the server after the other is killed; nothing told may be missing."""
    sys.path[:0] = [str(given.harness), str(HERE / "load")]
    import aiohttp
    from by_request import children_of
    from driver import Driver
    from drivers.base import Fail

    driver = Driver(address(given), json.loads(given.fixture.read_text(encoding="utf-8")))
    told: list[str] = []
    over = asyncio.Event()

    async def answer_on(name: str) -> None:
        limit = aiohttp.ClientTimeout(total=120)
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar, timeout=limit) as http:
            context: dict[str, Any] = {}
            while not over.is_set():
                try:
                    if not context:
                        await driver.login(http, name)
                        context = await driver.start(http, name, 0)
                    told.append(await driver.answer(http, context, 0))
                except (aiohttp.ClientError, OSError, Fail):
                    context = {}  # begins again, as a page that is loaded anew

    async def kill() -> int:
        n = 0
        for _one in range(given.kills):
            await asyncio.sleep(SECONDS_BETWEEN_KILLS)
            if (
                len(serving_now := children_of(server)) > 1
            ):  # one alone would be the whole server
                os.kill(serving_now[n % 2], signal.SIGKILL)
                n += 1
        over.set()
        return n

    names = driver.learners()[-given.students :]
    n_killed, *_ = await asyncio.gather(kill(), *(answer_on(name) for name in names))
    kept = driver.existing_ids(told)
    return {"killed": n_killed, "acknowledged": len(told), "missing": len(set(told) - kept)}


async def send_again(given: argparse.Namespace) -> dict[str, int]:
    """Let students send each answer many times at once; every repeat must get the same bytes."""
    sys.path[:0] = [str(given.harness), str(HERE / "load")]
    import aiohttp
    from driver import Driver
    from drivers.base import Fail

    driver = Driver(address(given), json.loads(given.fixture.read_text(encoding="utf-8")))
    waiting = driver.learners()[:]
    each = -(-given.replays // given.students)
    replies: dict[str, list[str]] = defaultdict(list)

    async def one(name: str) -> bool:
        """Return whether the student had something to practice, and the guess could be read."""
        jar, limit = aiohttp.CookieJar(unsafe=True), aiohttp.ClientTimeout(total=120)
        async with aiohttp.ClientSession(cookie_jar=jar, timeout=limit) as http:
            await driver.login(http, name)
            try:
                context = await driver.start(http, name, 0)
            except Fail as nothing:
                if nothing.status != NOTHING:
                    raise
                return False
            attempt = str(uuid4())
            sent = [driver.send(http, context, attempt) for _ in range(each)]
            told = await asyncio.gather(*sent, return_exceptions=True)
        if all(isinstance(reply, Fail) and reply.status == UNREADABLE for reply in told):
            return False
        replies[attempt] = [reply if isinstance(reply, str) else repr(reply) for reply in told]
        return True

    async def until_read() -> None:
        while waiting and not await one(waiting.pop()):
            pass

    await asyncio.gather(*(until_read() for _ in range(given.students)))
    kept = driver.existing_ids(list(replies))
    return {
        "requests": sum(map(len, replies.values())),
        "attempts": len(replies),
        "kept": len(kept),
        "duplicates": driver.count_answers() - driver.count_distinct_answers(),
        "other_replies": sum(len(set(told)) > 1 for told in replies.values()),
    }


def is_kept(found: dict[str, Any]) -> bool:
    """Return whether everything that was promised is kept."""
    ledger = {
        name: n
        for when in ("ledger", "ledger_after_one_by_one", "ledger_after_replay")
        for name, n in found[when].items()
        if name != "rows"
    }
    replayed = found["replayed"]
    return (
        found["killed"]["missing"] == found["killed"]["databases_not_whole"] == 0
        and found["one_by_one"]["missing"] == 0
        and not any(ledger.values())
        and replayed["attempts"] == replayed["kept"]
        and replayed["duplicates"] == replayed["other_replies"] == 0
    )


if __name__ == "__main__":
    sys.exit(main())
