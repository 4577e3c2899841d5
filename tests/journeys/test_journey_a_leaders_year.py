"""A leader's year: a vision, a council, a lost application, one teacher who would try, and a pilot that fails first."""

from __future__ import annotations

from datetime import date
from typing import Any

import a_year_begins as begins
import a_year_tries as tries
from a_year import begin_year, come, live_a_cycle, make_up
from cast import Cast
from clocks import Clock, Come
from clocks import clock as clock

from ownpath.school.days.models import DayRecord


def test_a_leaders_year(cast: Cast, clock: Clock, come_in: Come) -> None:
    year = begin_year(cast, clock)
    whitfield = come(come_in, year, cast.whitfield)
    vision = begins.the_vision_is_written_and_sent_out(whitfield, year)
    begins.both_campuses_answer(come_in, whitfield, year, vision)
    begins.the_vision_is_adopted(whitfield, year, vision)
    decision = begins.an_empty_seat_blocks_the_decision(whitfield, year)
    year.it_is(3, 19)
    whitfield = come(come_in, year, cast.whitfield)
    begins.the_seat_is_filled_and_the_motion_carried(whitfield, year, decision)
    begins.an_application_is_lost_and_its_gains_kept(whitfield, year)
    begins.okafor_would_try(come_in, whitfield, year)
    pilot = tries.the_pilot_is_planned_and_approved(whitfield, year, decision)
    starts = year.it_is(3, 23)
    whitfield = come(come_in, year, cast.whitfield)
    tries.the_pilot_is_locked_and_started(whitfield, year, pilot)
    tries.an_amendment_shows(whitfield, pilot)
    pilot.refresh_from_db()
    live_a_cycle(
        year, pilot, until=(4, 17), change="Four corners", predicted="Nobody waits",
        seen="They waited in four corners.", learned=tries.LEARNED, next_step="Let them choose.",
    )  # fmt: skip
    today = year.it_is(4, 20)
    make_up(year, n_pilot=1, since=date(2026, 2, 9), until=today, starts=starts, kept=-0.01)
    whitfield = come(come_in, year, cast.whitfield)
    tries.the_first_try_fails(whitfield, year, pilot)
    starts = year.it_is(4, 22)
    whitfield = come(come_in, year, cast.whitfield)
    again = tries.it_is_tried_again(whitfield, year, pilot, decision)
    cycle = {"predicted": "Most choose", "seen": "All but two chose.", "learned": "Show it."}
    change: dict[str, Any] = {"starts": starts, "kept": 0.3}
    live_a_cycle(year, again, until=(5, 8), change="A choice", next_step="Pictures.", **cycle)
    whitfield = come(come_in, year, cast.whitfield)
    make_up(year, n_pilot=2, since=date(2026, 4, 21), until=date(2026, 5, 8), **change)
    tries.the_effect_is_reckoned(whitfield, year, again)
    card = tries.a_card_is_written_but_stands_on_one_cycle(whitfield, year, again)
    live_a_cycle(year, again, until=(5, 29), change="Pictures", next_step="Tell.", **cycle)
    make_up(year, n_pilot=2, since=date(2026, 5, 9), until=year.it_is(6, 1), **change)
    assert DayRecord.objects.filter(is_simulated=False).count() == 0
    whitfield = come(come_in, year, cast.whitfield)
    tries.the_retry_is_adopted(whitfield, year, again)
    tries.the_card_is_endorsed_and_another_campus_tries(whitfield, year, card)
    tries.the_books_are_made(whitfield, year)
    year.it_is(6, 5)
    tries.friday_shows_what_waits(come(come_in, year, cast.whitfield))
