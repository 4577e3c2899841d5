"""Sheets made ahead: of every plan in force, anew for another plan, gone in time, and gone with whoever is erased."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cast import NOW, TODAY, Cast, make_students
from facing import sign_in
from planned import Planned, plan_today
from pytest_django import Settings

from ownpath.kit.paper_file import FileLine, FileSheet
from ownpath.school.days.models import DayPlan, PlanGroup
from ownpath.school.days.queries.papers import BY
from ownpath.school.days.queries.printed import (
    folder_of_sheets,
    part_of,
    path_of_sheets,
    printed_of,
    take_printed,
)
from ownpath.school.days.services.printing import DAYS_KEPT, keep_sheets, print_what_is_due
from ownpath.school.people.models import District, Enrollment, Person
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.privacy.services import erase, plan_erasure

EN = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def planned(
    cast: Cast, moment_of_the_cast: None, settings: Settings, tmp_path: Path
) -> Planned:
    settings.DATA_FOLDER = tmp_path
    return plan_today(cast, [cast.ada, *make_students(cast, 3)])


def said(planned: Planned, by: str) -> str:
    """Return one of the files that lie ready."""
    found = take_printed(campus=planned.plan.campus, day=TODAY)
    assert found is not None
    return part_of(found[1], by).decode()


@pytest.mark.django_db
class TestSheetsMadeAhead:
    def test_are_made_once_of_every_plan_in_force(self, planned: Planned) -> None:
        assert print_what_is_due(now=NOW) == [
            f"Live Oak Elementary: made the sheets of {TODAY}"
        ]
        assert print_what_is_due(now=NOW) == []
        printed = printed_of(campus=planned.plan.campus, day=TODAY)
        assert printed is not None
        assert printed.plan == planned.plan.uuid
        assert printed.parts == BY
        assert len(printed.students) == 4
        students, rooms, teachers = (said(planned, by) for by in BY)
        assert students.count("<article") == 4
        assert "Block 3 · 10:00–10:40" in students
        assert "Room 12 · Ms. Okafor" in students
        assert "Kid00" in rooms
        assert "Kid00" in teachers
        assert "Ms. Okafor" in teachers
        assert "<script" not in students
        assert "http" not in students  # nothing is fetched from elsewhere

    def test_tell_two_of_the_same_whole_name_apart(self, planned: Planned) -> None:
        for n, one in enumerate(Person.objects.filter(given_name__startswith="Kid")[:2]):
            one.given_name, one.family_name, one.identifier = "Mia", "Ruiz", f"20{n}17"
            one.save()
        print_what_is_due(now=NOW)
        students, rooms, teachers = (said(planned, by) for by in BY)
        assert students.count("<h2>Mia Ruiz …017</h2>") == 1
        assert students.count("<h2>Mia Ruiz …117</h2>") == 1
        assert rooms.count("Mia Ruiz …017") == rooms.count("Mia Ruiz …117") > 0
        assert "Mia Ruiz …117" in teachers

    def test_speak_each_students_language(self, cast: Cast, planned: Planned) -> None:
        Person.objects.filter(pk=cast.ada.pk).update(language="es")
        print_what_is_due(now=NOW)
        students = said(planned, "students")
        ada = students.partition(cast.ada.full_name)[2].partition("</article>")[0]
        assert "Almuerzo" in ada
        assert "Rincón de lectura" in ada
        assert "grado 4" in ada
        assert students.count("Almuerzo") == 1

    def test_say_on_every_sheet_of_which_plan_they_are(
        self, cast: Cast, planned: Planned
    ) -> None:
        Person.objects.filter(pk=cast.ada.pk).update(language="es")
        print_what_is_due(now=NOW)
        students, rooms = said(planned, "students"), said(planned, "rooms")
        assert students.count("<tfoot") == students.count("<article")
        foot = "Version 1 of the plan, published March 10, 2026, "
        assert students.count(foot) == 3
        assert students.count("Versión 1 del plan, publicada el 10 de marzo de 2026") == 1
        assert rooms.count("Changes after this are not on this sheet.") == rooms.count(
            "<article"
        )

    def test_speak_the_districts_language_for_who_chose_none(
        self, cast: Cast, planned: Planned
    ) -> None:
        District.objects.filter(pk=cast.live_oak.pk).update(language="es")
        Person.objects.filter(pk=cast.ada.pk).update(language="en")
        print_what_is_due(now=NOW)
        students, rooms, _teachers = (said(planned, by) for by in BY)
        ada = students.partition(cast.ada.full_name)[2].partition("</article>")[0]
        assert "grade 4" in ada
        assert students.count("grado 4") >= 3
        assert '<html lang="es"' in students
        assert '<html lang="es"' in rooms

    def test_take_what_people_wrote_as_text(self, cast: Cast, planned: Planned) -> None:
        Person.objects.filter(pk=cast.ada.pk).update(preferred_given_name="<img src=x>")
        print_what_is_due(now=NOW)
        assert "<img" not in said(planned, "students")
        assert "&lt;img src=x&gt;" in said(planned, "students")

    def test_are_made_anew_for_another_plan_and_go_with_the_last(
        self, planned: Planned
    ) -> None:
        print_what_is_due(now=NOW)
        plan = planned.plan
        DayPlan.objects.update(state="superseded")
        other = DayPlan.objects.create(
            campus=plan.campus, day=TODAY + timedelta(days=1), version=1, state="published",
            schedule=plan.schedule, made_at=NOW,
        )  # fmt: skip
        assert len(print_what_is_due(now=NOW)) == 1
        DayPlan.objects.filter(pk=other.pk).update(state="withdrawn")
        print_what_is_due(now=NOW)
        assert not path_of_sheets(campus=plan.campus, day=other.day).exists()
        assert path_of_sheets(campus=plan.campus, day=TODAY).exists()

    def test_of_a_day_taken_back_go_in_the_evening_before_too(self, planned: Planned) -> None:
        evening, plan = NOW + timedelta(hours=8), planned.plan  # tomorrow by Greenwich's clock
        DayPlan.objects.update(day=TODAY + timedelta(days=1))
        print_what_is_due(now=evening)
        sheets = path_of_sheets(campus=plan.campus, day=TODAY + timedelta(days=1))
        assert sheets.exists()
        DayPlan.objects.update(state="withdrawn")
        print_what_is_due(now=evening)
        assert not sheets.exists()

    @pytest.mark.parametrize(("days", "is_kept"), [(DAYS_KEPT, True), (DAYS_KEPT + 1, False)])
    def test_are_kept_for_some_days(
        self, planned: Planned, days: int, *, is_kept: bool
    ) -> None:
        print_what_is_due(now=NOW)
        print_what_is_due(now=NOW + timedelta(days=days))
        assert path_of_sheets(campus=planned.plan.campus, day=TODAY).exists() == is_kept

    def test_leave_nothing_half_made(self, planned: Planned) -> None:
        print_what_is_due(now=NOW)
        half = path_of_sheets(campus=planned.plan.campus, day=TODAY).with_name("one.part")
        half.touch()
        os.utime(half, times=(NOW.timestamp(), NOW.timestamp()))
        print_what_is_due(now=NOW)
        assert half.exists()  # somebody may be at it
        print_what_is_due(now=NOW + timedelta(days=1000))
        assert not [*folder_of_sheets().glob("*/*")]

    def test_of_one_campus_do_not_keep_another_from_theirs(
        self, planned: Planned, cast: Cast, caplog: pytest.LogCaptureFixture
    ) -> None:
        path_of_sheets(campus=planned.plan.campus, day=TODAY).parent.parent.mkdir()
        path_of_sheets(campus=planned.plan.campus, day=TODAY).parent.write_text("in the way")
        other = cast.lund.roles.get().campus
        assert other is not None
        schedule = planned.schedule
        DayPlan.objects.create(
            campus=other,
            day=TODAY,
            version=1,
            state="published",
            schedule=schedule,
            made_at=NOW,
        )
        assert print_what_is_due(now=NOW) == [f"{other.name}: made the sheets of {TODAY}"]
        assert "it is tried again" in caplog.text


@pytest.mark.django_db
class TestErasing:
    def test_a_student_takes_the_sheets_that_name_them_and_new_ones_are_made(
        self, planned: Planned, cast: Cast
    ) -> None:
        print_what_is_due(now=NOW)
        name = cast.ada.full_name
        assert name in said(planned, "students")
        plan = plan_erasure(district=cast.ada.district, person=cast.ada)
        erase(plan=plan, by=None, now=NOW)
        assert not path_of_sheets(campus=planned.plan.campus, day=TODAY).exists()
        print_what_is_due(now=NOW)
        assert name not in "".join(said(planned, by) for by in BY)

    def test_a_teacher_takes_them_too(self, planned: Planned, cast: Cast) -> None:
        print_what_is_due(now=NOW)
        plan = plan_erasure(district=cast.okafor.district, person=cast.okafor)
        erase(plan=plan, by=None, now=NOW)
        assert PlanGroup.objects.get().adult is None
        assert not path_of_sheets(campus=planned.plan.campus, day=TODAY).exists()

    def test_somebody_while_sheets_are_made_leaves_none(self, planned: Planned) -> None:
        kept = keep_sheets(
            plan=planned.plan, parts={"students": "of a ghost"}, students={10**9}, adults=set(),
            now=NOW,
        )  # fmt: skip
        assert kept is None
        assert not path_of_sheets(campus=planned.plan.campus, day=TODAY).exists()


@pytest.mark.django_db
class TestTaking:
    def test_is_for_a_leader_who_may_see_all_and_is_noted(
        self, planned: Planned, cast: Cast
    ) -> None:
        client = sign_in(cast.reyes)
        day = f"/lead/days/{planned.plan.campus.uuid}/{TODAY}"
        assert "made by themselves" in client.get(f"{day}/print/rooms/", **EN).content.decode()
        assert client.get(f"{day}/printed/rooms/").status_code == 404
        print_what_is_due(now=NOW)
        page = client.get(f"{day}/print/rooms/", **EN).content.decode()
        assert "from version 1 of the plan" in page
        AuditEntry.objects.all().delete()
        for by in (*BY, "all"):
            taken = client.get(f"{day}/printed/{by}/")
            assert taken.status_code == 200
            assert taken["Content-Disposition"].startswith("attachment")
            assert taken["Cache-Control"] == "private, no-store"
        assert client.get(f"{day}/printed/nothing/").status_code == 404
        read = AuditEntry.objects.filter(deed="read.sheets_file", actor=cast.reyes)
        assert read.filter(about=cast.ada).exists()

    def test_is_refused_where_a_name_may_not_be_seen(
        self, planned: Planned, cast: Cast
    ) -> None:
        print_what_is_due(now=NOW)
        Enrollment.objects.filter(person=cast.ada).delete()
        cast.ada.roles.all().delete()
        address = f"/lead/days/{planned.plan.campus.uuid}/{TODAY}/printed/students/"
        refused = sign_in(cast.reyes).get(address, **EN)
        assert refused.status_code == 409
        assert "Print from the page instead" in refused.content.decode()

    def test_says_that_a_newer_plan_waits_for_its_sheets(
        self, planned: Planned, cast: Cast
    ) -> None:
        print_what_is_due(now=NOW)
        plan = planned.plan
        DayPlan.objects.update(state="superseded")
        DayPlan.objects.create(
            campus=plan.campus, day=TODAY, version=2, state="published", schedule=plan.schedule,
            made_at=NOW,
        )  # fmt: skip
        address = f"/lead/days/{plan.campus.uuid}/{TODAY}/print/students/"
        page = sign_in(cast.reyes).get(address, **EN).content.decode()
        assert "The plan has changed since" in page


class TestALongDay:
    def test_gets_more_than_half_a_page(self) -> None:
        line = FileLine(clock="Block 1", title="T" * 60, where="Room 12", names="")
        short = FileSheet(name="Ada", note="", language="en", stamp="", lines=[line] * 13)
        assert not short.is_long
        assert replace(short, lines=[line] * 14).is_long
        assert replace(short, name="María " * 16).is_long  # the head takes the room of a row
        assert not replace(short, name="María " * 16, lines=[line] * 11).is_long
        two_lines = replace(line, title="T" * 120)
        assert not replace(short, lines=[two_lines] * 7).is_long
        assert replace(short, lines=[two_lines] * 8).is_long
