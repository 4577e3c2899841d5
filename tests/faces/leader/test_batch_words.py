"""Which way the batch index goes, in a sentence that claims no more than the weeks hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ownpath.engine.promises import BatchIndex
from ownpath.faces.leader.pages.promises import tell_trend
from ownpath.school.days.queries import BatchWeek

FIRST = date(2026, 3, 2)


def week(after: int, figure: float) -> BatchWeek:
    """Make a week some weeks after the first whose four figures are all the same."""
    index = BatchIndex(pace=figure, path=figure, time=figure, choice=figure)
    return BatchWeek(monday=FIRST + timedelta(weeks=after), index=index)


class TestTellTrend:
    @pytest.mark.parametrize(
        ("weeks", "says"),
        [
            ([], "Not enough days"),
            ([(0, 0.9)], "One week can be told so far"),
            ([(0, 0.9), (1, 0.89)], "stays about the same"),
            ([(0, 0.9), (1, 0.5)], "less than 1 week ago."),
            ([(0, 0.5), (3, 0.9)], "more than 3 weeks ago."),  # the weeks between had no days
        ],
    )
    def test_claims_what_the_weeks_hold(
        self, weeks: list[tuple[int, float]], says: str
    ) -> None:
        assert says in tell_trend([week(*one) for one in weeks])
