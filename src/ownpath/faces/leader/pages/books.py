"""The books that were made, what is on its way, and one book as a page: drawn only from what it kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.school.change.queries.books import (
    BookLine,
    books_of,
    get_book,
    jobs_on_the_way,
    other_language_of,
)
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import runs_district

if TYPE_CHECKING:
    from ownpath.school.change.models import BookJob
    from ownpath.school.people.models import Person

ON_A_PAGE = 50
KINDS = ("playbook", "packet")
LANGUAGES = {"en": "English", "es": "Español"}  # each in its own words
STEPS = {
    "": gettext_lazy("Waiting for its turn"),
    "reading": gettext_lazy("Reading the records"),
    "writing": gettext_lazy("Writing it"),
    "setting": gettext_lazy("Setting the pages"),
    "keeping": gettext_lazy("Putting it on the shelf"),
}
# What stands behind a figure, and the page that opens it.
OPENS = {
    "promises": "leader:promises",
    "batch": "leader:batch",
    "card": "leader:practice",
    "pilot": "leader:pilot",
    "vision": "leader:vision",
    "council": "leader:council",
    "opportunities": "leader:opportunities",
    "concerns": "leader:concerns",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One language of an edition."""

    language: str
    code: str
    read_url: str
    pdf_url: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition in its languages."""

    title: str
    kind: str
    made_on: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPart:
    """How far a book is."""

    uuid: UUID
    kind: str
    is_working: bool
    is_failed: bool
    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksPage:
    """The newest of each kind, what is on its way, and all earlier ones."""

    newest: dict[str, Edition]
    earlier: tuple[Edition, ...]
    pages: Page[Edition]
    jobs: dict[str, JobPart]
    may_make: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """One book to read on a screen."""

    told: dict[str, Any]
    chapters: tuple[dict[str, Any], ...]
    made_on: str
    digest: str
    pdf_url: str
    size: str
    other_url: str
    other_language: str


def build_books(*, viewer: Person, page: int, today: date) -> BooksPage:
    """Gather the books of the viewer's district; none of their bytes."""
    district = own_district(viewer=viewer)
    editions = _editions(books_of(district=district))
    newest: dict[str, Edition] = {}
    for one in editions:
        newest.setdefault(one.kind, one)
    earlier = [one for one in editions if newest[one.kind] is not one]
    pages = Paginator(earlier, ON_A_PAGE).get_page(page)
    return BooksPage(
        newest=newest,
        earlier=tuple(pages),
        pages=pages,
        jobs={one.kind: draw_job(one) for one in jobs_on_the_way(district=district)},
        may_make=runs_district(person=viewer, today=today),
    )


def _editions(lines: list[BookLine]) -> list[Edition]:
    by_edition: dict[tuple[str, int], list[BookLine]] = {}
    for line in lines:
        by_edition.setdefault((line.kind, line.edition), []).append(line)
    return [
        Edition(
            title=_title(kind, number),
            kind=kind,
            made_on=_moment(own[0].made_at),
            copies=tuple(_copy(one) for one in sorted(own, key=lambda each: each.language)),
        )
        for (kind, number), own in by_edition.items()
    ]


def _title(kind: str, number: int) -> str:
    if kind == "packet":
        return _("Board packet %(n)s") % {"n": number}
    return _("Playbook, edition %(n)s") % {"n": number}


def _copy(one: BookLine) -> Copy:
    return Copy(
        language=LANGUAGES[one.language],
        code=one.language,
        read_url=reverse("leader:book", args=[one.uuid]),
        pdf_url=reverse("leader:book_pdf", args=[one.uuid]),
        size=_size(one.n_bytes),
    )


def _size(n_bytes: int) -> str:
    return _("%(n)s kB") % {"n": max(1, round(n_bytes / 1000))}


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def draw_job(job: BookJob) -> JobPart:
    """Return how far a book is, as the page shows it."""
    return JobPart(
        uuid=job.uuid,
        kind=job.kind,
        is_working=job.state in {"waiting", "running"},
        is_failed=job.state == "failed",
        step=str(STEPS[job.step if job.step in STEPS else ""]),
        done=job.done,
        total=job.total,
    )


def build_book(*, viewer: Person, uuid: UUID) -> BookPage:
    """Lay out one book: every word and figure of it as it was made."""
    book = get_book(district=own_district(viewer=viewer), uuid=uuid)
    other = other_language_of(book)
    return BookPage(
        told=book.told,
        chapters=tuple(_with_links(one) for one in book.told["chapters"]),
        made_on=_moment(book.made_at),
        digest=book.digest,
        pdf_url=reverse("leader:book_pdf", args=[book.uuid]),
        size=_size(int(book.told.get("n_bytes", 0))),
        other_url=reverse("leader:book", args=[other.uuid]) if other else "",
        other_language=LANGUAGES[other.language] if other else "",
    )


def _with_links(chapter: dict[str, Any]) -> dict[str, Any]:
    """Return a chapter whose blocks lead to the pages behind their figures, as these stand today."""
    return {**chapter, "blocks": [_with_link(one) for one in chapter["blocks"]]}


def _with_link(block: dict[str, Any]) -> dict[str, Any]:
    opens = block.get("opens") or []
    if block["kind"] == "table":
        rows = [
            [
                {"label": head, "cell": cell, "side": side, "is_first": n == 0}
                for n, (head, cell, side) in enumerate(
                    zip(block["head"], row, block["align"], strict=True)
                )
            ]
            for row in block["rows"]
        ]
        links = [(words, address_of(what)) for words, what in opens]
        heads = list(zip(block["head"], block["align"], strict=True))
        return {
            **block,
            "rows": rows,
            "heads": heads,
            "links": [one for one in links if one[1]],
        }
    return {**block, "link": address_of(opens) if isinstance(opens, str) and opens else ""}


def address_of(what: str) -> str:
    """Return where the rows behind a figure are opened: "promises:UUID", or "vision"."""
    kind, _colon, key = what.partition(":")
    try:
        return reverse(OPENS[kind], args=[UUID(key)] if key else [])
    except NoReverseMatch:  # a subject whose pages are not part of this installation
        return ""
