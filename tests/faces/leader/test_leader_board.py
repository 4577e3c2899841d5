"""The hall's board: what comes next for whom, as large as it fits, and no name the campus keeps back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cast import NOW, TODAY, Cast, make_students
from django.template.loader import render_to_string
from grounds import Grounds
from planned import plan_today

from ownpath.faces.leader.pages.board import (
    BoardPage,
    Departure,
    block_to_show,
    build_board,
)
from ownpath.kit.navigation import TabItem
from ownpath.school.days.services.setting_up import set_policy
from ownpath.school.people.models import Person


class TestBoard:
    def test_shows_the_block_that_comes(self, drawn: Callable[..., str]) -> None:
        page = BoardPage(
            stamp="1.2",
            campus="Oak",
            grades=(),
            current="/lead/board/x/?grade=04",
            is_planned=True,
            block="Block 3 · 10:00",
            departures=(Departure(name="Ada", place="Room 12", with_whom=""),),
        )
        html = drawn("board", page=page)
        assert "Room 12" in html
        assert "grade=04&amp;stamp=1.2" in html
        assert "Next" in html
        last = drawn("board", page=replace(page, is_now=True))
        assert "Now" in last
        assert "Room 12" in last
        over = drawn("board", page=replace(page, block="", departures=(), without="Bye."))
        assert "Bye." in over
        unplanned = drawn(
            "board", page=replace(page, is_planned=False, block="", departures=())
        )
        assert "by itself when it is published" in unplanned
        off = replace(page, is_planned=False, is_off=True, block="", departures=())
        assert "by itself when it is published" not in drawn("board", page=off)
        assert "Nothing is planned for this grade" in drawn(
            "board", page=replace(page, departures=())
        )

    def test_says_once_where_a_whole_grade_goes(self, drawn: Callable[..., str]) -> None:
        ada, ben, other = (
            Departure(name=name, place=place, with_whom="")
            for name, place in (("Ada", "Art"), ("Ben", "Art"), ("Mia", "Library"))
        )
        page = BoardPage(
            stamp="1.2", campus="Oak", current="/b/?grade=04", is_planned=True, block="Block 3",
            grades=(TabItem(label="Grade 4", url="/b/?grade=04"),), departures=(ada, ben),
        )  # fmt: skip
        html = drawn("board", page=page)
        assert "Everyone in this grade" in html
        assert "Ada" not in html
        assert 'board-grade">Grade 4' in html
        apart = drawn("board", page=replace(page, departures=(ada, ben, other)))
        assert "Everyone" not in apart
        assert "Ada" in apart
        assert replace(page, departures=(ada,)).everyone is None

    @pytest.mark.parametrize(
        ("n", "crowd"), [(0, "few"), (36, "few"), (37, "some"), (120, "many"), (144, "crowd")]
    )
    def test_makes_room_for_a_whole_grade(self, n: int, crowd: str) -> None:
        one = Departure(name="Ada", place="Art", with_whom="")
        page = BoardPage(
            stamp="", campus="Oak", grades=(), current="", is_planned=True, block="x",
            departures=(one,) * n,
        )  # fmt: skip
        assert page.crowd == crowd

    @pytest.mark.parametrize(
        ("n", "sizes"),
        [(0, []), (1, [1]), (150, [150]), (151, [76, 75]), (301, [101, 101, 99]), (1000, [167] * 5 + [165])],
    )  # fmt: skip
    def test_lets_more_than_a_screen_holds_take_turns(self, n: int, sizes: list[int]) -> None:
        lines = tuple(
            Departure(name=f"{one:04}", place=f"Art {one % 2}", with_whom="")
            for one in range(n)
        )
        page = BoardPage(
            stamp="", campus="Oak", grades=(), current="", is_planned=True, block="x",
            departures=lines,
        )  # fmt: skip
        assert [len(part.departures) for part in page.parts] == sizes
        assert tuple(one for part in page.parts for one in part.departures) == lines
        if len(sizes) == 2:
            assert [part.label for part in page.parts] == ["0000 – 0075", "0076 – 0150"]
            html = render_to_string("leader/board_part.html", {"page": page})
            assert html.count("<ol") == 2
            assert "2 of 2" in html

    def test_tells_no_name_where_the_campus_decided_on_numbers(self, cast: Cast) -> None:
        Person.objects.filter(pk=cast.ada.pk).update(identifier="90210")
        (other,) = make_students(cast, 1)
        campus = plan_today(cast, [cast.ada, other]).plan.campus
        here: dict[str, Any] = {"grade": "04", "today": TODAY, "now": NOW, "language": "en"}

        def names() -> set[str]:
            board = build_board(viewer=cast.reyes, campus=campus, **here)
            return {one.name for one in board.departures}

        assert "Ada" in names()
        set_policy(campus=campus, board_by_number=True, by=cast.reyes, now=NOW)
        set_policy(campus=campus, by=cast.reyes, now=NOW)  # what is not named stays
        assert names() == {"90210", f"{other.called[:1]}. {other.family_name[:1]}."}

    def test_shows_the_last_block_until_it_ends(self) -> None:
        blocks: Any = tuple(
            SimpleNamespace(starts_at=time(hour), ends_at=time(hour, 45)) for hour in (9, 10)
        )
        assert block_to_show(blocks, time(8)) is blocks[0]
        assert block_to_show(blocks, time(9)) is blocks[1]
        assert block_to_show(blocks, time(10)) is blocks[1]
        assert block_to_show(blocks, time(10, 45)) is None

    @pytest.mark.parametrize(
        ("days_on", "clock", "says"),
        [
            (0, time(8, 5), ""),
            (0, time(14, 10), ""),
            (0, time(15), "That was today. See you tomorrow."),
            (1, time(15), "No plan is published for today."),
            (3, time(9), "No school today. School is on Monday."),
        ],
    )
    def test_says_where_there_is_no_block(
        self, grounds: Grounds, days_on: int, clock: time, says: str
    ) -> None:
        thursday = TODAY + timedelta(days=(3 - TODAY.weekday()) % 7)
        grounds.publish(thursday)
        day = thursday + timedelta(days=days_on)
        now = datetime.combine(day, clock, tzinfo=ZoneInfo(grounds.cast.live_oak.time_zone))
        board = build_board(
            viewer=grounds.cast.reyes, campus=grounds.campus, grade="04", today=day, now=now,
            language="en",
        )  # fmt: skip
        assert board.without == says
        assert bool(board.departures) is not bool(says)

    def test_says_on_which_day_everybody_comes_again(self, grounds: Grounds) -> None:
        friday = TODAY + timedelta(days=(4 - TODAY.weekday()) % 7)
        grounds.publish(friday)
        now = datetime.combine(
            friday, time(15), tzinfo=ZoneInfo(grounds.cast.live_oak.time_zone)
        )
        board = build_board(
            viewer=grounds.cast.reyes, campus=grounds.campus, grade="04", today=friday, now=now,
            language="en",
        )  # fmt: skip
        assert board.without == "That was today. See you on Monday."
