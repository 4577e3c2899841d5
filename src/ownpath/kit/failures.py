"""The page a person sees when the mistake is ours: calm, with a number to tell us, and no database behind it."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template import loader

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for our own mistakes, and log its reference number. Root urls name it `handler500`."""
    reference = secrets.token_hex(4).upper()
    logger.error(
        "A page failed; its reference stands beside this line: %s %s", reference, request.path
    )
    body = loader.get_template("500.html").render({"reference": reference})
    return HttpResponse(body, status=500)
