"""Read how practices spread: by card and campus who was told, visited, tried, kept or left, and who was never reached.

Pure rules stand first: what an order of events means, and when "kept" becomes possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import DateField, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import PracticeCard, SpreadEvent, Visit
from ownpath.school.change.queries.practices import COUNTED, FAILED, cards_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

SHOWN = (PracticeCard.State.SINGLE_SITE, PracticeCard.State.ENDORSED)
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


Events = list[tuple[str, date]]


def lived_at(*, card_ids: Iterable[int]) -> dict[tuple[int, int], Events]:
    """Return what the pilots behind cards mean for their campuses, by card and campus id; one query.

    A campus whose classes pilot a practice, or adopted it so, tries it from the pilot's first day on; nobody has to
    note that. Where all of its pilots were let go or stopped, it tried the practice and left it.
    """
    return _lived(_pilots_behind(list(card_ids)))


def events_and_cards(
    *, district: District
) -> tuple[dict[tuple[int, int], Events], dict[int, PracticeCard]]:
    """Return what happened with the practices that are shown, and these with their words, by id; one query."""
    never = Value(None, output_field=DateField())
    events = SpreadEvent.objects.filter(card__district=district, card__state__in=SHOWN)
    noted = events.values_list(
        "card_id", "campus_id", "kind", "happened_on", never, "card__uuid", "card__words"
    )
    links = PracticeCard.pilots.through.objects.filter(
        practicecard__district=district, practicecard__state__in=SHOWN,
        pilot__state__in=COUNTED | FAILED, pilot__starts_on__isnull=False,
    )  # fmt: skip
    pilots = links.values_list(
        "practicecard_id", "pilot__campus_id", "pilot__state", "pilot__starts_on",
        "pilot__ended_on", "practicecard__uuid", "practicecard__words",
    )  # fmt: skip
    told = list(noted.union(pilots, all=True))
    cards = {row[0]: PracticeCard(pk=row[0], uuid=row[5], words=row[6]) for row in told}
    return _together([row[:5] for row in told]), cards


def _together(told: list[tuple[Any, ...]]) -> dict[tuple[int, int], Events]:
    """Return rows of card, campus, kind or a pilot's state, day and last day as events."""
    kinds = set(SpreadEvent.Kind.values)
    return events_at(
        [row[:4] for row in told if row[2] in kinds],
        _lived(row for row in told if row[2] not in kinds),
    )


def _pilots_behind(card_ids: list[int]) -> QuerySet[Any, Any]:
    """Return rows of card, campus, the pilot's state, its first day and its last."""
    links = PracticeCard.pilots.through.objects.filter(practicecard__in=card_ids)
    started = links.filter(pilot__state__in=COUNTED | FAILED, pilot__starts_on__isnull=False)
    return started.values_list(
        "practicecard_id", "pilot__campus_id", "pilot__state", "pilot__starts_on",
        "pilot__ended_on",
    )  # fmt: skip


def _lived(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[int, int], Events]:
    going: dict[tuple[int, int], Events] = {}
    over: dict[tuple[int, int], Events] = {}
    for card_id, campus_id, state, began, ended in rows:
        if state in COUNTED:
            going.setdefault((card_id, campus_id), []).append(("tried", began))
        else:
            left = ("left", max(ended or began, began))
            over.setdefault((card_id, campus_id), []).extend([("tried", began), left])
    return {**over, **going}


def events_at(
    noted: Iterable[tuple[int, int, str, date]], lived: Mapping[tuple[int, int], Events]
) -> dict[tuple[int, int], Events]:
    """Return all that happened by card and campus id: what was noted, and what pilots mean.

    What a campus noted of its own after pilots that failed says more than they do.

    Examples
    --------
    >>> lived = {(1, 2): [("tried", date(2026, 1, 12))]}
    >>> standing_of(events_at([(1, 2, "told", date(2026, 1, 5))], lived)[1, 2]).kept_from
    datetime.date(2026, 3, 9)
    """
    found: dict[tuple[int, int], Events] = {}
    for card_id, campus_id, kind, day in noted:
        found.setdefault((card_id, campus_id), []).append((kind, day))
    return {
        place: sorted(
            [*found.get(place, []), *lived.get(place, [])],
            key=lambda one: (one[1], ORDER[one[0]]),
        )
        for place in {*found, *lived}
    }


def events_of(*, card: PracticeCard, campus: Campus) -> list[SpreadEvent]:
    """Return the events of a practice at a campus, the newest first."""
    rows = SpreadEvent.objects.filter(card=card, campus=campus)
    return list(rows.select_related("by", "section").order_by("-happened_on", "-pk"))


def standings_of(*, card: PracticeCard) -> dict[int, Standing]:
    """Return where each campus stands that a practice has reached, by campus id; two queries."""
    found = all_events(card_ids=[card.pk])
    return {campus_id: standing_of(events) for (_card, campus_id), events in found.items()}


def all_events(*, card_ids: Iterable[int]) -> dict[tuple[int, int], Events]:
    """Return what happened with practices, by card and campus id, what pilots mean among it; one query."""
    ids = list(card_ids)
    never = Value(None, output_field=DateField())
    rows = SpreadEvent.objects.filter(card__in=ids)
    noted = rows.values_list("card_id", "campus_id", "kind", "happened_on", never)
    return _together(list(noted.union(_pilots_behind(ids), all=True)))


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
    """Return who tried and kept what, for every practice that is shown; four queries."""
    cards = cards_of(district=district, states=("endorsed", "single_site"))
    found = all_events(card_ids=[one.pk for one in cards])

    def cell(card: PracticeCard, campus: Campus) -> SpreadCell:
        events = found.get((card.pk, campus.pk), [])
        return SpreadCell(
            card=card.uuid,
            campus=campus.uuid,
            standing=standing_of(events),
            n_events=len(events),
        )

    return SpreadMap(
        campuses=tuple(campuses),
        cards=tuple(cards),
        rows=tuple(tuple(cell(card, campus) for campus in campuses) for card in cards),
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
