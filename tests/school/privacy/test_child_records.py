"""A child's record leaves with its family alone: all that is the child's, and nothing of anybody else."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from cast import NOW, TODAY, Cast, make_person
from django.apps import apps
from facing import sign_in
from morning import make_morning
from pytest_django import Settings

from ownpath.school.mastery.services import record_observation
from ownpath.school.people.models import Guardianship, Person
from ownpath.school.people.queries import may_take_record
from ownpath.school.privacy.models import AuditEntry, KitRun
from ownpath.school.privacy.queries import of_person
from ownpath.school.privacy.queries.child_record import KEPT
from ownpath.school.privacy.services import drop_old_kits, erase, plan_erasure
from ownpath.school.privacy.services.child_records import (
    NotTheirChild,
    begin_child_record,
    find_child_record,
    latest_child_record,
)
from ownpath.school.privacy.services.kits import IsMakingOne, path_of
from ownpath.school.privacy.tasks import do_kit
from ownpath.school.voice.models import Message
from ownpath.store.tables import name_of

pytestmark = pytest.mark.django_db

LEFT_OUT = {
    "other people's too": {
        "voice_message",  # the asker's own stand on the page
        "days_tie", "people_guardianship",
    },
    "of adults' work": {
        "mastery_stuckflag", "plans_paceword", "days_adviser", "days_commitment", "days_planreview",
        "days_staffing", "days_stafftime", "days_staffabsence", "days_daypin", "days_planchange",
    },
    "said in confidence": {"days_reflection"},
    "machinery and keys": {
        "mastery_studentmemory", "people_account", "privacy_kitrun", "account_emailaddress",
        "account_emailconfirmation", "mfa_authenticator", "socialaccount_socialaccount",
        "socialaccount_socialtoken", "people_person_groups", "people_person_user_permissions",
    },
}  # fmt: skip


@pytest.fixture
def bare(cast: Cast, settings: Settings, tmp_path: Path) -> Cast:
    """Return the cast, with a folder for files."""
    settings.DATA_FOLDER = tmp_path
    return cast


@pytest.fixture
def school(bare: Cast) -> Cast:
    """Return the cast on a morning on which something of everything exists."""
    make_morning(bare)
    return bare


def take(cast: Cast, by: Person, language: str = "en") -> dict[str, str]:
    """Return the files of Ada's record as somebody gets it."""
    run = begin_child_record(student=cast.ada, by=by, language=language, now=NOW)
    do_kit(uuid=run.uuid, clock=lambda: NOW)
    path = find_child_record(student=cast.ada, by=by, now=NOW)
    with ZipFile(io.BytesIO(path.read_bytes())) as record:
        return {name: record.read(name).decode() for name in record.namelist()}


class TestMayTakeRecord:
    def test_is_the_guardians_alone(self, cast: Cast) -> None:
        may = {
            name
            for name, person in cast.everybody.items()
            if may_take_record(viewer=person, student=cast.ada, today=TODAY)
        }
        assert may == {"rosa"}

    def test_ends_with_guardianship_and_with_the_account(self, cast: Cast) -> None:
        Guardianship.objects.update(ended_on=TODAY)
        assert not may_take_record(viewer=cast.rosa, student=cast.ada, today=TODAY)
        Guardianship.objects.update(ended_on=None)
        cast.rosa.is_active = False
        assert not may_take_record(viewer=cast.rosa, student=cast.ada, today=TODAY)

    def test_decides_who_may_ask_and_take(self, cast: Cast) -> None:
        for name, person in cast.everybody.items():
            if name != "rosa":
                with pytest.raises(NotTheirChild):
                    begin_child_record(student=cast.ada, by=person, language="en", now=NOW)
                with pytest.raises(NotTheirChild):
                    find_child_record(student=cast.ada, by=person, now=NOW)


class TestChildRecord:
    def test_holds_what_is_the_childs(self, school: Cast) -> None:
        files = take(school, school.rosa)
        evidence = files["data/evidence_evidence.jsonl"].splitlines()
        assert len(evidence) == school.ada.evidence.count() > 0
        assert "Ada Morales" in files["record.html"]
        marks = json.loads(files["manifest.json"])["files"]
        assert marks["data/evidence_evidence.jsonl"]["rows"] == len(evidence)
        assert len(files) == len(KEPT) + 2

    def test_goes_on_telling_what_was_shown_before_the_class_changed(self, bare: Cast) -> None:
        record_observation(
            student=bare.ada, competency_id=bare.competencies[0].pk, attempt=uuid4(),
            how_well="alone", note="", by=bare.okafor, now=NOW,
        )  # fmt: skip
        assert "Step 1" in take(bare, bare.rosa)["record.html"]
        bare.section.frameworks.all().delete()
        assert f"Step 1 · {bare.framework.title}" in take(bare, bare.rosa)["record.html"]

    def test_speaks_the_familys_language(self, bare: Cast) -> None:
        page = take(bare, bare.rosa, "es")["record.html"]
        assert "Lo que ha mostrado hasta ahora" in page
        assert 'lang="es"' in page

    def test_says_nothing_of_other_children_nor_of_others_letters(self, school: Cast) -> None:
        father = make_person(school.live_oak, "luis", "Luis", "Morales", "parent", None)
        for sender, body in ((school.ada, "between us"), (father, "from the father")):
            Message.objects.create(
                about=school.ada, sender=sender, receiver=school.okafor, body=body, sent_at=NOW
            )
        text = "".join(take(school, school.rosa).values())
        for word in ("Ben", str(school.ben.uuid), "between us", "from the father"):
            assert word not in text

    def test_leaves_out_what_adults_noted_for_themselves(self, bare: Cast) -> None:
        note = "Counts on fingers under the desk"
        record_observation(
            student=bare.ada, competency_id=bare.competencies[0].pk, how_well="alone", note=note,
            attempt=uuid4(), by=bare.okafor, now=NOW,
        )  # fmt: skip
        files = take(bare, bare.rosa)
        assert '"source":"observation"' in files["data/evidence_evidence.jsonl"]
        assert note not in "".join(files.values())

    def test_is_decided_for_every_table_that_goes_with_a_person(self, bare: Cast) -> None:
        kept = {name_of(apps.get_model(one.table)) for one in KEPT}
        left = set().union(*LEFT_OUT.values())
        with_ada = {
            name_of(table)
            for table in of_person(bare.ada).by_table
            if not table.__module__.startswith("ownpath.school.change")
        }
        assert sorted(with_ada - kept) == sorted(left)

    def test_is_in_the_log(self, bare: Cast) -> None:
        take(bare, bare.rosa)
        deeds = AuditEntry.objects.filter(deed__startswith="child_record").order_by("pk")
        assert [(one.deed, one.actor, one.about) for one in deeds] == [
            ("child_record.ask", bare.rosa, bare.ada),
            ("child_record", bare.rosa, bare.ada),
        ]


class TestFile:
    def test_is_one_at_a_time_and_of_each_guardian(self, bare: Cast) -> None:
        father = make_person(bare.live_oak, "luis", "Luis", "Morales", "parent", None)
        Guardianship.objects.create(guardian=father, student=bare.ada, relation="father")
        begin_child_record(student=bare.ada, by=bare.rosa, language="en", now=NOW)
        with pytest.raises(IsMakingOne):
            begin_child_record(student=bare.ada, by=bare.rosa, language="en", now=NOW)
        assert latest_child_record(student=bare.ada, by=father, now=NOW) is None
        take(bare, father)

    def test_goes_in_time_with_a_new_one_and_when_the_child_is_erased(self, bare: Cast) -> None:
        def there() -> list[bool]:
            return [path_of(run).is_file() for run in KitRun.objects.order_by("pk")]

        take(bare, bare.rosa)
        take(bare, bare.rosa)
        assert there() == [False, True]
        drop_old_kits(now=NOW + timedelta(days=8))
        assert there() == [False, False]
        take(bare, bare.rosa)
        path = path_of(KitRun.objects.latest("pk"))
        erase(plan=plan_erasure(district=bare.live_oak, person=bare.ada), by=None, now=NOW)
        assert not path.exists()
        assert not KitRun.objects.exists()


class TestPages:
    def test_lead_from_asking_to_the_file(
        self, bare: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        rosa = sign_in(bare.rosa)
        address = f"/family/child/{bare.ada.uuid}/record/"
        assert "Hacer el archivo" in rosa.get(address).content.decode()
        assert rosa.post(address).status_code == 302
        assert f'hx-get="{address}progress/"' in rosa.get(address).content.decode()
        do_kit(uuid=KitRun.objects.get().uuid, clock=lambda: NOW)
        assert rosa.get(f"{address}progress/").status_code == 302
        assert "Tu archivo está listo" in rosa.get(address).content.decode()
        answer = rosa.get(f"{address}file/")
        assert answer["Content-Disposition"] == 'attachment; filename="ada-2026-03-10.zip"'
        assert ZipFile(io.BytesIO(answer.getvalue())).testzip() is None
