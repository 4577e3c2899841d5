"""Short names and languages for content that comes without them."""

from __future__ import annotations

SHORT = 48  # signs of a name on a button


def shortened(text: str, most: int = SHORT) -> str:
    """Return a text that fits, cut after a whole word.

    Examples
    --------
    >>> shortened("Add and subtract", 10)
    'Add and…'
    """
    if len(text) <= most:
        return text
    return (text[: most - 1].rpartition(" ")[0] or text[: most - 1]).rstrip(" ,;:.") + "…"


def bare_language(tag: str) -> str:
    """Return a language without its region: `en` of `en-US`."""
    return tag.strip().lower().partition("-")[0].partition("_")[0]
