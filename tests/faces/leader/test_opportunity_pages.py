"""Pages of opportunities: few queries, refused forms come back, files leave safely, the calendar by its secret."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlparse

import pytest
from cast import NOW, Cast
from changed_opportunities import make
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from facing import asked_of, sign_in
from found import awarded, found, submitted, watched

from ownpath.school.change.models import Application, CalendarFeed, Gain, Opportunity
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15


class TestEveryPage:
    def test_takes_few_queries_in_both_languages_for_those_who_lead(self, cast: Cast) -> None:
        _places, _fields, pages = make(cast)
        client = sign_in(cast.whitfield)
        for n in range(55):
            found(cast, title=f"One of many {n}")
        asked = {path: asked_of(client, path) for path in pages["whitfield"]}
        assert {path for path, (_n, page) in asked.items() if page.status_code != 200} == set()
        assert {path: n for path, (n, _page) in asked.items() if n > MOST_QUERIES} == {}
        assert "page=2" in client.get(reverse("leader:opportunities")).content.decode()
        type(cast.whitfield).objects.filter(pk=cast.whitfield.pk).update(language="es")
        for path in pages["whitfield"]:
            assert '<html lang="es"' in sign_in(cast.whitfield).get(path).content.decode()

    def test_does_not_call_at_least_one_duty_optional(self, cast: Cast) -> None:
        application = submitted(cast)
        address = reverse("leader:application_award", args=[application.uuid])
        page = sign_in(cast.whitfield).get(address).content.decode()
        assert "What to report or do, at least one" in page
        assert "if you like" not in page

    def test_says_what_to_do_first_where_there_is_nothing(self, cast: Cast) -> None:
        client = sign_in(cast.whitfield)
        for name, said in (
            ("opportunities", "Write down the first grant"),
            ("opportunities_board", "Nobody watches anything yet"),
            ("mentors", "Nobody walks along yet"),
            ("calendar_feed", "You have no address yet"),
        ):
            assert said in client.get(reverse(f"leader:{name}")).content.decode()


class TestForms:
    @pytest.mark.parametrize(
        ("name", "sent"),
        [
            ("award", {}),
            ("award", {"text-0": "A report"}),
            ("lost", {}),
            ("lost", {"text-nothing": "Nothing.", "text-mentor": "Dr. Pell"}),
        ],
    )
    def test_come_back_where_something_is_missing(
        self, cast: Cast, name: str, sent: dict[str, str]
    ) -> None:
        application = submitted(cast)
        path = reverse(f"leader:application_{name}", args=[application.uuid])
        response = sign_in(cast.whitfield).post(path, sent)
        assert response.status_code == 422
        assert Application.objects.get().state == "submitted"

    def test_a_loss_leads_on_to_a_first_draft_of_a_vision(self, cast: Cast) -> None:
        application = submitted(cast)
        path = reverse("leader:application_lost", args=[application.uuid])
        sign_in(cast.whitfield).post(path, {"text-vision": "Its first page is our why."})
        gain = Gain.objects.get()
        assert gain.vision is not None
        assert gain.vision.state == "draft"

    def test_a_deadline_in_the_past_of_a_new_round_is_said(self, cast: Cast) -> None:
        path = reverse("leader:opportunity_round", args=[found(cast).uuid])
        sent = {"round": "2027", "deadline_on": "2026-01-01"}
        response = sign_in(cast.whitfield).post(path, sent)
        assert response.status_code == 422
        assert "still ahead" in response.content.decode()

    def test_every_step_stands_in_the_audit(self, cast: Cast) -> None:
        application = watched(cast)
        path = reverse("leader:application_step", args=[application.uuid, "plan"])
        assert sign_in(cast.whitfield).post(path).status_code == 302
        assert AuditEntry.objects.filter(deed="application.plan").exists()


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "content", "is_taken"),
        [
            ("plan.pdf", b"%PDF-1.7 ...", True),
            ("plan.pdf", b"<html>", False),
            ("plan.html", b"<script>", False),
            ("table.csv", "día,1\n".encode(), True),
            ("table.txt", b"\x00\x01", False),
            ("plan.docx", b"PK\x03\x04 not a document", False),
            ("photo.jpg", b"\xff\xd8\xff\xe0", True),
            ("big.txt", b"a" * 5_000_001, False),
            ("empty.txt", b"", False),
        ],
    )
    def test_are_taken_by_what_is_in_them(
        self, cast: Cast, name: str, content: bytes, is_taken: bool
    ) -> None:
        application = watched(cast)
        path = reverse("leader:attachment_new", args=[application.uuid])
        sent = {"file": SimpleUploadedFile(name, content)}
        response = sign_in(cast.whitfield).post(path, sent)
        assert response.status_code == (302 if is_taken else 422)
        assert application.attachments.count() == int(is_taken)

    def test_leave_as_attachments_and_only_to_leaders(self, cast: Cast) -> None:
        application = watched(cast)
        client = sign_in(cast.whitfield)
        path = reverse("leader:attachment_new", args=[application.uuid])
        client.post(path, {"file": SimpleUploadedFile("../a\nb.txt", b"Dear all")})
        kept = application.attachments.get()
        file = reverse("leader:attachment", args=[kept.uuid])
        response = client.get(file)
        assert response.content == b"Dear all"
        assert response["Content-Disposition"] == 'attachment; filename="ab.txt"'
        assert response["X-Content-Type-Options"] == "nosniff"
        for nobody in (cast.okafor, cast.lund, cast.ada):
            assert sign_in(nobody).get(file).status_code in {403, 404}


class TestTheCalendar:
    def make_address(self, cast: Cast) -> str:
        page = sign_in(cast.whitfield).post(reverse("leader:calendar_feed"))
        return urlparse(page.content.decode().partition("<code>")[2].partition("<")[0]).path

    def test_opens_by_its_secret_and_keeps_only_a_digest(self, cast: Cast) -> None:
        awarded(cast)
        watched(cast, found(cast, title="Deadline, with a comma"))
        path = self.make_address(cast)
        assert CalendarFeed.objects.get().digest not in path
        response = Client().get(path)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        text = response.content.decode().replace("\r\n ", "")
        assert "SUMMARY:Deadline: Deadline\\, with a comma" in text
        assert "DTSTART;TZID=America/New_York:20260409T130000" in text
        assert "BEGIN:VTIMEZONE" in text
        assert "DTSTART;VALUE=DATE:20260930" in text

    def test_ends_when_it_is_renewed_or_ended_or_its_owner_leads_no_more(
        self, cast: Cast
    ) -> None:
        first = self.make_address(cast)
        second = self.make_address(cast)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        cast.whitfield.roles.update(ended_on=NOW.date() - timedelta(days=1))
        unknown = Client().get(second)
        never = Client().get(reverse("leader:calendar", args=["never-given"]))
        assert (unknown.status_code, unknown.content) == (never.status_code, never.content)
        cast.whitfield.roles.update(ended_on=None)
        sign_in(cast.whitfield).post(reverse("leader:calendar_feed_end"))
        assert Client().get(second).status_code == 404


class TestTables:
    HEAD = "organization,kind,title,amount,deadline,time_zone,requirements\n"
    ROWS = (
        'Lantern (made up),grant,Schools,"$40,000",2026-04-30 17:00,America/Chicago,"Letter\nBudget"\n'
        "Lantern (made up),grant,=HYPERLINK(1),,,,\n"
        "Quill (made up),gift,Pens,,,,\n"
        "Quill (made up),portal,Ink,x,2026-13-01,Mars,\n"
    )

    def test_are_shown_first_then_brought_in_and_change_nothing_twice(self, cast: Cast) -> None:
        client = sign_in(cast.whitfield)
        path = reverse("leader:opportunities_import")

        def send(content: bytes) -> str:
            sent = {"table": SimpleUploadedFile("t.csv", content)}
            return str(client.post(path, sent).content.decode())

        content = (self.HEAD + self.ROWS).encode()
        page = send(content)
        for said in ("row 4, kind", "gift", "row 5, amount", "row 5, deadline", "Mars"):
            assert said in page
        assert not Opportunity.objects.exists()
        mark = page.partition('name="mark" value="')[2].partition('"')[0]
        sent = {"mark": mark, "text": content.decode().replace("\n", "\r\n")}
        assert client.post(path, sent).status_code == 302
        kept = Opportunity.objects.get(title="Schools")
        assert [one.text for one in kept.requirements.order_by("place")] == ["Letter", "Budget"]
        exported = client.get(reverse("leader:opportunities_export")).content
        assert b"'=HYPERLINK(1)" in exported
        for again in (content, exported):
            assert "Nothing would change" in send(again)
        assert client.post(path, sent).status_code == 409
