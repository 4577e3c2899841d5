"""What a campus is set up with can be taken off its list: removed, kept for days of before, or still needed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from cast import NOW, TODAY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from grounds import TOMORROW, Grounds, bells

from ownpath.school.days.models import (
    Adviser,
    BellSchedule,
    CalendarDay,
    Commitment,
    DayPin,
    DayPlan,
    DeviceCart,
    PlanGroup,
    PlanJob,
    Staffing,
    Station,
    WeekDay,
)
from ownpath.school.days.queries import (
    carts_of,
    rooms_of,
    schedules_of,
    staffings_of,
    stations_of,
)
from ownpath.school.days.services import (
    MayNotRun,
    NotOfHere,
    StillNeeded,
    TakenOff,
    save_cart,
    save_commitment,
    save_room,
    save_schedule,
    save_station,
    set_calendar_day,
    take_off,
)

YESTERDAY = TODAY - timedelta(days=1)


def here(grounds: Grounds) -> dict[str, Any]:
    """Return where, by whom and when it is done."""
    return {"campus": grounds.campus, "by": grounds.cast.reyes, "now": NOW}


def taken(grounds: Grounds, what: str, row: Any) -> TakenOff:
    """Take a row off its list."""
    return take_off(what=what, uuid=row.uuid, **here(grounds))


def refused(grounds: Grounds, what: str, row: Any) -> str:
    """Return why a row stays, and see that it does."""
    with pytest.raises(StillNeeded) as found:
        taken(grounds, what, row)
    assert type(row).objects.get(pk=row.pk).ended_on is None
    return str(found.value)


def plan_of(
    grounds: Grounds, schedule: BellSchedule, day: date = YESTERDAY, **more: Any
) -> DayPlan:
    """Keep a plan of a day, without anything in it."""
    return DayPlan.objects.create(
        campus=grounds.campus, day=day, version=1, schedule=schedule, made_at=NOW, **more
    )


def fixed(grounds: Grounds, **more: Any) -> Commitment:
    """Fix lunch somewhere."""
    words = {"en": {"name": "Lunch"}, "es": {"name": "Almuerzo"}}
    return save_commitment(kind="lunch", words=words, block=3, **more, **here(grounds))


class TestTakeOff:
    def test_removes_what_nothing_refers_to(self, grounds: Grounds) -> None:
        own = here(grounds)
        rows = {
            "room": save_room(name="105", kind="class", seats=20, **own),
            "cart": save_cart(name="Cart 2", n_devices=3, **own),
            "station": save_station(
                words={"en": {"name": "Maps"}}, modality="offline", subject="", seats=3, **own
            ),
            "bells": save_schedule(name="Short", bells=bells(3), **own),
        }
        for what, row in rows.items():
            assert not taken(grounds, what, row).is_kept
            assert not type(row).objects.filter(uuid=row.uuid).exists()

    def test_keeps_for_its_days_what_a_plan_refers_to(self, grounds: Grounds) -> None:
        own = here(grounds)
        short = save_schedule(name="Short", bells=bells(3), **own)
        room = save_room(name="105", kind="class", seats=20, **own)
        plan = plan_of(grounds, short)
        PlanGroup.objects.create(plan=plan, number=1, block=0, modality="peer", room=room)
        for what, row in (("bells", short), ("room", room)):
            assert taken(grounds, what, row).is_kept
            row.refresh_from_db()
            assert row.ended_on == TODAY
        assert plan.groups.get().room == room
        assert not room.is_open
        assert room not in rooms_of(campus=grounds.campus)
        assert short not in schedules_of(campus=grounds.campus)
        assert short.blocks.count() == 3

    def test_keeps_what_plans_know_without_referring_to_it(self, grounds: Grounds) -> None:
        (cart,) = carts_of(campus=grounds.campus)
        (schedule,) = schedules_of(campus=grounds.campus)
        event = {"kind": "cart_missing", "cart": str(cart.uuid), "blocks": [0, 15]}
        plan_of(grounds, schedule, event=event, problem="packed")
        assert taken(grounds, "cart", cart).is_kept
        assert taken(grounds, "station", grounds.stations["Bench"]).is_kept
        assert carts_of(campus=grounds.campus) == []
        assert grounds.stations["Bench"] not in stations_of(campus=grounds.campus)

    def test_keeps_what_a_plan_in_the_making_may_use(self, grounds: Grounds) -> None:
        PlanJob.objects.create(
            campus=grounds.campus, day=TOMORROW, state=PlanJob.State.RUNNING, asked_at=NOW
        )
        assert taken(grounds, "station", grounds.stations["Bench"]).is_kept

    def test_lets_another_one_have_the_name(self, grounds: Grounds) -> None:
        (cart,) = carts_of(campus=grounds.campus)
        PlanJob.objects.create(
            campus=grounds.campus, day=TOMORROW, state=PlanJob.State.WAITING, asked_at=NOW
        )
        assert taken(grounds, "cart", cart).is_kept
        again = save_cart(name=cart.name, n_devices=5, **here(grounds))
        assert carts_of(campus=grounds.campus) == [again]
        assert DeviceCart.objects.count() == 2

    def test_is_for_those_who_run_the_campus_and_what_is_on_its_list(
        self, grounds: Grounds
    ) -> None:
        cart = DeviceCart.objects.get()
        stranger = {**here(grounds), "by": grounds.cast.okafor}
        with pytest.raises(MayNotRun):
            take_off(what="cart", uuid=cart.uuid, **stranger)
        taken(grounds, "cart", cart)
        with pytest.raises(NotOfHere):
            taken(grounds, "cart", cart)

    def test_plans_a_day_without_what_was_taken_off(self, grounds: Grounds) -> None:
        grounds.publish()
        garden = grounds.stations["Garden"]
        was_used = DayPlan.objects.get().cells.filter(station=garden).count()
        assert taken(grounds, "station", garden).is_kept
        again = grounds.plan()
        assert not again.cells.filter(station=garden).exists()
        assert DayPlan.objects.get(version=1).cells.filter(station=garden).count() == was_used


class TestStillNeeded:
    def test_names_the_days_that_ring_by_a_schedule(self, grounds: Grounds) -> None:
        (schedule,) = schedules_of(campus=grounds.campus)
        said = refused(grounds, "bells", schedule)
        assert said == (
            'Days of the week ring by "Regular": Monday, Tuesday, Wednesday, Thursday, Friday. '
            "Give them another schedule in the week first."
        )
        WeekDay.objects.all().delete()
        set_calendar_day(day=TOMORROW, schedule=schedule, **here(grounds))
        assert 'Days that differ ring by "Regular": ' in refused(grounds, "bells", schedule)
        CalendarDay.objects.update(day=YESTERDAY)
        lunch = fixed(grounds, schedule=schedule)
        assert "only: Lunch. Change" in refused(grounds, "bells", schedule)
        Commitment.objects.filter(pk=lunch.pk).update(ended_on=TODAY)
        assert taken(grounds, "bells", schedule).is_kept
        assert CalendarDay.objects.filter(schedule=schedule).exists()

    def test_names_what_is_in_a_room(self, grounds: Grounds) -> None:
        room = grounds.rooms[0]
        said = refused(grounds, "room", room)
        assert said == (
            f'"101" is the own room of: {grounds.cast.okafor.full_name}. Give them another room first.'
        )
        Station.objects.update(room=room)
        said = refused(grounds, "room", room)
        assert (
            'Stations are in "101": Reading, Writing, Bench, Garden, Sources and 3 more.'
            in said
        )
        fixed(grounds, room=room)
        with override("es"):
            assert 'Hay cosas fijas en "101": Almuerzo.' in refused(grounds, "room", room)

    def test_names_the_days_students_were_put_at_a_station(self, grounds: Grounds) -> None:
        bench = grounds.stations["Bench"]
        pin = DayPin.objects.create(
            student=grounds.cast.ada, day=TOMORROW, block=0, modality="offline", station=bench,
            reason="Try it", made_by=grounds.cast.okafor, made_at=NOW,
        )  # fmt: skip
        assert 'Teachers put students at "Bench" on: ' in refused(grounds, "station", bench)
        DayPin.objects.filter(pk=pin.pk).update(day=YESTERDAY)
        assert taken(grounds, "station", bench).is_kept
        assert DayPin.objects.filter(pk=pin.pk).exists()

    def test_names_whom_and_what_an_adult_is_there_for(self, grounds: Grounds) -> None:
        okafor = grounds.staff[0]
        n = len(grounds.students)
        assert f"{okafor.person.full_name} advises {n} students here. Give" in refused(
            grounds, "staff", okafor
        )
        fixed(grounds, staffing=okafor)
        assert "are led by" in refused(grounds, "staff", okafor)
        other = grounds.staff[1]
        assert not taken(grounds, "staff", other).is_kept
        Adviser.objects.update(staffing=grounds.staff[2])
        Commitment.objects.update(ended_on=TODAY)
        assert taken(grounds, "staff", okafor).is_kept
        assert not {okafor, other} & set(staffings_of(campus=grounds.campus))

    def test_costs_the_same_for_much_as_for_little(self, grounds: Grounds) -> None:
        room = save_room(name="105", kind="class", seats=20, **here(grounds))
        Station.objects.filter(pk=grounds.stations["Bench"].pk).update(room=room)
        with CaptureQueriesContext(connection) as few:
            refused(grounds, "room", room)
        Station.objects.update(room=room)
        Staffing.objects.update(home_room=room)
        with CaptureQueriesContext(connection) as many:
            refused(grounds, "room", room)
        assert len(many) == len(few)
