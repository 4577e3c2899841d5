"""How a day uses adults, rooms and screens opens to what stands behind each figure."""

from __future__ import annotations

import re

import pytest
from cast import TODAY, Cast, make_students
from facing import sign_in
from planned import close_days, plan_today

from ownpath.school.days.models import DayRecord

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}


def shown(cast: Cast, address: str) -> str:
    """Return what the principal sees at an address."""
    response = sign_in(cast.reyes).get(address, **EN)
    assert response.status_code == 200
    return response.content.decode()


def use_of(cast: Cast) -> str:
    """Return what the principal sees of today's adults, rooms and screens."""
    return shown(cast, f"/lead/use/{cast.section.campus.uuid}/")


class TestWhereOneIs:
    """The main place and the page's own link are marked."""

    @pytest.mark.parametrize("place", ["promises", "batch", "use"])
    def test_is_marked_on_every_page_of_a_campus(self, cast: Cast, place: str) -> None:
        address = f"/lead/{place}/{cast.section.campus.uuid}/"
        marked = re.findall(r'href="([^"]*)" aria-current="page"', shown(cast, address))
        assert marked == ["/lead/waiting/", address]

    def test_is_marked_behind_a_promise(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada])
        campus = cast.section.campus.uuid
        for below in (f"{TODAY}/", f"{TODAY}/hears/", "weeks/hears/"):
            page = shown(cast, f"/lead/promises/{campus}/{below}")
            assert re.findall(r'href="([^"]*)" aria-current="page"', page) == ["/lead/waiting/"]


class TestUse:
    def test_opens_to_what_each_adult_leads_and_who_is_in_which_room(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada])
        page = use_of(cast)
        for by in ("teachers", "rooms"):
            address = f"/lead/days/{cast.section.campus.uuid}/{TODAY}/print/{by}/"
            assert f'href="{address}"' in page
            assert "Ada" in shown(cast, address)

    def test_offers_no_sheets_of_a_day_nobody_published(self, cast: Cast) -> None:
        assert "/print/" not in use_of(cast)

    @pytest.mark.parametrize(("n", "opens"), [(12, True), (3, False)])
    def test_opens_a_grades_screen_time_to_its_students_days(
        self, cast: Cast, n: int, opens: bool
    ) -> None:
        kids = make_students(cast, n)
        close_days(cast, kids, n=1, waiting=1)
        DayRecord.objects.update(screen_minutes=40)
        address = f"/lead/waiting/{cast.section.campus.uuid}/grade/04/"
        assert (f'href="{address}"' in use_of(cast)) is opens
        day = f"/lead/waiting/{cast.section.campus.uuid}/student/{kids[0].uuid}/days/"
        assert "40 minutes at a screen" in shown(cast, day)
