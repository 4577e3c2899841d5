"""Where the page a person looks at can be opened again: a form's address takes something in and shows nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

FIRST_PAGE = "/"


def page_of(request: HttpRequest) -> str:
    """Return the address of the page a request shows; for a form that was sent, of the page it was sent from.

    A view that shows a page in answer to a form may say in `request.address` where that page is.
    """
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    if address := getattr(request, "address", ""):
        return str(address)
    sent_from = urlsplit(request.headers.get("Referer", ""))
    if sent_from.netloc != request.get_host() or not sent_from.path.startswith("/"):
        return FIRST_PAGE
    return f"{sent_from.path}?{sent_from.query}" if sent_from.query else sent_from.path
