"""Say with every page what it may load: from here, and nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse


class PolicyMiddleware:
    """Send the content security policy of the settings, which is the same for every page and so is made once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and say the policy."""
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response
