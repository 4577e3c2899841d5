"""What a teacher is told of change without asking: an invitation, a pilot in her class, when her council meets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from changed_pilots import make
from convened import Council, convene, fill, make_seat
from facing import sign_in
from planned import NOW_BLOCK, plan_today

from ownpath.school.change.models import EagerTeacher, Pilot
from ownpath.school.change.services.meetings import call_meeting
from ownpath.school.days.models import PlanGroup, StaffAbsence
from ownpath.school.people.models import Person

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def read(who: Person, path: str) -> str:
    """Return a page as somebody reads it."""
    return sign_in(who).get(path).content.decode()


@pytest.fixture
def council(cast: Cast) -> Council:
    """Return Live Oak's council, in which Ms. Okafor speaks for the teachers of her campus."""
    council = convene(cast)
    fill(make_seat(cast, council.elementary, "teacher"), cast.okafor)
    return council


class TestAnInvitation:
    """It waits on the page of messages."""

    @pytest.mark.parametrize(
        ("state", "is_told"), [("listed", False), ("invited", True), ("piloting", False)]
    )
    def test_waits_among_the_messages(self, cast: Cast, state: str, is_told: bool) -> None:
        EagerTeacher.objects.create(
            person=cast.okafor, district=cast.live_oak, made_at=NOW, state=state
        )
        page = read(cast.okafor, "/room/messages/")
        assert ("You are invited to pilot." in page) is is_told
        assert ("An invitation waits for your answer." in page) is is_told
        assert ("Nobody waits for your answer." in page) is not is_told


class TestAPilot:
    """A teacher reads what is tried in the own classes, and what became of it."""

    def test_in_her_class_is_told(self, cast: Cast) -> None:
        make(cast)
        page = read(cast.okafor, "/room/change/")
        assert "Mathematics 4A tries it." in page
        assert "Choice boards in grade 4" in page
        assert "running" in page
        assert "Later starts" not in page  # an idea no class is in

    def test_that_is_over_stays_for_a_while(self, cast: Cast) -> None:
        make(cast)
        over = Pilot.objects.filter(state="running")
        for days, is_told in ((90, True), (91, False)):
            ended_on = NOW.date() - timedelta(days=days)
            over.update(ended_on=ended_on)
            Pilot.objects.filter(locked_at__isnull=False).update(state="adopted")
            over = Pilot.objects.filter(state="adopted")
            assert ("Mathematics 4A tried it." in read(cast.okafor, "/room/change/")) is is_told

    def test_elsewhere_is_not_told(self, cast: Cast) -> None:
        make(cast)
        assert "What is tried in your classes" not in read(cast.ito, "/room/change/")


class TestTheCouncil:
    """Who sits there reads when it meets next."""

    def test_meets_next(self, council: Council) -> None:
        cast = council.cast
        assert "Next meeting" not in read(cast.okafor, "/room/change/")
        call_meeting(
            district=cast.live_oak, starts_at=NOW + timedelta(days=7), where="Library", by=None,
            now=NOW,
        )  # fmt: skip
        page = read(cast.okafor, "/room/change/")
        assert "Next meeting: March" in page
        assert "Library" in page
        assert "Next meeting" not in read(cast.ito, "/room/change/")

    def test_that_never_met_is_not_the_next(self, council: Council) -> None:
        cast = council.cast
        meeting = call_meeting(
            district=cast.live_oak, starts_at=NOW + timedelta(days=7), where="Library", by=None,
            now=NOW,
        )  # fmt: skip
        assert "Next meeting" in read(cast.whitfield, "/lead/change/council/")
        type(meeting).objects.update(starts_at=NOW - timedelta(days=1))
        assert "Next meeting" not in read(cast.whitfield, "/lead/change/council/")
        assert "Next meeting" not in read(cast.okafor, "/room/change/")


class TestBeingOut:
    """A teacher who is marked out reads so where nobody is with her, in the blocks that it is about."""

    @pytest.mark.parametrize(
        ("last", "has_group", "is_told"),
        [(NOW_BLOCK, False, True), (NOW_BLOCK - 1, False, False), (NOW_BLOCK, True, False)],
    )
    def test_is_told_in_my_room(
        self, cast: Cast, last: int, has_group: bool, is_told: bool
    ) -> None:
        planned = plan_today(cast, [cast.ada])
        StaffAbsence.objects.create(
            staffing=planned.staffing, day=TODAY, first_block=0, last_block=last, noted_at=NOW
        )
        if not has_group:
            PlanGroup.objects.filter(pk=planned.group.pk).update(adult=None)
        page = read(cast.okafor, "/room/")
        assert ("you are marked out" in page) is is_told
        assert ("no group with you" in page) is not (is_told or has_group)
