"""A leader brings a campus's set-up in as tables: every fault first, then all or nothing, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cast import NOW, Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from facing import sign_in
from grounds import Grounds

from ownpath.school.days.imports.sent import STORY, drop_kept, forget_sent, pulse_path
from ownpath.school.days.models import Room, Station
from ownpath.school.people.imports.background import Work
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.privacy.services import erase, plan_erasure

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15
ROOMS = "name,kind,seats\n101,class,31\nAttic,lab,12\n"


@pytest.fixture(autouse=True)
def folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Let what is sent wait where no other test lets go of it."""
    settings.DATA_FOLDER = tmp_path


def at(grounds: Grounds, name: str) -> str:
    """Return an address of the tables of the campus."""
    return reverse(f"leader:{name}", args=[grounds.campus.uuid])


def send(client: Client, grounds: Grounds, *files: tuple[str, bytes]) -> str:
    """Send files and return the page they lead to."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post(at(grounds, "tables"), {"tables": sent}, follow=True)
    return answer.content.decode()


def carry_out(client: Client, grounds: Grounds) -> str:
    """Do what the page of the plan shows, and return where it leads."""
    page = client.get(at(grounds, "tables_plan")).context["page"]
    answer = client.post(at(grounds, "tables_apply"), {"mark": page.mark}, follow=True)
    return answer.content.decode()


def seats(grounds: Grounds) -> dict[str, int]:
    """Return the seats of the rooms of the campus."""
    return dict(Room.objects.filter(campus=grounds.campus).values_list("name", "seats"))


class TestTheFirstPage:
    def test_says_what_every_column_holds(self, grounds: Grounds) -> None:
        page = sign_in(grounds.cast.reyes).get(at(grounds, "tables")).context["page"]

        told = {column.holds for table in page.tables for column in table.columns}
        assert "grades such as K, 1 or 3-5, as in: K;1;3-5" in told
        assert all(told)


class TestTables:
    def test_show_what_would_change_before_it_does(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        told = send(client, grounds, ("Rooms.csv", ROOMS.encode()))
        assert "Attic" in told
        assert "<del>26</del> → <ins>31</ins>" in told
        assert seats(grounds)["101"] == 26
        assert "The tables are in" in carry_out(client, grounds)
        assert (seats(grounds)["101"], seats(grounds)["Attic"]) == (31, 12)
        assert AuditEntry.objects.filter(deed="set_up.tables").count() == 1

    def test_are_not_in_the_audit_where_nothing_was_done(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        send(client, grounds, ("rooms.csv", ROOMS.encode()))
        answer = client.post(at(grounds, "tables_apply"), {"mark": "another"}, follow=True)
        assert "The campus changed meanwhile" in answer.content.decode()
        assert "Attic" not in seats(grounds)
        assert not AuditEntry.objects.filter(deed="set_up.tables").exists()

    def test_lead_back_to_how_it_was(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        send(client, grounds, ("rooms.csv", ROOMS.encode()))
        carry_out(client, grounds)
        told = client.post(at(grounds, "tables_back"), follow=True).content.decode()
        assert "<del>31</del> → <ins>26</ins>" in told
        assert "What stays as it is" not in told
        assert "It is as it was before" in carry_out(client, grounds)
        assert seats(grounds)["101"] == 26
        assert "Attic" not in seats(grounds)

    def test_say_what_became_of_them_when_they_are_opened_again(
        self, grounds: Grounds, cast: Cast
    ) -> None:
        client = sign_in(cast.reyes)
        assert (
            "Nobody has brought tables in"
            in client.get(at(grounds, "tables_plan")).content.decode()
        )
        send(client, grounds, ("rooms.csv", ROOMS.encode()))
        carry_out(client, grounds)
        for viewer in (client, sign_in(cast.whitfield)):
            told = viewer.get(at(grounds, "tables_plan")).content.decode()
            assert (
                f"{cast.reyes.full_name} brought tables in: 1 new, 1 changed, 0 gone." in told
            )
        told = viewer.post(at(grounds, "tables_back"), follow=True).content.decode()
        assert "<del>31</del> → <ins>26</ins>" in told
        client.post(at(grounds, "tables_discard"))
        forget_sent(before=datetime.now(UTC) + timedelta(days=1))  # files go by the real clock
        told = client.get(at(grounds, "tables_plan")).content.decode()
        assert f"{cast.reyes.full_name} brought the last ones in." in told
        assert at(grounds, "tables_back") not in told

    def test_say_on_the_way_back_what_stays_and_why(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        send(client, grounds, ("rooms.csv", ROOMS.encode()))
        carry_out(client, grounds)
        attic = Room.objects.get(campus=grounds.campus, name="Attic")
        Station.objects.filter(campus=grounds.campus).update(room=attic)
        told = client.post(at(grounds, "tables_back"), follow=True).content.decode()
        assert "It is still named under: Stations" in told
        carry_out(client, grounds)
        assert (seats(grounds)["101"], seats(grounds)["Attic"]) == (26, 12)

    def test_show_how_far_the_work_is_and_what_to_do_when_it_stopped(
        self, grounds: Grounds
    ) -> None:
        client = sign_in(grounds.cast.reyes)
        send(client, grounds, ("rooms.csv", ROOMS.encode()))
        waiting = client.session["leader_tables"][str(grounds.campus.uuid)]["name"]
        drop_kept(waiting, STORY)
        stopped = client.get(at(grounds, "tables_plan")).content.decode()
        assert "The work stopped half way" in stopped
        Work(pulse_path(waiting)).tell("comparing", 1, 2)
        working = client.get(at(grounds, "tables_plan")).content.decode()
        assert "Your tables are being read" in working
        assert client.get(
            at(grounds, "tables_progress"), headers={"hx-request": "true"}
        ).content
        pulse_path(waiting).unlink()
        client.post(at(grounds, "tables_again"))
        assert "Attic" in client.get(at(grounds, "tables_plan")).content.decode()

    def test_keep_nobody_waiting(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        send(client, grounds, ("rooms.csv", ROOMS.encode()))
        with CaptureQueriesContext(connection) as asked:
            client.get(at(grounds, "tables_plan"))
        assert len(asked) <= MOST_QUERIES

    def test_tell_every_fault_and_bring_nothing_in(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        client.post(reverse("door:language"), {"language": "es"})
        told = send(client, grounds, ("rooms.csv", b"name,kind,seats\nB,attic,12\n"))
        assert "rooms fila 1, kind" in told
        assert "«attic»" in told
        assert "Tome una de" in told
        assert at(grounds, "tables_apply") not in told
        assert client.post(at(grounds, "tables_apply"), {"mark": ""}).status_code == 302
        assert "B" not in seats(grounds)

    def test_tell_what_a_service_refuses_in_the_language_of_the_page(
        self, grounds: Grounds
    ) -> None:
        client = sign_in(grounds.cast.reyes)
        client.post(reverse("door:language"), {"language": "es"})
        told = send(client, grounds, ("policy.csv", b"name,value\nplan_at,late\n"))
        assert "«late» no es una hora del día." in told

    def test_are_not_brought_in_when_the_campus_changed_meanwhile(
        self, grounds: Grounds
    ) -> None:
        client = sign_in(grounds.cast.reyes)
        send(client, grounds, ("rooms.csv", ROOMS.encode()))
        mark = client.get(at(grounds, "tables_plan")).context["page"].mark
        Room.objects.filter(campus=grounds.campus, name="101").update(seats=27)
        told = client.post(at(grounds, "tables_apply"), {"mark": mark}, follow=True)
        assert "The campus changed meanwhile" in told.content.decode()
        assert "<del>27</del> → <ins>31</ins>" in told.content.decode()
        assert "Attic" not in seats(grounds)

    def test_go_out_and_come_back_unchanged(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        assert client.get(at(grounds, "tables_current")).status_code == 302
        told = client.post(at(grounds, "tables_make"), follow=True).content.decode()
        assert at(grounds, "tables_current") in told
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(at(grounds, "tables_current"))
        assert len(asked) <= MOST_QUERIES
        sent = answer.content
        assert AuditEntry.objects.filter(
            deed="read.set_up_tables", about=grounds.cast.ada
        ).exists()
        assert "Nothing would change" in send(client, grounds, ("all.zip", sent))

    def test_start_empty(self, grounds: Grounds) -> None:
        client = sign_in(grounds.cast.reyes)
        sent = client.get(at(grounds, "tables_empty")).content
        with ZipFile(BytesIO(sent)) as held:
            assert len(held.namelist()) == 17
            assert (
                held.read("rooms.csv").decode("utf-8-sig").strip() == "name,kind,seats,is_open"
            )

    def test_are_read_when_a_spreadsheet_parts_them_by_semicolons(
        self, grounds: Grounds
    ) -> None:
        client = sign_in(grounds.cast.reyes)
        send(client, grounds, ("rooms.csv", ROOMS.replace(",", ";").encode()))
        carry_out(client, grounds)
        assert seats(grounds)["Attic"] == 12

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.xlsx", b"PK"), ("a.zip", b"PK"), ("a.zip", b""), ("../../x", b"a")],
    )
    def test_of_another_kind_are_refused_with_what_to_do(
        self, grounds: Grounds, name: str, content: bytes
    ) -> None:
        client = sign_in(grounds.cast.reyes)
        sent = SimpleUploadedFile(name, content)
        answer = client.post(at(grounds, "tables"), {"tables": sent})
        assert answer.status_code == 422

    def test_are_not_taken_twice_nor_kept_when_somebody_is_erased(
        self, grounds: Grounds, cast: Cast
    ) -> None:
        client, sent = sign_in(cast.reyes), ROOMS.encode()
        told = send(client, grounds, ("rooms.csv", sent), ("Rooms.csv", sent))
        assert "Two of these tables have the same name." in told
        send(client, grounds, ("rooms.csv", sent))
        erase(plan=plan_erasure(district=cast.live_oak, person=cast.ben), by=None, now=NOW)
        assert client.get(at(grounds, "tables_plan")).status_code == 404

    def test_of_another_campus_are_not_shown(self, grounds: Grounds, cast: Cast) -> None:
        client = sign_in(cast.lund)
        assert client.get(at(grounds, "tables")).status_code == 403
