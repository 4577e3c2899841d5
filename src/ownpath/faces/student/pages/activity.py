"""An activity that is not practice: what, with whom, the steps; and the taps that say how it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from ownpath.engine.items import render_text
from ownpath.faces.student.pages.cards import OfferCard, draw_card
from ownpath.faces.student.pages.words import SIGNAL
from ownpath.school.curriculum.words import say
from ownpath.school.people.queries import adults_of
from ownpath.school.plans.queries import get_offer
from ownpath.school.voice.queries import signals_of

if TYPE_CHECKING:
    from datetime import date

    from ownpath.school.people.models import Person
    from ownpath.school.voice.models import Signal

WITH_A_TEACHER = frozenset({"teacher_group"})
FOR_THE_ADULT = frozenset({"conference"})  # the body tells the adult how to lead the talk


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalButton:
    """One tap about an activity; `said` is the signal it already made, to be taken back."""

    kind: str
    words: str
    icon: str
    said: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an activity."""

    title: str
    html: SafeString
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """An activity as a student reads it."""

    card: OfferCard
    state: str
    summary: SafeString
    body: SafeString
    link: str
    with_whom: str
    group_max: int
    materials: tuple[SafeString, ...]
    steps: tuple[Step, ...]
    roles: tuple[Step, ...]
    choices: tuple[SafeString, ...]
    product: SafeString
    share: SafeString
    signals: tuple[SignalButton, ...]
    language: str


def build_activity(*, student: Person, uuid: UUID, today: date, language: str) -> ActivityPage:
    """Read an offered activity for a student."""
    offer = get_offer(student=student, uuid=uuid)
    activity, words = offer.activity, Words(offer.activity.words, language)
    teacher = ""
    if activity.modality in WITH_A_TEACHER:
        adults = adults_of(student=student, today=today)
        teacher = adults[0].person.full_name if adults else ""
    return ActivityPage(
        card=draw_card(offer, language=language),
        state=offer.state,
        summary=words.html("launch")
        or words.html("summary"),  # a lesson's summary is its teacher's
        body=words.html("body") if activity.kind not in FOR_THE_ADULT else SafeString(""),
        link=activity.link,
        with_whom=teacher,
        group_max=activity.group_max,
        materials=words.lines("materials"),
        steps=words.steps("steps"),
        roles=words.steps("roles"),
        choices=words.lines("choices"),
        product=words.html("product"),
        share=words.html("share"),
        signals=build_signal_buttons(student=student, activity_id=activity.pk),
        language=language,
    )


def build_signal_buttons(
    *, student: Person, activity_id: int | None
) -> tuple[SignalButton, ...]:
    """Read which taps a student already made about an activity."""
    said = {
        signal.kind: signal.uuid
        for signal in signals_of(student=student)
        if signal.activity_id == activity_id and signal.answered_at is None
    }
    return draw_signal_buttons(said)


def draw_signal_buttons(said: Mapping[str, UUID]) -> tuple[SignalButton, ...]:
    """Return one button a kind of signal, the warm one first."""
    return tuple(
        SignalButton(kind=kind, words=str(words), icon=icon, said=said.get(kind))
        for kind, (words, icon) in SIGNAL.items()
    )


def name_signal(signal: Signal) -> str:
    """Return the words of a signal's kind."""
    return str(SIGNAL[signal.kind][0])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an activity in one language, each text rendered as safe HTML."""

    by_language: Mapping[str, Any]
    language: str

    def html(self, key: str) -> SafeString:
        """Return one text."""
        return self.render(say(self.by_language, key, self.language))

    def lines(self, key: str) -> tuple[SafeString, ...]:
        """Return a list of texts."""
        return tuple(self.render(str(line)) for line in self._list(key) if line)

    def steps(self, key: str) -> tuple[Step, ...]:
        """Return a list of steps, each a text or a mapping with title (or name), text (or does) and minutes."""
        return tuple(self._step(one) for one in self._list(key) if one)

    def _step(self, one: object) -> Step:
        if not isinstance(one, Mapping):
            return Step(title="", html=self.render(str(one)), minutes=None)
        text = str(one.get("text") or one.get("does") or "")
        minutes = one.get("minutes")
        return Step(
            title=str(one.get("title") or one.get("name") or ""),
            html=self.render(text),
            minutes=minutes if isinstance(minutes, int) else None,
        )

    def _list(self, key: str) -> list[Any]:
        for spoken in (self.language, "en", *self.by_language):
            found = self.by_language.get(spoken)
            if isinstance(found, Mapping) and isinstance(found.get(key), list):
                return list(found[key])
        return []

    def render(self, text: str) -> SafeString:
        """Return a text of content as safe HTML; the engine escapes it."""
        return mark_safe(render_text(text, self.language)[0]) if text else SafeString("")  # noqa: S308
