"""Answers as a student gives them: the server's key in one hand, the tools of the page in the other."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from uuid import UUID
from zlib import crc32

from cast import NOW, Cast
from playwright.sync_api import Page, Route, expect
from visiting import SECONDS_TO_WAIT, Visitor

from ownpath.engine.items import grade, key_fields, read_response
from ownpath.engine.items.grading.number_reading import read_number
from ownpath.engine.items.keys import ChosenKey, MatchKey, NumericKey, OrderKey, Part
from ownpath.school.curriculum.models import Activity, Item
from ownpath.school.evidence.models import Question, Sitting
from ownpath.school.evidence.queries import instance_of
from ownpath.school.evidence.services import put_question

Fields = Mapping[str, Sequence[str]]


def open_question(cast: Cast, ada: Visitor, item: Item, *, seed: int | None = None) -> Question:
    """Open a practice whose question is one of an item, and return it; without a seed, the item's own."""
    practice = Activity.objects.filter(kind="practice").earliest("pk")
    sitting = Sitting.objects.create(
        student=cast.ada, activity=practice, started_at=NOW, n_planned=1
    )
    question = put(sitting, item, seed=crc32(item.code.encode()) if seed is None else seed)
    ada.go(f"/me/practice/{sitting.uuid}/")
    return question


def put(sitting: Sitting, item: Item, *, seed: int) -> Question:
    """Put an item as the first question of a sitting; rows get other numbers in every run, so no number is its seed."""
    return put_question(
        sitting=sitting,
        item=item,
        seed=seed,
        step=2,
        interest="",
        position=0,
        is_mixed=False,
        now=NOW,
    )


def question_on(page: Page) -> Question:
    """Return the question a page shows, as the server knows it."""
    shown = page.locator("#answer").get_attribute("data-question")
    assert shown is not None
    return Question.objects.select_related("item", "sitting").get(uuid=UUID(shown))


def right_answer(question: Question) -> Fields:
    """Return the fields of the right answer."""
    return key_fields(instance_of(question))


def wrong_answer(question: Question, *, language: str = "en") -> Fields:
    """Return the fields of an answer that can be read and is wrong."""
    instance = instance_of(question)
    fields = {**key_fields(instance), **_wrong(instance.parts[0])}
    graded = grade(instance, read_response(fields, language=language))
    assert graded.readable
    assert not graded.is_correct
    return fields


def _wrong(part: Part) -> dict[str, list[str]]:
    match part.key:
        case ChosenKey(right=right):
            return {part.name: [next(one.id for one in part.choices if one.id not in right)]}
        case OrderKey(order=order):
            return {part.name: [*order[1:], order[0]]}
        case MatchKey(pairs=pairs):
            lefts, rights = list(pairs), list(pairs.values())
            turned = [*rights[1:], rights[0]]
            return {f"match-{left}": [right] for left, right in zip(lefts, turned, strict=True)}
        case NumericKey(values=values) if part.line is not None:
            ends = (part.line.first, part.line.last)
            return {part.name: [str(next(end for end in ends if end not in values))]}
        case _:
            return {part.name: ["98765"]}


def give(page: Page, fields: Fields) -> None:
    """Fill an answer in with the tools of the page, and check it."""
    for name, values in fields.items():
        _fill(page, name, values)
    page.locator("[data-check]").click()


def _fill(page: Page, name: str, values: Sequence[str]) -> None:
    inputs = page.locator(f'#answer [name="{name}"]')
    kind = inputs.first.get_attribute("type")
    if page.locator(f'[data-slot="{name}"]').count():
        page.locator(f'[data-chip="{values[0]}"]').click()
        page.locator(f'[data-slot="{name}"]').click()
    elif inputs.first.evaluate("(one) => one.nodeName") == "SELECT":
        inputs.first.select_option(values[0])
    elif kind in {"radio", "checkbox"}:
        on_page = inputs.evaluate_all("(all) => all.map((one) => one.value)")
        places = [_place_of(value, on_page) for value in values]
        for place in range(len(on_page)) if kind == "checkbox" else places:
            inputs.nth(place).set_checked(place in places, force=True)
    elif kind == "hidden":
        _order(page, values)
    elif inputs.first.is_visible():
        inputs.first.fill(values[0])
    else:
        _build_fraction(page, values[0])


def _place_of(value: str, on_page: Sequence[str]) -> int:
    """Return where a value stands among those of the page; a stop of a number line may be spelled another way."""
    if value in on_page:
        return on_page.index(value)
    wanted = read_number(value, language="en")
    assert wanted is not None
    stops = [read_number(stop, language="en") for stop in on_page]
    return [stop and stop.value for stop in stops].index(wanted.value)


def _order(page: Page, wanted: Sequence[str]) -> None:
    """Move things up with their buttons until they stand in the wanted order."""
    for place, value in enumerate(wanted):
        item = page.locator(f'[data-item]:has(input[value="{value}"])')
        for _step in range(len(wanted)):
            places = page.locator("[data-item] input[type=hidden]").evaluate_all(
                "(all) => all.map((one) => one.value)"
            )
            if places.index(value) == place:
                break
            item.locator('[data-move="-1"]').click()


def _build_fraction(page: Page, value: str) -> None:
    """Write a number such as 7, 3/4 or 1 3/4 into the boxes of the fraction builder."""
    whole, _space, share = value.rpartition(" ") if "/" in value else (value, "", "")
    top, _bar, bottom = share.partition("/")
    for box, digits in (("whole", whole), ("top", top), ("bottom", bottom)):
        page.locator(f"[data-{box}]").fill(digits)


def read_reply(page: Page) -> str | None:
    """Wait for what the page says to an answer, and return whether it was right: yes or no."""
    reply = page.locator("#reply .reply[data-correct]")
    expect(reply).to_be_visible()
    return reply.get_attribute("data-correct")


def catch_answers(page: Page) -> list[Route]:
    """Catch what a page sends of answers, as a slow network does, and return where it gathers."""
    caught: list[Route] = []
    page.route("**/answer", lambda route: caught.append(route))
    return caught


def wait_until_sent(page: Page, caught: Sequence[Route]) -> None:
    """Wait until something was caught."""
    latest = time.monotonic() + SECONDS_TO_WAIT
    while not caught:
        assert time.monotonic() < latest, "nothing was sent"
        page.wait_for_timeout(20)


def go_on(page: Page) -> None:
    """Go to the next question, or to the end."""
    before = page.locator("#answer").get_attribute("data-question")
    page.locator("#reply [data-go]").click()
    expect(
        page.locator(f'#turn[data-finished], #answer:not([data-question="{before}"])')
    ).to_be_visible()
