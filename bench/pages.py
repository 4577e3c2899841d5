"""Measure the server's time for every page on the demonstration district.

`OWNPATH_DATA=FOLDER python bench/pages.py [--runs 20] [--people 20] [--json FILE]` on a folder that `ownpath demo
--only-build` filled; give it a copy, for looking at pages makes offers and fills the log of who saw what.

Two figures for each page, in this process, without a network: *first*, as somebody else opens it for the first time
today (offers are made, the look is logged; one opening by each of several people), and *again*, as the same person does
once more. Queries are those of all threads, so that what the writer writes for a page counts as well.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import ClientHandler

    from ownpath.school.people.models import Person

MOST_MS = 100
MOST_QUERIES = 15
WARM_UPS = 2
SERVER = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One opening of one page."""

    wall_ms: float
    cpu_ms: float
    n_queries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Many openings of one page."""

    n: int
    median_ms: float
    p95_ms: float
    cpu_ms: float  # median
    n_queries: int  # most

    @property
    def is_over(self) -> bool:
        """Whether it is over a limit."""
        return self.p95_ms > MOST_MS or self.n_queries > MOST_QUERIES


@dataclass(slots=True, kw_only=True)
class Measured:
    """A page with its two figures."""

    page: str
    who: str
    path: str
    first: list[Opening] = field(default_factory=list)
    again: list[Opening] = field(default_factory=list)
    kilobytes: float = 0.0
    statements: list[str] = field(default_factory=list)


class Statements:
    """Every statement of every thread, counted where Django hands it to the database."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def listen(self) -> None:
        """Begin to count on every connection; transactions' own words (BEGIN, SAVEPOINT) are no queries."""
        from django.db import connections
        from django.db.backends.signals import connection_created

        seen = self.seen

        def counted(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            if not str(sql).startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "ROLLBACK")):
                seen.append(str(sql))
            return execute(sql, params, many, context)

        def watch(connection: Any, **_told: Any) -> None:
            connection.execute_wrappers.append(counted)

        connection_created.connect(watch, weak=False)
        connections.close_all()  # what this thread opens next is watched


STATEMENTS = Statements()


@cache
def handler() -> ClientHandler:
    """Return the one application behind every client, its middleware loaded once as in a server."""
    from django.test.client import ClientHandler

    made = ClientHandler(enforce_csrf_checks=False)
    made.load_middleware()
    return made


def browser(person: Person | None) -> Client:
    """Return a client in which somebody is signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME=SERVER)
    client.handler = handler()
    if person is not None:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def open_page(client: Client, path: str) -> tuple[Opening, bytes]:
    """Open a page once and return what it took."""
    STATEMENTS.seen.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    response = client.get(path)
    opening = Opening(
        wall_ms=(time.perf_counter() - wall) * 1000,
        cpu_ms=(time.process_time() - cpu) * 1000,
        n_queries=len(STATEMENTS.seen),
    )
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}, expected a page")
    return opening, response.content


def measure(
    who: str,
    pages_of: Callable[..., Iterator[tuple[str, str]]],
    people: Sequence[Any],
    n_runs: int,
    today: date,
) -> list[Measured]:
    """Open every page of a face: once by each of the others, then again and again by the first."""
    found: dict[str, Measured] = {}
    last: dict[str, tuple[Client, str]] = {}  # who had it, for pages that not everybody has
    for place, person in reversed(list(enumerate(people))):
        client = browser(person)
        for name, path in pages_of(person, client, today):
            page = found.setdefault(name, Measured(page=name, who=who, path=path))
            if place == len(people) - 1:
                open_page(browser(person), "/sign-in" if person is None else path)
            page.first.append(open_page(client, path)[0])
            last[name] = client, path
            if place == 0:
                _open_again(page, client, path, n_runs)
    for name, page in found.items():
        if not page.again:
            _open_again(page, *last[name], n_runs)
    return list(found.values())


def _open_again(page: Measured, client: Client, path: str, n_runs: int) -> None:
    page.path = path
    for _run in range(WARM_UPS):
        _opening, content = open_page(client, path)
    page.kilobytes = len(content) / 1000
    page.statements = list(STATEMENTS.seen)
    page.again = [open_page(client, path)[0] for _run in range(n_runs)]


def sum_up(openings: Sequence[Opening]) -> Sum:
    """Return the figures of many openings."""
    walls = sorted(one.wall_ms for one in openings)
    return Sum(
        n=len(openings),
        median_ms=round(statistics.median(walls), 1),
        p95_ms=round(walls[min(len(walls) - 1, round(0.95 * (len(walls) - 1)))], 1),
        cpu_ms=round(statistics.median(one.cpu_ms for one in openings), 1),
        n_queries=max(one.n_queries for one in openings),
    )


def names_measured_or_not(measured: Sequence[Measured]) -> list[str]:
    """Return the addresses that take GET and were neither measured nor set aside with a reason."""
    from django.urls import URLPattern, URLResolver, get_resolver
    from pages_by_role import NOT_MEASURED

    def walk(resolver: Any, space: str) -> Iterator[tuple[str, Any]]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, f"{space}{one.namespace}:" if one.namespace else space)
            elif isinstance(one, URLPattern):
                yield f"{space}{one.name}", one.callback

    known = {page.page.partition(",")[0] for page in measured} | set(NOT_MEASURED)
    return sorted(
        name for name, view in walk(get_resolver(), "") if name not in known and takes_get(view)
    )


def takes_get(view: Any) -> bool:
    """Return whether an address opens with GET, by asking it as a stranger would."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    request = RequestFactory().get("/", SERVER_NAME=SERVER)
    request.user = AnonymousUser()
    try:
        return bool(view(request).status_code != 405)
    except TypeError:  # wants an id: the method was let through
        return True
    except Exception:  # noqa: BLE001 - it got as far as its work
        return True


def tell(measured: Sequence[Measured]) -> int:
    """Print the table and what is over; return how many pages are."""
    print(
        f"{'page':36} {'who':17} | {'first: p50':>10} {'p95':>6} {'cpu':>6} {'q':>3} "
        f"| {'again: p50':>10} {'p95':>6} {'cpu':>6} {'q':>3} | {'kB':>5}"
    )
    over = []
    for page in measured:
        first, again = sum_up(page.first), sum_up(page.again)
        mark = " <- over" if first.is_over or again.is_over else ""
        print(
            f"{page.page:36} {page.who:17} | {first.median_ms:10} {first.p95_ms:6} {first.cpu_ms:6} "
            f"{first.n_queries:3} | {again.median_ms:10} {again.p95_ms:6} {again.cpu_ms:6} "
            f"{again.n_queries:3} | {page.kilobytes:5.0f}{mark}"
        )
        if mark:
            over.append(page)
    print(
        f"\n{len(measured)} pages; {len(over)} over {MOST_MS} ms (95th percentile) or {MOST_QUERIES} queries."
    )
    for page in over:
        print(f"\n{page.page} ({page.who}) {page.path}")
        for statement, n in Counter(page.statements).most_common():
            print(f"  {n} x {statement[:400]}")
    return len(over)


def as_data(measured: Sequence[Measured]) -> list[Mapping[str, Any]]:
    """Return the figures for a file."""
    return [
        {
            "page": page.page,
            "who": page.who,
            "first": asdict(sum_up(page.first)),
            "again": asdict(sum_up(page.again)),
            "kilobytes": round(page.kilobytes, 1),
        }
        for page in measured
    ]


def main() -> int:
    """Measure, tell, and return 1 when a page is over a limit or nobody measured it."""
    reading = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reading.add_argument("--runs", type=int, default=20)
    reading.add_argument("--people", type=int, default=20)
    reading.add_argument("--json", type=Path)
    asked = reading.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    os.environ["OWNPATH_DEMO"] = "1"
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from pages_by_role import make_ready, people_for

    for command in ("migrate", "collectstatic"):
        call_command(command, interactive=False, verbosity=0)
    today = timezone.localdate(timezone.now())
    make_ready(today, timezone.now())
    gc.collect()
    gc.freeze()  # as a server does once it has begun: what planned the days here is the worker's there
    STATEMENTS.listen()
    measured = [
        page
        for who, pages_of, people in people_for(asked.people)
        for page in measure(who, pages_of, people, asked.runs, today)
    ]
    n_over, left_out = tell(measured), names_measured_or_not(measured)
    if left_out:
        print(f"\nNot measured: {', '.join(left_out)}")
    if asked.json:
        asked.json.write_text(json.dumps(as_data(measured), indent=1) + "\n", encoding="utf-8")
    return 1 if n_over or left_out else 0


if __name__ == "__main__":
    sys.exit(main())
