"""The vision from the first draft to adoption as a leader does it, and concerns: pages, refusals, few queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast
from changed import make_changes
from django.test import Client
from django.urls import reverse
from envisioned import in_force, make_change, out
from facing import asked_of, sign_in

from ownpath.engine.promises import PROMISES
from ownpath.faces.leader.pages.visions import draw_way
from ownpath.faces.taking_part.drawing.vision import draw_vision
from ownpath.school.change.models import Concern, IndicatorReading, Vision, VisionComment
from ownpath.school.change.services.concerns import raise_concern
from ownpath.school.change.services.consulting import comment
from ownpath.school.days.models import Policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_of_the_cast")]
MOST_QUERIES = 16  # with those of the session and of the guard


def post(client: Client, name: str, *args: Any, **said: Any) -> Any:
    """Send a form to an address by its name."""
    return client.post(reverse(f"leader:{name}", args=args), said)


def planner(**weights: str) -> dict[str, str]:
    """Return all fields of the planner's form."""
    return {
        **{f"weight_{name}": weights.get(name, "1") for name in PROMISES},
        "largest_group_that_connects": "6",
        "least_share_in_band": "0.5",
        "least_share_active": "0.5",
        "least_share_done": "0.8",
        "answer_within_days": "2",
        "max_screen_share": "0.25",
        "max_screen_run": "1",
    }


class TestHowItMoves:
    def test_draws_no_beginning_where_none_is_known(self, cast: Cast) -> None:
        vision = in_force(cast)
        known, unknown, *others = vision.indicators.order_by("place")
        for one in others:
            one.delete()
        for one, begun in ((known, 10.0), (unknown, None)):
            one.baseline, one.target = begun, 90.0
            one.save()
            for days, value in ((2, 30.0), (1, 40.0)):
                IndicatorReading.objects.create(
                    indicator=one, value=value, read_on=TODAY - timedelta(days=days),
                    noted_at=NOW,
                )  # fmt: skip
        chart = draw_way(draw_vision(vision, "en"))
        assert chart is not None
        drawn = {line.name for line in chart.lines}
        names = {one.pk: one.words["en"]["name"] for one in (known, unknown)}
        assert drawn == {names[known.pk]}


class TestTheWayOfAVision:
    def test_from_nothing_to_what_the_planner_goes_by(self, cast: Cast) -> None:
        lead = sign_in(cast.whitfield)
        assert "Begin a vision" in lead.get(reverse("leader:vision")).content.decode()
        post(lead, "vision_begin")
        draft = Vision.objects.get()
        post(
            lead,
            "vision_words",
            draft.uuid,
            title_en="Ours",
            why_en="So.",
            title_es="Lo nuestro",
        )
        post(
            lead, "vision_statements", draft.uuid, "students",
            see_en="Choice\nCalm", see_es="Elección\nCalma", hear_en="“Mine.”",
        )  # fmt: skip
        for metric in ("whole_days", "promises_kept", "attendance"):
            post(
                lead, "vision_indicator", draft.uuid,
                metric=metric, name_en=metric, target="60", by_when="2027-06-01",
            )  # fmt: skip
        post(lead, "vision_aims", draft.uuid, **planner(hears="4"))
        page = lead.get(reverse("leader:vision_draft", args=[draft.uuid])).content.decode()
        assert page.count("button-primary") == 1
        assert "2 lines" not in page
        assert "3 lines" in page
        sent = post(lead, "vision_send", draft.uuid, respond_by=str(TODAY + timedelta(days=14)))
        assert sent.status_code == 302
        early = post(lead, "vision_adopt", draft.uuid)
        assert early.status_code == 409
        assert b"Cedar Ridge Middle" in early.content
        comment(vision=draft, text="Yes!", role="teacher", by=cast.okafor, now=NOW)
        post(lead, "vision_decline", draft.uuid, cast.ben_section.campus.uuid, note="Mr. Ito.")
        assert post(lead, "vision_adopt", draft.uuid).status_code == 302
        policy = Policy.objects.get(campus=cast.section.campus)
        assert (policy.weights["hears"], policy.max_screen_share) == (4.0, 0.25)
        home = lead.get(reverse("leader:vision")).content.decode()
        assert "Choice" in home
        lead.post(reverse("door:language"), {"language": "es", "next": "/"})

    def test_refused_forms_keep_what_was_typed(self, cast: Cast) -> None:
        change, lead = make_change(cast), sign_in(cast.whitfield)
        draft = change.is_draft.uuid
        odd = post(lead, "vision_statements", draft, "families", see_en="a\nb", see_es="x")
        assert odd.status_code == 422
        assert "As many lines as in English" in odd.content.decode()
        far = post(lead, "vision_aims", draft, **(planner() | {"max_screen_share": "0.9"}))
        assert far.status_code == 422
        none = post(lead, "vision_indicator", draft, metric="whole_days", name_en="x")
        assert none.status_code == 422
        assert post(lead, "vision_send", draft, respond_by="").status_code == 422
        assert post(lead, "vision_talk", change.is_out.uuid, text=" ").status_code == 422

    def test_says_what_is_otherwise_than_before(self, cast: Cast) -> None:
        change, lead = make_change(cast), sign_in(cast.whitfield)
        post(lead, "vision_words", change.is_draft.uuid, title_en="Bolder", why_en="So.")
        path = reverse("leader:vision_version", args=[change.is_draft.uuid])
        page = lead.get(path).content.decode()
        assert "<del>Every child, every day</del>" in page
        assert "<ins>Bolder</ins>" in page

    def test_a_comment_is_answered_and_its_author_reads_it(self, cast: Cast) -> None:
        change, lead = make_change(cast), sign_in(cast.whitfield)
        post(lead, "vision_answer", change.is_out.uuid, change.comment.uuid, answer="Soon.")
        page = sign_in(cast.ada).get(reverse("student:change")).content.decode()
        assert "Soon." in page


class TestConcerns:
    def test_are_answered_without_a_name_being_shown(self, cast: Cast) -> None:
        teach, lead = sign_in(cast.okafor), sign_in(cast.reyes)
        said = {"kind": "against", "text": "Not like this.", "is_unnamed": "on"}
        assert teach.post(reverse("teacher:change_concern"), said).status_code == 302
        row = Concern.objects.get()
        path = reverse("leader:concern", args=[row.uuid])
        for page in (lead.get(reverse("leader:concerns")), lead.get(path)):
            assert "Okafor" not in page.content.decode()
            assert "a teacher, without a name" in page.content.decode()
        assert lead.post(path, {"answer": " "}).status_code == 422
        lead.post(path, {"answer": "We will change it."})
        assert b"We will change it." in teach.get(reverse("teacher:change")).content
        assert b"We will change it." not in sign_in(cast.ito).get("/room/change/").content

    def test_leave_no_name_in_the_audit(self, cast: Cast) -> None:
        from ownpath.school.privacy.models import AuditEntry

        said = {"kind": "worry", "text": "Hm.", "is_unnamed": "on"}
        sign_in(cast.okafor).post(reverse("teacher:change_concern"), said)
        assert AuditEntry.objects.get(deed="raise_concern").actor_id is None


class TestQueries:
    @pytest.mark.parametrize("who", ["whitfield", "reyes"])
    def test_are_few_however_much_there_is(self, cast: Cast, who: str) -> None:
        in_force(cast)
        vision = out(cast)
        for number in range(60):
            comment(vision=vision, text=f"{number}", role="student", by=cast.ada, now=NOW)
        for _number in range(19):
            raise_concern(
                kind="worry", text="Hm.", role="student", is_named=True, by=cast.ada, now=NOW
            )
        client = sign_in(cast.everybody[who])
        for name, args in (
            ("vision", []),
            ("vision_talk", [vision.uuid]),
            ("vision_version", [vision.uuid]),
            ("vision_preview", [vision.uuid]),
            ("concerns", []),
        ):
            n, page = asked_of(client, reverse(f"leader:{name}", args=args))
            assert n <= MOST_QUERIES, f"{name}: {n} queries"
            if name == "vision_talk":
                assert page.content.decode().count('class="said-words"') == 50

    @pytest.mark.parametrize(
        ("who", "face"), [("ada", "student"), ("okafor", "teacher"), ("rosa", "family")]
    )
    def test_of_taking_part_are_few(self, cast: Cast, who: str, face: str) -> None:
        make_changes(
            cast
        )  # of every subject, with an answered comment and concern of their own
        VisionComment.objects.update(answer="Yes.", answered_by=cast.whitfield, answered_at=NOW)
        Concern.objects.update(answer="Yes.", answered_by=cast.whitfield, answered_at=NOW)
        n, page = asked_of(sign_in(cast.everybody[who]), reverse(f"{face}:change"))
        assert n <= MOST_QUERIES, f"{n} queries"
        title = "Cada niño, cada día" if who == "rosa" else "Every child, every day"
        assert title in page.content.decode()
