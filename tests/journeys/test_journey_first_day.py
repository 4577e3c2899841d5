"""The first day: from an empty Ownpath to a family that reads about it, through the pages, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from about_ada import ABOUT_ADA, addresses_about
from answering import give, go_on, question_on, read_reply, right_answer, wrong_answer
from cast import PASSWORD
from districts import FRAMEWORK, case_package, cedar, live_oak, with_the_clerk_alone
from playwright.sync_api import expect
from visiting import Visitor

from ownpath.interchange.oneroster import Package, write_package
from ownpath.school.curriculum.imports import import_starter_pack
from ownpath.school.curriculum.models import Framework
from ownpath.school.evidence.models import Evidence
from ownpath.school.people.imports import import_roster_file
from ownpath.school.people.models import Person, Section
from ownpath.school.plans.models import Choice, Offer
from ownpath.school.privacy.models import AuditEntry

HOPE = "I want to bake bread for the whole street"
ASKED = "Can you show me this with bread?"
ANSWERED = "Yes, we cut a loaf together at ten."
PINNED_BECAUSE = "We bake on Thursday and you will need this."
N_ITEMS = 5
REFUSED = frozenset({403, 404})

Come = Callable[..., Visitor]


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """What every chapter needs to know."""

    folder: Path
    now: datetime

    @property
    def today(self) -> date:
        """The day of the story."""
        return self.now.date()


@pytest.fixture
def school(school_morning: datetime, tmp_path: Path, settings: Any) -> School:
    """Return an empty Ownpath on a school morning; the door's own tests cover the second factor."""
    settings.SECOND_FACTOR_FOR_STAFF = False
    return School(folder=tmp_path, now=school_morning)


def zipped(school: School, name: str, package: Package) -> Path:
    path = school.folder / name
    with path.open("wb") as target:
        write_package(package, target)
    return path


def person(username: str) -> Person:
    return Person.objects.get(username=username)


def give_a_password(*usernames: str) -> None:
    """Do what a district does once, on paper or by its identity provider."""
    for one in Person.objects.filter(username__in=usernames):
        one.set_password(PASSWORD)
        one.save(update_fields=["password"])


def at_the_command_line(school: School, name: str, package: Package) -> None:
    """Bring a roster in as whoever runs the installation does."""
    import_roster_file(
        zipped(school, name, package),
        district_source_key=None,
        confirm_many_ends=False,
        now=school.now,
        today=school.today,
        progress=None,
    )


# The chapters.


def the_office_brings_a_roster_in(clerk: Visitor, roster: Path) -> None:
    clerk.go("/office/imports/")
    clerk.page.locator("input[type=file]").set_input_files(roster)
    clerk.press("Send and read")
    heading = clerk.page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("What this roster would change"))
    expect(clerk.page.locator("#changes")).to_contain_text("Ada Morales")
    assert not Person.objects.filter(username="ada").exists()
    clerk.press("Carry it out")
    expect(heading).to_have_text(re.compile("This roster is in"))
    assert Section.objects.get(source_key="m4").enrollments.count() == 2
    clerk.go("/office/people/?q=morales")
    expect(clerk.page.locator("main")).to_contain_text("Rosa Morales")


def the_office_brings_a_framework_in(school: School, clerk: Visitor) -> None:
    package = school.folder / "portrait.json"
    package.write_text(json.dumps(case_package()))
    clerk.go("/office/frameworks/")
    clerk.page.locator("[name=kind]").select_option("case")
    clerk.page.locator("input[type=file]").set_input_files(package)
    clerk.press("Send and read")
    expect(clerk.page.locator("main")).to_contain_text(FRAMEWORK)
    assert not Framework.objects.exists()
    clerk.press("Carry it out")
    expect(clerk.page.get_by_role("heading", name="It is in")).to_be_visible()
    expect(clerk.page.locator("main")).to_contain_text(FRAMEWORK)
    assert Framework.objects.get().competencies.count() == 2


def the_class_works_on_the_starter_pack(school: School, clerk: Visitor) -> None:
    """Bring in the pack that ships with Ownpath, as whoever installs it does; the office gives it to the class."""
    import_starter_pack(now=school.now)
    starter = Framework.objects.get(identifier="ownpath-math")
    clerk.go("/office/")
    clerk.follow("Say what they work on")
    clerk.page.get_by_role("button", name="Let them work on it").click()
    expect(clerk.page.locator("main")).to_contain_text(
        "2 classes were given something to work on"
    )
    clerk.go("/office/frameworks/")
    line = clerk.page.locator("li", has_text=starter.title)
    expect(line).to_contain_text("used in 2 classes")


def ada_says_what_she_hopes_and_asks(ada: Visitor) -> None:
    ada.go("/me/")
    ada.follow("My hopes")
    ada.page.locator("#own-hope").fill(HOPE)
    ada.page.locator("form.own-words:has(#own-hope) button").click()
    expect(ada.page.locator(".hope-words", has_text=HOPE)).to_be_visible()
    ada.follow("My voice")
    ada.page.locator("textarea[name=body]").fill(ASKED)
    ada.press("Send")
    expect(ada.page.locator(".line-body", has_text=ASKED)).to_be_visible()


def ada_picks_and_practices(ada: Visitor) -> str:
    """Let Ada take an offer and answer its five items; return the offer's title."""
    ada.go("/me/")
    assert ada.page.locator(".choice").count() >= 2
    offered = ada.page.locator(".choice:has(form[data-kind=practice])").first
    expect(offered.locator(".because")).to_contain_text("because")
    title = offered.locator(".choice-go").inner_text()
    with ada.next_page():
        offered.locator(".choice-go").click()
    for number in range(1, N_ITEMS + 1):
        expect(ada.page.locator(".turn-count")).to_have_text(f"Question {number} of {N_ITEMS}")
        answer_item(ada, number)
        go_on(ada.page)
    expect(ada.page.get_by_role("heading", name="You worked it through")).to_be_focused()
    return title


def answer_item(ada: Visitor, number: int) -> None:
    """Answer one item: the first after a hint, the second on the second try, the others at once."""
    question = question_on(ada.page)
    if number == 1:
        ada.press("Hint")
        expect(ada.page.locator(".hint")).to_have_count(1)
    if number == 2:
        give(ada.page, wrong_answer(question))
        assert read_reply(ada.page) == "no"
        ada.page.locator("[data-try-again]").click()
    give(ada.page, right_answer(question))
    assert read_reply(ada.page) == "yes"


def the_ledger_holds_what_ada_did() -> None:
    rows = list(Evidence.objects.order_by("pk"))
    assert [row.is_correct for row in rows] == [True, False, True, True, True, True]
    assert [row.is_aided for row in rows] == [True, False, True, False, False, False]
    assert rows[0].hints_used == 1
    assert all(row.student.username == "ada" and row.source == "own_page" for row in rows)
    assert Choice.objects.get().offer.state == "done"


def ms_okafor_sees_it_with_reasons(okafor: Visitor, title: str) -> None:
    okafor.go("/room/")
    okafor.page.get_by_role("link", name=re.compile("^Ada")).first.click()
    day = okafor.page.locator(".offers")
    expect(day.locator("li", has_text=title).first).to_contain_text("done")
    expect(day.locator(".because").first).to_contain_text("because")
    okafor.page.get_by_role("link", name=re.compile("know", re.IGNORECASE)).first.click()
    okafor.page.locator("a", has_text="Everything shown").click()
    ledger = okafor.page.locator(".ledger > li")
    expect(ledger).to_have_count(N_ITEMS + 1)
    expect(okafor.page.locator(".ledger")).to_contain_text("hint")
    expect(ledger.locator(".response").first).to_contain_text("Answer:")


def ms_okafor_pins_and_answers(okafor: Visitor) -> str:
    """Let Ms. Okafor pin one thing and answer Ada; return the title of what she pinned."""
    okafor.go(f"/room/student/{person('ada').uuid}/")
    okafor.follow("Pin something")
    choice = okafor.page.locator(".pin-choices label").last
    title = choice.locator("strong").inner_text()
    choice.click()
    okafor.page.locator("textarea[name=reason]").fill(PINNED_BECAUSE)
    okafor.press("Pin it")
    expect(okafor.page.locator(".notice-undo")).to_contain_text("Pinned for Ada")
    okafor.follow("My room")
    need = okafor.page.locator(".need", has_text=ASKED)
    need.get_by_role("link", name=re.compile("Answer")).click()
    panel = okafor.page.locator("#panel[open]")
    panel.locator("textarea").fill(ANSWERED)
    panel.get_by_role("button", name="Send").click()
    expect(panel).to_be_hidden()
    expect(need).to_have_count(0)
    return title


def ada_sees_both(ada: Visitor, pinned: str) -> None:
    ada.go("/me/")
    expect(ada.page.locator(".letter")).to_contain_text("wrote back")
    picked = ada.page.locator("section[aria-labelledby=picked]")
    expect(picked.locator(".choice-go", has_text=pinned)).to_be_visible()
    expect(picked.locator(".pin-words")).to_have_text(PINNED_BECAUSE)
    ada.page.locator(".letter").click()
    expect(ada.page.locator(".line.is-theirs .line-body")).to_have_text(ANSWERED)
    expect(ada.page.locator(".line.is-mine")).to_contain_text("answered")


def rosa_reads_the_week(rosa: Visitor, title: str) -> None:
    rosa.go("/family/")
    page = rosa.page
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", level=1)).to_have_text("La semana de Ada")
    story = page.locator("#story")
    spanish = Offer.objects.get(state="done").activity.words["es"]["title"]
    assert spanish != title
    expect(story).to_contain_text(spanish)
    expect(story).to_contain_text(HOPE)
    expect(story.locator(".story-lead")).to_contain_text("trabajó")
    assert not re.search(
        r"\b(the|because|week|worked|chose)\b", story.inner_text().replace(HOPE, "")
    )


def mr_lund_gets_nothing(lund: Visitor) -> None:
    """Let Mr. Lund ask for every address about Ada, and look at every page of his own."""
    before = all_about_ada()
    lund.go("/account")
    token = lund.page.locator("meta[name=csrf-token]").get_attribute("content")
    n_asked = 0
    for path in addresses_about(person("ada")):
        for send in (lund.context.request.get, lund.context.request.post):
            response = send(
                f"{lund.site}{path}", headers={"X-CSRFToken": token or ""}, max_redirects=0
            )
            assert response.status in {*REFUSED, 405}, f"{path}: {response.status}"
            assert "Morales" not in response.text()
            n_asked += 1
    assert n_asked > 60
    response = lund.context.request.post(
        f"{lund.site}/preferences", headers={"X-CSRFToken": token or ""}, form={"theme": "dark"}
    )
    assert (
        response.ok
    )  # his own deeds are done: what was refused was not refused for want of a token
    for path in ("/room/", "/room/messages/", "/account"):
        lund.go(path)
        for word in ("Ada", "Morales", "Okafor", HOPE, ASKED):
            expect(lund.page.locator("body")).not_to_contain_text(word)
    assert all_about_ada() == before


def all_about_ada() -> list[list[str]]:
    return [sorted(map(repr, model.objects.values())) for model in ABOUT_ADA]


@pytest.mark.journey
class TestTheFirstDay:
    def test_goes_from_the_roster_to_the_family(self, school: School, come_in: Come) -> None:
        at_the_command_line(school, "begin.zip", with_the_clerk_alone())
        at_the_command_line(school, "cedar.zip", cedar(school.today))
        give_a_password("nakamura", "lund")

        clerk = come_in()
        clerk.sign_in(name="nakamura", password=PASSWORD)
        the_office_brings_a_roster_in(
            clerk, zipped(school, "live-oak.zip", live_oak(school.today))
        )
        the_office_brings_a_framework_in(school, clerk)
        the_class_works_on_the_starter_pack(school, clerk)
        give_a_password("ada", "okafor", "rosa")

        ada = come_in()
        ada.sign_in(name="ada", password=PASSWORD)
        ada_says_what_she_hopes_and_asks(ada)
        title = ada_picks_and_practices(ada)
        the_ledger_holds_what_ada_did()

        okafor = come_in()
        okafor.sign_in(name="okafor", password=PASSWORD)
        ms_okafor_sees_it_with_reasons(okafor, title)
        pinned = ms_okafor_pins_and_answers(okafor)
        assert AuditEntry.objects.filter(actor=person("okafor"), about=person("ada")).exists()

        ada_sees_both(ada, pinned)

        rosa = come_in(locale="es-MX", viewport={"width": 360, "height": 740})
        rosa.sign_in(name="rosa", password=PASSWORD)
        rosa_reads_the_week(rosa, title)

        lund = come_in()
        lund.sign_in(name="lund", password=PASSWORD)
        mr_lund_gets_nothing(lund)
