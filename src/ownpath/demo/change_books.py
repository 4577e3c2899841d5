"""Practices of the demonstration: cards that rest on its pilots, how they spread, visits, and a few voices.

Everything goes through the services, at the moments at which it would have happened. The playbook is made on demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ownpath.school.change.queries.practices import evidence_of, pilots_to_link
from ownpath.school.change.services.practices import move_card, write_card
from ownpath.school.change.services.spreading import ask_visit, move_visit, note_spread
from ownpath.school.change.services.voicing import agree_voice, take_back_voice, write_voice
from ownpath.school.people.queries import find_person, open_campuses_of, staff_at

if TYPE_CHECKING:
    from ownpath.school.change.models import Pilot, PracticeCard
    from ownpath.school.people.models import Campus, District, Person

WRITTEN, SHOWN, ENDORSED = 72, 70, 3  # days ago
NEVER_REACHED = ("Mill Creek School", "Hilltop School")  # the first of these that there is
STATIONS = {
    "en": {
        "title": "Four stations, one of them with me",
        "what": (
            "The class works in four parts that move on together every fifteen minutes: with the teacher, at a "
            "device, on paper, with classmates. The part with the teacher is the one that stumbled yesterday.\n"
            "On Monday walk the four corners without any mathematics. On Tuesday begin."
        ),
        "for_whom": "Classes in grades 3 to 5 where half know it already and half are lost.",
        "materials": "A timer everybody can see, four folders, eight devices, cards for the paper station.",
        "failed": (
            "With stations of eight minutes nobody got into anything: we stopped after two weeks. "
            "On days with a substitute it falls apart unless the folders are ready."
        ),
    },
    "es": {
        "title": "Cuatro estaciones, una de ellas conmigo",
        "what": (
            "La clase trabaja en cuatro partes que avanzan juntas cada quince minutos: con la maestra, en un "
            "dispositivo, en papel, con compañeros. Con la maestra está la parte que ayer tropezó.\n"
            "El lunes recorran las cuatro esquinas sin matemáticas. El martes empiecen."
        ),
        "for_whom": "Clases de 3.º a 5.º grado donde la mitad ya lo sabe y la otra mitad está perdida.",
        "materials": "Un reloj que todos vean, cuatro carpetas, ocho dispositivos, tarjetas para la estación de papel.",
        "failed": (
            "Con estaciones de ocho minutos nadie llegaba a concentrarse: paramos a las dos semanas. "
            "Con suplente se desarma si las carpetas no están listas."
        ),
    },
}
CONFERENCES = {
    "en": {
        "title": "Eight minutes a week with each student",
        "what": (
            "While the others work on their own, the teacher sits down with one student at a time: what went well, "
            "what is next, what would you rather do? One sentence is written down by the student."
        ),
        "for_whom": "Grades 6 to 8, where a teacher meets ninety students a week.",
        "materials": "A list of whose turn it is, a notebook for each student.",
        "failed": "In classes of more than thirty it took three weeks to get round, and the quiet ones came last.",
    },
    "es": {
        "title": "Ocho minutos por semana con cada estudiante",
        "what": (
            "Mientras los demás trabajan por su cuenta, el maestro se sienta con un estudiante a la vez: qué salió "
            "bien, qué sigue, qué preferirías hacer. El estudiante escribe una frase."
        ),
        "for_whom": "6.º a 8.º grado, donde un maestro ve a noventa estudiantes por semana.",
        "materials": "Una lista de a quién le toca, un cuaderno para cada estudiante.",
        "failed": "En clases de más de treinta la vuelta tardó tres semanas, y los callados quedaron al final.",
    },
}  # fmt: skip
LEARNED = (
    "The timer runs the room, not the teacher. I saw Grace sit with five children for fifteen minutes and not be "
    "interrupted once. We need the folders first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """Moments of the past, by days before today."""

    today: date
    now: datetime

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def moment(self, ago: int) -> datetime:
        return self.now - timedelta(days=ago)


def seed_books(*, district: District, today: date, now: datetime, seed: int) -> int:  # noqa: ARG001 - nothing is drawn
    """Write two practice cards with all that belongs to them; return how many are shown (0 without pilots)."""
    past = _Past(today=today, now=now)
    carrying, another = _pilots(district)
    teachers = {name: find_person(username=name) for name in ("okafor", "ito")}
    stations = _card(
        district,
        STATIONS,
        carrying,
        "station_rotation",
        ("03", "04", "05"),
        teachers["okafor"],
        past,
    )
    conferences = _card(
        district, CONFERENCES, another, "flex", ("06", "07", "08"), teachers["ito"], past
    )
    shown = [one for one in (stations, conferences) if one.pilots.exists()]
    for card in shown:
        move_card(card=card, step="show", by=None, now=past.moment(SHOWN))
    if evidence_of(card=stations, language="en").may_be_endorsed:
        stations.refresh_from_db()
        move_card(card=stations, step="endorse", by=None, now=past.moment(ENDORSED))
    for card in shown:
        card.refresh_from_db()
    if stations in shown:
        _spread_stations(stations, district, past)
        _visit(stations, district, past)
        _speak(stations, past)
    if conferences in shown:
        _spread_conferences(conferences, district, past)
    return len(shown)


def _pilots(district: District) -> tuple[list[Pilot], list[Pilot]]:
    """Return the pilot that was adopted with the one it tried again, and one that stands alone."""
    pilots = pilots_to_link(district=district)
    adopted = next((one for one in pilots if one.state == "adopted"), None)
    if adopted is None:
        return pilots[:1], pilots[1:2]
    chain = [one for one in pilots if one.pk in {adopted.pk, adopted.retries_id}]
    others = [one for one in pilots if one not in chain]
    return chain, (others or [adopted])[:1]


def _card(
    district: District,
    words: dict[str, dict[str, str]],
    pilots: Sequence[Pilot],
    preset: str,
    grades: Sequence[str],
    contact: Person | None,
    past: _Past,
) -> PracticeCard:
    return write_card(
        district=district,
        words=words,
        pilots=[one.uuid for one in pilots],
        preset=preset,
        grades=grades,
        subject="mathematics",
        contact=contact,
        by=None,
        now=past.moment(WRITTEN),
    )


def _campuses(district: District, past: _Past) -> dict[str, Campus]:
    """Return the campuses by name, without the one to which nothing has come yet."""
    every = {
        one.name: one for one in open_campuses_of(district_id=district.pk, today=past.today)
    }
    never = next((name for name in NEVER_REACHED if name in every), "")
    return {name: campus for name, campus in every.items() if name != never}


def _note(
    card: PracticeCard, campus: Campus | None, past: _Past, *steps: tuple[str, int]
) -> None:
    if campus is None:
        return
    for kind, ago in steps:
        day = past.day(ago)
        note_spread(
            card=card, campus=campus, kind=kind, happened_on=day, by=None, now=past.moment(ago)
        )


def _spread_stations(card: PracticeCard, district: District, past: _Past) -> None:
    at = _campuses(district, past)
    _note(card, at.get("Live Oak Elementary"), past, ("tried", 68), ("kept", 10))
    _note(card, at.get("Riverbend Elementary"), past, ("told", 50), ("tried", 21))
    _note(card, at.get("Cedar Ridge Middle"), past, ("told", 30))
    _note(card, at.get("Hilltop School"), past, ("told", 30))


def _spread_conferences(card: PracticeCard, district: District, past: _Past) -> None:
    at = _campuses(district, past)
    _note(card, at.get("Cedar Ridge Middle"), past, ("tried", 60))
    _note(card, at.get("Riverbend Elementary"), past, ("tried", 40), ("left", 12))
    _note(card, at.get("Live Oak Elementary"), past, ("told", 20))


def _visit(card: PracticeCard, district: District, past: _Past) -> None:
    """Let a teacher of Riverbend visit Ms. Okafor, and another ask to."""
    host, riverbend = (
        find_person(username="okafor"),
        _campuses(district, past).get("Riverbend Elementary"),
    )
    guests = staff_at(campus=riverbend, today=past.today)[:2] if riverbend else []
    if host is None or len(guests) < 2:
        return
    seen = ask_visit(
        card=card,
        host=host,
        guest=guests[0],
        visit_on=past.day(28),
        by=guests[0],
        now=past.moment(40),
    )
    seen = move_visit(visit=seen, step="agree", by=host, now=past.moment(38))
    move_visit(visit=seen, step="hold", learned=LEARNED, by=guests[0], now=past.moment(27))
    ask_visit(
        card=card, host=host, guest=guests[1], visit_on=past.day(-9),
        note="May I bring my partner teacher?", by=guests[1], now=past.moment(2),
    )  # fmt: skip


def _speak(card: PracticeCard, past: _Past) -> None:
    """Let four people say something: one child by her guardian's leave, one who waits, one who took it back."""
    ada, okafor, rosa = (find_person(username=name) for name in ("ada", "okafor", "rosa"))
    ben = find_person(username="ben")
    if ada is None or okafor is None or rosa is None or ben is None:
        return

    def say(
        person: Person, text: str, language: str, agreed_by: Person | None, ago: int
    ) -> None:
        voice = write_voice(
            card=card,
            person=person,
            text=text,
            language=language,
            by=None,
            now=past.moment(ago),
        )
        if agreed_by is not None:
            agree_voice(voice=voice, by=agreed_by, now=past.moment(ago - 1))

    say(
        ada,
        "I like that my turn with Ms. Okafor always comes. I do not have to raise my hand first.",
        "en",
        rosa,
        20,
    )
    say(
        okafor,
        "I used to teach thirty and hope. Now I teach five, and I know.",
        "en",
        okafor,
        20,
    )
    say(rosa, "Ahora en casa me explica a mí las fracciones.", "es", rosa, 18)
    say(ben, "It is louder than before, but I get more done.", "en", None, 6)
    changed = write_voice(
        card=card,
        person=okafor,
        text="I would never go back.",
        language="en",
        by=None,
        now=past.moment(15),
    )
    agree_voice(voice=changed, by=okafor, now=past.moment(14))
    take_back_voice(voice=changed, by=okafor, now=past.moment(5))
