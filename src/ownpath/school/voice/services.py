"""Say, take back, answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from unicodedata import category
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, NotFound, OutOfBounds
from ownpath.school.curriculum.queries import get_activity, get_theme
from ownpath.school.people.queries import Aspect, adults_of, may_see, may_work_with
from ownpath.school.voice.models import MESSAGE_LENGTH, WORDS_LENGTH, Hope, Message, Signal
from ownpath.store.many_rows import insert_rows
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Theme
    from ownpath.school.people.models import Person

MOST_HOPES = 40
SECONDS_OF_A_DOUBLE_TAP = 60
# Nobody finds the same thing too easy and too hard, or loves what bores them: the later word holds.
OPPOSITES: Mapping[str, tuple[str, ...]] = {
    "too_easy": ("too_hard",),
    "too_hard": ("too_easy",),
    "loved_it": ("boring", "not_for_me"),
    "boring": ("loved_it",),
    "not_for_me": ("loved_it",),
}
ILLEGIBLE = frozenset({"Cc", "Cs"})  # Unicode: control characters, halves of surrogate pairs


class NothingSaid(OutOfBounds):
    """Words were wanted and there were none."""


class TooMuchSaid(OutOfBounds):
    """More words, or more cards, than we take."""


class NotTheirs(NotFound):
    """The thing is not there, or belongs to somebody else."""


class CannotWriteTo(NotFound):
    """No way leads from this person to that one."""


class AlreadyAnswered(Conflict):
    """Somebody answered a moment ago."""


class OnlyTheirOwn(NotAllowed):
    """Hopes and signals are the student's own."""


def _ensure_own(student: Person, by: Person) -> None:
    if student.pk != by.pk:
        raise OnlyTheirOwn(
            _("Only the student can say this."), next_step=_("You can write a message instead.")
        )


@deed
def say_hope(
    *, student: Person, kind: str, theme_slug: str | None, words: str, by: Person, now: datetime
) -> Hope:
    """Keep a hope or interest, picked or in own words; the same one twice is one.

    Raises
    ------
    NothingSaid, TooMuchSaid
        If there is neither a theme nor words, or more than we take.
    """
    _ensure_own(student, by)
    theme = get_theme(slug=theme_slug) if theme_slug else None
    words = _legible(words)
    if kind not in Hope.Kind.values or (theme is not None and theme.kind != kind):
        raise NotTheirs(
            _("We do not have that card."), next_step=_("Pick another, or write your own.")
        )
    if theme is None and not words:
        raise NothingSaid(
            _("There is nothing on the card yet."),
            next_step=_("Pick one or write a few words."),
        )
    mine = Hope.objects.filter(student=student, let_go_at=None)
    if len(words) > WORDS_LENGTH or mine.count() >= MOST_HOPES:
        raise TooMuchSaid(
            _("That is more than fits."),
            next_step=_("Make it shorter, or take a card away first."),
        )
    same = mine.filter(kind=kind, theme=theme, words=words).first()
    return same or Hope.objects.create(
        student=student, kind=kind, theme=theme, words=words, said_at=now
    )


@deed
def bring_in_hopes(*, picked: Iterable[tuple[Person, Theme]], now: datetime) -> None:
    """Keep many picked cards at once, of people who have none of them yet (simulations)."""
    insert_rows(
        Hope,
        (
            {"student_id": student.pk, "kind": theme.kind, "theme_id": theme.pk, "said_at": now}
            for student, theme in picked
        ),
    )


@deed
def let_go_hope(*, student: Person, hope_uuid: UUID, by: Person, now: datetime) -> Hope:
    """Take a card away; it can be taken back."""
    _ensure_own(student, by)
    return _set_let_go(student, hope_uuid, now)


@deed
def keep_hope(*, student: Person, hope_uuid: UUID, by: Person) -> Hope:
    """Take a card back that was taken away."""
    _ensure_own(student, by)
    return _set_let_go(student, hope_uuid, None)


def _set_let_go(student: Person, hope_uuid: UUID, at: datetime | None) -> Hope:
    hope = Hope.objects.filter(student=student, uuid=hope_uuid).first()
    if hope is None:
        raise NotTheirs(
            _("We cannot find that card."), next_step=_("Look at your cards again.")
        )
    hope.let_go_at = at
    hope.save(update_fields=["let_go_at"])
    return hope


@deed
def send_signal(
    *, student: Person, kind: str, activity_uuid: UUID | None = None, by: Person, now: datetime
) -> Signal:
    """Keep one tap about an activity, or about the day; of an activity its opposite is taken back by it."""
    _ensure_own(student, by)
    if kind not in Signal.Kind.values:
        raise NotTheirs(_("We do not have that button."), next_step=_("Pick another one."))
    activity = get_activity(uuid=activity_uuid) if activity_uuid else None
    if activity_uuid and activity is None:
        raise NotTheirs(_("We cannot find that activity."), next_step=_("Go back to My day."))
    open_already = Signal.objects.filter(
        student=student, kind=kind, activity=activity, taken_back_at=None, answered_at=None
    ).first()
    if open_already is not None:
        return open_already
    if activity is not None:
        Signal.objects.filter(
            student=student,
            activity=activity,
            kind__in=OPPOSITES.get(kind, ()),
            taken_back_at=None,
            answered_at=None,
        ).update(taken_back_at=now)
    return Signal.objects.create(student=student, kind=kind, activity=activity, said_at=now)


@deed
def take_back_signal(
    *, student: Person, signal_uuid: UUID, by: Person, now: datetime
) -> Signal:
    """Take one tap back."""
    _ensure_own(student, by)
    signal = Signal.objects.filter(student=student, uuid=signal_uuid).first()
    if signal is None:
        raise NotTheirs(_("We cannot find that tap."), next_step=_("Go back to My day."))
    signal.taken_back_at = now
    signal.save(update_fields=["taken_back_at"])
    return signal


@deed
def answer_signal(
    *, signal_uuid: UUID, what_was_done: str, by: Person, today: date, now: datetime
) -> Signal:
    """Keep what an adult did about a signal."""
    signal = _heard_by(by, signal_uuid, today)
    if signal.answered_at is not None:
        raise AlreadyAnswered(
            _("Somebody has been there already."), next_step=_("Look at the list again.")
        )
    signal.answered_at = now
    signal.answered_by = by
    signal.what_was_done = what_was_done[:WORDS_LENGTH]
    signal.save(update_fields=["answered_at", "answered_by", "what_was_done"])
    return signal


@deed
def take_answer_back(*, signal_uuid: UUID, by: Person, today: date) -> Signal:
    """Let a signal wait again that `by` had answered; one that waits is left as it is."""
    signal = _heard_by(by, signal_uuid, today)
    if signal.answered_at is not None and signal.answered_by_id != by.pk:
        raise AlreadyAnswered(
            _("Somebody else has been there."), next_step=_("Look at the list again.")
        )
    signal.answered_at, signal.answered_by, signal.what_was_done = None, None, ""
    signal.save(update_fields=["answered_at", "answered_by", "what_was_done"])
    return signal


def _heard_by(by: Person, signal_uuid: UUID, today: date) -> Signal:
    signal = Signal.objects.select_related("student").filter(uuid=signal_uuid).first()
    if signal is None or not may_work_with(
        viewer=by, student=signal.student, aspect=Aspect.VOICE, today=today
    ):
        raise NotTheirs(_("We cannot find that tap."), next_step=_("Look at your list again."))
    return signal


@deed
def send_message(
    *, about: Person, sender: Person, receiver_uuid: UUID, body: str, today: date, now: datetime
) -> Message:
    """Send words about a student: by the student or a guardian to a teacher, or by a teacher to the student.

    The same words to the same person within a minute are one message: a button was tapped twice. What the sender
    had from the receiver about this student counts as read.

    Raises
    ------
    CannotWriteTo
        If no way leads from the sender to the receiver about this student.
    """
    _ensure_may_speak_for(about, sender, today)
    receivers = {
        adult.person.uuid: adult.person for adult in adults_of(student=about, today=today)
    }
    if sender.uuid in receivers:
        receivers = {about.uuid: about}
    if receiver_uuid not in receivers:
        raise CannotWriteTo(
            _("A message cannot go there."), next_step=_("Pick a person from the list.")
        )
    said = {
        "about": about,
        "sender": sender,
        "receiver": receivers[receiver_uuid],
        "body": _checked(body),
    }
    _mark_what_came_before(about, sender, receivers[receiver_uuid], now)
    return _just_sent(said, now) or Message.objects.create(**said, sent_at=now)


def _mark_what_came_before(about: Person, by: Person, to: Person, now: datetime) -> None:
    """Remember that whoever writes to somebody has read what came from there about the same student."""
    before = Message.objects.filter(about=about, sender=to, receiver=by, read_at=None)
    before.update(read_at=now)


def _just_sent(said: Mapping[str, object], now: datetime) -> Message | None:
    """Return the message that says just this to the same person and was sent a moment ago."""
    since = now - timedelta(seconds=SECONDS_OF_A_DOUBLE_TAP)
    return Message.objects.filter(**said, sent_at__gte=since, sent_at__lte=now).first()


def _ensure_may_speak_for(about: Person, sender: Person, today: date) -> None:
    if not may_see(viewer=sender, person=about, aspect=Aspect.VOICE, today=today):
        raise CannotWriteTo(
            _("A message cannot go there."), next_step=_("Pick a person from the list.")
        )


@deed
def answer_message(
    *, message_uuid: UUID, body: str, by: Person, today: date, now: datetime
) -> Message:
    """Answer a message one received; it counts as read and answered."""
    asked = (
        Message.objects.select_related("sender", "about")
        .filter(uuid=message_uuid, receiver=by)
        .first()
    )
    if asked is None or not may_see(
        viewer=by, person=asked.about, aspect=Aspect.VOICE, today=today
    ):
        raise NotTheirs(
            _("We cannot find that message."), next_step=_("Look at your messages again.")
        )
    said = {
        "about": asked.about,
        "sender": by,
        "receiver": asked.sender,
        "body": _checked(body),
        "answers": asked,
    }
    answer = _just_sent(said, now) or Message.objects.create(**said, sent_at=now)
    asked.read_at = asked.read_at or now
    asked.answered_at = asked.answered_at or now
    asked.save(update_fields=["read_at", "answered_at"])
    return answer


@deed
def mark_read(*, message_uuid: UUID, by: Person, now: datetime) -> None:
    """Remember when the receiver first read a message; for anybody else nothing happens."""
    Message.objects.filter(uuid=message_uuid, receiver=by, read_at=None).update(read_at=now)


def _legible(words: str) -> str:
    """Return words without what no reader sees and no database keeps: control characters and halves of letters."""
    return "".join(
        letter for letter in words if letter in "\n\t" or category(letter) not in ILLEGIBLE
    ).strip()


def _checked(body: str) -> str:
    words = _legible(body)
    if not words:
        raise NothingSaid(_("There are no words yet."), next_step=_("Write a few, then send."))
    if len(words) > MESSAGE_LENGTH:
        raise TooMuchSaid(
            _("That is more than fits."), next_step=_("Make it shorter, or send it in two.")
        )
    return words
