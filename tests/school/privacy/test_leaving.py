"""All data leaves on demand, whole, and comes back to equal marks; an erasure leaves no row."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cast import NOW, Cast
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from facing import sign_in
from judged import let_a_model_judge
from morning import make_morning
from pytest_django import Settings

from ownpath.school.curriculum.models import Framework, SetAside
from ownpath.school.mastery.services import rebuild
from ownpath.school.people.models import District, Person, SignInFailure
from ownpath.school.people.services import knock_of, note_failure
from ownpath.school.privacy.exports import write_kit
from ownpath.school.privacy.further import MANIFEST, is_ours
from ownpath.school.privacy.imports import Damaged, NoKit, NotEmpty, read_kit
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.privacy.queries import of_district, tables_that_leave
from ownpath.school.privacy.services import NotTheirs, PlanIsStale, audited, erase, plan_erasure
from ownpath.school.voice.models import Hope
from ownpath.store.tables import all_tables, children_first, delete_rows, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(cast: Cast, settings: Settings, tmp_path: Path) -> Cast:
    """Return the cast on a morning on which something of everything exists, and has been looked at."""
    settings.DATA_FOLDER = tmp_path
    make_morning(cast)
    let_a_model_judge(cast)
    rebuild(student_ids=[cast.ada.pk], now=NOW)
    audited(by=cast.okafor, about=cast.ada, deed="read.student", now=NOW, do=lambda: None)
    audited(by=cast.clerk, about=None, deed="roster.export", now=NOW, do=lambda: None)
    audited(by=cast.lund, about=None, deed="framework.import", now=NOW, do=lambda: None)
    for district, by in ((cast.live_oak, cast.clerk), (cast.cedar, cast.lund)):
        spare = Framework.objects.create(identifier=f"spare-{district.pk}", title="Spare")
        SetAside.objects.create(
            framework=spare, district=district, why="x", set_by=by, set_at=NOW
        )
    return cast


def kit_of(district: District, folder: Path) -> tuple[Path, dict[str, Any]]:
    """Write a kit and return it with its manifest."""
    path = folder / f"{district.source_key}.zip"
    with path.open("wb") as file:
        return path, write_kit(district=district, target=file, by=None, now=NOW, progress=None)


def empty_everything() -> None:
    """Take every row of the school out, as in a new installation."""
    for table in children_first(tables_that_leave()):
        delete_rows(rows_of(table))
    connection.check_constraints()


def everything() -> str:
    """Return every row of every table as one text."""
    return "\n".join(
        f"{table._meta.db_table} {row!r}"
        for table in all_tables()
        for row in rows_of(table).values_list()
    )


def sessions_of(person: Person) -> int:
    """Count the sessions of a person."""
    return sum(
        one.get_decoded().get("_auth_user_id") == str(person.pk)
        for one in Session.objects.all()
    )


class TestExitKit:
    def test_comes_back_to_equal_marks(self, school: Cast, tmp_path: Path) -> None:
        path, manifest = kit_of(school.live_oak, tmp_path)
        empty_everything()
        assert read_kit(path, progress=None) == manifest
        again = District.objects.get(source_key="live-oak")
        _path, second = kit_of(again, tmp_path / "..")
        assert second["tables"] == manifest["tables"]

    def test_holds_a_row_of_every_table_of_the_district(
        self, school: Cast, tmp_path: Path
    ) -> None:
        _path, manifest = kit_of(school.live_oak, tmp_path)
        counts = of_district(school.live_oak).counts()
        for table in tables_that_leave():
            name = table._meta.db_table
            n_there = rows_of(table).count()
            n_told = manifest["tables"][name]["rows"]
            assert n_told == counts.get(name, n_told)
            assert (n_told > 0) == (n_there > 0), name
            assert n_told <= n_there

    def test_holds_nothing_of_another_district(self, school: Cast, tmp_path: Path) -> None:
        path, _manifest = kit_of(school.live_oak, tmp_path)
        with ZipFile(path) as kit:
            text = "".join(kit.read(name).decode() for name in kit.namelist())
        for word in ("lund", "Lund", "Cedar School", str(school.lund.uuid)):
            assert word not in text

    def test_is_refused_where_something_is_there_already(
        self, school: Cast, tmp_path: Path
    ) -> None:
        path, _manifest = kit_of(school.live_oak, tmp_path)
        before = everything()
        with pytest.raises(NotEmpty):
            read_kit(path, progress=None)
        assert everything() == before

    @pytest.mark.parametrize("harm", ["row", "missing", "manifest", "version", "no zip"])
    def test_that_is_not_whole_brings_in_nothing(
        self, school: Cast, tmp_path: Path, harm: str
    ) -> None:
        path, _manifest = kit_of(school.live_oak, tmp_path)
        empty_everything()
        before = everything()
        with pytest.raises((Damaged, NoKit)):
            read_kit(_harmed(path, harm), progress=None)
        assert everything() == before

    def test_leaves_nothing_behind_but_what_is_named_here(self) -> None:
        behind = {one._meta.db_table for one in all_tables() if is_ours(one)} - {
            one._meta.db_table for one in tables_that_leave()
        }
        assert behind == {
            "people_signinfailure",  # kept a day, under keys that mean nothing elsewhere
            "people_person_groups",  # Django's own groups and permissions, which nobody has
            "people_person_user_permissions",
        }

    def test_tells_every_column_of_every_table(self) -> None:
        for table in tables_that_leave():
            kinds = {field.get_internal_type() for field in table._meta.concrete_fields}
            assert kinds <= {
                *("AutoField", "BigAutoField", "BooleanField", "CharField", "DateField"),
                *("DateTimeField", "FloatField", "ForeignKey", "IntegerField", "JSONField"),
                *("OneToOneField", "PositiveBigIntegerField", "PositiveIntegerField"),
                *("PositiveSmallIntegerField", "SmallIntegerField", "TextField", "UUIDField"),
                *("BigIntegerField", "BinaryField", "TimeField"),
            }, table


def _harmed(path: Path, harm: str) -> Path:
    with ZipFile(path) as kit:
        files = {name: kit.read(name) for name in kit.namelist()}
    manifest = json.loads(files[MANIFEST])
    if harm == "row":
        files["people_person.jsonl"] = files["people_person.jsonl"].replace(b"Ada", b"Eve")
    elif harm == "missing":
        del files["people_role.jsonl"]
    elif harm == "manifest":
        del files[MANIFEST]
    elif harm == "version":
        files[MANIFEST] = json.dumps({**manifest, "tables_are": []}).encode()
    written = io.BytesIO()
    with ZipFile(written, "w") as kit:
        for name, content in files.items():
            kit.writestr(name, content)
    path.write_bytes(b"no zip" if harm == "no zip" else written.getvalue())
    return path


class TestErasingAPerson:
    def test_leaves_no_row_that_names_them(self, school: Cast) -> None:
        ada = school.ada
        Person.objects.filter(pk=ada.pk).update(family_name="Quetzalcoatl", email="a@q.example")
        ada.refresh_from_db()
        sign_in(ada)
        knock = knock_of(typed_name="ada", source="10.0.0.1", device="")
        note_failure(knock=knock, now=NOW)
        others = [sign_in(school.okafor), sessions_of(school.okafor)][1]
        erase(
            plan=plan_erasure(district=school.live_oak, person=ada),
            by=school.whitfield,
            now=NOW,
        )
        connection.check_constraints()
        text = everything()
        for word in ("Quetzalcoatl", str(ada.uuid), "p-ada", "a@q.example"):
            assert word not in text
        assert (sessions_of(ada), sessions_of(school.okafor)) == (0, others)
        assert not SignInFailure.objects.exists()
        for table in all_tables():
            for key in table._meta.concrete_fields:
                if key.related_model is Person:
                    assert not rows_of(table).filter(**{key.name: ada.pk}).exists()

    def test_leaves_everybody_else_as_they_were(self, school: Cast) -> None:
        erase(plan=plan_erasure(district=school.live_oak, person=school.ada), by=None, now=NOW)
        names = set(Person.objects.values_list("username", flat=True))
        assert names == {one.username for one in school.everybody.values()} - {"ada"}
        assert school.section.enrollments.get().person == school.okafor

    def test_of_a_teacher_keeps_what_students_showed_without_the_name(
        self, school: Cast
    ) -> None:
        evidence = apps.get_model("evidence.Evidence")
        n_before = evidence.objects.count()
        assert evidence.objects.filter(recorded_by=school.okafor).exists()
        plan = plan_erasure(district=school.live_oak, person=school.okafor)
        assert any(line.column == "recorded_by" for line in plan.forgetting)
        erase(plan=plan, by=school.whitfield, now=NOW)
        assert evidence.objects.count() == n_before
        assert not evidence.objects.filter(recorded_by=school.okafor.pk).exists()
        assert AuditEntry.objects.filter(about=school.ada, actor=None).exists()

    def test_keeps_that_it_was_done_and_nothing_about_whom(self, school: Cast) -> None:
        plan = plan_erasure(district=school.live_oak, person=school.ada)
        n_rows = erase(plan=plan, by=school.whitfield, now=NOW)
        assert n_rows == plan.n_rows
        entry = AuditEntry.objects.get(deed="erase.person")
        assert (entry.actor, entry.about, entry.detail) == (
            school.whitfield,
            None,
            f"{n_rows} rows",
        )

    def test_is_refused_when_something_came_in_since(self, school: Cast) -> None:
        plan = plan_erasure(district=school.live_oak, person=school.ada)
        Hope.objects.create(student=school.ada, kind=Hope.Kind.HOPE, words="A vet", said_at=NOW)
        before = everything()
        with pytest.raises(PlanIsStale):
            erase(plan=plan, by=school.whitfield, now=NOW)
        assert everything() == before


class TestWhoMay:
    @pytest.mark.parametrize(
        "who", ["ada", "ben", "okafor", "ito", "rosa", "reyes", "clerk", "lund"]
    )
    def test_is_nobody_but_the_administrator_of_the_district(
        self, school: Cast, who: str
    ) -> None:
        by, before = school.everybody[who], everything()
        with pytest.raises(NotTheirs):
            write_kit(
                district=school.live_oak, target=io.BytesIO(), by=by, now=NOW, progress=None
            )
        plan = plan_erasure(district=school.live_oak, person=school.ada)
        with pytest.raises(NotTheirs):
            erase(plan=plan, by=by, now=NOW)
        assert everything() == before

    def test_is_no_administrator_of_another_district(self, school: Cast) -> None:
        plan = plan_erasure(district=school.cedar, person=None)
        with pytest.raises(NotTheirs):
            erase(plan=plan, by=school.whitfield, now=NOW)


class TestErasingADistrict:
    def test_leaves_none_of_its_rows(self, school: Cast) -> None:
        plan = plan_erasure(district=school.live_oak, person=None)
        assert erase(plan=plan, by=None, now=NOW) == plan.n_rows
        connection.check_constraints()
        assert of_district(school.live_oak).counts() == {}
        text = everything()
        for one in school.everybody.values():
            assert (str(one.uuid) in text) == (one == school.lund)

    def test_leaves_the_other_district_and_the_content(self, school: Cast) -> None:
        before = of_district(school.cedar).counts()
        n_items = len(school.items)
        erase(plan=plan_erasure(district=school.live_oak, person=None), by=None, now=NOW)
        assert of_district(school.cedar).counts() == before
        assert apps.get_model("curriculum.Item").objects.count() == n_items
