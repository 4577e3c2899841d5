"""What we write is valid CASE, says what it leaves out, and reads back to the same records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangled import mangled_json
from test_case_read import FRACTIONS

from ownpath.interchange.case.read import read_package
from ownpath.interchange.case.write import as_bytes, write_package_1p0, write_package_1p1
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    DefinitionRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    prerequisites,
    with_parent_links,
)
from ownpath.interchange.frameworks.records import KINDS_1P0, KINDS_1P1
from ownpath.interchange.problems import Problem
from ownpath.interchange.text import lines, one_line

NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
Write = Callable[..., tuple[dict[str, Any], list[Problem]]]
BOTH = pytest.mark.parametrize("write", [write_package_1p0, write_package_1p1])


def uuid(number: int) -> str:
    return str(UUID(int=number + 0x4000_8000_0000_0000_0000))


PACKAGE = FrameworkPackage(
    framework=FrameworkRecord(identifier=uuid(0), title="Fractions", last_changed=NOW),
    competencies=(
        CompetencyRecord(identifier=uuid(1), statement="Halve.", code="F.1", last_changed=NOW),
        CompetencyRecord(
            identifier=uuid(2),
            statement="Compare.",
            grades=("03",),
            parent=uuid(1),
            sequence=0,
            last_changed=NOW,
        ),
    ),
    associations=(
        AssociationRecord(
            identifier=uuid(11),
            kind="precedes",
            origin=uuid(1),
            destination=uuid(2),
            strength="helpful",
            last_changed=NOW,
        ),
    ),
)


def there_and_back(write: Write, package: FrameworkPackage) -> FrameworkPackage:
    written, _ = write(package, now=NOW)
    back, problems = read_package(as_bytes(written))
    assert back is not None
    assert {problem.code for problem in problems} <= {"case.outside"}
    return back


@st.composite
def packages(draw: st.DrawFn, *, version: str) -> FrameworkPackage:
    """Draw a package that this version of CASE can hold whole."""
    line = st.text(max_size=20).map(lambda text: one_line(text, 100))
    prose = st.text(max_size=40).map(lambda text: lines(text, 100))
    named = line.filter(bool)
    moments = st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        timezones=st.just(UTC),
    )
    days = st.none() | st.dates(min_value=date(1900, 1, 1))
    some_lines = st.lists(named, max_size=3, unique=True).map(tuple)
    uris = st.sampled_from(["", "https://example.org/a?b=1#c", "urn:x:1"])
    ids = [uuid(n) for n in range(1, 1 + draw(st.integers(0, 5)))]
    uuids = st.integers(1000, 2000).map(uuid)
    links = st.none() | st.builds(Link, identifier=uuids, title=line, uri=uris)
    whole = version == "1.1"

    def item(index: int) -> CompetencyRecord:
        return CompetencyRecord(
            identifier=ids[index],
            statement=draw(prose.filter(bool)),
            code=draw(line),
            uri=draw(uris),
            abbreviated=draw(line),
            alternative_label=draw(line),
            item_type=draw(line),
            item_type_link=draw(links),
            grades=draw(st.sampled_from([(), ("KG",), ("03", "04")])),
            keywords=draw(some_lines),
            subjects=draw(some_lines) if whole else (),
            language=draw(st.sampled_from(["", "en", "es"])),
            license=draw(links),
            notes=draw(prose),
            status_start=draw(days),
            status_end=draw(days),
            last_changed=draw(moments),
            parent=draw(st.sampled_from(["", *ids[:index]])),
            sequence=draw(st.none() | st.integers(0, 9)),
        )

    framework = FrameworkRecord(
        identifier=uuid(0),
        title=draw(named),
        creator=draw(line),
        uri=draw(uris),
        publisher=draw(line),
        description=draw(prose),
        subjects=draw(some_lines),
        subject_links=draw(st.lists(links.filter(bool), max_size=1).map(tuple)),
        version=draw(line),
        adoption_status=draw(line),
        framework_type=draw(line) if whole else "",
        official_source=draw(uris),
        status_start=draw(days),
        license=draw(links),
        notes=draw(prose),
        last_changed=draw(moments),
    )
    ties = [tie for n in range(draw(st.integers(0, 6))) if (tie := _tie(draw, n, ids, version))]
    said = {(tie.kind, tie.origin, tie.destination): tie for tie in ties}
    definitions = st.builds(
        DefinitionRecord,
        kind=st.just("CFItemTypes"),
        identifier=st.just(uuid(3000)),
        title=named,
        description=prose,
        hierarchy_code=line,
        type_code=line,
        last_changed=moments,
    )
    return with_parent_links(
        FrameworkPackage(
            framework=framework,
            competencies=tuple(item(index) for index in range(len(ids))),
            associations=tuple(said.values()),
            definitions=tuple(draw(st.lists(definitions, max_size=1))),
        )
    )


def _tie(draw: st.DrawFn, n: int, ids: list[str], version: str) -> AssociationRecord | None:
    kinds = KINDS_1P0[1:] if version == "1.0" else (*KINDS_1P1[1:], "ext:practices")
    kind = draw(st.sampled_from(kinds))
    outside = Link(
        identifier=draw(st.sampled_from([uuid(500), "https://example.org/task"])),
        uri=draw(st.sampled_from(["", "https://example.org/task"])),
        title="Task",
        target_type=draw(st.sampled_from(["", "CASE"])) if version == "1.1" else "",
    )
    if not ids:
        return None
    origin = draw(st.sampled_from(ids))
    destination = draw(st.sampled_from([*ids, outside.identifier]))
    if origin == destination:
        return None
    strength = draw(st.sampled_from(["", "hard", "helpful"])) if kind == "precedes" else ""
    return AssociationRecord(
        identifier=uuid(100 + n),
        kind=kind,
        origin=origin,
        destination=destination,
        destination_link=None if destination in ids else outside,
        sequence=draw(st.none() | st.integers(0, 5)),
        grouping=None if strength else Link(identifier=uuid(700), title="Group"),
        notes="Seen in class." if version == "1.1" else "",
        last_changed=NOW,
        strength=strength,
    )


class TestWritePackage:
    @BOTH
    def test_reads_back_to_the_same_records(self, write: Write) -> None:
        assert there_and_back(write, PACKAGE) == with_parent_links(PACKAGE)

    @BOTH
    def test_carries_whether_a_prerequisite_is_hard_or_helpful(self, write: Write) -> None:
        [need] = prerequisites(there_and_back(write, PACKAGE))
        assert need.kind == "helpful"
        written, _ = write(PACKAGE, now=NOW)
        [grouping] = written["CFDefinitions"]["CFAssociationGroupings"]
        assert grouping["title"] == "Helpful prerequisite"

    @BOTH
    def test_takes_a_framework_with_nothing_in_it(self, write: Write) -> None:
        empty = replace(PACKAGE, competencies=(), associations=())
        assert there_and_back(write, empty) == empty

    @BOTH
    def test_says_the_moment_given_where_no_record_says_one(self, write: Write) -> None:
        framework = replace(PACKAGE.framework, last_changed=None)
        written, _ = write(replace(PACKAGE, framework=framework), now=NOW)
        assert written["CFDocument"]["lastChangeDateTime"] == "2026-02-03T04:05:06Z"

    def test_names_the_document_in_every_part_of_1p0_and_nowhere_in_1p1(self) -> None:
        old, _ = write_package_1p0(PACKAGE, now=NOW)
        new, _ = write_package_1p1(PACKAGE, now=NOW)
        assert all("CFDocumentURI" in part for part in old["CFItems"] + old["CFAssociations"])
        assert "CFDocumentURI" not in json.dumps(new)
        assert new["CFDocument"]["caseVersion"] == "1.1"

    def test_reports_all_that_1p0_has_no_place_for(self) -> None:
        package = replace(
            PACKAGE,
            framework=replace(PACKAGE.framework, framework_type="Standards"),
            competencies=(replace(PACKAGE.competencies[0], subjects=("Mathematics",)),),
            associations=(
                AssociationRecord(
                    identifier=uuid(12),
                    kind="isTranslationOf",
                    origin=uuid(1),
                    destination=uuid(500),
                    destination_link=Link(identifier=uuid(500)),
                ),
                AssociationRecord(
                    identifier=uuid(13),
                    kind="exemplar",
                    origin=uuid(1),
                    destination="task",
                    destination_link=Link(identifier="task", target_type="ext:task"),
                    notes="Seen.",
                ),
            ),
        )
        written, problems = write_package_1p0(package, now=NOW)
        assert len(problems) == 5
        kinds = [one["associationType"] for one in written["CFAssociations"]]
        assert kinds == ["exemplar", "isChildOf"]
        assert write_package_1p1(package, now=NOW)[1] == []

    @BOTH
    def test_puts_a_made_address_where_the_record_has_none_that_holds(
        self, write: Write
    ) -> None:
        framework = replace(PACKAGE.framework, uri="not an address")
        written, [problem] = write(replace(PACKAGE, framework=framework), now=NOW)
        assert written["CFDocument"]["uri"] == f"urn:uuid:{uuid(0)}"
        assert problem.code == "case.address"

    @given(packages(version="1.0"))
    @settings(deadline=None, max_examples=100)
    def test_of_1p0_reads_back_equal_whatever_it_holds(self, package: FrameworkPackage) -> None:
        assert there_and_back(write_package_1p0, package) == package

    @given(packages(version="1.1"))
    @settings(deadline=None, max_examples=100)
    def test_of_1p1_reads_back_equal_whatever_it_holds(self, package: FrameworkPackage) -> None:
        assert there_and_back(write_package_1p1, package) == package


def formats() -> jsonschema.FormatChecker:
    """Return a checker that also knows date-time and uri.

    The 1.0 schema says "a date or else a date-time": without both checked, a plain date
    counts as both and no date at all would be valid.
    """
    checker = jsonschema.FormatChecker()
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
    address = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
    checker.checks("date-time")(lambda value: moment.fullmatch(value) is not None)
    checker.checks("uri")(lambda value: address.fullmatch(value) is not None)
    return checker


@pytest.fixture(scope="session")
def check_1p0(shared_data: Path) -> Callable[[Any], None]:
    schema = json.loads((shared_data / "case/case-v1p0-cfpackage-schema.json").read_text())
    return jsonschema.Draft7Validator(schema, format_checker=formats()).validate


@pytest.fixture(scope="session")
def check_1p1(shared_data: Path) -> Callable[[Any], None]:
    schema = json.loads((shared_data / "case/case-v1p1-cfpackage.json").read_text())
    return jsonschema.Draft201909Validator(schema, format_checker=formats()).validate


@pytest.mark.data
class TestSchemas:
    @given(package=packages(version="1.0"))
    @settings(deadline=None, max_examples=60)
    def test_of_1p0_is_kept(
        self, check_1p0: Callable[[Any], None], package: FrameworkPackage
    ) -> None:
        check_1p0(write_package_1p0(package, now=NOW)[0])

    @given(package=packages(version="1.1"))
    @settings(deadline=None, max_examples=60)
    def test_of_1p1_is_kept(
        self, check_1p1: Callable[[Any], None], package: FrameworkPackage
    ) -> None:
        check_1p1(write_package_1p1(package, now=NOW)[0])

    @given(package=packages(version="1.1"))
    @settings(deadline=None, max_examples=40)
    def test_of_1p0_is_kept_by_what_1p1_can_hold(
        self, check_1p0: Callable[[Any], None], package: FrameworkPackage
    ) -> None:
        check_1p0(write_package_1p0(package, now=NOW)[0])

    @given(raw=mangled_json(FRACTIONS))
    @settings(deadline=None, max_examples=80)
    def test_are_kept_by_whatever_the_reader_took(
        self,
        check_1p0: Callable[[Any], None],
        check_1p1: Callable[[Any], None],
        raw: Any,
    ) -> None:
        package, _ = read_package(json.dumps(raw).encode())
        if package is not None:
            check_1p0(json.loads(as_bytes(write_package_1p0(package, now=NOW)[0])))
            check_1p1(json.loads(as_bytes(write_package_1p1(package, now=NOW)[0])))

    def test_hold_for_the_real_export_written_again(
        self,
        shared_data: Path,
        check_1p0: Callable[[Any], None],
        check_1p1: Callable[[Any], None],
    ) -> None:
        [path] = (shared_data / "case").glob("opensalt-*.json")
        package, _ = read_package(path)
        assert package is not None
        for write, check in ((write_package_1p0, check_1p0), (write_package_1p1, check_1p1)):
            written, problems = write(package, now=NOW)
            assert problems == []
            check(written)
            assert there_and_back(write, package) == package
