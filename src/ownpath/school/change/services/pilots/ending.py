"""End a pilot: stop it, study it, say what becomes of it, keep what was learned, try again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Cycle, Evaluation, Pilot
from ownpath.school.change.models.shared import TEXT_LENGTH
from ownpath.school.change.services.pilots.modeling import keep_model, put_back
from ownpath.school.change.services.pilots.proposing import FIELDS, MeasureSaid, save_measure
from ownpath.school.change.services.pilots.refusing import (
    ENDED_STATES,
    CycleStandsOpen,
    IsLocked,
    NoDataYet,
    NoLearningNote,
    ensure_before,
)
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.wording import ensure_words
from ownpath.school.change.states import PILOT
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

BEGUN = (Cycle.State.DO, Cycle.State.STUDY)
CARRIED_OVER = tuple(name for name in FIELDS if name not in {"title", "starts_on", "ends_on"})


@deed
def stop(*, pilot: Pilot, why: str, by: Person | None, now: datetime) -> Pilot:
    """Stop a pilot that runs, with the reason; its classes go back to the models they had."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_before(pilot, "stop")
    reason = ensure_words(_("The reason"), why)
    put_back(pilot, by, now)
    today = today_in(pilot.district, now)
    return take_step(
        row=pilot, machine=PILOT, deed="stop", by=by, now=now, note=reason,
        ended_on=today, switched={},
    )  # fmt: skip


@deed
def study(*, pilot: Pilot, by: Person | None, now: datetime) -> Pilot:
    """End the trying and study what was seen; the classes go back to the models they had."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_before(pilot, "study")
    put_back(pilot, by, now)
    ended_on = pilot.ended_on or today_in(pilot.district, now)
    return take_step(
        row=pilot, machine=PILOT, deed="study", by=by, now=now, ended_on=ended_on, switched={}
    )


@deed
def conclude(
    *,
    pilot: Pilot,
    deed_name: str,
    learning_note: str,
    gap: str = "",
    by: Person | None,
    now: datetime,
) -> Pilot:
    """Adopt, adapt or abandon a pilot that was studied.

    No verdict without data or a stated gap, and none without what was learned: also a pilot that is let go has done
    its work once its learning note is written. What is adopted stays: its classes keep its blended model.
    """
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_before(pilot, deed_name)
    if pilot.cycles.filter(state__in=BEGUN).exists():
        raise CycleStandsOpen(
            _("A cycle is still open."), next_step=_("Say what it showed and what comes next.")
        )
    if not gap.strip() and not has_data(pilot):
        raise NoDataYet(
            _("No effect has been reckoned, and no reason is given why there are no data."),
            next_step=_("Reckon the effect, or say what is missing and why."),
        )
    note = learning_note.strip() or pilot.learning_note
    if not note:
        raise NoLearningNote(
            _("What was learned is not written down."),
            next_step=_(
                "Write a learning note: a pilot that failed is worth as much as it taught."
            ),
        )
    note = ensure_words(_("The learning note"), note, most=TEXT_LENGTH)
    said = ensure_words(_("The gap"), gap) if gap.strip() else ""
    if deed_name == "adopt":
        keep_model(pilot, by, now)
    return take_step(
        row=pilot, machine=PILOT, deed=deed_name, by=by, now=now, learning_note=note, gap=said
    )


def what_keeps_it_open(pilot: Pilot) -> Iterator[Any]:
    """Yield what is to be done before it is said what becomes of a pilot that is studied, in words."""
    if pilot.cycles.filter(state__in=BEGUN).exists():
        yield _("a cycle is still open: say what it showed and what comes next")
    if not has_data(pilot):
        yield (
            _(
                "it was reckoned, and the data do not tell an effect: say what is missing and why"
            )
            if _reckoned(pilot).exists()
            else _("no effect has been reckoned: reckon it, or say what is missing and why")
        )


def has_data(pilot: Pilot) -> bool:
    """Return whether an effect of the first figure was reckoned from data."""
    return _reckoned(pilot).filter(estimate__isnull=False).exists()


def _reckoned(pilot: Pilot) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(pilot=pilot, measure__is_headline=True)


@deed
def note_learning(*, pilot: Pilot, text: str, by: Person | None, now: datetime) -> Pilot:
    """Write or extend the learning note of a pilot that has started."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    if pilot.locked_at is None:
        raise IsLocked(
            _("Nothing was learned yet: it has not started."),
            next_step=_("Change the plan itself."),
        )
    pilot.learning_note = ensure_words(_("The learning note"), text, most=TEXT_LENGTH)
    pilot.save(update_fields=["learning_note"])
    return pilot


@deed
def retry(*, parent: Pilot, title: str, by: Person | None, now: datetime) -> Pilot:
    """Begin a new pilot from one that is over; refused while that one has no learning note."""
    ensure_may_decide(by=by, district=parent.district, campus=parent.campus, now=now)
    if parent.state not in ENDED_STATES:
        raise IsLocked(
            _("This pilot is not over yet."), next_step=_("Bring it to its end first.")
        )
    if not parent.learning_note:
        raise NoLearningNote(
            _("This pilot has no learning note yet."),
            next_step=_("Write what it taught, then try again with it in hand."),
        )
    again = Pilot(
        district_id=parent.district_id, campus=parent.campus, retries=parent,
        title=ensure_words(_("The title"), title, most=160), language=parent.language,
        owner=by or parent.owner, made_by=by, made_at=now,
    )  # fmt: skip
    for name in CARRIED_OVER:
        setattr(again, name, getattr(parent, name))
    again.save()
    _carry_measures(parent, again, by, now)
    for row in parent.sections.all():
        again.sections.create(section_id=row.section_id, group=row.group)
    return again


def _carry_measures(parent: Pilot, again: Pilot, by: Person | None, now: datetime) -> None:
    for one in parent.measures.order_by("pk"):
        said: dict[str, Any] = {name: getattr(one, name) for name in MeasureSaid.__slots__}
        save_measure(pilot=again, said=MeasureSaid(**said), by=by, now=now)
