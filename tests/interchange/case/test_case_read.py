"""CASE packages as real systems export them: what is meant is read, what is not is named."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangled import mangled_bytes, mangled_json

from ownpath.interchange.case.read import read_package
from ownpath.interchange.frameworks import FrameworkPackage, alignments, prerequisites
from ownpath.interchange.problems import Problem, Weight

DOC = "00000000-0000-4000-8000-0000000000d0"
HALVES = "00000000-0000-4000-8000-000000000001"
THIRDS = "00000000-0000-4000-8000-000000000002"
COMPARE = "00000000-0000-4000-8000-000000000003"
ELSEWHERE = "00000000-0000-4000-8000-0000000000e0"


def end(identifier: str) -> dict[str, str]:
    return {"title": "x", "identifier": identifier, "uri": f"urn:uuid:{identifier}"}


def tie(number: int, origin: str, kind: str, destination: str, **more: Any) -> dict[str, Any]:
    identifier = f"00000000-0000-4000-8000-{number:012x}"
    return {
        "identifier": identifier,
        "uri": f"urn:uuid:{identifier}",
        "associationType": kind,
        "originNodeURI": end(origin),
        "destinationNodeURI": end(destination),
        "lastChangeDateTime": "2024-05-01T00:00:00Z",
    } | more


def item(identifier: str, code: str, **more: Any) -> dict[str, Any]:
    return {
        "identifier": identifier,
        "uri": f"https://example.org/{identifier}",
        "fullStatement": f"I can do {code}.",
        "humanCodingScheme": code,
        "lastChangeDateTime": "2024-05-01T00:00:00Z",
    } | more


FRACTIONS: dict[str, Any] = {
    "CFDocument": {
        "identifier": DOC,
        "uri": f"urn:uuid:{DOC}",
        "creator": "Live Oak",
        "title": "Fractions",
        "subject": ["Mathematics"],
        "statusStartDate": "2024-08-01",
        "lastChangeDateTime": "2024-05-01T12:00:00+02:00",
    },
    "CFItems": [
        item(HALVES, "F.1", educationLevel=["03", "4"], CFItemType="Standard"),
        item(THIRDS, "F.2"),
        item(COMPARE, "F.3"),
    ],
    "CFAssociations": [
        tie(0x11, HALVES, "isChildOf", DOC, sequenceNumber=1),
        tie(0x12, COMPARE, "isChildOf", HALVES, sequenceNumber=2),
        tie(0x13, HALVES, "precedes", COMPARE),
        tie(0x14, THIRDS, "exactMatchOf", ELSEWHERE),
    ],
    "CFDefinitions": {
        "CFItemTypes": [
            {"identifier": ELSEWHERE, "title": "Standard", "hierarchyCode": "1", "uri": "urn:x"}
        ]
    },
}


def read(raw: Any) -> tuple[FrameworkPackage | None, list[Problem]]:
    return read_package(json.dumps(raw).encode())


def read_sound(raw: Any) -> tuple[FrameworkPackage, list[Problem]]:
    package, problems = read(raw)
    assert package is not None
    return package, problems


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return FRACTIONS with one part, such as ``CFItems.0.fullStatement``, set to a value."""
    raw: Any = deepcopy(FRACTIONS)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    holder = raw
    for step in way:
        holder = holder[step]
    holder[last] = value
    return raw  # type: ignore[no-any-return]


class TestReadPackage:
    def test_reads_the_framework(self) -> None:
        package, problems = read_sound(FRACTIONS)
        assert problems == []
        assert package.framework.title == "Fractions"
        assert package.framework.uri == ""
        assert package.framework.subjects == ("Mathematics",)
        assert package.framework.status_start == date(2024, 8, 1)
        assert package.framework.last_changed == datetime(2024, 5, 1, 10, tzinfo=UTC)

    def test_reads_competencies_with_their_place(self) -> None:
        package, _ = read_sound(FRACTIONS)
        halves, thirds, compare = package.competencies
        assert (halves.code, halves.grades, halves.parent) == ("F.1", ("03", "04"), "")
        assert (compare.parent, compare.sequence) == (HALVES, 2)
        assert (thirds.parent, thirds.sequence) == ("", None)

    def test_gives_every_competency_a_parent_link(self) -> None:
        package, _ = read_sound(FRACTIONS)
        children = {one.origin for one in package.associations if one.kind == "isChildOf"}
        assert children == {HALVES, THIRDS, COMPARE}

    def test_keeps_prerequisites_apart_from_alignments(self) -> None:
        package, _ = read_sound(FRACTIONS)
        [need] = prerequisites(package)
        assert (need.before, need.after, need.kind) == (HALVES, COMPARE, "hard")
        assert prerequisites(package, unsaid="helpful")[0].kind == "helpful"
        [match] = alignments(package)
        assert (match.kind, match.destination) == ("exactMatchOf", ELSEWHERE)
        assert match.destination_link is not None

    def test_keeps_a_prerequisite_from_outside_as_an_alignment_and_says_so(self) -> None:
        raw = changed("CFAssociations.2.originNodeURI", end(ELSEWHERE))
        package, [problem] = read_sound(raw)
        assert (problem.code, problem.weight) == ("case.outside", Weight.NOTE)
        assert prerequisites(package) == ()
        assert {one.kind for one in alignments(package)} == {"precedes", "exactMatchOf"}

    def test_needs_no_more_than_a_document(self) -> None:
        package, problems = read_sound({"CFDocument": FRACTIONS["CFDocument"]})
        assert (package.competencies, package.associations, problems) == ((), (), [])

    def test_unwraps_a_package_and_takes_a_byte_order_mark(self) -> None:
        data = json.dumps({"CFPackage": FRACTIONS}).encode("utf-8-sig")
        assert read_package(data) == read(FRACTIONS)

    def test_reads_a_file_by_its_path(self, tmp_path: Path) -> None:
        path = tmp_path / "fractions.json"
        path.write_text(json.dumps(FRACTIONS))
        assert read_package(path) == read(FRACTIONS)

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"{",
            b"null",
            b"[]",
            b"{}",
            b"\xff\xfe\x00",
            b'{"CFDocument": 3}',
            b"[" * 99_999,
        ],
    )
    def test_refuses_what_is_no_package(self, data: bytes) -> None:
        package, [problem] = read_package(data)
        assert package is None
        assert problem.weight is Weight.FILE

    def test_refuses_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        package, [problem] = read_package(tmp_path / "nothing.json")
        assert package is None
        assert problem.code == "source.unreadable"

    def test_refuses_a_document_without_an_identifier(self) -> None:
        package, [problem] = read({"CFDocument": {"title": "x"}})
        assert package is None
        assert problem.code == "case.no-identifier"


class TestDirtOfRealExports:
    @pytest.mark.parametrize(
        ("path", "value", "code"),
        [
            ("CFItems.0", 7, "case.not-an-object"),
            ("CFItems", "none", "case.not-a-list"),
            ("CFItems.0.fullStatement", None, "case.no-statement"),
            ("CFItems.0.fullStatement", ["x"], "case.field"),
            ("CFItems.0.fullStatement", "x" * 10_001, "case.field"),
            ("CFItems.1.identifier", HALVES, "case.item-differs"),
            ("CFItems.1.identifier", DOC, "case.item-is-document"),
            ("CFItems.1.identifier", "F-2", "case.identifier-form"),
            ("CFAssociations.0.sequenceNumber", "1", "case.field"),
            ("CFAssociations.0.sequenceNumber", 10**30, "case.field"),
            ("CFAssociations.0.sequenceNumber", True, "case.field"),
            ("CFAssociations.2.associationType", "likes", "case.association-kind"),
            ("CFAssociations.2.associationType", 0, "case.association-kind"),
            ("CFAssociations.2.originNodeURI", None, "case.association-end"),
            ("CFAssociations.2.originNodeURI", end(COMPARE), "case.association-self"),
            ("CFDocument.lastChangeDateTime", "yesterday", "case.field"),
            ("CFDocument.lastChangeDateTime", "0001-01-01T00:00:00+14:00", "case.field"),
            ("CFDocument.statusStartDate", "2024-02-30", "case.field"),
            ("CFDocument.title", "", "case.no-title"),
            ("CFDefinitions", [1], "case.definitions"),
            ("CFRubrics", [{"identifier": "x"}], "case.part-not-kept"),
        ],
    )
    def test_is_named_and_stops_nothing(self, path: str, value: Any, code: str) -> None:
        package, problems = read_sound(changed(path, value))
        assert code in {problem.code for problem in problems}
        assert package.framework.identifier == DOC

    def test_a_number_in_a_text_is_read_as_the_number(self) -> None:
        package, _ = read_sound(changed("CFAssociations.1.sequenceNumber", "12"))
        assert package.competencies[2].sequence == 12

    def test_sequence_zero_is_a_place(self) -> None:
        package, problems = read_sound(changed("CFAssociations.1.sequenceNumber", 0))
        assert (package.competencies[2].sequence, problems) == (0, [])

    def test_an_item_that_stands_twice_is_read_once(self) -> None:
        raw = changed("CFItems", [*FRACTIONS["CFItems"], FRACTIONS["CFItems"][0]])
        package, [problem] = read_sound(raw)
        assert problem.code == "case.item-twice"
        assert len(package.competencies) == 3

    def test_an_association_said_twice_is_read_once(self) -> None:
        again = tie(0x99, HALVES, "precedes", COMPARE)
        raw = changed("CFAssociations", [*FRACTIONS["CFAssociations"], again])
        package, [problem] = read_sound(raw)
        assert problem.code == "case.association-twice"
        assert len(prerequisites(package)) == 1

    def test_identifiers_in_capitals_are_the_same_ones(self) -> None:
        raw = changed("CFItems.2.identifier", COMPARE.upper())
        assert read(raw) == read(FRACTIONS)

    def test_ends_find_an_item_whose_identifier_is_no_uuid(self) -> None:
        raw = changed("CFItems.2.identifier", "F-3")
        raw["CFAssociations"][2]["destinationNodeURI"] = end("F-3")
        package, _ = read_sound(raw)
        [need] = prerequisites(package)
        assert need.after == package.competencies[2].identifier
        assert read(raw) == read(raw)

    def test_the_misspelt_grade_of_opensalt_is_read(self) -> None:
        package, problems = read_sound(changed("CFItems.1.educationalLevel", "03,K"))
        assert (package.competencies[1].grades, problems) == (("03", "KG"), [])

    def test_control_marks_and_lone_surrogates_do_not_get_in(self) -> None:
        package, _ = read_sound(changed("CFItems.0.fullStatement", "a\x00b\ud800c\u202ed"))
        assert package.competencies[0].statement == "abcd"

    def test_a_circle_of_parents_is_broken_and_named(self) -> None:
        circle = tie(0x11, HALVES, "isChildOf", COMPARE)
        package, [problem] = read_sound(changed("CFAssociations.0", circle))
        assert problem.code == "case.parent-circle"
        parents = {one.identifier: one.parent for one in package.competencies}
        assert sorted(parents.values()).count("") == 2

    def test_a_fault_in_every_row_is_listed_in_short(self) -> None:
        raw = {"CFDocument": FRACTIONS["CFDocument"], "CFItems": [5] * 1000}
        _, problems = read_sound(raw)
        assert len(problems) == 201
        assert "800 more" in str(problems[-1])

    def test_an_end_that_is_a_web_page_is_kept_whole(self) -> None:
        page = {
            "title": "Task",
            "identifier": "https://a.example/1",
            "uri": "https://a.example/1",
        }
        package, _ = read_sound(changed("CFAssociations.3.destinationNodeURI", page))
        [match] = alignments(package)
        assert match.destination == "https://a.example/1"


class TestReadPackageOnAnything:
    @given(mangled_json(FRACTIONS))
    @settings(deadline=None, max_examples=250)
    def test_gives_records_and_problems_and_never_raises(self, raw: Any) -> None:
        package, problems = read(raw)
        assert package is not None or problems
        if package is not None:
            json.dumps([str(package), *map(str, problems)]).encode()
            str(package).encode()

    @given(st.one_of(st.binary(max_size=200), mangled_bytes(json.dumps(FRACTIONS).encode())))
    @settings(deadline=None, max_examples=150)
    def test_takes_any_bytes(self, data: bytes) -> None:
        package, problems = read_package(data)
        assert package is not None or problems


@pytest.mark.data
class TestRealExport:
    def test_of_opensalt_is_read_whole(self, shared_data: Path) -> None:
        [path] = (shared_data / "case").glob("opensalt-*.json")
        package, problems = read_package(path)
        assert package is not None
        assert (len(package.competencies), len(package.definitions)) == (16, 3)
        assert Counter(one.kind for one in package.associations) == {
            "exactMatchOf": 16,
            "isChildOf": 16,
            "precedes": 3,
            "exemplar": 2,
            "isRelatedTo": 2,
        }
        assert len(prerequisites(package)) == 2
        assert {one.item_type for one in package.competencies} == {
            "Cluster",
            "Standard",
            "Component",
        }
        assert {one.grades for one in package.competencies} == {("06",), ("07",)}
        assert sorted(problem.code for problem in problems) == [
            "case.field",
            "case.field",
            "case.outside",
        ]
        assert all(problem.weight is Weight.NOTE for problem in problems)
