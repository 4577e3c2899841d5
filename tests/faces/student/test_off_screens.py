"""A child whose family keeps it away from screens: nothing at one is offered, and nothing is wished for in vain."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast
from grounds import TOMORROW, Grounds
from grounds import grounds as grounds

from ownpath.faces.student.pages.day import build_my_day
from ownpath.faces.student.pages.planned_day import build_ribbon
from ownpath.faces.student.pages.screens import off_screens
from ownpath.faces.student.pages.what_next import build_what_next
from ownpath.school.days.models import NextChoice, OptOut, PlanCell
from ownpath.school.days.queries import is_kept_off_screens, tomorrow_of
from ownpath.school.days.services import pick_for_day, start_block
from ownpath.school.days.services.happening import NotAtThisBlock
from ownpath.school.days.services.picking import NotToPick
from ownpath.school.days.services.setting_up import opt_in, opt_out
from ownpath.school.plans.services import ensure_offers

AT_A_SCREEN = {"independent", "assessment"}


def modalities(grounds: Grounds) -> dict[str, str]:
    """Return how each thing Ada could pick for tomorrow is done, by its key."""
    tomorrow = tomorrow_of(student=grounds.cast.ada, now=NOW)
    assert tomorrow is not None
    return {one.key: one.modality for one in tomorrow.could}


class TestWhatCanBePicked:
    def test_is_nothing_at_a_screen_and_practice_on_paper(self, grounds: Grounds) -> None:
        ada = grounds.cast.ada
        ensure_offers(student=ada, today=TODAY, now=NOW)
        before = modalities(grounds)
        practice = {key for key, how in before.items() if how == "independent"} - {
            f"station:{one.uuid}" for one in grounds.stations.values()
        }
        assert practice
        opt_out(campus=grounds.campus, student=ada, by=None, now=NOW)
        after = modalities(grounds)
        assert not AT_A_SCREEN & set(after.values())
        assert {after[key] for key in practice} == {"offline"}

        opt_in(campus=grounds.campus, student=ada, by=None, now=NOW)
        assert modalities(grounds) == before

    def test_cannot_be_a_screen_by_another_way(self, grounds: Grounds) -> None:
        ada, at_a_screen = grounds.cast.ada, grounds.stations["Sources"]
        opt_out(campus=grounds.campus, student=ada, by=None, now=NOW)
        with pytest.raises(NotToPick):
            pick_for_day(
                student=ada, day=TOMORROW, key=f"station:{at_a_screen.uuid}", n_shown=6, by=ada,
                now=NOW,
            )  # fmt: skip
        assert not NextChoice.objects.exists()


class TestAPlannedDay:
    def test_opens_nothing_at_a_screen(self, grounds: Grounds) -> None:
        plan = grounds.publish(TODAY)
        cell = (
            PlanCell.objects.filter(
                plan=plan, activity__modality="device", modality="independent", block__gte=2
            )
            .select_related("student")
            .order_by("pk")
            .first()
        )
        assert cell is not None
        child, block = cell.student, cell.block

        def can_open() -> bool:
            page = build_ribbon(student=child, today=TODAY, now=NOW, language="en")
            assert page is not None
            return next(one.can_open for one in page.stops if one.block == block)

        assert can_open()
        opt_out(campus=grounds.campus, student=child, by=None, now=NOW)
        assert not can_open()
        page = build_ribbon(student=child, today=TODAY, now=NOW, language="en")
        assert page is not None
        stop = next(one for one in page.stops if one.block == block)
        assert stop.company == "Without a screen: ask a person how"
        with pytest.raises(NotAtThisBlock, match="away from screens"):
            start_block(student=child, day=TODAY, block=block, by=child, now=NOW)


class TestMyDayWithoutAPlan:
    def test_offers_nothing_at_a_screen(self, cast: Cast) -> None:
        asked = {"student": cast.ada, "today": TODAY, "now": NOW, "language": "en"}
        devices = {one.where for one in build_my_day(**asked).choices}  # type: ignore[arg-type]
        assert "on a device" in devices
        opt_out(campus=cast.section.campus, student=cast.ada, by=None, now=NOW)

        page = build_my_day(**asked)  # type: ignore[arg-type]
        following = build_what_next(**asked)  # type: ignore[arg-type]
        assert page.choices
        assert "on a device" not in {one.where for one in (*page.choices, *following)}

    def test_minds_the_hall_board_not(self, cast: Cast) -> None:
        OptOut.objects.create(student=cast.ada, what=OptOut.What.BOARD, said_at=NOW)
        page = build_my_day(student=cast.ada, today=TODAY, now=NOW, language="en")
        assert "on a device" in {one.where for one in page.choices}
        assert not is_kept_off_screens(student=cast.ada)

    def test_keeps_what_is_begun(self, cast: Cast) -> None:
        offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        begun = next(one for one in offers if one.activity.modality == "device")
        begun.state = begun.State.CHOSEN
        assert begun in off_screens(offers, is_kept_off=True)
        assert list(off_screens(offers, is_kept_off=False)) == list(offers)
