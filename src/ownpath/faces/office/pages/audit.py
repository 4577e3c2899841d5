"""Who saw what: the deeds of the log that are looked for, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ownpath.faces.office.pages.deed_words import AUDIT_KINDS, kind_of, tell_deed
from ownpath.faces.office.pages.words import DEED_WORDS
from ownpath.school.people.directory import find_people, get_roster_facts, own_district
from ownpath.school.privacy.queries import Sought, audit_of_district, deeds_in_the_audit
from ownpath.school.privacy.services import CARD_DEEDS, title_of_cards

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from ownpath.school.people.models import District, Person
    from ownpath.school.privacy.models import AuditEntry

DEEDS_ON_A_PAGE = 200
DEEDS_LEAFED_THROUGH = 10_000
PEOPLE_OF_A_NAME = 60


@dataclass(frozen=True, kw_only=True)
class AuditQuestion:
    """What is asked of the log, as it was sent; empty: whatever it is."""

    about: UUID | None = None
    by: UUID | None = None
    about_name: str = ""
    by_name: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None  # and that day too


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A person of the log."""

    name: str
    uuid: UUID


@dataclass(frozen=True, kw_only=True)
class DeedLine:
    """One deed in the log, about nobody alone, about one, or at the same moment about many."""

    by: Somebody | None
    about: tuple[Somebody, ...]
    deed: str
    detail: str
    done_at: datetime


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Whom a question means: somebody picked, or everybody with the words that were typed."""

    picked: Somebody | None = None
    fitting: tuple[Somebody, ...] = ()
    ids: tuple[int, ...] | None = None  # None: everybody
    words: str = ""
    are_too_many: bool = False


@dataclass(frozen=True, kw_only=True)
class Log:
    """What a question finds, before anything of it is read."""

    about: Meant
    by: Meant
    entries: QuerySet[AuditEntry]  # quick where few fit
    newest: QuerySet[AuditEntry]  # the same, quick where many do


@dataclass(frozen=True, kw_only=True)
class AuditLinks:
    """A question as addresses have it: whole, and without one of its people, ready for another."""

    whole: str
    but_about: str
    but_by: str


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The page."""

    about: Meant
    by: Meant
    lines: tuple[DeedLine, ...]
    page_obj: Page[Any]
    n: int
    is_cut: bool  # there are more than can be leafed through
    is_asked: bool
    named: tuple[str, ...]  # what is asked, in words


class _Leaves(Paginator["AuditEntry"]):
    """Pages of the newest deeds: of half a million rows nobody counts more than can be leafed through."""

    def __init__(self, log: Log) -> None:
        n = log.entries.order_by()[: DEEDS_LEAFED_THROUGH + 1].count()
        self.is_cut = n > DEEDS_LEAFED_THROUGH
        self.n = min(n, DEEDS_LEAFED_THROUGH)
        super().__init__(log.newest if self.is_cut else log.entries, DEEDS_ON_A_PAGE)

    @property
    def count(self) -> int:
        """Return how many can be leafed through."""
        return self.n


def find_in_the_log(*, viewer: Person, asked: AuditQuestion, today: date) -> Log:
    """Return the deeds that are asked for, of the viewer's own district."""
    district = own_district(viewer=viewer)
    about = _meant(viewer, asked.about, asked.about_name, today)
    by = _meant(viewer, asked.by, asked.by_name, today)
    deeds = (
        [deed for deed in deeds_in_the_audit() if kind_of(deed) == asked.kind]
        if asked.kind
        else None
    )
    sought = Sought(about=about.ids, by=by.ids, deeds=deeds, **_span(asked, district))
    return Log(
        about=about,
        by=by,
        entries=audit_of_district(district=district, sought=sought),
        newest=audit_of_district(district=district, sought=sought, are_common=True),
    )


def _meant(viewer: Person, uuid: UUID | None, words: str, today: date) -> Meant:
    if uuid:
        person = get_roster_facts(viewer=viewer, uuid=uuid, today=today).person
        return Meant(picked=_somebody(person), ids=(person.pk,))
    if not words.strip():
        return Meant()
    people = find_people(viewer=viewer, words=words, with_ended=True).prefetch_related(None)
    found = list(people[: PEOPLE_OF_A_NAME + 1])
    are_too_many = len(found) > PEOPLE_OF_A_NAME
    return Meant(
        fitting=tuple(_somebody(one) for one in found[:PEOPLE_OF_A_NAME]),
        ids=() if are_too_many else tuple(one.pk for one in found),
        words=words,
        are_too_many=are_too_many,
    )


def _span(asked: AuditQuestion, district: District) -> Mapping[str, datetime | None]:
    """Return from when to when, in the district's own days."""
    zone = ZoneInfo(district.time_zone)
    after = asked.until + timedelta(days=1) if asked.until else None
    return {
        "since": datetime.combine(asked.since, time.min, tzinfo=zone) if asked.since else None,
        "before": datetime.combine(after, time.min, tzinfo=zone) if after else None,
    }


def build_audit(*, log: Log, asked: AuditQuestion, page: str | None) -> Audit:
    """Return a page of who read or changed what."""
    leaves = _Leaves(log)
    page_obj = leaves.get_page(page)
    return Audit(
        about=log.about,
        by=log.by,
        lines=tuple(_deeds(page_obj)),
        page_obj=page_obj,
        n=leaves.n,
        is_cut=leaves.is_cut,
        is_asked=asked != AuditQuestion(),
        named=tuple(_named(log, asked)),
    )


def _named(log: Log, asked: AuditQuestion) -> Iterator[str]:
    """Yield what the log is narrowed to, each in a few words."""
    about = log.about.picked.name if log.about.picked else log.about.words
    by = log.by.picked.name if log.by.picked else log.by.words
    if about:
        yield _("about %(name)s") % {"name": about}
    if by:
        yield _("by %(name)s") % {"name": by}
    if asked.kind:
        yield str(AUDIT_KINDS.get(asked.kind, asked.kind))
    if asked.since:
        yield _("from %(day)s") % {"day": date_format(asked.since, "SHORT_DATE_FORMAT")}
    if asked.until:
        yield _("through %(day)s") % {"day": date_format(asked.until, "SHORT_DATE_FORMAT")}


def links_of(sent: QueryDict) -> AuditLinks:
    """Return what was sent, as it goes on into the addresses of the page."""

    def but(*names: str) -> str:
        kept = {name: str(sent[name]) for name in sent if name not in names and sent[name]}
        return urlencode(kept)

    return AuditLinks(
        whole=but("page"),
        but_about=f"{but('page', 'about', 'about_name')}&".lstrip("&"),
        but_by=f"{but('page', 'by', 'by_name')}&".lstrip("&"),
    )


def _deeds(entries: Iterable[AuditEntry]) -> Iterator[DeedLine]:
    """Yield the deeds; whoever looked at many students at once did one thing."""
    for _same, together in groupby(entries, key=_what):
        first, *others = together
        people = [one.about for one in (first, *others) if one.about]
        yield DeedLine(
            by=_somebody(first.actor) if first.actor else None,
            about=tuple(_somebody(one) for one in people),
            deed=tell_deed(first.deed, DEED_WORDS),
            # of a student it would tell what was learned or said
            detail="" if people else _detail(first),
            done_at=first.done_at,
        )


def _detail(entry: AuditEntry) -> str:
    """Return what is told beside a deed that is about nobody alone."""
    is_of_cards = entry.deed in CARD_DEEDS
    return title_of_cards(entry.detail) if is_of_cards else str(entry.detail)


def _what(entry: AuditEntry) -> tuple[object, ...]:
    alone = entry.pk if entry.about is None else None
    return entry.actor_id, entry.deed, entry.done_at, alone


def _somebody(person: Person) -> Somebody:
    return Somebody(name=person.plain_name, uuid=person.uuid)
