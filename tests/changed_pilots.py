"""Two pilots of Ada's campus: one that runs, of which Rosa was told, and one that is still an idea."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cast import NOW, TODAY, Cast
from django.urls import reverse
from piloted import headline, running

from ownpath.school.change.models import Cycle, Evaluation, Measure, Pilot, Reckoning
from ownpath.school.change.services import pilots

TOLD = {
    "verdict": "it helped",
    "design": "difference in differences",
    "words": {"en": ["It helped."], "es": ["Ayudó."]},
    "weeks": [[0, 0.5, 0.5, 24, 24], [1, 0.7, 0.5, 24, 24]],
    "run_chart": {"median": 0.5, "runs": 1, "signals": ["shift up"]},
    "slices": [
        {"column": "grade", "name": "04", "estimate": 0.2, "interval": [0.1, 0.3],
         "is_hidden": False},
        {"column": "language", "name": "es", "estimate": None, "interval": None,
         "is_hidden": True},
    ],
    "n_left_out": 1,
    "is_stable": False,
    "is_small": False,
}  # fmt: skip


def make(
    cast: Cast,
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]], dict[str, list[str]]]:
    """Return the arguments, the fields and the pages of pilots."""
    runs = running(cast)
    cycle = pilots.plan_cycle(
        pilot=runs, main_change="One cart", predicted="Calm", starts_on=TODAY,
        ends_on=TODAY + timedelta(days=9), by=cast.whitfield, now=NOW,
    )  # fmt: skip
    pilots.amend(pilot=runs, field="cost", value=40, why="Paper.", by=cast.whitfield, now=NOW)
    first = headline(runs)
    job = Reckoning.objects.create(pilot=runs, until=TODAY, total=2, asked_at=NOW)
    Evaluation.objects.create(
        pilot=runs, measure=first, until=TODAY, verdict="it helped", estimate=0.2, low=0.1,
        high=0.3, told=TOLD, reckoned_at=NOW,
    )  # fmt: skip
    scores = Measure.objects.create(
        pilot=runs, kind="outcome", metric="uploaded", name="Reading check"
    )
    idea = pilots.save_pilot(
        campus=cast.section.campus, said={"title": "Later starts"}, by=cast.whitfield, now=NOW
    )
    said = pilots.MeasureSaid(kind="outcome", metric="attendance")
    drop = pilots.save_measure(pilot=idea, said=said, by=cast.whitfield, now=NOW)
    return (
        _places(cast, runs, idea, cycle, first, scores, drop, job),
        _fields(cast),
        {
            "whitfield": _pages(runs, idea, first, scores),
            "rosa": [reverse("family:trying", args=[cast.ada.uuid])],
        },
    )


def _places(
    cast: Cast, runs: Pilot, idea: Pilot, cycle: Cycle, first: Measure, scores: Measure,
    drop: Measure, job: Reckoning,
) -> dict[str, dict[str, Any]]:  # fmt: skip
    one, of_first = {"pilot": runs.uuid}, {"pilot": runs.uuid, "measure": first.uuid}
    return {
        "leader:pilot": one,
        "leader:pilot_edit": {"pilot": idea.uuid},
        "leader:pilot_do": {**one, "deed": "note"},
        "leader:pilot_cycle_do": {**one, "cycle": cycle.uuid, "deed": "begin"},
        "leader:pilot_reckon": one,
        "leader:pilot_reckoning": {**one, "job": job.uuid},
        "leader:pilot_measure": of_first,
        "leader:pilot_measure_change": {"pilot": idea.uuid, "measure": drop.uuid},
        "leader:pilot_measure_drop": {"pilot": idea.uuid, "measure": drop.uuid},
        "leader:pilot_rows": of_first,
        "leader:pilot_csv": of_first,
        "leader:pilot_upload": {**one, "measure": scores.uuid},
        "family:trying": {"child": cast.ada.uuid},
        "family:trying_answer": {"child": cast.ada.uuid, **one},
    }


def _fields(cast: Cast) -> dict[str, dict[str, Any]]:
    return {
        "leader:pilot_new": {"campus": str(cast.section.campus.uuid), "title": "Quiet mornings"},
        "leader:pilot_edit": {"title": "Later starts", "piloting": [str(cast.section.uuid)]},
        "leader:pilot_do": {"text": "Fewer at once."},
        "leader:pilot_measure_change": {"kind": "outcome", "metric": "attendance"},
        "leader:pilot_upload": {
            "text": "student,period,value\nada,0,4\nada,1,6\n", "take": "1",
        },
        "family:trying_answer": {"answer": "no"},
    }  # fmt: skip


def _pages(runs: Pilot, idea: Pilot, first: Measure, scores: Measure) -> list[str]:
    one, of_first = [runs.uuid], [runs.uuid, first.uuid]
    deeds = ("amend", "stop", "cycle", "adopt", "retry")
    return [
        reverse("leader:pilots"),
        reverse("leader:pilot_new"),
        reverse("leader:pilot", args=one),
        reverse("leader:pilot", args=[idea.uuid]),
        reverse("leader:pilot_edit", args=[idea.uuid]),
        *(reverse("leader:pilot_do", args=[*one, deed]) for deed in deeds),
        reverse("leader:pilot_do", args=[idea.uuid, "measure"]),
        reverse("leader:pilot_do", args=[idea.uuid, "start"]),
        reverse("leader:pilot_measure", args=of_first),
        reverse("leader:pilot_measure_change", args=[idea.uuid, idea.measures.get().uuid]),
        reverse("leader:pilot_rows", args=of_first),
        reverse("leader:pilot_upload", args=[runs.uuid, scores.uuid]),
    ]
