"""Who may help whom to sign in, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cast import NOW, TODAY, Cast, enroll, make_students

from ownpath.school.people.models import Person, Role, SignInFailure
from ownpath.school.people.queries import ids_helped_to_sign_in, office_reach
from ownpath.school.people.services import (
    check_name_and_password,
    count_failures,
    forget_second_factor,
    keep_password,
    knock_of,
    let_try_again,
    note_failure,
    prepare_password,
    sign_in,
)
from ownpath.school.people.services.choosing import change_password
from ownpath.school.people.services.helping import HasNoSignIn, MayNotHelp
from ownpath.school.people.services.passwords import WORDS

MAY_HELP = {
    "okafor": {"ada"},
    "ito": {"ben"},
    "clerk": {"ada", "ben", "okafor", "ito", "rosa", "reyes"},
    "whitfield": {"ada", "ben", "okafor", "ito", "rosa", "reyes", "clerk"},
    "ada": set(),
    "ben": set(),
    "rosa": set(),
    "reyes": set(),
    "lund": set(),
}


def give(cast: Cast, person: Person, by: Person) -> str:
    """Give somebody a new password and return it."""
    del cast
    new = prepare_password(person=person, by=by, language="en", today=TODAY, rng=Random(7))
    keep_password(person=person, new=new, by=by, today=TODAY)
    return new.words


class TestWhoMayHelp:
    @pytest.mark.parametrize("viewer", list(MAY_HELP))
    def test_is_decided_for_everybody(self, cast: Cast, viewer: str) -> None:
        people = cast.everybody
        helped = ids_helped_to_sign_in(
            viewer=people[viewer], people=people.values(), today=TODAY
        )
        assert {name for name, one in people.items() if one.pk in helped} == MAY_HELP[viewer]

    @pytest.mark.parametrize("viewer", ["clerk", "whitfield", "okafor", "lund", "reyes"])
    def test_is_told_alike_to_the_page_of_one_person(self, cast: Cast, viewer: str) -> None:
        by = cast.everybody[viewer]
        in_office = viewer in {"clerk", "whitfield"}
        for name, person in cast.everybody.items():
            reach = office_reach(viewer=by, person=person, today=TODAY)
            assert reach.may_help_to_sign_in == (in_office and name in MAY_HELP[viewer])
            assert reach.may_erase == (viewer == "whitfield" and name in MAY_HELP[viewer])

    def test_takes_as_many_queries_for_thirty_as_for_three(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        students = make_students(cast, 30)
        for some in (students[:3], students):
            with django_assert_num_queries(2):
                ids = ids_helped_to_sign_in(viewer=cast.okafor, people=some, today=TODAY)
            assert ids == {one.pk for one in some}

    def test_is_not_a_teacher_where_the_student_is_more_than_a_student(
        self, cast: Cast
    ) -> None:
        Role.objects.create(person=cast.ada, name=Role.Name.SYSTEM_ADMINISTRATOR)
        assert not ids_helped_to_sign_in(viewer=cast.okafor, people=[cast.ada], today=TODAY)

    def test_is_not_an_aide(self, cast: Cast) -> None:
        enroll(cast.section, cast.rosa, Role.Name.AIDE)
        assert not ids_helped_to_sign_in(viewer=cast.rosa, people=[cast.ada], today=TODAY)


class TestEveryDeed:
    @pytest.mark.parametrize("who", ["ada", "ben", "ito", "rosa", "reyes", "lund"])
    def test_is_refused_to_those_who_may_not(self, cast: Cast, who: str) -> None:
        by, before = cast.everybody[who], cast.ada.password
        new = prepare_password(
            person=cast.ada, by=cast.clerk, language="en", today=TODAY, rng=Random(1)
        )
        for deed in (
            lambda: prepare_password(
                person=cast.ada, by=by, language="en", today=TODAY, rng=Random(1)
            ),
            lambda: keep_password(person=cast.ada, new=new, by=by, today=TODAY),
            lambda: let_try_again(person=cast.ada, by=by, today=TODAY),
            lambda: forget_second_factor(person=cast.ada, by=by, today=TODAY),
        ):
            with pytest.raises(MayNotHelp):
                deed()
        cast.ada.refresh_from_db()
        assert cast.ada.password == before


class TestAGivenPassword:
    def test_opens_the_door_and_is_kept_as_its_hash_only(self, cast: Cast) -> None:
        words = give(cast, cast.ada, cast.clerk)
        assert check_name_and_password(typed_name="ada", password=words) == cast.ada
        assert words not in repr(Person.objects.filter(pk=cast.ada.pk).values().get())

    def test_is_two_words_for_a_young_student_who_keeps_them(self, cast: Cast) -> None:
        first, second = give(cast, cast.ada, cast.okafor).split("-")
        assert {first, second} <= set(WORDS["en"])
        assert not Person.objects.get(pk=cast.ada.pk).must_change_password

    @pytest.mark.parametrize("who", ["ben", "okafor", "rosa"])
    def test_must_be_changed_by_whoever_is_older(self, cast: Cast, who: str) -> None:
        person = cast.everybody[who]
        words = give(cast, person, cast.whitfield)
        assert len(words.split("-")) == 4
        assert Person.objects.get(pk=person.pk).must_change_password

    @pytest.mark.parametrize(
        ("days", "opens"), [(0, True), (14, True), (14.5, True), (15, False)]
    )
    @pytest.mark.parametrize("who", ["ada", "ben"])
    def test_opens_the_door_for_two_weeks_unless_it_is_to_be_kept(
        self, cast: Cast, who: str, days: float, *, opens: bool
    ) -> None:
        words = give(cast, cast.everybody[who], cast.clerk)
        knock = knock_of(typed_name=who, source="192.0.2.1", device="")
        then = NOW + timedelta(days=days)
        found = sign_in(typed_name=who, password=words, knock=knock, now=then)
        assert found == (cast.everybody[who] if opens or who == "ada" else None)

    def test_that_was_changed_in_time_stays(self, cast: Cast) -> None:
        give(cast, cast.ben, cast.clerk)
        ben = Person.objects.get(pk=cast.ben.pk)
        words = "-".join(["my", "own", "long", "words"])
        change_password(by=ben, password=words)
        knock = knock_of(typed_name="ben", source="192.0.2.1", device="")
        later = NOW + timedelta(days=90)
        assert sign_in(
            typed_name="ben",
            password=words,
            knock=knock,
            now=later,
        )

    def test_speaks_the_language_of_the_person(self, cast: Cast) -> None:
        words = give(cast, cast.rosa, cast.clerk).split("-")[:3]
        assert set(words) <= set(WORDS["es"])

    def test_cannot_be_drawn_for_one_and_kept_for_another(self, cast: Cast) -> None:
        new = prepare_password(
            person=cast.ada, by=cast.clerk, language="en", today=TODAY, rng=Random(1)
        )
        with pytest.raises(ValueError, match="expected"):
            keep_password(person=cast.ben, new=new, by=cast.clerk, today=TODAY)

    def test_does_not_stand_in_what_is_written_to_a_log(self, cast: Cast) -> None:
        new = prepare_password(
            person=cast.ada, by=cast.clerk, language="en", today=TODAY, rng=Random(1)
        )
        assert new.words not in repr(new)

    @pytest.mark.parametrize(
        "changes", [{"username_key": None}, {"is_active": False}, {"ended_on": TODAY}]
    )
    def test_is_not_made_where_it_would_open_nothing(
        self, cast: Cast, changes: dict[str, Any]
    ) -> None:
        Person.objects.filter(pk=cast.ada.pk).update(**changes)
        cast.ada.refresh_from_db()
        with pytest.raises(HasNoSignIn):
            give(cast, cast.ada, cast.clerk)


class TestFailedTries:
    def test_are_forgotten_for_this_person_only(self, cast: Cast) -> None:
        for name in ("ada", "ada", "ben"):
            knock = knock_of(typed_name=name, source="10.0.0.1", device="")
            note_failure(knock=knock, now=NOW)
        assert count_failures(person=cast.ada) == 2
        let_try_again(person=cast.ada, by=cast.okafor, today=TODAY)
        assert (count_failures(person=cast.ada), SignInFailure.objects.count()) == (0, 1)


class TestASecondFactor:
    def test_is_forgotten_for_this_person_only(self, cast: Cast) -> None:
        for person in (cast.okafor, cast.ito):
            Authenticator.objects.create(user=person, type="totp", data={})
        forget_second_factor(person=cast.okafor, by=cast.clerk, today=TODAY)
        assert [one.user_id for one in Authenticator.objects.all()] == [cast.ito.pk]
