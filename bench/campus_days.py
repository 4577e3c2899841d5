"""Measure the days of the demonstration: ours, the same campus by the whole-class timetable, what is possible.

Also repairs of the stored plans. Runs on a copy of a demonstration (OWNPATH_DATA), whose plans it makes itself.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import date
from itertools import combinations
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
    given.add_argument("--pairs", type=int, default=25, help="two adults out at once, a campus")
    given.add_argument("--campus", default=None, help="this campus only")
    given.add_argument("--json", type=Path, required=True)
    said = given.parse_args()
    now = timezone.now()
    found = {}
    for campus in find_campuses(name=said.campus or ""):
        if not what_is_missing(campus=campus):
            found[campus.name] = _measure(campus, said, now)
            print(campus.name, found[campus.name], flush=True)
    keep("campus_days", found, said.json)


def _measure(campus: Any, said: argparse.Namespace, now: Any) -> dict[str, Any]:
    from ownpath.school.days.models import PlanJob
    from ownpath.school.days.services.making import plan_campus

    asked = PlanJob.objects.filter(campus=campus, kind=PlanJob.Kind.PLAN).order_by("pk").first()
    on = said.date or (asked.day if asked is not None else now.date())
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
        "possible_alone": ours.figures["possible_alone"],
        "promised": ours.figures["promised"],
        "promised_by_timetable": whole.figures["promised"],
        "gap_percent": round(100 * (ours.gap or 0.0), 2),
        "without_teacher": ours.figures["n_without_teacher"],
        "cpu_seconds": round(seconds, 1),
        **_repairs(campus, ours, said.repairs),
        **_two_out(campus, ours, said.pairs),
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


def _two_out(campus: Any, plan: Any, n: int) -> dict[str, Any]:
    """Let two adults be out at once, one after the other told: half of the pairs teach one grade, half any."""
    rng = Random(2)
    pairs = _pairs_of_a_grade(campus, plan.day)
    rng.shuffle(pairs)
    adults = [one.person.uuid for one in _staff(campus)]
    pairs = pairs[: (n + 1) // 2]
    pairs += [tuple(rng.sample(adults, 2)) for _ in range(n - len(pairs))]
    told = [_mended_twice(plan, pair, rng.randrange(2)) for pair in pairs]
    refused = [one["refused"] for one in told if "refused" in one]
    done = [one for one in told if "refused" not in one]
    return {
        "two_out": len(told),
        "two_out_refused": len(refused),
        "two_out_refusals": sorted(set(refused)),
        "two_out_breaches": sum(one["breaches"] for one in done),
        "two_out_with_cover": sum(one["is_covered"] for one in done),
        "two_out_cells_changed_median": _middle([one["cells"] for one in done]),
        "two_out_cpu_seconds_median": _middle([one["cpu"] for one in done]),
        "two_out_cpu_seconds_worst": max((one["cpu"] for one in done), default=None),
    }


def _staff(campus: Any) -> list[Any]:
    from ownpath.school.days.queries import staffings_of

    return staffings_of(campus=campus)


def _pairs_of_a_grade(campus: Any, day: date) -> list[tuple[Any, ...]]:
    """Return the pairs of adults who teach students of one grade."""
    from ownpath.school.people.queries import sections_at, teachers_by_section

    sections = sections_at(campus=campus, today=day)
    teachers = teachers_by_section(section_ids=[one.pk for one in sections], today=day)
    uuids = {one.person_id: one.person.uuid for one in _staff(campus)}
    by_grade: dict[str, set[Any]] = {}
    for section in sections:
        own = {uuids[pk] for pk in teachers.get(section.pk, ()) if pk in uuids}
        for grade in section.grades:
            by_grade.setdefault(grade, set()).update(own)
    pairs = (combinations(sorted(own, key=str), 2) for own in by_grade.values())
    return sorted({pair for some in pairs for pair in some}, key=str)


def _mended_twice(plan: Any, pair: tuple[Any, ...], turn: int) -> dict[str, Any]:
    """Return what two absences do to a plan: of the whole day, or of one block of it and then the whole day."""
    from copy import copy

    from ownpath.engine.dayplan.check import check
    from ownpath.school.days.queries.packed import pack
    from ownpath.school.days.services import adult_out
    from ownpath.school.days.services.mending import try_event
    from ownpath.school.days.services.naming import CannotMend

    base, cells, begun = copy(plan), {}, time.process_time()
    mended = None
    blocks = {"first_block": turn, "last_block": 15}
    try:
        for person in pair:
            mended = try_event(
                base=base, event=adult_out(person_uuid=person, **blocks), now_block=0
            )
            base = copy(plan)
            base.problem = pack(mended.problem, mended.key, mended.after)
            cells |= {(s, b): reason for s, b, reason in mended.changes}
    except CannotMend as refusal:
        return {"refused": f"{refusal.message} {refusal.next_step}"}
    return {
        "cpu": round(time.process_time() - begun, 3),
        "breaches": len(check(problem=mended.problem, plan=mended.after)),
        "cells": len(cells),
        "is_covered": "covered" in cells.values(),
    }


def _middle(values: list[Any]) -> Any:
    return sorted(values)[len(values) // 2] if values else None


if __name__ == "__main__":
    main()
