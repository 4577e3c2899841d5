"""Teachers who would try: their own word, colleagues, the principal, invitations, pairs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, make_person
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import check_history, try_deed

from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import EagerTeacher, SurveyAnswer
from ownpath.school.change.queries.choosing import Candidate, parts_of, suggest_pairs
from ownpath.school.change.queries.eager import asking_for_backing, eager_list, own_way
from ownpath.school.change.services.inviting import (
    NotAPair,
    NothingToBack,
    NotOnTheList,
    ask_to_mentor,
    back,
    invite,
    invite_pair,
    take_backing_back,
)
from ownpath.school.change.services.surveying import (
    AnswerOutOfBounds,
    NotATeacher,
    NotBackedYet,
    NotYourColleague,
    accept_invitation,
    answer_survey,
    ask_for_backing,
    come_back,
    decline_invitation,
    nominate,
    rest,
    take_answers_back,
)
from ownpath.school.change.states import TEACHER, NotFromHere
from ownpath.school.people.models import Person


def answer(by: Person, *, willingness: int = 4, stage: str = "5", ideas: str = "") -> None:
    answer_survey(
        by=by, stage=stage, willingness=willingness, ideas=ideas, constraints="",
        wants_partner=True, now=NOW,
    )  # fmt: skip


def row_of(person: Person) -> EagerTeacher:
    return EagerTeacher.objects.get(person=person)


def listed(cast: Cast) -> EagerTeacher:
    answer(cast.okafor)
    return row_of(cast.okafor)


def invited(cast: Cast) -> EagerTeacher:
    row = listed(cast)
    return invite(district=cast.live_oak, teacher=row.uuid, by=cast.whitfield, now=NOW)


class TestAnswerSurvey:
    @pytest.mark.parametrize(
        ("willingness", "state"), [(1, "unknown"), (2, "listed"), (5, "listed")]
    )
    def test_lists_who_says_more_than_not_now(
        self, cast: Cast, willingness: int, state: str
    ) -> None:
        answer(cast.okafor, willingness=willingness)
        assert row_of(cast.okafor).state == state

    def test_takes_off_the_list_who_says_not_now_later(self, cast: Cast) -> None:
        listed(cast)
        answer(cast.okafor, willingness=1)
        assert row_of(cast.okafor).state == "unknown"

    @pytest.mark.parametrize(
        ("stage", "willingness", "ideas"), [("7", 3, ""), ("", 3, ""), ("1", 0, ""), ("1", 6, ""), ("1", 3, "x" * 6001)]
    )  # fmt: skip
    def test_refuses_an_answer_out_of_bounds(
        self, cast: Cast, stage: str, willingness: int, ideas: str
    ) -> None:
        with pytest.raises(AnswerOutOfBounds):
            answer(cast.okafor, stage=stage, willingness=willingness, ideas=ideas)
        assert not SurveyAnswer.objects.exists()

    def test_is_for_teachers_only(self, cast: Cast) -> None:
        for person in (cast.ada, cast.rosa, cast.whitfield):
            with pytest.raises(NotATeacher):
                answer(person)

    def test_taken_back_leaves_no_word_of_it(self, cast: Cast) -> None:
        answer(cast.okafor, ideas="stations on Fridays")
        assert take_answers_back(by=cast.okafor, now=NOW) == 1
        assert own_way(teacher=cast.okafor).answer is None
        assert row_of(cast.okafor).state == "unknown"
        assert not SurveyAnswer.objects.exclude(ideas="").exists()


class TestNominate:
    def test_lists_the_colleague(self, cast: Cast) -> None:
        nominate(nominee=cast.ito, why="Everybody learns from him.", by=cast.okafor, now=NOW)
        assert row_of(cast.ito).state == "listed"

    def test_never_lists_against_their_own_word(self, cast: Cast) -> None:
        answer(cast.ito, willingness=1)
        nominate(nominee=cast.ito, why="He would be good.", by=cast.okafor, now=NOW)
        assert row_of(cast.ito).state == "unknown"

    def test_refuses_oneself_and_other_districts(self, cast: Cast) -> None:
        for nominee in (cast.okafor, cast.lund):
            with pytest.raises(NotYourColleague):
                nominate(nominee=nominee, why="Good.", by=cast.okafor, now=NOW)

    def test_refuses_no_reason(self, cast: Cast) -> None:
        with pytest.raises(AnswerOutOfBounds):
            nominate(nominee=cast.ito, why="  ", by=cast.okafor, now=NOW)


class TestInvitation:
    def test_a_pilot_begins_only_where_the_principal_stands_behind_it(self, cast: Cast) -> None:
        row = invited(cast)
        with pytest.raises(NotBackedYet):
            accept_invitation(by=cast.okafor, now=NOW)
        ask_for_backing(by=cast.okafor, now=NOW)
        back(district=cast.live_oak, teacher=row.uuid, by=cast.reyes, now=NOW)
        assert accept_invitation(by=cast.okafor, now=NOW).state == "piloting"

    def test_only_who_runs_the_district_invites(self, cast: Cast) -> None:
        row = listed(cast)
        for by in (cast.reyes, cast.okafor, cast.lund):
            with pytest.raises(NotALeader):
                invite(district=cast.live_oak, teacher=row.uuid, by=by, now=NOW)

    def test_a_principal_backs_only_who_asked(self, cast: Cast) -> None:
        row = listed(cast)
        with pytest.raises(NothingToBack):
            back(district=cast.live_oak, teacher=row.uuid, by=cast.reyes, now=NOW)

    def test_nobody_backs_a_teacher_of_another_campus(self, cast: Cast) -> None:
        answer(cast.ito)
        ask_for_backing(by=cast.ito, now=NOW)
        with pytest.raises(NotALeader):
            back(district=cast.live_oak, teacher=row_of(cast.ito).uuid, by=cast.reyes, now=NOW)

    def test_another_district_finds_nobody(self, cast: Cast) -> None:
        row = listed(cast)
        with pytest.raises(NotOnTheList):
            invite(district=cast.cedar, teacher=row.uuid, by=None, now=NOW)

    def test_a_pair_is_invited_together(self, cast: Cast) -> None:
        answer(cast.ito)
        one, other = listed(cast), row_of(cast.ito)
        invite_pair(
            district=cast.live_oak, first=one.uuid, second=other.uuid, by=cast.whitfield, now=NOW
        )  # fmt: skip
        assert row_of(cast.okafor).partner == other
        assert row_of(cast.ito).partner == one
        with pytest.raises(NotAPair):
            invite_pair(
                district=cast.live_oak, first=one.uuid, second=one.uuid, by=None, now=NOW
            )

    def test_a_pair_of_which_one_cannot_be_invited_leaves_the_other_alone(
        self, cast: Cast
    ) -> None:
        answer(cast.ito)
        rest(by=cast.ito, now=NOW)
        one, other = listed(cast), row_of(cast.ito)
        with pytest.raises(NotFromHere):
            invite_pair(
                district=cast.live_oak, first=one.uuid, second=other.uuid, by=None, now=NOW
            )
        assert row_of(cast.okafor).state == "listed"


class TestWhoSeesTheList:
    def test_the_district_sees_the_score_in_its_parts(self, cast: Cast) -> None:
        nominate(nominee=cast.okafor, why="She listens.", by=cast.ito, now=NOW)
        listed(cast)
        found = eager_list(viewer=cast.whitfield, today=TODAY)
        assert found is not None
        (one,) = found.teachers
        assert (one.parts.willingness, one.parts.stage, one.parts.nominations) == (6, 4, 1)
        assert one.parts.total == 11

    def test_who_evaluates_teachers_sees_nothing_of_it(self, cast: Cast) -> None:
        listed(cast)
        for viewer in (cast.reyes, cast.clerk, cast.ito, cast.lund, cast.rosa, cast.ada):
            assert eager_list(viewer=viewer, today=TODAY) is None
        assert asking_for_backing(viewer=cast.reyes, today=TODAY) == []

    def test_a_principal_is_told_the_name_of_who_asks(self, cast: Cast) -> None:
        listed(cast)
        ask_for_backing(by=cast.okafor, now=NOW)
        ((row, campus),) = asking_for_backing(viewer=cast.reyes, today=TODAY)
        assert (row.person, campus) == (cast.okafor, cast.section.campus)
        assert asking_for_backing(viewer=cast.lund, today=TODAY) == []

    def test_takes_as_many_queries_for_four_as_for_one(self, cast: Cast) -> None:
        def n_queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                eager_list(viewer=cast.whitfield, today=TODAY)
            return len(caught)

        listed(cast)
        before = n_queries()
        for n in range(3):
            campus = cast.section.campus
            answer(make_person(cast.live_oak, f"t{n}", "Tea", f"Cher{n}", "teacher", campus))
        assert n_queries() == before


DEEDS = {
    "unwilling": lambda cast: answer(cast.okafor, willingness=1),
    "willing": lambda cast: answer(cast.okafor),
    "take_back": lambda cast: take_answers_back(by=cast.okafor, now=NOW),
    "invite": lambda cast: invite(
        district=cast.live_oak, teacher=row_of(cast.okafor).uuid, by=None, now=NOW
    ),
    "accept": lambda cast: accept_invitation(by=cast.okafor, now=NOW),
    "decline": lambda cast: decline_invitation(by=cast.okafor, now=NOW),
    "ask": lambda cast: ask_for_backing(by=cast.okafor, now=NOW),
    "back": lambda cast: back(
        district=cast.live_oak, teacher=row_of(cast.okafor).uuid, by=cast.reyes, now=NOW
    ),
    "unback": lambda cast: take_backing_back(
        district=cast.live_oak, teacher=row_of(cast.okafor).uuid, by=cast.reyes, now=NOW
    ),
    "mentor": lambda cast: ask_to_mentor(
        district=cast.live_oak, teacher=row_of(cast.okafor).uuid, by=None, now=NOW
    ),
    "rest": lambda cast: rest(by=cast.okafor, now=NOW),
    "return": lambda cast: come_back(by=cast.okafor, now=NOW),
}


class TestEveryStep:
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(names=st.lists(st.sampled_from(sorted(DEEDS)), max_size=12))
    def test_moves_whole_or_refuses_with_the_way_on(self, cast: Cast, names: list[str]) -> None:
        with transaction.atomic():
            answer(cast.okafor)
            for name in names:
                self.take(cast, name)
            transaction.set_rollback(True)

    @staticmethod
    def take(cast: Cast, name: str) -> None:
        before = EagerTeacher.objects.get(person=cast.okafor).state
        tried = try_deed(lambda: DEEDS[name](cast), tables=[EagerTeacher])
        after = EagerTeacher.objects.get(person=cast.okafor)
        if tried.refusal is None:
            assert tried.n_steps == (after.state != before)
        check_history(after, TEACHER)


def candidate(key: int, **more: object) -> Candidate:
    given_: dict[str, object] = {
        "campus": "Live Oak", "subjects": frozenset({"mathematics"}), "willingness": 4,
        "stage": "4", "n_nominations": 0, "is_backed": False, "wants_partner": True,
        "planning": frozenset({(2, 5)}),
    }  # fmt: skip
    return Candidate(key=key, **{**given_, **more})  # type: ignore[arg-type]


class TestSuggestPairs:
    def test_pairs_who_plan_at_the_same_time_at_one_campus(self) -> None:
        people = [
            candidate(1),
            candidate(2, planning=frozenset({(3, 1)})),
            candidate(3, campus="Riverbend"),
            candidate(4),
            candidate(5, wants_partner=False),
        ]
        (pair,) = suggest_pairs(people, n_pairs=4)
        assert (pair.first, pair.second, pair.shared) == (1, 4, frozenset({(2, 5)}))

    def test_lets_campuses_take_turns(self) -> None:
        people = [candidate(n, willingness=5) for n in range(4)]
        people += [candidate(n, campus="Riverbend", willingness=4) for n in (10, 11)]
        first, second, *_rest = suggest_pairs(people, n_pairs=3)
        assert {first.first, second.first} == {0, 10}

    def test_suggests_nobody_twice_and_the_same_each_time(self) -> None:
        people = [candidate(n, willingness=1 + n % 5) for n in range(9)]
        pairs = suggest_pairs(people, n_pairs=9)
        named = [one for pair in pairs for one in (pair.first, pair.second)]
        assert len(named) == len(set(named)) == 8
        assert pairs == suggest_pairs(people[::-1], n_pairs=9)

    def test_nobody_is_no_pair(self) -> None:
        assert suggest_pairs([], n_pairs=3) == []
        assert suggest_pairs([candidate(1)], n_pairs=3) == []

    def test_no_answer_counts_nothing(self) -> None:
        assert parts_of(candidate(1, willingness=None, stage="")).total == 0


class TestTimeOfAnswers:
    def test_the_newest_counts(self, cast: Cast) -> None:
        answer(cast.okafor, willingness=5)
        answer_survey(
            by=cast.okafor, stage="0", willingness=2, ideas="", constraints="",
            wants_partner=False, now=NOW + timedelta(days=1),
        )  # fmt: skip
        own = own_way(teacher=cast.okafor).answer
        assert own is not None
        assert own.willingness == 2
