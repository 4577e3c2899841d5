"""Limits flag by themselves, Friday shows what is off track, and nobody of elsewhere finds anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from piloted import an_idea, bells, close, fill, running

from ownpath.errors import NotFound
from ownpath.school.change.models import Pilot
from ownpath.school.change.queries.pilots import (
    find_pilot_led,
    flag_words,
    friday_lines_of_pilots,
)
from ownpath.school.change.services import pilots

IN_A_WEEK = NOW + timedelta(days=7)


def again(pilot: Pilot) -> Pilot:
    """Read a pilot anew."""
    return Pilot.objects.select_related("campus__district", "district").get(pk=pilot.pk)


class TestStopRule:
    """The stop rule flags by itself; stopping stays a person's decision."""

    def test_flags_by_itself_and_shows_on_friday(self, cast: Cast) -> None:
        bells(cast)
        students = [cast.ada, *fill(cast.section, ["amy", "bo"])]
        pilot = running(cast)
        days = [TODAY + timedelta(days=n) for n in range(6)]
        close(students, cast.section, days, 63, screen_minutes=150)  # of 200 minutes to learn
        assert len(pilots.watch_pilots(district=cast.live_oak, now=IN_A_WEEK)) == 1
        assert pilots.watch_pilots(district=cast.live_oak, now=IN_A_WEEK) == []
        pilot = again(pilot)
        assert pilot.state == "running"
        assert "0.75" in str(flag_words(pilot))
        (line,) = friday_lines_of_pilots(
            district=cast.live_oak, campuses=[pilot.campus], today=IN_A_WEEK.date()
        )
        assert line.is_alarm
        assert line.about == pilot.uuid
        assert line.days == 0
        pilots.go_on(pilot=pilot, why="Test week.", by=cast.whitfield, now=IN_A_WEEK)
        tomorrow = IN_A_WEEK + timedelta(days=1)
        assert pilots.watch_pilots(district=cast.live_oak, now=tomorrow) == []
        assert again(pilot).flagged_at is None

    def test_too_little_seen_says_nothing(self, cast: Cast) -> None:
        bells(cast)
        running(cast)
        close([cast.ada], cast.section, [TODAY], 63, screen_minutes=200)
        assert pilots.watch_pilots(district=cast.live_oak, now=NOW) == []


class TestFriday:
    """What is off track, and nothing else."""

    @pytest.mark.parametrize(("weeks", "left"), [(0, []), (7, [-7])])
    def test_runs_past_its_last_day(self, cast: Cast, weeks: int, left: list[int]) -> None:
        pilot = running(cast)
        day = TODAY + timedelta(weeks=weeks)
        lines = friday_lines_of_pilots(
            district=cast.live_oak, campuses=[pilot.campus], today=day
        )
        assert [one.days for one in lines] == left  # below nothing: so many days over

    @pytest.mark.parametrize(("days", "left"), [(14, []), (17, [-3])])
    def test_waits_too_long_to_be_studied(self, cast: Cast, days: int, left: list[int]) -> None:
        pilot = pilots.study(pilot=running(cast), by=cast.whitfield, now=NOW)
        assert pilot.ended_on is not None
        lines = friday_lines_of_pilots(
            district=cast.live_oak,
            campuses=[pilot.campus],
            today=pilot.ended_on + timedelta(days=days),
        )
        assert [one.days for one in lines] == left

    def test_another_district_is_not_found(self, cast: Cast) -> None:
        pilot = an_idea(cast)
        with pytest.raises(NotFound):
            find_pilot_led(leader=cast.lund, uuid=pilot.uuid, today=TODAY)
