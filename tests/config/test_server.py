"""The server: lanes, so that a line at the door holds up nobody at work; and what it tells strangers."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ownpath.config.lanes import SECONDS_TO_GIVE_WAY, Lane, lane_of
from ownpath.config.server import LARGEST_HEADERS, listen, make_server

SECONDS_AT_MOST = (
    120  # so that a fault ends; nothing here takes longer than a busy machine makes it
)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Door:
    """An application whose sign-in waits until the door is opened."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.waiting = threading.Semaphore(0)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if lane_of(environ["REQUEST_METHOD"], environ["PATH_INFO"]) is Lane.HASHING:
            self.waiting.release()
            self.opened.wait(SECONDS_AT_MOST)
        start("200 OK", [("Content-Type", "text/plain")])
        return [
            f"{environ['PATH_INFO']} {environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()
        ]


@contextmanager
def served(app: Application) -> Iterator[int]:
    server = make_server(listener=listen(host="127.0.0.1", port=0), app=app)
    running = threading.Thread(
        target=server.asyncore.loop, kwargs={"timeout": 0.05, "map": server._map}
    )
    server_map = server._map
    running.start()
    try:
        yield server.effective_port
    finally:
        server.task_dispatcher.shutdown()
        server.close()
        for channel in list(server_map.values()):
            channel.close()
        running.join(5)


def ask(
    port: int, path: str, *, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, str, Any]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_AT_MOST)
    line.request(method, path, headers=headers or {})
    response = line.getresponse()
    found = response.status, response.read().decode(), response.headers
    line.close()
    return found


class TestLanes:
    @pytest.mark.parametrize(
        ("method", "path", "lane"),
        [
            ("POST", "/sign-in", Lane.HASHING),
            ("POST", "/sign-in/", Lane.HASHING),
            ("GET", "/sign-in", Lane.PAGES),
            ("POST", "/account/password", Lane.HASHING),
            ("GET", "/account/oidc/district/callback", Lane.REMOTE),
            ("POST", "/account/oidc/district/login", Lane.REMOTE),
            ("POST", "/office/people/7/sign-in-help", Lane.HASHING),
            ("GET", "/office/people/", Lane.ADULTS),
            ("GET", "/room/", Lane.ADULTS),
            ("POST", "/me/questions/7/answer", Lane.WORK),
            ("GET", "/me/practice/7/", Lane.WORK),
            ("GET", "/me/", Lane.PAGES),
            ("POST", "/sign-in-not", Lane.PAGES),
            ("GET", "/", Lane.PAGES),
            ("POST", "", Lane.PAGES),
        ],
    )
    def test_part_by_who_asks_and_what_a_request_waits_for(
        self, method: str, path: str, lane: Lane
    ) -> None:
        assert lane_of(method, path) is lane

    def test_let_work_go_first_and_pages_only_for_a_moment(self) -> None:
        begun: list[str] = []
        is_at_work, release = threading.Event(), threading.Event()

        def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            begun.append(environ["PATH_INFO"])
            if environ["PATH_INFO"].startswith("/me/questions/"):
                is_at_work.set()
                release.wait(SECONDS_AT_MOST)
            start("200 OK", [("Content-Type", "text/plain")])
            return [b"done"]

        with served(app) as port:
            working = threading.Thread(target=ask, args=(port, "/me/questions/7/"))
            working.start()
            assert is_at_work.wait(SECONDS_AT_MOST)
            asked = time.monotonic()

            assert ask(port, "/")[1] == "done"

            assert time.monotonic() - asked >= SECONDS_TO_GIVE_WAY
            release.set()
            working.join(SECONDS_AT_MOST)
        assert begun == ["/me/questions/7/", "/"]

    def test_let_answers_through_while_a_hundred_wait_at_the_door(self) -> None:
        door, done = Door(), []
        with served(door) as port:
            crowd = [
                threading.Thread(
                    target=lambda: done.append(ask(port, "/sign-in", method="POST")[0])
                )
                for _ in range(100)
            ]
            for child in crowd:
                child.start()
            assert door.waiting.acquire(timeout=SECONDS_AT_MOST)

            place = "/me/questions/7/answer"
            answers = [ask(port, place, method="POST")[1] for _ in range(5)]

            assert all(answer.startswith(place) for answer in answers)
            assert done == []
            door.opened.set()
            for child in crowd:
                child.join(SECONDS_AT_MOST)
        assert done == [200] * 100

    def test_let_one_connection_change_lanes(self) -> None:
        door = Door()
        door.opened.set()
        with served(door) as port:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_AT_MOST)
            said = []
            for method, path in (
                ("POST", "/sign-in"),
                ("POST", "/answer"),
                ("POST", "/sign-in"),
                ("GET", "/"),
            ):
                line.request(method, path)
                said.append(line.getresponse().read().decode().split()[0])
            line.close()

        assert said == ["/sign-in", "/answer", "/sign-in", "/"]

    def test_keep_the_order_of_requests_sent_in_one_breath(self) -> None:
        door = Door()
        door.opened.set()
        with (
            served(door) as port,
            socket.create_connection(("127.0.0.1", port), SECONDS_AT_MOST) as line,
        ):
            line.sendall(
                b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                b"GET /after HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
            said = b""
            while more := line.recv(65536):
                said += more

        assert said.index(b"/sign-in 127") < said.index(b"/after 127")


class TestServer:
    @pytest.fixture
    def port(self) -> Iterator[int]:
        with served(Door()) as port:
            yield port

    def test_does_not_say_what_it_is(self, port: int) -> None:
        assert ask(port, "/")[2]["Server"] is None

    def test_does_not_believe_a_stranger_about_where_they_are(self, port: int) -> None:
        told = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}

        assert ask(port, "/", headers=told)[1] == "/ 127.0.0.1 http"

    def test_believes_the_proxy_it_was_told_of(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OWNPATH_TRUSTED_PROXY", "127.0.0.1")
        told = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Forwarded-Proto": "https"}

        with served(Door()) as port:
            assert ask(port, "/", headers=told)[1] == "/ 203.0.113.9 https"

    def test_refuses_what_is_larger_than_anything_we_take(self, port: int) -> None:
        assert (
            ask(port, "/", method="POST", headers={"Content-Length": "99999999999"})[0] == 413
        )
        assert ask(port, "/", headers={"X-Long": "x" * LARGEST_HEADERS})[0] == 431


class TestListen:
    def test_says_where_nothing_can_be_served_and_what_to_do(self) -> None:
        with listen(host="127.0.0.1", port=0) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(
                SystemExit, match=f"port {port}.*Address already in use.*--port"
            ):
                listen(host="127.0.0.1", port=port)
