"""Run Ownpath in one process, so that hashing never keeps answers waiting.

Two lanes take requests. The slow lane is for what waits for something else: a password's hash (one at a time, by a
thread of low priority, see `ownpath.store.passwords`) or a district's identity provider. Everything else goes through
the quick lane. However many children stand in the slow lane at nine o'clock, none of them holds a thread that takes
answers, and none is sent away.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

from ownpath.config.wsgi import application

QUICK_THREADS = 16
SLOW_THREADS = 2  # one hashes, the other reads and writes around it
SLOW_POSTS = ("/sign-in", "/account/password")
SLOW_ENDS = ("/password", "/sign-in-help")  # somebody is given a password
SLOW_STARTS = ("/office/cards/",)  # a whole class is
SLOW_PATHS = ("/account/oidc/",)
MOST_CONNECTIONS = 2_000
SECONDS_A_SILENT_CONNECTION_STAYS = 75
LARGEST_BODY = 64_000_000  # a district's roster; Django holds every other form to its own, far smaller bound
LARGEST_HEADERS = 32_768
IN_MEMORY_BEFORE_DISK = 524_288

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class TwoLanes:
    """Hand each request to the lane it belongs to; waitress calls this its task dispatcher."""

    def __init__(self, *, quick_threads: int, slow_threads: int) -> None:
        self.quick, self.slow = _Lane(), _Lane()
        self.quick.set_thread_count(quick_threads)
        self.slow.set_thread_count(slow_threads)

    def add_task(self, channel: Any) -> None:
        """Let a channel's next request wait in its lane."""
        request = channel.requests[0] if getattr(channel, "requests", None) else None
        lane = (
            self.slow
            if request is not None and is_slow(request.command, request.path)
            else self.quick
        )
        lane.add_task(channel)

    def shutdown(self, *, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """Let what runs finish, and stop."""
        is_idle = self.slow.shutdown(cancel_pending, timeout)
        return bool(self.quick.shutdown(cancel_pending, timeout)) and bool(is_idle)


class _Lane(ThreadedTaskDispatcher):  # type: ignore[misc]
    """One lane; a line in it is what it is for, so it is not logged as trouble."""

    def __init__(self) -> None:
        super().__init__()
        self.queue_logger = _Quiet()


class _Quiet:
    """A logger that is told how many wait, and keeps it to itself."""

    def warning(self, *_said: object) -> None:
        """Say nothing."""


def is_slow(method: str, path: str) -> bool:
    """Return whether a request waits for a hash or for another server.

    >>> is_slow("POST", "/sign-in"), is_slow("GET", "/sign-in"), is_slow("GET", "/account/oidc/district/callback")
    (True, False, True)
    >>> is_slow("POST", "/office/cards/class/1/"), is_slow("POST", "/office/people/1/password/")
    (True, True)
    """
    if path.startswith(SLOW_PATHS):
        return True
    place = path.rstrip("/")
    hashes = place in SLOW_POSTS or place.endswith(SLOW_ENDS) or path.startswith(SLOW_STARTS)
    return method == "POST" and hashes


def make_server(
    *, host: str, port: int, threads: int = QUICK_THREADS, app: Application = application
) -> Any:
    """Return a server that listens, and answers once its `run` is called.

    `OWNPATH_TRUSTED_PROXY` names the address of a proxy in front, whose word about client and scheme is then believed;
    nobody else's is.
    """
    proxy = os.environ.get("OWNPATH_TRUSTED_PROXY", "")
    believed = {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
    }
    return create_server(
        app,
        _dispatcher=TwoLanes(quick_threads=threads, slow_threads=SLOW_THREADS),
        host=host,
        port=port,
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


def serve(*, host: str, port: int, threads: int = QUICK_THREADS) -> None:
    """Serve until told to stop, after one line that says where."""
    server = make_server(host=host, port=port, threads=threads)
    signal.signal(signal.SIGTERM, _stop)
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"Ownpath is ready at http://{shown}:{server.effective_port}/\n")
    sys.stdout.flush()
    try:
        server.run()
    finally:
        server.close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End as by Ctrl-C: waitress then lets what runs finish."""
    raise KeyboardInterrupt
