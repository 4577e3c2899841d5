"""What stands behind the question mark of an address, kept within bounds."""

from __future__ import annotations

from django.http import HttpRequest


def number_asked(request: HttpRequest, name: str, *, most: int, fewest: int = 1) -> int:
    """Return a whole number from the address, drawn into its bounds; the fewest where there is none."""
    text = request.GET.get(name, "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else fewest
    return min(max(asked, fewest), most)
