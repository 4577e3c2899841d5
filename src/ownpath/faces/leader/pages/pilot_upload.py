"""An assessment's results on their way in: what the table says, what could not be read, one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.pilot_words import name_of

if TYPE_CHECKING:
    from ownpath.school.change.imports.pilot_rows import UploadPlan
    from ownpath.school.change.models import Measure, Pilot

MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """What would come in, and what is wrong."""

    title: str
    back: str
    back_label: str
    is_planned: bool
    sentence: str
    problems: tuple[str, ...]
    n_more: int
    can_take: bool
    text: str


def build_upload_page(
    *, pilot: Pilot, measure: Measure, plan: UploadPlan | None, text: str
) -> UploadPage:
    """Lay out the plan of an upload."""
    problems = [str(one) for one in plan.problems] if plan else []
    return UploadPage(
        title=name_of(measure.metric, measure.name),
        back=reverse("leader:pilot_measure", args=[pilot.uuid, measure.uuid]),
        back_label=pilot.title,
        is_planned=plan is not None,
        sentence=_sentence(plan) if plan else "",
        problems=tuple(problems[:MOST_PROBLEMS]),
        n_more=max(0, len(problems) - MOST_PROBLEMS),
        can_take=plan is not None and bool(plan.rows),
        text=text,
    )


def _sentence(plan: UploadPlan) -> str:
    said = _("%(n)d results of %(students)d students can be taken.") % {
        "n": len(plan.rows), "students": plan.n_students,
    }  # fmt: skip
    if plan.n_replacing:
        said += " " + _("%(n)d take the place of earlier ones.") % {"n": plan.n_replacing}
    return said
