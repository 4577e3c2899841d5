"""Records are kept as long as the district says, and nobody goes whom somebody has not looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast, make_person

from ownpath.errors import Refusal
from ownpath.school.people.directory import people_who_left
from ownpath.school.people.models import Person, Role
from ownpath.school.privacy.models import AuditEntry, Retention, RetentionRun
from ownpath.school.privacy.queries import last_day_of_leaving
from ownpath.school.privacy.services import (
    NotTheirs,
    PlanIsStale,
    ask_to_erase,
    cut_the_logs,
    retaining,
    set_retention,
)

FOUR_YEARS = timedelta(days=4 * 365 + 1)


@pytest.fixture
def leavers(cast: Cast) -> list[Person]:
    """Return two who left four years ago; a third left last week."""
    campus, today = cast.section.campus, TODAY
    days = (today - FOUR_YEARS, today - FOUR_YEARS, today - timedelta(days=7))
    people = [
        make_person(
            cast.live_oak,
            f"gone{i}",
            f"Gone{i}",
            "Doe",
            Role.Name.STUDENT,
            campus,
            ended_on=day,
        )
        for i, day in enumerate(days)
    ]
    return people[:2]


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the worker was given, which the test does itself."""
    given: list[str] = []

    class Asked:
        enqueue = staticmethod(given.append)

    monkeypatch.setattr(retaining, "erase_when_asked", Asked)
    return given


def keep(cast: Cast, *, after: int | None, log: int | None = None) -> Retention:
    """Set the rule of Live Oak as its administrator."""
    return set_retention(
        district=cast.live_oak,
        years_after_leaving=after,
        years_of_log=log,
        by=cast.whitfield,
        now=NOW,
    )


def ask(cast: Cast, n_people: int, *, left_by: date | None = None, **more: Any) -> RetentionRun:
    """Confirm an erasure as the page would."""
    rule = Retention.objects.get(district=cast.live_oak)
    day = left_by or last_day_of_leaving(rule=rule, today=TODAY)
    assert day is not None
    given: dict[str, Any] = {"by": cast.whitfield, "now": NOW, **more}
    return ask_to_erase(district=cast.live_oak, left_by=day, n_people=n_people, **given)


class TestTheRule:
    def test_keeps_everything_until_one_is_set(self, cast: Cast) -> None:
        assert last_day_of_leaving(rule=None, today=TODAY) is None
        assert last_day_of_leaving(rule=keep(cast, after=None, log=3), today=TODAY) is None

    def test_names_those_who_left_long_enough_ago_and_nobody_else(
        self, cast: Cast, leavers: list[Person]
    ) -> None:
        day = last_day_of_leaving(rule=keep(cast, after=3), today=TODAY)
        assert day == date(2023, 3, 10)
        assert list(people_who_left(district=cast.live_oak, by=day)) == leavers
        assert not people_who_left(district=cast.cedar, by=day).exists()

    @pytest.mark.parametrize("years", [0, 4, -1, 999])
    def test_is_one_of_the_times_on_offer(self, cast: Cast, years: int) -> None:
        with pytest.raises(Refusal) as refused:
            keep(cast, after=years)
        assert refused.value.next_step
        assert not Retention.objects.exists()

    def test_is_set_by_whoever_answers_for_the_district_and_stands_in_the_log(
        self, cast: Cast
    ) -> None:
        for somebody in (cast.clerk, cast.reyes, cast.okafor, cast.lund):
            with pytest.raises(NotTheirs):
                set_retention(
                    district=cast.live_oak,
                    years_after_leaving=1,
                    years_of_log=None,
                    by=somebody,
                    now=NOW,
                )
        keep(cast, after=5, log=3)
        entry = AuditEntry.objects.get(deed="retention.set")
        assert (entry.actor, entry.detail) == (cast.whitfield, "left 5, log 3")


class TestErasing:
    def test_takes_those_who_were_confirmed_and_leaves_all_others(
        self, cast: Cast, leavers: list[Person], tasks: list[str]
    ) -> None:
        keep(cast, after=3)
        before = set(Person.objects.values_list("pk", flat=True))
        run = ask(cast, 2)
        assert tasks == [str(run.uuid)]
        assert Person.objects.count() == len(before)  # the worker has not begun
        retaining.do_run(uuid=run.uuid, clock=lambda: NOW)
        gone = before - set(Person.objects.values_list("pk", flat=True))
        assert gone == {one.pk for one in leavers}
        run.refresh_from_db()
        assert (run.n_done, run.is_broken, run.ended_at) == (2, False, NOW)
        assert run.n_rows >= 4  # a person and a role each

    @pytest.mark.parametrize("n_people", [1, 3])
    def test_does_nothing_when_another_number_was_confirmed(
        self, cast: Cast, leavers: list[Person], tasks: list[str], n_people: int
    ) -> None:
        keep(cast, after=3)
        with pytest.raises(PlanIsStale):
            ask(cast, n_people)
        assert not tasks
        assert not RetentionRun.objects.exists()

    def test_never_reaches_past_the_rule(
        self, cast: Cast, leavers: list[Person], tasks: list[str]
    ) -> None:
        keep(cast, after=3)
        with pytest.raises(PlanIsStale):
            ask(cast, 3, left_by=TODAY)
        keep(cast, after=None)
        with pytest.raises(retaining.NobodyLeftToErase):
            ask(cast, 2, left_by=TODAY - FOUR_YEARS)
        assert not tasks

    def test_is_not_for_records_staff(
        self, cast: Cast, leavers: list[Person], tasks: list[str]
    ) -> None:
        keep(cast, after=3)
        with pytest.raises(NotTheirs):
            ask(cast, 2, by=cast.clerk)

    def test_runs_once_at_a_time_and_again_after_one_that_died(
        self, cast: Cast, leavers: list[Person], tasks: list[str]
    ) -> None:
        keep(cast, after=3)
        dead = ask(cast, 2)
        with pytest.raises(retaining.IsErasing):
            ask(cast, 2, now=NOW + timedelta(minutes=1))
        ask(cast, 2, now=NOW + timedelta(minutes=11))
        dead.refresh_from_db()
        assert dead.is_broken

    def test_takes_nobody_when_a_roster_ended_one_more_before_the_worker_began(
        self, cast: Cast, leavers: list[Person], tasks: list[str]
    ) -> None:
        keep(cast, after=3)
        run = ask(cast, 2)
        Person.objects.filter(pk=cast.ben.pk).update(ended_on=run.left_by)
        retaining.do_run(uuid=run.uuid, clock=lambda: NOW)
        run.refresh_from_db()
        assert (run.n_done, run.is_broken, run.ended_at) == (0, True, NOW)
        left = Person.objects.filter(pk__in=[cast.ben.pk, *(one.pk for one in leavers)])
        assert left.count() == 3

    def test_that_stops_half_way_keeps_who_was_not_reached_whole(
        self,
        cast: Cast,
        leavers: list[Person],
        tasks: list[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        keep(cast, after=3)
        run = ask(cast, 2)
        monkeypatch.setattr(retaining, "erase", failing_after(1, retaining.erase))
        retaining.do_run(uuid=run.uuid, clock=lambda: NOW)
        run.refresh_from_db()
        assert (run.n_done, run.is_broken, run.ended_at) == (1, True, NOW)
        assert Person.objects.get(pk=leavers[1].pk).roles.count() == 1


def failing_after(n: int, erase: Callable[..., int]) -> Callable[..., int]:
    """Return an erasing that breaks after it was done a number of times."""
    done: list[int] = []

    def erase_or_break(**given: Any) -> int:
        if len(done) == n:
            raise OSError("the disk is full")
        done.append(1)
        return erase(**given)

    return erase_or_break


class TestTheLog:
    @pytest.fixture
    def entries(self, cast: Cast) -> dict[str, AuditEntry]:
        """Return an old and a new entry about Ada, and an old one of the other district."""

        def entry(about: Person, at: datetime) -> AuditEntry:
            return AuditEntry.objects.create(
                actor=about, about=about, deed="read.roster", done_at=at
            )

        return {
            "old": entry(cast.ada, NOW - FOUR_YEARS),
            "new": entry(cast.ada, NOW - timedelta(days=30)),
            "cedar": entry(cast.lund, NOW - FOUR_YEARS),
        }

    def left(self) -> set[int]:
        return set(AuditEntry.objects.filter(deed="read.roster").values_list("pk", flat=True))

    def test_is_whole_without_a_rule(self, entries: dict[str, AuditEntry]) -> None:
        assert cut_the_logs(now=NOW) == []
        assert len(self.left()) == 3

    def test_loses_what_is_older_in_that_district_alone(
        self, cast: Cast, entries: dict[str, AuditEntry]
    ) -> None:
        keep(cast, after=None, log=3)
        assert cut_the_logs(now=NOW) == ["1 entries of a log of who saw what were let go."]
        assert self.left() == {entries["new"].pk, entries["cedar"].pk}
        assert cut_the_logs(now=NOW) == []
