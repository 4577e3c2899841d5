"""A campus is set up on its pages: what a form has no field for stays, letters take turns, looks at names are noted."""

from __future__ import annotations

from typing import Any

import pytest
from campus_editor import at, keep
from cast import NOW, TODAY, Cast
from django.test import Client
from django.urls import reverse
from facing import sign_in
from grounds import TOMORROW, Grounds

from ownpath.faces.leader.forms.fields import TimesOffField
from ownpath.faces.leader.pages.setup import ROWS_A_PAGE
from ownpath.school.curriculum.models import Theme
from ownpath.school.days.models import (
    CalendarDay,
    DayRecord,
    PlanGroup,
    Policy,
    ProgramMember,
    Staffing,
    Station,
    WeekDay,
)
from ownpath.school.days.queries import published_plan, school_day
from ownpath.school.days.services import close_day
from ownpath.school.people.models import Person, Section
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def opened(client: Client, grounds: Grounds, kind: str, row: Any = None) -> dict[str, Any]:
    """Open a form and return what it would send back unchanged."""
    asked = {"row": str(row.uuid)} if row else {}
    form = client.get(at(grounds, kind), asked).context["form"]
    values = {one.name: one.value() for one in form.visible_fields()}
    return {name: value for name, value in values.items() if value not in (None, False)}


def refused(client: Client, grounds: Grounds, kind: str, sent: dict[str, Any]) -> str:
    """Send what is declined; return the page, which holds what was typed."""
    answer = client.post(at(grounds, kind), sent)
    assert answer.status_code == 422
    return answer.content.decode()


class TestWhatComesFirst:
    @pytest.mark.parametrize(
        ("kind", "first"), [("week", "bells"), ("calendar", "bells"), ("absence", "staff")]
    )
    def test_is_said_in_place_of_an_empty_form(self, cast: Cast, kind: str, first: str) -> None:
        campus = cast.section.campus.uuid
        page = sign_in(cast.reyes).get(reverse("leader:edit", args=[campus, kind])).content
        assert "This comes first; then go on here." in page.decode()
        assert f'href="{reverse("leader:edit", args=[campus, first])}"' in page.decode()
        assert 'class="setup-form"' not in page.decode()

    @pytest.mark.parametrize("kind", ["week", "calendar", "absence"])
    def test_is_not_said_once_it_is_there(
        self, reyes: Client, grounds: Grounds, kind: str
    ) -> None:
        page = reyes.get(at(grounds, kind)).content.decode()
        assert "This comes first" not in page
        assert 'class="setup-form"' in page


class TestAnAdultWhoWillBeOut:
    def test_leads_to_where_a_plan_in_force_is_mended(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        here = {"campus": grounds.campus, "day": TOMORROW}
        repair = reverse("leader:repair", args=[grounds.campus.uuid, TOMORROW])
        day = reverse("leader:day", args=[grounds.campus.uuid, TOMORROW])
        sent = opened(reyes, grounds, "absence")
        sent |= {"staffing": str(grounds.staff[0].uuid), "day": TOMORROW.isoformat()}
        answer = reyes.post(at(grounds, "absence"), sent)
        assert answer.url == at(grounds, "absence"), "no plan of the day is in force"
        plan = grounds.publish(TOMORROW)
        assert "still in this plan" not in reyes.get(day).content.decode()
        PlanGroup.objects.filter(plan=plan).update(adult=grounds.cast.okafor)
        answer = reyes.post(at(grounds, "absence"), sent)
        assert answer.url == repair
        shown = reyes.get(repair).content.decode()
        assert f"has {grounds.cast.okafor.full_name} in it" in shown
        assert "still in this plan" in reyes.get(day).content.decode()
        assert published_plan(**here) == plan


class TestWhatIsDeclined:
    def test_is_said_above_the_bells_with_all_rows_still_there(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        sent = {
            "name": "Short", "name-0": "Early", "from-0": "08:00", "to-0": "09:00",
            "kind-0": "learning", "name-1": "Late", "from-1": "08:30", "to-1": "09:30",
            "kind-1": "learning",
        }  # fmt: skip
        page = refused(reyes, grounds, "bells", sent)
        assert "Early ends at 09:00, but Late begins at 08:30." in page
        assert 'value="Late"' in page
        assert 'value="08:30"' in page
        page = refused(reyes, grounds, "bells", {**sent, "to-0": "08:00"})
        assert "Early is from 08:00 to 08:00." in page

    def test_is_a_student_tied_to_oneself(self, reyes: Client, grounds: Grounds) -> None:
        ada = grounds.cast.ada.full_name
        page = refused(reyes, grounds, "tie", {"one": ada, "other": ada, "kind": "apart"})
        assert f"{ada} is named twice. Name two students." in page

    def test_is_a_name_that_is_taken_and_the_number_stays(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        cart = grounds.campus.carts.get()
        page = refused(reyes, grounds, "cart", {"name": cart.name, "n_devices": "17"})
        assert "at this campus already" in page
        assert 'value="17"' in page

    @pytest.mark.parametrize(("kind", "said"), [
        ("commitment", {"kind": "special", "name_en": "Music", "name_es": "Música", "block": "15"}),
        ("absence", {"day": "2026-12-01", "first_block": "15"}),
        ("absence", {"day": "2026-12-01", "last_block": "15"}),
        ("staff", {"max_blocks": "6", "max_run": "4", "times_off": "Monday 2, every day 15"}),
    ])  # fmt: skip
    def test_is_what_names_a_block_that_never_rings(
        self, reyes: Client, grounds: Grounds, kind: str, said: dict[str, str]
    ) -> None:
        page = refused(reyes, grounds, kind, said)
        assert "There is no block 15: the bells ring 7." in page
        first_that_rings = {key: text.replace("15", "7") for key, text in said.items()}
        assert "There is no block" not in refused(
            reyes,
            grounds,
            kind,
            first_that_rings | {"name_en": "", "staffing": "", "person": ""},
        )


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


class TestTheFirstDay:
    def test_is_offered_where_nothing_is_missing_until_one_is_published(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        setup = reverse("leader:setup_campus", args=[grounds.campus.uuid])
        ready = "A day can be planned from this"
        page = reyes.get(setup).content.decode()
        assert ready in page
        assert reverse("leader:days", args=[grounds.campus.uuid]) in page
        grounds.publish(TODAY)
        assert ready not in reyes.get(setup).content.decode()

    def test_is_not_offered_while_something_is_missing(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        WeekDay.objects.all().delete()
        setup = reverse("leader:setup_campus", args=[grounds.campus.uuid])
        assert "A day can be planned from this" not in reyes.get(setup).content.decode()

    def test_is_the_way_on_for_who_waits_for_the_first_time(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        waiting = reverse("leader:waiting")
        assert "Plan the first day" in reyes.get(waiting).content.decode()
        grounds.publish(TODAY)
        page = reyes.get(waiting).content.decode()
        assert "No day to look at yet" in page
        assert "Plan the first day" not in page


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
