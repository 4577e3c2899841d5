"""The lanes of one server process, so that neither hashing nor pages keep answers waiting.

Each request waits in a lane, which has threads of its own. Children at work (beginning, questions, answers, hints) go
through the first, and the others give way to it for a moment, before they begin and at their statements. What waits for
something else has lanes of its own too: a password's hash (one at a time, by a thread of low priority, see
`ownpath.store.passwords`) and a district's identity provider. The pages of adults, which may take long, do not stand
before the others, which do not. However many children come in at nine, none of them holds a thread that takes answers,
and none is sent away.

The lanes are narrow on purpose: Python runs one thread at a time, so more threads do not answer more, they only take
turns; and the turns are short, since an answer gives its turn away at each of its statements and must get it back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from enum import Enum
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from ownpath.store.lending import connection_lent
from ownpath.store.statements import giving_way

AT_WORK = ("/me/practice/", "/me/questions/")
OFFERS, BEGINNING = "/me/offers/", "/choose"  # to begin what was offered is work too
OF_ADULTS = ("/room/", "/family/", "/lead/", "/office/")
SECONDS_TO_GIVE_WAY = 0.05
SECONDS_BETWEEN_LOOKS = 0.002
HASHING_POSTS = ("/sign-in", "/account/password")
HASHING_ENDS = ("/password", "/sign-in-help")  # somebody is given a password
HASHING_STARTS = ("/office/cards/",)  # a whole class is
REMOTE_PATHS = ("/account/oidc/",)


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

    def add_task(self, channel: Any) -> None:
        """Let a channel's next request wait in this lane."""
        super().add_task(_Served(channel))

    @property
    def is_busy(self) -> bool:
        """Whether anybody stands in this lane or is being served."""
        return bool(self.queue) or self.active_count > 0


class _Served:
    """A request, with a connection to the database while it is served."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel

    def service(self) -> None:
        """Serve the request."""
        with connection_lent():
            self.channel.service()

    def cancel(self) -> None:
        """Drop the request."""
        self.channel.cancel()


class _Yielding(_Threads):
    """A lane that lets another one go first, for a moment before each of its own requests."""

    def __init__(self, *, to: _Threads) -> None:
        super().__init__()
        self.first = to

    def add_task(self, channel: Any) -> None:
        """Let a channel's next request wait in this lane."""
        ThreadedTaskDispatcher.add_task(self, _AfterThem(channel, self.first))


class _AfterThem(_Served):
    """A request that starts once the first lane is empty, or after a moment, and gives way on its way too."""

    def __init__(self, channel: Any, first: _Threads) -> None:
        super().__init__(channel)
        self.first = first
        self.seconds_left = SECONDS_TO_GIVE_WAY

    def service(self) -> None:
        """Give way, then serve the request; what is left of the moment is given at its statements."""
        self.give_way()
        with giving_way(self.give_way):
            super().service()

    def give_way(self) -> None:
        """Wait while children are at work, as long as this request still has to."""
        while self.seconds_left > 0 and self.first.is_busy:
            begun = time.monotonic()
            time.sleep(SECONDS_BETWEEN_LOOKS)
            self.seconds_left -= time.monotonic() - begun


class _Quiet:
    """A logger that is told how many wait, and keeps it to itself."""

    def warning(self, *_said: object) -> None:
        """Say nothing."""


def lane_of(method: str, path: str) -> Lane:
    """Return where a request waits.

    >>> lane_of("POST", "/me/questions/7/answer"), lane_of("GET", "/sign-in")
    (<Lane.WORK: 'work'>, <Lane.PAGES: 'pages'>)
    >>> lane_of("POST", "/me/offers/7/choose"), lane_of("GET", "/me/offers/7/")
    (<Lane.WORK: 'work'>, <Lane.PAGES: 'pages'>)
    >>> lane_of("POST", "/sign-in"), lane_of("GET", "/account/oidc/district/callback")
    (<Lane.HASHING: 'hashing'>, <Lane.REMOTE: 'remote'>)
    >>> lane_of("POST", "/office/cards/class/1/"), lane_of("POST", "/office/people/1/password/")
    (<Lane.HASHING: 'hashing'>, <Lane.HASHING: 'hashing'>)
    """
    place = path.rstrip("/")
    if path.startswith(AT_WORK) or (path.startswith(OFFERS) and place.endswith(BEGINNING)):
        return Lane.WORK
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
