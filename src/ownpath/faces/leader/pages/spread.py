"""How practices spread: the map of cards by campuses, drawn on the server, and what happened in one of its cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.practices import practice_tabs
from ownpath.kit.navigation import TabItem
from ownpath.school.change.queries.practices import get_card, words_of
from ownpath.school.change.queries.spreading import (
    STANDINGS,
    SpreadMap,
    events_of,
    spread_map,
    standing_of,
    standings_of,
)
from ownpath.school.change.queries.telling_practices import tell_never_reached
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import may_run_campus, open_campuses_of

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard, SpreadEvent
    from ownpath.school.people.models import Campus, Person

LABEL, COLUMN, ROW, HEAD = 216, 118, 64, 62  # units of the drawing
LINE_OF_LETTERS, MOST_LINES, LINE_HEIGHT = 25, 2, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMark:
    """One cell of the map: where it is drawn, what it says, where it leads."""

    x: int
    y: int
    shape: str
    words: str
    label: str  # for those who do not see the shape
    href: str
    campus: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One practice over all campuses."""

    title: str
    lines: tuple[tuple[int, str], ...]  # height, words
    href: str
    y: int
    cells: tuple[CellMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapColumn:
    """One campus: its name in lines, and where it stands."""

    name: str
    lines: tuple[tuple[int, str], ...]  # height, words
    x: int
    is_never_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadPage:
    """The map, and the table behind it."""

    tabs: tuple[TabItem, ...]
    sentence: str
    width: int
    height: int
    columns: tuple[MapColumn, ...]
    rows: tuple[MapRow, ...]
    key: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One thing that happened."""

    words: str
    day: str
    note: str
    who: str
    take_back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """One practice at one campus."""

    title: str
    campus: str
    card_url: str
    shape: str
    sentence: str
    events: tuple[EventLine, ...]
    may_note: bool


def build_spread(*, viewer: Person, today: date, language: str) -> SpreadPage:
    """Gather the map of a district; a handful of queries however many cards there are."""
    district = own_district(viewer=viewer)
    campuses = open_campuses_of(district_id=district.pk, today=today)
    found = spread_map(district=district, campuses=campuses)
    never = {one.pk for one in found.never_reached}
    return SpreadPage(
        tabs=practice_tabs(),
        sentence=_sentence(found),
        width=LABEL + COLUMN * len(campuses),
        height=HEAD + ROW * len(found.cards) + 4,
        columns=tuple(
            _column(campus, place, is_never=campus.pk in never and bool(found.cards))
            for place, campus in enumerate(campuses)
        ),
        rows=tuple(_row(found, place, language) for place in range(len(found.cards))),
        key=tuple((name, capfirst(str(words))) for name, words in STANDINGS.items()),
    )


def _sentence(found: SpreadMap) -> str:
    if not found.cards:
        return _("There is no practice to spread yet.")
    kept = sum(
        any(row[n].standing.name == "kept" for row in found.rows)
        for n in range(len(found.campuses))
    )
    said = _("No campus has kept a practice for eight weeks yet.")
    said = (
        said
        if not kept
        else ngettext(
            "%(n)s campus has kept a practice for eight weeks.",
            "%(n)s campuses have kept a practice for eight weeks.",
            kept,
        )
        % {"n": kept}
    )
    return f"{said} {tell_never_reached(found)}"


def _column(campus: Campus, place: int, *, is_never: bool) -> MapColumn:
    first, _space, rest = campus.name.rpartition(" ")
    words = [first, rest] if first else [rest]
    return MapColumn(
        name=campus.name,
        lines=tuple(
            (HEAD - 16 - 19 * (len(words) - 1 - n), one) for n, one in enumerate(words)
        ),
        x=LABEL + COLUMN * place + COLUMN // 2,
        is_never_reached=is_never,
    )


def _row(found: SpreadMap, place: int, language: str) -> MapRow:
    card = found.cards[place]
    title = words_of(card, language)["title"]
    middle = HEAD + ROW * place + ROW // 2
    return MapRow(
        title=title,
        lines=_lines(title, middle),
        href=reverse("leader:practice", args=[card.uuid]),
        y=middle,
        cells=tuple(
            CellMark(
                x=LABEL + COLUMN * n + COLUMN // 2,
                y=middle,
                shape=cell.standing.name,
                words=str(STANDINGS[cell.standing.name]),
                label=f"{title}, {campus.name}: {STANDINGS[cell.standing.name]}",
                href=reverse("leader:spread_cell", args=[cell.card, cell.campus]),
                campus=campus.name,
            )
            for n, (campus, cell) in enumerate(
                zip(found.campuses, found.rows[place], strict=True)
            )
        ),
    )


def _lines(title: str, middle: int) -> tuple[tuple[int, str], ...]:
    """Return a title in at most two lines around a height."""
    words = wrap(title, LINE_OF_LETTERS, max_lines=MOST_LINES, placeholder="…")
    first = middle + 6 - LINE_HEIGHT * (len(words) - 1) // 2
    return tuple((first + LINE_HEIGHT * n, one) for n, one in enumerate(words))


def find_cell(
    *, viewer: Person, card: UUID, campus: UUID, today: date
) -> tuple[PracticeCard, Campus]:
    """Return a card and a campus of the viewer's district."""
    district = own_district(viewer=viewer)
    one = get_card(district=district, uuid=card)
    for place in open_campuses_of(district_id=district.pk, today=today):
        if place.uuid == campus:
            return one, place
    raise NotFound(
        _("There is no such campus in your district."), next_step=_("Look at the map again.")
    )


def build_cell(
    *, viewer: Person, card: PracticeCard, campus: Campus, today: date, language: str
) -> CellPage:
    """Gather what happened with a practice at a campus."""
    events = events_of(card=card, campus=campus)
    may_note = may_run_campus(leader=viewer, campus=campus, today=today)
    standing = standings_of(card=card).get(campus.pk) or standing_of([])
    return CellPage(
        title=words_of(card, language)["title"],
        campus=campus.name,
        card_url=reverse("leader:practice", args=[card.uuid]),
        shape=standing.name,
        sentence=_standing(standing.name, standing.since, standing.kept_from, today),
        events=tuple(_event(one, may_take_back=may_note) for one in events),
        may_note=may_note and card.state in {"single_site", "endorsed"},
    )


def _standing(name: str, since: date | None, kept_from: date | None, today: date) -> str:
    words = capfirst(str(STANDINGS[name]))
    if since is None:
        return _("%(words)s.") % {"words": words}
    said = _("%(words)s since %(day)s.") % {
        "words": words,
        "day": date_format(since, "DATE_FORMAT"),
    }
    if kept_from is None:
        return said
    more = (
        _("It can be noted as kept now.")
        if kept_from <= today
        else _("It can be noted as kept from %(day)s on.")
        % {"day": date_format(kept_from, "DATE_FORMAT")}
    )
    return f"{said} {more}"


def _event(one: SpreadEvent, *, may_take_back: bool) -> EventLine:
    where = f" · {one.section.title}" if one.section else ""
    return EventLine(
        words=f"{capfirst(str(one.get_kind_display()))}{where}",
        day=date_format(one.happened_on, "DATE_FORMAT"),
        note=one.note,
        who=one.by.full_name if one.by else "",
        take_back_url=reverse("leader:spread_take_back", args=[one.uuid])
        if may_take_back
        else "",
    )
