"""What a teacher does about trying themselves: answer, take back, nominate, ask the principal, accept, decline, rest.

Nothing here is done to a teacher by somebody else, and no result of a student is read.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, OutOfBounds
from ownpath.school.change.access import today_in
from ownpath.school.change.models import EagerTeacher, Nomination, SurveyAnswer
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import TEACHER
from ownpath.school.people.queries import campuses_of, faces_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

NOT_NOW: Final = 1
ON_MONDAY: Final = 5
State = EagerTeacher.State


class NotATeacher(NotAllowed):
    """Only teachers of the district answer for themselves here."""


class AnswerOutOfBounds(OutOfBounds):
    """An answer is not one of those we ask for, or too long."""


class NotBackedYet(Conflict):
    """A pilot begins where the principal stands behind it."""


class NotYourColleague(NotAllowed):
    """One nominates colleagues of one's own district, not oneself."""


def _district_taught_in(person: Person, now: datetime) -> District:
    """Return the district in which a person teaches today, or refuse."""
    district = person.district
    faces = (
        faces_of(person=person, today=today_in(district, now)) if district is not None else ()
    )
    if district is not None and person.is_active and "teacher" in faces:
        return district
    raise NotATeacher(
        _("Only teachers answer this."), next_step=_("Write it as an idea or a concern.")
    )


def _way_of(person: Person, by: Person, now: datetime) -> EagerTeacher:
    """Return a teacher's row, made at its start where there is none."""
    row, _made = EagerTeacher.objects.get_or_create(
        person=person,
        defaults={
            "district": _district_taught_in(person, now), "made_by": by, "made_at": now,
        },
    )  # fmt: skip
    return row


@deed
def answer_survey(
    *,
    by: Person,
    stage: str,
    willingness: int,
    ideas: str,
    constraints: str,
    wants_partner: bool,
    now: datetime,
) -> SurveyAnswer:
    """Keep a teacher's answer to the voluntary survey; the newest counts.

    Parameters
    ----------
    stage
        Of concern, "0" to "6" (Hall and Hord).
    willingness
        1 (not now) to 5 (on Monday). Whoever says more than 1 is listed; whoever says 1 is taken off the list.

    Raises
    ------
    NotATeacher, AnswerOutOfBounds
    """
    _district_taught_in(by, now)
    if stage not in SurveyAnswer.Stage.values or not NOT_NOW <= willingness <= ON_MONDAY:
        raise AnswerOutOfBounds(
            _("One of the answers is not among those we ask for."),
            next_step=_("Pick one of the answers on the page."),
        )
    if max(len(ideas), len(constraints)) > TEXT_LENGTH:
        raise AnswerOutOfBounds(
            _("The text is too long."), next_step=_("Shorten it to 6,000 letters.")
        )
    answer = SurveyAnswer.objects.create(
        person=by,
        stage=stage,
        willingness=willingness,
        ideas=ideas.strip(),
        constraints=constraints.strip(),
        wants_partner=wants_partner,
        answered_at=now,
    )
    row = _way_of(by, by, now)
    if willingness > NOT_NOW and row.state == State.UNKNOWN:
        take_step(row=row, machine=TEACHER, deed="list", by=by, now=now)
    elif willingness == NOT_NOW and row.state in {State.LISTED, State.INVITED}:
        take_step(row=row, machine=TEACHER, deed="unlist", by=by, now=now, asks_backing_at=None)
    return answer


@deed
def take_answers_back(*, by: Person, now: datetime) -> int:
    """Take back everything a teacher said in the survey, and their place on the list; return how many answers."""
    _district_taught_in(by, now)
    n_answers = SurveyAnswer.objects.filter(person=by, taken_back_at=None).update(
        taken_back_at=now, ideas="", constraints=""
    )
    row = _way_of(by, by, now)
    if row.state in {State.LISTED, State.INVITED}:
        take_step(
            row=row, machine=TEACHER, deed="unlist", by=by, now=now, asks_backing_at=None,
            backed_by=None, backed_at=None, partner=None,
        )  # fmt: skip
    return n_answers


@deed
def nominate(*, nominee: Person, why: str, by: Person, now: datetime) -> Nomination:
    """Say that a colleague would be good at this; they are listed, and may take themselves off.

    Raises
    ------
    NotATeacher, NotYourColleague, AnswerOutOfBounds
    """
    _district_taught_in(by, now)
    if nominee.pk == by.pk or nominee.district_id != by.district_id:
        raise NotYourColleague(
            _("You can name a colleague of your own district, not yourself."),
            next_step=_("For yourself, answer the questions on this page."),
        )
    _district_taught_in(nominee, now)
    text = " ".join(why.split())
    if not text or len(text) > LINE_LENGTH:
        raise AnswerOutOfBounds(
            _("Say in one line why you think of them."),
            next_step=_("Write one to 400 letters."),
        )
    said, _made = Nomination.objects.update_or_create(
        nominee=nominee, by=by, defaults={"why": text, "said_at": now}
    )
    row = _way_of(nominee, by, now)
    if row.state == State.UNKNOWN and not _said_no(nominee):
        take_step(row=row, machine=TEACHER, deed="list", by=by, now=now)
    return said


def _said_no(person: Person) -> bool:
    """Whether a teacher's own last word was not now, or was taken back: nobody lists them against it."""
    last = SurveyAnswer.objects.filter(person=person).order_by("-answered_at", "-pk").first()
    return last is not None and (last.taken_back_at is not None or last.willingness == NOT_NOW)


@deed
def ask_for_backing(*, by: Person, now: datetime) -> EagerTeacher:
    """Let the principal know that a teacher would pilot: the name only, nothing of the survey."""
    district = _district_taught_in(by, now)
    row = _way_of(by, by, now)
    if row.state not in {State.LISTED, State.INVITED}:
        TEACHER.after(state=row.state, deed="invite")  # says where it stands and the way on
    if not campuses_of(person=by, today=today_in(district, now)):
        raise NotATeacher(
            _("You are at no campus, so there is nobody to ask."),
            next_step=_("Ask the records office to give you a role at your campus."),
        )
    row.asks_backing_at = now
    row.save(update_fields=["asks_backing_at"])
    return row


@deed
def accept_invitation(*, by: Person, now: datetime) -> EagerTeacher:
    """Begin to pilot; the principal must stand behind it.

    Raises
    ------
    NotFromHere, NotBackedYet
    """
    row = _way_of(by, by, now)
    TEACHER.after(state=row.state, deed="accept")
    if row.backed_at is None:
        raise NotBackedYet(
            _("Your principal does not stand behind it yet."),
            next_step=_(
                "Ask for their backing on this page; they see your name and nothing else."
            ),
        )
    return take_step(row=row, machine=TEACHER, deed="accept", by=by, now=now)


@deed
def decline_invitation(*, by: Person, now: datetime) -> EagerTeacher:
    """Say no to an invitation and stay on the list."""
    return take_step(row=_way_of(by, by, now), machine=TEACHER, deed="decline", by=by, now=now)


@deed
def rest(*, by: Person, now: datetime) -> EagerTeacher:
    """Pause; everything that was said stays one's own."""
    return take_step(row=_way_of(by, by, now), machine=TEACHER, deed="rest", by=by, now=now)


@deed
def come_back(*, by: Person, now: datetime) -> EagerTeacher:
    """Come back to the list after a rest."""
    return take_step(row=_way_of(by, by, now), machine=TEACHER, deed="return", by=by, now=now)
