"""Keep mentors: people outside who walk along, their next meeting, and what came of those that were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Mentor, MentorMeeting, Organization
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person


class NotAMentor(OutOfBounds):
    """A mentor without a name, or with words longer than we keep."""


class NoMeeting(Conflict):
    """There is no meeting that could have been held."""


class MeetingNotAhead(OutOfBounds):
    """A next meeting lies ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorWords:
    """Who a mentor is, as it was typed."""

    name: str
    organization: Organization | None = None
    campus: Campus | None = None
    contact: str = ""
    helps_with: str = ""


@deed
def add_mentor(
    *,
    district: District,
    words: MentorWords,
    meets_at: datetime | None,
    by: Person | None,
    now: datetime,
) -> Mentor:
    """Keep a mentor, with a next meeting or none yet.

    Raises
    ------
    NotALeader, NotAMentor, MeetingNotAhead
    """
    ensure_may_decide(by=by, district=district, campus=words.campus, now=now)
    _ensure_sound(words, district)
    _ensure_ahead(meets_at, now)
    return Mentor.objects.create(
        district=district, meets_at=meets_at, made_by=by, made_at=now, **_kept(words)
    )


@deed
def change_mentor(
    *, mentor: Mentor, words: MentorWords, by: Person | None, now: datetime
) -> Mentor:
    """Change who a mentor is and for whom.

    Raises
    ------
    NotALeader, NotAMentor
    """
    row = _locked(mentor, by, now)
    ensure_may_decide(by=by, district=row.district, campus=words.campus, now=now)
    _ensure_sound(words, row.district)
    kept = _kept(words)
    for name, value in kept.items():
        setattr(row, name, value)
    row.save(update_fields=list(kept))
    return row


@deed
def set_meeting(
    *, mentor: Mentor, meets_at: datetime | None, by: Person | None, now: datetime
) -> Mentor:
    """Set the next meeting with a mentor, or take it off.

    Raises
    ------
    NotALeader, MeetingNotAhead
    """
    row = _locked(mentor, by, now)
    _ensure_ahead(meets_at, now)
    row.meets_at = meets_at
    row.save(update_fields=["meets_at"])
    return row


@deed
def hold_meeting(
    *, mentor: Mentor, note: str, next_at: datetime | None, by: Person | None, now: datetime
) -> MentorMeeting:
    """Keep that the meeting was held and what came of it, and when the next one is.

    Raises
    ------
    NotALeader, NoMeeting, NotAMentor, MeetingNotAhead
    """
    row = _locked(mentor, by, now)
    if row.meets_at is None or row.meets_at > now:
        raise NoMeeting(
            _("No meeting with this mentor was due yet."),
            next_step=_("Set when you meet; write here afterwards what came of it."),
        )
    if not note.strip() or len(note) > TEXT_LENGTH:
        raise NotAMentor(
            _("Say in a few words what came of the meeting."),
            next_step=_("One sentence is enough."),
        )
    _ensure_ahead(next_at, now)
    meeting = MentorMeeting.objects.create(
        mentor=row, met_at=row.meets_at, note=note.strip(), by=by, noted_at=now
    )
    row.meets_at = next_at
    row.save(update_fields=["meets_at"])
    return meeting


@deed
def set_mentor_ended(
    *, mentor: Mentor, is_ended: bool, by: Person | None, now: datetime
) -> Mentor:
    """Keep that a mentor does not walk along any more, or take that back; what came of it stays."""
    row = _locked(mentor, by, now)
    row.ended_on = today_in(row.district, now) if is_ended else None
    row.save(update_fields=["ended_on"])
    return row


def _locked(mentor: Mentor, by: Person | None, now: datetime) -> Mentor:
    row = Mentor.objects.select_for_update().get(pk=mentor.pk)
    ensure_may_decide(by=by, district=row.district, campus=row.campus, now=now)
    return row


def _kept(words: MentorWords) -> dict[str, object]:
    return {
        "name": words.name.strip(),
        "organization": words.organization,
        "campus": words.campus,
        "contact": words.contact.strip(),
        "helps_with": words.helps_with.strip(),
    }


def _ensure_sound(words: MentorWords, district: District) -> None:
    fits = (
        0 < len(words.name.strip()) <= TITLE_LENGTH
        and len(words.contact) <= LINE_LENGTH
        and len(words.helps_with) <= LINE_LENGTH
    )
    elsewhere = words.organization and words.organization.district_id != district.pk
    if not fits or elsewhere:
        raise NotAMentor(
            _("A mentor has a name, and an organization that is known here or none."),
            next_step=_("Correct it and send it again."),
        )


def _ensure_ahead(moment: datetime | None, now: datetime) -> None:
    if moment is not None and moment <= now:
        raise MeetingNotAhead(
            _("The next meeting lies ahead."),
            next_step=_("Look at the day and the hour again."),
        )
