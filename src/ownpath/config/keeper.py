"""Keep the processes of a server running; started by the server as a plain script (`keeping`), not by hand.

It loads nothing of Ownpath and next to nothing of Python, so it takes 4 MB and cannot fail with it. A server process
that dies is followed by a new one at the same socket, the worker by a new worker; a signal to stop is passed on to all.
They end by themselves when the keeper is gone: each waits for the end of a pipe that only the keeper holds open.
"""

from __future__ import annotations

import os
import signal
import sys
import time

TYPE_CHECKING = (
    False  # as type checkers know it; `typing` itself would be a fifth of this process
)
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BETWEEN_STARTS = 3.0
SECONDS_TO_END = 10.0
IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)


class Kept:
    """A process that is kept running: its command for the next time, and the present one's id (0: none yet)."""

    __slots__ = ("command", "hidden", "not_before", "pid")

    def __init__(
        self, command: Sequence[str], *, hidden: Sequence[int] = (), pid: int = 0
    ) -> None:
        self.command, self.hidden, self.pid = list(command), hidden, pid  # hidden: open files
        self.not_before = 0.0

    def start_if_over(self) -> None:
        """Start the process anew once it is over, not too often."""
        now = time.monotonic()
        if (self.pid and not is_over(self.pid)) or now < self.not_before:
            return
        self.pid, self.not_before = 0, now + SECONDS_BETWEEN_STARTS
        closing = [(os.POSIX_SPAWN_CLOSE, number) for number in self.hidden]
        self.pid = os.posix_spawn(
            self.command[0],
            self.command,
            os.environ,
            file_actions=closing,
            setsigdef=IGNORED_BY_PYTHON,
        )


def keeping(
    *, children: Sequence[int], listener: int, alive: int, held: int, worker: Sequence[str]
) -> list[str]:
    """Return the command that keeps some running processes, and a worker; `-I -S`: without any package's start."""
    told = (str(listener), str(alive), str(held), ",".join(map(str, children)))
    return [sys.executable, "-I", "-S", __file__, *told, *worker]


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


def keep(
    *, children: Sequence[int], listener: int, alive: int, held: int, worker: Sequence[str]
) -> None:
    """Keep everything running until told to stop."""
    os.set_inheritable(held, False)  # noqa: FBT003 - the system's own signature
    anew = [sys.executable, "-m", "ownpath.config.anew", str(listener), str(alive)]
    kept = [Kept(anew, pid=child) for child in children]
    if worker:
        kept.append(Kept(worker, hidden=(listener, alive)))
    told_to_stop = _listen_for_the_end()
    while not told_to_stop:
        for one in kept:
            one.start_if_over()
        time.sleep(SECONDS_BETWEEN_LOOKS)
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


def _listen_for_the_end() -> list[int]:
    """Return a list that is empty until a signal to stop comes; an exception could lose a child just started."""
    heard: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda told, _frame: heard.append(told))
    return heard


def main(listener: str, alive: str, held: str, children: str, *worker: str) -> None:
    """Keep what the command line names."""
    keep(
        children=[int(child) for child in children.split(",") if child],
        listener=int(listener),
        alive=int(alive),
        held=int(held),
        worker=worker,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
