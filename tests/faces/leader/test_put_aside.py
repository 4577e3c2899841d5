"""A draft that a leader puts aside: the page says so, and one tap takes it back."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast
from facing import sign_in
from planned import plan_today

from ownpath.school.days.models import DayPlan
from ownpath.school.days.services import CannotPublish, put_plan_back, withdraw_plan

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}


class TestPuttingADraftAside:
    def test_says_so_and_can_be_taken_back(self, cast: Cast) -> None:
        plan = plan_today(cast, [cast.ada]).plan
        DayPlan.objects.update(state="draft", published_at=None)
        client, day = sign_in(cast.reyes), f"/lead/days/{cast.section.campus.uuid}/{TODAY}/"
        assert ">Put it aside<" in client.get(day, **EN).content.decode()
        address = f"{day}plans/{plan.uuid}/withdraw/"
        page = client.post(address, follow=True, **EN).content.decode()
        assert "Put aside: this plan cannot be published any more." in page
        assert ">Put it aside<" not in page
        assert f'action="{address}?back=1"' in page
        back = client.post(f"{address}?back=1", follow=True, **EN).content.decode()
        assert "Taken back. The plan can be published again." in back
        assert ">Put it aside<" in back
        assert f'action="{address}?back=1"' not in client.get(day, **EN).content.decode()

    def test_is_not_taken_back_where_it_was_in_force(self, cast: Cast) -> None:
        plan = plan_today(cast, [cast.ada]).plan
        deed = {"campus": cast.section.campus, "plan_uuid": plan.uuid, "by": cast.reyes}
        assert put_plan_back(**deed, now=NOW).state == "published"
        withdraw_plan(**deed, now=NOW)
        with pytest.raises(CannotPublish, match="was in force and was withdrawn"):
            put_plan_back(**deed, now=NOW)
