"""The first chapters of a leader's year: a vision, a council, a lost application, and a teacher who would try."""

from __future__ import annotations

from datetime import timedelta

from a_year import Year, at, come, day_after, push, take_picture, type_in
from cast import NOW
from clocks import Come
from django.urls import reverse
from envisioned import HEARD, aim
from found import submitted
from playwright.sync_api import expect
from visiting import Visitor

from ownpath.school.change.models import (
    Application,
    Decision,
    EagerTeacher,
    Meeting,
    Mentor,
    Seat,
    Vision,
)
from ownpath.school.change.services.aims import write_indicator
from ownpath.school.change.services.decisions import propose_decision
from ownpath.school.change.services.meetings import call_meeting
from ownpath.school.change.services.visions import write_statements
from ownpath.school.days.queries import policy_of

STATIONS = "Stations in grade 4"
EMPTY = "Cedar Ridge Middle: its voting seat is vacant."
INDICATORS = (
    ("whole_days", "Whole days", 60.0),
    ("promises_kept", "Promises kept", 80.0),
    ("batch_time", "Everybody the same at once", 0.4),
)


def the_vision_is_written_and_sent_out(whitfield: Visitor, year: Year) -> Vision:
    whitfield.go(at("vision"))
    whitfield.send("Begin a vision")
    vision = Vision.objects.get()
    whitfield.go(at("vision_words", vision.uuid))
    type_in(
        whitfield, title_en="Every child, every day", why_en="Most days are not theirs.",
        title_es="Cada niño, cada día", why_es="La mayoría de los días no son suyos.",
    )  # fmt: skip
    whitfield.send("Keep")
    for metric, name, target in INDICATORS:
        said = aim(metric, names={"en": name}, target=target)
        write_indicator(vision=vision, aim=said, **year.as_whitfield)
    for audience in ("students", "families", "teachers"):
        write_statements(
            vision=vision, audience=audience, statements=[HEARD], **year.as_whitfield
        )
    whitfield.go(at("vision_aims", vision.uuid))
    type_in(whitfield, weight_hears="4", max_screen_share="0.25")
    whitfield.send("Keep")
    type_in(whitfield, respond_by=day_after(NOW, 14))
    whitfield.send("Send it out")
    expect(whitfield.page.locator("#campuses-title")).to_be_visible()
    expect(whitfield.page.get_by_role("button", name="Adopt", exact=True)).to_be_disabled()
    return vision


def both_campuses_answer(come_in: Come, whitfield: Visitor, year: Year, vision: Vision) -> None:
    okafor = come(come_in, year, year.cast.okafor)
    okafor.go(reverse("teacher:change"))
    card = okafor.page.locator(".card-now", has_text="A new vision")
    card.locator("[name=text]").fill("Yes, if we have time to get the stations ready.")
    with okafor.next_page():
        card.get_by_role("button", name="Send").click()
    expect(okafor.page.locator(".said-words")).to_contain_text("time to get the stations")
    whitfield.go(at("vision_talk", vision.uuid))
    whitfield.page.locator("summary", has_text="It declines to comment").click()
    type_in(whitfield, note="Mr. Mendez: we stand by what the elementary school said.")
    whitfield.send("Note it")
    expect(whitfield.page.locator(".lines").first).to_contain_text("declined: Mr. Mendez")


def the_vision_is_adopted(whitfield: Visitor, year: Year, vision: Vision) -> None:
    before = [policy_of(campus=one).weights for one in (year.elementary, year.middle)]
    whitfield.send("Adopt")
    expect(whitfield.page.locator(".vision-title")).to_contain_text("Every child, every day")
    for one, weights in zip((year.elementary, year.middle), before, strict=True):
        policy = policy_of(campus=one)
        assert weights.get("hears") != policy.weights["hears"] == 4.0
        assert policy.max_screen_share == 0.25
    vision.refresh_from_db()
    assert vision.state == "adopted"
    take_picture(whitfield, "vision")


def fill_a_seat(whitfield: Visitor, campus: str, name: str) -> None:
    whitfield.go(at("council"))
    row = whitfield.page.locator(".seat-row", has=whitfield.page.get_by_text(campus))
    with whitfield.next_page():
        row.locator(".seat-vacant").first.click()
    type_in(whitfield, person=name, ends_on=day_after(NOW, 365))
    whitfield.send("Invite")
    whitfield.send("They accept")
    expect(whitfield.page.locator("#now")).to_contain_text(name.split()[-1])


def an_empty_seat_blocks_the_decision(whitfield: Visitor, year: Year) -> Decision:
    cast = year.cast
    whitfield.go(at("council"))
    whitfield.send("Make the seats")
    fill_a_seat(whitfield, year.elementary.name, "Elena Reyes")
    decision = propose_decision(
        district=cast.live_oak, title=STATIONS, text="Two classes try it.", owner=cast.whitfield,
        due_on=NOW.date() + timedelta(days=60), campuses=[year.elementary, year.middle],
        **year.as_whitfield,
    )  # fmt: skip
    whitfield.go(at("decision", decision.uuid))
    for campus in (year.elementary, year.middle):
        push(whitfield, f"Tell this campus: {campus.name}")
        expect(whitfield.page.locator("#notices")).to_contain_text("Noted.")
    expect(whitfield.page.locator(".obstacles")).to_contain_text(EMPTY)
    take_picture(whitfield, "decision")
    meet(whitfield, year, [year.cast.reyes.full_name])
    move(whitfield, decision)
    expect(whitfield.page.locator("#motions")).to_contain_text(EMPTY)
    whitfield.forgive("status of 422")
    type_in(whitfield, minutes="We lack Cedar Ridge.")
    whitfield.send("Close it with these minutes")
    decision.refresh_from_db()
    assert decision.state == "proposed"
    return decision


def meet(whitfield: Visitor, year: Year, people: list[str]) -> Meeting:
    """Call a meeting for now, open it, and note who is there."""
    called = call_meeting(
        district=year.cast.live_oak, starts_at=year.clock.now() + timedelta(minutes=5),
        where="Library", **year.as_whitfield,
    )  # fmt: skip
    whitfield.go(at("meeting", called.uuid))
    whitfield.send("Open the meeting")
    for name in people:
        push(whitfield, f"Here: {name}")
        expect(whitfield.page.locator(".chair.is-there", has_text=name)).to_be_visible()
    return called


def move(whitfield: Visitor, decision: Decision) -> None:
    form = whitfield.page.locator("#motions form", has_text="Put it before the council")
    form.locator("[name=seat]").select_option(index=0)
    form.locator("[name=decision]").select_option(str(decision.uuid))
    form.locator("[name=text]").fill("That two classes of grade 4 try stations.")
    with whitfield.next_page():
        form.locator("button").click()


def the_seat_is_filled_and_the_motion_carried(
    whitfield: Visitor, year: Year, decision: Decision
) -> None:
    fill_a_seat(whitfield, year.middle.name, "Luis Mendez")
    whitfield.go(at("decision", decision.uuid))
    expect(whitfield.page.locator(".card-ready")).to_contain_text("It can be decided today.")
    names = [one.full_name for one in (year.cast.reyes, year.mendez)]
    meet(whitfield, year, names)
    move(whitfield, decision)
    with whitfield.next_page():
        whitfield.page.locator(".motion form.row button").first.click()
    for n in range(len(names)):
        ballot = whitfield.page.locator(".ballots .ballot").nth(n)
        with whitfield.next_page():
            ballot.get_by_role("button", name="for", exact=True).click()
        expect(whitfield.page.locator(".ballots [aria-pressed=true]")).to_have_count(n + 1)
    whitfield.send("Close the vote: 2 for, 0 against")
    expect(whitfield.page.locator(".motion-carried")).to_be_visible()
    type_in(whitfield, minutes="Both campuses were there.")
    whitfield.send("Close it with these minutes")
    decision.refresh_from_db()
    assert decision.state == "decided"
    assert not Seat.objects.filter(state="vacant", is_voting=True).exists()
    whitfield.go(at("council"))
    take_picture(whitfield, "council")


def an_application_is_lost_and_its_gains_kept(whitfield: Visitor, year: Year) -> None:
    application = submitted(year.cast)
    whitfield.go(at("application_lost", application.uuid))
    type_in(
        whitfield, **{"text-portal": "The fund’s library of lessons", "text-mentor": "Dr. Pell"}
    )
    whitfield.send("Keep")
    gains = whitfield.page.locator("section", has=whitfield.page.locator("#gains"))
    expect(gains).to_contain_text("The fund’s library of lessons")
    expect(gains).to_contain_text("Dr. Pell")
    assert Application.objects.get().state == "not_selected"
    assert Mentor.objects.get().name == "Dr. Pell"
    whitfield.go(at("mentors"))
    expect(whitfield.page.locator("main")).to_contain_text("Dr. Pell")


def okafor_would_try(come_in: Come, whitfield: Visitor, year: Year) -> None:
    okafor = come(come_in, year, year.cast.okafor)
    okafor.go(reverse("teacher:trying"))
    for name, value in (("stage", "4"), ("willingness", "4")):
        okafor.page.locator(f"[name={name}][value='{value}']").check()
    type_in(okafor, ideas="Stations on Fridays.")
    okafor.send("Keep")
    okafor.send("Ask my principal to stand behind it")
    reyes = come(come_in, year, year.cast.reyes)
    reyes.go(at("eager"))
    expect(reyes.page.locator("main")).not_to_contain_text("Stations on Fridays.")
    push(reyes, "Stand behind it: Ms. Okafor")
    expect(reyes.page.locator(".badge", has_text="You stand behind it")).to_be_visible()
    whitfield.go(at("eager"))
    take_picture(whitfield, "teachers")
    push(whitfield, "Invite: Ms. Okafor")
    expect(whitfield.page.locator("button", has_text="Invite: Ms. Okafor")).to_have_count(0)
    okafor.go(reverse("teacher:trying"))
    okafor.send("Yes, I pilot")
    expect(okafor.page.locator("#where")).to_be_visible()
    assert EagerTeacher.objects.get().state == "piloting"
