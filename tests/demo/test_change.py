"""The change of the demonstration, made up by days before today: they are days on the wall, whenever it is built."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cast import Cast

from ownpath.demo import change
from ownpath.demo.cast import DISTRICT
from ownpath.school.people.models import District


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("built", "hour"),
    [
        (date(2027, 3, 15), 0),  # the day after clocks went forward, just after midnight
        (date(2026, 11, 2), 23),  # the day after they went back, just before it
    ],
)
def test_a_day_ago_is_yesterday_across_a_change_of_clocks(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, built: date, hour: int
) -> None:
    District.objects.filter(pk=cast.live_oak.pk).update(source_key=DISTRICT)
    zone = ZoneInfo(cast.live_oak.time_zone)
    moment = datetime(built.year, built.month, built.day, hour, 30, tzinfo=zone)
    told: list[Any] = []
    monkeypatch.setattr(change, "SEEDS", (lambda **given: told.append(given["now"]),))
    change.give_change(
        today=built,
        now=datetime.fromtimestamp(moment.timestamp(), tz=ZoneInfo("UTC")),
        seed=1,
        progress=lambda *_told: None,
    )
    ago = told[0] - timedelta(days=86)
    assert ago.astimezone(zone).date() == built - timedelta(days=86)
