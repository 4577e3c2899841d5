"""Records staff bring a roster in through the pages."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from facing import sign_in
from rosters import all_rows, small_roster, swap, user, without

from ownpath.interchange.oneroster import Package, write_package
from ownpath.school.people.imports import uploads
from ownpath.school.people.models import Person, RosterImport
from ownpath.school.privacy.models import AuditEntry


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Keep uploaded files in a folder of the test."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


def zipped(package: Package) -> bytes:
    target = BytesIO()
    write_package(package, target)
    return target.getvalue()


def roster_with_the_cast(cast: Cast, **more: Any) -> Package:
    """Return a complete roster that names everybody of Live Oak who is there."""
    everybody = [one for one in cast.everybody.values() if one.district == cast.live_oak]
    users = tuple(
        user(one.sourced_id, one.given_name, one.family_name, username=one.username)
        for one in everybody
    )
    return small_roster(
        **{"users": users, "roles": (), "enrollments": (), "classes": (), **more}
    )


def send(client: Client, content: bytes, name: str = "roster.zip") -> Any:
    return client.post(reverse("office:imports"), {"roster": SimpleUploadedFile(name, content)})


def sent(client: Client, package: Package) -> RosterImport:
    response = send(client, zipped(package))
    assert response.status_code == 302
    return RosterImport.objects.latest("pk")


def page(client: Client, upload: RosterImport) -> str:
    return client.get(reverse("office:import_plan", args=[upload.uuid])).content.decode()


def post(client: Client, name: str, upload: RosterImport, **data: str) -> Any:
    return client.post(reverse(f"office:{name}", args=[upload.uuid]), data)


class TestSending:
    def test_shows_what_would_change_and_changes_nothing(
        self, office: Client, cast: Cast
    ) -> None:
        before = all_rows()
        extra = user("newcomer", "Nina", "Newcomer")
        roster = roster_with_the_cast(cast)
        upload = sent(
            office, small_roster(users=(*roster.users, extra), enrollments=(), roles=())
        )
        text = page(office, upload)
        assert "What this roster would change" in text
        assert "Nina Newcomer" in text
        assert all_rows() == before
        assert upload.state == "planned"

    @pytest.mark.parametrize("content", [b"", b"hello", b"\x1f\x8bgz"])
    def test_of_something_that_is_no_zip_is_refused_with_words(
        self, office: Client, content: bytes, folder: Path
    ) -> None:
        response = send(office, content)
        assert response.status_code == 422
        assert not RosterImport.objects.exists()
        assert list(folder.glob("*")) == []

    def test_of_nothing_is_refused(self, office: Client) -> None:
        assert office.post(reverse("office:imports")).status_code == 422

    def test_of_a_file_that_is_too_large_keeps_no_byte_of_it(
        self, office: Client, cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(uploads, "MAX_UPLOAD_BYTES", 100)
        assert send(office, zipped(roster_with_the_cast(cast))).status_code == 422
        assert list(folder.glob("*")) == []

    @pytest.mark.parametrize("content", [b"PK\x03\x04 but no more", b"PK"])
    def test_of_a_broken_zip_tells_why_and_lets_it_be_discarded(
        self, office: Client, content: bytes, folder: Path
    ) -> None:
        assert send(office, content).status_code == 302
        upload = RosterImport.objects.get()
        assert upload.state == "refused"
        assert "This file cannot be imported" in page(office, upload)
        post(office, "import_discard", upload)
        assert list(folder.glob("*")) == []

    def test_of_another_districts_roster_is_refused(self, office: Client) -> None:
        orgs = swap(small_roster().orgs, "live-oak", name="Cedar")
        orgs = tuple(
            type(one)(sourced_id="cedar", name="Cedar", type="district")
            if one.type == "district"
            else one
            for one in orgs
        )
        upload = sent(office, small_roster(orgs=orgs, courses=()))
        assert "not of Live Oak" in page(office, upload)

    def test_forgets_the_name_of_a_folder_and_markup_in_the_file_name(
        self, office: Client, cast: Cast
    ) -> None:
        send(office, zipped(roster_with_the_cast(cast)), name="<b>x</b>.zip")
        upload = RosterImport.objects.get()
        assert "<b>x" not in page(office, upload)

    def test_keeps_the_file_where_only_we_can_read_it(
        self, office: Client, cast: Cast, folder: Path
    ) -> None:
        sent(office, roster_with_the_cast(cast))
        (kept,) = folder.glob("*.zip")
        assert kept.stat().st_mode & 0o077 == 0
        assert "roster" not in kept.name


class TestCarryingOut:
    def test_does_what_the_page_said_and_keeps_who_did_it(
        self, office: Client, cast: Cast, folder: Path
    ) -> None:
        roster = roster_with_the_cast(cast)
        upload = sent(
            office,
            small_roster(
                users=(*roster.users, user("nina", "Nina", "N")),
                roles=(),
                enrollments=(),
            ),
        )
        before = Person.objects.count()
        response = post(office, "import_apply", upload, ends="on")
        assert response.status_code == 302
        upload.refresh_from_db()
        assert (upload.state, upload.progress) == ("applied", 100)
        assert Person.objects.count() == before + 1
        assert "This roster is in" in page(office, upload)
        entry = AuditEntry.objects.get(deed="roster.import")
        assert (entry.actor, entry.about) == (cast.clerk, None)
        assert list(folder.glob("*")) == []

    def test_twice_is_refused(self, office: Client, cast: Cast) -> None:
        upload = sent(office, roster_with_the_cast(cast))
        post(office, "import_apply", upload, ends="on")
        assert post(office, "import_apply", upload, ends="on").status_code == 409

    def test_that_ends_many_people_asks_first(self, office: Client, cast: Cast) -> None:
        roster = roster_with_the_cast(cast)
        upload = sent(
            office,
            small_roster(
                users=without(roster.users, "p-ben"), roles=(), enrollments=(), classes=()
            ),
        )
        text = page(office, upload)
        assert "would leave" in text
        assert text.index("everybody stays") < text.index("Carry it out")
        assert post(office, "import_apply", upload).status_code == 422
        upload.refresh_from_db()
        assert upload.state == "planned"
        post(office, "import_apply", upload, ends="on")
        cast.ben.refresh_from_db()
        assert cast.ben.ended_on is not None

    def test_shows_the_new_plan_when_the_records_changed(
        self, office: Client, cast: Cast
    ) -> None:
        upload = sent(office, roster_with_the_cast(cast))
        Person.objects.filter(pk=cast.ada.pk).update(email="new@liveoak.example")
        post(office, "import_apply", upload, ends="on")
        upload.refresh_from_db()
        assert upload.state == "planned"
        assert "The records changed after this plan was made" in page(office, upload)
        post(office, "import_apply", upload, ends="on")
        upload.refresh_from_db()
        assert upload.state == "applied"

    def test_that_was_cut_off_says_so_and_starts_again(
        self, office: Client, cast: Cast
    ) -> None:
        upload = sent(office, roster_with_the_cast(cast))
        RosterImport.objects.filter(pk=upload.pk).update(state="applying")
        assert "The work stopped half way" in page(office, upload)
        assert post(office, "import_again", upload).status_code == 302
        upload.refresh_from_db()
        assert upload.state == "planned"

    def test_that_nobody_began_shows_its_pulse_while_it_lives(
        self, office: Client, cast: Cast, folder: Path
    ) -> None:
        upload = sent(office, roster_with_the_cast(cast))
        RosterImport.objects.filter(pk=upload.pk).update(state="applying")
        pulse = Path(upload.file_path).with_suffix(".pulse")
        pulse.write_text('{"step": "writing", "done": 3, "total": 7}')
        address = reverse("office:import_progress", args=[upload.uuid])
        text = office.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "3 of 7" in text
        assert post(office, "import_again", upload).status_code == 409
        pulse.unlink()
        assert "HX-Redirect" in office.get(address, headers={"HX-Request": "true"}).headers
        assert office.get(address).status_code == 302

    def test_can_be_let_go_with_file_and_story(
        self, office: Client, cast: Cast, folder: Path
    ) -> None:
        upload = sent(office, roster_with_the_cast(cast))
        post(office, "import_discard", upload)
        upload.refresh_from_db()
        assert (upload.state, upload.story, upload.problems) == ("discarded", {}, [])
        assert list(folder.glob("*")) == []
        assert post(office, "import_apply", upload, ends="on").status_code == 409
        assert page(office, upload)

    def test_of_a_roster_that_changes_nothing_offers_no_button(
        self, office: Client, cast: Cast
    ) -> None:
        roster = roster_with_the_cast(cast)
        post(office, "import_apply", sent(office, roster), ends="on")
        text = page(office, sent(office, roster))
        assert "Nothing would change" in text
        assert "Carry it out" not in text


class TestProblems:
    def dirty(self, cast: Cast) -> bytes:
        """Return a roster with a row nobody can take and a name that a spreadsheet would run."""
        content = BytesIO(zipped(roster_with_the_cast(cast)))
        with zipfile.ZipFile(content, "a") as archive:
            archive.writestr(
                "roles.csv",
                "sourcedId,userSourcedId,roleType,role,orgSourcedId\r\nr1,p-ada,primary,=wizard(),elm\r\n",
            )
        return content.getvalue()

    def test_stand_with_row_field_value_and_remedy(self, office: Client, cast: Cast) -> None:
        send(office, self.dirty(cast))
        text = page(office, RosterImport.objects.get())
        for said in ("roles.csv row 2, role", "=wizard()", "Write student, teacher"):
            assert said in text

    def test_stand_in_spanish_for_who_reads_spanish(self, office: Client, cast: Cast) -> None:
        Person.objects.filter(pk=cast.clerk.pk).update(language="es")
        send(office, self.dirty(cast))
        text = page(office, RosterImport.objects.get())
        assert "no es una función que OneRoster conozca" in text
        assert "roles.csv fila 2, role" in text

    def test_of_many_rows_stand_together_by_their_cause(
        self, office: Client, cast: Cast
    ) -> None:
        send(office, self.dirty(cast))
        upload = RosterImport.objects.get()
        row = {
            "code": "date.form",
            "what": "'soon' is not a day",
            "fix": "Write it.",
            "weight": "row",
        }
        upload.problems = [
            {**row, "where": f"users.csv row {n}, birthDate"} for n in range(2, 42)
        ]
        upload.save()
        for text in (
            page(office, upload),
            office.get(reverse("office:problems")).content.decode(),
        ):
            assert text.count("users.csv, birthDate") == 1
            assert "this is not a date" in text
            assert "users.csv row 21, birthDate" in text
            assert "users.csv row 22, birthDate" not in text
            assert "and 20 more" in text

    def test_come_as_a_list_that_no_spreadsheet_runs(self, office: Client, cast: Cast) -> None:
        send(office, self.dirty(cast))
        upload = RosterImport.objects.get()
        upload.problems.append(
            {"code": "x", "where": "=1+1", "what": "+2", "fix": "@3", "weight": "row"}
        )
        upload.save()
        response = office.get(reverse("office:import_problems", args=[upload.uuid]))
        rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
        assert rows[0] == ["Where", "About", "What", "What to do", "Weight"]
        assert rows[-1] == ["'=1+1", "", "'+2", "'@3", "row left out"]

    def test_go_out_as_a_list_in_the_language_of_whoever_reads(
        self, office: Client, cast: Cast
    ) -> None:
        send(office, self.dirty(cast))
        upload = RosterImport.objects.latest("pk")
        Person.objects.filter(pk=cast.clerk.pk).update(language="es")
        told = office.get(reverse("office:import_problems", args=[upload.uuid]))
        head = told.content.decode("utf-8-sig").splitlines()[0]
        assert head == "Dónde,Sobre,Qué,Qué hacer,Peso"

    def test_of_the_last_roster_stay_open(self, office: Client, cast: Cast) -> None:
        address = reverse("office:problems")
        assert "No open problems" in office.get(address).content.decode()
        send(office, self.dirty(cast))
        assert "roles.csv row 2" in office.get(address).content.decode()


class TestList:
    def test_asks_the_database_as_often_for_thirty_imports_as_for_three(
        self, office: Client, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        def ask() -> int:
            from django.db import connection
            from django.test.utils import CaptureQueriesContext

            with CaptureQueriesContext(connection) as seen:
                assert office.get(reverse("office:imports")).status_code == 200
            return len(seen)

        def more(n: int) -> None:
            for i in range(n):
                RosterImport.objects.create(
                    district=cast.live_oak,
                    file_name=f"{i}.zip",
                    file_path=f"/nowhere/{i}",
                    planned_by=cast.clerk,
                    planned_at="2026-03-10T17:00:00Z",
                    state="applied",
                )

        more(3)
        few = ask()
        more(15)
        assert ask() == few <= 15

    def test_holds_no_other_districts_imports(self, office: Client, cast: Cast) -> None:
        other = RosterImport.objects.create(
            district=cast.cedar,
            file_name="cedar.zip",
            file_path="/nowhere",
            planned_at="2026-03-10T17:00:00Z",
        )
        assert "cedar.zip" not in office.get(reverse("office:imports")).content.decode()
        for name in ("import_plan", "import_progress", "import_problems"):
            assert office.get(reverse(f"office:{name}", args=[other.uuid])).status_code == 404
        for name in ("import_apply", "import_again", "import_discard"):
            assert post(office, name, other).status_code == 404
