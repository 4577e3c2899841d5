"""A practice card of Ada's campus with all that belongs to it, and a playbook, and a packet on its way."""

from __future__ import annotations

from typing import Any

from cast import NOW, TODAY, Cast
from django.urls import reverse
from practiced import WORDS, evaluate, make_card, make_pilot, show

from ownpath.school.change.models import Book, BookJob, PracticeCard, SpreadEvent, Visit, Voice
from ownpath.school.change.services.booking import ask_for_book, do_book_job

Parts = dict[str, dict[str, Any]]


def make(cast: Cast) -> tuple[Parts, Parts, dict[str, list[str]]]:
    """Return the arguments, the fields and the pages of practices and books."""
    pilot = make_pilot(cast, [cast.section], cycles=2)
    evaluate(pilot)
    card = show(make_card(cast, pilot, contact=cast.okafor), cast)
    campus = cast.section.campus
    event = SpreadEvent.objects.create(
        card=card, campus=campus, kind="told", happened_on=TODAY, noted_at=NOW
    )
    visit = Visit.objects.create(
        district=cast.live_oak, card=card, host=cast.okafor, guest=cast.ito, state="agreed",
        visit_on=TODAY, made_at=NOW,
    )  # fmt: skip
    voice = Voice.objects.create(
        district=cast.live_oak, card=card, person=cast.ada, role="student", grade="04",
        text="My turn always comes.", language="en", made_at=NOW,
    )  # fmt: skip
    own = Voice.objects.create(
        district=cast.live_oak, card=card, person=cast.okafor, role="teacher",
        text="Now I teach five.", language="en", made_at=NOW,
    )  # fmt: skip
    made = ask_for_book(district=cast.live_oak, kind="playbook", by=cast.whitfield, now=NOW)
    do_book_job(uuid=made.uuid, clock=lambda: NOW)
    waits = BookJob.objects.create(
        district=cast.live_oak, kind="packet", total=6, made_at=NOW, made_by=cast.whitfield
    )
    book = Book.objects.get(kind="playbook", language="en")
    places = {
        **_places(cast, card, event, visit, voice, book, waits),
        "student:words_answer": {"voice": voice.uuid, "answer": "no"},
        "family:words_answer": {"voice": voice.uuid, "answer": "yes"},
        "teacher:words_answer": {"voice": own.uuid, "answer": "yes"},
    }
    pages = {
        "whitfield": _pages(cast, card, visit, book),
        "ada": [reverse("student:words")],
        "okafor": [reverse("teacher:words")],
        "rosa": [reverse("family:words")],
    }
    return places, _fields(card), pages


def _places(
    cast: Cast, card: PracticeCard, event: SpreadEvent, visit: Visit, voice: Voice, book: Book,
    waits: BookJob,
) -> Parts:  # fmt: skip
    one = {"card": card.uuid}
    return {
        "leader:practice": one,
        "leader:practice_edit": one,
        "leader:practice_move": {**one, "step": "retire"},
        "leader:spread_cell": {**one, "campus": cast.section.campus.uuid},
        "leader:spread_take_back": {"event": event.uuid},
        "leader:visit": {"visit": visit.uuid},
        "leader:visit_move": {"visit": visit.uuid, "step": "cancel"},
        "leader:voices": one,
        "leader:voice_out": {"voice": voice.uuid},
        "leader:book_ask": {"kind": "playbook"},
        "leader:book_progress": {"job": waits.uuid},
        "leader:book": {"book": book.uuid},
        "leader:book_pdf": {"book": book.uuid},
    }


def _fields(card: PracticeCard) -> Parts:
    texts = {
        f"{name}_{language}": said
        for language, words in WORDS.items()
        for name, said in words.items()
    }
    return {
        "leader:practice_new": texts,
        "leader:practice_edit": texts,
        "leader:spread_cell": {"kind": "tried", "happened_on": str(TODAY)},
        "leader:visits": {
            "card": str(card.uuid), "host": "Grace Okafor", "guest": "Elena Reyes",
            "visit_on": str(TODAY),
        },
        "leader:visit": {"learned": "The timer runs the room."},
        "leader:voices": {"person": "Ada Morales", "text": "I choose.", "language": "en"},
    }  # fmt: skip


def _pages(cast: Cast, card: PracticeCard, visit: Visit, book: Book) -> list[str]:
    one = [card.uuid]
    return [
        reverse("leader:practices"),
        reverse("leader:practice_new"),
        reverse("leader:practice", args=one),
        reverse("leader:practice_edit", args=one),
        reverse("leader:spread"),
        reverse("leader:spread_cell", args=[*one, cast.section.campus.uuid]),
        reverse("leader:visits"),
        reverse("leader:visit", args=[visit.uuid]),
        reverse("leader:voices", args=one),
        reverse("leader:books"),
        reverse("leader:book", args=[book.uuid]),
    ]
