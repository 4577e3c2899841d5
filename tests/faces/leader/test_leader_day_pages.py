"""A leader's pages of the day: honest sentences, small groups untold, drawn with the database refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from cast import NOW
from django.core.paginator import Paginator
from django.utils.translation import override

from ownpath.engine.dayplan import planning
from ownpath.faces.leader.forms import HappeningForm
from ownpath.faces.leader.pages.campuses import CampusTabs
from ownpath.faces.leader.pages.plan_words import (
    tell_bound,
    tell_bound_exactly,
    tell_nobody_chose,
    tell_pins_aside,
)
from ownpath.faces.leader.pages.planning import (
    JobPart,
    PlanCard,
    PlanningPage,
    draw_job,
)
from ownpath.faces.leader.pages.promises import BatchPage, PromisesDay, PromisesPage, draw_day
from ownpath.faces.leader.pages.student_days import (
    BlockLine,
    Reason,
    StudentDayLine,
    StudentDaysPage,
)
from ownpath.faces.leader.pages.waiting import (
    CampusField,
    GradeField,
    WaitingPage,
    tell_waiting,
)
from ownpath.faces.leader.pages.waiting_lists import WaitingRowsPage, WaitingStudent
from ownpath.kit.chart import Chart, ChartLine
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.kit.flower_field import Bloom
from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries import PromiseDay

ALL = frozenset(PROMISE_WORDS)
DAY = date(2026, 3, 11)
TABS = CampusTabs(name="Live Oak Elementary", uuid=uuid4(), tabs=(), current="")


def waiting(name: str, n: int, n_waiting: int) -> Any:
    """Return a line as the room of days gives it."""
    return SimpleNamespace(
        name=name, n_students=n, n_waiting=n_waiting, is_hidden=n < 10, longest=12, median=3
    )


def field(*lines: Any, hidden: int = 0) -> Any:
    """Return a campus's lines, and how many wait in the grades that are not shown."""
    untold = sum(line.n_waiting for line in lines if line.n_waiting < 10) + hidden
    return SimpleNamespace(
        lines=lines,
        n_students=sum(line.n_students for line in lines),
        n_waiting=sum(line.n_waiting for line in lines) + hidden,
        n_untold=untold if untold < 10 else 0,
    )


class TestTheSentence:
    def test_names_where_most_wait(self) -> None:
        lines = [
            ("Oak", field(waiting("04", 120, 12))),
            ("Ridge", field(waiting("07", 210, 120))),
        ]
        assert tell_waiting(lines) == (
            "132 of 330 students have waited more than ten school days for a whole day;"
            " most in grade 7 at Ridge."
        )

    def test_names_no_small_group(self) -> None:
        said = tell_waiting([("Oak", field(waiting("04", 9, 0), hidden=9))])
        assert said.startswith("Fewer than 10 of fewer than 10 students")
        assert "grade 4" not in said

    def test_gives_away_no_small_part_of_a_campus_or_of_all(self) -> None:
        oak = ("Oak", field(waiting("04", 120, 30), waiting("05", 60, 3)))
        assert tell_waiting([oak]).startswith("More than 30 of 180 students have waited")
        ridge = ("Ridge", field(waiting("07", 90, 4)))
        assert tell_waiting([ridge, oak]).startswith("More than 30 of 270 students")
        valley = ("Valley", field(waiting("08", 90, 8)))  # 3 and 8 together are a crowd
        assert tell_waiting([valley, oak]).startswith("41 of 270 students")

    def test_names_no_grade_by_an_order_of_what_is_not_told(self) -> None:
        said = tell_waiting([("Oak", field(waiting("04", 120, 9), waiting("05", 60, 4)))])
        assert (
            said == "13 of 180 students have waited more than ten school days for a whole day."
        )

    def test_is_calm_where_nobody_waits_and_where_no_day_is_closed(self) -> None:
        assert tell_waiting([]) == "No school day has been closed yet."
        assert tell_waiting([("Oak", field(waiting("04", 120, 0)))]).startswith(
            "Nobody has waited"
        )


class TestWaiting:
    def test_draws_a_field_for_each_grade_that_may_be_told(
        self, drawn: Callable[..., str]
    ) -> None:
        counts = {Bloom(ALL, ALL): 12, Bloom(ALL, ALL - {"hears"}): 3}
        told = GradeField(name="Grade 4", counts=counts, each=1, href="/a", note="")
        hidden = replace(told, name="Grade 5", counts={}, note="fewer than 10 students")
        campus = CampusField(
            name="Oak",
            note="12 of 27",
            each=0,
            is_open=True,
            grades=(told, hidden),
            promises_url="/p",
            sections_url="/s",
        )
        page = WaitingPage(
            sentence="12 of 27 wait.", is_empty=False, campuses=(campus,), is_planned=True
        )
        html = drawn("waiting", page=page)
        assert html.count("<use") == 15
        assert html.count("<symbol") == 2
        assert "fewer than 10 students" in html
        for is_planned in (True, False):
            empty = WaitingPage(
                sentence="None.", is_empty=True, campuses=(), is_planned=is_planned
            )
            told = drawn("waiting", page=empty)
            assert "No day to look at yet" in told
            assert ("Plan the first day" in told) is not is_planned

    def test_opens_down_to_names_or_says_why_not(self, drawn: Callable[..., str]) -> None:
        ben = WaitingStudent(
            name="Ben Carter", days=14, promised=tuple(ALL), kept=("connects",), href="/ben"
        )
        page = WaitingRowsPage(
            campus="Ridge",
            name="Grade 8",
            back="/b",
            is_hidden=False,
            students=(ben,),
            pages=Paginator([1], 50).get_page(1),  # type: ignore[arg-type]
        )
        html = drawn("waiting_rows", page=page)
        assert "14 school days" in html
        assert "one of six kept" in html
        untold = drawn("waiting_rows", page=replace(page, students=(), is_hidden=True))
        assert "Names are not shown to you here" in untold

    def test_says_of_one_student_what_was_missing_and_why(
        self, drawn: Callable[..., str]
    ) -> None:
        reason = Reason(promise="hears", was_promised=False, words="No block was a choice.")
        block = BlockLine(
            at=time(8, 30), title="Halves", where="Room 12", because="because you are close",
            behind="", why_url="/why", became="done",
        )  # fmt: skip
        days = (
            StudentDayLine(
                day=DAY, was_here=True, words="0 of 6 promises kept", promised=("connects",),
                kept=(), reasons=(reason,), blocks=(block,),
            ),
            StudentDayLine(
                day=DAY, was_here=False, words="", promised=(), kept=(), reasons=(), blocks=()
            ),
        )  # fmt: skip
        page = StudentDaysPage(
            campus="Ridge", name="Ben", called="Ben", grade="grade 8", sentence="Waits.", back="/b", days=days,
            today=(), missing="", n_unexplained=0,
        )  # fmt: skip
        html = drawn("student_days", page=page)
        assert "Block by block, and why" in html
        assert "because you are close" in html
        assert 'hx-get="/why"' in html
        assert "Today, by the plan" not in html
        assert "Today, by the plan" in drawn("student_days", page=replace(page, today=(block,)))
        assert "No block was a choice." in html
        assert "not in the plan" in html
        assert "not at school" in html


class TestPromises:
    def test_tells_no_small_part_of_a_day_and_how_many_were_recorded(self) -> None:
        nothing = dict.fromkeys(PROMISE_WORDS, 0)
        told = draw_day(PromiseDay(
            day=DAY, n_recorded=216, n_here=203, promised=nothing, kept=nothing,
            n_whole_promised=203, n_whole_kept=1, is_simulated=False,
        ), uuid4())  # fmt: skip
        assert (told.n_here, told.whole_promised) == ("203 of 216", "203")
        assert told.whole_kept == "fewer than 10"

    def test_tells_no_small_day(self, drawn: Callable[..., str]) -> None:
        few = PromisesDay(
            day="x", href="/x/", n_here="7", whole_promised="6", whole_kept="5", is_hidden=True
        )
        page = PromisesPage(
            tabs=TABS, sentence="x", crowds="", rows=(), days=(few,), since=DAY, until=DAY
        )
        assert "No day to look at yet" in drawn("promises", page=page)

    def test_puts_a_table_behind_the_lines(self, drawn: Callable[..., str]) -> None:
        line = ChartLine(name="pace", values=(0.9, None, 0.4))
        chart = Chart(
            title="From batch to own",
            moments=("1", "2", "3"),
            lines=(line,),
            low="own",
            high="b",
        )
        page = BatchPage(
            tabs=TABS, sentence="Less.", chart=chart, names=("pace",), meanings=(), rows=()
        )
        html = drawn("batch", page=page)
        assert 'class="chart chart-wide"' in html
        assert "The numbers behind the lines" in html


class TestPlanning:
    PLAN = PlanCard(
        uuid=uuid4(),
        version=1,
        state="draft",
        state_words="draft",
        made_at=NOW,
        made_by="Dr. Reyes",
        sentence="A whole day is promised to 20 of 21 students.",
        bound=tell_bound(0.01),
        bound_exactly=tell_bound_exactly(0.01),
        nobody_chose=tell_nobody_chose({"hears": 0}, 3),
        promises=(),
        is_draft=True,
        is_published=False,
        is_repair=False,
        happened=(),
        forgets=(),
        left_out="1 class has no place in this day (Art): its time is planned for what is worked on here.",
        pins_aside=tell_pins_aside({"pins_aside": ["a", "b"]}),
        diff_url="",
    )
    PAGE = PlanningPage(
        tabs=TABS,
        day=DAY,
        is_today=False,
        earlier="",
        later="",
        is_school=True,
        schedule="Regular",
        missing=(),
        job=None,
        shown=None,
        others=(),
        reviews=(),
        can_undo=False,
    )
    JOB = JobPart(
        uuid=uuid4(),
        is_working=True,
        is_failed=False,
        is_question=False,
        step="checking every rule",
        done=3,
        total=10,
        problems=(),
    )

    def test_offers_one_first_thing_to_do(self, drawn: Callable[..., str]) -> None:
        nothing = drawn("day", page=self.PAGE)
        assert "Plan it now" in nothing
        assert nothing.count("button-primary") == 1
        draft = drawn("day", page=replace(self.PAGE, shown=self.PLAN))
        assert ">Publish<" in draft
        assert draft.count("button-primary") == 1
        assert "This is about as much as a plan for this day can promise." in draft
        assert "worth more than 1.0% above this one" in draft
        assert "Students choose on their page for the next school day" in draft
        assert "1 class has no place in this day (Art)" in draft
        assert "2 things teachers decided cannot be." in draft

    def test_asks_again_only_while_a_plan_is_on_its_way(
        self, drawn: Callable[..., str]
    ) -> None:
        working = drawn("day", page=replace(self.PAGE, job=self.JOB))
        assert 'hx-trigger="every 1s"' in working
        assert "Plan it now" not in working
        failed = replace(
            self.JOB, is_working=False, is_failed=True, problems=("Two rooms are too few.",)
        )
        html = drawn("day", page=replace(self.PAGE, job=failed))
        assert "Two rooms are too few." in html
        assert "hx-trigger" not in html
        assert "Nobody has planned this day yet" not in html

    def test_says_that_planning_stopped_where_no_rule_stands_against_it(
        self, drawn: Callable[..., str]
    ) -> None:
        stopped = replace(self.JOB, is_working=False, is_failed=True)
        html = drawn("day", page=replace(self.PAGE, job=stopped))
        assert "The planning stopped before there was a plan" in html
        assert "Change one of these" not in html
        assert html.count("button-primary") == 1

    def test_names_only_what_conflicts_and_where_it_can_be_changed(
        self, drawn: Callable[..., str]
    ) -> None:
        demands = [
            {"key": "no_repeat", "says": {}},
            {"key": "devices", "says": {"n": 3}},
            {"key": "block", "says": {"n": 5, "block": "Block 2"}},
        ]
        job = PlanJob(
            state=PlanJob.State.FAILED, problems=["No plan can be.", *demands, "Give up."]
        )
        part = draw_job(job, campus=uuid4())
        assert part.problems[0] == "Nothing is done twice in a day."
        assert [one.kind for one in part.can_help] == ["station", "cart"]
        html = drawn("day", page=replace(self.PAGE, job=part))
        assert "Give up." not in html
        assert all(one.href in html for one in part.can_help)

    @pytest.mark.parametrize("step", ["gathering", *planning.STEPS, "writing"])
    def test_has_words_for_each_step_in_both_languages(self, step: str) -> None:
        job = PlanJob(state=PlanJob.State.RUNNING, step=step, done=1, total=2)
        words = []
        for language in ("en", "es"):
            with override(language):
                words.append(draw_job(job, campus=uuid4()).step)
        assert "turn" not in words[0], "a step without words reads as if nothing had begun"
        assert words[0] != words[1]

    def test_says_what_is_missing_before_a_day_can_be_planned(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn("day", page=replace(self.PAGE, missing=("There are no rooms yet.",)))
        assert "There are no rooms yet." in html
        assert "Plan it now" not in html
        closed = drawn("day", page=replace(self.PAGE, is_school=False))
        assert "No school on this day" in closed

    def test_asks_who_is_missing_by_name(self) -> None:
        blocks = {"first": "0", "last": "3"}
        assert HappeningForm({"kind": "students", **blocks}).is_valid()
        assert not HappeningForm({"kind": "adult", **blocks}).is_valid()
        assert not HappeningForm({"kind": "students", "first": "3", "last": "0"}).is_valid()
