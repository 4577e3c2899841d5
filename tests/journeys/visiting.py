"""Somebody at a screen: one browser window, and everything that goes wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

SECONDS_TO_WAIT = 60  # only so that a fault ends: on a busy machine the first page of a story alone may take twenty
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


@dataclass(slots=True, kw_only=True)
class Visitor:
    """A window at our site; `troubles` gathers console errors, broken scripts and requests to other hosts."""

    site: str
    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open one of our addresses; it must be there."""
        response = self.page.goto(f"{self.site}{path}")
        assert response is not None
        assert response.ok, f"{path}: {response.status}"

    def press(self, name: str, *, role: Any = "button") -> None:
        """Press what goes by that name; what then comes to the page is the story's to wait for."""
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def send(self, name: str) -> None:
        """Press the button of a whole page's form, and wait for the page that answers: then the deed is done."""
        with self.next_page():
            self.press(name)

    def follow(self, name: str) -> None:
        """Follow the link of that name, and wait until its page and scripts are there."""
        with self.next_page():
            self.press(name, role="link")

    @contextmanager
    def next_page(self) -> Iterator[None]:
        """Wait, once what is done here is done, until another page is there, its scripts too.

        A click alone waits for neither: what is asked of the database or of the page right after it races the server.
        """
        with self.page.expect_navigation():
            yield

    def sign_in(self, *, name: str, password: str) -> None:
        """Come in by the door with a name and a password."""
        self.go("/sign-in")
        self.page.locator("input[name=name]").fill(name)
        self.page.locator("input[name=password]").fill(password)
        with self.next_page():
            self.page.locator("form:has(input[name=password]) button").click()
        expect(self.page.locator("details.account")).to_be_visible()

    def is_told(self, words: str) -> None:
        """Wait until a notice on the page says so; the words for ears, a moment later, are not looked at."""
        expect(self.page.locator(".notice").get_by_text(words)).to_be_visible()

    def forgive(self, *words: str) -> None:
        """Forget the troubles a story made on purpose."""
        self.troubles[:] = [
            trouble for trouble in self.troubles if not any(word in trouble for word in words)
        ]


def visit(browser: Browser, site: str, **wishes: Any) -> Visitor:
    """Open a window with Playwright's wishes (`locale`, `viewport`, `color_scheme`, ...)."""
    context = browser.new_context(**wishes)
    context.set_default_timeout(SECONDS_TO_WAIT * 1000)
    context.add_init_script(TELL_VIOLATIONS)
    visitor = Visitor(site=site, context=context, page=context.new_page())

    def tell_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            visitor.troubles.append(f"{visitor.page.url}: {message.type}: {message.text}")

    def tell_request(request: Request) -> None:
        if not request.url.startswith((f"{site}/", "data:")):
            visitor.troubles.append(f"{visitor.page.url}: asked {request.url}")

    context.on("console", tell_console)
    context.on("request", tell_request)
    context.on(
        "weberror", lambda wrong: visitor.troubles.append(f"{visitor.page.url}: {wrong.error}")
    )
    return visitor


expect.set_options(timeout=SECONDS_TO_WAIT * 1000)
