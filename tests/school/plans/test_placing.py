"""A placement: one answer a question, left and taken up, a first map at the end that offers build on."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast, make_activity

from ownpath.engine.items import key_fields
from ownpath.engine.knowledge import State
from ownpath.errors import NotAllowed, NotFound
from ownpath.school.curriculum.models import Competency, Item, Prerequisite
from ownpath.school.evidence.models import Evidence
from ownpath.school.evidence.queries import get_question, get_sitting, instance_of
from ownpath.school.evidence.services import Shown
from ownpath.school.mastery.queries import beliefs_of
from ownpath.school.mastery.services import rebuild, record_answer
from ownpath.school.plans.models import Placement
from ownpath.school.plans.queries import open_step, progress_of
from ownpath.school.plans.services import (
    answer_placement,
    ask_for_placement,
    begin_placement,
    ensure_offers,
    take_back_placement,
)
from ownpath.school.plans.services.placement_maps import middle_of
from ownpath.school.plans.services.placing import Begun, NoWayToPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_framework(cast: Cast) -> list[Competency]:
    """Return a chain of thirty competencies of grades 1 to 6, each with an item, that Ada's class works on."""
    cast.ada.grade = "04"
    cast.ada.save()
    Prerequisite.objects.filter(after__framework=cast.framework).delete()
    chain = []
    for number in range(30):
        one = Competency.objects.create(
            framework=cast.framework,
            identifier=f"C{number}",
            code=f"C{number}",
            domain="A" if number % 2 else "B",
            grades=[f"{1 + number // 5:02}"],
            sequence=100 + number,
            words={"en": {"statement": f"I can do {number}.", "short": f"Chain {number}"}},
        )
        item = Item.objects.create(
            code=f"c-{number}",
            kind="numeric",
            definition={
                **cast.items[0].definition,
                "id": f"c-{number}",
                "competencies": [one.code],
            },
            languages=["en", "es"],
        )
        item.competencies.add(one)
        make_activity(f"do-{number}", "practice", "device", one)
        if chain:
            Prerequisite.objects.create(before=chain[-1], after=one, strength="hard")
        chain.append(one)
    cast.framework.revision += 1
    cast.framework.save()
    return chain


def answer(
    cast: Cast, placement: Placement, *, right: bool | None, attempt: object = None
) -> bool:
    """Answer the open question: right, wrong, or (None) "I don't know yet"."""
    step = open_step(placement=placement)
    assert step is not None
    assert step.question is not None
    said = key_fields(instance_of(step.question)) if right else {"answer": ["987654"]}
    return answer_placement(
        student=cast.ada,
        placement_uuid=placement.uuid,
        question_uuid=step.question.uuid,
        attempt=attempt or uuid4(),  # type: ignore[arg-type]
        response=None if right is None else said,
        language="en",
        by=cast.ada,
        today=TODAY,
        now=NOW,
        seed=3,
    )


def through(cast: Cast, placement: Placement, *, knows: set[int]) -> None:
    """Answer everything: right where it is known, else "I don't know yet"."""
    while (step := open_step(placement=placement)) is not None:
        answer(cast, placement, right=True if step.competency_id in knows else None)


def begin(cast: Cast) -> Placement:
    return begin_placement(student=cast.ada, by=cast.ada, today=TODAY, now=NOW, seed=1)


class TestPlacement:
    def test_ends_with_a_map_that_offers_build_on(
        self, cast: Cast, long_framework: list[Competency]
    ) -> None:
        knows = {one.pk for one in long_framework[:14]}
        placement = begin(cast)
        through(cast, placement, knows=knows)
        placement.refresh_from_db()
        assert placement.finished_at == NOW
        assert len(progress_of(placement=placement).asked) <= 20
        beliefs = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)
        held = {one.pk for one in long_framework if beliefs[one.pk].holds}
        assert len(held ^ knows) <= 2
        first_open = next(one for one in long_framework if one.pk not in held)
        offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW + timedelta(minutes=5))
        assert first_open.pk in {offer.competency_id for offer in offers}

    def test_is_ordinary_evidence(self, cast: Cast) -> None:
        placement = begin(cast)
        answer(cast, placement, right=True)
        answer(cast, placement, right=None)
        rows = list(Evidence.objects.filter(student=cast.ada).order_by("pk"))
        assert [(one.source, one.is_correct, one.is_aided) for one in rows] == [
            ("placement", True, False),
            ("placement", False, False),
        ]
        assert rows[1].response == {"not_yet": True}
        before = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)
        rebuild(student_ids=[cast.ada.pk], now=NOW)
        assert beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW) == before

    def test_goes_on_where_it_was_left(self, cast: Cast) -> None:
        placement = begin(cast)
        answer(cast, placement, right=True)
        step = open_step(placement=placement)
        again = begin_placement(
            student=cast.ada, by=cast.ada, today=TODAY, now=NOW + timedelta(days=3), seed=9
        )
        assert again == placement
        assert open_step(placement=again) == step

    def test_counts_an_attempt_once_and_a_question_once(self, cast: Cast) -> None:
        placement, attempt = begin(cast), uuid4()
        answer(cast, placement, right=True, attempt=attempt)
        answer(cast, placement, right=False, attempt=attempt)
        assert len(progress_of(placement=placement).asked) == 1
        assert Evidence.objects.filter(student=cast.ada).count() == 1

    def test_counts_nothing_that_cannot_be_read(self, cast: Cast) -> None:
        placement = begin(cast)
        step = open_step(placement=placement)
        assert step is not None
        assert step.question is not None
        is_read = answer_placement(
            student=cast.ada,
            placement_uuid=placement.uuid,
            question_uuid=step.question.uuid,
            attempt=uuid4(),
            response={"answer": ["a lot"]},
            language="en",
            by=cast.ada,
            today=TODAY,
            now=NOW,
            seed=3,
        )
        assert not is_read
        assert open_step(placement=placement) == step

    def test_is_no_practice(self, cast: Cast) -> None:
        placement = begin(cast)
        step = open_step(placement=placement)
        assert step is not None
        assert step.question is not None
        with pytest.raises(NotFound):
            get_question(student=cast.ada, uuid=step.question.uuid)
        with pytest.raises(NotFound):
            get_sitting(student=cast.ada, uuid=step.question.sitting.uuid)

    def test_needs_something_to_ask(self, cast: Cast) -> None:
        Item.objects.update(is_retired=True)
        with pytest.raises(NoWayToPlace):
            begin(cast)


class TestAFirstMap:
    def test_gives_way_to_what_is_shown(
        self, cast: Cast, long_framework: list[Competency]
    ) -> None:
        through(cast, begin(cast), knows={one.pk for one in long_framework[:20]})

        def state() -> State:
            beliefs = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)
            return beliefs[long_framework[1].pk].state

        assert state() is State.PRESUMED
        wrong = Shown(
            attempt=uuid4(),
            student_id=cast.ada.pk,
            competency_ids=(long_framework[1].pk,),
            score=0.0,
            is_correct=False,
            source="own_page",
            answered_at=NOW + timedelta(minutes=9),
            response={},
            reply={},
        )
        record_answer(shown=wrong, by=cast.ada, now=NOW)
        assert state() is State.LEARNING

    def test_drawn_anew_takes_the_place_of_the_one_before(
        self, cast: Cast, long_framework: list[Competency]
    ) -> None:
        everything = {one.pk for one in long_framework}
        through(cast, begin(cast), knows=everything)
        through(cast, begin(cast), knows=set())
        beliefs = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)
        n_presumed = sum(beliefs[one.pk].state is State.PRESUMED for one in long_framework[10:])
        assert n_presumed == 0


class TestAskForPlacement:
    def test_is_a_teachers_and_can_be_taken_back_until_it_is_begun(self, cast: Cast) -> None:
        asked = ask_for_placement(student=cast.ada, by=cast.okafor, today=TODAY, now=NOW)
        take_back_placement(
            student=cast.ada, placement_uuid=asked.uuid, by=cast.okafor, today=TODAY
        )
        assert not Placement.objects.exists()
        again = ask_for_placement(student=cast.ada, by=cast.okafor, today=TODAY, now=NOW)
        assert begin(cast) == again
        with pytest.raises(Begun):
            take_back_placement(
                student=cast.ada, placement_uuid=again.uuid, by=cast.okafor, today=TODAY
            )

    def test_is_nobody_elses(self, cast: Cast) -> None:
        for other in (cast.ben, cast.rosa, cast.lund, cast.ito):
            with pytest.raises(NotAllowed):
                ask_for_placement(student=cast.ada, by=other, today=TODAY, now=NOW)
        with pytest.raises(NotAllowed):
            begin_placement(student=cast.ada, by=cast.okafor, today=TODAY, now=NOW, seed=1)


def test_the_middle_lies_between_what_was_taught_and_what_is_being_taught() -> None:
    assert middle_of("00", low=0, high=8) < 0 < middle_of("01", low=0, high=8)
    assert middle_of("KG", low=0, high=8) == middle_of("0", low=0, high=8)
