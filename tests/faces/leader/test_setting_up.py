"""A campus is set up on its pages: what a form has no field for stays, letters take turns, looks at names are noted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, enroll, make_section
from django.test import Client
from django.urls import reverse
from facing import sign_in
from grounds import Grounds

from ownpath.faces.leader.forms.fields import TimesOffField
from ownpath.faces.leader.pages.setup import ROWS_A_PAGE
from ownpath.school.curriculum.models import Theme
from ownpath.school.days.models import (
    CalendarDay,
    Commitment,
    DayRecord,
    Policy,
    ProgramMember,
    Room,
    StaffAbsence,
    Staffing,
    Station,
    WeekDay,
)
from ownpath.school.days.queries import school_day
from ownpath.school.days.services import close_day
from ownpath.school.days.services.drafting import open_cells
from ownpath.school.days.services.gathering import gather
from ownpath.school.days.services.resources import teachers_of
from ownpath.school.people.models import Person, Section
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


@pytest.fixture
def reyes(grounds: Grounds) -> Client:
    """Return a client signed in as the principal."""
    return sign_in(grounds.cast.reyes)


def at(grounds: Grounds, kind: str) -> str:
    """Return where one kind of thing is set up."""
    return reverse("leader:edit", args=[grounds.campus.uuid, kind])


def opened(client: Client, grounds: Grounds, kind: str, row: Any = None) -> dict[str, Any]:
    """Open a form and return what it would send back unchanged."""
    asked = {"row": str(row.uuid)} if row else {}
    form = client.get(at(grounds, kind), asked).context["form"]
    values = {one.name: one.value() for one in form.visible_fields()}
    return {name: value for name, value in values.items() if value not in (None, False)}


def keep(
    client: Client, grounds: Grounds, kind: str, sent: dict[str, Any], row: Any = None
) -> None:
    """Send a form and expect it to be taken."""
    address = at(grounds, kind) + (f"?row={row.uuid}" if row else "")
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors


class TestForms:
    def test_of_an_adult_keep_the_times_off_and_change_them(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        staffing = Staffing.objects.get(person=grounds.cast.okafor)
        staffing.times_off.create(weekday=1, block=4)
        staffing.times_off.create(weekday=None, block=0)
        sent = opened(reyes, grounds, "staff", staffing)
        assert sent["times_off"] == "Tuesday 5, every day 1"
        keep(reyes, grounds, "staff", {**sent, "max_blocks": 5}, staffing)
        assert set(staffing.times_off.values_list("weekday", "block")) == {(1, 4), (None, 0)}
        keep(reyes, grounds, "staff", {**sent, "times_off": "fri 2"}, staffing)
        assert set(staffing.times_off.values_list("weekday", "block")) == {(4, 1)}

    @pytest.mark.parametrize(
        "said", ["T 3", "Monday", "Monday 0", "Monday 17", "Someday 3", "3"]
    )
    def test_ask_back_where_a_time_off_cannot_be_read(
        self, reyes: Client, grounds: Grounds, said: str
    ) -> None:
        staffing = Staffing.objects.get(person=grounds.cast.okafor)
        sent = opened(reyes, grounds, "staff", staffing) | {"times_off": said}
        answer = reyes.post(at(grounds, "staff"), sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_of_times_off_read_the_language_of_the_page(self) -> None:
        assert TimesOffField().clean("Monday 3,every day 6 , wed 1") == [
            (0, 2), (None, 5), (2, 0),
        ]  # fmt: skip

    def test_of_a_station_keep_its_themes_and_what_one_does_there(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        station = grounds.stations["Garden"]
        station.words = {"en": {"name": "Garden", "does": "Dig"}, "es": {"name": "Huerto"}}
        station.save(update_fields=["words"])
        station.themes.add(Theme.objects.create(kind="interest", slug="plants", words={}))
        sent = opened(reyes, grounds, "station", station)
        keep(reyes, grounds, "station", {**sent, "seats": 9}, station)
        kept = Station.objects.get(pk=station.pk)
        assert (kept.seats, kept.words["en"]["does"]) == (9, "Dig")
        assert [one.slug for one in kept.themes.all()] == ["plants"]


class TestLetters:
    def test_take_turns_and_have_schedules_of_their_own(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        week = opened(reyes, grounds, "week")
        assert "day-0-A" not in week
        refused = reyes.post(at(grounds, "week"), {**week, "letters": "A, B"})
        assert refused.status_code == 422
        first = {"letters": "a, b", "letters_from": TODAY.isoformat()}
        keep(reyes, grounds, "week", {**week, **first})
        page = reyes.get(at(grounds, "week")).content.decode()
        assert "On B days" in page
        assert page.count("if you like") == 2  # not where "no school" says it
        schedule = WeekDay.objects.filter(campus=grounds.campus).first()
        assert schedule is not None
        again = opened(reyes, grounds, "week")
        uuid = str(schedule.schedule.uuid)
        keep(reyes, grounds, "week", {**again, "day-5-B": uuid})
        assert WeekDay.objects.get(campus=grounds.campus, weekday=5).letter == "B"
        assert opened(reyes, grounds, "week")["day-5-B"] == uuid

    def test_of_a_day_that_differs_stay_with_it(self, reyes: Client, grounds: Grounds) -> None:
        Policy.objects.update_or_create(
            campus=grounds.campus, defaults={"letters": ["A", "B"], "letters_from": TODAY}
        )
        sent = {"day": TODAY.isoformat(), "note": "swap", "letter": "B", "schedule": ""}
        keep(reyes, grounds, "calendar", sent)
        assert CalendarDay.objects.get(campus=grounds.campus).letter == "B"

    def test_that_are_given_up_leave_no_day_behind(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        Policy.objects.update_or_create(
            campus=grounds.campus, defaults={"letters": ["A", "B"], "letters_from": TODAY}
        )
        schedule = WeekDay.objects.filter(campus=grounds.campus)[0].schedule
        WeekDay.objects.create(campus=grounds.campus, weekday=5, letter="B", schedule=schedule)
        sent = opened(reyes, grounds, "week") | {"letters": ""}
        keep(reyes, grounds, "week", sent)
        assert not WeekDay.objects.filter(campus=grounds.campus, weekday=5).exists()
        day = school_day(campus=grounds.campus, day=TODAY)
        assert day is not None
        assert day.letter == ""


class TestPrograms:
    def test_are_entered_and_ended_on_their_page_and_looks_are_noted(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        ada = grounds.cast.ada
        keep(reyes, grounds, "program", {"student": ada.full_name, "name": "English learners"})
        page = reyes.get(at(grounds, "program")).content.decode()
        assert "So far: English learners" in page
        assert AuditEntry.objects.filter(deed="read.set_up", about=ada).exists()
        assert AuditEntry.objects.filter(deed="set_up.program", about=ada).exists()
        row = ProgramMember.objects.get(student=ada)
        reyes.post(reverse("leader:end", args=[grounds.campus.uuid, "program", row.uuid]))
        assert ProgramMember.objects.get(student=ada).ended_at is not None

    def test_are_paged(self, reyes: Client, grounds: Grounds) -> None:
        ProgramMember.objects.bulk_create(
            ProgramMember(student=one, name=f"Club {n}", set_at=NOW)
            for one in grounds.students
            for n in range(3)
        )
        first = reyes.get(at(grounds, "program")).content.decode()
        assert first.count("/end/") == ROWS_A_PAGE
        assert "page=2" in first


class TestWaiting:
    def test_opens_where_the_roster_has_no_grade_and_a_class_has_a_slash(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        grounds.publish(TODAY)
        close_day(campus=grounds.campus, day=TODAY, now=NOW)
        Person.objects.filter(pk=grounds.cast.ada.pk).update(grade="")
        Section.objects.filter(pk=grounds.cast.section.pk).update(title="Math 4/5")
        assert DayRecord.objects.exists()
        page = reyes.get(reverse("leader:waiting")).content.decode()
        assert "No grade in the roster" in page
        campus = grounds.campus.uuid
        for by, name in (("grade", "-"), ("section", "Math 4/5")):
            address = reverse("leader:waiting_rows", args=[campus, by, name])
            assert grounds.cast.ada.full_name in reyes.get(address).content.decode()
        groups = reverse("leader:waiting_groups", args=[campus])
        assert "Math 4/5" in reyes.get(groups).content.decode()


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
        back = reverse("leader:unfix_others", args=[grounds.campus.uuid])
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

    def test_do_not_where_the_roster_tells_no_period(
        self, reyes: Client, grounds: Grounds, science: Section
    ) -> None:
        Section.objects.filter(pk=science.pk).update(periods=["77"])
        page = reyes.get(reverse("leader:setup_campus", args=[grounds.campus.uuid]))
        assert "tells no period" in page.content.decode()
        reyes.post(reverse("leader:fix_others", args=[grounds.campus.uuid]))
        assert not Commitment.objects.filter(section=science).exists()
