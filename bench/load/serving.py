"""Serve a prepared copy of the demonstration district and measure it: each request, each operation, load, a burst.

`python bench/load/serving.py HARNESS_FOLDER --data FOLDER [--students 50 100] [--seconds 20] [--processes 0]`. Prints
what the single scripts print, one after the other, and the memory of all processes (shared pages counted once). The
server is started and ended here, without the worker beside it; loopback only.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from by_request import children_of

HERE = Path(__file__).parent
SECONDS_TO_START = 240  # a busy machine takes its time


@contextmanager
def served(data: Path, port: int, processes: int) -> Iterator[int]:
    """Serve a data folder and yield the server's process id."""
    command = "serve", "--port", str(port), "--processes", str(processes), "--no-worker"
    environment = {**os.environ, "OWNPATH_DATA": str(data), "OWNPATH_DEMO": "1"}
    server = subprocess.Popen([sys.executable, "-m", "ownpath", *command], env=environment)
    try:
        latest = time.monotonic() + SECONDS_TO_START
        while not answers(port):
            if time.monotonic() > latest or server.poll() is not None:
                raise SystemExit("The server did not start.")
            time.sleep(0.3)
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def megabytes(pid: int) -> list[float]:
    """Return the memory of a process and those it started, what they share counted once in all (PSS)."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text().split("\nPss:")[1].split()[0]
    return [int(told) / 1000, *(one for child in children_of(pid) for one in megabytes(child))]


def answers(port: int) -> bool:
    """Return whether the server answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5):
            return True
    except OSError:
        return False


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def main(given: argparse.Namespace) -> None:
    """Prepare, serve, and run one script after the other."""
    data, fixture, port = (
        given.data.resolve(),
        given.data.resolve() / "fixture.json",
        free_port(),
    )
    environment = {
        **os.environ,
        "OWNPATH_DATA": str(data),
        "OWNPATH_DEMO": "1",
        "OWNPATH_BENCH_DATABASE": os.environ.get("DATABASE_URL", str(data / "ownpath.sqlite3")),
    }

    def script(name: str, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, str(HERE / name), *arguments], env=environment, check=True
        )

    script("prepare.py", str(fixture))
    with served(data, port, given.processes) as pid:
        where = ["--url", f"http://127.0.0.1:{port}", "--fixture", str(fixture)]
        script(
            "by_request.py", str(given.harness), *where, "--pid", str(pid), "--offset", "500"
        )
        ours = [*where, "--driver", "ownpath", "--pid", str(pid)]
        script("run.py", str(given.harness), "cpu_per_op.py", *ours)
        for n in given.students:
            loop = ["--n", str(n), "--seconds", str(given.seconds)]
            script("run.py", str(given.harness), "load.py", *ours, *loop)
        script("burst.py", str(given.harness), *where)
        memory = megabytes(pid)
        print(json.dumps({"memory_mb": round(sum(memory), 1), "each": memory}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("harness", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--students", type=int, nargs="+", default=[50, 100])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument(
        "--processes", type=int, default=0, help="0: as many as fit this machine"
    )
    main(parser.parse_args())
