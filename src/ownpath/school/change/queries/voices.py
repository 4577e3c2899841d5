"""Read what people said of a practice: who is asked for consent, what may stand in the next edition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import PracticeCard, Voice
from ownpath.school.people.queries import children_of, ids_of_children

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

SPEAKERS = {
    "student": _("a student"),
    "teacher": _("a teacher"),
    "family": _("a family"),
    "leader": _("a leader"),
}


def named_in_book(voice: Voice) -> str:
    """Return how whoever said it is named, in the language spoken now."""
    if voice.shown_as:
        return voice.shown_as
    if voice.role == "student" and voice.grade:
        grade = voice.grade.lstrip("0").replace("KG", "K")
        return gettext("a student of grade %(grade)s") % {"grade": grade}
    return str(SPEAKERS[voice.role])


def voices_in_force(*, district: District) -> list[Voice]:
    """Return the voices that are agreed to and not taken back, the oldest first: the next edition holds these."""
    rows = Voice.objects.filter(
        district=district, agreed_at__isnull=False, taken_back_at__isnull=True
    )
    return list(rows.select_related("card", "pilot").order_by("made_at", "pk"))


def voices_of_card(*, card: PracticeCard) -> list[Voice]:
    """Return all voices about a card, with who said it, the newest first."""
    return list(Voice.objects.filter(card=card).select_related("person").order_by("-made_at"))


def get_voice(*, district: District, uuid: UUID) -> Voice:
    """Return a voice of a district.

    Raises
    ------
    NotFound
    """
    found = (
        Voice.objects.filter(district=district, uuid=uuid)
        .select_related("district", "person", "card")
        .first()
    )
    if found is None:
        raise NotFound(_("We cannot find these words."), next_step=_("Look at the list again."))
    return found


def voices_to_decide(*, person: Person, today: date) -> list[Voice]:
    """Return the words a person decides about: their own, and their children's; the newest first; one query."""
    children = ids_of_children(guardian=person, today=today)
    own = Q(person=person) & ~Q(role="student")
    rows = Voice.objects.filter(
        own | Q(person_id__in=children), district=person.district
    ).select_related("person", "card", "district")
    return list(rows.order_by("-made_at", "-pk"))


def words_said_by(*, person: Person) -> list[Voice]:
    """Return what somebody said that is or was to be quoted; they may take it back, a child too."""
    rows = Voice.objects.filter(person=person).select_related("card", "district")
    return list(rows.order_by("-made_at", "-pk"))


def may_agree(*, person: Person, voice: Voice, today: date) -> bool:
    """Return whether somebody may let words be quoted: a guardian for a student, everybody else for themselves."""
    if not person.is_active or person.district_id != voice.district_id:
        return False
    if voice.role == "student":
        return voice.person_id in {one.pk for one in children_of(guardian=person, today=today)}
    return person.pk == voice.person_id
