"""What a student said, and the messages between a teacher and the children and families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ownpath.errors import NotFound
from ownpath.faces.teacher.pages.people import About, StudentHead, build_head
from ownpath.school.change.queries.eager import own_way
from ownpath.school.curriculum.words import say, spoken
from ownpath.school.days.queries import told_of_blocks
from ownpath.school.privacy.services import note_reads
from ownpath.school.voice.queries import hopes_of, messages_about, messages_for, signals_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.voice.models import Hope, Message, Signal

BLOCK_WORDS = {
    "loved": pgettext_lazy("of a block, to a teacher", "Loved it"),
    "boring": pgettext_lazy("of a block, to a teacher", "Boring"),
    "not_for_me": pgettext_lazy("of a block, to a teacher", "Not for me"),
}
BLOCKS_FROM = timedelta(weeks=4)
WAITS_FOR_A_PERSON = frozenset({"need_a_person", "too_hard"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message, seen from the viewer's side."""

    uuid: UUID
    sender: str
    is_mine: bool
    body: str
    sent_at: datetime
    read_at: datetime | None
    answered_at: datetime | None
    is_unread: bool  # by the viewer
    waits: bool  # for the viewer's answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All messages between the viewer and one person about one student, oldest first."""

    about: str
    about_href: str
    other: str
    is_family: bool
    lines: tuple[Line, ...]
    last_at: datetime
    answer_to: UUID | None
    n_unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """A teacher's inbox."""

    threads: tuple[Thread, ...]
    n_waiting: int
    is_invited: bool  # to pilot, and has not answered


@dataclass(frozen=True, slots=True, kw_only=True)
class HopeCard:
    """Something a student hopes or loves."""

    words: str
    kind: str  # "hope" or "interest"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """One tap about an activity, and what came of it."""

    words: str
    activity: str
    said_at: datetime
    answer: str
    done_url: str  # where "I went" is sent, "" when nothing waits


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockWord:
    """What a student said of one block of a day."""

    words: str
    title: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePage:
    """What a student says."""

    head: StudentHead
    hopes: tuple[HopeCard, ...]
    interests: tuple[HopeCard, ...]
    signals: tuple[SignalLine, ...]
    blocks: tuple[BlockWord, ...]
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """One message to answer."""

    line: Line
    about: str
    about_uuid: UUID
    sender: str
    is_family: bool


def build_voice(*, viewer: Person, about: About, now: datetime, language: str) -> VoicePage:
    """Gather what a student said to the school and to this teacher."""
    if not about.hears:
        raise NotFound(
            _("What this student said is not open to you."),
            next_step=_("The student’s teacher can tell you more."),
        )
    student = about.student
    note_reads(by=viewer, about=[student.pk], deed="read.voice", now=now)
    cards = [_hope(hope, language) for hope in hopes_of(student=student)]
    return VoicePage(
        head=build_head(about, "voice"),
        hopes=tuple(card for card in cards if card.kind == "hope"),
        interests=tuple(card for card in cards if card.kind == "interest"),
        signals=tuple(_signal(one, student, language) for one in signals_of(student=student)),
        blocks=_blocks(student, now, language),
        threads=_threads(messages_about(student=student, viewer=viewer), viewer),
    )


def _blocks(student: Person, now: datetime, language: str) -> tuple[BlockWord, ...]:
    found = told_of_blocks(student=student, since=timezone.localdate(now) - BLOCKS_FROM)
    return tuple(
        BlockWord(
            words=str(BLOCK_WORDS[one.word]), title=spoken(one.title, language), day=one.day
        )
        for one in found
    )


def build_messages(*, viewer: Person, now: datetime) -> MessagesPage:
    """Gather a teacher's messages, the waiting threads first."""
    found = messages_for(viewer=viewer)
    note_reads(
        by=viewer, about={message.about_id for message in found}, deed="read.messages", now=now
    )
    threads = _threads(found, viewer)
    way = own_way(teacher=viewer).row
    return MessagesPage(
        threads=threads,
        n_waiting=sum(1 for one in threads if one.answer_to is not None),
        is_invited=way is not None and way.state == "invited",
    )


def build_answer(*, viewer: Person, message: UUID) -> AnswerPage:
    """Return one message the viewer received, to be answered."""
    for one in messages_for(viewer=viewer):
        if one.uuid == message and one.receiver_id == viewer.pk:
            return AnswerPage(
                line=_line(one, viewer),
                about=one.about.called,
                about_uuid=one.about.uuid,
                sender=one.sender.full_name,
                is_family=one.sender_id != one.about_id,
            )
    raise NotFound(
        _("We cannot find that message."), next_step=_("Look at your messages again.")
    )


def _threads(messages: Iterable[Message], viewer: Person) -> tuple[Thread, ...]:
    together: dict[tuple[int, int], list[Message]] = {}
    for message in messages:
        other = message.receiver_id if message.sender_id == viewer.pk else message.sender_id
        together.setdefault((message.about_id, other), []).append(message)
    threads = [_thread(parts[::-1], viewer) for parts in together.values()]
    newest_first = sorted(threads, key=lambda thread: thread.last_at, reverse=True)
    return tuple(
        sorted(newest_first, key=lambda thread: (not thread.n_unread, thread.answer_to is None))
    )


def _thread(parts: list[Message], viewer: Person) -> Thread:
    """Make one thread of messages that stand oldest first."""
    latest = parts[-1]
    other = latest.receiver if latest.sender_id == viewer.pk else latest.sender
    lines = tuple(_line(message, viewer) for message in parts)
    waiting = [line.uuid for line in lines if line.waits]
    return Thread(
        about=latest.about.called,
        about_href=reverse("teacher:voice", args=[latest.about.uuid]),
        other=other.full_name,
        is_family=other.pk != latest.about_id,
        lines=lines,
        last_at=latest.sent_at,
        answer_to=waiting[0] if waiting else None,
        n_unread=sum(1 for line in lines if line.is_unread),
    )


def _line(message: Message, viewer: Person) -> Line:
    is_mine = message.sender_id == viewer.pk
    return Line(
        uuid=message.uuid,
        sender=message.sender.full_name,
        is_mine=is_mine,
        body=message.body,
        sent_at=message.sent_at,
        read_at=message.read_at,
        answered_at=message.answered_at,
        is_unread=not is_mine and message.read_at is None,
        waits=not is_mine and message.answered_at is None and message.answers_id is None,
    )


def _hope(hope: Hope, language: str) -> HopeCard:
    theme = say(hope.theme.words, "name", language) if hope.theme else ""
    told = f"{theme}: {hope.words}" if theme and hope.words else theme or hope.words
    return HopeCard(words=told, kind=hope.kind)


def _signal(signal: Signal, student: Person, language: str) -> SignalLine:
    waits = signal.kind in WAITS_FOR_A_PERSON and signal.answered_at is None
    answer = ""
    if signal.answered_at is not None and signal.answered_by is not None:
        answer = _("%(who)s: %(what)s") % {
            "who": signal.answered_by.full_name,
            "what": signal.what_was_done,
        }
    return SignalLine(
        words=str(signal.get_kind_display()),
        activity=say(signal.activity.words, "title", language) if signal.activity else "",
        said_at=signal.said_at,
        answer=answer,
        done_url=reverse("teacher:heard", args=[student.uuid, signal.uuid]) if waits else "",
    )
