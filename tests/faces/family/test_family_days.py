"""The school days of a child's week: nothing is left out without a word, and promises are told in a family's words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import NOW, TODAY, Cast
from django.utils.translation import override
from facing import sign_in
from planned import plan_today

from ownpath.engine.promises import PROMISES as KNOWN
from ownpath.faces.family.pages.days import FamilyDay, build_days
from ownpath.faces.family.pages.promised import PROMISES, promise_lines, tell_promises
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.days.models import BellSchedule, CalendarDay, DayRecord, WeekDay

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MONDAY = TODAY - timedelta(days=1)


@pytest.fixture
def bells(cast: Cast) -> BellSchedule:
    """School from Monday to Friday."""
    campus = cast.section.campus
    regular = BellSchedule.objects.create(campus=campus, name="Regular day")
    for weekday in range(5):
        WeekDay.objects.create(campus=campus, weekday=weekday, schedule=regular)
    return regular


def days_of(cast: Cast, starts_on: date = MONDAY) -> list[FamilyDay]:
    """Return Ada's week as a family reads it."""
    return list(build_days(child=cast.ada, starts_on=starts_on, today=TODAY, language="en"))


def close(cast: Cast, day: date, *, was_here: bool = True, kept: int = 0b111111) -> None:
    """Close one day of Ada's."""
    DayRecord.objects.create(
        student=cast.ada, campus=cast.section.campus, day=day, was_here=was_here, promised=0b111111,
        kept=kept, waiting_days=0, screen_minutes=0, teacher_minutes=0, closed_at=NOW,
    )  # fmt: skip


@pytest.mark.usefixtures("bells")
class TestTheDays:
    def test_stand_there_from_monday_to_friday_each_with_a_word(self, cast: Cast) -> None:
        campus = cast.section.campus
        CalendarDay.objects.create(
            campus=campus, day=MONDAY + timedelta(days=3), schedule=None, note="Snow."
        )
        CalendarDay.objects.create(
            campus=campus, day=MONDAY + timedelta(days=4), schedule=None, note=""
        )
        close(cast, MONDAY)
        assert [one.says for one in days_of(cast)] == [
            ("All six promises were kept.",),
            ("There is no plan for today yet.",),
            ("Not planned yet. The plan stands here the evening before.",),
            ("No school: Snow.",),
            ("No school.",),
        ]

    def test_of_the_past_say_who_was_away_and_what_nobody_noted(self, cast: Cast) -> None:
        close(cast, MONDAY - timedelta(days=7), was_here=False)
        told = days_of(cast, MONDAY - timedelta(days=7))
        assert [one.says[0] for one in told[:2]] == [
            "Not at school.",
            "Nothing was noted for this day.",
        ]
        assert not any(one.has_flower for one in told)

    def test_lead_back_to_the_week_they_belong_to(self, cast: Cast) -> None:
        week = (MONDAY - timedelta(days=7)).isoformat()
        address = f"/family/child/{cast.ada.uuid}/days/?week={week}"
        assert f"?week={week}" in sign_in(cast.rosa).get(address).content.decode()

    def test_come_after_the_page_and_leave_its_place_alone(self, cast: Cast) -> None:
        address = f"/family/child/{cast.ada.uuid}/days/"
        for n_closed in (0, 1):
            if n_closed:
                close(cast, MONDAY)
            part = sign_in(cast.rosa).get(address, headers={"HX-Request": "true"})
            opening = part.content.decode().partition(">")[0]
            assert 'id="days"' in opening
            assert "data-keep-focus" in opening

    def test_say_what_the_petals_mean_where_there_are_any(self, cast: Cast) -> None:
        address = f"/family/child/{cast.ada.uuid}/days/"
        assert "pétalos" not in sign_in(cast.rosa).get(address).content.decode()
        close(cast, MONDAY)
        shown = sign_in(cast.rosa).get(address).content.decode()
        assert "¿Qué significan los pétalos?" in shown
        with override("es"):
            assert all(one.means in shown for one in promise_lines())


class TestTheDayAfterTheWeek:
    def test_stands_at_the_end_of_this_week_once_it_is_planned(self, cast: Cast) -> None:
        plan = plan_today(cast, [cast.ada]).plan
        next_monday = MONDAY + timedelta(days=7)
        plan.day = next_monday
        plan.save(update_fields=["day"])
        friday = build_days(
            child=cast.ada, starts_on=MONDAY, today=MONDAY + timedelta(days=4), language="en"
        )
        assert [one.day for one in friday if one.is_later] == [next_monday]
        assert friday[-1].blocks
        assert friday[-1].is_open
        before = build_days(
            child=cast.ada, starts_on=MONDAY - timedelta(days=7), today=TODAY, language="en"
        )
        assert not any(one.is_later for one in before)
        shown = sign_in(cast.rosa).get(f"/family/child/{cast.ada.uuid}/days/")
        assert f"{next_monday.day} de marzo" in shown.content.decode()


def test_a_week_of_which_nothing_is_known_has_no_days(cast: Cast) -> None:
    assert days_of(cast) == []


class TestPromises:
    def test_are_the_six_in_the_order_of_the_petals(self) -> None:
        assert tuple(PROMISES) == tuple(PROMISE_WORDS) == tuple(KNOWN)

    @pytest.mark.parametrize(
        ("promised", "kept", "told"),
        [
            ("", "", ("None of the six promises was planned for this day.",)),
            ("", " ".join(KNOWN), ("All six promises were kept.",)),
            (
                " ".join(KNOWN),
                "connects relevant interests challenges engages",
                ("Planned, but it did not happen: a say.",),
            ),
            (
                "connects relevant interests challenges",
                "connects relevant interests challenges",
                (
                    "All that was planned happened.",
                    "Not planned for this day: doing and a say.",
                ),
            ),
            (
                "connects",
                "hears",
                (
                    "Planned, but it did not happen: time with a person.",
                    "Not planned for this day: a step toward a hope, an interest, the right challenge and doing.",
                ),
            ),
        ],
    )
    def test_are_told_without_a_number_to_puzzle_over(
        self, promised: str, kept: str, told: tuple[str, ...]
    ) -> None:
        assert tell_promises(promised=promised.split(), kept=kept.split()) == told
