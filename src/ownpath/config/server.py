"""Run Ownpath: one process with its lanes, or several that share one address.

A process that serves never holds more than it needs to know for a while: who is signed in, who was refused, what is
kept and what is planned stand in the database, so that any process answers any request.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from ownpath.config.lanes import SECONDS_BETWEEN_LOOKS, THREADS, Lane, Lanes
from ownpath.config.memory import give_free_memory_back
from ownpath.config.processes import load_all, serve_in_many
from ownpath.config.worker import Beside
from ownpath.config.wsgi import application

SECONDS_OF_A_TURN = 0.0005
MOST_CONNECTIONS = 2_000
MOST_WHO_KNOCK = 1_024  # connections the system keeps until a process takes them
SECONDS_A_SILENT_CONNECTION_STAYS = 75
LARGEST_BODY = 64_000_000  # a district's roster; Django holds every other form to its own, far smaller bound
LARGEST_HEADERS = 32_768
IN_MEMORY_BEFORE_DISK = 524_288

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Watch:
    """Look after the connections, not more often than is of use; waitress calls this its loop."""

    @staticmethod
    def loop(*, timeout: float, map: dict[int, Any], use_poll: bool = True) -> None:  # noqa: A002, ARG004 - waitress' names
        """Read and write until there are no connections any more; each look costs something for every one."""
        while map:
            wasyncore.poll2(timeout, map)
            time.sleep(SECONDS_BETWEEN_LOOKS)


def listen(*, host: str, port: int) -> socket.socket:
    """Return a socket on which connections arrive, whoever takes them; end where there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=MOST_WHO_KNOCK)
    except OSError as error:
        sys.exit(
            f"Nothing can be served at {host}, port {port}: {error.strerror}. "
            "End what listens there, or name another address (--host, --port)."
        )


def make_server(
    *,
    listener: socket.socket,
    threads: Mapping[Lane, int] = THREADS,
    app: Application = application,
) -> Any:
    """Return a server that answers who knocks at `listener`, once its `run` is called.

    `OWNPATH_TRUSTED_PROXY` names the address of a proxy in front, whose word about client and scheme is then believed;
    nobody else's is.
    """
    proxy = os.environ.get("OWNPATH_TRUSTED_PROXY", "")
    believed = {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
    }
    server = create_server(
        app,
        _dispatcher=Lanes(threads=threads),
        sockets=[listener],
        ident=None,
        connection_limit=MOST_CONNECTIONS,
        asyncore_use_poll=True,
        channel_timeout=SECONDS_A_SILENT_CONNECTION_STAYS,
        cleanup_interval=15,
        max_request_body_size=LARGEST_BODY,
        max_request_header_size=LARGEST_HEADERS,
        inbuf_overflow=IN_MEMORY_BEFORE_DISK,
        clear_untrusted_proxy_headers=True,
        **(believed if proxy else {}),
    )
    server.asyncore = _Watch
    return server


def serve(*, host: str, port: int, n_processes: int, worker: Sequence[str]) -> None:
    """Serve until told to stop, after one line that says where.

    Parameters
    ----------
    n_processes
        How many processes share the address; 1 serves in this one.
    worker
        The command of the process that is kept running beside the server; empty for none.
    """
    give_free_memory_back()
    listener = listen(host=host, port=port)
    load_all()
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"Ownpath is ready at http://{shown}:{listener.getsockname()[1]}/\n")
    if n_processes > 1:
        serve_in_many(
            lambda: serve_at(listener),
            n=n_processes,
            listener=listener.fileno(),
            worker=worker,
        )
    sys.stdout.flush()
    beside = Beside(worker) if worker else None
    try:
        if beside is not None:
            beside.start()
        serve_at(listener)
    finally:
        if beside is not None:
            beside.end()


def serve_at(listener: socket.socket) -> None:
    """Answer who knocks at a socket, in this process, until told to stop."""
    signal.signal(signal.SIGTERM, _stop)
    server = make_server(listener=listener)
    sys.setswitchinterval(SECONDS_OF_A_TURN)
    try:
        server.run()
    finally:
        server.close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End as by Ctrl-C: waitress then lets what runs finish."""
    raise KeyboardInterrupt
