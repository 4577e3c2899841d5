"""Read how practices spread: by card and campus who was told, visited, tried, kept or left, and who was never reached.

Pure rules stand first: what an order of events means, and when "kept" becomes possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import PracticeCard, SpreadEvent, Visit
from ownpath.school.change.queries.practices import cards_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

KEPT_AFTER = timedelta(weeks=8)
NEVER = "never"
STANDINGS = {
    NEVER: _("never reached"),
    "told": _("told of it"),
    "visited": _("visited it"),
    "tried": _("trying it"),
    "kept": _("kept after eight weeks"),
    "left": _("tried and left"),
}
# What a campus has done already is not undone by hearing of it again.
OUTWEIGHS = {
    "told": {"visited", "tried", "kept", "left"},
    "visited": {"tried", "kept", "left"},
    "tried": {"kept"},
    "kept": set[str](),
    "left": set[str](),
}
# In which order things of one day happened.
ORDER = {"told": 0, "visited": 1, "tried": 2, "kept": 3, "left": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a campus stands with a practice, and since when; `kept_from` while it is trying."""

    name: str
    since: date | None
    kept_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadCell:
    """One practice at one campus."""

    card: UUID
    campus: UUID
    standing: Standing
    n_events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadMap:
    """Practices by campuses: `rows` has a cell for each campus, in the order of `campuses`."""

    campuses: tuple[Campus, ...]
    cards: tuple[PracticeCard, ...]
    rows: tuple[tuple[SpreadCell, ...], ...]

    @property
    def never_reached(self) -> tuple[Campus, ...]:
        """The campuses to which nothing has come yet."""
        return tuple(
            campus
            for place, campus in enumerate(self.campuses)
            if all(row[place].standing.name == NEVER for row in self.rows)
        )


def standing_of(events: Iterable[tuple[str, date]]) -> Standing:
    """Return what an order of (kind, day) means.

    Examples
    --------
    >>> standing_of([]).name
    'never'
    >>> standing_of([("told", date(2026, 1, 5)), ("tried", date(2026, 1, 12))]).kept_from
    datetime.date(2026, 3, 9)
    >>> standing_of([("tried", date(2026, 1, 12)), ("kept", date(2026, 3, 9))]).name
    'kept'
    """
    ordered = sorted(events, key=lambda one: (one[1], ORDER[one[0]]))
    name, since, tried_on = NEVER, None, None
    for kind, day in ordered:
        if name in OUTWEIGHS[kind]:
            continue
        if name != kind:
            name, since = kind, day
        if kind == "tried" and tried_on is None:
            tried_on = day
        if kind == "left":
            tried_on = None
    kept_from = tried_on + KEPT_AFTER if tried_on and name == "tried" else None
    return Standing(name=name, since=since, kept_from=kept_from)


def events_of(*, card: PracticeCard, campus: Campus) -> list[SpreadEvent]:
    """Return the events of a practice at a campus, the newest first."""
    rows = SpreadEvent.objects.filter(card=card, campus=campus)
    return list(rows.select_related("by", "section").order_by("-happened_on", "-pk"))


def standings_of(*, card: PracticeCard) -> dict[int, Standing]:
    """Return where each campus stands that a practice has reached, by campus id; one query."""
    found: dict[int, list[tuple[str, date]]] = {}
    rows = SpreadEvent.objects.filter(card=card)
    for campus_id, kind, day in rows.values_list("campus_id", "kind", "happened_on"):
        found.setdefault(campus_id, []).append((kind, day))
    return {campus_id: standing_of(events) for campus_id, events in found.items()}


def get_event(*, district: District, uuid: UUID) -> SpreadEvent:
    """Return an event of a district.

    Raises
    ------
    NotFound
    """
    found = (
        SpreadEvent.objects.filter(card__district=district, uuid=uuid)
        .select_related("card__district", "campus")
        .first()
    )
    if found is None:
        raise NotFound(
            _("We cannot find this step of a practice."), next_step=_("Look at the map again.")
        )
    return found


def spread_map(*, district: District, campuses: Sequence[Campus]) -> SpreadMap:
    """Return who tried and kept what, for every practice that is shown; three queries."""
    cards = cards_of(district=district, states=("endorsed", "single_site"))
    found: dict[tuple[int, int], list[tuple[str, date]]] = {}
    rows = SpreadEvent.objects.filter(card__in=[one.pk for one in cards])
    for card_id, campus_id, kind, day in rows.values_list(
        "card_id", "campus_id", "kind", "happened_on"
    ):
        found.setdefault((card_id, campus_id), []).append((kind, day))
    return SpreadMap(
        campuses=tuple(campuses),
        cards=tuple(cards),
        rows=tuple(
            tuple(
                _cell(card, campus, found.get((card.pk, campus.pk), [])) for campus in campuses
            )
            for card in cards
        ),
    )


def _cell(card: PracticeCard, campus: Campus, events: Sequence[tuple[str, date]]) -> SpreadCell:
    return SpreadCell(
        card=card.uuid,
        campus=campus.uuid,
        standing=standing_of(events),
        n_events=len(events),
    )


def visits_of(*, district: District, card: PracticeCard | None = None) -> list[Visit]:
    """Return the visits of a district (or to one practice), those that wait first, then the newest."""
    rows = Visit.objects.filter(district=district).select_related("card", "host", "guest")
    if card is not None:
        rows = rows.filter(card=card)
    waiting = {Visit.State.ASKED: 0, Visit.State.AGREED: 1}
    return sorted(
        rows.order_by("-visit_on", "-pk"),
        key=lambda one: waiting.get(Visit.State(one.state), 2),
    )


def get_visit(*, district: District, uuid: UUID) -> Visit:
    """Return a visit of a district.

    Raises
    ------
    NotFound
    """
    found = (
        Visit.objects.filter(district=district, uuid=uuid)
        .select_related("district", "card", "host", "guest")
        .first()
    )
    if found is None:
        raise NotFound(
            _("We cannot find this visit."), next_step=_("Look at the list of visits.")
        )
    return found


def visits_with(*, person: Person) -> list[Visit]:
    """Return the visits somebody hosts or goes on, the next first."""
    theirs = Visit.objects.filter(Q(host=person) | Q(guest=person), district=person.district)
    return list(theirs.select_related("card", "host", "guest").order_by("visit_on", "pk"))
