"""A real browser in front of a real server: what every journey needs."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from visiting import SECONDS_TO_WAIT, Visitor, visit

from ownpath.config.server import listen, make_server

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
OFF = (
    "PreloadTopChromeWebUI",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "SpareRendererForSitePerProcess",
)
"""The browser's own pages around ours, drawn for every window; what it starts in advance for the next; and
what Playwright turns off (the last list holds)."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(OFF)}",
)
SCHOOL = ZoneInfo("America/Los_Angeles")
SATURDAY = 5


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return the browser, started once for the stories of a file."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "The journeys need a browser: `make browser` says how to get one."
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps a loop in this thread, so Django takes every test for a coroutine.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
            yield browser
            browser.close()


@pytest.fixture
def school_morning(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Let it be the last school day's ten o'clock, and let the time go on from there.

    Stories need no luck then: no weekend, no midnight, no change of the clocks in their middle.
    """
    began = timezone.now()
    day = began.astimezone(SCHOOL).date() - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    morning = datetime.combine(day, time(10), tzinfo=SCHOOL)
    real_now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real_now() - (began - morning))
    return morning


@pytest.fixture
def site(
    transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Serve Ownpath as it is served in a school, on the tests' database, and return its address."""
    from ownpath.config.wsgi import application

    settings.DATA_FOLDER = tmp_path
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    server = make_server(listener=listen(host="127.0.0.1", port=0), app=application)
    channels = server._map
    running = threading.Thread(
        target=server.asyncore.loop, kwargs={"timeout": 0.05, "map": channels}
    )
    running.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # What is still being answered ends before the tables are emptied under it.
    server.task_dispatcher.shutdown(timeout=SECONDS_TO_WAIT)
    server.close()
    for channel in list(channels.values()):
        channel.close()
    running.join(SECONDS_TO_WAIT)


@pytest.fixture
def come_in(chromium: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Return what opens a browser window of one's own; every window is looked through at the end."""
    visitors: list[Visitor] = []

    def come(**wishes: Any) -> Visitor:
        visitors.append(visit(chromium, site, **wishes))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.context.close()
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    assert troubles == []
