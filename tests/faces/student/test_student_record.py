"""What the school keeps of a student: from 18 on it is theirs to take, and until then their family's alone."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from cast import NOW, TODAY, Cast, make_person
from django.test import Client
from facing import sign_in
from pytest_django import Settings

from ownpath.school.people.models import Demographics
from ownpath.school.people.queries import may_take_record
from ownpath.school.privacy.models import AuditEntry, KitRun
from ownpath.school.privacy.tasks import do_kit
from ownpath.school.voice.models import Message

pytestmark = pytest.mark.django_db

JUST_OF_AGE = TODAY.replace(year=TODAY.year - 18)
RECORD = "/me/record/"


@pytest.fixture
def grown(cast: Cast, settings: Settings, tmp_path: Path) -> Cast:
    """Return the cast with an Ada who is 18 today."""
    settings.DATA_FOLDER = tmp_path
    Demographics.objects.create(person=cast.ada, birth_date=JUST_OF_AGE)
    return cast


@pytest.fixture
def ada(grown: Cast, moment_of_the_cast: None) -> Client:
    return sign_in(grown.ada)


def taken(response: object) -> str:
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    with ZipFile(io.BytesIO(content)) as record:
        return record.read("record.html").decode()


class TestMayTakeOwnRecord:
    @pytest.mark.parametrize(
        ("born", "may"),
        [
            (JUST_OF_AGE, True),
            (JUST_OF_AGE.replace(day=JUST_OF_AGE.day + 1), False),
            (date(1950, 1, 1), True),
            (None, False),
        ],
    )
    def test_from_the_birthday_on(self, cast: Cast, born: date | None, may: bool) -> None:
        Demographics.objects.create(person=cast.ada, birth_date=born)
        assert may_take_record(viewer=cast.ada, student=cast.ada, today=TODAY) is may

    def test_is_nobody_elses_for_that(self, grown: Cast) -> None:
        may = {
            name
            for name, person in grown.everybody.items()
            if may_take_record(viewer=person, student=grown.ada, today=TODAY)
        }
        assert may == {"ada", "rosa"}

    def test_is_not_for_adults_who_are_no_students(self, cast: Cast) -> None:
        Demographics.objects.create(person=cast.okafor, birth_date=date(1980, 1, 1))
        assert not may_take_record(viewer=cast.okafor, student=cast.okafor, today=TODAY)

    def test_ends_with_the_account(self, grown: Cast) -> None:
        grown.ada.is_active = False
        assert not may_take_record(viewer=grown.ada, student=grown.ada, today=TODAY)


class TestOwnRecord:
    def test_is_asked_for_made_and_taken(self, ada: Client, grown: Cast) -> None:
        assert "Make the file" in ada.get(RECORD).content.decode()
        assert ada.post(RECORD)["Location"] == RECORD
        assert "Waiting for its turn" in ada.get(f"{RECORD}progress/").content.decode()
        run = KitRun.objects.get()
        do_kit(uuid=run.uuid, clock=lambda: NOW)
        assert ada.get(f"{RECORD}progress/")["Location"] == RECORD
        assert "Take the file" in ada.get(RECORD).content.decode()
        assert "Ada Morales" in taken(ada.get(f"{RECORD}file/"))
        deeds = AuditEntry.objects.filter(actor=grown.ada, about=grown.ada)
        assert {"own_record", "own_record.ask"} <= set(deeds.values_list("deed", flat=True))

    def test_holds_own_letters_and_none_of_the_family(self, ada: Client, grown: Cast) -> None:
        for sender, body in ((grown.ada, "from me"), (grown.rosa, "from my mother")):
            Message.objects.create(
                about=grown.ada, sender=sender, receiver=grown.okafor, body=body, sent_at=NOW
            )
        ada.post(RECORD)
        do_kit(uuid=KitRun.objects.get().uuid, clock=lambda: NOW)
        page = taken(ada.get(f"{RECORD}file/"))
        assert "from me" in page
        assert "from my mother" not in page
        assert (
            sign_in(grown.rosa).get(f"/family/child/{grown.ada.uuid}/record/file/").status_code
            == 404
        )  # hers is one of its own

    def test_is_found_from_my_voice(self, ada: Client) -> None:
        assert RECORD in ada.get("/me/voice/").content.decode()

    def test_speaks_to_a_student_in_spanish(self, ada: Client, grown: Cast) -> None:
        grown.ada.language = "es"
        grown.ada.save()
        page = sign_in(grown.ada).get(RECORD).content.decode()
        assert "Lo que mi escuela guarda de mí" in page
        assert "Tienes 18 años o más" in page

    @pytest.mark.parametrize("address", ["", "progress/", "file/"])
    def test_is_closed_to_who_is_younger(self, ada: Client, grown: Cast, address: str) -> None:
        Demographics.objects.update(birth_date=date(TODAY.year - 10, 1, 1))
        assert ada.get(RECORD + address).status_code == 403
        assert RECORD not in ada.get("/me/voice/").content.decode()
        assert ada.post(RECORD).status_code == 403
        assert not KitRun.objects.exists()
        other = make_person(grown.live_oak, "old", "Old", "Son", "student", None)
        Demographics.objects.create(person=other, birth_date=JUST_OF_AGE)
        assert sign_in(other).get(RECORD).status_code == 200
