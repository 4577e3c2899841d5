"""A campus begins with what its roster tells, its other classes go on, and who will be out is noted ahead."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from campus_editor import at, keep
from cast import NOW, TODAY, enroll, make_section
from django.test import Client
from django.urls import reverse
from grounds import Grounds

from ownpath.school.days.models import (
    Commitment,
    Room,
    SetUpStep,
    StaffAbsence,
    Staffing,
    Station,
)
from ownpath.school.days.services import setting_up
from ownpath.school.days.services.drafting import models_of, open_cells
from ownpath.school.days.services.gathering import gather
from ownpath.school.days.services.resources import teachers_of
from ownpath.school.people.models import Section

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


class TestAbsences:
    def test_known_ahead_are_planned_with_and_can_be_taken_back(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        staffing = Staffing.objects.get(person=grounds.cast.okafor)
        tomorrow = TODAY + timedelta(days=1)
        keep(
            reyes, grounds, "absence",
            {"staffing": str(staffing.uuid), "day": tomorrow.isoformat()},
        )  # fmt: skip
        gathered = gather(campus=grounds.campus, day=tomorrow, now=NOW)
        assert [(one.staffing, one.first_block, one.last_block) for one in gathered.out] == [
            (staffing, 0, 15)
        ]
        page = reyes.get(at(grounds, "absence")).content.decode()
        assert "all day" in page
        row = StaffAbsence.objects.get()
        end = reverse("leader:end", args=[grounds.campus.uuid, "absence", row.pk])
        assert reyes.post(end).status_code == 302
        assert not gather(campus=grounds.campus, day=tomorrow, now=NOW).out

    def test_pick_nobody_beforehand_and_ask_who_it_is(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        page = reyes.get(at(grounds, "absence")).content.decode()
        first = re.search(r'<select name="staffing".*?</option>', page, re.DOTALL)
        assert first
        assert '<option value="" selected>' in first[0]
        day = (TODAY + timedelta(days=1)).isoformat()
        answer = reyes.post(at(grounds, "absence"), {"day": day})
        assert answer.status_code == 422
        assert "Nobody is picked yet" in answer.content.decode()
        assert not StaffAbsence.objects.exists()

    @pytest.mark.parametrize("kind", ["absence", "commitment"])
    def test_name_the_adults_one_can_pick(
        self, reyes: Client, grounds: Grounds, kind: str
    ) -> None:
        page = reyes.get(at(grounds, kind)).content.decode()
        assert f">{grounds.cast.okafor.full_name}</option>" in page
        assert "object (" not in page

    def test_may_be_some_blocks_counted_from_one(self, reyes: Client, grounds: Grounds) -> None:
        staffing = Staffing.objects.get(person=grounds.cast.okafor)
        day = (TODAY + timedelta(days=2)).isoformat()
        sent = {"staffing": str(staffing.uuid), "day": day, "first_block": 2, "last_block": 3}
        keep(reyes, grounds, "absence", sent)
        assert StaffAbsence.objects.values_list("first_block", "last_block").get() == (1, 2)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"day": TODAY.isoformat()},
            {"day": (TODAY - timedelta(days=1)).isoformat()},
            {"day": "someday"},
            {"first_block": 4, "last_block": 2},
            {"last_block": 17},
            {"staffing": "nobody"},
        ],
    )
    def test_that_cannot_be_are_asked_about(
        self, reyes: Client, grounds: Grounds, wrong: dict[str, object]
    ) -> None:
        staffing = Staffing.objects.get(person=grounds.cast.okafor)
        day = (TODAY + timedelta(days=1)).isoformat()
        sent = {"staffing": str(staffing.uuid), "day": day} | wrong
        assert reyes.post(at(grounds, "absence"), sent).status_code == 422
        assert not StaffAbsence.objects.exists()


class TestBeginning:
    def test_takes_rooms_and_adults_from_the_roster_and_leaves_what_is_there(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        section = grounds.cast.section
        Section.objects.filter(pk=section.pk).update(
            room="Room 77", grades=["04"], subjects=["Mathematics"]
        )
        kept = list(Room.objects.values_list("pk", "name", "seats"))
        Staffing.objects.filter(person=grounds.cast.okafor).delete()
        others = list(Staffing.objects.values_list("pk", "subjects"))
        begin = reverse("leader:begin_campus", args=[grounds.campus.uuid])
        page = reyes.post(begin, follow=True).content.decode()
        assert "Taken from the roster" in page
        room = Room.objects.get(campus=grounds.campus, name="Room 77")
        assert room.seats >= 24
        own = Staffing.objects.get(person=grounds.cast.okafor)
        assert "mathematics" in own.subjects
        assert "04" in own.grades
        assert set(kept) <= set(Room.objects.values_list("pk", "name", "seats"))
        left = Staffing.objects.exclude(person=grounds.cast.okafor)
        assert [
            one for one in others if one not in list(left.values_list("pk", "subjects"))
        ] == []
        before = (Room.objects.count(), Staffing.objects.count())
        again = reyes.post(begin, follow=True).content.decode()
        assert "tells of no room" in again
        assert (Room.objects.count(), Staffing.objects.count()) == before

    def test_is_offered_where_rooms_or_adults_are_missing(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        page = reverse("leader:setup_campus", args=[grounds.campus.uuid])
        begin = reverse("leader:begin_campus", args=[grounds.campus.uuid])
        assert begin not in reyes.get(page).content.decode()
        Staffing.objects.all().delete()
        found = reyes.get(page).content.decode()
        assert begin in found
        assert at(grounds, "staff") in found


class TestClassesThatGoOn:
    @pytest.fixture
    def science(self, grounds: Grounds) -> Section:
        """Return a science class of Ada's in period 2, which no station serves and which works on nothing here."""
        Station.objects.filter(subject="science").delete()
        of = grounds.cast.section
        term = of.terms.get()
        section = make_section(grounds.campus, "science-4", "Science 4", term)
        section.subjects, section.periods, section.room = ["Science"], ["2"], "Room 5"
        section.save()
        enroll(section, grounds.cast.ada, "student")
        enroll(section, grounds.cast.okafor, "teacher")
        return section

    def test_stand_fixed_in_their_period_and_can_be_taken_back(
        self, reyes: Client, grounds: Grounds, science: Section
    ) -> None:
        at_setup = reverse("leader:setup_campus", args=[grounds.campus.uuid])
        fix = reverse("leader:fix_others", args=[grounds.campus.uuid])
        assert fix in reyes.get(at_setup).content.decode()
        page = reyes.post(fix, follow=True).content.decode()
        row = Commitment.objects.get(section=science)
        assert (row.block, row.kind, row.ended_on) == (1, "other", None)
        assert row.staffing == Staffing.objects.get(person=grounds.cast.okafor)
        assert f'"{fix}"' not in page
        step = SetUpStep.objects.get()
        back = reverse("leader:step_back", args=[grounds.campus.uuid, step.uuid])
        assert back in page
        assert fix in reyes.post(back, follow=True).content.decode()
        assert Commitment.objects.get(section=science).ended_on is not None

    def test_are_planned_around(
        self, reyes: Client, grounds: Grounds, science: Section
    ) -> None:
        reyes.post(reverse("leader:fix_others", args=[grounds.campus.uuid]))
        gathered = gather(campus=grounds.campus, day=TODAY + timedelta(days=1), now=NOW)
        ada = next(i for i, one in enumerate(gathered.students) if one == grounds.cast.ada)
        assert not open_cells(gathered)[ada, 1]
        teachers = teachers_of(gathered)
        okafor = next(
            i for i, one in enumerate(gathered.staff) if one.person == grounds.cast.okafor
        )
        assert not teachers.is_available[okafor, 1]

    def test_stand_on_the_days_their_period_names_or_nowhere(
        self, reyes: Client, grounds: Grounds, science: Section
    ) -> None:
        setting_up.set_letters(
            campus=grounds.campus, letters=["A", "B"], letters_from=TODAY, by=None, now=NOW
        )
        fix = reverse("leader:fix_others", args=[grounds.campus.uuid])
        Section.objects.filter(pk=science.pk).update(periods=["2(T)"])
        page = reyes.post(fix, follow=True).content.decode()
        assert "It says: 2(T)." in page
        assert not Commitment.objects.filter(section=science).exists()
        Section.objects.filter(pk=science.pk).update(periods=["2(A)"])
        reyes.post(fix)
        row = Commitment.objects.get(section=science)
        assert (row.block, row.letters, row.weekdays) == (1, ["A"], [])

    def test_do_not_where_the_roster_tells_no_period(
        self, reyes: Client, grounds: Grounds, science: Section
    ) -> None:
        Section.objects.filter(pk=science.pk).update(periods=["77"])
        page = reyes.get(reverse("leader:setup_campus", args=[grounds.campus.uuid]))
        assert "tells no period" in page.content.decode()
        reyes.post(reverse("leader:fix_others", args=[grounds.campus.uuid]))
        assert not Commitment.objects.filter(section=science).exists()


class TestWhereModelsMeet:
    def test_the_page_says_which_model_counts_for_whom(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        of = grounds.cast.section
        other = make_section(grounds.campus, "zoo", "Zoology", of.terms.get())
        enroll(other, grounds.cast.ada, "student")
        chosen = {"campus": grounds.campus, "by": None, "now": NOW}
        setting_up.choose_model(preset="station_rotation", section=other, **chosen)
        setting_up.choose_model(preset="flex", section=of, **chosen)
        page = reyes.get(at(grounds, "model")).content.decode()
        assert f"1 student is in {of.title} and in Zoology." in page
        assert f"All their day goes by that of {of.title}: flex" in page
        gathered = gather(campus=grounds.campus, day=TODAY + timedelta(days=1), now=NOW)
        ada = [one.pk for one in gathered.students].index(grounds.cast.ada.pk)
        assert models_of(gathered)["flex"][ada]
        setting_up.choose_model(preset="flex", section=other, **chosen)
        assert "Where models meet" not in reyes.get(at(grounds, "model")).content.decode()
