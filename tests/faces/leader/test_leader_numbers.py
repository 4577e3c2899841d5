"""A leader's numbers: honest, small groups untold, each opening to its rows, names only where they may be seen."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast, make_students
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from facing import asked_of, is_refused, no_database, sign_in
from planned import plan_today
from pytest_django import Settings

from ownpath.faces.leader.pages.figures import KINDS, school_days_before, told
from ownpath.faces.leader.pages.home import CampusCard, HomePage, build_home
from ownpath.faces.leader.pages.rows import RowsPage, build_rows
from ownpath.school.days.models import DayRecord
from ownpath.school.mastery.models import StuckFlag
from ownpath.school.mastery.services import record_observation
from ownpath.school.people.models import Campus, Person, RosterImport
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.voice.services import send_message

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15


def home_of(who: Person) -> HomePage:
    """Build a leader's first page at the moment of the cast."""
    return build_home(viewer=who, today=TODAY, now=NOW)


def rows_of(cast: Cast, who: Person, kind: str) -> RowsPage:
    """Build the rows behind one number of Ada's campus."""
    return build_rows(
        viewer=who,
        kind=kind,
        campus=cast.section.campus.uuid,
        page=1,
        today=TODAY,
        now=NOW,
        language="en",
    )


def number(card: CampusCard, kind: str) -> str:
    """Return one number of a card."""
    return next(figure.number for figure in card.figures if figure.kind == kind)


def let_be_stuck(cast: Cast, students: list[Person]) -> None:
    """Raise a flag for each student."""
    for hours, student in enumerate(students):
        StuckFlag.objects.create(
            student=student,
            competency=cast.competencies[0],
            opened_at=NOW - timedelta(hours=hours),
            n_failures=3,
        )


class TestHome:
    def test_shows_no_zeros_where_nobody_is_enrolled(self, cast: Cast) -> None:
        campus = cast.section.campus
        opening = Campus.objects.create(
            district=campus.district, name="Mill Creek", sourced_id="mill-creek"
        )
        client = sign_in(cast.whitfield)
        cards = {card.name: card for card in home_of(cast.whitfield).campuses}
        assert cards[opening.name].is_empty
        assert not cards[campus.name].is_empty
        html = client.get(reverse("leader:home")).content.decode()
        assert html.count("No students are enrolled here today.") == 1
        assert reverse("leader:setup_campus", args=[opening.uuid]) in html

    def test_names_the_day_a_demonstration_shows(self, cast: Cast, settings: Settings) -> None:
        settings.CLOCK_AHEAD = timedelta(days=-4)
        html = sign_in(cast.whitfield).get(reverse("leader:home")).content.decode()
        assert '<p class="eyebrow">March 6</p>' in html

    def test_praises_nothing_before_a_day_was_planned(self, cast: Cast) -> None:
        make_students(cast, 20)
        page = home_of(cast.reyes)
        assert (page.not_yet, page.sentence) == ("No school day has been planned yet.", "")
        html = sign_in(cast.reyes).get(reverse("leader:home")).content.decode()
        assert "Nobody waits" not in html
        assert "Plan the first day" in html

    def test_still_says_who_is_stuck_before_a_day_was_planned(self, cast: Cast) -> None:
        let_be_stuck(cast, make_students(cast, 20))
        page = home_of(cast.reyes)
        assert page.not_yet == "No school day has been planned yet."
        assert page.sentence == "20 students are stuck and wait for a person."

    def test_says_that_the_first_planned_day_is_not_over(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada, *make_students(cast, 20)])
        page = home_of(cast.reyes)
        assert page.not_yet == "The first planned school day is not over yet."
        assert page.is_planned

    def test_counts_rows_left_out_and_no_mere_notes(self, cast: Cast) -> None:
        note, row = {"weight": "note"}, {"weight": "row"}
        for name, problems in (("noted.zip", [note] * 3), ("left-out.zip", [note, row, row])):
            RosterImport.objects.create(
                district=cast.section.campus.district, file_name=name, problems=problems,
                planned_at=NOW,
            )  # fmt: skip
        lines = home_of(cast.reyes).imports
        assert [(line.name, line.n_problems) for line in lines] == [("left-out.zip", 2)]

    def test_counts_each_campus_by_itself(self, cast: Cast) -> None:
        kids = make_students(cast, 20)
        for kid in kids[:12]:
            record_observation(
                student=kid,
                competency_id=cast.competencies[0].pk,
                how_well="alone",
                note="",
                attempt=uuid4(),
                by=cast.okafor,
                now=NOW,
            )
        card = home_of(cast.reyes).campuses[0]
        assert number(card, "students") == "21"
        assert number(card, "practiced") == "12"
        assert number(card, "stuck") == "0"

    def test_does_not_count_practice_of_long_ago(self, cast: Cast) -> None:
        record_observation(
            student=cast.ada,
            competency_id=cast.competencies[0].pk,
            how_well="alone",
            note="",
            attempt=uuid4(),
            by=cast.okafor,
            now=NOW - timedelta(days=8),
        )
        make_students(cast, 20)
        assert number(home_of(cast.reyes).campuses[0], "practiced") == "0"

    def test_tells_no_small_group(self, cast: Cast) -> None:
        let_be_stuck(cast, [cast.ada])
        page = home_of(cast.reyes)
        assert {figure.number for figure in page.campuses[0].figures} == {"fewer than 10"}
        assert page.sentence.startswith("Fewer than 10 students are stuck")

    def test_counts_what_waits_past_three_school_days(self, cast: Cast) -> None:
        make_students(cast, 20)
        for days in (1, 10):
            send_message(
                about=cast.ada,
                sender=cast.ada,
                receiver_uuid=cast.okafor.uuid,
                body="Hello",
                today=TODAY,
                now=NOW - timedelta(days=days),
            )
        page = home_of(cast.reyes)
        assert number(page.campuses[0], "messages") == "fewer than 10"
        assert "more than three school days" in page.sentence
        assert [row.what for row in rows_of(cast, cast.reyes, "messages").rows] == ["1 message"]

    def test_begins_with_who_still_waits_for_a_whole_day(self, cast: Cast) -> None:
        assert home_of(cast.reyes).waiting == ""
        for kid in make_students(cast, 20):
            DayRecord.objects.create(
                student=kid,
                campus=cast.section.campus,
                day=TODAY,
                was_here=True,
                promised=0,
                kept=0,
                waiting_days=12,
                closed_at=NOW,
            )

        shown = sign_in(cast.reyes).get("/lead/").content.decode()

        assert home_of(cast.reyes).waiting.startswith("20 of 20 students have waited")
        assert home_of(cast.reyes).waiting in shown
        assert reverse("leader:waiting") in shown

    def test_names_no_campus_where_there_is_one_only(self, cast: Cast) -> None:
        let_be_stuck(cast, make_students(cast, 20))

        assert home_of(cast.reyes).sentence == "20 students are stuck and wait for a person."

    def test_leads_a_superintendent_to_every_campus(self, cast: Cast) -> None:
        assert len(home_of(cast.whitfield).campuses) == 2
        assert len(home_of(cast.reyes).campuses) == 1

    def test_takes_as_many_queries_for_many_campuses(self, cast: Cast) -> None:
        client = sign_in(cast.whitfield)
        n_small, _ = asked_of(client, "/lead/")
        let_be_stuck(cast, make_students(cast, 30))
        for i in range(20):
            Campus.objects.create(
                district=cast.live_oak,
                sourced_id=f"x{i}",
                source_key=f"x{i}",
                name=f"Campus {i}",
            )
        n_large, response = asked_of(client, "/lead/")
        assert response.status_code == 200
        assert n_large == n_small <= MOST_QUERIES

    def test_names_imports_with_something_to_look_at(self, cast: Cast) -> None:
        for problems in ([], [{"code": "x"}]):
            RosterImport.objects.create(
                district=cast.live_oak,
                file_name=f"roster-{len(problems)}.zip",
                file_path="x",
                file_hash="x",
                planned_at=NOW,
                problems=problems,
            )
        page = home_of(cast.reyes)
        assert [(one.name, one.n_problems) for one in page.imports] == [("roster-1.zip", 1)]

    def test_has_a_page_for_nobody_and_nothing(self, cast: Cast) -> None:
        assert home_of(cast.okafor).campuses == ()
        assert (
            home_of(cast.okafor).sentence == "No students are enrolled at your campuses today."
        )

    def test_renders_with_the_database_refused(self, cast: Cast) -> None:
        let_be_stuck(cast, [cast.ada])
        pages = {"home": home_of(cast.reyes), "rows": rows_of(cast, cast.reyes, "stuck")}
        request = RequestFactory().get("/lead/")
        request.user = cast.reyes
        with connection.execute_wrapper(no_database):
            for name, page in pages.items():
                shown = render_to_string(f"leader/{name}.html", {"page": page}, request=request)
                assert "Live Oak Elementary" in shown

    def test_speaks_spanish(self, cast: Cast) -> None:
        cast.reyes.language = "es"
        cast.reyes.save()
        assert "Estudiantes inscritos" in sign_in(cast.reyes).get("/lead/").content.decode()


class TestRows:
    @pytest.mark.parametrize("kind", KINDS)
    def test_open_behind_every_number(self, cast: Cast, kind: str) -> None:
        let_be_stuck(cast, [cast.ada, *make_students(cast, 12)])
        address = f"/lead/rows/{kind}/{cast.section.campus.uuid}/"
        n_queries, response = asked_of(sign_in(cast.reyes), address)
        assert response.status_code == 200
        assert n_queries <= MOST_QUERIES

    def test_name_the_stuck_to_whom_may_see_them_and_note_the_look(self, cast: Cast) -> None:
        let_be_stuck(cast, [cast.ada])
        assert [row.name for row in rows_of(cast, cast.reyes, "stuck").rows] == ["Ada Morales"]
        assert AuditEntry.objects.filter(
            actor=cast.reyes, about=cast.ada, deed="read.stuck"
        ).exists()

    def test_count_by_class_and_tell_no_small_one(self, cast: Cast) -> None:
        assert [row.what for row in rows_of(cast, cast.reyes, "students").rows] == [
            "fewer than 10"
        ]
        make_students(cast, 14)
        assert [row.what for row in rows_of(cast, cast.reyes, "students").rows] == ["15"]

    def test_never_show_what_was_written(self, cast: Cast) -> None:
        send_message(
            about=cast.ada,
            sender=cast.ada,
            receiver_uuid=cast.okafor.uuid,
            body="A secret of mine",
            today=TODAY,
            now=NOW - timedelta(days=10),
        )
        address = f"/lead/rows/messages/{cast.section.campus.uuid}/"
        shown = sign_in(cast.reyes).get(address).content.decode()
        assert "A secret of mine" not in shown
        assert "Ms. Okafor" in shown

    @pytest.mark.parametrize("query", ["page=0", "page=-1", "page=99999999999", "page=x"])
    def test_bear_any_page(self, cast: Cast, query: str) -> None:
        address = f"/lead/rows/students/{cast.section.campus.uuid}/?{query}"
        assert sign_in(cast.reyes).get(address).status_code == 200

    def test_refuse_what_is_no_number(self, cast: Cast) -> None:
        client = sign_in(cast.reyes)
        assert client.get(f"/lead/rows/secrets/{cast.section.campus.uuid}/").status_code == 404
        assert client.get(f"/lead/rows/students/{uuid4()}/").status_code == 404


class TestOthers:
    @pytest.mark.parametrize("who", ["okafor", "ito", "rosa", "ada", "ben", "clerk", "lund"])
    def test_see_none_of_it(self, cast: Cast, who: str) -> None:
        client = sign_in(cast.everybody[who])
        assert is_refused(client.get("/lead/"))
        for kind in KINDS:
            assert is_refused(client.get(f"/lead/rows/{kind}/{cast.section.campus.uuid}/"))

    def test_a_principal_sees_no_other_campus(self, cast: Cast) -> None:
        address = f"/lead/rows/students/{cast.ben_section.campus.uuid}/"
        assert sign_in(cast.reyes).get(address).status_code == 404

    def test_strangers_are_asked_to_sign_in(self, cast: Cast) -> None:
        assert Client().get("/lead/").status_code == 302


class TestSmallNumbers:
    @pytest.mark.parametrize(
        ("n", "of", "words"),
        [
            (0, 0, "0"),
            (0, 50, "0"),
            (9, 50, "fewer than 10"),
            (10, 50, "10"),
            (0, 9, "fewer than 10"),
            (1934, 1934, "1,934"),
        ],
    )
    def test_are_told_or_not(self, n: int, of: int, words: str) -> None:
        assert told(n, of=of) == words


class TestSchoolDays:
    @pytest.mark.parametrize(
        ("today", "n", "day"),
        [
            (date(2026, 3, 10), 0, date(2026, 3, 10)),
            (date(2026, 3, 9), 1, date(2026, 3, 6)),
            (date(2026, 3, 15), 3, date(2026, 3, 11)),
        ],
    )
    def test_leave_weekends_out(self, today: date, n: int, day: date) -> None:
        assert school_days_before(today, n) == day
