"""Who needs this teacher now: stuck, asking for a person, waiting for an answer. A person is the first remedy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.ago import tell_since
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries.names_apart import names_apart
from ownpath.school.mastery.queries import open_flags
from ownpath.school.people.queries import Aspect, aspects_of_many
from ownpath.school.voice.queries import waiting_messages, waiting_signals

if TYPE_CHECKING:
    from ownpath.school.mastery.models import StuckFlag
    from ownpath.school.people.models import Person
    from ownpath.school.voice.models import Message, Signal

MOST_SHOWN = 6
EXCERPT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One reason to go to somebody, with what to do about it."""

    key: str
    kind: str  # "stuck", "signal" or "message"
    name: str
    full_name: str
    href: str
    line: str
    where: str  # where the student is now, "" where that is not known
    quote: str
    ago: str
    done_url: str  # where "I went" is sent; "" for a message
    answer_url: str  # where an answer is sent; "" for the others
    pin_url: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What waits, the most pressing first; what was put off for later stands apart."""

    first: tuple[Need, ...]
    more: tuple[Need, ...]
    later: tuple[Need, ...]
    sentence: str
    n_messages: int

    @property
    def n_now(self) -> int:
        """How many wait now."""
        return len(self.first) + len(self.more)


def build_needs(
    *,
    viewer: Person,
    students: Sequence[Person],
    later: Collection[str],
    heard: Collection[int] | None,
    near: Mapping[UUID, str],
    today: date,
    now: datetime,
    language: str,
) -> Needs:
    """Gather who needs the viewer in one class, and the viewer's own unanswered messages.

    Parameters
    ----------
    heard
        The ids of those whose voice the viewer hears by their work; None where nobody has asked yet.
    near
        Where students are now, in a few words.
    """
    ids = [student.pk for student in students]
    if heard is None:
        mine = aspects_of_many(viewer=viewer, ids=ids, aspects=[Aspect.VOICE], today=today)
        heard = mine[Aspect.VOICE]
    heard = [one for one in ids if one in heard]
    messages = waiting_messages(receiver=viewer)
    names = names_apart([*students, *(one.about for one in messages)])
    found = [
        *(
            _of_signal(one, now, language, names, near)
            for one in waiting_signals(student_ids=heard)
        ),
        *(_of_flag(flag, now, language, names, near) for flag in open_flags(student_ids=ids)),
        *(_of_message(message, now, names) for message in messages),
    ]
    waiting = [need for need in found if need.key not in later]
    return Needs(
        first=tuple(waiting[:MOST_SHOWN]),
        more=tuple(waiting[MOST_SHOWN:]),
        later=tuple(need for need in found if need.key in later),
        sentence=_sentence(waiting),
        n_messages=len(messages),
    )


def _of_flag(
    flag: StuckFlag,
    now: datetime,
    language: str,
    names: Mapping[int, str],
    near: Mapping[UUID, str],
) -> Need:
    student, competency = flag.student, flag.competency
    what = say(competency.words, "short", language) or say(
        competency.words, "statement", language
    )
    tries = ngettext("%(n)d try", "%(n)d tries", flag.n_failures) % {"n": flag.n_failures}
    return Need(
        key=f"stuck:{student.uuid}:{competency.uuid}",
        kind="stuck",
        name=names.get(student.pk, student.called),
        full_name=student.full_name,
        href=reverse("teacher:student", args=[student.uuid]),
        line=_("Stuck on %(what)s, %(tries)s")
        % {"what": what or competency.code, "tries": tries},
        where=near.get(student.uuid, ""),
        quote="",
        ago=tell_since(flag.opened_at, now),
        done_url=reverse("teacher:went", args=[student.uuid, competency.uuid]),
        answer_url="",
        pin_url=reverse("teacher:pin", args=[student.uuid]),
        since=flag.opened_at,
    )


def _of_signal(
    signal: Signal,
    now: datetime,
    language: str,
    names: Mapping[int, str],
    near: Mapping[UUID, str],
) -> Need:
    student = signal.student
    about = say(signal.activity.words, "title", language) if signal.activity else ""
    said = str(signal.get_kind_display())
    return Need(
        key=f"signal:{signal.uuid}",
        kind="signal",
        name=names.get(student.pk, student.called),
        full_name=student.full_name,
        href=reverse("teacher:student", args=[student.uuid]),
        line=_("About %(activity)s") % {"activity": about} if about else "",
        where=near.get(student.uuid, ""),
        quote=capfirst(said),
        ago=tell_since(signal.said_at, now),
        done_url=reverse("teacher:heard", args=[student.uuid, signal.uuid]),
        answer_url="",
        pin_url=reverse("teacher:pin", args=[student.uuid]),
        since=signal.said_at,
    )


def _of_message(message: Message, now: datetime, names: Mapping[int, str]) -> Need:
    about, sender = message.about, message.sender
    is_own = sender.pk == about.pk
    body = message.body if len(message.body) <= EXCERPT else f"{message.body[:EXCERPT]}…"
    return Need(
        key=f"message:{message.uuid}",
        kind="message",
        name=names.get(sender.pk, sender.called) if is_own else sender.full_name,
        full_name=sender.full_name,
        href=reverse("teacher:student", args=[about.uuid])
        if is_own
        else reverse("teacher:messages"),
        line=""
        if is_own
        else _("about %(name)s") % {"name": names.get(about.pk, about.called)},
        where="",
        quote=body,
        ago=tell_since(message.sent_at, now),
        done_url="",
        answer_url=reverse("teacher:answer", args=[message.uuid]),
        pin_url="",
        since=message.sent_at,
    )


def _sentence(waiting: Sequence[Need]) -> str:
    if not waiting:
        return _("Nobody waits for you right now.")
    names = list(dict.fromkeys(need.name for need in waiting))
    if len(names) == 1:
        return _("%(name)s first.") % {"name": names[0]}
    return ngettext(
        "%(name)s first, then %(n)d more.", "%(name)s first, then %(n)d more.", len(names) - 1
    ) % {"name": names[0], "n": len(names) - 1}
