"""Where a person can go from any page of a face: a handful of places, each with a word and an icon."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One place in a face's navigation; `waiting` counts what waits for the person there."""

    label: str
    url: str
    icon: str
    name: str = ""
    waiting: int = 0


@dataclass(frozen=True, kw_only=True)
class TabItem:
    """One tab: a link to the same page looked at another way."""

    label: str
    url: str
    name: str = ""
    count: int | None = None


def is_current(item: NavItem, *, current: str, path: str) -> bool:
    """Say whether the person is at this place: named by `current`, or by the page's own path."""
    if current:
        return current in {item.name, item.url}
    return path == item.url or (item.url.count("/") > 2 and path.startswith(item.url))
