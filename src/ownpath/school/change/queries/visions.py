"""Read visions: the one in force, the one out for comment, every version, and what people said of them.

Everybody of the district reads what is in force, out for comment or replaced; a draft is read by who may write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.access import Reach
from ownpath.school.change.models import (
    CampusResponse,
    Indicator,
    IndicatorReading,
    Metric,
    Statement,
    Vision,
    VisionComment,
)
from ownpath.school.change.queries.campuses import campuses_asked
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.people.queries import persons_by_id

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

State = Vision.State
NEAR_DAYS = 7
STATE_WORDS = dict(Vision.State.choices)
AUDIENCES = dict(Statement.Audience.choices)
METRIC_WORDS = dict(Metric.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLine:
    """What one open campus did about a version; `kind` "" while it has said nothing."""

    campus: Campus
    kind: str
    note: str
    who: str
    responded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """What somebody said of a version, and the answer."""

    uuid: UUID
    who: str
    role: str
    campus: str
    text: str
    said_at: datetime
    answer: str
    answered_by: str


def get_vision(*, viewer: Person, reach: Reach, uuid: UUID, is_whole: bool = True) -> Vision:
    """Return one version, if the viewer may read it: with statements, indicators and readings, or without; one query.

    Raises
    ------
    NotFound
    """
    rows = Vision.objects.filter(uuid=uuid, district=viewer.district_id)
    plain = rows.select_related("campus", "adapts", "district")
    found = (_whole(rows) if is_whole else plain).first()
    if found is None or (found.state == State.DRAFT and not reach.may_decide(found.campus_id)):
        raise NotFound(
            _("There is no such version of the vision here."),
            next_step=_("Open the vision: it lists every version."),
        )
    return found


def versions_of(*, district: District, reach: Reach) -> list[Vision]:
    """Return every version the viewer may read, of the district and of campuses, the newest first; one query."""
    rows = Vision.objects.filter(district=district).select_related(
        "campus", "adapts", "district"
    )
    if not reach.runs_district:
        rows = rows.filter(~Q(state=State.DRAFT) | Q(campus__in=list(reach.run)))
    return list(rows.order_by("-made_at", "-pk"))


def whole_visions(*, visions: Iterable[Vision]) -> dict[int, Vision]:
    """Read all that belongs to versions that were read already, by id; three queries for any number."""
    listed = list(visions)
    prefetch_related_objects(listed, *_parts())
    return {one.pk: one for one in listed}


def visions_as_they_stand(
    *, visions: Iterable[Vision], with_figures: bool
) -> dict[int, Vision]:
    """Read what belongs to versions, of each indicator the newest reading only; two queries, one without figures."""
    listed = list(visions)
    prefetch_related_objects(
        listed, Prefetch("statements", Statement.objects.order_by("place", "pk"))
    )
    newest = IndicatorReading.objects.filter(indicator=OuterRef("pk"))
    newest = newest.order_by("-read_on", "-pk")
    rows = Indicator.objects.filter(vision__in=listed).annotate(
        newest_on=Subquery(newest.values("read_on")[:1]),
        newest_value=Subquery(newest.values("value")[:1]),
        newest_by=Subquery(newest.values("by_id")[:1]),
    )
    found: dict[int, list[Indicator]] = {one.pk: [] for one in listed}
    for one in rows.order_by("place", "pk") if with_figures else ():
        _put_newest(one)
        found[one.vision_id].append(one)
    for vision in listed:
        _put(vision, "indicators", found[vision.pk])
    return {one.pk: one for one in listed}


def _put_newest(one: Any) -> None:
    """Let an indicator know its newest reading as its only one, as if it had been prefetched."""
    reading = IndicatorReading(
        indicator_id=one.pk, read_on=one.newest_on, value=one.newest_value, by_id=one.newest_by
    )
    _put(one, "readings", [reading] if one.newest_on is not None else [])


def _put(row: Any, name: str, those: list[Any]) -> None:
    rows = getattr(row, name).all()
    rows._result_cache = those  # noqa: SLF001 - what Django's own prefetching does
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


def _whole(rows: QuerySet[Vision]) -> QuerySet[Vision]:
    return rows.select_related("campus", "adapts", "district").prefetch_related(*_parts())


def _parts() -> tuple[Prefetch[Any], ...]:
    readings = IndicatorReading.objects.order_by("read_on", "pk")
    return (
        Prefetch("statements", Statement.objects.order_by("place", "pk")),
        Prefetch("indicators", Indicator.objects.order_by("place", "pk")),
        Prefetch("indicators__readings", readings),
    )


def in_force_for(*, versions: Sequence[Vision], campus_id: int | None) -> Vision | None:
    """Return the version that a campus goes by: its own adaptation before the district's."""
    adopted = {one.campus_id: one for one in versions if one.state == State.ADOPTED}
    return adopted.get(campus_id) or adopted.get(None)


def out_for(
    *, versions: Sequence[Vision], campus_ids: Iterable[int], today: date
) -> list[Vision]:
    """Return the versions out for comment that concern these campuses, while comments are taken."""
    mine = {None, *campus_ids}
    return [
        one
        for one in versions
        if one.state == State.CONSULTED
        and one.campus_id in mine
        and (one.respond_by is None or today <= one.respond_by)
    ]


def responses_to(*, vision: Vision, today: date) -> list[ResponseLine]:
    """Return what each campus whose word is needed did about a version; four queries."""
    there = {
        one.campus_id: one
        for one in CampusResponse.objects.filter(vision=vision).select_related("by")
    }
    return [
        ResponseLine(
            campus=campus,
            kind=there[campus.pk].kind if campus.pk in there else "",
            note=there[campus.pk].note if campus.pk in there else "",
            who=_called(there[campus.pk].by) if campus.pk in there else "",
            responded_at=there[campus.pk].responded_at if campus.pk in there else None,
        )
        for campus in campuses_asked(vision=vision, today=today)
    ]


def _called(person: Person | None) -> str:
    return person.called if person is not None else ""


def comments_on(*, vision: Vision, role: str = "") -> QuerySet[VisionComment]:
    """Return what was said of a version, the newest first; `draw_comments` makes lines of a page of them."""
    rows = VisionComment.objects.filter(vision=vision).select_related("campus")
    return (rows.filter(role=role) if role else rows).order_by("-said_at", "-pk")


def comments_of(*, person: Person) -> QuerySet[VisionComment]:
    """Return what somebody said of any version, the newest first."""
    rows = VisionComment.objects.filter(by=person, vision__district=person.district_id)
    joined = rows.select_related("campus", "vision", "answered_by")
    return joined.order_by("-said_at", "-pk")


def draw_comments(*, rows: Iterable[VisionComment], shows_names: bool) -> list[CommentLine]:
    """Return comments as lines; one query. Names are for who answers, everybody else reads role and campus."""
    listed = list(rows)
    named = {one.by_id for one in listed} if shows_names else set()
    people = persons_by_id(
        ids=named | {one.answered_by_id for one in listed if one.answered_by_id}
    )
    return [
        CommentLine(
            uuid=one.uuid,
            who=people[one.by_id].full_name if one.by_id in named else "",
            role=one.role,
            campus=one.campus.name if one.campus else "",
            text=one.text,
            said_at=one.said_at,
            answer=one.answer,
            answered_by=_called(people.get(one.answered_by_id or 0)),
        )
        for one in listed
    ]


def count_by_role(*, vision: Vision) -> dict[str, tuple[int, int]]:
    """Return by role how many comments there are, and how many of them are answered; one query."""
    counts: dict[str, tuple[int, int]] = {}
    for role, answered_at in VisionComment.objects.filter(vision=vision).values_list(
        "role", "answered_at"
    ):
        n, n_answered = counts.get(role, (0, 0))
        counts[role] = (n + 1, n_answered + (answered_at is not None))
    return counts


def friday_lines_of_vision(
    *, district: District, campuses: Sequence[Campus], today: date
) -> list[FridayLine]:
    """Return the versions out for comment whose day is near or past: a decision waits."""
    led = {one.pk for one in campuses}
    lines = []
    rows = Vision.objects.filter(
        district=district, state=State.CONSULTED, respond_by__isnull=False
    )
    for one in rows.select_related("campus"):
        days = (one.respond_by - today).days if one.respond_by else 0
        if days > NEAR_DAYS or (one.campus_id is not None and one.campus_id not in led):
            continue
        lines.append(
            FridayLine(
                kind=LineKind.VISION,
                words=_("The vision is out for comment.")
                if days >= 0
                else _("The time for comments on the vision is over: adopt it, or give more time."),
                campus=one.campus.name if one.campus else "",
                about=one.uuid, day=one.respond_by, days=days, is_alarm=days < 0,
            )
        )  # fmt: skip
    return lines
