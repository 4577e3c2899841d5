"""What of a child's record leaves with their family, table by table and column by column; all else stays.

Left out: what names other children or what adults said to one another, notes that adults keep for themselves, what the
child told somebody in confidence, and what is only machinery. A test asks of every table that goes with a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.apps import apps
from django.db.models import Q

from ownpath.store.tables import rows_of

if TYPE_CHECKING:
    from typing import Any

    from ownpath.school.people.models import Person

ACTIVITY, COMPETENCY = "activity__code", "competency__code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The rows of one table that are the child's, and the columns that are told of them."""

    table: str
    columns: tuple[str, ...]
    whose: str = "student"
    but_not: Q | None = None


KEPT: Final = (
    Kept(
        table="people.Person", whose="pk",
        columns=(
            "given_name", "middle_name", "family_name", "preferred_given_name", "pronouns",
            "identifier", "email", "phone", "sms", "grade", "language", "username",
        ),
    ),
    Kept(table="people.Demographics", whose="person", columns=("birth_date", "sex", "further")),
    Kept(table="people.Role", whose="person", columns=("name", "campus__name", "starts_on", "ends_on")),
    Kept(
        table="people.Enrollment", whose="person",
        columns=("section__title", "section__code", "role", "starts_on", "ends_on", "ended_on"),
    ),
    Kept(table="evidence.Sitting", columns=("uuid", ACTIVITY, COMPETENCY, "started_at", "finished_at")),
    Kept(
        table="evidence.Question",
        columns=("uuid", "sitting__uuid", "item__code", "position", "shown_at", "hints_shown"),
    ),
    Kept(
        table="evidence.Evidence",
        columns=(
            "attempt", "question__uuid", "item__code", ACTIVITY, "source", "answered_at",
            "response", "score", "is_correct", "is_aided", "hints_used", "corrects__attempt",
        ),
    ),
    Kept(
        table="evidence.EvidenceCompetency", whose="evidence__student",
        columns=("evidence__attempt", COMPETENCY),
    ),
    Kept(
        table="mastery.KnowledgeState",
        columns=(
            COMPETENCY, "state", "estimate", "low", "high", "n_unaided", "n_unaided_right",
            "state_since", "last_answered_at", "review_due_at",
        ),
    ),
    Kept(table="mastery.StateChange", columns=(COMPETENCY, "before", "after", "changed_at")),
    Kept(table="voice.Hope", columns=("kind", "theme__slug", "words", "said_at", "let_go_at")),
    Kept(
        table="voice.Signal", columns=("kind", ACTIVITY, "said_at", "taken_back_at"),
        but_not=Q(kind="need_a_person"),
    ),
    Kept(table="plans.Goal", columns=(COMPETENCY, "set_at", "due_on", "let_go_at")),
    Kept(
        table="plans.Offer",
        columns=("uuid", "for_day", ACTIVITY, COMPETENCY, "weight", "state", "shown_at"),
    ),
    Kept(table="plans.Choice", columns=("offer__uuid", "chosen_at")),
    Kept(table="plans.Override", columns=("kind", ACTIVITY, COMPETENCY, "reason", "made_at", "lifted_at")),
    Kept(table="plans.Placement", columns=("uuid", "asked_at", "finished_at")),
    Kept(
        table="plans.PlacementStep", whose="placement__student",
        columns=("placement__uuid", "position", COMPETENCY, "answer"),
    ),
    Kept(table="days.Attendance", columns=("day", "state", "block", "marked_at")),
    Kept(
        table="days.BlockRecord",
        columns=("day", "block", "state", "is_loved", "is_boring", "is_not_for_me"),
    ),
    Kept(table="days.NextChoice", columns=("day", "modality", ACTIVITY, "made_at", "is_honored")),
    Kept(table="days.DayRecord", columns=("day", "was_here", "promised", "kept", "screen_minutes", "teacher_minutes")),
    Kept(table="days.PlanCell", columns=("plan__day", "block", "modality", "subject", ACTIVITY, COMPETENCY)),
    Kept(table="days.Accommodation", columns=("kind", "amount", "set_at", "ended_at")),
    Kept(table="days.ProgramMember", columns=("name", "set_at", "ended_at")),
    Kept(table="days.OptOut", columns=("what", "said_at", "ended_at")),
    Kept(table="days.OwnModel", columns=("section__title", "preset", "refused", "said_at", "ended_at")),
    Kept(
        table="privacy.AuditEntry", whose="about",
        columns=("actor__given_name", "actor__family_name", "deed", "done_at"),
    ),
)  # fmt: skip


def rows_of_child(kept: Kept, student: Person) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one table that are a child's, in order, as the columns say."""
    rows = rows_of(apps.get_model(kept.table)).filter(**{kept.whose: student.pk})
    if kept.but_not is not None:
        rows = rows.exclude(kept.but_not)
    yield from rows.order_by("pk").values_list(*kept.columns).iterator(chunk_size=2_000)
