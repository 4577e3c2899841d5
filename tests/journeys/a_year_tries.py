"""The later chapters of a leader's year: a pilot that fails, its second try, a card, a second campus, books, Friday."""

from __future__ import annotations

from datetime import date
from typing import Any

from a_year import (
    Year,
    at,
    keep,
    take_picture,
    tell_everybody,
    the_worker_works,
    type_in,
)
from a_year_begins import STATIONS
from piloted import MEASURES
from playwright.sync_api import expect
from practiced import WORDS as CARD_WORDS
from visiting import Visitor

from ownpath.kit.typesetting import picture_pages
from ownpath.school.change.models import (
    Book,
    Decision,
    Evaluation,
    Pilot,
    PracticeCard,
    SpreadEvent,
)
from ownpath.school.change.services import pilots
from ownpath.school.change.services.practices import write_card
from ownpath.school.days.models import ModelChoice

LEARNED = "Four corners without a choice are four small batches."
FEWEST_PAGES = 4


def do(whitfield: Visitor, pilot: Pilot, deed: str, button: str, **fields: str) -> None:
    """Do one deed of a pilot through its page, and come back to the pilot."""
    whitfield.go(at("pilot_do", pilot.uuid, deed))
    type_in(whitfield, **fields)
    whitfield.send(button)
    expect(whitfield.page.locator("#notices")).to_contain_text("Done.")


def the_pilot_is_planned_and_approved(
    whitfield: Visitor, year: Year, decision: Decision
) -> Pilot:
    whitfield.go(at("pilot_new"))
    whitfield.page.locator("[name=campus]").select_option(str(year.elementary.uuid))
    type_in(whitfield, title=STATIONS, problem="Half of them wait, and half are lost.")
    whitfield.send("Keep")
    expect(whitfield.page.locator("[name=change_idea]")).to_be_visible()
    pilot = Pilot.objects.get()
    type_in(
        whitfield, change_idea="Four corners that move on together.", learners="Grade 4",
        prediction="More promises are kept.", cost="0",
        starts_on="2026-03-23", ends_on="2026-04-17",
    )  # fmt: skip
    page = whitfield.page
    page.locator("[name=preset]").select_option("station_rotation")
    page.locator("[name=switches_model]").check()
    page.locator(f"[name=piloting][value='{year.sections[0].uuid}']").check()
    for one in year.sections[1:]:
        page.locator(f"[name=comparing][value='{one.uuid}']").check()
    whitfield.send("Keep")
    for said in MEASURES:
        pilots.save_measure(pilot=pilot, said=said, **year.as_whitfield)
    do(whitfield, pilot, "propose", "Propose")
    whitfield.go(at("pilot_do", pilot.uuid, "approve"))
    page.locator("[name=decision]").select_option(str(decision.uuid))
    whitfield.send("Approve")
    pilot.refresh_from_db()
    assert (pilot.state, pilot.decision) == ("approved", decision)
    return pilot


def the_pilot_is_locked_and_started(whitfield: Visitor, year: Year, pilot: Pilot) -> None:
    whitfield.go(at("pilot", pilot.uuid))
    expect(whitfield.page.locator("main")).to_contain_text("the families were not told")
    tell_everybody(year, pilot)
    whitfield.go(at("pilot_do", pilot.uuid, "start"))
    whitfield.page.locator("[name=is_read]").check()
    whitfield.send("Lock and start today")
    expect(whitfield.page.locator(".pilot-state")).to_contain_text("running")
    chosen = ModelChoice.objects.filter(ended_at=None).values_list("section__pk", "preset")
    assert list(chosen) == [(year.cast.section.pk, "station_rotation")]


def an_amendment_shows(whitfield: Visitor, pilot: Pilot) -> None:
    whitfield.go(at("pilot_do", pilot.uuid, "amend"))
    whitfield.page.locator("[name=field]").select_option("cost")
    type_in(whitfield, value="40", why="Paper for the corners.")
    whitfield.send("Amend")
    amended = whitfield.page.locator("section", has=whitfield.page.locator("#amendments"))
    expect(amended.locator("del")).to_have_text("0")
    expect(amended).to_contain_text("Paper for the corners.")


def the_effect_is_reckoned(whitfield: Visitor, year: Year, pilot: Pilot) -> Evaluation:
    whitfield.go(at("pilot", pilot.uuid))
    whitfield.send("Reckon the effect")
    expect(whitfield.page.locator("#pilot-job")).to_contain_text("is being reckoned")
    the_worker_works(year.clock)
    expect(whitfield.page.locator("#pilot-job")).to_have_count(0)  # the page sees it by itself
    return Evaluation.objects.filter(pilot=pilot, measure__is_headline=True).latest("pk")


def the_first_try_fails(whitfield: Visitor, year: Year, pilot: Pilot) -> None:
    do(whitfield, pilot, "study", "End it and study")
    assert not ModelChoice.objects.filter(ended_at=None).exists()
    assert the_effect_is_reckoned(whitfield, year, pilot).verdict != "it helped"
    do(whitfield, pilot, "abandon", "Let it go", learning_note=LEARNED)
    expect(whitfield.page.locator(".said")).to_contain_text(LEARNED)
    pilot.refresh_from_db()
    assert pilot.state == "abandoned"


def it_is_tried_again(
    whitfield: Visitor, year: Year, parent: Pilot, decision: Decision
) -> Pilot:
    do(whitfield, parent, "retry", "Begin the next try", title="Stations they choose")
    expect(whitfield.page.locator("main")).to_contain_text("Tried again after")
    again = Pilot.objects.get(retries=parent)
    said = {"starts_on": date(2026, 4, 22), "ends_on": date(2026, 5, 29)}
    here: dict[str, Any] = year.as_whitfield
    again = pilots.save_pilot(campus=year.elementary, pilot=again, said=said, **here)
    ours, others = year.sections[:2], year.sections[2:]
    pilots.set_sections(
        pilot=again, piloting=[one.uuid for one in ours], comparing=[one.uuid for one in others],
        **here,
    )  # fmt: skip
    again = pilots.propose(pilot=again, **here)
    again = pilots.approve(pilot=again, decision=decision, **here)
    tell_everybody(year, again)
    return pilots.start(pilot=again, **year.as_whitfield)


def a_card_is_written_but_stands_on_one_cycle(
    whitfield: Visitor, year: Year, pilot: Pilot
) -> PracticeCard:
    card = write_card(
        district=year.cast.live_oak, words=CARD_WORDS, pilots=[pilot.uuid],
        contact=year.cast.okafor, **year.as_whitfield,
    )  # fmt: skip
    whitfield.go(at("practice", card.uuid))
    with whitfield.next_page():
        whitfield.page.locator(".practice-actions .button-primary").click()
    expect(whitfield.page.locator(".practice-state")).to_contain_text("Single site")
    with whitfield.next_page():
        whitfield.page.locator(".practice-actions form[action$='/endorse/'] button").click()
    expect(whitfield.page.locator("main")).to_contain_text("Two classrooms must have gone")
    whitfield.forgive("status of 409")
    return card


def the_retry_is_adopted(whitfield: Visitor, year: Year, pilot: Pilot) -> None:
    do(whitfield, pilot, "study", "End it and study")
    evaluation = the_effect_is_reckoned(whitfield, year, pilot)
    assert (evaluation.verdict, evaluation.told["is_stable"]) == ("it helped", True)
    do(whitfield, pilot, "adopt", "Adopt", learning_note="One choice a day is enough.")
    expect(whitfield.page.locator(".pilot-state")).to_contain_text("adopted")
    take_picture(whitfield, "pilot")
    whitfield.go(at("pilot_measure", pilot.uuid, evaluation.measure.uuid))
    take_picture(whitfield, "measure")


def the_card_is_endorsed_and_another_campus_tries(
    whitfield: Visitor, year: Year, card: PracticeCard
) -> None:
    whitfield.go(at("practice", card.uuid))
    with whitfield.next_page():
        whitfield.page.locator(".practice-actions form[action$='/endorse/'] button").click()
    expect(whitfield.page.locator(".practice-state")).to_contain_text("Endorsed")
    whitfield.go(at("spread_cell", card.uuid, year.middle.uuid))
    whitfield.page.locator("[name=kind][value=tried]").check()
    whitfield.send("Note it")
    expect(whitfield.page.locator(".lines")).to_contain_text("Tried it")
    assert SpreadEvent.objects.get(campus=year.middle).kind == "tried"
    whitfield.go(at("spread"))
    take_picture(whitfield, "spread")


def the_books_are_made(whitfield: Visitor, year: Year) -> None:
    whitfield.go(at("books"))
    whitfield.send("Make the first edition")
    whitfield.page.locator("summary", has_text="Make a packet").click()
    type_in(whitfield, asks_en="Two more carts.", asks_es="Dos carros más.")
    whitfield.send("Make it")
    the_worker_works(year.clock)
    copies = whitfield.page.locator(".book-copies li")
    expect(copies).to_have_count(4)  # the page sees by itself that they are made
    for book in Book.objects.all():
        sent = whitfield.page.request.get(f"{whitfield.site}{at('book_pdf', book.uuid)}")
        assert sent.body().startswith(b"%PDF-")
        keep(f"{book.kind}-{book.language}.pdf", sent.body())
    pages = picture_pages(
        Book.objects.get(kind="playbook", language="en").told, dots_per_inch=70
    )
    assert len(pages) >= FEWEST_PAGES
    for number, page in enumerate(pages):
        keep(f"playbook-page-{number + 1}.png", page)
    with whitfield.next_page():
        whitfield.page.locator(".book-copies a").first.click()
    expect(whitfield.page.locator(".book")).to_contain_text(LEARNED)
    take_picture(whitfield, "playbook")


def friday_shows_what_waits(whitfield: Visitor) -> None:
    whitfield.go(at("friday"))
    expect(whitfield.page.locator("h1")).to_contain_text("wait")
    lines = whitfield.page.locator(".friday-line")
    expect(lines.first).to_contain_text(STATIONS)  # decided, due, and not yet said to be done
    expect(lines.last).to_contain_text("students have waited more than ten school days")
    take_picture(whitfield, "friday")
    with whitfield.next_page():
        lines.first.click()
    expect(whitfield.page.locator("h1")).to_contain_text(STATIONS)
