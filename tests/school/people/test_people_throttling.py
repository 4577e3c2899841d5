"""Guessing slows down; a school behind one address does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ownpath.school.people.models import Person, SignInFailure
from ownpath.school.people.services import (
    Knock,
    account_key_of,
    forget_failures,
    forget_sign_in_failures,
    may_try,
    note_failure,
)
from ownpath.school.people.services.throttling import (
    FREE_ACCOUNTS_OF_A_SOURCE,
    FREE_TRIES_A_DAY,
    FREE_TRIES_ANYWHERE,
    FREE_TRIES_HERE,
    Failure,
    rests_until,
)

NOW = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
SCHOOL = "203.0.113.7"
pytestmark = pytest.mark.django_db


def knock(name: str = "ada", source: str = SCHOOL, device: str = "") -> Knock:
    return Knock(account_key=account_key_of(name), source=source, device=device)


def fail(times: int, at: Knock, *, now: datetime = NOW) -> None:
    for _ in range(times):
        note_failure(knock=at, now=now)


def fail_many(names: int, *, now: datetime, source: str = SCHOOL) -> None:
    SignInFailure.objects.bulk_create(
        SignInFailure(
            account_key=account_key_of(f"student{number}"), source=source, failed_at=now
        )
        for number in range(names)
    )


class TestRest:
    @pytest.mark.parametrize(
        ("n_failures", "seconds"),
        [(0, 0), (1, 0), (4, 0), (5, 15), (6, 30), (8, 120), (30, 900)],
    )
    def test_doubles_after_five_failures(self, n_failures: int, seconds: int) -> None:
        failures = [Failure(place=SCHOOL, failed_at=NOW)] * n_failures

        until = rests_until(failures, place=SCHOOL, is_known=True, now=NOW)

        assert until == (NOW + timedelta(seconds=seconds) if seconds else None)

    def test_is_over_on_time(self) -> None:
        failures = [Failure(place=SCHOOL, failed_at=NOW)] * 5

        def rests(seconds: float) -> bool:
            later = NOW + timedelta(seconds=seconds)
            return rests_until(failures, place=SCHOOL, is_known=False, now=later) is not None

        assert [rests(0), rests(14.9), rests(15)] == [True, True, False]


class TestAccount:
    def test_is_free_to_mistype_four_times(self) -> None:
        fail(FREE_TRIES_HERE - 1, knock())

        assert may_try(knock=knock(), now=NOW)

    def test_rests_after_the_fifth(self) -> None:
        fail(FREE_TRIES_HERE, knock())

        assert not may_try(knock=knock(), now=NOW)
        assert may_try(knock=knock("ben"), now=NOW)
        assert may_try(knock=knock(source="198.51.100.1"), now=NOW)

    def test_counts_every_spelling_of_a_name_together(self) -> None:
        for name in ("José", " jose", "JOSÉ", "Jose\u0301", "jose"):
            note_failure(knock=knock(name), now=NOW)

        assert not may_try(knock=knock("josé"), now=NOW)

    def test_rests_everywhere_when_it_is_guessed_from_everywhere(self) -> None:
        for number in range(FREE_TRIES_ANYWHERE):
            note_failure(knock=knock(source=f"198.51.100.{number}"), now=NOW)

        assert not may_try(knock=knock(), now=NOW)

    def test_is_guessed_at_most_so_often_a_day(self) -> None:
        moment, tried = NOW, 0
        while moment < NOW + timedelta(days=1):
            at = knock(source=f"198.51.100.{tried % 250}")
            if may_try(knock=at, now=moment):
                note_failure(knock=at, now=moment)
                tried += 1
            moment += timedelta(minutes=1)

        assert FREE_TRIES_A_DAY <= tried <= FREE_TRIES_A_DAY + 24 * 4

    def test_is_free_again_when_it_came_in(self) -> None:
        fail(FREE_TRIES_HERE - 1, knock())
        forget_failures(knock=knock())
        fail(FREE_TRIES_HERE - 1, knock())

        assert may_try(knock=knock(), now=NOW)

    def test_stays_guarded_against_others_when_it_came_in_here(self) -> None:
        elsewhere = knock(source="198.51.100.1")
        fail(FREE_TRIES_HERE, elsewhere)

        forget_failures(knock=knock())

        assert not may_try(knock=elsewhere, now=NOW)

    def test_can_be_freed_by_the_office(self) -> None:
        fail(FREE_TRIES_HERE, knock())

        forget_sign_in_failures(person=Person(username="Ada"))

        assert may_try(knock=knock(), now=NOW)


class TestKnownDevice:
    def test_stays_open_whatever_others_type(self) -> None:
        fail(40, knock())
        fail(40, knock(source="198.51.100.1"))

        assert not may_try(knock=knock(), now=NOW)
        assert may_try(knock=knock(device="d1"), now=NOW)

    def test_rests_by_its_own_failures(self) -> None:
        fail(FREE_TRIES_HERE, knock(device="d1"))

        assert not may_try(knock=knock(device="d1"), now=NOW)
        assert may_try(knock=knock(), now=NOW)

    def test_stays_open_in_a_storm(self) -> None:
        fail_many(FREE_ACCOUNTS_OF_A_SOURCE + 1, now=NOW)

        assert may_try(knock=knock(device="d1"), now=NOW)


class TestSchoolBehindOneAddress:
    def test_lets_everybody_in_though_300_mistype_in_the_same_minute(self) -> None:
        fail_many(300, now=NOW)

        assert all(
            may_try(knock=knock(f"student{number}"), now=NOW) for number in range(0, 300, 50)
        )
        assert may_try(knock=knock("somebody-else"), now=NOW)

    def test_is_only_paced_when_more_fail_than_any_school_has(self) -> None:
        fail_many(FREE_ACCOUNTS_OF_A_SOURCE + 1, now=NOW)

        assert not may_try(knock=knock("next"), now=NOW)
        assert may_try(knock=knock("next"), now=NOW + timedelta(seconds=61))
        assert may_try(knock=knock("next", source="198.51.100.1"), now=NOW)

    def test_does_not_pace_one_account_that_fails_often(self) -> None:
        fail(100, knock())

        assert may_try(knock=knock("ben"), now=NOW)


class TestNoteFailure:
    def test_keeps_no_name(self) -> None:
        fail(1, knock("ada"))

        row = SignInFailure.objects.get()
        assert "ada" not in row.account_key
        assert len(row.account_key) == 64

    def test_drops_what_is_older_than_a_day(self) -> None:
        fail(10, knock(), now=NOW - timedelta(days=1, seconds=1))

        fail(64, knock("ben"))

        assert SignInFailure.objects.filter(failed_at__lt=NOW).count() == 0
