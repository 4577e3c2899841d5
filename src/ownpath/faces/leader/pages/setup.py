"""A campus as it is set up to plan its days: one kind of thing a page, its rows in words, a form to change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import CampusTabs, draw_tabs, find_led
from ownpath.faces.leader.pages.setup_rows import DESCRIBE, READ, RowWords
from ownpath.faces.leader.pages.setup_term import StepPart, TermPart, draw_step, draw_term
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import (
    fixed_on_no_day,
    hard_rules,
    has_planned,
    missing_beside,
    rules_of,
    what_is_missing,
    where_models_meet,
)
from ownpath.school.days.services import (
    new_term,
    other_classes,
    step_to_take_back,
    unplaced_at,
)

if TYPE_CHECKING:
    from ownpath.school.days.queries import Missing, ModelsMeet
    from ownpath.school.days.services.setting_up import NewTerm
    from ownpath.school.days.services.setting_up.timetable import Unplaced
    from ownpath.school.people.models import Campus, Person

TITLES = {
    "bells": gettext_lazy("Bell schedules"),
    "week": gettext_lazy("The week"),
    "calendar": gettext_lazy("Days that differ"),
    "model": gettext_lazy("Blended models"),
    "room": gettext_lazy("Rooms"),
    "station": gettext_lazy("Stations"),
    "cart": gettext_lazy("Device carts"),
    "staff": gettext_lazy("Adults and what they teach"),
    "absence": gettext_lazy("Adults who will be out"),
    "size": gettext_lazy("Group sizes"),
    "commitment": gettext_lazy("Fixed things: lunch, services, specials"),
    "accommodation": gettext_lazy("What students are owed"),
    "program": gettext_lazy("Programs"),
    "opt-out": gettext_lazy("Kept away from screens"),
    "tie": gettext_lazy("Together and apart"),
    "policy": gettext_lazy("Hours and weights"),
}
GROUPS = (
    (gettext_lazy("Time"), ("bells", "week", "calendar")),
    (gettext_lazy("Places and things"), ("room", "station", "cart")),
    (gettext_lazy("Adults"), ("staff", "absence")),
    (gettext_lazy("Students"), ("accommodation", "program", "opt-out", "tie")),
    (gettext_lazy("How the day is made"), ("model", "commitment", "size", "policy")),
)
KIND_OF_MISSING = {"schedules": "bells", "week": "week", "rooms": "room", "staff": "staff"}
FROM_THE_ROSTER = frozenset({"rooms", "staff"})
STUDENTS = ("student_id", "one_id", "other_id")
ROWS_A_PAGE = 50
ALONE = frozenset({"week", "policy"})  # one form, no rows
ENDS = frozenset(
    {
        "calendar",
        "model",
        "absence",
        "commitment",
        "accommodation",
        "program",
        "opt-out",
        "tie",
    }
)
TAKEN_OFF = frozenset({"bells", "room", "station", "cart", "staff"})  # and changed in place


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLink:
    """One kind of thing to set up."""

    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGroup:
    """Kinds of things that belong together."""

    title: str
    kinds: tuple[KindLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPage:
    """All kinds, what is missing, and the rules no plan breaks."""

    tabs: CampusTabs
    missing: tuple[KindLink, ...]
    is_first: (
        bool  # nothing is missing or offered any more, and no day was published with it yet
    )
    step: StepPart | None  # what was done last, while it can be taken back
    term: TermPart | None  # classes that can stand where those before them stood
    n_others: int  # classes that could stand fixed in the block of their period
    n_others_without: int  # of others the roster says no period that rings
    unread: str  # some of the periods it says
    lost: tuple[str, ...]  # what stands on the days of letters only that the week no longer has
    can_begin: bool  # rooms or adults are missing, and a roster may tell of them
    groups: tuple[KindGroup, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupRow:
    """One row of a kind."""

    title: str
    note: str
    change_url: str
    end_url: str
    is_taken_off: bool  # by its end, rather than ended
    sentences: tuple[str, ...]  # of a blended model: what it means


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """One kind of thing: its rows, and the form for a new or an old one."""

    campus: UUID
    campus_name: str
    kind: str
    title: str
    back: str
    rows: tuple[SetupRow, ...]
    pages: Page[Any]
    about: frozenset[int]  # the students who are named on the page
    is_new: bool
    is_alone: bool
    address: str
    presets: tuple[tuple[str, tuple[str, ...]], ...]  # each model with its sentences
    meeting: tuple[str, ...] = ()  # whose classes work by different models


def build_setup(
    *, viewer: Person, campus: UUID | None, today: date, language: str
) -> SetupPage:
    """Gather what there is to set up at a campus."""
    place, led = find_led(leader=viewer, uuid=campus, today=today)
    unplaced = unplaced_at(campus=place, today=today)
    term = new_term(campus=place, unplaced=unplaced, today=today)
    missing = _missing(place, unplaced, term)
    others = other_classes(unplaced=unplaced, following=term.ids)
    step = step_to_take_back(campus=place, standing=unplaced.standing, choices=unplaced.choices)
    lost = fixed_on_no_day(fixed=unplaced.standing, letters=unplaced.bells.letters)
    return SetupPage(
        tabs=draw_tabs(place, led, "leader:setup_campus"),
        missing=tuple(
            KindLink(
                kind=KIND_OF_MISSING[one.what],
                title=str(one.words),
                href=reverse("leader:edit", args=[place.uuid, KIND_OF_MISSING[one.what]]),
            )
            for one in missing
        ),
        is_first=not missing
        and not others.with_period
        and (step is not None or _is_untried(place, unplaced)),
        step=draw_step(step),
        term=draw_term(term, place),
        n_others=len(others.with_period),
        n_others_without=others.n_without,
        unread=", ".join(others.unread),
        lost=tuple(say(one.words, "name", language) for one in lost),
        can_begin=any(one.what in FROM_THE_ROSTER for one in missing),
        groups=tuple(_group(place, str(title), kinds) for title, kinds in GROUPS),
        rules=tuple(str(one.sentence) for one in hard_rules()),
    )


def _missing(place: Campus, unplaced: Unplaced, term: NewTerm) -> Sequence[Missing]:
    """Return what a plan still lacks, asked only where what was read does not tell."""
    if unplaced.is_proof:
        return ()
    if unplaced.bells.schedules and term.there is not None:
        return missing_beside({"schedules", "week", *term.there})
    return what_is_missing(campus=place)


def _is_untried(place: Campus, unplaced: Unplaced) -> bool:
    """Return whether no day was ever published here, asked only where nothing fixed tells of a campus at work."""
    return not unplaced.standing and not has_planned(campuses=[place])


def _group(place: Campus, title: str, kinds: Sequence[str]) -> KindGroup:
    def link(kind: str) -> KindLink:
        address = reverse("leader:edit", args=[place.uuid, kind])
        return KindLink(kind=kind, title=str(TITLES[kind]), href=address)

    return KindGroup(title=title, kinds=tuple(map(link, kinds)))


def find_kind(kind: str) -> str:
    """Return a kind there is."""
    if kind not in TITLES:
        raise NotFound(
            _("There is nothing of that kind to set up."),
            next_step=_("Pick one from the list."),
        )
    return kind


def read_rows(campus: Campus, kind: str, today: date) -> Sequence[Any]:
    """Return the rows of a kind as the room of days keeps them."""
    read: Callable[..., Sequence[Any]] = READ[kind]
    return read(campus, today)


def build_edit(
    *,
    campus: Campus,
    kind: str,
    row: str,
    rows: Sequence[Any],
    page: str,
    language: str,
    today: date,
) -> EditPage:
    """Lay out the rows of a kind, fifty a page, beside its form."""
    address = reverse("leader:edit", args=[campus.uuid, kind])
    shown = Paginator([] if kind in ALONE else rows, ROWS_A_PAGE).get_page(page)
    return EditPage(
        campus=campus.uuid,
        campus_name=campus.name,
        kind=kind,
        title=str(TITLES[kind]),
        back=reverse("leader:setup_campus", args=[campus.uuid]),
        rows=tuple(_row(campus, kind, one, address, language) for one in shown.object_list),
        pages=shown,
        about=frozenset(_students_of(shown.object_list)),
        is_new=not row,
        is_alone=kind in ALONE,
        address=address,
        presets=_presets() if kind == "model" else (),
        meeting=_meeting(campus, today) if kind == "model" else (),
    )


def _students_of(rows: Iterable[Any]) -> Iterator[int]:
    """Yield the students rows are about."""
    for row in rows:
        named = (getattr(row, column, None) for column in STUDENTS)
        yield from (pk for pk in named if pk is not None)


def _row(campus: Campus, kind: str, one: Any, address: str, language: str) -> SetupRow:
    words: RowWords = DESCRIBE[kind](one, language)
    uuid = getattr(one, "uuid", None)
    can_end = kind in ENDS | TAKEN_OFF and words.key
    return SetupRow(
        title=words.title,
        note=words.note,
        change_url=f"{address}?row={uuid}"
        if uuid and kind not in ENDS - {"commitment"}
        else "",
        end_url=reverse("leader:end", args=[campus.uuid, kind, words.key]) if can_end else "",
        is_taken_off=kind in TAKEN_OFF,
        sentences=tuple(str(rule.sentence) for rule in rules_of(preset=one.preset))
        if kind == "model"
        else (),
    )


def _meeting(campus: Campus, today: date) -> tuple[str, ...]:
    return tuple(_tell_meeting(one) for one in where_models_meet(campus=campus, today=today))


def _tell_meeting(one: ModelsMeet) -> str:
    told = {
        "n": one.n_students,
        "first": one.first,
        "other": one.other,
        "model": PRESET_WORDS[one.preset],
    }
    return (
        ngettext(
            "%(n)s student is in %(first)s and in %(other)s. All their day goes by that of %(first)s: %(model)s.",
            "%(n)s students are in %(first)s and in %(other)s. All their day goes by that of %(first)s: %(model)s.",
            one.n_students,
        )
        % told
    )


def _presets() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (str(words), tuple(str(rule.sentence) for rule in rules_of(preset=preset)))
        for preset, words in PRESET_WORDS.items()
    )
