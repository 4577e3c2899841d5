"""A slip of the finger is taken back: having gone there, a pin lifted; and a deed leads on, never to its own form."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast
from django.test import Client
from facing import is_refused, sign_in
from steered import flag, page

from ownpath.school.mastery.models import StuckFlag
from ownpath.school.plans.models import Offer, Override
from ownpath.school.plans.services import ensure_offers
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.voice.models import Signal
from ownpath.school.voice.services import answer_signal, send_signal

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


@pytest.fixture
def okafor(cast: Cast) -> Client:
    """Return a client signed in as the teacher."""
    return sign_in(cast.okafor)


class TestHavingGone:
    def test_to_a_stuck_student_can_be_taken_back(self, cast: Cast, okafor: Client) -> None:
        flag(cast)
        went = page(cast.ada, f"stuck/{cast.competencies[0].uuid}")
        shown = okafor.post(went, {"next": "/room/"}, follow=True).content.decode()
        assert "Noted: you went to Ada." in shown
        assert f'action="{went}back/"' in shown
        after = okafor.post(f"{went}back/", {"next": "/room/"}, follow=True).content.decode()
        assert "Ada waits again." in after
        standing = StuckFlag.objects.get()
        assert (standing.cleared_at, standing.cleared_by, standing.what_was_done) == (
            None, None, "",
        )  # fmt: skip
        assert AuditEntry.objects.filter(deed="put_flag_back", about=cast.ada).count() == 1

    def test_is_not_taken_back_for_somebody_else(self, cast: Cast, okafor: Client) -> None:
        own = flag(cast)
        own.cleared_at, own.cleared_by = NOW, None  # by Ada's own success
        own.save()
        answer = okafor.post(page(cast.ada, f"stuck/{cast.competencies[0].uuid}/back"))
        assert answer.status_code == 404
        assert StuckFlag.objects.get().cleared_at is not None

    def test_to_who_asked_for_a_person_can_be_taken_back(
        self, cast: Cast, okafor: Client
    ) -> None:
        signal = send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW)
        heard = page(cast.ada, f"signal/{signal.uuid}")
        okafor.post(heard)
        okafor.post(f"{heard}back/")
        again = Signal.objects.get()
        assert (again.answered_at, again.answered_by, again.what_was_done) == (None, None, "")
        assert "I need a person" in okafor.get("/room/").content.decode()

    def test_of_a_colleague_stays(self, cast: Cast, okafor: Client) -> None:
        signal = send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW)
        answer_signal(
            signal_uuid=signal.uuid, what_was_done="went", by=cast.okafor, today=TODAY, now=NOW
        )
        Signal.objects.update(answered_by=cast.reyes)
        assert okafor.post(page(cast.ada, f"signal/{signal.uuid}/back")).status_code == 409
        assert Signal.objects.get().answered_by == cast.reyes


class TestLifting:
    @pytest.mark.parametrize(("deed", "says"), [("pin", "Unpin"), ("veto", "Offer it again")])
    def test_can_be_taken_back_with_the_reason_there_was(
        self, cast: Cast, okafor: Client, deed: str, says: str
    ) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        activity = Offer.objects.filter(student=cast.ada)[0].activity
        okafor.post(page(cast.ada, deed), {"activity": activity.uuid, "reason": "Ask Mia."})
        first = Override.objects.get()
        assert says in okafor.get(page(cast.ada, "plan")).content.decode()
        shown = okafor.post(page(cast.ada, f"lift/{first.uuid}"), follow=True).content.decode()
        assert page(cast.ada, f"put-back/{first.uuid}") in shown
        okafor.post(page(cast.ada, f"put-back/{first.uuid}"))
        again = Override.objects.get(lifted_at=None)
        assert again != first
        assert (again.kind, again.reason, again.made_by) == (deed, "Ask Mia.", cast.okafor)
        okafor.post(page(cast.ada, f"put-back/{again.uuid}"))
        assert Override.objects.count() == 2

    def test_of_what_was_never_there_is_refused(self, cast: Cast, okafor: Client) -> None:
        assert is_refused(okafor.post(page(cast.ada, f"put-back/{cast.lesson.uuid}")))


class TestAfterADeed:
    @pytest.mark.parametrize("deed", ["pin", "veto"])
    def test_its_own_form_is_not_where_one_came_from(
        self, cast: Cast, okafor: Client, deed: str
    ) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        activity = Offer.objects.filter(student=cast.ada)[0].activity
        form = f"{page(cast.ada, deed)}?activity={activity.uuid}"
        answer = okafor.post(
            form,
            {"activity": activity.uuid, "reason": "Ask Mia."},
            headers={"Referer": f"http://testserver{form}"},
        )
        assert answer["Location"] == f"/room/student/{cast.ada.uuid}/"

    def test_the_page_before_is(self, cast: Cast, okafor: Client) -> None:
        flag(cast)
        answer = okafor.post(
            page(cast.ada, f"stuck/{cast.competencies[0].uuid}"),
            headers={"Referer": "http://testserver/room/?view=students"},
        )
        assert answer["Location"] == "/room/?view=students"
