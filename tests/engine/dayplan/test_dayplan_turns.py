"""A board heated and shared out in turns: never worse, teams in their places, and in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.cooling import Schedule, cool_board, counted
from ownpath.engine.dayplan.diving import Answer, shared_so_far
from ownpath.engine.dayplan.placing import fill_bare_cells, n_bare_cells, put_in_place
from ownpath.engine.dayplan.regrouping_program import group_program_of, running_of
from ownpath.engine.dayplan.search.board import SCORE
from ownpath.engine.dayplan.search.cells import lift
from ownpath.engine.dayplan.search.layout import Layout, lay_out, read_off
from ownpath.engine.dayplan.search.rearrange import send_all_away
from ownpath.engine.dayplan.sharing import Shares, shares_in
from ownpath.engine.dayplan.turns import TimedTurns, _teams_there, share_in_turns
from ownpath.engine.dayplan.types import Bools, Plan, Problem
from tests.engine.dayplan.random_days import PROJECT, random_day


def with_worthy_projects(problem: Problem) -> Problem:
    """Return the day with projects that are worth it, so that teams meet."""
    options = problem.options
    value = np.where(options.kind == PROJECT, 500, options.value).astype(np.int32)
    return replace(problem, options=replace(options, value=value))


def day_of_one_competency(most: int) -> Problem:
    """Return the day with one competency dear to all, most to few, and at most so many blocks on it.

    The few would fill its groups again and again, and do its task besides, if they might.
    """
    options = PROBLEM.options
    dear = np.where(options.student < 8, 900, 500)
    value = np.where(options.competency == 0, dear, options.value).astype(np.int32)
    limits = replace(PROBLEM.limits, blocks_per_competency=most)
    return replace(PROBLEM, options=replace(options, value=value), limits=limits)


PROBLEM = with_worthy_projects(random_day(seed=3, n_students=120, n_blocks=4))


class Counted:
    """So many turns, whatever time they take."""

    def __init__(self, n_turns: int) -> None:
        self.left, self.n_shared = n_turns, 0

    def n_moves(self, most: int, /) -> int:
        self.left -= 1
        return most if self.left >= 0 else 0

    def hear_cooled(self, n_moves: int, /) -> None:
        assert n_moves > 0

    def hear_shared(self) -> None:
        self.n_shared += 1


def cooled(*, n_moves: int = 5_000) -> Layout:
    """Return a board after a short search."""
    layout = lay_out(problem=PROBLEM, seed=1)
    cool_board(layout, pace=counted(n_moves), schedule=Schedule())
    fill_bare_cells(PROBLEM, layout)
    return layout


def after_turns(
    n_turns: int, *, is_over: Callable[[], bool] = lambda: False, n_moves: int = 5_000
) -> Layout:
    layout = cooled(n_moves=n_moves)
    share_in_turns(PROBLEM, layout, turns=Counted(n_turns), is_over=is_over)
    return layout


def score(layout: Layout) -> int:
    return int(layout.numbers[SCORE])


class TestTurns:
    def test_leave_a_plan_that_breaks_no_rule(self) -> None:
        for n_turns in (0, 3):
            assert check(problem=PROBLEM, plan=read_off(after_turns(n_turns))) == ()

    def test_are_worth_more_than_the_first_answer_and_that_no_less_than_the_board(self) -> None:
        far, first = after_turns(8, n_moves=600), after_turns(0, n_moves=600)
        assert score(far) > score(first) >= score(cooled(n_moves=600))

    def test_give_the_same_plan_for_the_same_seed(self) -> None:
        plans = [read_off(after_turns(3)) for _ in range(2)]
        assert np.array_equal(plans[0].option, plans[1].option)
        assert np.array_equal(plans[0].group, plans[1].group)

    def test_share_out_once_more_than_there_are_turns(self) -> None:
        turns, layout = Counted(2), cooled()
        made = share_in_turns(PROBLEM, layout, turns=turns, is_over=lambda: False)
        assert turns.n_shared == 3
        assert made == 2 * 1_000 * PROBLEM.n_students

    def test_never_leave_a_board_worse_wherever_the_time_is_up(self) -> None:
        for n_asks in (0, 1, 3, 10, 30):
            left = iter([False] * n_asks)
            layout = after_turns(5, is_over=lambda left=left: next(left, True))
            assert score(layout) >= score(cooled())
            assert check(problem=PROBLEM, plan=read_off(layout)) == ()

    def test_are_cooler_after_one_that_brought_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        heats: list[float] = []

        def idle(_layout: Layout, *, pace: object, schedule: Schedule) -> int:
            heats.append(schedule.hot)
            return 0

        monkeypatch.setattr("ownpath.engine.dayplan.turns.cool_board", idle)
        after_turns(3)
        assert heats == pytest.approx([8.0, 6.8, 5.78])


class TestAnAnswerWithTeamsHeld:
    def test_is_whole_and_keeps_them_where_they_are(self) -> None:
        layout = cooled(n_moves=50_000)
        before = read_off(layout)
        in_team = cells_of_teams(before)
        assert in_team.any()
        answer = answer_with_teams_of(before)
        assert np.abs(answer.x - np.rint(answer.x)).max() < 1e-6
        whole = group_program_of(PROBLEM, before, is_linked=False)
        put_in_place(layout, shares_in(PROBLEM, whole.columns, answer.x), teams_stay=True)
        after = read_off(layout)
        assert np.array_equal(after.option[in_team], before.option[in_team])
        assert check(problem=PROBLEM, plan=after) == ()

    def test_begins_where_another_ended(self) -> None:
        plan = read_off(cooled(n_moves=50_000))
        first = answer_with_teams_of(plan)
        again = answer_with_teams_of(plan, begin=first)
        assert again.value == pytest.approx(first.value)

    @pytest.mark.parametrize("most", [1, 2])
    def test_keeps_limits_of_days_with_and_without_rows_of_their_own(self, most: int) -> None:
        problem, options = day_of_one_competency(most), PROBLEM.options
        layout = lay_out(problem=problem, seed=1)
        cool_board(layout, pace=counted(5_000), schedule=Schedule())
        plan = read_off(layout)
        whole = group_program_of(problem, plan, is_linked=False)
        running = np.zeros_like(running_of(problem, plan))
        running[: problem.n_blocks] = 1  # of the dear competency, in every block
        found = shared_so_far(whole, running, None, begin=None, is_over=lambda: False)
        assert found is not None
        assert found.is_best
        columns, used = whole.columns, np.zeros(len(options.student))
        np.add.at(used, columns.entry_option, found.x[columns.entry_place])
        np.add.at(used, columns.task, found.x[columns.first_task : columns.first_lack])
        assert used.max() == pytest.approx(1.0)
        has_one = options.competency >= 0
        key = options.student[has_one].astype(np.int64) * 100 + options.competency[has_one]
        assert np.bincount(key, weights=used[has_one]).max() == pytest.approx(most)

    def test_as_far_as_it_came_is_not_called_the_best(self) -> None:
        plan = read_off(cooled())
        cut = shared_so_far(
            group_program_of(PROBLEM, plan, is_linked=False), running_of(PROBLEM, plan), None,
            begin=None, is_over=lambda: True,
        )  # fmt: skip
        assert cut is None or not cut.is_best


class TestFillingBareCells:
    def test_leaves_none_where_a_program_left_some(self) -> None:
        layout = cooled()
        send_all_away(layout.board, False)
        assert n_bare_cells(PROBLEM, layout) > 0
        fill_bare_cells(PROBLEM, layout)
        assert n_bare_cells(PROBLEM, layout) == 0

    def test_is_done_before_a_turn_is_judged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from ownpath.engine.dayplan import turns

        put = turns.put_in_place

        def put_all_but_one(
            layout: Layout, shares: Shares, *, teams_stay: bool = False
        ) -> None:
            put(layout, shares, teams_stay=teams_stay)
            s, b = np.argwhere(read_off(layout).group < 0)[-1]
            if read_off(layout).option[s, b] >= 0:
                lift(layout.board, s, b)

        monkeypatch.setattr(turns, "put_in_place", put_all_but_one)
        layout = after_turns(3)
        assert n_bare_cells(PROBLEM, layout) == 0
        assert score(layout) > score(cooled(n_moves=600))


class TestPuttingInPlace:
    def test_sends_teams_away_unless_they_stay(self) -> None:
        nobody = np.zeros(0, dtype=np.int32)
        nothing = Shares(student=nobody, block=nobody, option=nobody)
        for teams_stay in (True, False):
            layout = cooled(n_moves=50_000)
            before = read_off(layout)
            in_team = cells_of_teams(before)
            put_in_place(layout, nothing, teams_stay=teams_stay)
            is_there = read_off(layout).option[in_team] == before.option[in_team]
            assert is_there.all() == teams_stay


class TestTimedTurns:
    def timed(self, *times: float, until: float = 20.0) -> TimedTurns:
        """Return turns after a cooling of 0.4 ms a move, whose clock shows these times one after another."""
        clock = iter(times)
        return TimedTurns(clock=lambda: next(clock), until=until, seconds_per_move=0.0004)

    def test_are_whole_while_there_is_time(self) -> None:
        turns = self.timed(0.0, 3.0, 3.0)
        turns.hear_shared()  # 3 seconds, so 2 from a corner
        assert turns.n_moves(1_000) == 1_000

    def test_the_last_is_shorter(self) -> None:
        turns = self.timed(0.0, 3.0, 17.25)
        turns.hear_shared()
        assert turns.n_moves(1_000) == 750

    def test_are_over_where_too_few_moves_fit(self) -> None:
        turns = self.timed(0.0, 3.0, 17.75)
        turns.hear_shared()
        assert turns.n_moves(1_000) == 0

    def test_are_as_quick_as_the_last(self) -> None:
        turns = self.timed(0.0, 3.0, 7.0, 7.5, 17.5)
        turns.hear_shared()
        turns.hear_cooled(1_000)  # 4 ms each
        turns.hear_shared()  # half a second
        assert turns.n_moves(1_000) == 500


def cells_of_teams(plan: Plan) -> Bools:
    """Return (n_students, n_blocks): whether a whole team does it."""
    in_team = np.zeros(plan.option.shape, dtype=bool)
    for team in PROBLEM.teams:
        for s in team.students:
            kind = PROBLEM.options.group_type[plan.option[s]]
            in_team[s] |= (plan.option[s] >= 0) & (kind == team.group_type)
    return in_team


def answer_with_teams_of(plan: Plan, begin: Answer | None = None) -> Answer:
    """Return where students belong, given the groups of a plan and where its teams are."""
    whole = group_program_of(PROBLEM, plan, is_linked=False)
    teams = _teams_there(PROBLEM, whole, plan)
    found = shared_so_far(
        whole, running_of(PROBLEM, plan), teams, begin=begin, is_over=lambda: False
    )
    assert found is not None
    assert found.is_best
    return found.answer()
