"""How the seconds of a search are divided, on a machine as fast as usual and on a slower one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from random_days import random_day

from ownpath.engine.dayplan.timing import (
    AFTER,
    CELLS,
    COOLING_SECONDS_PER_CELL,
    FIRST_MOVE_GROWTH,
    KEPT_BESIDES,
    KEPT_FOR_SHARING,
    MOVE_GROWTH,
    QUICKEST,
    SECONDS_PER_FIRST_MOVE,
    SECONDS_PER_MOVE,
    SHARING_PAYS,
    SHARING_SECONDS,
    SLOWEST_PACE,
    TURNS_PAY,
    UNHEARD,
    Timetable,
    n_cells,
    n_places,
    seconds_to_share,
)
from ownpath.engine.dayplan.types import Problem

BEGUN = 100.0


@pytest.fixture(scope="module")
def problem() -> Problem:
    return random_day(seed=3, n_students=120, n_blocks=4)


def usual_move(problem: Problem) -> float:
    return float(SECONDS_PER_FIRST_MOVE * (n_cells(problem) / CELLS) ** FIRST_MOVE_GROWTH)


def table(problem: Problem, seconds: float, *, times_slower: float = 1.0) -> Timetable:
    times = Timetable(problem=problem, clock=lambda: BEGUN, seconds=seconds)
    times.hear(times_slower * usual_move(problem))
    return times


def test_parts_follow_one_another_and_end_in_time(problem: Problem) -> None:
    for slower in (1.0, 3.0):
        times = table(problem, 60.0, times_slower=slower)
        assert times.is_regrouped
        ends = [BEGUN, times.cool_until, times.share_from, times.solved_until, times.until]
        assert ends == sorted(set(ends))
        assert times.until == BEGUN + 60.0


def test_a_slower_machine_keeps_more_time_for_sharing_places_out(problem: Problem) -> None:
    usual, slow = table(problem, 60.0), table(problem, 60.0, times_slower=3.0)
    solving = usual.sharing - SHARING_SECONDS
    assert slow.sharing == pytest.approx(SHARING_SECONDS + 3.0 * solving)
    assert slow.share_from < usual.share_from


def test_twice_as_long_is_kept_where_there_is_plenty_of_time() -> None:
    large = random_day(seed=3, n_students=600, n_blocks=2)
    solving = seconds_to_share(large) - SHARING_SECONDS
    for seconds, times in ((1.1 * SHARING_PAYS * seconds_to_share(large), 1.0), (5.0, 2.0)):
        here = table(large, seconds)
        assert here.is_shared
        assert not here.is_exact
        kept = here.until - here.share_from - AFTER * seconds
        assert kept == pytest.approx(SHARING_SECONDS + times * solving)


def test_what_a_slower_machine_cannot_end_is_not_begun() -> None:
    large = random_day(seed=3, n_students=600, n_blocks=2)
    seconds = 1.1 * SHARING_PAYS * seconds_to_share(large)
    assert table(large, seconds).is_shared
    slow = table(large, seconds, times_slower=3.0)
    assert not slow.is_shared
    assert slow.cool_until == slow.until


def test_a_faster_machine_and_a_little_work_beside_change_nothing(problem: Problem) -> None:
    usual = table(problem, 60.0)
    for times in (0.3, 1.1):
        assert table(problem, 60.0, times_slower=times).share_from == usual.share_from


def test_the_board_is_shared_out_in_turns_where_better_groups_would_take_too_long() -> None:
    large = random_day(seed=3, n_students=600, n_blocks=2)
    for seconds, is_in_turns, is_regrouped in ((5.0, True, False), (60.0, False, True)):
        times = table(large, seconds)
        assert (times.is_in_turns, times.is_regrouped) == (is_in_turns, is_regrouped)
    turns = table(large, 5.0)
    assert turns.seconds > TURNS_PAY * seconds_to_share(large)
    assert turns.cool_until == pytest.approx(BEGUN + COOLING_SECONDS_PER_CELL * n_cells(large))
    assert turns.cool_until < turns.turns_until < turns.solved_until < turns.until


def test_where_no_turn_fits_cooling_gets_what_sharing_leaves() -> None:
    large = random_day(seed=3, n_students=600, n_blocks=2)
    usual = seconds_to_share(large)
    few = table(large, 0.9 * TURNS_PAY * usual)
    assert few.is_in_turns
    assert few.cool_until == pytest.approx(
        few.solved_until - (KEPT_FOR_SHARING * UNHEARD + KEPT_BESIDES) * usual
    )
    fewer = table(large, SHARING_PAYS * usual)
    assert fewer.cool_until == pytest.approx(BEGUN + COOLING_SECONDS_PER_CELL * n_cells(large))


def test_a_slower_machine_is_given_more_time_to_read_an_answer_that_was_cut_off() -> None:
    large = random_day(seed=3, n_students=600, n_blocks=2)
    usual, slow = table(large, 0.8), table(large, 0.8, times_slower=3.0)
    assert slow.solved_until < usual.solved_until < usual.until


def test_a_slow_pace_leaves_more_for_sharing_and_a_quick_one_hardly_less() -> None:
    large = random_day(seed=3, n_students=600, n_blocks=4)
    usual = SECONDS_PER_MOVE * (n_cells(large) / CELLS) ** MOVE_GROWTH
    times = table(large, 0.9 * TURNS_PAY * seconds_to_share(large))
    at_usual = times.cool_until
    for pace, expected in ((1.2, 1.2), (0.1, QUICKEST), (9.0, SLOWEST_PACE)):
        times.hear_pace(pace * usual)
        change = KEPT_FOR_SHARING * (expected - UNHEARD) * times.usual
        assert times.cool_until == pytest.approx(at_usual - change)


def test_sharing_takes_longer_where_students_want_the_same() -> None:
    day = random_day(seed=3, n_students=300, n_blocks=4)
    wanted = np.where(day.options.group_type >= 0, 0, -1).astype(np.int32)
    alike = replace(day, options=replace(day.options, group_type=wanted))
    assert n_places(alike) > 1.2 * n_places(day)
    assert seconds_to_share(alike) > seconds_to_share(day)


def test_no_more_places_are_reckoned_with_than_there_could_be() -> None:
    day = random_day(seed=3, n_students=300, n_blocks=4)
    grouped = day.options.group_type >= 0
    could_come = day.is_free.sum(axis=1)[day.options.student[grouped]].sum()
    assert 0 < n_places(day) <= could_come
