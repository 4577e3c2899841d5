"""Figures of a vision as people read them: times in a unit one would say, and a line that runs to its flag."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from ownpath.faces.taking_part.drawing.figures import draw_bar, tell_figure
from ownpath.school.change.models import Indicator

TIMES = [
    (0, "0 minutes", "0 minutos"),
    (1, "1 minute", "1 minuto"),
    (119.4, "119 minutes", "119 minutos"),
    (120, "2 hours", "2 horas"),
    (2849, "47 hours", "47 horas"),
    (2880, "2 days", "2 días"),
    (16_751, "12 days", "12 días"),
]


@pytest.mark.parametrize(("minutes", "english", "spanish"), TIMES)
def test_a_wait_is_told_in_a_unit_one_would_say(
    minutes: float, english: str, spanish: str
) -> None:
    one = Indicator(metric="stuck_minutes")
    with override("en"):
        assert tell_figure(one, minutes) == english
    with override("es"):
        assert tell_figure(one, minutes) == spanish


@pytest.mark.parametrize(
    ("began", "now", "target"), [(20, 30, 40), (40, 30, 20), (40, 45, 20), (5, None, 1)]
)
def test_the_flag_stands_at_the_end_whether_it_is_to_rise_or_to_fall(
    began: float, now: float | None, target: float
) -> None:
    drawn = draw_bar(began, now, target)
    begin = float(re.findall(r'sp-begin" d="M([\d.]+)', drawn)[0])
    flag = float(re.findall(r'sp-goal" d="M([\d.]+)', drawn)[0])
    assert begin < flag == 306.0
