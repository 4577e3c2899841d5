"""Make the sheets of published days ahead, for the day the network is down, and let them go again in time.

The worker does this every minute; see `docs/decisions/0018`.
"""

from __future__ import annotations

import json
import logging
import os
import zipfile
from collections.abc import Collection, Iterable, Mapping, Set
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ownpath.kit.paper_file import FileLine, FileSheet, SheetGroup, write_paper_file
from ownpath.school.days.models import DayPlan
from ownpath.school.days.queries.papers import BY, Paper, papers_of, whose_papers
from ownpath.school.days.queries.plan_stamp import tell_version
from ownpath.school.days.queries.printed import (
    MADE,
    Printed,
    all_printed,
    folder_of_sheets,
    path_of_sheets,
    printed_of,
    read_printed,
)
from ownpath.school.days.queries.words import tell_grade
from ownpath.school.days.services.standing_aside import stand_aside
from ownpath.school.people.queries import grade_order, language_on_paper, persons_by_id

DAYS_KEPT: Final = 14  # after the day itself
AT_A_TIME: Final = 50
AS_LONG_AS_ONE_IS_MADE: Final = timedelta(hours=1)
logger = logging.getLogger(__name__)


def print_what_is_due(*, now: datetime) -> list[str]:
    """Make the sheets of every published day from today on that has none of its plan; return what was done, in words.

    A campus whose sheets cannot be made is logged and tried again the next time; the others get theirs.
    """
    done = []
    due = _published(now)
    for plan in due:
        try:
            printed = printed_of(campus=plan.campus, day=plan.day)
            if printed is not None and printed.plan == plan.uuid:
                continue
            make_sheets(plan=plan, now=now)
        except Exception:
            logger.exception("The sheets of a day could not be made; it is tried again.")
            continue
        done.append(f"{plan.campus.name}: made the sheets of {plan.day}")
    _let_go(now, {path_of_sheets(campus=plan.campus, day=plan.day) for plan in due})
    return done


def _published(now: datetime) -> list[DayPlan]:
    """Return the plans in force of campuses that are open, of today (there) and later."""
    rows = DayPlan.objects.filter(
        state=DayPlan.State.PUBLISHED,
        day__gte=now.date() - timedelta(days=1),
        campus__ended_on=None,
    )
    plans = rows.select_related("campus__district", "schedule").order_by("day", "pk")
    return [one for one in plans if one.day >= _today_of(one, now)]


def _today_of(plan: DayPlan, now: datetime) -> date:
    return now.astimezone(ZoneInfo(plan.campus.district.time_zone)).date()


def make_sheets(*, plan: DayPlan, now: datetime) -> Printed | None:
    """Make the sheets of a published plan in place of what lay there; None if somebody on them was erased meanwhile."""
    parts: dict[str, str] = {}
    students: set[int] = set()
    adults: set[int] = set()
    for by in BY:
        papers = _all_papers(plan, by)
        if papers:
            parts[by] = _file(plan, by, papers, now)
            students.update(*(paper.students for paper in papers))
            adults.update(*(paper.adults for paper in papers))
    return keep_sheets(plan=plan, parts=parts, students=students, adults=adults, now=now)


def keep_sheets(
    *,
    plan: DayPlan,
    parts: Mapping[str, str],
    students: Set[int],
    adults: Set[int],
    now: datetime,
) -> Printed | None:
    """Lay the sheets of a day ready, in place of what lay there; None if one of those on them was erased meanwhile."""
    made = {
        "plan": str(plan.uuid), "version": plan.version, "made_at": now.isoformat(),
        "students": sorted(students), "adults": sorted(adults), "parts": list(parts),
    }  # fmt: skip
    path = path_of_sheets(campus=plan.campus, day=plan.day)
    _replace(
        path, {f"{by}.html": html for by, html in parts.items()} | {MADE: json.dumps(made)}
    )
    if persons_by_id(ids=students | adults).keys() != students | adults:
        path.unlink(missing_ok=True)
    return read_printed(path)


def _all_papers(plan: DayPlan, by: str) -> list[Paper]:
    """Return all sheets, read a part at a time: rows are large, sheets are small."""
    whose = whose_papers(plan=plan, by=by)
    parts = (whose[begin : begin + AT_A_TIME] for begin in range(0, len(whose), AT_A_TIME))
    found: list[Paper] = []
    for part in parts:
        stand_aside()
        found += papers_of(plan=plan, by=by, whose=part)
    return found


def _file(plan: DayPlan, by: str, papers: list[Paper], now: datetime) -> str:
    """Return one file: students by grade, two on a page; rooms and teachers a page each."""
    here = now.astimezone(ZoneInfo(plan.campus.district.time_zone))
    in_order = sorted(papers, key=lambda one: grade_order(one.grade))
    days = {
        language: _day_in(language, plan.day) for language in {one.language for one in papers}
    }
    stamps = {language: tell_version(plan=plan, language=language) for language in days}
    spoken = language_on_paper(plan.campus.district, otherwise=settings.LANGUAGE_CODE)
    groups = [
        SheetGroup(
            name=name,
            sheets=[_sheet(one, days[one.language], stamps[one.language]) for one in own],
        )
        for name, own in groupby(in_order, key=lambda one: _group(one, spoken))
    ]
    with override(spoken):
        words = {
            "students": _("By student"),
            "rooms": _("By room"),
            "teachers": _("By teacher"),
        }
        made = _("%(campus)s · %(day)s · version %(n)d of the plan, made %(at)s") % {
            "campus": plan.campus.name, "day": date_format(plan.day, "DATE_FORMAT"),
            "n": plan.version, "at": date_format(here, "DATETIME_FORMAT"),
        }  # fmt: skip
    return write_paper_file(
        title=f"{plan.campus.name} · {words[by]} · {_day_in(spoken, plan.day)}",
        made=made, language=spoken, groups=groups, is_half=by == "students",
    )  # fmt: skip


def _group(paper: Paper, language: str) -> str:
    """Return what a sheet is handed out with: the student's grade, or the room or teacher itself."""
    with override(language):
        return tell_grade(paper.grade) if paper.whose is not None else paper.name


def _day_in(language: str, day: date) -> str:
    with override(language):
        return f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"


def _sheet(paper: Paper, day: str, stamp: str) -> FileSheet:
    stand_aside()
    return FileSheet(
        name=paper.name,
        note=" · ".join(one for one in (paper.note, day) if one),
        language=paper.language,
        stamp=stamp,
        lines=[
            FileLine(
                clock=line.clock, title=line.title, where=line.where,
                names=", ".join(name for _pk, name in line.names),
            )
            for line in paper.lines
        ],
    )  # fmt: skip


def _replace(path: Path, inside: Mapping[str, str]) -> None:
    """Put a file in place of what lay there at one stroke; nobody ever reads half of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.parent / f"{uuid4().hex}.part"
    try:
        with (
            part.open("xb") as target,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as whole,
        ):
            part.chmod(0o600)
            for name, what in inside.items():
                whole.writestr(name, what)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _let_go(now: datetime, standing: Collection[Path]) -> None:
    """Remove what was kept long enough, what is of a day to come without a plan in force, what was left half made."""
    for path, day in all_printed():
        is_old = day < now.date() - timedelta(days=DAYS_KEPT)
        if is_old or (day > now.date() and path not in standing):
            path.unlink(missing_ok=True)
    for part in folder_of_sheets().glob("*/*.part"):
        if part.stat().st_mtime < (now - AS_LONG_AS_ONE_IS_MADE).timestamp():
            part.unlink(missing_ok=True)


def forget_in_sheets(*, ids: Iterable[int]) -> int:
    """Remove every file of sheets that names one of some people, and return how many; days to come are made anew.

    Whoever erases people calls this once they are gone: sheets being made at that moment look for themselves.
    """
    gone = set(ids)
    found = [
        path
        for path, _day in all_printed()
        if (printed := read_printed(path)) is not None
        and (printed.students | printed.adults) & gone
    ]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
