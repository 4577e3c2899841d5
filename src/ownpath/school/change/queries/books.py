"""Read the books that were made, and what the next one would say; a made book is read only from what it kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ownpath.errors import NotFound
from ownpath.school.change.models import Book, BookJob
from ownpath.school.change.queries.telling_council import (
    tell_asks,
    tell_concerns,
    tell_decisions,
    tell_opportunities,
)
from ownpath.school.change.queries.telling_days import figures_of, tell_figures, tell_models
from ownpath.school.change.queries.telling_pilots import (
    pilots_started,
    tell_pilot_states,
    tell_pilots,
)
from ownpath.school.change.queries.telling_practices import (
    tell_practices,
    tell_spread,
    tell_voices,
)
from ownpath.school.change.queries.telling_vision import (
    tell_indicators,
    tell_vision,
    visions_in_force,
)
from ownpath.school.people.queries import open_campuses_of, today_in

if TYPE_CHECKING:
    from ownpath.school.change.queries.telling_days import DistrictFigures
    from ownpath.school.people.models import Campus, District

WINDOW = timedelta(weeks=4)
PRESETS: Mapping[str, Any] = {
    "whole_class": gettext_lazy("whole class"),
    "station_rotation": gettext_lazy("station rotation"),
    "lab_rotation": gettext_lazy("lab rotation"),
    "flipped": gettext_lazy("flipped classroom"),
    "individual_rotation": gettext_lazy("individual rotation"),
    "flex": gettext_lazy("flex"),
}
MOST_BOOKS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """One made copy, without its bytes."""

    uuid: UUID
    kind: str
    edition: int
    language: str
    title: str
    made_at: datetime
    n_bytes: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What a book is made from, gathered once for both languages."""

    district: District
    kind: str
    edition: int
    campuses: tuple[Campus, ...]
    figures: DistrictFigures
    asks: Mapping[str, str]
    last_packet_on: date | None
    now: datetime
    today: date


def books_of(*, district: District) -> list[BookLine]:
    """Return the books of a district, the newest first; the bytes stay where they are."""
    rows = Book.objects.filter(district=district).order_by("-made_at", "language", "-pk")
    columns = (
        "uuid",
        "kind",
        "edition",
        "language",
        "title",
        "made_at",
        "digest",
        "told__n_bytes",
    )
    return [
        BookLine(
            uuid=uuid,
            kind=kind,
            edition=edition,
            language=language,
            title=title,
            made_at=made_at,
            n_bytes=n_bytes or 0,
            digest=digest,
        )
        for uuid, kind, edition, language, title, made_at, digest, n_bytes in rows.values_list(
            *columns
        )[:MOST_BOOKS]
    ]


def get_book(*, district: District, uuid: UUID, with_pdf: bool = False) -> Book:
    """Return a book of a district, with its bytes only where they are wanted.

    Raises
    ------
    NotFound
    """
    rows = Book.objects.filter(district=district, uuid=uuid).select_related("district")
    found = (rows if with_pdf else rows.defer("pdf")).first()
    if found is None:
        raise NotFound(
            _("We cannot find this book."), next_step=_("Look at the list of books.")
        )
    return found


def other_language_of(book: Book) -> Book | None:
    """Return the same edition in the other language."""
    same = Book.objects.filter(
        district_id=book.district_id, kind=book.kind, edition=book.edition
    )
    return same.exclude(pk=book.pk).defer("pdf", "told").first()


def jobs_on_the_way(*, district: District) -> list[BookJob]:
    """Return what is being made, and what stopped since the newest book of its kind."""
    rows = BookJob.objects.filter(district=district).order_by("-made_at", "-pk")
    newest: dict[str, BookJob] = {}
    for one in rows[:20]:
        newest.setdefault(one.kind, one)
    return [one for one in newest.values() if one.state != BookJob.State.DONE]


def get_job(*, district: District, uuid: UUID) -> BookJob:
    """Return a making of a district.

    Raises
    ------
    NotFound
    """
    found = BookJob.objects.filter(district=district, uuid=uuid).first()
    if found is None:
        raise NotFound(
            _("Nobody asked for this book."), next_step=_("Look at the list of books.")
        )
    return found


def gather_making(*, job: BookJob, now: datetime) -> Making:
    """Gather what a book is made from, and its number: one more than the newest of its kind."""
    district = job.district
    today = today_in(district, now)
    campuses = tuple(open_campuses_of(district_id=district.pk, today=today))
    books = Book.objects.filter(district=district, kind=job.kind).order_by("-edition")
    newest = books.values_list("edition", "made_at").first()
    zone = ZoneInfo(district.time_zone)
    return Making(
        district=district,
        kind=job.kind,
        edition=(newest[0] if newest else 0) + 1,
        campuses=campuses,
        figures=figures_of(
            campuses=campuses,
            since=today - WINDOW,
            until=today,
            with_batch=job.kind == Book.Kind.PACKET or _asks_for_batch(district),
        ),
        asks=job.asks,
        last_packet_on=newest[1].astimezone(zone).date() if newest else None,
        now=now,
        today=today,
    )


def _asks_for_batch(district: District) -> bool:
    vision, _adaptations = visions_in_force(district=district)
    rows = vision.indicators.all() if vision else ()
    return any(one.metric.startswith("batch_") for one in rows)


def tell_book(*, making: Making, language: str) -> dict[str, Any]:
    """Return everything a book says in a language, as data: what the page draws and the typesetter sets."""
    with override(language):
        is_packet = making.kind == Book.Kind.PACKET
        chapters = _packet(making, language) if is_packet else _playbook(making, language)
        return {**_covers(making, language), "chapters": chapters}


def _playbook(making: Making, language: str) -> list[dict[str, Any]]:
    district = making.district
    return [
        tell_vision(district=district, figures=making.figures, language=language),
        tell_models(campuses=making.campuses, preset_words=PRESETS),
        tell_practices(district=district, language=language, preset_words=PRESETS),
        tell_pilots(pilots=pilots_started(district=district), language=language),
        tell_spread(district=district, campuses=making.campuses, language=language),
        tell_voices(district=district, language=language),
    ]


def _packet(making: Making, language: str) -> list[dict[str, Any]]:
    district = making.district
    vision, _adaptations = visions_in_force(district=district)
    told = tell_indicators(vision, making.figures, language) if vision else []
    nothing = {"kind": "text", "text": _("No vision with indicators is in force yet.")}
    return [
        {"title": _("The vision’s indicators"), "lead": "", "blocks": told or [nothing]},
        tell_figures(making.figures),
        tell_pilot_states(pilots=pilots_started(district=district), language=language),
        tell_decisions(district=district, after=making.last_packet_on, until=making.today),
        tell_opportunities(district=district),
        tell_concerns(district=district, now=making.now, today=making.today),
        tell_asks(making.asks.get(language, "")),
    ]


def _covers(making: Making, language: str) -> dict[str, Any]:
    is_packet = making.kind == Book.Kind.PACKET
    here = making.now.astimezone(ZoneInfo(making.district.time_zone))
    title = _("Board packet") if is_packet else _("Our playbook")
    made_on = date_format(here, "DATE_FORMAT")
    dated = (
        made_on
        if is_packet
        else _("Edition %(n)s · %(day)s") % {"n": making.edition, "day": made_on}
    )
    colophon = _(
        "Made by Ownpath on %(day)s at %(time)s from the district’s own records. This copy does not change; what "
        "changes later stands in the next one. Groups under ten are not shown."
    ) % {"day": made_on, "time": time_format(here, "H:i")}
    return {
        "title": title,
        "short-title": f"{title} · {making.district.name}",
        "subtitle": _("Where we stand, what we decided, what we ask.")
        if is_packet
        else _("How we give every student a day of their own."),
        "district": making.district.name,
        "dated": dated,
        "notes": [_("Simulated people and data")] if making.district.is_simulated else [],
        "colophon": colophon,
        "language": language,
        "size": "letter" if is_packet else "small",
        "words": {"contents": _("Contents")},
    }
