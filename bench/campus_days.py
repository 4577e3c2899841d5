"""Measure the days of the demonstration: ours, the same campus by the whole-class timetable, what is possible.

Also repairs of the stored plans. Runs on a copy of a demonstration (OWNPATH_DATA), whose plans it makes itself.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).parent))


def main() -> None:
    """Measure every campus and print one line each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
    django.setup()
    from django.utils import timezone
    from results import keep

    from ownpath.school.days.queries import what_is_missing
    from ownpath.school.people.queries import find_campuses

    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--date", type=date.fromisoformat, default=None)
    given.add_argument("--repairs", type=int, default=25, help="random mishaps a campus")
    given.add_argument("--json", type=Path, required=True)
    said = given.parse_args()
    now = timezone.now()
    found = {}
    for campus in find_campuses():
        if not what_is_missing(campus=campus):
            found[campus.name] = _measure(campus, said.date, said.repairs, now)
            print(campus.name, found[campus.name], flush=True)
    keep("campus_days", found, said.json)


def _measure(campus: Any, day: date | None, n_repairs: int, now: Any) -> dict[str, Any]:
    from ownpath.school.days.models import PlanJob
    from ownpath.school.days.services.making import plan_campus

    asked = PlanJob.objects.filter(campus=campus, kind=PlanJob.Kind.PLAN).order_by("pk").first()
    on = day or (asked.day if asked is not None else now.date())
    if asked is not None and on != asked.day:
        _pick_as_on(campus, asked.day, on, now)
    begun = time.process_time()
    ours = plan_campus(campus=campus, day=on, by=None, now=now)
    seconds = time.process_time() - begun
    whole = plan_campus(
        campus=campus, day=on, by=None, now=now, preset="whole_class", is_bound_wanted=False
    )
    return {
        "students": ours.figures["n_students"],
        "whole_days": ours.figures["whole_days"],
        "whole_days_by_timetable": whole.figures["whole_days"],
        "most_whole_days": ours.figures["most_whole_days"],
        "promised": ours.figures["promised"],
        "promised_by_timetable": whole.figures["promised"],
        "gap_percent": round(100 * (ours.gap or 0.0), 2),
        "without_teacher": ours.figures["n_without_teacher"],
        "cpu_seconds": round(seconds, 1),
        **_repairs(campus, ours, n_repairs),
    }


def _pick_as_on(campus: Any, picked: date, on: date, now: Any) -> None:
    """Let the students of a simulated campus pick for a day what they picked for another, once."""
    from ownpath.school.days.models import NextChoice
    from ownpath.school.days.services.simulated import add_picks
    from ownpath.school.people.queries import students_at

    ids = [one.pk for one in students_at(campus=campus, today=on)]
    rows = NextChoice.objects.filter(student_id__in=ids, taken_back_at=None)
    if not rows.filter(day=on).exists():
        own = rows.filter(day=picked, station__isnull=False)
        stations = dict(own.values_list("student_id", "station_id"))
        add_picks(campus=campus, day=on, station_by_student=stations, now=now)


def _repairs(campus: Any, plan: Any, n: int) -> dict[str, Any]:
    from ownpath.engine.dayplan.check import check
    from ownpath.school.days.queries import staffings_of
    from ownpath.school.days.services import adult_out, students_away
    from ownpath.school.days.services.mending import try_event
    from ownpath.school.days.services.naming import CannotMend
    from ownpath.school.people.queries import students_at

    rng = Random(1)
    adults = [one.person.uuid for one in staffings_of(campus=campus)]
    children = [one.uuid for one in students_at(campus=campus, today=plan.day)]
    seconds, breaches, refused, changed, covered = [], 0, 0, [], 0
    for turn in range(n):
        away = students_away(student_uuids=rng.sample(children, min(30, len(children) // 8)))
        event = adult_out(person_uuid=rng.choice(adults)) if turn % 2 else away
        begun = time.process_time()
        try:
            mended = try_event(base=plan, event=event, now_block=0)
        except CannotMend:
            refused += 1
            continue
        seconds.append(time.process_time() - begun)
        breaches += len(check(problem=mended.problem, plan=mended.after))
        changed.append(len(mended.changes))
        covered += any(reason == "covered" for _student, _block, reason in mended.changes)
    seconds.sort()
    return {
        "repairs": len(seconds),
        "repairs_refused": refused,
        "repairs_with_cover": covered,
        "repair_breaches": breaches,
        "repair_cpu_seconds_median": round(seconds[len(seconds) // 2], 3) if seconds else None,
        "cells_changed_median": sorted(changed)[len(changed) // 2] if changed else None,
    }


if __name__ == "__main__":
    main()
