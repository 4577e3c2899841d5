"""The vision of the demonstration: where a figure of ours began is measured on days that are there, never typed in."""

from __future__ import annotations

from datetime import timedelta

from cast import NOW, TODAY, Cast, make_students
from piloted import close

from ownpath.demo.change_vision import MEASURED, where_figures_began
from ownpath.demo.past import DAYS_BACK


class TestWhereFiguresBegan:
    def test_is_not_known_where_no_day_was_closed(self, cast: Cast) -> None:
        began = where_figures_began([cast.section.campus], TODAY, NOW)
        assert began == dict.fromkeys(MEASURED)

    def test_is_what_the_first_days_kept(self, cast: Cast) -> None:
        students = make_students(cast, 12)
        first = TODAY - timedelta(days=DAYS_BACK)
        close(students, cast.section, [first], kept=0b111)
        close(students, cast.section, [TODAY - timedelta(days=1)], kept=0b111111)
        began = where_figures_began([cast.section.campus], TODAY, NOW)
        assert (began["promises_kept"], began["whole_days"]) == (50.0, 0.0)
