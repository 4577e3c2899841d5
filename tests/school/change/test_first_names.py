"""A first name alone, when somebody is erased: struck where it is theirs for certain, asked about elsewhere."""

from __future__ import annotations

import pytest
from cast import NOW, Cast, enroll, make_person
from django.urls import reverse
from facing import sign_in

from ownpath.school.change.models import Decision
from ownpath.school.people.models import Person
from ownpath.school.privacy.services import erase, plan_erasure

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")

IN_FULL = "Ada Morales showed it. Then Ada's team, and Ada herself, did it again."
ALONE = "Ask Ada about the maps."


def decide(cast: Cast, text: str, *, by: Person | None = None) -> Decision:
    """Keep a decision of Live Oak."""
    return Decision.objects.create(
        district=cast.live_oak, title="Maps", text=text, made_by=by, made_at=NOW
    )


def another(cast: Cast, given: str, family: str, *, is_in_class: bool) -> Person:
    """Bring in somebody of Live Oak, in Ada's class or not."""
    campus = cast.section.campus if is_in_class else cast.ben_section.campus
    name = f"{given}{family}".casefold()
    person = make_person(cast.live_oak, name, given, family, "student", campus, grade="04")
    enroll(cast.section if is_in_class else cast.ben_section, person, "student")
    return person


def after(
    cast: Cast, decision: Decision, *, person: Person | None = None, tick: bool = False
) -> str:
    """Erase Ada, or somebody else, and return what the decision says then."""
    plan = plan_erasure(district=cast.live_oak, person=person or cast.ada)
    keys = {one.key for one in plan.undecided} if tick else set()
    erase(plan=plan, by=cast.whitfield, now=NOW, also=keys)
    decision.refresh_from_db()
    return decision.text


def undecided(cast: Cast, person: Person | None = None) -> list[str]:
    """Return the texts of which the plan asks, in short."""
    plan = plan_erasure(district=cast.live_oak, person=person or cast.ada)
    return [one.before + one.name + one.after for one in plan.undecided]


class TestItIsStruck:
    def test_in_a_text_that_names_the_person_in_full(self, cast: Cast) -> None:
        decision = decide(cast, IN_FULL)
        assert undecided(cast) == []
        assert (
            after(cast, decision)
            == "[…] showed it. Then […]'s team, and […] herself, did it again."
        )

    def test_there_even_if_somebody_of_another_class_bears_it(self, cast: Cast) -> None:
        another(cast, "Ada", "Reed", is_in_class=False)
        assert "Ada" not in after(cast, decide(cast, IN_FULL))

    def test_in_a_text_they_wrote_where_nobody_else_bears_it(self, cast: Cast) -> None:
        decision = decide(cast, "Come to me. Grace", by=cast.okafor)
        assert after(cast, decision, person=cast.okafor) == "Come to me. […]"

    def test_by_the_preferred_name_too(self, cast: Cast) -> None:
        Person.objects.filter(pk=cast.ada.pk).update(preferred_given_name="Adita")
        cast.ada.refresh_from_db()
        decision = decide(cast, "Ada Morales, whom all call Adita.")
        assert after(cast, decision) == "[…], whom all call […]."


class TestItIsLeftAndAskedAbout:
    def test_where_nothing_says_whose_it_is(self, cast: Cast) -> None:
        decision = decide(cast, ALONE)
        assert undecided(cast) == [ALONE]
        assert after(cast, decision) == ALONE

    def test_where_somebody_of_the_class_bears_it(self, cast: Cast) -> None:
        another(cast, "Ada", "Reed", is_in_class=True)
        decision = decide(cast, IN_FULL)
        assert len(undecided(cast)) == 1
        assert after(cast, decision) == IN_FULL.replace("Ada Morales", "[…]")

    def test_where_the_text_names_a_namesake_too(self, cast: Cast) -> None:
        another(cast, "Ada", "Reed", is_in_class=False)
        decision = decide(cast, "Ada Morales and Ada Reed: Ada began.")
        assert after(cast, decision) == "[…] and Ada Reed: Ada began."

    def test_where_they_wrote_it_and_somebody_of_the_district_bears_it(
        self, cast: Cast
    ) -> None:
        another(cast, "Grace", "Reed", is_in_class=False)
        decision = decide(cast, "Come with Grace.", by=cast.okafor)
        assert after(cast, decision, person=cast.okafor) == "Come with Grace."

    def test_where_a_family_name_stands_behind_it(self, cast: Cast) -> None:
        decision = decide(cast, "Ada Morales on Ada Lovelace.")
        assert undecided(cast) == ["[…] on Ada Lovelace."]
        assert after(cast, decision) == "[…] on Ada Lovelace."

    def test_but_not_inside_of_words_nor_in_small_letters(self, cast: Cast) -> None:
        decide(cast, "Adaline, Nev-Ada, ada and the cicADA.")
        assert undecided(cast) == []

    def test_and_struck_where_an_adult_says_so(self, cast: Cast) -> None:
        assert after(cast, decide(cast, ALONE), tick=True) == "Ask […] about the maps."

    def test_and_never_the_name_of_a_namesake(self, cast: Cast) -> None:
        another(cast, "Ada", "Reed", is_in_class=True)
        decision = decide(cast, "Ada Reed came, and Ada went.")
        assert after(cast, decision, tick=True) == "Ada Reed came, and […] went."


class TestThePage:
    def test_asks_about_each_text_and_strikes_what_is_ticked(self, cast: Cast) -> None:
        ticked, left = decide(cast, ALONE), decide(cast, "Ada, or another Ada?")
        whitfield, address = (
            sign_in(cast.whitfield),
            reverse("office:erase", args=[cast.ada.uuid]),
        )
        plan = plan_erasure(district=cast.live_oak, person=cast.ada)
        html = whitfield.get(address).content.decode()
        assert "A first name alone" in html
        assert "Ask <strong>Ada</strong> about the maps." in html
        key = next(one.key for one in plan.undecided if one.before == "Ask ")
        said = {"name": "Ada Morales", "mark": plan.mark, "also": [key, "other"]}
        wrong = whitfield.post(address, {**said, "name": "Ada"})
        assert wrong.status_code == 422
        assert f'value="{key}" checked' in wrong.content.decode()
        assert whitfield.post(address, said).status_code == 302
        for one in (ticked, left):
            one.refresh_from_db()
        assert (ticked.text, left.text) == ("Ask […] about the maps.", "Ada, or another Ada?")

    def test_says_nothing_of_it_where_there_is_nothing_to_ask(self, cast: Cast) -> None:
        page = sign_in(cast.whitfield).get(reverse("office:erase", args=[cast.ada.uuid]))
        assert "A first name alone" not in page.content.decode()
