"""Read what students say, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, F, Q, QuerySet

from ownpath.school.voice.models import Hope, Message, Signal
from ownpath.store.prepared import Param, Params, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

MOST_SIGNALS = 30
WANT_AN_ANSWER = (Signal.Kind.NEED_A_PERSON, Signal.Kind.TOO_HARD)


@prepared
def _hopes_held() -> QuerySet[Hope]:
    return (
        Hope.objects.filter(student_id=Param("student", BigIntegerField()), let_go_at=None)
        .select_related("theme")
        .order_by("-said_at", "-pk")
    )


def hopes_of(*, student: Person) -> list[Hope]:
    """Return the hopes and interests a student holds now, the newest first."""
    return _hopes_held.all(student=student.pk)


@prepared
def _signals_said() -> QuerySet[Signal]:
    return (
        Signal.objects.filter(
            student_id=Param("student", BigIntegerField()), taken_back_at=None
        )
        .select_related("activity", "answered_by")
        .order_by("-said_at", "-pk")[:MOST_SIGNALS]
    )


def signals_of(*, student: Person) -> list[Signal]:
    """Return what a student signaled lately, newest first, without what was taken back."""
    return _signals_said.all(student=student.pk)


@prepared
def _signals_waiting() -> QuerySet[Signal]:
    return (
        Signal.objects.filter(
            student_id__in=Params("students", BigIntegerField()),
            kind__in=WANT_AN_ANSWER,
            taken_back_at=None,
            answered_at=None,
        )
        .select_related("student", "activity")
        .order_by("said_at", "pk")
    )


def waiting_signals(*, student_ids: Iterable[int]) -> list[Signal]:
    """Return signals that want a person and have not been answered, the longest waiting first."""
    return _signals_waiting.all(students=list(student_ids))


@prepared
def _person_asked() -> QuerySet[Signal, int]:
    return Signal.objects.filter(
        student_id=Param("student", BigIntegerField()),
        kind=Signal.Kind.NEED_A_PERSON,
        taken_back_at=None,
        answered_at=None,
    ).values_list("pk", flat=True)[:1]


def is_person_asked(*, student: Person) -> bool:
    """Return whether a student asked for a person and none has answered yet."""
    return _person_asked.first(student=student.pk) is not None


def messages_about(*, student: Person, viewer: Person, limit: int = 50) -> list[Message]:
    """Return messages about a student that the viewer wrote or received, newest first."""
    return list(
        Message.objects.filter(Q(sender=viewer) | Q(receiver=viewer), about=student)
        .select_related("sender", "receiver", "about", "answers")
        .order_by("-sent_at", "-pk")[:limit]
    )


def messages_for(*, viewer: Person, limit: int = 100) -> list[Message]:
    """Return messages the viewer wrote or received, newest first."""
    return list(
        Message.objects.filter(Q(sender=viewer) | Q(receiver=viewer))
        .select_related("sender", "receiver", "about", "answers")
        .order_by("-sent_at", "-pk")[:limit]
    )


@prepared
def _unread() -> QuerySet[Message]:
    return (
        Message.objects.filter(receiver_id=Param("receiver", BigIntegerField()), read_at=None)
        .select_related("sender")
        .order_by("sent_at", "pk")
    )


def unread_for(*, receiver: Person) -> list[Message]:
    """Return messages a person has not read, the oldest first."""
    return _unread.all(receiver=receiver.pk)


@prepared
def _messages_waiting() -> QuerySet[Message]:
    return (
        Message.objects.filter(
            receiver_id=Param("receiver", BigIntegerField()), answered_at=None, answers=None
        )
        .select_related("sender", "about")
        .order_by("sent_at", "pk")
    )


def waiting_messages(*, receiver: Person) -> list[Message]:
    """Return messages that were not answered yet, the oldest first; an answer itself waits for nothing."""
    return _messages_waiting.all(receiver=receiver.pk)


def unanswered_in_district(
    *, district_id: int, before: datetime
) -> list[tuple[int, int, str, datetime]]:
    """Return (about, receiver, receiver's name, sent at) of messages unanswered since before a moment, oldest first."""
    rows = (
        Message.objects.filter(
            about__district_id=district_id, answered_at=None, answers=None, sent_at__lt=before
        )
        .exclude(receiver=F("about"))
        .select_related("receiver")
        .order_by("sent_at")
    )
    return [
        (row.about_id, row.receiver_id, row.receiver.full_name, row.sent_at) for row in rows
    ]


def hopes_of_many(*, student_ids: Iterable[int]) -> dict[int, list[Hope]]:
    """Return the hopes and interests each student holds now, the newest first; one query."""
    found: dict[int, list[Hope]] = {student_id: [] for student_id in student_ids}
    rows = Hope.objects.filter(student_id__in=list(found), let_go_at=None)
    for hope in rows.select_related("theme").order_by("-said_at", "-pk"):
        found[hope.student_id].append(hope)
    return found


def signals_of_many(*, student_ids: Iterable[int], since: datetime) -> dict[int, list[Signal]]:
    """Return what each student signaled since a moment, newest first; one query."""
    found: dict[int, list[Signal]] = {student_id: [] for student_id in student_ids}
    rows = Signal.objects.filter(
        student_id__in=list(found), taken_back_at=None, said_at__gte=since
    )
    for signal in rows.order_by("-said_at", "-pk"):
        found[signal.student_id].append(signal)
    return found


def unanswered_by_student(*, student_ids: Iterable[int], before: datetime) -> dict[int, int]:
    """Return how much of what each student said before a moment waits for an answer still; one query."""
    ids = list(student_ids)
    counts = dict.fromkeys(ids, 0)
    asked = Signal.objects.filter(
        student_id__in=ids,
        kind__in=WANT_AN_ANSWER,
        taken_back_at=None,
        answered_at=None,
        said_at__lt=before,
    )
    wrote = Message.objects.filter(
        sender_id__in=ids, answered_at=None, answers=None, sent_at__lt=before
    )
    for (student_id,) in asked.values_list("student_id").union(
        wrote.values_list("sender_id"), all=True
    ):
        counts[student_id] += 1
    return counts


def said_and_answered(
    *, student_ids: Iterable[int], since: datetime, until: datetime
) -> list[tuple[int, datetime, datetime | None]]:
    """Return (student, said at, answered at) of what some students said that wants an answer; two queries."""
    ids = list(student_ids)
    asked = Signal.objects.filter(
        student_id__in=ids, kind__in=WANT_AN_ANSWER, taken_back_at=None,
        said_at__gte=since, said_at__lt=until,
    )  # fmt: skip
    wrote = Message.objects.filter(
        sender_id__in=ids, answers=None, sent_at__gte=since, sent_at__lt=until
    )
    return sorted(
        [
            *asked.values_list("student_id", "said_at", "answered_at"),
            *wrote.values_list("sender_id", "sent_at", "answered_at"),
        ],
        key=lambda row: (row[1], row[0]),
    )
