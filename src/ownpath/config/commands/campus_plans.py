"""The steps of `ownpath plan --campus` and `--all`: plan, check, keep, publish if asked, say what came out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ownpath.config.commands.comparison_picture import Compared, draw_comparison
from ownpath.config.terminal import bars, campus_named, err, out, prepare_database, refuse, wake
from ownpath.config.whole_files import written_whole

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Campus

WHOLE_CLASS = "whole_class"


def plan_one(
    *, name: str, day: date | None, preset: str, is_published: bool, picture: Path | None = None
) -> None:
    """Plan one campus's day with progress; with `preset` whole-class, compare with the newest plan of the day."""
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.errors import Refusal
    from ownpath.school.days.queries import PRESETS
    from ownpath.school.days.queries.problem_words import tell_problems
    from ownpath.school.days.services.making import plan_campus
    from ownpath.school.people.queries import today_in

    campus = campus_named(name)
    preset = preset.replace("-", "_")
    if preset and preset not in PRESETS:
        refuse(f'There is no model "{preset}". Take one of: {", ".join(PRESETS)}.')
    if preset == WHOLE_CLASS and is_published:
        refuse("The whole-class timetable is made to compare with: leave out --publish.")
    now = timezone.now()
    try:
        on = _day_to_plan(campus, day, now, is_published=is_published)
        _remark_if_past(on, today_in(campus.district, now))
        with bars() as step:
            row = plan_campus(campus=campus, day=on, by=None, now=now, preset=preset, tell=step)
            step("writing", 1, 1)
        if is_published:
            _put_in_force(row)
    except Refusal as refused:
        conflicts = tell_problems(
            [*getattr(refused, "conflicts", []), *getattr(refused, "breaches", [])]
        )
        refuse("\n- ".join([str(refused), *conflicts]))
    for line in lines_of(campus, row):
        out.print(line, markup=False, highlight=False)
    if row.is_whole_class:
        _compare(campus, row, picture)
    elif picture is not None:
        refuse("A picture compares two plans: add --preset whole-class.")


def plan_all(*, day: date | None, is_published: bool, address: str, n_workers: int) -> None:
    """Plan every campus that is set up; searches are spread over a cluster, rows are written here."""
    wake()
    prepare_database()
    from django.utils import timezone

    from ownpath.config.spreading import spread
    from ownpath.errors import Refusal
    from ownpath.school.days.queries import what_is_missing
    from ownpath.school.days.services.making import get_ready, keep_outcome
    from ownpath.school.people.queries import find_campuses

    now, ready, n_failed = timezone.now(), {}, 0
    if day is not None and not is_published:
        _remark_if_past(day, timezone.localdate(now))
    for campus in find_campuses():
        if missing := what_is_missing(campus=campus):
            lacks = " ".join(str(one.words) for one in missing)
            out.print(
                f"{campus.name} is not set up to be planned. {lacks}",
                markup=False,
                highlight=False,
            )
            continue
        try:
            on = _day_to_plan(campus, day, now, is_published=is_published)
            ready[campus.pk] = get_ready(campus=campus, day=on, now=now)
        except Refusal as refused:
            out.print(f"{campus.name}: {refused}", markup=False, highlight=False)
    if not ready:
        refuse(
            "No campus can be planned. Set one up, or name one and a day (--campus, --date)."
        )
    err.print(
        f"Planning {_n(len(ready), 'campus')}; each is told when it is done.", highlight=False
    )
    tasks = {pk: (one.problem, one.seed, one.n_moves, one.aims) for pk, one in ready.items()}
    for pk, outcome in spread(tasks=tasks, address=address, n_workers=n_workers):
        campus = ready[pk].gathered.campus
        try:
            row = keep_outcome(ready=ready[pk], outcome=outcome, by=None, now=timezone.now())
            if is_published:
                _put_in_force(row)
        except Refusal as refused:
            n_failed += 1
            out.print(f"{campus.name}: {refused}", markup=False, highlight=False)
            continue
        for line in lines_of(campus, row):
            out.print(line, markup=False, highlight=False)
    if n_failed:
        refuse(f"{_n(n_failed, 'campus')} could not be planned.")


def _day_to_plan(
    campus: Campus, day: date | None, now: datetime, *, is_published: bool
) -> date:
    """Return the day that is meant, the next of school where none is named.

    Raises
    ------
    Refusal
        If its plan would be put in force though the day is past where the campus is, or no school is ahead.
    """
    from ownpath.school.days.services.publishing import CannotPublish
    from ownpath.school.people.queries import today_in

    today = today_in(campus.district, now)
    if day is None:
        return _next_day(campus, today)
    if is_published and day < today:
        raise CannotPublish(
            f"{day} is over at {campus.name}: today is {today} there, so no plan of it can be put in force.",
            next_step="Leave out --publish to look at the plan, or name a day that is to come (--date).",
        )
    return day


def _put_in_force(row: DayPlan) -> None:
    """Publish a plan, unless its day ended while it was made."""
    from django.utils import timezone

    from ownpath.school.days.services.publishing import ensure_not_over, put_in_force

    now = timezone.now()
    ensure_not_over(row.campus, row.day, now)
    put_in_force(row, None, now)


def _remark_if_past(day: date, today: date) -> None:
    """Say that a day is past: its plan shows what could have been, and changes nothing that was recorded."""
    if day < today:
        err.print(
            f"{day} is past. This plans it anew from what is known today, to look at or compare; "
            "what was recorded of that day stays. To plan the next school day, leave out --date.",
            markup=False,
            highlight=False,
        )


def _next_day(campus: Campus, today: date) -> date:
    from ownpath.errors import NotFound
    from ownpath.school.days.queries import next_school_day

    found = next_school_day(campus=campus, after=today)
    if found is None:
        raise NotFound(
            f"{campus.name} has no school day ahead.",
            next_step="Set up its week, or name a day with --date.",
        )
    return found


def lines_of(campus: Campus, row: DayPlan) -> list[str]:
    """Return what came out of planning, in a few lines."""
    figures = row.figures
    model = "the whole-class timetable" if row.is_whole_class else f"version {row.version}"
    lines = [
        f"{campus.name}, {row.day}, {model} ({row.get_state_display()}): {row.value:,} points, "
        f"{_n(figures['n_groups'], 'group')}, {_n(figures['n_without_teacher'], 'student')} without "
        "teacher time, no rule broken",
    ]
    if row.gap is not None:
        lines.append(
            f"No plan can be worth more than {row.bound:,} points: "
            f"this plan is within {100 * row.gap:.2f} % of the best possible."
        )
    promised = ", ".join(f"{name} {n}" for name, n in figures["promised"].items())
    lines.append(
        f"Promises to {_n(figures['n_students'], 'student')}: {promised}; whole days "
        f"{figures['whole_days']} (no plan could give more than {figures['most_whole_days']})"
    )
    if figures.get("n_left_out"):
        more = " ..." if figures["n_left_out"] > len(figures["left_out"]) else ""
        lines.append(
            "Without a place in the day, so that their time is planned for other things: "
            f"{_n(figures['n_left_out'], 'class')} ({', '.join(figures['left_out'])}{more})."
        )
    if figures.get("n_kept_apart_dropped"):
        lines.append(
            f"{_n(figures['n_kept_apart_dropped'], 'pair')} to be kept apart: in one class here, "
            "as this timetable cannot part them."
        )
    if figures.get("n_hours_moved"):
        lines.append(
            f"{_n(figures['n_hours_moved'], 'block')} of teachers' own taken for lessons: "
            "this timetable would lay them elsewhere."
        )
    return lines


def _n(n: int, what: str) -> str:
    """Return a number and what is counted.

    >>> _n(1, "student"), _n(2_000, "student"), _n(4, "campus")
    ('1 student', '2,000 students', '4 campuses')
    """
    many = "es" if what.endswith("s") else "s"
    return f"{n:,} {what}{'' if n == 1 else many}"


def _compare(campus: Campus, whole: DayPlan, picture: Path | None) -> None:
    """Draw one table, and where asked one picture, of the newest plan of the day and the whole-class timetable."""
    from rich.table import Table

    from ownpath.school.days.queries import plans_of

    ours = next(iter(plans_of(campus=campus, day=whole.day)), None)
    if ours is None:
        out.print(
            "There is no plan of the day to compare with; plan it without --preset first."
        )
        return
    title = f"{campus.name}, {whole.day}"
    table = Table(title=title)
    for name in ("", "our plan", "whole class", "at most"):
        table.add_column(name, justify="right" if name else "left")
    rows = _compared(ours, whole)
    for row in rows:
        table.add_row(row.name, f"{row.ours:,}", f"{row.theirs:,}", f"{row.most:,}")
    out.print(table)
    if picture is not None:
        n_students = max(one.figures["n_students"] for one in (ours, whole))
        drawn = draw_comparison(title=title, rows=rows, n_students=n_students)
        with written_whole(picture) as place:
            place.write_text(drawn, encoding="utf-8")
        out.print(f"The picture is in {picture}.", markup=False, highlight=False)


def _compared(ours: DayPlan, whole: DayPlan) -> list[Compared]:
    """Return whole days, then the promises, of both plans."""
    mine, theirs = ours.figures, whole.figures
    days = Compared(
        name="whole days", ours=mine["whole_days"], theirs=theirs["whole_days"],
        most=mine["most_whole_days"],
    )  # fmt: skip
    return [days] + [
        Compared(name=name, ours=n, theirs=theirs["promised"][name], most=mine["n_students"])
        for name, n in mine["promised"].items()
    ]
