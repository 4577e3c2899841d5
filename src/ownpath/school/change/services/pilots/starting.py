"""Lock and start a pilot: what stood is kept, everyone is written down as they began, the classes may switch models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Notice, Pilot, PilotSection, PilotStudent
from ownpath.school.change.queries.decidable import SCHOOL_DAYS_TOLD
from ownpath.school.change.queries.taking_part import answers_to
from ownpath.school.change.services.pilots.modeling import switch
from ownpath.school.change.services.pilots.proposing import FIELDS, whats_missing
from ownpath.school.change.services.pilots.refusing import (
    NotTold,
    ensure_before,
    refuse_if_missing,
    school_days_since,
)
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import PILOT
from ownpath.school.people.queries import students_in
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

MEASURE_FIELDS: Final = (
    "kind", "metric", "name", "is_headline", "predicted", "target", "stop_below", "stop_above",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Everyone of a pilot as they stand in its classes today, each once; the pilot's classes come first."""

    students: dict[int, tuple[Person, PilotSection]]

    def of(self, group: str) -> list[Person]:
        """Return the students of one side."""
        return [who for who, row in self.students.values() if row.group == group]


def roll_of(pilot: Pilot, today: date) -> Roll:
    """Return who is in the classes of a pilot today; who is in two counts where the pilot is."""
    rows = pilot.sections.select_related("section").order_by("-group", "section__title", "pk")
    found: dict[int, tuple[Person, PilotSection]] = {}
    for row in rows:
        for student in students_in(section=row.section, today=today):
            found.setdefault(student.pk, (student, row))
    return Roll(students=found)


def who_was_not_told(pilot: Pilot) -> list[Any]:
    """Return whom a pilot was not announced to, in words."""
    told = _told_at(pilot)
    return [
        words
        for audience, words in (
            (Notice.Audience.BOARD, _("the board was not told")),
            (Notice.Audience.FAMILIES, _("the families were not told")),
        )
        if audience not in told
    ]


def _told_at(pilot: Pilot) -> dict[str, datetime]:
    rows = Notice.objects.filter(pilot=pilot).order_by("-told_at")
    return dict(rows.values_list("audience", "told_at"))  # the first of each: later rows win


def what_stands_against(pilot: Pilot, *, today: date) -> Iterator[Any]:
    """Yield what keeps an approved pilot from starting, in words; nothing when it can."""
    yield from who_was_not_told(pilot)
    asked_at = _told_at(pilot).get(Notice.Audience.FAMILIES)
    if pilot.needs_consent and asked_at is not None:
        ids = [one.pk for one in roll_of(pilot, today).of("pilot")]
        n_silent = len(ids) - len(answers_to(pilot=pilot, student_ids=ids))
        told_on = today_in(pilot.district, asked_at)
        waited = school_days_since(campus=pilot.campus, told_on=told_on, day=today)
        if n_silent and waited < SCHOOL_DAYS_TOLD:
            yield format_lazy(
                _(
                    "{n} families have not answered, and were asked less than five school days ago"
                ),
                n=n_silent,
            )


@deed
def start(*, pilot: Pilot, by: Person | None, now: datetime) -> Pilot:
    """Lock a pilot and start it today.

    Everyone in its classes is written down as they begin. Where it switches its classes to a model, it does so now;
    who is not to take part stays out of that model, and loses nothing else.
    """
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_before(pilot, "start")
    refuse_if_missing(whats_missing(pilot))
    today = today_in(pilot.district, now)
    against = list(what_stands_against(pilot, today=today))
    if against:
        named = format_lazy("; ".join(["{}"] * len(against)), *against)
        raise NotTold(
            format_lazy(_("It cannot start yet: {named}."), named=named),
            next_step=_("Send the notices, or wait for the answers."),
        )
    roll = roll_of(pilot, today)
    _write_down(pilot, roll)
    switched = switch(pilot, by, now) if pilot.switches_model else {}
    pilot.starts_on = today
    return take_step(
        row=pilot, machine=PILOT, deed="start", by=by, now=now, starts_on=today,
        locked_at=now, locked=as_it_stands(pilot), switched=switched,
    )  # fmt: skip


def _write_down(pilot: Pilot, roll: Roll) -> None:
    PilotStudent.objects.bulk_create(
        PilotStudent(pilot=pilot, student=who, section_id=row.section_id, group=row.group)
        for who, row in roll.students.values()
    )


def as_it_stands(pilot: Pilot) -> dict[str, Any]:
    """Return everything a pilot says, as data: what is kept when it is locked."""
    plain = {name: getattr(pilot, name) for name in FIELDS}
    dates = {name: plain[name].isoformat() for name in ("starts_on", "ends_on") if plain[name]}
    sections = pilot.sections.select_related("section").order_by("pk")
    return {
        **plain,
        **dates,
        "sections": [
            {"uuid": str(one.section.uuid), "title": one.section.title, "group": one.group}
            for one in sections
        ],
        "measures": [
            {"uuid": str(one.uuid), **{name: getattr(one, name) for name in MEASURE_FIELDS}}
            for one in pilot.measures.order_by("pk")
        ],
    }
