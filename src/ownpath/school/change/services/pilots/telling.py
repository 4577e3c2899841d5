"""Tell the board and the families of a pilot, and take what a family says about taking part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Consent, Notice, Pilot
from ownpath.school.change.models.shared import TEXT_LENGTH
from ownpath.school.change.queries.taking_part import pilots_of_student
from ownpath.school.change.services.pilots.modeling import follow_the_family
from ownpath.school.change.services.pilots.refusing import OutOfRange, ensure_open
from ownpath.school.change.services.wording import ensure_words
from ownpath.school.people.queries import children_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

LANGUAGES = ("en", "es")


class NotTheFamily(NotAllowed):
    """Only a child's family says whether the child takes part."""


@deed
def send_notice(
    *, pilot: Pilot, audience: str, words: Mapping[str, str], by: Person | None, now: datetime
) -> Notice:
    """Tell the board or the families of a pilot before it starts, in English and Spanish."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_open(pilot)
    if audience not in Notice.Audience.values:
        raise OutOfRange(
            _("There is nobody of that kind to tell."),
            next_step=_("Tell the board or the families."),
        )
    texts = {
        language: ensure_words(_("The notice"), words.get(language, ""), most=TEXT_LENGTH)
        for language in LANGUAGES
    }
    return Notice.objects.create(
        pilot=pilot, audience=audience, words=texts, by=by, told_at=now
    )


@deed
def say_consent(
    *, pilot: Pilot, student: Person, is_yes: bool, by: Person, now: datetime
) -> Consent:
    """Keep what a guardian says about a child's taking part; the newest word counts, and a no can be said any time."""
    today = today_in(pilot.district, now)
    mine = {child.pk for child in children_of(guardian=by, today=today)}
    theirs = {one.pk for one in pilots_of_student(student=student, today=today)}
    if not by.is_active or student.pk not in mine or pilot.pk not in theirs:
        raise NotTheFamily(
            _("Only a child’s family says whether the child takes part."),
            next_step=_("Open the page of your own child."),
        )
    said = Consent.objects.create(
        pilot=pilot, student=student, is_yes=is_yes, by=by, said_at=now
    )
    follow_the_family(pilot=pilot, student=student, is_yes=is_yes, by=by, now=now)
    return said
