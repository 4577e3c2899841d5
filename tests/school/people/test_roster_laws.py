"""Laws that hold for every sequence of rosters: what is done stays done, nothing is lost, nothing is half."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rosters import (
    all_rows,
    carry_out,
    enrollment,
    group,
    plan_of,
    role,
    small_roster,
    user,
)

from ownpath.interchange.oneroster import Demographics, Package
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE
from ownpath.school.people.models import Enrollment, Guardianship, Person, Role

PEOPLE = ("ada", "BEN", "rosa", "ito", "newcomer", "Zoë")
CLASSES = ("m4a", "M4B", "m4c", "nowhere")
NAMES = st.sampled_from(["", "ada", "ADA", "ben", "b", "straße", "STRASSE"])
STATUS = st.sampled_from(["active", "active", "active", "tobedeleted"])
CASES = st.sampled_from([str, str.upper, str.lower, str.title])
SETTINGS = settings(
    max_examples=int(os.environ.get("OWNPATH_LAW_EXAMPLES", "80")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def history() -> Iterator[None]:
    """Start from the small roster, and undo whatever comes after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _once(records: list[Any]) -> tuple[Any, ...]:
    by_key = {record.sourced_id.casefold(): record for record in records}
    return tuple(by_key.values())


@st.composite
def cased(draw: st.DrawFn, names: Sequence[str]) -> str:
    """Write one of some sourcedIds in a case that this system happens to write today."""
    return draw(CASES)(draw(st.sampled_from(names)))


@st.composite
def people(draw: st.DrawFn) -> Any:
    return user(
        draw(cased(PEOPLE)),
        draw(st.sampled_from(["Ada", "Ana"])),
        "Morales",
        username=draw(NAMES),
        status=draw(STATUS),
        agent_sourced_ids=tuple(
            draw(st.lists(cased(PEOPLE), max_size=2, unique_by=str.casefold))
        ),
    )


@st.composite
def roles(draw: st.DrawFn) -> Any:
    return role(
        draw(cased(PEOPLE)),
        draw(cased(["elm", "oak", "live-oak", "nowhere"])),
        draw(st.sampled_from(["student", "teacher", "parent", "wizard"])),
        status=draw(STATUS),
    )


@st.composite
def enrollments(draw: st.DrawFn) -> Any:
    return enrollment(
        draw(cased(PEOPLE)),
        draw(cased(CLASSES)),
        draw(st.sampled_from(["student", "teacher", "professor"])),
        status=draw(STATUS),
        end_date=draw(st.sampled_from([None, date(2026, 5, 29)])),
    )


@st.composite
def classes(draw: st.DrawFn) -> Any:
    return group(
        draw(cased(CLASSES[:3])),
        draw(st.sampled_from(["Math", "Maths"])),
        status=draw(STATUS),
        course_sourced_id=draw(cased(["crs-math", "", "unknown"])),
        term_sourced_ids=tuple(draw(st.lists(cased(["fall", "spring", "never"]), max_size=3))),
    )


@st.composite
def demographics(draw: st.DrawFn) -> Any:
    return Demographics(
        sourced_id=draw(cased(PEOPLE)),
        status=draw(STATUS),
        sex=draw(st.sampled_from(["", "female"])),
    )


@st.composite
def packages(draw: st.DrawFn) -> Package:
    files = {
        "users": _once(draw(st.lists(people(), max_size=6))),
        "roles": _once(draw(st.lists(roles(), max_size=6))),
        "enrollments": _once(draw(st.lists(enrollments(), max_size=6))),
        "classes": _once(draw(st.lists(classes(), max_size=3))),
        "demographics": _once(draw(st.lists(demographics(), max_size=2))),
    }
    mode = st.sampled_from(["bulk", "delta", "absent"])
    named = {field: file for file, field in RECORDS_OF_FILE.items()}
    modes = {named[field]: draw(mode) for field in files}
    kept = {field: rows for field, rows in files.items() if modes[named[field]] != "absent"}
    return Package(version=draw(st.sampled_from(["1.1", "1.2"])), modes=modes, **kept)


@pytest.fixture
def small(db: None) -> None:
    """Keep the small roster, from which each history starts."""
    carry_out(plan_of(small_roster()))


@pytest.mark.usefixtures("small")
class TestAnySequenceOfRosters:
    @SETTINGS
    @given(st.lists(packages(), min_size=1, max_size=4))
    def test_leaves_nothing_to_do_when_it_comes_again(self, sequence: list[Package]) -> None:
        with history():
            for package in sequence:
                carry_out(plan_of(package))
                again = plan_of(package)
                assert again.n_steps == 0, [
                    (k, t.added, t.updates) for k, t in again.tables.items() if t.n_steps
                ]

    @SETTINGS
    @given(st.lists(packages(), min_size=1, max_size=4))
    def test_counts_every_row_once(self, sequence: list[Package]) -> None:
        with history():
            for package in sequence:
                plan = plan_of(package)
                for count in plan.counts:
                    assert min(count.added, count.changed, count.ended, count.same) >= 0
                    if count.file != "courses":  # a class without a course brings a stand-in
                        assert count.added + count.same + count.left_out <= count.rows
                carry_out(plan)

    @SETTINGS
    @given(st.lists(packages(), min_size=1, max_size=4))
    def test_deletes_nobody_and_leaves_no_one_active_beside_someone_who_ended(
        self, sequence: list[Package]
    ) -> None:
        with history():
            for package in sequence:
                before = {name: {row[0] for row in rows} for name, rows in all_rows().items()}
                carry_out(plan_of(package))
                after = {name: {row[0] for row in rows} for name, rows in all_rows().items()}
                for name in before.keys() - {"people_demographics", "people_section_terms"}:
                    assert before[name] <= after[name]
            active = Enrollment.objects.filter(ended_on=None)
            assert not active.exclude(person__ended_on=None).exists()
            assert not active.exclude(section__ended_on=None).exists()
            assert (
                not Role.objects.filter(ended_on=None).exclude(person__ended_on=None).exists()
            )
            pairs = Guardianship.objects.filter(ended_on=None)
            assert not pairs.exclude(student__ended_on=None, guardian__ended_on=None).exists()
            assert not Person.objects.exclude(ended_on=None).filter(is_active=True).exists()

    @SETTINGS
    @given(packages(), st.integers(min_value=1, max_value=12))
    def test_keeps_all_of_it_or_nothing(self, package: Package, fails_at: int) -> None:
        with history():
            plan, before, told = plan_of(package), all_rows(), []

            def break_off(done: int, _total: int) -> None:
                told.append(done)
                if len(told) == fails_at:
                    raise OSError("the disk is full")

            try:
                carry_out(plan, progress=break_off)
            except OSError:
                assert all_rows() == before
            else:
                assert plan_of(package).n_steps == 0
