"""Ask everybody what they think of a version: send it out, comment, answer, and note what each campus said or declined.

A campus has commented once somebody who teaches or leads there has. What students and families say is shown beside
it and answered like everything else, but no child and no parent has to speak for a whole school.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, NotFound, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, faces_at, reach_of, today_in
from ownpath.school.change.models import CampusResponse, Indicator, Vision, VisionComment
from ownpath.school.change.models.shared import TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.queries.campuses import campuses_asked
from ownpath.school.change.queries.measuring import MEASURABLE, measure
from ownpath.school.change.services.aims import FEWEST_INDICATORS, GIVEN, MOST_INDICATORS
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.visions import missing_words, open_draft
from ownpath.school.change.services.wording import ensure_words
from ownpath.school.change.states import VISION
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

LONGEST_CONSULTATION: Final = timedelta(days=180)
SPEAK_FOR_A_CAMPUS: Final = frozenset({"teacher", "leader"})


class NotReadyToSend(Conflict):
    """Something is missing that people would need to form an opinion."""


class NotADate(OutOfBounds):
    """The day until which people may comment must lie ahead."""


class NotOutForComment(Conflict):
    """Comments are taken while a version is out for comment, until its day."""


class NotOfThisDistrict(NotAllowed):
    """Only people of the district, and of the campus, comment on its vision."""


class HasCommented(Conflict):
    """A campus that has commented does not decline."""


class NoSuchComment(NotFound):
    """There is no such comment here."""


@deed
def send_out(*, vision: Vision, respond_by: date, by: Person | None, now: datetime) -> Vision:
    """Send a draft out for comment until a day; a version still out for comment makes room for it.

    Raises
    ------
    NotALeader, NotADraft, NotReadyToSend, NotADate
    """
    row = open_draft(vision, by, now)
    missing = [*missing_words(row), *_missing_aims(row)]
    if missing:
        listed = format_lazy("; ".join(["{}"] * len(missing)), *missing)
        raise NotReadyToSend(
            format_lazy(
                _("Before people can comment, this is missing: {listed}."), listed=listed
            ),
            next_step=_("Write it, then send the draft out."),
        )
    _ensure_ahead(row, respond_by, now)
    _note_baselines(row, now)
    out = Vision.objects.filter(
        district=row.district, campus=row.campus, state=Vision.State.CONSULTED
    ).first()
    if out is not None:
        take_step(row=out, machine=VISION, deed="replace", by=by, now=now)
    return take_step(
        row=row, machine=VISION, deed="consult", by=by, now=now, respond_by=respond_by
    )


def _note_baselines(vision: Vision, now: datetime) -> None:
    """Write down where figures of ours stand as the draft goes out, if nobody wrote where they began."""
    today = today_in(vision.district, now)
    campuses = campuses_asked(vision=vision, today=today)
    for one in vision.indicators.filter(baseline=None, metric__in=MEASURABLE):
        one.baseline = measure(metric=one.metric, campuses=campuses, today=today, now=now).value
        one.save(update_fields=["baseline"])


def _missing_aims(vision: Vision) -> list[object]:
    indicators = list(Indicator.objects.filter(vision=vision))
    missing: list[object] = []
    if not FEWEST_INDICATORS <= len(indicators) <= MOST_INDICATORS:
        missing.append(
            format_lazy(_("three to five indicators (there are {n})"), n=len(indicators))
        )
    if any(one.metric in GIVEN and one.baseline is None for one in indicators):
        missing.append(_("where each figure people bring stands today"))
    return missing


def _ensure_ahead(vision: Vision, respond_by: date, now: datetime) -> None:
    today = today_in(vision.district, now)
    if not today < respond_by <= today + LONGEST_CONSULTATION:
        raise NotADate(
            _("People need a day ahead of them, within half a year."),
            next_step=_("Take a later day; two weeks are usual."),
        )


@deed
def give_more_time(
    *, vision: Vision, respond_by: date, by: Person | None, now: datetime
) -> Vision:
    """Move the day until which people may comment.

    Raises
    ------
    NotALeader, NotOutForComment, NotADate
    """
    row = _out(vision)
    ensure_may_decide(by=by, district=row.district, campus=row.campus, now=now)
    _ensure_ahead(row, respond_by, now)
    row.respond_by = respond_by
    row.save(update_fields=["respond_by"])
    return row


def _out(vision: Vision) -> Vision:
    """Return the row, read again and locked, if it is out for comment."""
    rows = Vision.objects.select_for_update(of=("self",)).select_related("district", "campus")
    row = rows.filter(pk=vision.pk).first()
    if row is None or row.state != Vision.State.CONSULTED:
        raise NotOutForComment(
            _("This version is not out for comment."),
            next_step=_("Open the vision: it says which version is, and until when."),
        )
    return row


def _still_out(vision: Vision, now: datetime) -> Vision:
    row = _out(vision)
    if row.respond_by is not None and today_in(row.district, now) > row.respond_by:
        raise NotOutForComment(
            format_lazy(_("Comments were taken until {day}."), day=row.respond_by),
            next_step=_("Ask the district office for more time, or write it as a concern."),
        )
    return row


@deed
def comment(
    *,
    vision: Vision,
    text: str,
    role: str,
    campus: Campus | None = None,
    by: Person,
    now: datetime,
) -> VisionComment:
    """Say what one thinks of a version, as who one is at school.

    Parameters
    ----------
    role
        The face from which they speak: student, teacher, family or leader; they must hold it.
    campus
        For which of their campuses; their first where it is not named.

    Raises
    ------
    NotOutForComment, NotOfThisDistrict, WordsWanted
    """
    row = _still_out(vision, now)
    place = _place_of(row, role, campus, by, now)
    said = VisionComment.objects.create(
        vision=row,
        campus=place,
        role=role,
        by=by,
        text=ensure_words(_("the words"), text, most=TEXT_LENGTH),
        said_at=now,
    )
    if place is not None and role in SPEAK_FOR_A_CAMPUS:
        _note_commented(row, place, by, now)
    return said


def _place_of(
    vision: Vision, role: str, campus: Campus | None, by: Person, now: datetime
) -> Campus | None:
    today = today_in(vision.district, now)
    reach = reach_of(person=by, today=today)
    faces = faces_at(person=by, reach=reach, today=today)
    places = {one.pk: one for one in (*reach.own, *(reach.led if role == "leader" else ()))}
    wanted = campus or vision.campus
    is_here = by.is_active and by.district_id == vision.district_id and role in faces
    if not is_here or (wanted is not None and wanted.pk not in places):
        raise NotOfThisDistrict(
            _("This vision is another school's."),
            next_step=_("Look at the vision of your own school."),
        )
    if wanted is not None:
        return places[wanted.pk]
    return reach.own[0] if reach.own else None


def _note_commented(vision: Vision, campus: Campus, by: Person, now: datetime) -> None:
    """Let the campus count as having commented, also where it had declined before."""
    commented = CampusResponse.Kind.COMMENTED
    row, is_new = CampusResponse.objects.get_or_create(
        vision=vision, campus=campus,
        defaults={"kind": commented, "by": by, "responded_at": now},
    )  # fmt: skip
    if not is_new and row.kind != commented:
        row.kind, row.by, row.responded_at = commented, by, now
        row.save(update_fields=["kind", "by", "responded_at"])


@deed
def decline(
    *, vision: Vision, campus: Campus, note: str, by: Person | None, now: datetime
) -> CampusResponse:
    """Note that a campus declines to comment, and why; who leads it decides, or the district for it.

    Raises
    ------
    NotALeader, NotOutForComment, HasCommented, WordsWanted
    """
    row = _still_out(vision, now)
    ensure_may_decide(by=by, district=row.district, campus=campus, now=now)
    asked = campuses_asked(vision=row, today=today_in(row.district, now))
    there = row.responses.filter(campus=campus).first()
    if there is not None or campus.pk not in {one.pk for one in asked}:
        raise HasCommented(
            _("This campus has answered already, or was not asked."),
            next_step=_("Look at what the campuses said."),
        )
    return CampusResponse.objects.create(
        vision=row, campus=campus, kind=CampusResponse.Kind.DECLINED,
        note=ensure_words(_("note"), note, most=TITLE_LENGTH), by=by, responded_at=now,
    )  # fmt: skip


@deed
def answer_comment(
    *, vision: Vision, comment: UUID, answer: str, by: Person | None, now: datetime
) -> VisionComment:
    """Answer what somebody said of a version; writing anew replaces an answer, writing nothing takes it back.

    Raises
    ------
    NotALeader, NoSuchComment, WordsWanted
    """
    ensure_may_decide(by=by, district=vision.district, campus=vision.campus, now=now)
    row = VisionComment.objects.filter(vision=vision, uuid=comment).first()
    if row is None:
        raise NoSuchComment(
            _("This comment is not there any more."), next_step=_("Look at the list again.")
        )
    row.answer = ensure_words(_("the words"), answer, most=TITLE_LENGTH * 12, may_be_empty=True)
    row.answered_by, row.answered_at = (by, now) if row.answer else (None, None)
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    return row
