"""What was just taken off a list or ended stands again as it stood, unless something stands in its way."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, TODAY
from grounds import TOMORROW, Grounds, bells

from ownpath.school.days.models import (
    Accommodation,
    BellSchedule,
    CalendarDay,
    Commitment,
    ModelChoice,
    OptOut,
    PlanJob,
    Room,
    Staffing,
    Station,
    Tie,
)
from ownpath.school.days.queries.as_json import cells_of
from ownpath.school.days.services import (
    CannotStandAgain,
    MayNotRun,
    Stood,
    choose_model,
    clear_calendar_day,
    end_accommodation,
    end_commitment,
    end_model,
    end_with_a_way_back,
    join_program,
    leave_program,
    note_absence,
    opt_in,
    opt_out,
    put_back,
    save_cart,
    save_commitment,
    save_room,
    save_schedule,
    save_staffing,
    save_station,
    set_accommodation,
    set_calendar_day,
    take_back_absence,
    take_off,
    tie,
    untie,
)

LUNCH = {"en": {"name": "Lunch"}, "es": {"name": "Almuerzo"}}


def here(grounds: Grounds) -> dict[str, Any]:
    """Return where, by whom and when it is done."""
    return {"campus": grounds.campus, "by": grounds.cast.reyes, "now": NOW}


def ended(row: Any, do: Callable[[], object]) -> list[Stood]:
    """End a row; return how it stood, as a session holds it."""
    _outcome, stood = end_with_a_way_back(row=row, do=do)
    told = json.loads(json.dumps([asdict(one) for one in stood]))
    return [Stood(**one) for one in told]


def taken(grounds: Grounds, what: str, row: Any) -> list[Stood]:
    """Take a row off its list; return how it stood."""
    return ended(row, lambda: take_off(what=what, uuid=row.uuid, **here(grounds)))


class TestPutBack:
    def test_makes_what_was_removed_as_it_was_with_its_parts(self, grounds: Grounds) -> None:
        own = here(grounds)
        rows = {
            "room": save_room(name="105", kind="lab", seats=20, is_open=False, **own),
            "cart": save_cart(name="Cart 2", n_devices=3, **own),
            "station": save_station(
                words={"en": {"name": "Maps"}}, modality="offline", subject="science", seats=3,
                grades=["04"], room=grounds.rooms[0], **own,
            ),
            "bells": save_schedule(name="Short", bells=bells(3), **own),
        }  # fmt: skip
        for what, row in rows.items():
            before = cells_of(row)
            stood = taken(grounds, what, row)
            assert not type(row).objects.filter(uuid=row.uuid).exists()
            put_back(stood=stood, **own)
            assert cells_of(type(row).objects.get(uuid=row.uuid)) == before
        assert BellSchedule.objects.get(name="Short").blocks.count() == 3

    def test_lets_an_adult_have_their_hours_again(self, grounds: Grounds) -> None:
        person = grounds.staff[1].person
        row = save_staffing(
            person=person,
            subjects=["mathematics"],
            times_off=[(0, 2), (None, 5)],
            **here(grounds),
        )
        stood = taken(grounds, "staff", row)
        assert not Staffing.objects.filter(person=person).exists()
        put_back(stood=stood, **here(grounds))
        again = Staffing.objects.get(person=person)
        assert again.subjects == ["mathematics"]
        assert {(one.weekday, one.block) for one in again.times_off.all()} == {
            (0, 2),
            (None, 5),
        }

    def test_lists_again_what_days_keep(self, grounds: Grounds) -> None:
        PlanJob.objects.create(
            campus=grounds.campus, day=TOMORROW, state=PlanJob.State.WAITING, asked_at=NOW
        )
        row = save_room(name="105", kind="class", seats=20, **here(grounds))
        stood = taken(grounds, "room", row)
        assert {*stood[0].before} == {"pk", "ended_on", "is_open"}
        put_back(stood=stood, **here(grounds))
        row.refresh_from_db()
        assert row.ended_on is None
        assert row.is_open

    def test_lets_stand_again_what_was_ended(self, grounds: Grounds) -> None:
        own, ada, ben = here(grounds), grounds.students[0], grounds.students[1]
        lunch = save_commitment(kind="lunch", words=LUNCH, block=3, **own)
        model = choose_model(preset="flex", grade="04", **own)
        owed = set_accommodation(student=ada, kind="small_groups", amount=4, note="ours", **own)
        off = opt_out(student=ada, **own)
        member = join_program(student=ada, name="Gifted", **own)
        apart = tie(kind="apart", one=ada, other=ben, **own)
        differs = set_calendar_day(day=TOMORROW, schedule=None, note="Storm", **own)
        out = note_absence(staffing=grounds.staff[0], day=TOMORROW, **own)
        deeds: list[tuple[Any, Callable[[], object]]] = [
            (lunch, lambda: end_commitment(uuid=lunch.uuid, **own)),
            (model, lambda: end_model(uuid=model.uuid, **own)),
            (owed, lambda: end_accommodation(student=ada, uuid=owed.uuid, **own)),
            (off, lambda: opt_in(student=ada, **own)),
            (member, lambda: leave_program(student=ada, name="Gifted", **own)),
            (apart, lambda: untie(uuid=apart.uuid, **own)),
            (differs, lambda: clear_calendar_day(day=TOMORROW, **own)),
            (out, lambda: take_back_absence(absence_id=out.pk, **own)),
        ]
        for row, do in deeds:
            row = type(row).objects.get(pk=row.pk)
            before = cells_of(row)
            stood = ended(row, do)
            assert "ours" not in str(stood)
            assert [cells_of(one) for one in type(row).objects.filter(pk=row.pk)] != [before]
            put_back(stood=stood, **own)
            assert cells_of(type(row).objects.get(pk=row.pk)) == before

    def test_is_for_those_who_run_the_campus(self, grounds: Grounds) -> None:
        row = save_room(name="105", kind="class", seats=20, **here(grounds))
        stood = taken(grounds, "room", row)
        stranger = {**here(grounds), "by": grounds.cast.okafor}
        with pytest.raises(MayNotRun):
            put_back(stood=stood, **stranger)
        assert not Room.objects.filter(name="105").exists()


class TestCannotStandAgain:
    def test_where_another_has_the_name_or_the_place(self, grounds: Grounds) -> None:
        own, ada, ben = here(grounds), grounds.students[0], grounds.students[1]
        room = save_room(name="105", kind="class", seats=20, **own)
        owed = set_accommodation(student=ada, kind="small_groups", amount=4, **own)
        model = choose_model(preset="flex", grade="04", **own)
        apart = tie(kind="apart", one=ada, other=ben, **own)
        set_calendar_day(day=TOMORROW, schedule=None, **own)
        differs = CalendarDay.objects.get(day=TOMORROW)
        out = note_absence(staffing=grounds.staff[0], day=TOMORROW, **own)
        cases: list[tuple[list[Stood], Callable[[], object]]] = [
            (taken(grounds, "room", room), lambda: save_room(name="105", kind="lab", seats=2, **own)),
            (
                ended(owed, lambda: end_accommodation(student=ada, uuid=owed.uuid, **own)),
                lambda: set_accommodation(student=ada, kind="small_groups", amount=2, **own),
            ),
            (
                ended(model, lambda: end_model(uuid=model.uuid, **own)),
                lambda: choose_model(preset="flipped", grade="04", **own),
            ),
            (
                ended(apart, lambda: untie(uuid=apart.uuid, **own)),
                lambda: tie(kind="together", one=ada, other=ben, **own),
            ),
            (
                ended(differs, lambda: clear_calendar_day(day=TOMORROW, **own)),
                lambda: set_calendar_day(day=TOMORROW, schedule=None, note="Fog", **own),
            ),
            (
                ended(out, lambda: take_back_absence(absence_id=out.pk, **own)),
                lambda: note_absence(staffing=grounds.staff[0], day=TOMORROW, **own),
            ),
        ]  # fmt: skip
        for stood, meanwhile in cases:
            meanwhile()
            with pytest.raises(CannotStandAgain, match="something else has its place now"):
                put_back(stood=stood, **own)
        assert Room.objects.get(name="105").kind == "lab"
        assert (
            Accommodation.objects.get(student=ada, kind="small_groups", ended_at=None).amount
            == 2
        )
        assert ModelChoice.objects.get(grade="04", ended_at=None).preset == "flipped"
        assert Tie.objects.get(ended_at=None, one=ada, other=ben).kind == "together"

    def test_where_what_it_names_is_off_its_list(self, grounds: Grounds) -> None:
        own = here(grounds)
        room = save_room(name="105", kind="class", seats=20, **own)
        station = save_station(
            words={"en": {"name": "Maps"}},
            modality="offline",
            subject="",
            seats=3,
            room=room,
            **own,
        )
        PlanJob.objects.create(campus=grounds.campus, day=TOMORROW, asked_at=NOW)
        stood = taken(grounds, "station", station)
        Room.objects.filter(pk=room.pk).update(ended_on=TODAY)
        with pytest.raises(CannotStandAgain, match='it needs "105", which is off its list'):
            put_back(stood=stood, **own)
        station.refresh_from_db()
        assert station.ended_on == TODAY

    def test_where_it_was_changed_or_is_there_already(self, grounds: Grounds) -> None:
        own, ada = here(grounds), grounds.students[0]
        lunch = save_commitment(kind="lunch", words=LUNCH, block=3, **own)
        stood = ended(lunch, lambda: end_commitment(uuid=lunch.uuid, **own))
        Commitment.objects.filter(pk=lunch.pk).update(ended_on=TODAY - timedelta(days=1))
        with pytest.raises(CannotStandAgain, match="cannot be put back any more"):
            put_back(stood=stood, **own)
        room = save_room(name="105", kind="class", seats=20, **own)
        back = taken(grounds, "room", room)
        put_back(stood=back, **own)
        with pytest.raises(CannotStandAgain, match="cannot be put back any more"):
            put_back(stood=back, **own)
        with pytest.raises(CannotStandAgain):
            put_back(stood=[], **own)
        assert not OptOut.objects.filter(student=ada).exists()
        assert Station.objects.filter(ended_on=None).count() == len(grounds.stations)
