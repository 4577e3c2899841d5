"""Addresses of campuses, their days, who waits, and how a campus is set up."""

from __future__ import annotations

from django.urls import path

from ownpath.faces import dates as dates  # the addresses below name days
from ownpath.faces.leader.views import (
    beginning,
    behind_promises,
    board,
    campus_tables,
    ending,
    exploring,
    numbers,
    planning,
    printing,
    repairing,
    setup,
    tables_to_take,
    waiting,
)

urlpatterns = [
    path("", numbers.home, name="home"),
    path("rows/<slug:kind>/<uuid:campus>/", numbers.rows, name="rows"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<uuid:campus>/", waiting.groups, name="waiting_groups"),
    path(
        "waiting/<uuid:campus>/student/<uuid:student>/days/",
        waiting.student_days,
        name="student_days",
    ),
    path("waiting/<uuid:campus>/<slug:by>/<path:name>/", waiting.rows, name="waiting_rows"),
    path("promises/<uuid:campus>/", waiting.promises, name="promises"),
    path(
        "promises/<uuid:campus>/weeks/<slug:promise>/",
        behind_promises.over_weeks,
        name="promise_over",
    ),
    path("promises/<uuid:campus>/<day:day>/", behind_promises.of_day, name="promises_of_day"),
    path(
        "promises/<uuid:campus>/<day:day>/<slug:promise>/",
        behind_promises.on_day,
        name="promise_of_day",
    ),
    path("batch/<uuid:campus>/", waiting.batch, name="batch"),
    path("use/<uuid:campus>/", waiting.use, name="use"),
    path("days/", planning.days, name="days"),
    path("days/<uuid:campus>/", planning.days, name="days"),
    path("days/<uuid:campus>/<day:day>/", planning.day, name="day"),
    path("days/<uuid:campus>/<day:day>/plan/", planning.plan_now, name="plan_now"),
    path("days/<uuid:campus>/<day:day>/undo/", planning.undo, name="undo"),
    path("days/<uuid:campus>/<day:day>/jobs/<uuid:job>/", planning.progress, name="progress"),
    path(
        "days/<uuid:campus>/<day:day>/jobs/<uuid:job>/cancel/", planning.cancel, name="cancel"
    ),
    path(
        "days/<uuid:campus>/<day:day>/plans/<uuid:plan>/publish/",
        planning.publish,
        name="publish",
    ),
    path(
        "days/<uuid:campus>/<day:day>/plans/<uuid:plan>/withdraw/",
        planning.withdraw,
        name="withdraw",
    ),
    path(
        "days/<uuid:campus>/<day:day>/plans/<uuid:plan>/difference/",
        planning.difference,
        name="difference",
    ),
    path(
        "days/<uuid:campus>/<day:day>/plans/<uuid:plan>/promise/<slug:promise>/",
        behind_promises.in_plan,
        name="plan_promise",
    ),
    path(
        "days/<uuid:campus>/<day:day>/plans/<uuid:plan>/whole/",
        behind_promises.whole_days,
        name="plan_whole",
    ),
    path(
        "days/<uuid:campus>/<day:day>/plans/<uuid:plan>/why/<uuid:student>/<int:block>/",
        planning.why,
        name="why",
    ),
    path("days/<uuid:campus>/<day:day>/print/<slug:by>/", printing.sheets, name="sheets"),
    path("days/<uuid:campus>/<day:day>/printed/<slug:by>/", printing.printed, name="printed"),
    path("days/<uuid:campus>/<day:day>/repair/", repairing.repair, name="repair"),
    path("asked/<uuid:campus>/<uuid:job>/", repairing.asked, name="asked"),
    path("asked/<uuid:campus>/<uuid:job>/do/", repairing.carry_out, name="carry_out"),
    path("board/<uuid:campus>/", board.board, name="board"),
    path("setup/", setup.setup, name="setup"),
    path("setup/<uuid:campus>/", setup.setup_campus, name="setup_campus"),
    path("setup/<uuid:campus>/exploring/", exploring.exploring, name="exploring"),
    path("setup/<uuid:campus>/exploring/<uuid:section>/", exploring.explore, name="explore"),
    path("setup/<uuid:campus>/begin/", beginning.begin, name="begin_campus"),
    path("setup/<uuid:campus>/classes/", beginning.fix_others, name="fix_others"),
    path("setup/<uuid:campus>/term/", beginning.begin_term, name="begin_term"),
    path("setup/<uuid:campus>/back/<uuid:step>/", beginning.step_back, name="step_back"),
    path("setup/<uuid:campus>/tables/", campus_tables.tables, name="tables"),
    path("setup/<uuid:campus>/tables/plan/", campus_tables.plan, name="tables_plan"),
    path(
        "setup/<uuid:campus>/tables/progress/", campus_tables.progress, name="tables_progress"
    ),
    path("setup/<uuid:campus>/tables/again/", campus_tables.read_again, name="tables_again"),
    path("setup/<uuid:campus>/tables/apply/", campus_tables.carry_out, name="tables_apply"),
    path("setup/<uuid:campus>/tables/back/", campus_tables.go_back, name="tables_back"),
    path("setup/<uuid:campus>/tables/discard/", campus_tables.discard, name="tables_discard"),
    path(
        "setup/<uuid:campus>/tables/current/", tables_to_take.make_current, name="tables_make"
    ),
    path(
        "setup/<uuid:campus>/tables/current/progress/",
        tables_to_take.making,
        name="tables_making",
    ),
    path(
        "setup/<uuid:campus>/tables/current.zip",
        tables_to_take.take_current,
        name="tables_current",
    ),
    path(
        "setup/<uuid:campus>/tables/empty.zip", tables_to_take.take_empty, name="tables_empty"
    ),
    path("setup/<uuid:campus>/<slug:kind>/", setup.edit, name="edit"),
    path("setup/<uuid:campus>/<slug:kind>/<str:key>/end/", ending.end, name="end"),
]
