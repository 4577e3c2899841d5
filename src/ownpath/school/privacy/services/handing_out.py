"""Makes the sign-in cards of many people apart from the request; only the page that asked can open them.

Nothing is written while passwords are drawn and hashed. Then the cards go into an encrypted file, and after it all
passwords and the log go into the database at once. The line in the log decides which passwords are valid
(decision 0028).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from ownpath import clock
from ownpath.errors import NotFound
from ownpath.school.people.imports.background import Pulse, Work, read_pulse
from ownpath.school.people.queries import ids_helped_to_sign_in
from ownpath.school.people.services import NewPassword, make_theirs, prepare_password
from ownpath.school.people.services.helping import MayNotHelp
from ownpath.school.privacy.models import AuditEntry
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

KEPT_FOR: Final = timedelta(minutes=15)
TOLD_FOR: Final = timedelta(days=7)
MADE, OPENED = "sign_in.cards", "sign_in.cards_opened"
CARD_DEEDS: Final = frozenset({MADE, OPENED})
LONGEST_TITLE: Final = 200
CardTelling = Callable[["Person", NewPassword], Mapping[str, Any]]


class NoCards(NotFound):
    """There are no such cards, or they were somebody else's to open, or their time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsStage:
    """How the making of cards stands: working, ready, stopped (the old passwords are valid) or gone."""

    state: str
    n_done: int = 0
    n_all: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unopened:
    """Cards that were made and that nobody opened: the people they are for cannot sign in."""

    title: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsAsked:
    """Whose cards are made, what they are called, and how a card is told."""

    title: str
    people: Sequence[Person]
    language: str  # of those who have none of their own
    tell: CardTelling
    head: Mapping[str, Any]  # what the page says above the cards


@sensitive_variables()
def make_cards_apart(
    *, asked: CardsAsked, by: Person, today: date, at: Callable[[], datetime], rng: Random
) -> tuple[UUID, str]:
    """Begin to make cards; return under which ticket, and the key that alone opens them.

    Parameters
    ----------
    at
        Tells the moment at which all is written.
    """
    drop_old_cards(now=at())
    ticket, key = uuid4(), Fernet.generate_key()

    @sensitive_variables()
    def do(work: Work) -> None:
        made: list[NewPassword] = []
        for person in asked.people:
            work.tell("hashing", len(made), len(asked.people))
            made.append(
                prepare_password(
                    person=person, by=by, language=asked.language, today=today, rng=rng
                )
            )
        work.tell("writing", len(made), len(made))
        path = _file_of(ticket)
        _write(path, _locked(asked, made, key))
        try:
            _keep_all(asked=asked, made=made, ticket=ticket, by=by, today=today, now=at())
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    Work(_pulse_of(ticket)).start(do)
    return ticket, key.decode()


@deed
@sensitive_variables("made")
def _keep_all(
    *,
    asked: CardsAsked,
    made: Sequence[NewPassword],
    ticket: UUID,
    by: Person,
    today: date,
    now: datetime,
) -> None:
    """Make all passwords their people's, and write into the log who was given one, all or nothing."""
    helped = ids_helped_to_sign_in(viewer=by, people=asked.people, today=today)
    if not {one.pk for one in asked.people} <= set(helped):
        raise MayNotHelp(
            _("Somebody else helps one of these people to sign in."),
            next_step=_("Look at the list again."),
        )
    for person, new in zip(asked.people, made, strict=True):
        make_theirs(person=person, new=new, today=today)
    lines = [
        AuditEntry(actor=by, about=one, deed="sign_in.password", done_at=now)
        for one in asked.people
    ]
    whole = AuditEntry(actor=by, deed=MADE, detail=_detail(asked.title, ticket), done_at=now)
    AuditEntry.objects.bulk_create([*lines, whole])


def stage_of_cards(*, ticket: UUID, by: Person, now: datetime) -> CardsStage:
    """Return how the making of somebody's cards stands."""
    pulse = read_pulse(_pulse_of(ticket), now=now)
    if pulse is not None:
        return _working(pulse)
    if _made(ticket, by) is None:
        return CardsStage(state="stopped")
    is_there = _is_kept(_file_of(ticket), now)
    return CardsStage(state="ready" if is_there else "gone")


@sensitive_variables()
def open_cards(*, ticket: UUID, key: str, by: Person, now: datetime) -> dict[str, Any]:
    """Return the cards somebody asked for, and note that they were opened.

    Raises
    ------
    NoCards
        If there are none, they are another's, their time is over, or the key is not theirs.
    """
    row, path = _made(ticket, by), _file_of(ticket)
    try:
        if row is None or not _is_kept(path, now):
            raise NoCards(_NO_CARDS, next_step=_MAKE_AGAIN)
        told: dict[str, Any] = json.loads(Fernet(key.encode()).decrypt(path.read_bytes()))
    except (ValueError, InvalidToken, FileNotFoundError) as error:
        raise NoCards(_NO_CARDS, next_step=_MAKE_AGAIN) from error
    AuditEntry.objects.create(actor=by, deed=OPENED, detail=row.detail, done_at=now)
    return told


def unopened_cards(*, district: District, now: datetime) -> list[Unopened]:
    """Return cards of the last days that nobody opened, unless others of their group were since; one query."""
    rows = AuditEntry.objects.filter(
        actor__district=district, deed__in=CARD_DEEDS, done_at__gte=now - TOLD_FOR
    )
    waiting: dict[str, Unopened] = {}
    for row in rows.order_by("done_at", "pk"):
        title = title_of_cards(row.detail)
        if row.deed == MADE:
            waiting[title] = Unopened(title=title, made_at=row.done_at)
        else:
            waiting.pop(title, None)
    return list(waiting.values())


def title_of_cards(detail: str) -> str:
    """Return what cards are called by their line in the log, without their ticket."""
    return detail.rpartition(" · ")[0]


def drop_old_cards(*, now: datetime) -> list[str]:
    """Let go of the cards whose time is over, and of what a crash left; return what was done, for the machine's log."""
    gone = [path for path in _folder().glob("*") if not _is_kept(path, now)]
    for path in gone:
        path.unlink(missing_ok=True)
    return [f"{len(gone)} files of sign-in cards were let go."] if gone else []


_NO_CARDS = _("These cards cannot be opened, or are kept no more.")
_MAKE_AGAIN = _("Make them again: the ones before stop working then.")


def _working(pulse: Pulse) -> CardsStage:
    return CardsStage(state="working", n_done=pulse.done, n_all=pulse.total)


def _made(ticket: UUID, by: Person) -> AuditEntry | None:
    rows = AuditEntry.objects.filter(actor=by, deed=MADE, detail__endswith=ticket.hex)
    return rows.order_by("-pk").first()


def _detail(title: str, ticket: UUID) -> str:
    return f"{title[:LONGEST_TITLE]} · {ticket.hex}"


def _is_kept(path: Path, now: datetime) -> bool:
    try:
        return now - clock.written_at(path) < KEPT_FOR
    except FileNotFoundError:
        return False


@sensitive_variables()
def _locked(asked: CardsAsked, made: Sequence[NewPassword], key: bytes) -> bytes:
    cards = [asked.tell(person, new) for person, new in zip(asked.people, made, strict=True)]
    told = json.dumps({**asked.head, "cards": cards})
    return Fernet(key).encrypt(told.encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file that is on the disk, whole, when this returns."""
    beside = path.with_suffix(".part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _folder() -> Path:
    folder: Path = settings.DATA_FOLDER / "cards"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _file_of(ticket: UUID) -> Path:
    return _folder() / f"{ticket.hex}.cards"


def _pulse_of(ticket: UUID) -> Path:
    return _folder() / f"{ticket.hex}.pulse"
