"""What the council decided or will decide about my campuses, my seat in it, and the board of ideas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.taking_part.forms import IdeaForm
from ownpath.faces.taking_part.parts.asking import Asking, Part
from ownpath.school.change.queries.campus_changes import changes_touching
from ownpath.school.change.queries.decisions import decisions_touching
from ownpath.school.change.queries.ideas import ideas_on_board
from ownpath.school.change.queries.meetings import next_meeting
from ownpath.school.change.queries.seat_consents import family_word
from ownpath.school.change.queries.seats import seats_held

if TYPE_CHECKING:
    from ownpath.school.change.models import CampusChange, Decision, Idea, Meeting, Seat
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """My seat in the council."""

    uuid: UUID
    words: str
    is_invited: bool
    waits_for_family: bool
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision my campus was told of."""

    title: str
    language: str  # of its words; "": nobody said
    text: str
    state: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaLine:
    """One idea on the board."""

    uuid: UUID
    title: str
    text: str
    state: str
    reply: str
    n_backings: int
    is_mine: bool
    is_backed: bool
    is_waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPart:
    """The council as everybody sees it."""

    seats: tuple[SeatLine, ...]
    meeting: Meeting | None  # the next one, for who sits there
    changes: tuple[tuple[str, date], ...]
    decisions: tuple[DecisionLine, ...]
    ideas: tuple[IdeaLine, ...]
    form: IdeaForm
    send_url: str


def build_council(asking: Asking) -> Part | None:
    """Return what the council means to whoever asks; four queries, six where they are asked for a seat as a child.

    Who sits there reads when it meets: one query more.
    """
    district = asking.viewer.district
    if district is None:
        return None
    own, refused = list(asking.reach.own), asking.refused
    ideas = ideas_on_board(district=district, person=asking.viewer)
    seats = [
        one for one in seats_held(person=asking.viewer) if one.holder_id == asking.viewer.pk
    ]
    sits_there = any(one.state != one.State.INVITED for one in seats)
    content = CouncilPart(
        seats=tuple(map(_seat, seats)),
        meeting=next_meeting(district=district, today=asking.today) if sits_there else None,
        changes=tuple(_change(one) for one in changes_touching(campuses=own)),
        decisions=tuple(_decision(one) for one in decisions_touching(campuses=own)),
        ideas=tuple(
            draw_idea(one, viewer=asking.viewer, is_backed=getattr(one, "is_backed", False))
            for one in ideas
        ),
        form=refused if isinstance(refused, IdeaForm) else IdeaForm(),
        send_url=reverse(f"{asking.face}:change_idea"),
    )
    return Part(key="council", template="taking_part/parts/council.html", content=content)


def _seat(seat: Seat) -> SeatLine:
    place = seat.campus.name if seat.campus else seat.district.name
    is_invited = seat.state == seat.State.INVITED
    is_childs = seat.kind == seat.Kind.STUDENT and seat.holder_id is not None
    word = (
        family_word(seat=seat, student_id=seat.holder_id or 0)
        if is_invited and is_childs
        else None
    )
    return SeatLine(
        uuid=seat.uuid,
        words=place,
        is_invited=is_invited,
        waits_for_family=is_invited and is_childs and not (word and word.is_yes),
        ends_on=seat.ends_on,
    )


def _change(change: CampusChange) -> tuple[str, date]:
    words = {
        "opened": _("%(campus)s opens."),
        "closed": _("%(campus)s closes."),
        "merged": _("%(campus)s merges into %(into)s."),
    }[change.kind]
    into = change.into.name if change.into else ""
    return words % {"campus": change.campus.name, "into": into}, change.happened_on


def _decision(decision: Decision) -> DecisionLine:
    return DecisionLine(
        title=decision.title,
        language=decision.language,
        text=decision.text,
        state=decision.get_state_display(),
        outcome=decision.outcome,
    )


def draw_idea(idea: Idea, *, viewer: Person, is_backed: bool) -> IdeaLine:
    """Return an idea with its backings as one person sees it."""
    return IdeaLine(
        uuid=idea.uuid,
        title=idea.title,
        text=idea.text,
        state=idea.get_state_display() if idea.state != "open" else "",
        reply=idea.reply,
        n_backings=getattr(idea, "n_backings", 0),
        is_mine=idea.made_by_id == viewer.pk,
        is_backed=is_backed,
        is_waiting=idea.state in {"open", "on_agenda"},
    )
