"""Which way the batch index goes, in a sentence that claims no more than the weeks hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ownpath.engine.promises import BatchIndex
from ownpath.faces.leader.pages.crowds import tell_crowds
from ownpath.faces.leader.pages.promises import tell_trend
from ownpath.school.days.queries import BatchWeek

FIRST = date(2026, 3, 2)


def week(after: int, figure: float, n_students: int = 100) -> BatchWeek:
    """Make a week some weeks after the first whose four figures are all the same."""
    index = BatchIndex(pace=figure, path=figure, time=figure, choice=figure)
    return BatchWeek(monday=FIRST + timedelta(weeks=after), index=index, n_students=n_students)


class TestTellTrend:
    @pytest.mark.parametrize(
        ("weeks", "says"),
        [
            ([], "Not enough days"),
            ([(0, 0.9)], "One week can be told so far"),
            ([(0, 0.9), (1, 0.89)], "stays about the same"),
            ([(0, 0.9), (1, 0.5)], "taught as one less often than 1 week ago."),
            (
                [(0, 0.5), (3, 0.9)],
                "more often than 3 weeks ago.",
            ),  # the weeks between had no days
            ([(0, 0.9, 96), (1, 0.4, 216), (2, 0.1, 720)], "Other students are counted"),
            (
                [(0, 0.9, 96), (1, 0.4, 700), (2, 0.1, 720)],
                "taught as one less often than 1 week ago.",
            ),
        ],
    )
    def test_claims_what_the_weeks_hold(
        self, weeks: list[tuple[int, float] | tuple[int, float, int]], says: str
    ) -> None:
        assert says in tell_trend([week(*one) for one in weeks])


class TestTellCrowds:
    DAYS = ("March 2", "March 3", "March 4")

    @pytest.mark.parametrize(
        ("n_students", "says"),
        [
            ([216, 216, 720], "until March 3 others were counted"),
            ([720, 700, 720], ""),
            ([720, 720, 216], "until March 3"),
            ([], ""),
        ],
    )
    def test_says_where_other_students_are_counted(
        self, n_students: list[int], says: str
    ) -> None:
        told = tell_crowds(self.DAYS[: len(n_students)], n_students)
        assert bool(told) == bool(says)
        assert says in told
