"""Records staff bring a pack of their own in and write in it: faults beside lines, sound texts saved, versions kept."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.interchange.packs.one_entry import write_entry
from ownpath.interchange.packs.skeleton import pack_skeleton
from ownpath.school.curriculum.models import Competency, Item, ItemRevision, Pack
from ownpath.school.curriculum.queries import definition_at
from ownpath.school.privacy.models import AuditEntry


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None, settings: Any, tmp_path: Path) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    settings.DATA_FOLDER = tmp_path
    return sign_in(cast.clerk)


@pytest.fixture
def own(office: Client) -> Item:
    """Return a template of a pack that the office brought in itself, as a zip."""
    plan = _send_again(office, "stickers")
    office.post(reverse("office:framework_apply"), {"mark": plan.context["page"].mark})
    return Item.objects.get(code="our-school:item:our-school-join-words")


def _send_again(office: Client, say: str) -> Any:
    """Send the pack with other words in it and return the page of its plan."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, data in pack_skeleton("our-school", title="Ours").items():
            text = write_entry(data, first=()).replace("stickers", say)
            archive.writestr(f"our-school/{path}", text)
    sent = SimpleUploadedFile("ours.zip", packed.getvalue())
    office.post(reverse("office:frameworks"), {"kind": "pack", "framework": sent})
    return office.get(reverse("office:framework_plan"))


def _text(client: Client, item: Item) -> str:
    page = client.get(reverse("office:template_edit", args=[item.uuid])).context["page"]
    return str(page.looks.draft.text)


def _save(client: Client, item: Item, text: str, revision: int = 1) -> Any:
    sent = {"text": text, "revision": str(revision)}
    return client.post(reverse("office:template_edit", args=[item.uuid]), sent)


class TestAPackOfOnesOwn:
    def test_belongs_to_the_district_that_brought_it(self, own: Item, cast: Cast) -> None:
        assert Pack.objects.get(identifier="our-school").owner == cast.live_oak

    def test_that_leads_out_of_its_zip_is_refused(self, office: Client) -> None:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("pack.yaml", "format: 1")
            archive.writestr("../../evil.yaml", "x: 1")

        sent = {"kind": "pack", "framework": SimpleUploadedFile("p.zip", packed.getvalue())}
        office.post(reverse("office:frameworks"), sent)
        page = office.get(reverse("office:framework_plan"))

        assert "This file cannot be brought in" in page.content.decode()
        assert "leads out" in page.content.decode()


class TestAPackThatComesAgain:
    def test_shows_what_differs_keeps_ours_and_can_be_undone(
        self, own: Item, office: Client
    ) -> None:
        _save(office, own, _text(office, own).replace("stickers", "marbles"))
        plan = _send_again(office, "shells").context["page"]
        assert [(one.name, one.is_new_in_file) for one in plan.edited] == [
            ("our-school-join-words", True)
        ]
        assert {whose for whose, _text in plan.edited[0].lines} >= {"ours", "theirs"}

        office.post(reverse("office:framework_apply"), {"mark": plan.mark})
        own.refresh_from_db()
        assert "marbles" in own.definition["prompt"]["en"]

        plan = _send_again(office, "shells").context["page"]
        sent = {"mark": plan.mark, "take": [own.code]}
        page = office.post(reverse("office:framework_apply"), sent, follow=True)
        own.refresh_from_db()
        assert "shells" in own.definition["prompt"]["en"]
        assert reverse("office:framework_undo") in page.content.decode()

        office.post(reverse("office:framework_undo"))
        own.refresh_from_db()
        assert "marbles" in own.definition["prompt"]["en"]


class TestATemplateOfTheLibrary:
    def test_becomes_ones_own_to_be_changed_and_taken_out(
        self, office: Client, cast: Cast
    ) -> None:
        teacher, shared = sign_in(cast.okafor), cast.items[0]
        mine = reverse("office:template_mine", args=[shared.uuid])
        assert teacher.post(mine).status_code == 409
        teacher.post(reverse("office:content_begin"), {"title": "Ours"})

        page = teacher.post(mine, follow=True)

        assert page.status_code == 200
        copy = Item.objects.get(code__endswith="-my", pack__owner=cast.live_oak)
        place = reverse("office:template", args=[copy.uuid])
        assert (
            "Make it mine"
            in teacher.get(reverse("office:template", args=[shared.uuid])).content.decode()
        )
        teacher.post(reverse("office:template_out", args=[copy.uuid]))
        assert "Put it back into practice" in teacher.get(place).content.decode()
        assert sign_in(cast.lund).get(place).status_code == 404
        back = reverse("office:template_back", args=[copy.uuid])
        teacher.post(back, {"revision": copy.revision})
        copy.refresh_from_db()
        assert copy.is_retired is False


class TestTeachersWrite:
    def test_in_a_pack_of_their_district(self, own: Item, cast: Cast) -> None:
        teacher = sign_in(cast.okafor)

        answer = _save(teacher, own, _text(teacher, own).replace("stickers", "marbles"))

        own.refresh_from_db()
        assert answer.status_code == 302
        assert "marbles" in own.definition["prompt"]["en"]
        assert AuditEntry.objects.get(deed="content.change").actor == cast.okafor

    def test_and_begin_a_pack_of_it_once(
        self, office: Client, cast: Cast, settings: Any, tmp_path: Path
    ) -> None:
        teacher, begin = sign_in(cast.okafor), reverse("office:content_begin")

        first = teacher.post(begin, {"title": "Live Oak writes"})
        again = teacher.post(begin, {"title": "Once more"})
        page = teacher.get(first.headers["Location"])

        assert (first.status_code, again.status_code) == (302, 409)
        pack = Pack.objects.get(owner=cast.live_oak)
        assert "Live Oak writes" in page.content.decode()
        assert Item.objects.filter(pack=pack).count() == 2
        assert "Write a template" in page.content.decode()
        assert sign_in(cast.lund).get(first.headers["Location"]).context["page"].is_own is False

    @pytest.mark.parametrize("title", ["", "   ", "x" * 121, "a\x00b"])
    def test_and_give_it_a_title_of_one_line(
        self, office: Client, cast: Cast, title: str
    ) -> None:
        answer = sign_in(cast.okafor).post(reverse("office:content_begin"), {"title": title})

        assert answer.status_code == 422
        assert not Pack.objects.filter(owner=cast.live_oak).exists()

    def test_never_in_another_districts(self, own: Item, cast: Cast) -> None:
        neighbor = sign_in(cast.lund)

        for name in ("template", "template_edit"):
            answer = neighbor.get(reverse(f"office:{name}", args=[own.uuid]))
            assert answer.status_code == 404

    def test_and_find_no_way_to_records(self, own: Item, cast: Cast) -> None:
        page = sign_in(cast.okafor).get(reverse("office:content")).content.decode()

        assert reverse("office:people") not in page
        assert reverse("teacher:room") in page


class TestTheEditor:
    def test_saves_a_sound_text_and_keeps_what_was(self, office: Client, own: Item) -> None:
        before = own.definition

        answer = _save(office, own, _text(office, own).replace("stickers", "marbles"))

        own.refresh_from_db()
        assert answer.status_code == 302
        assert own.revision == 2
        assert "marbles" in own.definition["prompt"]["en"]
        assert ItemRevision.objects.get(item=own).definition == before
        assert "stickers" in str(definition_at(own.pk, 1).prompt.sources)
        assert AuditEntry.objects.filter(deed="content.change").count() == 1

    @pytest.mark.parametrize(
        ("old", "new", "line_says"),
        [
            ("value: total", "value: totl", "totl"),
            ("answer - b = a", "answer - b = b", ""),
            ("our-school-join-words", "another-name", "id"),
            ("competencies: [our-school.1]", "competencies: [FR.1]", "competencies"),
            ("{who} has", "{who has", "prompt"),
        ],
    )
    def test_saves_nothing_unsound_and_names_the_line(
        self, office: Client, own: Item, old: str, new: str, line_says: str
    ) -> None:
        text = _text(office, own).replace(old, new, 1)

        page = _save(office, own, text)

        faults = [f for f in page.context["page"].looks.draft.faults if not f.is_advice]
        lines = [text.split("\n")[fault.line - 1] for fault in faults if fault.line]
        own.refresh_from_db()
        assert (page.status_code, own.revision) == (422, 1)
        assert faults
        assert not line_says or any(line_says in line for line in lines)

    def test_refuses_when_somebody_saved_meanwhile(self, office: Client, own: Item) -> None:
        text = _text(office, own)
        _save(office, own, text.replace("stickers", "marbles"))

        page = _save(office, own, text.replace("stickers", "shells"))

        own.refresh_from_db()
        assert (page.status_code, own.revision) == (422, 2)

    def test_shows_what_a_child_would_see_while_writing(
        self, office: Client, own: Item
    ) -> None:
        text = _text(office, own).replace("stickers", "marbles")

        live = office.post(reverse("office:template_try", args=[own.uuid]), {"text": text})

        assert "marbles" in live.content.decode()
        assert "estampas" in live.content.decode()

    def test_adds_a_template(self, office: Client, own: Item) -> None:
        competency = Competency.objects.get(code="our-school.1")
        address = reverse("office:template_new", args=[competency.uuid])
        text = office.get(address).context["page"].looks.draft.text

        answer = office.post(address, {"text": text.replace("my-template", "third")})

        added = Item.objects.get(code="our-school:item:third")
        assert answer.status_code == 302
        assert list(added.competencies.all()) == [competency]
        assert (
            office.post(address, {"text": text.replace("my-template", "third")}).status_code
            == 422
        )

    def test_is_not_for_shared_content_nor_for_others(
        self, office: Client, own: Item, cast: Cast
    ) -> None:
        shared = reverse("office:template_edit", args=[cast.items[0].uuid])
        Pack.objects.filter(identifier="our-school").update(owner=cast.cedar)
        theirs = reverse("office:template_edit", args=[own.uuid])

        assert office.get(shared).status_code == 403
        assert office.get(theirs).status_code == 404
