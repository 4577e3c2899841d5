"""Live Oak's council: seats filled but one, a meeting that carried one motion and lost another, a decision that waits.

All of it is made up, and done through the services at the moments at which it would have happened.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ownpath.demo.council_seats import (
    BEGUN,
    ENDS_SOON,
    NOT_OPEN_YET,
    TERM,
    Past,
    seat_everybody,
)
from ownpath.school.change.queries.campus_changes import draw_campus_plan
from ownpath.school.change.queries.seats import voting_seats
from ownpath.school.change.services.campus_changes import plan_campus_change
from ownpath.school.change.services.decisions import propose_decision, tell_campus
from ownpath.school.change.services.ideas import back_idea, set_aside_idea, write_idea
from ownpath.school.change.services.meetings import (
    add_agenda_item,
    call_meeting,
    close_meeting,
    mark_presence,
    open_meeting,
)
from ownpath.school.change.services.motions import (
    cast_vote,
    close_motion,
    move_motion,
    second_motion,
)
from ownpath.school.change.services.seat_terms import age_seats
from ownpath.school.change.services.seats import resign_seat
from ownpath.school.people.queries import find_person, open_campuses_of, people_with_role

if TYPE_CHECKING:
    from ownpath.school.change.models import Decision, Idea, Meeting, Seat
    from ownpath.school.people.models import Campus, District

PROPOSED, TOLD, MET, RESIGNED, WAITS, TOLD_AGAIN = 60, 55, 40, 20, 16, 14  # days ago
AHEAD: Final = 6  # days to the next meeting
VACANT: Final = "Hilltop School"
DISSENT: Final = (
    "We have one teacher for each grade. Whoever gives up the bell gives up the specials too, and nobody has "
    "told us who watches the hall."
)
MINUTES: Final = (
    "We heard from two classes how a Friday with four stations went.\n"
    "The council lets two campuses try it and asks to hear of it in eight weeks.\n"
    "To drop the bells everywhere found no majority; what was said against it is kept with the vote."
)
# Who wrote it, in their own language, what it says in the other one, and how many back it.
IDEAS: Final = (
    (
        "ada", "Let us choose whom we show our work to",
        "Que podamos elegir a quién mostramos nuestro trabajo", 14,
    ),
    (
        "ben", "A room where you can work without anybody talking",
        "Un salón donde se pueda trabajar sin que nadie hable", 21,
    ),
    (
        "rosa", "Contar a las familias el domingo de qué tratará la semana",
        "Tell families on Sunday what the week is about", 9,
    ),
    (
        "okafor", "An hour a week in which two classes share their teachers",
        "Una hora a la semana en que dos clases comparten a sus maestros", 6,
    ),
    ("ito", "Close the library at noon", "Cerrar la biblioteca al mediodía", 0),
)  # fmt: skip
REPLY: Final = (
    "At noon it is the only quiet place some students have. Let us find the hour another way. "
    "(Al mediodía es el único lugar tranquilo que tienen algunos. Busquemos la hora de otra manera.)"
)


def seed_council(*, district: District, today: date, now: datetime, seed: int) -> int:  # noqa: ARG001 - nothing here is drawn by lot
    """Seat a council, let it meet, and leave it a decision it cannot make; return how many seats there are."""
    campuses = open_campuses_of(district_id=district.pk, today=today)
    past = Past(district=district, today=today, now=now, campuses=campuses)
    _open_later(past)
    seats = seat_everybody(past)
    _meet(past, _vote_on(past))
    for seat in voting_seats(campus_ids=[one.pk for one in past.named(VACANT)]).values():
        resign_seat(seat=seat[0], note="Moves to another town.", **past.ago(RESIGNED))
    _wait(past, _ideas(past))
    age_seats(district=district, now=now)
    return len(seats)


def _open_later(past: Past) -> None:
    """Let the campus that has no students yet open next year."""
    for campus in past.named(NOT_OPEN_YET):
        begun = past.ago(BEGUN)
        plan = draw_campus_plan(
            kind="opened",
            campus=campus,
            into=None,
            happens_on=past.today + TERM,
            today=past.today - timedelta(days=BEGUN),
        )
        plan_campus_change(
            kind=plan.kind, campus=campus, into=None, happens_on=plan.happens_on,
            digest=plan.digest, note="The new building.", **begun,
        )  # fmt: skip


def _vote_on(past: Past) -> list[Decision]:
    """Propose what the council voted on: one for two campuses, one for three."""
    told = []
    for title, text, names in (
        (
            "Try stations on Fridays at two campuses",
            "Two classes each, for eight weeks. We hear of it in the council before it goes on.\n"
            "Estaciones los viernes en dos escuelas: dos clases en cada una, ocho semanas. El consejo oye cómo fue "
            "antes de que siga.",
            ("Live Oak Elementary", "Cedar Ridge Middle"),
        ),
        (
            "Drop the bells at every elementary campus",
            "Blocks end when the work does.\n"
            "Quitar los timbres en todas las primarias: los bloques terminan cuando termina el trabajo.",
            ("Live Oak Elementary", ENDS_SOON, VACANT),
        ),
    ):
        campuses = past.named(*names)
        decision = _propose(past, title, text, campuses, PROPOSED)
        for campus in campuses:
            tell_campus(decision=decision, campus=campus, **past.ago(TOLD))
        told.append(decision)
    return told


def _propose(
    past: Past,
    title: str,
    text: str,
    campuses: list[Campus],
    days: int,
    idea: Idea | None = None,
) -> Decision:
    owner = find_person(username="whitfield")
    if owner is None:
        raise ValueError("the demonstration has no superintendent")
    return propose_decision(
        district=past.district, title=title, text=text, owner=owner, campuses=campuses,
        due_on=past.today + timedelta(days=30), idea=idea, language="en", **past.ago(days),
    )  # fmt: skip


def _meet(past: Past, decisions: list[Decision]) -> None:
    """Hold the meeting: the first decision is carried, the second lost, with dissent."""
    meeting = call_meeting(
        district=past.district, starts_at=past.at(-MET), where="Library of Live Oak Elementary",
        **past.ago(PROPOSED),
    )  # fmt: skip
    for decision in decisions:
        add_agenda_item(meeting=meeting, decision=decision, **past.ago(TOLD))
    at: dict[str, Any] = {"by": None, "now": past.at(-MET)}
    meeting = open_meeting(meeting=meeting, **at)
    there = [
        seat
        for seats in voting_seats(campus_ids=[one.pk for one in past.campuses]).values()
        for seat in seats
        if seat.holder is not None
    ]
    for seat in there:
        mark_presence(meeting=meeting, seat=seat, is_alternate=False, **at)
    _put(meeting, decisions[0], there, ["for"] * len(there), at)
    _put(meeting, decisions[1], there, ["for", *["against"] * (len(there) - 1)], at)
    close_meeting(meeting=meeting, minutes=MINUTES, **at)


def _put(
    meeting: Meeting,
    decision: Decision,
    there: list[Seat],
    choices: list[str],
    at: dict[str, Any],
) -> None:
    """Put a decision to the vote; the last who votes against says why."""
    motion = move_motion(
        meeting=meeting, text=decision.title, seat=there[0], decision=decision, **at
    )
    motion = second_motion(motion=motion, seat=there[1], **at)
    for seat, choice in zip(there, choices, strict=True):
        says = DISSENT if choice == "against" and seat is there[-1] else ""
        cast_vote(motion=motion, seat=seat, choice=choice, dissent=says, **at)
    close_motion(motion=motion, **at)


def _ideas(past: Past) -> list[Idea]:
    """Let the cast write ideas and students back them; one is set aside with a reply."""
    students = people_with_role(
        district=past.district, campus=past.named("Cedar Ridge Middle")[0], roles=["student"],
        today=past.today,
    )  # fmt: skip
    written = []
    for place, (username, title, text, n_backings) in enumerate(IDEAS):
        author = find_person(username=username)
        if author is None:
            continue
        then = past.now - timedelta(days=30 - place)
        idea = write_idea(
            district=past.district, campus=None, title=title, text=text, by=author, now=then
        )
        for student in [one for one in students if one != author][:n_backings]:
            back_idea(idea=idea, by=student, now=then + timedelta(days=1))
        written.append(idea)
    set_aside_idea(idea=written[-1], reply=REPLY, **past.ago(WAITS))
    return written


def _wait(past: Past, ideas: list[Idea]) -> None:
    """Leave a decision that the vacant seat blocks, and the meeting at which it would be made."""
    campuses = past.named(ENDS_SOON, VACANT)
    decision = _propose(
        past,
        "Four stations in mathematics, grades 3 to 5",
        "From next term on, in all classes of these grades at two campuses.\n"
        "Cuatro estaciones en matemáticas, de 3.º a 5.º grado: desde el próximo periodo, en dos escuelas.",
        campuses,
        WAITS,
    )
    for campus in campuses:
        tell_campus(decision=decision, campus=campus, **past.ago(TOLD_AGAIN))
    meeting = call_meeting(
        district=past.district, starts_at=past.at(AHEAD), where="Library of Live Oak Elementary",
        **past.ago(WAITS),
    )  # fmt: skip
    add_agenda_item(meeting=meeting, decision=decision, **past.ago(TOLD_AGAIN))
    add_agenda_item(meeting=meeting, idea=ideas[1], **past.ago(TOLD_AGAIN))
