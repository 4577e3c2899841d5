"""Quote people only as long as they agree: a guardian for a student, everybody else for themselves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, OutOfBounds
from ownpath.school.change.access import NotALeader, today_in
from ownpath.school.change.models import Voice
from ownpath.school.change.models.shared import LINE_LENGTH, TITLE_LENGTH
from ownpath.school.change.queries.voices import may_agree
from ownpath.school.change.services.deciding import decides_somewhere
from ownpath.school.change.services.wording import LANGUAGES, ensure_words
from ownpath.school.people.queries import faces_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard
    from ownpath.school.people.models import District, Person

ROLES = ("student", "teacher", "family", "leader")


class NotTheirWords(NotAllowed):
    """Whose words they are, or who answers for the child, decides."""


class TakenBack(Conflict):
    """Words that were taken back stay out."""


class NotQuotable(OutOfBounds):
    """Nobody of the district said this."""


@deed
def write_voice(
    *,
    card: PracticeCard,
    person: Person,
    text: str,
    language: str,
    shown_as: str = "",
    by: Person | None,
    now: datetime,
) -> Voice:
    """Write down what somebody said of a practice; it stands in no book until they agree.

    They are named there by role and grade ("a student of grade 4"), or as `shown_as` says; never by their name.
    """
    if by is None or by.pk != person.pk:
        _ensure_leads(card.district, by, now)
    role = role_of(person, now)
    if not role or person.district_id != card.district_id or language not in LANGUAGES:
        raise NotQuotable(
            _("Only people of this district are quoted, in English or Spanish."),
            next_step=_("Pick who said it from the list."),
        )
    return Voice.objects.create(
        district=card.district,
        card=card,
        person=person,
        role=role,
        grade=person.grade if role == "student" else "",
        shown_as=ensure_words(_("shown as"), shown_as, most=TITLE_LENGTH, may_be_empty=True),
        text=ensure_words(_("the words"), text, most=LINE_LENGTH),
        language=language,
        made_by=by,
        made_at=now,
    )


@deed
def agree_voice(*, voice: Voice, by: Person, now: datetime) -> Voice:
    """Let words be quoted; for a student a guardian says so."""
    here = Voice.objects.select_for_update().get(pk=voice.pk)
    if not may_agree(person=by, voice=here, today=today_in(voice.district, now)):
        raise NotTheirWords(
            _("Whoever said this agrees to it; for a student it is a guardian."),
            next_step=_("Ask them; their own page has a button for it."),
        )
    if here.taken_back_at is not None:
        raise TakenBack(
            _("These words were taken back."),
            next_step=_("They can be written down and asked for anew."),
        )
    here.agreed_at, here.agreed_by = now, by
    here.save(update_fields=["agreed_at", "agreed_by"])
    return here


@deed
def take_back_voice(*, voice: Voice, by: Person | None, now: datetime) -> Voice:
    """Take words back at any time: whoever said them, who may agree to them, or a leader for them.

    The next edition is without them; editions that were made stay as they are.
    """
    here = Voice.objects.select_for_update().get(pk=voice.pk)
    today = today_in(voice.district, now)
    decides = by is not None and (
        by.pk == here.person_id or may_agree(person=by, voice=here, today=today)
    )
    if not decides:
        _ensure_leads(voice.district, by, now)
    if here.taken_back_at is None:
        here.taken_back_at = now
        here.save(update_fields=["taken_back_at"])
    return here


def role_of(person: Person, now: datetime) -> str:
    """Return as whom somebody speaks: student before teacher before family before leader; "" for nobody here."""
    if person.district is None:
        return ""
    faces = faces_of(person=person, today=today_in(person.district, now))
    return next((role for role in ROLES if role in faces), "")


def _ensure_leads(district: District, by: Person | None, now: datetime) -> None:
    if not decides_somewhere(by=by, district=district, now=now):
        raise NotALeader(
            _("Only those who lead here write down what others said."),
            next_step=_("Write what you said yourself, or ask a leader."),
        )
