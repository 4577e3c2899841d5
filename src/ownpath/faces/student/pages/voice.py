"""My voice: what I said, who read it, what came of it; and the people I can turn to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.faces.student.pages.activity import name_signal
from ownpath.school.curriculum.words import say
from ownpath.school.people.queries import adults_of, may_take_record
from ownpath.school.voice.queries import messages_about, signals_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.people.queries import Adult
    from ownpath.school.voice.models import Message, Signal

SIGNALS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """An adult I can turn to, and from where I know them."""

    uuid: UUID
    name: str
    known_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a thread: mine or theirs."""

    uuid: UUID
    is_mine: bool
    other: str
    body: str
    sent_at: datetime
    read_at: datetime | None
    is_answered: bool
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What was said with one person, in the order it was said."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """One signal, and what came of it."""

    uuid: UUID
    words: str
    about: str
    said_at: datetime
    what_was_done: str
    answered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyVoice:
    """The whole page."""

    helpers: tuple[Helper, ...]
    threads: tuple[Thread, ...]
    taps: tuple[Tap, ...]
    may_take_record: bool = False

    @property
    def has_new(self) -> bool:
        """Whether somebody wrote what was not read yet: that stands first."""
        return any(line.is_new for thread in self.threads for line in thread.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """I need a person: who can come, and the call that is out already."""

    helpers: tuple[Helper, ...]
    call: UUID | None
    called_at: datetime | None


def build_my_voice(*, student: Person, today: date, language: str) -> MyVoice:
    """Read what I said, who read it and what came of it."""
    helpers = helpers_of(adults_of(student=student, today=today))
    messages = messages_about(student=student, viewer=student)
    signals = signals_of(student=student)[:SIGNALS_SHOWN]
    return MyVoice(
        helpers=helpers,
        threads=_threads(messages, student),
        taps=tuple(_tap(signal, language) for signal in signals),
        may_take_record=may_take_record(viewer=student, student=student, today=today),
    )


def build_person_page(*, student: Person, today: date) -> PersonPage:
    """Read who can come, and whether somebody was asked already."""
    out = next(
        (
            signal
            for signal in signals_of(student=student)
            if signal.kind == "need_a_person" and signal.answered_at is None
        ),
        None,
    )
    return PersonPage(
        helpers=helpers_of(adults_of(student=student, today=today)),
        call=out.uuid if out else None,
        called_at=out.said_at if out else None,
    )


def helpers_of(adults: list[Adult]) -> tuple[Helper, ...]:
    """Return adults as a student knows them."""
    return tuple(
        Helper(uuid=one.person.uuid, name=one.person.full_name, known_from=one.section_title)
        for one in adults
    )


def _threads(messages: list[Message], student: Person) -> tuple[Thread, ...]:
    by_person: dict[str, list[Line]] = {}
    for message in messages:
        line = _line(message, student)
        by_person.setdefault(line.other, []).append(line)
    return tuple(
        Thread(name=name, lines=tuple(reversed(lines))) for name, lines in by_person.items()
    )


def _line(message: Message, student: Person) -> Line:
    is_mine = message.sender_id == student.pk
    other = message.receiver if is_mine else message.sender
    return Line(
        uuid=message.uuid,
        is_mine=is_mine,
        other=other.full_name,
        body=message.body,
        sent_at=message.sent_at,
        read_at=message.read_at,
        is_answered=message.answered_at is not None,
        is_new=not is_mine and message.read_at is None,
    )


def _tap(signal: Signal, language: str) -> Tap:
    activity = signal.activity
    return Tap(
        uuid=signal.uuid,
        words=name_signal(signal),
        about=say(activity.words, "title", language) if activity else "",
        said_at=signal.said_at,
        what_was_done=signal.what_was_done,
        answered_by=signal.answered_by.full_name if signal.answered_by else "",
    )
