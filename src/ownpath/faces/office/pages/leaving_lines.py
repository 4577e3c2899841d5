"""Those who leave by a roster: looked up by name, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from ownpath.school.curriculum.words import plain_letters

PEOPLE_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom somebody looks for, and on which page."""

    who: str = ""
    page: str | None = None


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A page of those who leave."""

    who: str
    n_found: int
    is_open: bool
    is_long: bool  # more than a page without a search
    page_obj: Page[Any]


def find_leaving(lines: Sequence[Mapping[str, Any]], asked: Asked) -> Leaving:
    """Return the people whose name or number holds what is looked for, by name."""
    words = plain_letters(asked.who).split()
    found = [line for line in lines if _holds(line, words)]
    found.sort(key=lambda line: plain_letters(line["label"]))
    return Leaving(
        who=asked.who,
        n_found=len(found),
        is_open=bool(words or asked.page),
        is_long=len(lines) > PEOPLE_ON_A_PAGE,
        page_obj=Paginator(found, PEOPLE_ON_A_PAGE).get_page(asked.page),
    )


def _holds(line: Mapping[str, Any], words: Sequence[str]) -> bool:
    text = plain_letters(f"{line['label']} {line['sourced_id']}")
    return all(one in text for one in words)
