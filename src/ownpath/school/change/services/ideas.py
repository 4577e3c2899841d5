"""Ideas from anybody in the district: write one, back one, set one aside with a reply."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, faces_at, reach_of, today_in
from ownpath.school.change.models import Idea, IdeaBacking
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.queries.ideas import WAITING_IDEAS
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import IDEA
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

MOST_OPEN_IDEAS: Final = 20
SPEAKERS: Final = ("leader", "teacher", "student", "family", "office")  # as whom one is shown


class NotOfThisDistrict(NotAllowed):
    """Ideas come from people of the district, about a campus of their own."""


class BadIdea(OutOfBounds):
    """An idea without words, with too many, or one too many."""


class NoReply(OutOfBounds):
    """Nothing is set aside without a reply."""


class NotWaiting(Conflict):
    """The idea was taken up or set aside."""


class OwnIdea(Conflict):
    """One's own idea is backed already."""


@deed
def write_idea(
    *,
    district: District,
    campus: Campus | None,
    title: str,
    text: str,
    by: Person,
    now: datetime,
) -> Idea:
    """Put an idea on the board, about the district or about a campus of the writer.

    Raises
    ------
    NotOfThisDistrict, BadIdea
    """
    role = _ensure_belongs(district, campus, by, now)
    title, text = title.strip(), text.strip()
    if not 0 < len(title) <= TITLE_LENGTH or len(text) > TEXT_LENGTH:
        raise BadIdea(
            _("An idea needs a few words."),
            next_step=_("Say it in one line; what else there is to say goes below."),
        )
    own = Idea.objects.filter(district=district, made_by=by, state__in=WAITING_IDEAS)
    if own.count() >= MOST_OPEN_IDEAS:
        raise BadIdea(
            _("Twenty ideas of yours are waiting already."),
            next_step=_("Wait for the answer to one of them."),
        )
    return Idea.objects.create(
        district=district,
        campus=campus,
        role=role,
        title=title,
        text=text,
        made_by=by,
        made_at=now,
    )


@deed
def back_idea(*, idea: Idea, by: Person, now: datetime) -> None:
    """Say that one would like an idea tried too; saying it twice counts once."""
    _ensure_belongs(idea.district, None, by, now)
    here = Idea.objects.select_for_update().get(pk=idea.pk)
    if here.state not in WAITING_IDEAS:
        raise NotWaiting(
            _("This idea is not waiting any more."), next_step=_("Read what came of it.")
        )
    if here.made_by_id == by.pk:
        raise OwnIdea(_("This idea is yours."), next_step=_("Tell others of it."))
    IdeaBacking.objects.get_or_create(idea=here, by=by, defaults={"said_at": now})


@deed
def unback_idea(*, idea: Idea, by: Person, now: datetime) -> None:
    """Take one's backing back."""
    _ensure_belongs(idea.district, None, by, now)
    IdeaBacking.objects.filter(idea=idea, by=by).delete()


@deed
def set_aside_idea(*, idea: Idea, reply: str, by: Person | None, now: datetime) -> Idea:
    """Set an idea aside; the reply is shown to everybody beside it.

    Raises
    ------
    NoReply, NotFromHere
    """
    ensure_may_decide(by=by, district=idea.district, campus=idea.campus, now=now)
    reply = reply.strip()
    if not 0 < len(reply) <= LINE_LENGTH:
        raise NoReply(
            _("An idea is set aside only with a reply."),
            next_step=_("Say in a line why not, or why not now."),
        )
    return take_step(
        row=idea, machine=IDEA, deed="set_aside", by=by, now=now, note=reply, reply=reply
    )


@deed
def bring_back_idea(*, idea: Idea, by: Person | None, now: datetime) -> Idea:
    """Put an idea on the board again that was set aside; its reply stays in the history."""
    ensure_may_decide(by=by, district=idea.district, campus=idea.campus, now=now)
    return take_step(row=idea, machine=IDEA, deed="bring_back", by=by, now=now, reply="")


def _ensure_belongs(
    district: District, campus: Campus | None, by: Person, now: datetime
) -> str:
    """Return as whom somebody speaks, or refuse who does not belong to the district (or to the campus)."""
    today = today_in(district, now)
    reach = reach_of(person=by, today=today)
    faces = faces_at(person=by, reach=reach, today=today)
    is_here = by.is_active and by.district_id == district.pk and bool(faces)
    own = {one.pk for one in (*reach.own, *reach.led)}
    if not is_here or (campus is not None and campus.pk not in own):
        raise NotOfThisDistrict(
            _("Ideas come from people of this district, about their own campus or all of it."),
            next_step=_("Write it about your own campus."),
        )
    return next(one for one in SPEAKERS if one in faces)
