"""How long records are kept, and whose time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from ownpath.school.people.directory import own_district, people_who_left
from ownpath.school.privacy.queries import (
    is_going,
    last_day_of_leaving,
    latest_run,
    retention_of,
)
from ownpath.school.privacy.services import ensure_answers_for

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person
    from ownpath.school.privacy.models import RetentionRun

PEOPLE_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class LeftLine:
    """Somebody who left."""

    uuid: UUID
    name: str
    left_on: date


@dataclass(frozen=True, kw_only=True)
class RunPart:
    """The erasure that was asked for last."""

    n_done: int
    n_people: int
    n_rows: int
    step: str
    is_going: bool
    is_broken: bool
    ended_at: datetime | None
    by: str


@dataclass(frozen=True, kw_only=True)
class RetentionPage:
    """The page; `left_by` is None where everything is kept."""

    years_after_leaving: int | None
    years_of_log: int | None
    set_by: str
    set_at: datetime | None
    left_by: date | None
    lines: tuple[LeftLine, ...]
    n_people: int
    page_obj: Page[Any] | None
    run: RunPart | None


def find_district(*, viewer: Person, now: datetime) -> District:
    """Return the viewer's district, if the viewer answers for it."""
    district = own_district(viewer=viewer)
    ensure_answers_for(district, viewer, now)
    return district


def build_retention(
    *, district: District, today: date, now: datetime, page: str | None
) -> RetentionPage:
    """Return the rule of a district, those whose time is over, and how the last erasure stands."""
    rule = retention_of(district=district)
    left_by = last_day_of_leaving(rule=rule, today=today)
    page_obj = (
        Paginator(people_who_left(district=district, by=left_by), PEOPLE_ON_A_PAGE).get_page(
            page
        )
        if left_by
        else None
    )
    return RetentionPage(
        years_after_leaving=rule.years_after_leaving if rule else None,
        years_of_log=rule.years_of_log if rule else None,
        set_by=rule.set_by.plain_name if rule and rule.set_by else "",
        set_at=rule.set_at if rule else None,
        left_by=left_by,
        lines=tuple(_line(one) for one in page_obj or ()),
        n_people=page_obj.paginator.count if page_obj else 0,
        page_obj=page_obj,
        run=build_run(district=district, now=now),
    )


def build_run(*, district: District, now: datetime) -> RunPart | None:
    """Return how the erasure that was asked for last stands."""
    run = latest_run(district=district)
    return _run(run, now) if run else None


def _run(run: RetentionRun, now: datetime) -> RunPart:
    goes_on = is_going(run=run, now=now)
    return RunPart(
        n_done=run.n_done,
        n_people=run.n_people,
        n_rows=run.n_rows,
        step=_("Erasing"),
        is_going=goes_on,
        is_broken=run.is_broken or (run.ended_at is None and not goes_on),
        ended_at=run.ended_at,
        by=run.asked_by.plain_name if run.asked_by else "",
    )


def _line(person: Person) -> LeftLine:
    if person.ended_on is None:
        raise ValueError(f"person {person.pk}: ended_on=None, expected the day of leaving")
    return LeftLine(uuid=person.uuid, name=person.plain_name, left_on=person.ended_on)
