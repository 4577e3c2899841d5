"""Measure where the memory of a server ends: idle, once each process has read everything, and as it goes on answering.

`python bench/load/memory.py HARNESS_FOLDER --data FOLDER [--processes 2] [--rounds 4] [--json FILE]` on a copy of the
demonstration district. Prints the megabytes of all processes, as the system shares them out (PSS) and as if nothing
else ran: pages of files (the interpreter, libraries) once and whole, which PSS shares out among all that runs.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from by_request import children_of
from serving import free_port, served

HERE = Path(__file__).parent
CSRF = "a" * 32
HEAD = re.compile(r"[0-9a-f]+-[0-9a-f]+ \S+ (\S+) \S+ (\d+)")
FIGURE = re.compile(r"(Pss|Rss|Private_Dirty): +(\d+) kB")
SECONDS_TO_COME_TO_REST = 1.0
STUDENTS = 100
MOST_LINES = 200  # connections tried until every process has taken one
ANSWERED = (200, 302, 422)  # 422: asked to write it another way

Figures = Mapping[str, Mapping[str, int]]  # kilobytes by part of a file, "" where there is none


def kilobytes(smaps: Iterable[str]) -> Figures:
    """Return a process' figures by part of a file from the lines of its `smaps`.

    >>> kilobytes(["1-2 r-x 0a 08:01 7 /lib/c", "Rss: 12 kB", "Pss: 4 kB", "3-4 rw- 0 00:00 0", "Pss: 5 kB"])
    {'0a 7': {'Rss': 12, 'Pss': 4}, '': {'Pss': 5}}
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    part = ""
    for line in smaps:
        if head := HEAD.match(line):
            part = f"{head[1]} {head[2]}" if head[2] != "0" else ""
        elif figure := FIGURE.match(line):
            told = found[part]
            told[figure[1]] = told.get(figure[1], 0) + int(figure[2])
    return dict(found)


def together(processes: Sequence[Figures]) -> int:
    """Return the kilobytes of processes as if nothing else ran: what lies in files once, but for what each wrote over.

    >>> one = {"": {"Pss": 5}, "0a 7": {"Rss": 12, "Pss": 1, "Private_Dirty": 2}}
    >>> together([one, {"": {"Pss": 6}, "0a 7": {"Rss": 11, "Pss": 1}}])
    24
    """
    total, once = 0, dict[str, int]()
    for process in processes:
        for part, told in process.items():
            if not part:
                total += told.get("Pss", 0)
                continue
            own = told.get("Private_Dirty", 0)
            total += own
            once[part] = max(once.get(part, 0), told.get("Rss", 0) - own)
    return total + sum(once.values())


def measured(pid: int) -> dict[str, float]:
    """Return what a server takes in megabytes: `alone` and `pss`, the two sums of this module."""
    time.sleep(SECONDS_TO_COME_TO_REST)
    every = [
        kilobytes(Path(f"/proc/{one}/smaps").read_text().splitlines())
        for one in (pid, *children_of(pid))
    ]
    pss = sum(part.get("Pss", 0) for process in every for part in process.values())
    return {"alone": round(together(every) / 1000, 1), "pss": round(pss / 1000, 1)}


class Line:
    """One connection, which stays with the process that took it."""

    def __init__(self, port: int) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.ask("", "/sign-in")
        self.inode = _inode_of(self.http.sock.getsockname()[1])

    def ask(self, session: str, path: str, fields: Mapping[str, str] | None = None) -> int:
        """Open a page, or send a form, as somebody; return the status."""
        headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        body = None
        if fields is not None:
            headers |= {"HX-Request": "true"}
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            body = urlencode(fields)
        self.http.request("GET" if body is None else "POST", path, body, headers)
        answer = self.http.getresponse()
        answer.read()
        return answer.status


def _inode_of(port: int) -> int:
    """Return the number of the server's end of a connection from one of our ports, from the system's table."""
    far = f":{port:04X}"
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = row.split()
        if words[2].endswith(far):
            return int(words[9])
    raise SystemExit(f"No connection from port {port} is in the system's table.")


def one_line_each(pids: Sequence[int], port: int) -> list[Line]:
    """Return a connection to each process; who takes one is chance, so some are made in vain."""
    found: dict[int, Line] = {}
    kept = []
    for _try in range(MOST_LINES):
        line = Line(port)
        kept.append(line)
        for pid in pids:
            if f"socket:[{line.inode}]" in _open_files(pid):
                found.setdefault(pid, line)
        if len(found) == len(pids):
            return list(found.values())
    raise SystemExit(f"After {MOST_LINES} connections not every process had taken one.")


def _open_files(pid: int) -> set[str]:
    names = set()
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            names.add(str(one.readlink()))
    return names


def put_all(lines: Sequence[Line], wanted: Sequence[Sequence[Sequence[str]]]) -> Counter[int]:
    """Go through questions of every template in every process, each its own; return how often which status.

    The processes take turns, as a connection on which nothing is asked for a minute is closed.
    """
    seen: Counter[int] = Counter()
    for of_each in zip(*wanted[: len(lines)], strict=True):
        for line, (session, sitting, question) in zip(lines, of_each, strict=True):
            seen += go_through(line, session, sitting, f"/me/questions/{question}")
    return seen


def open_all(lines: Sequence[Line], pages: Sequence[Sequence[str]]) -> Counter[int]:
    """Open every page in every process, in turn; return how often which status."""
    return Counter(line.ask(session, path) for session, path in pages for line in lines)


def go_through(line: Line, session: str, sitting: str, question: str) -> Counter[int]:
    """See a question, take a hint, answer and see how it works."""
    answer = {"attempt": str(uuid4()), "held_seconds": "0", "answer": "1"}
    return Counter(
        [
            line.ask(session, f"/me/practice/{sitting}/"),
            line.ask(session, f"{question}/hint", {}),
            line.ask(session, f"{question}/answer", answer),
            line.ask(session, f"{question}/solution", {}),
        ]
    )


def main(given: argparse.Namespace) -> None:
    """Prepare, serve, read everything, let students answer, and tell the memory after each."""
    data, port = given.data.resolve(), free_port()
    fixture, wanted = data / "fixture.json", data / "everything.json"
    database = os.environ.get("DATABASE_URL", str(data / "ownpath.sqlite3"))
    environment = {**os.environ, "OWNPATH_DATA": str(data), "OWNPATH_DEMO": "1"}
    environment["OWNPATH_BENCH_DATABASE"] = database

    def script(name: str, *arguments: str) -> str:
        command = [sys.executable, str(HERE / name), *arguments]
        ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        return ran.stdout.decode()

    if not wanted.exists():  # a copy of what was prepared before needs it no more
        script("prepare.py", str(fixture))
        script("everything.py", str(wanted), "--times", str(given.processes))
    told: list[dict[str, Any]] = []

    def tell(after: str, pid: int, **more: Any) -> None:
        told.append({"after": after, **measured(pid), **more})
        print(json.dumps(told[-1]), flush=True)

    with served(data, port, given.processes) as pid:
        tell("start", pid)
        lines = one_line_each(children_of(pid) or [pid], port)
        everything = json.loads(wanted.read_text())
        tell("every template", pid, statuses=put_all(lines, everything["questions"]))
        tell("every page", pid, statuses=open_all(lines, everything["pages"]))
        where = ["--url", f"http://127.0.0.1:{port}", "--fixture", str(fixture)]
        loop = ["--driver", "ownpath", "--pid", str(pid), "--n", str(STUDENTS)]
        for number in range(given.rounds):
            turn = ["--seconds", str(given.seconds), "--offset", str(number * STUDENTS)]
            script("run.py", str(given.harness), "load.py", *where, *loop, *turn)
            tell("answers", pid)
    if given.json:
        given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("harness", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path)
    main(parser.parse_args())
