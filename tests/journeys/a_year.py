"""What a leader's year is made of: four classes of the cast's campus, bells, a second principal, and made-up days."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cast import NOW, TODAY, Cast, enroll, make_person, make_section
from clocks import Clock, Come, at_the_door
from django.urls import reverse
from grounds import bells
from visiting import Visitor

from ownpath.demo.piloted_days import Change, make_up_days
from ownpath.school.change.models import BookJob, Pilot, Reckoning
from ownpath.school.change.services import pilots
from ownpath.school.change.services.booking import do_book_job
from ownpath.school.change.services.pilots.reckoning import do_reckoning
from ownpath.school.days.services import setting_up
from ownpath.school.people.models import Campus, Person, Section

N_IN_CLASS = 12
SEED = 5
DESKTOP, PHONE = (1280, 900), (390, 844)
NOTICE = {"en": "We try something for four weeks.", "es": "Probamos algo cuatro semanas."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The people and classes of the story."""

    cast: Cast
    clock: Clock
    mendez: Person  # principal of the middle school
    sections: Sequence[Section]  # four of grade 4; Ada is in the first

    @property
    def elementary(self) -> Campus:
        """Ada's campus."""
        return self.cast.section.campus

    @property
    def middle(self) -> Campus:
        """Ben's campus."""
        return self.cast.ben_section.campus

    def it_is(self, month: int, day: int) -> date:
        """Let it be ten in the morning of a day of that year."""
        self.clock.set(NOW.replace(month=month, day=day))
        return NOW.replace(month=month, day=day).date()

    @property
    def as_whitfield(self) -> dict[str, Any]:
        """What every service is told of a deed of Ms. Whitfield now."""
        return {"by": self.cast.whitfield, "now": self.clock.now()}


def begin_year(cast: Cast, clock: Clock) -> Year:
    """Let the district be a simulated one with four classes of grade 4, each a dozen."""
    cast.live_oak.is_simulated = True
    cast.live_oak.save(update_fields=["is_simulated"])
    term = cast.section.terms.get()
    term.starts_on, term.ends_on = TODAY - timedelta(days=120), TODAY + timedelta(days=300)
    term.save(update_fields=["starts_on", "ends_on"])
    campus = cast.section.campus
    more = [
        make_section(campus, f"m4{letter}", f"Mathematics 4{letter.upper()}", term)
        for letter in "bcd"
    ]
    for section in (cast.section, *more):
        for n in range(N_IN_CLASS - (section == cast.section)):
            name = f"{section.source_key}-{n}"
            student = make_person(
                cast.live_oak, name, f"Kid {n}", "Doe", "student", campus, grade="04"
            )
            enroll(section, student, "student")
    _give_bells(campus)
    mendez = make_person(
        cast.live_oak, "mendez", "Luis", "Mendez", "principal", cast.ben_section.campus, title="Mr."
    )  # fmt: skip
    return Year(cast=cast, clock=clock, mendez=mendez, sections=(cast.section, *more))


def _give_bells(campus: Campus) -> None:
    here: dict[str, Any] = {"campus": campus, "by": None, "now": NOW}
    schedule = setting_up.save_schedule(name="Regular", bells=bells(7), **here)
    for weekday in range(5):
        setting_up.set_weekday(weekday=weekday, schedule=schedule, **here)


def make_up(
    year: Year, *, n_pilot: int, since: date, until: date, starts: date, kept: float
) -> None:
    """Write closed days of all four classes, said to be simulated; `kept` is what the pilot adds to each promise."""
    change = Change(since=starts, until=until, kept=kept, batch=0.0, screen=0.0)
    make_up_days(
        campus=year.elementary, piloting=year.sections[:n_pilot],
        comparing=year.sections[n_pilot:], change=change, since=since, until=until,
        competencies=[], now=year.clock.now(), seed=SEED,
    )  # fmt: skip


def tell_everybody(year: Year, pilot: Pilot) -> None:
    """Tell the board and the families of a pilot."""
    for audience in ("board", "families"):
        pilots.send_notice(pilot=pilot, audience=audience, words=NOTICE, **year.as_whitfield)


def live_a_cycle(year: Year, pilot: Pilot, *, until: tuple[int, int], **said: str) -> None:
    """Plan a cycle today, do it, look on its last day, and say what it taught."""
    today = year.clock.now().date()
    cycle = pilots.plan_cycle(
        pilot=pilot, main_change=said["change"], predicted=said["predicted"], starts_on=today,
        ends_on=today.replace(month=until[0], day=until[1]), **year.as_whitfield,
    )  # fmt: skip
    cycle = pilots.begin_cycle(cycle=cycle, **year.as_whitfield)
    year.it_is(*until)
    cycle = pilots.look_at_cycle(cycle=cycle, seen=said["seen"], **year.as_whitfield)
    pilots.conclude_cycle(
        cycle=cycle, learned=said["learned"], next_step=said["next_step"], **year.as_whitfield
    )


def the_worker_works(clock: Clock) -> None:
    """Do what waits, as the worker beside the server does."""
    for reckoning in Reckoning.objects.filter(state="waiting"):
        do_reckoning(uuid=reckoning.uuid, clock=clock.now)
    for job in BookJob.objects.filter(state="waiting").order_by("pk"):
        do_book_job(uuid=job.uuid, clock=clock.now)


def come(come_in: Come, year: Year, who: Any) -> Visitor:
    """Let somebody come in who says yes where the page asks once more."""
    visitor = at_the_door(come_in, who)
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    return visitor


def at(name: str, *args: object) -> str:
    """Return the address of a leader's page."""
    return reverse(f"leader:{name}", args=args)


def type_in(visitor: Visitor, **fields: str) -> None:
    """Fill fields of the page by their names."""
    for name, text in fields.items():
        visitor.page.locator(f"main [name={name}]").first.fill(text)


def push(visitor: Visitor, words: str) -> None:
    """Send by the button whose words, with those for screen readers only, are these, and wait for the next page."""
    with visitor.next_page():
        visitor.page.locator("main button", has_text=words).first.click()


def day_after(moment: datetime, days: int) -> str:
    """Return a later day as a field for days wants it."""
    return (moment.date() + timedelta(days=days)).isoformat()


def take_picture(visitor: Visitor, name: str) -> None:
    """Keep the page as two pictures in the folder that OWNPATH_PICTURES names; without it, do nothing."""
    folder = os.environ.get("OWNPATH_PICTURES")
    if not folder:
        return
    for kind, (width, height) in (("phone", PHONE), ("desktop", DESKTOP)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.reload()
        visitor.page.screenshot(path=Path(folder) / f"{name}-{kind}.png", full_page=True)


def keep(name: str, content: bytes) -> None:
    """Keep a file in the folder that OWNPATH_PICTURES names; without it, do nothing."""
    folder = os.environ.get("OWNPATH_PICTURES")
    if folder:
        (Path(folder) / name).write_bytes(content)
