"""Run Ownpath in one process, so that neither hashing nor pages keep answers waiting.

Each request waits in a lane, which has threads of its own. Children at work (questions, answers, hints) go through the
first, and the others give way to it for a moment. What waits for something else has lanes of its own too: a password's
hash (one at a time, by a thread of low priority, see `ownpath.store.passwords`) and a district's identity provider. The
pages of adults, which may take long, do not stand before the others, which do not. However many children come in at
nine, none of them holds a thread that takes answers, and none is sent away.

The lanes are narrow on purpose: Python runs one thread at a time, so more threads do not answer more, they only take
turns; and the turns are short, since an answer gives its turn away at each of its statements and must get it back.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

from ownpath.config.wsgi import application

AT_WORK = ("/me/practice/", "/me/questions/")
OF_ADULTS = ("/room/", "/family/", "/lead/", "/office/")
SECONDS_OF_A_TURN = 0.0005
SECONDS_TO_GIVE_WAY = 0.05
SECONDS_BETWEEN_LOOKS = (
    0.002  # at all connections, however many there are: each look costs something for every one
)
HASHING_POSTS = ("/sign-in", "/account/password")
HASHING_ENDS = ("/password", "/sign-in-help")  # somebody is given a password
HASHING_STARTS = ("/office/cards/",)  # a whole class is
REMOTE_PATHS = ("/account/oidc/",)
MOST_CONNECTIONS = 2_000
SECONDS_A_SILENT_CONNECTION_STAYS = 75
LARGEST_BODY = 64_000_000  # a district's roster; Django holds every other form to its own, far smaller bound
LARGEST_HEADERS = 32_768
IN_MEMORY_BEFORE_DISK = 524_288

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Lane(Enum):
    """Where a request waits for its turn."""

    WORK = "work"
    PAGES = "pages"
    ADULTS = "adults"
    HASHING = "hashing"
    REMOTE = "remote"


THREADS = {Lane.WORK: 4, Lane.PAGES: 1, Lane.ADULTS: 3, Lane.HASHING: 1, Lane.REMOTE: 2}


class Lanes:
    """Hand each request to the lane it belongs to; waitress calls this its task dispatcher."""

    def __init__(self, *, threads: Mapping[Lane, int]) -> None:
        work = _Threads()
        self.by_lane = {
            lane: work if lane is Lane.WORK else _Yielding(to=work) for lane in Lane
        }
        for lane, dispatcher in self.by_lane.items():
            dispatcher.set_thread_count(threads[lane])

    def add_task(self, channel: Any) -> None:
        """Let a channel's next request wait in its lane."""
        request = channel.requests[0] if getattr(channel, "requests", None) else None
        lane = lane_of(request.command, request.path) if request is not None else Lane.PAGES
        self.by_lane[lane].add_task(channel)

    def shutdown(self, *, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """Let what runs finish, and stop."""
        are_idle = [one.shutdown(cancel_pending, timeout) for one in self.by_lane.values()]
        return all(are_idle)


class _Threads(ThreadedTaskDispatcher):  # type: ignore[misc]
    """One lane; a line in it is what it is for, so it is not logged as trouble."""

    def __init__(self) -> None:
        super().__init__()
        self.queue_logger = _Quiet()

    @property
    def is_busy(self) -> bool:
        """Whether anybody stands in this lane or is being served."""
        return bool(self.queue) or self.active_count > 0


class _Yielding(_Threads):
    """A lane that lets another one go first, for a moment before each of its own requests."""

    def __init__(self, *, to: _Threads) -> None:
        super().__init__()
        self.first = to

    def add_task(self, channel: Any) -> None:
        """Let a channel's next request wait in this lane."""
        super().add_task(_AfterThem(channel, self.first))


class _AfterThem:
    """A request that starts once the first lane is empty, or after a moment."""

    def __init__(self, channel: Any, first: _Threads) -> None:
        self.channel, self.first = channel, first

    def service(self) -> None:
        """Give way, then serve the request."""
        latest = time.monotonic() + SECONDS_TO_GIVE_WAY
        while self.first.is_busy and time.monotonic() < latest:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        self.channel.service()

    def cancel(self) -> None:
        """Drop the request."""
        self.channel.cancel()


class _Watch:
    """Look after the connections, not more often than is of use; waitress calls this its loop."""

    @staticmethod
    def loop(*, timeout: float, map: dict[int, Any], use_poll: bool = True) -> None:  # noqa: A002, ARG004 - waitress' names
        """Read and write until there are no connections any more."""
        while map:
            wasyncore.poll2(timeout, map)
            time.sleep(SECONDS_BETWEEN_LOOKS)


class _Quiet:
    """A logger that is told how many wait, and keeps it to itself."""

    def warning(self, *_said: object) -> None:
        """Say nothing."""


def lane_of(method: str, path: str) -> Lane:
    """Return where a request waits.

    >>> lane_of("POST", "/me/questions/7/answer"), lane_of("GET", "/sign-in")
    (<Lane.WORK: 'work'>, <Lane.PAGES: 'pages'>)
    >>> lane_of("POST", "/sign-in"), lane_of("GET", "/account/oidc/district/callback")
    (<Lane.HASHING: 'hashing'>, <Lane.REMOTE: 'remote'>)
    >>> lane_of("POST", "/office/cards/class/1/"), lane_of("POST", "/office/people/1/password/")
    (<Lane.HASHING: 'hashing'>, <Lane.HASHING: 'hashing'>)
    """
    if path.startswith(AT_WORK):
        return Lane.WORK
    place = path.rstrip("/")
    hashes = (
        place in HASHING_POSTS
        or place.endswith(HASHING_ENDS)
        or path.startswith(HASHING_STARTS)
    )
    if method == "POST" and hashes:
        return Lane.HASHING
    if path.startswith(REMOTE_PATHS):
        return Lane.REMOTE
    return Lane.ADULTS if path.startswith(OF_ADULTS) else Lane.PAGES


def make_server(
    *,
    host: str,
    port: int,
    threads: Mapping[Lane, int] = THREADS,
    app: Application = application,
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
    server = create_server(
        app,
        _dispatcher=Lanes(threads=threads),
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
    server.asyncore = _Watch
    return server


def serve(*, host: str, port: int, threads: Mapping[Lane, int] = THREADS) -> None:
    """Serve until told to stop, after one line that says where."""
    server = make_server(host=host, port=port, threads=threads)
    signal.signal(signal.SIGTERM, _stop)
    sys.setswitchinterval(SECONDS_OF_A_TURN)
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
