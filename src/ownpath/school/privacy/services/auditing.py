"""Keep the audit: every read of a student's record by somebody else, and every write, with the deed itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from ownpath.school.privacy.models import AuditEntry
from ownpath.store.many_rows import insert_rows
from ownpath.store.rows import insert, new
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

READS_REMEMBERED = 50_000
SECONDS_OF_ONE_READ = 3600

Result = TypeVar("Result")

Read = tuple[int, int, str, int]  # who, about whom, the deed, the hour

_noted: OrderedDict[Read, None] = OrderedDict()
_noting = Lock()


def note_reads(*, by: Person, about: Iterable[int], deed: str, now: datetime) -> None:
    """Record that `by` read the records of `about`: one row a student, once an hour for the same page.

    A page that is looked at all morning stands in the audit once an hour, not once a minute. Each process remembers
    what it noted itself, so with several of them it may stand there once an hour and process.
    """
    note_reads_of_deeds(by=by, about_by_deed={deed: about}, now=now)


def note_reads_of_deeds(
    *, by: Person, about_by_deed: Mapping[str, Iterable[int]], now: datetime
) -> None:
    """Record as `note_reads` does what a page shows of several kinds, in one writing."""
    hour = int(now.timestamp()) // SECONDS_OF_ONE_READ
    keys = [
        (by.pk, person, deed, hour)
        for deed, about in about_by_deed.items()
        for person in dict.fromkeys(about)
        if person != by.pk
    ]
    fresh = [key for key in keys if key not in _noted]
    if not fresh:
        return
    rows = [
        {"actor_id": by.pk, "about_id": about, "deed": deed, "done_at": now}
        for _by, about, deed, _hour in fresh
    ]
    commit_together(lambda: insert_rows(AuditEntry, rows))
    _remember(fresh)


def _remember(keys: Iterable[Read]) -> None:
    """Remember reads that are in the audit; two pages at once may note one twice, never none."""
    with _noting:
        _noted.update(dict.fromkeys(keys))
        while len(_noted) > READS_REMEMBERED:
            _noted.popitem(last=False)


def audited(
    *,
    by: Person | None,
    about: Person | None,
    deed: str,
    now: datetime,
    do: Callable[[], Result],
    detail: str = "",
) -> Result:
    """Do something about a person and record it, both or neither, and return what it gave."""

    def together() -> Result:
        result = do()
        insert(
            new(
                AuditEntry,
                actor_id=by.pk if by else None,
                about_id=about.pk if about else None,
                deed=deed,
                detail=detail[:300],
                done_at=now,
            )
        )
        return result

    return commit_together(together)
