"""The Coherence Map as a framework: its tree, its edges, its words without markup."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangled import mangled_bytes, mangled_json

from ownpath.engine.skills import Edge, build_graph
from ownpath.interchange.coherence.read import read_map
from ownpath.interchange.frameworks import FrameworkPackage, prerequisites
from ownpath.interchange.problems import Problem, Weight

SMALL: dict[str, Any] = {
    "domains": {
        "28": {"id": "28", "grade": "6", "ordinal": "RP", "name": "Ratios", "ordering": "0"},
        "40": {"id": "40", "grade": "K", "ordinal": "CC", "name": "Counting", "ordering": "0"},
        "104": {"id": "104", "grade": "HS", "ordinal": "G-CO", "name": "Congruence"},
    },
    "clusters": {
        "1": {
            "id": "1",
            "ccmathdomain_id": "28",
            "ordinal": "A",
            "name": "Use <b>ratios</b>.*",
        },
        "2": {"id": "2", "ccmathdomain_id": "40", "ordinal": "A", "name": "Count."},
        "3": {"id": "3", "ccmathdomain_id": "104", "ordinal": "B", "name": "Move."},
    },
    "standards": {
        "10": {
            "id": "10",
            "ccmathcluster_id": "1",
            "ordinal": "3",
            "desc": "<p>Know x<sup>2</sup> &gt; 0.*</p>\n<p>&nbsp;</p><p><sup>*Not yet 0.</sup></p>",
        },
        "11": {"id": "11", "ccmathcluster_id": "1", "ordinal": "3.a", "desc": "<p>Part a.</p>"},
        "12": {"id": 12, "ccmathcluster_id": "2", "ordinal": "1", "desc": "Count to \\$5."},
        "13": {"id": "13", "ccmathcluster_id": "3", "ordinal": "6", "desc": ""},
    },
    "edges": [{"from": "12", "to": "10"}, {"from": "10", "to": "13"}],
    "nd_edges": [{"from": "10", "to": "11"}, {"from": "11", "to": "10"}],
}


def script(raw: Any) -> bytes:
    return f"window.cc = {json.dumps(raw)};\n".encode()


def read_sound(raw: Any) -> tuple[FrameworkPackage, list[Problem]]:
    package, problems = read_map(script(raw))
    assert package is not None
    return package, problems


class TestReadMap:
    def test_gives_each_standard_the_code_teachers_know(self) -> None:
        package, problems = read_sound(SMALL)
        assert problems == []
        codes = [one.code for one in package.competencies if one.item_type == "Standard"]
        assert sorted(codes) == ["6.RP.A.3", "6.RP.A.3a", "G-CO.B.6", "K.CC.A.1"]

    def test_puts_grade_over_domain_over_cluster_over_standard_over_part(self) -> None:
        package, _ = read_sound(SMALL)
        by_id = {one.identifier: one for one in package.competencies}
        one = next(one for one in package.competencies if one.code == "6.RP.A.3a")
        way = []
        while one.parent:
            one = by_id[one.parent]
            way.append(one.code)
        assert way == ["6.RP.A.3", "6.RP.A", "6.RP", "6"]

    def test_starts_with_kindergarten_and_ends_with_high_school(self) -> None:
        package, _ = read_sound(SMALL)
        grades = [one for one in package.competencies if one.item_type == "Grade"]
        assert [one.statement for one in grades] == ["Kindergarten", "Grade 6", "High school"]
        assert grades[2].grades == ("09", "10", "11", "12")

    def test_turns_markup_into_words_and_footnotes_into_notes(self) -> None:
        package, _ = read_sound(SMALL)
        words = {one.code: (one.statement, one.notes) for one in package.competencies}
        assert words["6.RP.A.3"] == ("Know x² > 0.*", "*Not yet 0.")
        assert words["6.RP.A"] == ("Use ratios.*", "")
        assert words["K.CC.A.1"] == ("Count to $5.", "")

    def test_a_standard_without_words_shows_its_code(self) -> None:
        package, _ = read_sound(SMALL)
        assert "G-CO.B.6" in {one.statement for one in package.competencies}

    def test_reads_directed_edges_as_precedes_and_the_others_once_as_related(self) -> None:
        package, _ = read_sound(SMALL)
        kinds = Counter(one.kind for one in package.associations)
        assert (kinds["precedes"], kinds["isRelatedTo"]) == (2, 1)
        assert {one.strength for one in package.associations} == {""}

    def test_gives_the_same_identifiers_every_time(self) -> None:
        assert read_sound(SMALL) == read_sound(deepcopy(SMALL))

    @pytest.mark.parametrize(
        ("part", "key", "value", "code"),
        [
            ("edges", 0, {"from": "12", "to": "99"}, "coherence.edge-dangling"),
            ("edges", 0, {"from": "10", "to": "10"}, "coherence.edge-self"),
            ("edges", 0, {"from": "10", "to": "13"}, "coherence.edge-twice"),
            ("edges", 0, None, "coherence.edge-dangling"),
            ("standards", "11", {"id": "11"}, "coherence.object"),
            ("standards", "11", [], "coherence.object"),
            ("clusters", "2", {"id": "2", "ordinal": "A"}, "coherence.parent"),
            ("standards", "12", {"id": "10", "ordinal": "1"}, "coherence.twice"),
        ],
    )
    def test_names_what_cannot_stand(self, part: str, key: Any, value: Any, code: str) -> None:
        raw = deepcopy(SMALL)
        raw[part][key] = value
        _, problems = read_sound(raw)
        assert code in {problem.code for problem in problems}

    @pytest.mark.parametrize("data", [b"", b"window.cc = ", b"{}", b"{]}", b'{"standards": 1}'])
    def test_refuses_what_is_no_map(self, data: bytes) -> None:
        package, [problem] = read_map(data)
        assert package is None
        assert problem.weight is Weight.FILE

    @given(mangled_json(SMALL))
    @settings(deadline=None, max_examples=200)
    def test_never_raises_and_never_lets_markup_in(self, raw: Any) -> None:
        package, problems = read_map(json.dumps(raw).encode())
        assert package is not None or problems
        str(package).encode()

    @given(st.one_of(st.binary(max_size=100), mangled_bytes(script(SMALL))))
    @settings(deadline=None, max_examples=100)
    def test_takes_any_bytes(self, data: bytes) -> None:
        package, problems = read_map(data)
        assert package is not None or problems


@pytest.mark.data
class TestRealMap:
    def test_has_480_standards_and_757_prerequisites_without_a_circle(
        self, shared_data: Path
    ) -> None:
        package, problems = read_map(shared_data / "standards/coherence_map/data.js")
        assert package is not None
        standards = [one for one in package.competencies if one.item_type == "Standard"]
        assert Counter(one.grades[0] for one in standards) == {
            "KG": 25,
            "01": 24,
            "02": 28,
            "03": 37,
            "04": 37,
            "05": 40,
            "06": 47,
            "07": 43,
            "08": 36,
            "09": 163,
        }
        assert len({one.code for one in standards}) == 480
        assert not [one for one in package.competencies if "</" in one.statement]
        kinds = Counter(one.kind for one in package.associations)
        assert (kinds["precedes"], kinds["isRelatedTo"]) == (757, 142)
        needs = prerequisites(package)
        edges = [Edge(before=need.before, after=need.after) for need in needs]
        graph, faults = build_graph([one.identifier for one in standards], edges)
        assert faults == []
        assert sum(not graph.hard_before[node] for node in graph.nodes) == 119
        # Six clusters without a standard stand under two domains that the file leaves out.
        assert Counter(problem.code for problem in problems) == {"coherence.parent": 6}
        assert sum(one.item_type == "Cluster" for one in package.competencies) == 148 - 6
        assert sum(one.item_type == "Domain" for one in package.competencies) == 63
