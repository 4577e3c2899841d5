"""What a student may begin at once when something is worked through."""

from __future__ import annotations

import re

import pytest
from cast import NOW, TODAY, Cast
from django.test import Client
from facing import sign_in
from grounds import Grounds

from ownpath.faces.student.pages.cards import OfferCard
from ownpath.faces.student.pages.what_next import (
    CHOICES_SHOWN,
    CHOICES_SHOWN_EARLY,
    build_what_next,
)
from ownpath.school.evidence.models import Question
from ownpath.school.evidence.queries import instance_of
from ownpath.school.people.models import Person
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services import choose_offer, ensure_offers

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")

HX = {"HTTP_HX_REQUEST": "true"}
CHOOSE = re.compile(r'action="/me/offers/([0-9a-f-]{36})/choose"')


def next_for(student: Person) -> tuple[OfferCard, ...]:
    """Return what a student may begin."""
    return build_what_next(student=student, today=TODAY, now=NOW, language="en")


def opened_at(html: str) -> str:
    """Return the address of the practice a page shows."""
    found = re.search(r'data-address="(/me/practice/[0-9a-f-]{36}/)"', html)
    assert found
    return found[1]


def work_through(ada: Client, practice: Offer) -> str:
    """Answer a practice to its end and return what the page shows then."""
    address = opened_at(ada.post(f"/me/offers/{practice.uuid}/choose").content.decode())
    for n in range(5):
        question = Question.objects.select_related("item").latest("position")
        key = str(instance_of(question).values["n"])
        sent = {"attempt": f"00000000-0000-4000-8000-00000000000{n}", "answer": key}
        ada.post(f"/me/questions/{question.uuid}/answer", sent, **HX)
        html = ada.post(f"{address}next", **HX).content.decode()
    assert 'data-finished="yes"' in html
    return html


class TestAtTheEndOfAPractice:
    def test_the_next_thing_can_be_begun_from_there(self, cast: Cast) -> None:
        ada = sign_in(cast.ada)
        offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        practice = next(one for one in offers if one.activity.kind == "practice")
        html = work_through(ada, practice)
        shown = CHOOSE.findall(html)
        still_open = Offer.objects.filter(student=cast.ada, state="open")
        assert shown
        assert set(shown) <= {str(one.uuid) for one in still_open}
        assert "What next?" in html
        assert ada.post(f"/me/offers/{shown[0]}/choose").status_code in {200, 302}
        assert Offer.objects.get(uuid=shown[0]).state == "chosen"


@pytest.mark.django_db
class TestChoices:
    def test_are_few_and_those_of_today(self, cast: Cast) -> None:
        shown = next_for(cast.ada)
        offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        assert 0 < len(shown) <= CHOICES_SHOWN
        assert {one.uuid for one in shown} <= {offer.uuid for offer in offers}

    def test_are_two_for_the_youngest(self, cast: Cast) -> None:
        cast.ada.grade = "KG"
        assert len(next_for(cast.ada)) == CHOICES_SHOWN_EARLY

    def test_are_none_while_something_else_is_begun(self, cast: Cast) -> None:
        first = ensure_offers(student=cast.ada, today=TODAY, now=NOW)[0]
        choose_offer(student=cast.ada, offer_uuid=first.uuid, by=cast.ada, today=TODAY, now=NOW)
        assert next_for(cast.ada) == ()

    def test_are_none_on_a_planned_day(self, grounds: Grounds, cast: Cast) -> None:
        assert next_for(cast.ada)
        grounds.publish(TODAY)
        assert next_for(cast.ada) == ()
