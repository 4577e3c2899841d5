"""Why a plan cannot be is said in the reader's language, with names looked up when it is read."""

from __future__ import annotations

import re

import pytest
from cast import NOW, Cast
from django.utils.translation import override
from grounds import TOMORROW, Grounds

from ownpath.engine.dayplan.check import RULES as CHECKED
from ownpath.engine.dayplan.conflict_words import SENTENCES as SAID
from ownpath.engine.dayplan.conflict_words import demand
from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries.problem_words import RULES, SENTENCES, tell_problems
from ownpath.school.days.services import forget_in_plans
from ownpath.school.days.services.making import get_ready
from ownpath.school.days.services.telling import tell_conflicts

NOT_SPANISH = re.compile(
    r"\b(the|block|student|students|at most|rooms?|seats?)\b", re.IGNORECASE
)
SAYS: dict[str, int | str] = {
    "n": 2, "student": 0, "block": 0, "option": 0, "least": 3, "room": "lab", "kind": "independent"
}  # fmt: skip

BROKEN = {
    "rule", "not_stored", "rows_differ", "at_a_screen", "no_adult", "large_group", "with_a_peer",
    "adult_twice", "room_twice",
}  # fmt: skip


class TestSentences:
    def test_are_there_for_all_the_planner_says(self) -> None:
        assert set(SAID) | {"pin_not_open", "class_alone"} | set(BROKEN) == set(SENTENCES)

    def test_of_rules_are_those_the_checker_says(self) -> None:
        shape = "Every table of the plan has its shape, and every number in it names something."
        assert {(rule.__doc__ or "").strip() for rule in CHECKED} | {shape} == set(RULES)


class TestTellProblems:
    def test_says_a_kept_sentence_and_a_broken_rule_in_spanish(self) -> None:
        with override("es"):
            kept = tell_problems(["The worker stopped on the way.", f"{RULES[4]} student 3"])
        assert kept == [
            "El trabajo se detuvo a mitad de camino.",
            "Cada estudiante hace lo mismo una vez al día como máximo. student 3",
        ]

    @pytest.mark.django_db
    def test_says_what_a_stored_plan_breaks_in_both_languages(self, cast: Cast) -> None:
        told = [
            {"key": key, "says": {"student": str(cast.ada.uuid), "n": 2}}
            for key in sorted(BROKEN - {"rule"})
        ] + [{"key": "rule", "says": {"rule": one, "n": 1}} for one in RULES]
        with override("en"):
            english = tell_problems(told)
        with override("es"):
            spanish = tell_problems(told)
        assert (
            f"{cast.ada.full_name} is at a screen in block 2, against the opt-out." in english
        )
        assert not set(english) & set(spanish)
        assert not [one for one in spanish if NOT_SPANISH.search(one)]

    @pytest.mark.django_db
    def test_says_every_demand_in_both_languages(self, grounds: Grounds) -> None:
        ready = get_ready(campus=grounds.campus, day=TOMORROW, now=NOW)
        first = ready.gathered.school_day.blocks[0].name
        for key, sentence in SAID.items():
            said = demand("x", key, **{k: v for k, v in SAYS.items() if f"{{{k}}}" in sentence})
            told = tell_conflicts([said], gathered=ready.gathered, key=ready.key)
            with override("en"):
                english = tell_problems(told)[0]
            with override("es"):
                spanish = tell_problems(told)[0]
            assert english.endswith(".")
            assert english != spanish
            assert not NOT_SPANISH.search(spanish.replace(first, "")), spanish
            if "student" in told[0]["says"]:
                assert ready.gathered.students[0].full_name in english


@pytest.mark.django_db
class TestAJob:
    def test_keeps_no_name_and_forgets_who_is_erased(
        self, grounds: Grounds, cast: Cast
    ) -> None:
        job = PlanJob.objects.create(
            campus=grounds.campus, day=TOMORROW, state="failed", kind="plan",
            problems=[{"key": "day", "says": {"student": str(cast.ada.uuid), "n": 6}}],
            asked_at=NOW,
        )  # fmt: skip
        assert tell_problems(job.problems)[0].startswith(cast.ada.full_name)
        forget_in_plans(people=[cast.ada])
        job.refresh_from_db()
        assert job.problems == []
