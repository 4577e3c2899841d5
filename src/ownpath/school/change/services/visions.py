"""Write a draft of a vision. Nothing of a version changes any more once it is out for comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.models import Indicator, Statement, Vision
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.services.wording import ensure_words
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

LANGUAGES: Final = ("en", "es")
MOST_STATEMENTS: Final = 12  # for one audience
Words = Mapping[str, Mapping[str, str]]


class DraftThere(Conflict):
    """Somebody is writing the next version already."""


class NothingToAdapt(Conflict):
    """A campus adapts the district's vision, and none is in force."""


class NotADraft(Conflict):
    """A version that was shown to people is not rewritten."""


class TooManyStatements(OutOfBounds):
    """More statements for an audience than anybody would read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement as it is written: see or hear, and its words by language."""

    sense: str
    words: Mapping[str, str]


@deed
def draft_vision(
    *, district: District, campus: Campus | None = None, by: Person | None, now: datetime
) -> Vision:
    """Begin the next version: of the district's vision, or of a campus's own adaptation of it.

    It begins as a copy of what is newest: the version out for comment or in force, for a campus's first one the
    district's in force.

    Raises
    ------
    NotALeader, DraftThere, NothingToAdapt
    """
    ensure_may_decide(by=by, district=district, campus=campus, now=now)
    own = Vision.objects.filter(district=district, campus=campus)
    if own.filter(state=Vision.State.DRAFT).exists():
        raise DraftThere(
            _("There is a draft already."), next_step=_("Open it and write on, or discard it.")
        )
    adapted = None if campus is None else _in_force(district)
    last = own.aggregate(last=Max("version"))["last"] or 0
    before = own.order_by("-version").first() or adapted
    vision = Vision.objects.create(
        district=district, campus=campus, adapts=adapted, version=last + 1, made_by=by,
        made_at=now, words=before.words if before else {},
        weights=before.weights if before else {},
        thresholds=before.thresholds if before else {},
    )  # fmt: skip
    if before is not None:
        _copy(before, vision)
    return vision


def _in_force(district: District) -> Vision:
    vision = Vision.objects.filter(
        district=district, campus=None, state=Vision.State.ADOPTED
    ).first()
    if vision is None:
        raise NothingToAdapt(
            _("The district has no vision in force yet."),
            next_step=_("Comment on the draft when it comes, then adapt what was adopted."),
        )
    return vision


def _copy(before: Vision, vision: Vision) -> None:
    for statement in before.statements.order_by("place", "pk"):
        statement.pk, statement.vision = None, vision
        statement.save(force_insert=True)
    for one in before.indicators.order_by("place", "pk"):
        Indicator.objects.create(
            vision=vision, words=one.words, metric=one.metric, unit=one.unit,
            baseline=one.baseline, target=one.target, by_when=one.by_when, place=one.place,
        )  # fmt: skip


def open_draft(vision: Vision, by: Person | None, now: datetime) -> Vision:
    """Return the row, read again and locked, if it is a draft and `by` may write it.

    Raises
    ------
    NotALeader, NotADraft
    """
    row = (
        Vision.objects.select_for_update(of=("self",))
        .select_related("district", "campus")
        .filter(pk=vision.pk)
        .first()
    )
    here = row or vision
    ensure_may_decide(by=by, district=here.district, campus=here.campus, now=now)
    if row is None or row.state != Vision.State.DRAFT:
        raise NotADraft(
            _("This version is no draft any more; what people read stays as they read it."),
            next_step=_("Begin the next version: it starts as a copy of this one."),
        )
    return row


@deed
def write_words(*, vision: Vision, words: Words, by: Person | None, now: datetime) -> Vision:
    """Keep the title and the why of a draft, by language.

    Raises
    ------
    NotALeader, NotADraft, WordsWanted
    """
    row = open_draft(vision, by, now)
    row.words = {
        language: {
            "title": _optional(
                _("title"), words.get(language, {}).get("title", ""), TITLE_LENGTH
            ),
            "why": _optional(_("why"), words.get(language, {}).get("why", ""), TEXT_LENGTH),
        }
        for language in LANGUAGES
    }
    row.save(update_fields=["words"])
    return row


@deed
def write_statements(
    *,
    vision: Vision,
    audience: str,
    statements: Sequence[Said],
    by: Person | None,
    now: datetime,
) -> None:
    """Keep all a draft says to one audience, in this order; what it said before goes.

    Raises
    ------
    NotALeader, NotADraft, TooManyStatements, WordsWanted
    """
    row = open_draft(vision, by, now)
    if audience not in Statement.Audience.values:
        raise ValueError(f"audience {audience!r}: expected one of {Statement.Audience.values}")
    if len(statements) > MOST_STATEMENTS:
        raise TooManyStatements(
            _("That is more than one audience would read."),
            next_step=_("Keep the ones one could notice in a class room on any day."),
        )
    row.statements.filter(audience=audience).delete()
    first = Statement.Audience.values.index(audience) * MOST_STATEMENTS
    for number, one in enumerate(statements):
        said = {
            language: {
                "says": _optional(_("the words"), one.words.get(language, ""), LINE_LENGTH)
            }
            for language in LANGUAGES
        }
        Statement.objects.create(
            vision=row, audience=audience, sense=Statement.Sense(one.sense), words=said,
            place=first + number,
        )  # fmt: skip


@deed
def discard_draft(*, vision: Vision, by: Person | None, now: datetime) -> None:
    """Throw a draft away: nobody but those who wrote it has seen it.

    Raises
    ------
    NotALeader, NotADraft
    """
    open_draft(vision, by, now).delete()


def missing_words(vision: Vision) -> list[Any]:
    """Return what is missing of a draft's words before it can go out, in words."""
    title = vision.words.get("en", {}).get("title", "")
    why = vision.words.get("en", {}).get("why", "")
    missing: list[Any] = []
    if not title or not why:
        missing.append(_("a title and a why in English"))
    if not vision.statements.exists():
        missing.append(_("at least one thing we will see or hear"))
    return missing


def _optional(name: object, text: str, most: int) -> str:
    return ensure_words(name, text, most=most, may_be_empty=True)
