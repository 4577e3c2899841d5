"""Numbers behind the question mark of an address and in forms, kept within bounds."""

from __future__ import annotations

from django.http import HttpRequest


def number_asked(request: HttpRequest, name: str, *, most: int, fewest: int = 1) -> int:
    """Return a whole number from the address, drawn into its bounds; the fewest where there is none."""
    return _bounded(request.GET.get(name, ""), fewest, most)


def number_sent(request: HttpRequest, name: str, *, most: int, fewest: int = 0) -> int:
    """Return a whole number from a form, drawn into its bounds; the fewest where there is none."""
    return _bounded(request.POST.get(name, ""), fewest, most)


def _bounded(text: str, fewest: int, most: int) -> int:
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else fewest
    return min(max(asked, fewest), most)
