"""Keep the processes of a server running: `python -m ownpath.config.keeper`, started by the server, not by hand.

It loads nothing of Ownpath, so it takes a few megabytes and cannot fail with it. A server process that dies is followed
by a new one at the same socket, the worker by a new worker; a signal to stop is passed on to all of them. They end by
themselves when the keeper is gone: each waits for the end of a pipe that only the keeper holds open.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BETWEEN_STARTS = 3.0
SECONDS_TO_END = 10.0


@dataclass(slots=True)
class Kept:
    """A process that is kept running: its command for the next time, and the present one's id (0: none yet)."""

    command: list[str]
    passed: tuple[int, ...]  # numbers of open files it needs
    pid: int = 0
    not_before: float = 0.0

    def start_if_over(self) -> None:
        """Start the process anew once it is over, not too often."""
        now = time.monotonic()
        if (self.pid and not is_over(self.pid)) or now < self.not_before:
            return
        self.pid, self.not_before = 0, now + SECONDS_BETWEEN_STARTS
        started = subprocess.Popen(self.command, pass_fds=self.passed)  # noqa: S603 - ours
        self.pid, started.returncode = started.pid, 0  # waited for here, by its id


def keeping(
    *, children: Sequence[int], listener: int, alive: int, held: int, worker: Sequence[str]
) -> list[str]:
    """Return the command that keeps some running processes, and a worker."""
    told = {
        "children": list(children),
        "listener": listener,
        "alive": alive,
        "held": held,
        "worker": list(worker),
    }
    return [sys.executable, "-m", "ownpath.config.keeper", json.dumps(told)]


def end_with(alive: int) -> NoReturn:
    """End this process once the keeper is gone."""
    os.read(alive, 1)
    os._exit(1)


def is_over(child: int) -> bool:
    """Return whether a child of this process has ended."""
    try:
        found, _status = os.waitpid(child, os.WNOHANG)
    except ChildProcessError:
        return True
    return found == child


def keep(told: dict[str, Any]) -> None:
    """Keep everything running until told to stop."""
    listener, alive = told["listener"], told["alive"]
    anew = [sys.executable, "-m", "ownpath.config.anew", str(listener), str(alive)]
    kept = [Kept(anew, (listener, alive), pid=child) for child in told["children"]]
    if told["worker"]:
        kept.append(Kept(told["worker"], ()))
    try:
        while True:
            for one in kept:
                one.start_if_over()
            time.sleep(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        pass
    finally:
        end([one.pid for one in kept if one.pid])


def end(pids: Sequence[int]) -> None:
    """Ask every process to finish what it does, and make it end if it does not."""
    left = [one for one in pids if not is_over(one)]
    for one in left:
        os.kill(one, signal.SIGTERM)
    latest = time.monotonic() + SECONDS_TO_END
    while left and time.monotonic() < latest:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        left = [one for one in left if not is_over(one)]
    for one in left:
        os.kill(one, signal.SIGKILL)
        os.waitpid(one, 0)


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    keep(json.loads(sys.argv[1]))
