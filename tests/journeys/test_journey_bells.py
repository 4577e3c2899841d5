"""The bells by keyboard: few stops between the name of a schedule and the button, and every block still at hand."""

from __future__ import annotations

import pytest
from cast import NOW, Cast
from clocks import Come, at_the_door
from clocks import clock as clock
from django.urls import reverse
from grounds import bells
from playwright.sync_api import Page

from ownpath.school.days.models import BellSchedule
from ownpath.school.days.services import setting_up

pytestmark = pytest.mark.journey
MOST_STOPS = 6  # the four fields of a block, the further blocks, the button
FOCUSED = "() => document.activeElement.name || document.activeElement.textContent.trim()"


def focused(page: Page) -> str:
    """Return the name of the field that has the focus, or what the button says."""
    return str(page.evaluate(FOCUSED))


@pytest.mark.usefixtures("clock")
def test_bells_are_set_by_keyboard_alone(cast: Cast, come_in: Come) -> None:
    campus = cast.section.campus
    schedule = setting_up.save_schedule(
        campus=campus, name="Regular", bells=bells(9), by=None, now=NOW
    )
    leader = at_the_door(come_in, cast.reyes)
    leader.go(f"{reverse('leader:edit', args=[campus.uuid, 'bells'])}?row={schedule.uuid}")
    page = leader.page
    page.locator("input[name=letter]").focus()
    stops = 0
    while focused(page) != "Keep":
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= MOST_STOPS
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab")
        if focused(page) == "name-0":
            break
    assert focused(page) == "name-0"
    for _row in range(8):
        page.keyboard.press("Enter")
    assert focused(page) == "name-8"
    page.keyboard.press("PageUp")
    page.keyboard.press("Shift+Enter")
    assert focused(page) == "name-6"
    page.keyboard.press("Control+A")
    page.keyboard.type("Garden")
    page.keyboard.press("Control+Enter")
    leader.is_told("Kept. The next plan goes by it.")
    kept = BellSchedule.objects.get(pk=schedule.pk)
    assert [one.name for one in kept.blocks.all()][6] == "Garden"
