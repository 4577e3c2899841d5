"""Read the ledger: what students showed, when, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Prefetch, Q, QuerySet, UUIDField

from ownpath.engine.knowledge import Seen
from ownpath.school.evidence.models import Evidence, EvidenceCompetency
from ownpath.store.prepared import Param, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


LONGEST_COUNTED_SECONDS = 600  # a page left open is not time at work


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """What a student showed in some days; minutes are counted from showing a question to its answer."""

    n_answers: int
    n_right: int
    minutes: int
    competency_ids: tuple[int, ...]  # those worked on most first
    activity_ids: tuple[int, ...]
    n_days: int


def evidence_of(
    *,
    student: Person,
    competency_id: int | None = None,
    until: datetime | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[Evidence]:
    """Return what a student showed, newest first."""
    rows = Evidence.objects.filter(student=student)
    if competency_id is not None:
        rows = rows.filter(touches__competency_id=competency_id)
    if until is not None:
        rows = rows.filter(answered_at__lte=until)
    related = Prefetch(
        "touches", queryset=EvidenceCompetency.objects.select_related("competency")
    )
    rows = rows.select_related("item", "question", "activity", "recorded_by").prefetch_related(
        related
    )
    return list(rows.order_by("-answered_at", "-pk")[offset : offset + limit])


def newest_answer_at() -> datetime | None:
    """Return when the newest answer of anybody was given, or None."""
    at: datetime | None = Evidence.objects.aggregate(at=Max("answered_at"))["at"]
    return at


def count_evidence(*, student: Person, competency_id: int | None = None) -> int:
    """Return how many rows `evidence_of` would page through."""
    rows = Evidence.objects.filter(student=student)
    if competency_id is not None:
        rows = rows.filter(touches__competency_id=competency_id)
    return rows.count()


def week_of(*, student: Person, starts_on: date, ends_on: date) -> WeekFacts:
    """Return what a student showed from one day to another, both included, in the district's zone."""
    zone = ZoneInfo(student.district.time_zone) if student.district else ZoneInfo("UTC")
    begin = datetime.combine(starts_on, time.min, tzinfo=zone)
    end = datetime.combine(ends_on + timedelta(days=1), time.min, tzinfo=zone)
    found = list(  # one row for each competency that a row of evidence touches
        Evidence.objects.filter(student=student, answered_at__gte=begin, answered_at__lt=end)
        .order_by("answered_at", "pk", "touches__pk")
        .values_list(
            "pk",
            "activity_id",
            "is_correct",
            "shown_at",
            "answered_at",
            "touches__competency_id",
        )
    )
    rows = list({row[0]: row for row in found}.values())
    return WeekFacts(
        n_answers=len(rows),
        n_right=sum(1 for row in rows if row[2]),
        minutes=round(sum(_seconds(row[3], row[4]) for row in rows) / 60),
        competency_ids=_most_common(row[5] for row in found if row[5] is not None),
        activity_ids=_most_common(row[1] for row in rows if row[1] is not None),
        n_days=len({row[4].astimezone(zone).date() for row in rows}),
    )


def days_of_evidence(
    *, student_ids: Iterable[int], since: date, zone: ZoneInfo
) -> dict[int, set[date]]:
    """Return on which days since a day each student showed something; those who never did are left out; one query."""
    begin = datetime.combine(since, time.min, tzinfo=zone)
    rows = Evidence.objects.filter(student_id__in=list(student_ids), answered_at__gte=begin)
    found: dict[int, set[date]] = {}
    for student, at in rows.values_list("student_id", "answered_at"):
        found.setdefault(student, set()).add(at.astimezone(zone).date())
    return found


def _seconds(shown_at: datetime | None, answered_at: datetime) -> float:
    if shown_at is None:
        return 0.0
    return min(LONGEST_COUNTED_SECONDS, max(0.0, (answered_at - shown_at).total_seconds()))


def _most_common(ids: Iterable[int]) -> tuple[int, ...]:
    counts: dict[int, int] = {}
    for one in ids:
        counts[one] = counts.get(one, 0) + 1
    return tuple(sorted(counts, key=lambda one: (-counts[one], one)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRow:
    """One row of the ledger as replay needs it."""

    student_id: int
    evidence_id: int
    recorded_at: datetime
    seen: Seen


def everything_seen(
    *, student_ids: Iterable[int], until: datetime | None = None
) -> Iterator[SeenRow]:
    """Yield what students showed, in the order it was shown; corrected rows are left out.

    `until` is a moment of entry: later rows, and corrections made later, are as if they were not there.
    """
    known = Q(recorded_at__lte=until) if until is not None else Q()
    rows = Evidence.objects.filter(known, student_id__in=list(student_ids))
    corrected = set(rows.exclude(corrects=None).values_list("corrects_id", flat=True))
    touched = _touched_by(rows)
    in_order = rows.order_by("student_id", "answered_at", "pk").values_list(*_SEEN_COLUMNS)
    for (
        pk,
        student,
        recorded_at,
        at,
        is_correct,
        score,
        aided,
        mixed,
        item,
    ) in in_order.iterator():
        if pk in corrected:
            continue
        seen = Seen(
            competencies=tuple(touched.get(pk, ())),
            at=at.timestamp(),
            is_correct=is_correct,
            score=score,
            is_aided=aided,
            is_mixed=mixed,
            item=item,
        )
        yield SeenRow(student_id=student, evidence_id=pk, recorded_at=recorded_at, seen=seen)


_SEEN_COLUMNS = (
    "pk", "student_id", "recorded_at", "answered_at", "is_correct", "score", "is_aided", "is_mixed",
    "item_id",
)  # fmt: skip


def _touched_by(rows: QuerySet[Evidence]) -> dict[int, list[int]]:
    touched: dict[int, list[int]] = {}
    links = EvidenceCompetency.objects.filter(evidence__in=rows).order_by("competency_id")
    for evidence_id, competency_id in links.values_list(
        "evidence_id", "competency_id"
    ).iterator():
        touched.setdefault(evidence_id, []).append(competency_id)
    return touched


@prepared
def _evidence_of_attempt() -> QuerySet[Evidence]:
    return Evidence.objects.filter(attempt=Param("attempt", UUIDField()))


def find_attempt(*, attempt: UUID) -> Evidence | None:
    """Return the ledger row an attempt made, or None."""
    return _evidence_of_attempt.first(attempt=attempt)


def last_activities(*, student: Person, limit: int = 200) -> list[tuple[int, int | None]]:
    """Return (activity, competency touched) of what the student did latest, newest first."""
    rows = (
        EvidenceCompetency.objects.filter(
            evidence__student=student, evidence__activity__isnull=False
        )
        .order_by("-evidence__answered_at")
        .values_list("evidence__activity_id", "competency_id")
    )
    return list(rows[:limit])


def last_activities_of_many(
    *, student_ids: Iterable[int], since: datetime
) -> dict[int, list[tuple[int, int]]]:
    """Return (activity, competency touched) of what each student did since a moment, newest first; one query."""
    found: dict[int, list[tuple[int, int]]] = {student_id: [] for student_id in student_ids}
    rows = EvidenceCompetency.objects.filter(
        evidence__student_id__in=list(found),
        evidence__activity__isnull=False,
        evidence__answered_at__gte=since,
    ).order_by("-evidence__answered_at")
    columns = ("evidence__student_id", "evidence__activity_id", "competency_id")
    for student_id, activity_id, competency_id in rows.values_list(*columns):
        found[student_id].append((activity_id, competency_id))
    return found


def students_with_evidence(*, district_id: int | None = None) -> list[int]:
    """Return everybody the ledger speaks of, or those of one district."""
    rows = Evidence.objects.order_by("student_id").values_list("student_id", flat=True)
    if district_id is not None:
        rows = rows.filter(student__district_id=district_id)
    return list(rows.distinct())
