"""Who saw what, as a file: every deed that is looked for, one a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from ownpath.faces.office.pages.cells import harmless
from ownpath.faces.office.pages.deed_words import AUDIT_KINDS, kind_of, tell_deed
from ownpath.faces.office.pages.words import DEED_WORDS, word
from ownpath.school.people.queries import persons_by_id

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.privacy.models import AuditEntry

ROWS_AT_A_TIME = 2_000

_Row = tuple[datetime, int | None, int | None, str, str]
_COLUMNS = ("done_at", "actor_id", "about_id", "deed", "detail")
_Named = tuple[str, str]  # name and number


def audit_as_csv(
    *, entries: QuerySet[AuditEntry], language: str, zone: ZoneInfo
) -> Iterator[str]:
    """Yield the deeds as text of a CSV file, some rows at a time, in the words of a language.

    The language is set anew for each piece: between two of them the server does other things.
    """
    rows = entries.values_list(*_COLUMNS).iterator(chunk_size=ROWS_AT_A_TIME)
    with translation.override(language):
        head = _as_text([_head()])
    yield f"\ufeff{head}"
    people: dict[int | None, _Named] = {}
    while some := list(islice(rows, ROWS_AT_A_TIME)):
        with translation.override(language):
            _learn_names(people, some)
            text = _as_text(_cells(one, people, zone) for one in some)
        yield text


def _learn_names(people: dict[int | None, _Named], rows: Iterable[_Row]) -> None:
    """Add the names of whoever is met for the first time; of some thousand people each is read once."""
    met = {person for _at, actor, about, *_ in rows for person in (actor, about) if person}
    for pk, person in persons_by_id(ids=met - people.keys()).items():
        people[pk] = (person.plain_name, person.sourced_id)


def _head() -> tuple[str, ...]:
    return (
        _("When"),
        _("Who"),
        _("Their number"),
        _("About"),
        _("Number of whom it is about"),
        _("What"),
        _("Did"),
        _("More"),
    )


def _cells(row: _Row, people: Mapping[int | None, _Named], zone: ZoneInfo) -> tuple[str, ...]:
    done_at, actor, about, deed, detail = row
    return (
        done_at.astimezone(zone).isoformat(sep=" ", timespec="seconds"),
        *people.get(actor, (_("the system"), "")),
        *people.get(about, ("", "")),
        word(AUDIT_KINDS, kind_of(deed)),
        tell_deed(deed, DEED_WORDS),
        "" if about else detail,  # of a student it would tell what was learned or said
    )


def _as_text(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(map(harmless, row) for row in rows)
    return out.getvalue()
