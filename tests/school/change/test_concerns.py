"""Concerns: five school days, nobody named who did not want to be, counted for everybody, answered by who leads."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from cast import NOW, TODAY, Cast

from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import Concern
from ownpath.school.change.queries.concerns import (
    concern_counts,
    concerns_led,
    concerns_of,
    draw_concerns,
    friday_lines_of_concerns,
)
from ownpath.school.change.services.concerns import (
    IsAnswered,
    NoSuchConcern,
    NotOfHere,
    answer_concern,
    due_on,
    raise_concern,
)
from ownpath.school.days.models import BellSchedule, Block, CalendarDay, WeekDay
from ownpath.school.people.models import Person

pytestmark = pytest.mark.django_db


def worry(who: Person, role: str, *, now: datetime = NOW, is_named: bool = True) -> Concern:
    """Raise a worry."""
    return raise_concern(
        kind="worry",
        text="Too much at a screen?",
        role=role,
        is_named=is_named,
        by=who,
        now=now,
    )


class TestDue:
    @pytest.mark.parametrize(
        ("today", "due"),
        [(date(2026, 3, 10), date(2026, 3, 17)), (date(2026, 3, 14), date(2026, 3, 20))],
    )
    def test_is_five_weekdays_where_there_is_no_calendar(
        self, cast: Cast, today: date, due: date
    ) -> None:
        assert due_on(campus=cast.section.campus, today=today) == due
        assert due_on(campus=None, today=today) == due

    def test_counts_days_of_school_where_there_is_one(self, cast: Cast) -> None:
        campus = cast.section.campus
        bells = BellSchedule.objects.create(campus=campus, name="Regular")
        Block.objects.create(
            schedule=bells,
            number=0,
            name="1",
            starts_at=time(9),
            ends_at=time(10),
            kind="learn",
        )
        for weekday in range(4):  # no school on Fridays
            WeekDay.objects.create(campus=campus, weekday=weekday, schedule=bells)
        CalendarDay.objects.create(campus=campus, day=date(2026, 3, 12), note="Holiday")
        assert due_on(campus=campus, today=TODAY) == date(2026, 3, 19)


class TestUnnamed:
    def test_is_found_again_by_who_said_it_and_names_nobody(self, cast: Cast) -> None:
        said = worry(cast.okafor, "teacher", is_named=False)
        assert said.made_by is None
        assert list(concerns_of(person=cast.okafor)) == [said]
        assert list(concerns_of(person=cast.ito)) == []
        rows = concerns_led(viewer=cast.reyes, campuses=[cast.section.campus], today=TODAY)
        (line,) = draw_concerns(rows=rows, district=cast.live_oak, today=TODAY)
        assert (line.who, line.role) == ("", "teacher")
        kept = Concern.objects.values().get()
        assert str(cast.okafor.uuid) not in str(kept)
        assert cast.okafor.pk not in {kept["made_by_id"], kept["answered_by_id"]}


class TestAnswer:
    def test_reaches_who_asked_and_says_whether_it_came_in_time(self, cast: Cast) -> None:
        first, second = worry(cast.rosa, "family"), worry(cast.ada, "student")
        answer_concern(concern=first.uuid, answer="We will see.", by=cast.reyes, now=NOW)
        late = NOW + timedelta(days=10)
        counts = concern_counts(district=cast.live_oak, today=late.date())
        assert (counts.n_open, counts.n_late, counts.n_answered, counts.n_in_time) == (
            1,
            1,
            1,
            1,
        )
        answer_concern(concern=second.uuid, answer="Sorry, late.", by=cast.reyes, now=late)
        counts = concern_counts(district=cast.live_oak, today=late.date())
        assert (counts.n_open, counts.n_answered, counts.n_in_time) == (0, 2, 1)

    def test_stands_and_keeps_its_first_moment_when_written_anew(self, cast: Cast) -> None:
        said = worry(cast.rosa, "family")
        answer_concern(concern=said.uuid, answer="We look.", by=cast.reyes, now=NOW)
        later = NOW + timedelta(days=20)
        with pytest.raises(IsAnswered):
            answer_concern(concern=said.uuid, answer="Again.", by=cast.reyes, now=later)
        anew = answer_concern(
            concern=said.uuid, answer="Better.", by=cast.reyes, now=later, replaces=True
        )
        assert (anew.answer, anew.answered_at) == ("Better.", NOW)

    def test_is_given_only_by_who_leads_there(self, cast: Cast) -> None:
        said = worry(cast.ben, "student")
        with pytest.raises(NotALeader):
            answer_concern(concern=said.uuid, answer="Hm.", by=cast.reyes, now=NOW)
        with pytest.raises(NoSuchConcern):
            answer_concern(concern=said.uuid, answer="Hm.", by=cast.lund, now=NOW)


class TestWhoMaySay:
    def test_only_in_a_role_one_holds_about_a_school_of_ones_own(self, cast: Cast) -> None:
        for who, role, campus in (
            (cast.ada, "leader", None),
            (cast.ada, "student", cast.ben_section.campus),
            (cast.lund, "teacher", cast.section.campus),
        ):
            with pytest.raises(NotOfHere):
                raise_concern(
                    kind="worry", text="Hm.", role=role, is_named=True, campus=campus, by=who,
                    now=NOW,
                )  # fmt: skip


class TestFridayLines:
    def test_name_what_is_near_and_sound_for_what_is_past(self, cast: Cast) -> None:
        worry(cast.rosa, "family")
        own = [cast.section.campus]

        def lines(day: date) -> list[tuple[int, bool]]:
            found = friday_lines_of_concerns(district=cast.live_oak, campuses=own, today=day)
            return [(one.days, one.is_alarm) for one in found]

        assert lines(TODAY) == []
        assert lines(date(2026, 3, 16)) == [(1, False)]
        assert lines(date(2026, 3, 19)) == [(-2, True)]
