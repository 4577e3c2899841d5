"""TEKS from Ed-Fi XML: chapters apart, the tree read from the codes, no entity ever opened."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangled import mangled_bytes

from ownpath.interchange.frameworks import FrameworkPackage
from ownpath.interchange.problems import Problem, Weight
from ownpath.interchange.teks.codes import parents_of
from ownpath.interchange.teks.read import read_standards


def standard(code: str, words: str = "do it.", grade: str = "Second grade") -> str:
    return (
        f"<LearningStandard><LearningStandardId>{code}</LearningStandardId>"
        f"<Description>{words}</Description>"
        f"<GradeLevel>uri://ed-fi.org/GradeLevelDescriptor#{grade}</GradeLevel>"
        "<AcademicSubject>uri://ed-fi.org/AcademicSubjectDescriptor#Mathematics</AcademicSubject>"
        "<CourseTitle>Mathematics, Grade 2</CourseTitle></LearningStandard>"
    )


def equivalence(source: str, target: str, strength: str = "Equivalent") -> str:
    def reference(side: str, code: str) -> str:
        return (
            f"<{side}LearningStandardReference><LearningStandardIdentity>"
            f"<LearningStandardId>{code}</LearningStandardId>"
            f"</LearningStandardIdentity></{side}LearningStandardReference>"
        )

    return (
        "<LearningStandardEquivalenceAssociation>"
        f"{reference('Source', source)}{reference('Target', target)}"
        f"<LearningStandardEquivalenceStrength>uri://x#{strength}"
        "</LearningStandardEquivalenceStrength></LearningStandardEquivalenceAssociation>"
    )


def xml(*parts: str, prolog: str = "") -> bytes:
    body = "".join(parts)
    return (
        f'<?xml version="1.0"?>{prolog}'
        f'<InterchangeStandards xmlns="http://ed-fi.org/5.2.0">{body}</InterchangeStandards>'
    ).encode()


SMALL = xml(
    standard("111.14.2.10.C", "draw &lt; and &gt;."),
    standard("111.14.2.9.A"),
    standard("111.14.2.9.Aii", "a part."),
    standard("111.15.3.1.A", grade="Third grade"),
    standard("CC.2.NBT.1"),
    equivalence("111.14.2.9.A", "CC.2.NBT.1"),
)


def read_one(data: bytes) -> tuple[FrameworkPackage, list[Problem]]:
    [package], problems = read_standards(data)
    return package, problems


class TestReadStandards:
    def test_gives_one_framework_for_each_chapter(self) -> None:
        packages, problems = read_standards(SMALL)
        assert problems == []
        assert [package.framework.title for package in packages] == [
            "TEKS, Chapter 111: Mathematics",
            "Common Core standards in the Ed-Fi sample",
        ]

    def test_reads_the_tree_from_the_codes_with_ten_after_nine(self) -> None:
        [package, _], _ = read_standards(SMALL)
        codes = {one.identifier: one.code for one in package.competencies}
        tree = [(one.code, codes.get(one.parent, "")) for one in package.competencies]
        assert tree == [
            ("111.14", ""),
            ("111.14.2.9", "111.14"),
            ("111.14.2.9.A", "111.14.2.9"),
            ("111.14.2.9.Aii", "111.14.2.9.A"),
            ("111.14.2.10", "111.14"),
            ("111.14.2.10.C", "111.14.2.10"),
            ("111.15", ""),
            ("111.15.3.1.A", "111.15"),
        ]

    def test_calls_each_level_by_its_name(self) -> None:
        [package, others], _ = read_standards(SMALL)
        types = {one.code: one.item_type for one in package.competencies}
        assert types["111.14"] == "Course"
        assert types["111.14.2.9"] == "Heading"
        assert types["111.14.2.9.A"] == "Expectation"
        assert types["111.14.2.9.Aii"] == "Breakout"
        assert "Course" not in {one.item_type for one in others.competencies}

    def test_gives_headings_words_and_the_grades_under_them(self) -> None:
        [package, _], _ = read_standards(SMALL)
        first = package.competencies[0]
        assert (first.statement, first.grades) == ("Mathematics, Grade 2", ("02",))
        assert package.competencies[-2].grades == ("03",)

    def test_reads_an_equivalence_between_chapters_as_an_alignment(self) -> None:
        [package, other], _ = read_standards(SMALL)
        [match] = [one for one in package.associations if one.kind == "exactMatchOf"]
        assert match.destination_link is not None
        assert match.destination in {one.identifier for one in other.competencies}

    def test_reads_a_partial_one_as_related(self) -> None:
        data = xml(
            standard("111.1.A"), standard("111.1.B"), equivalence("111.1.A", "111.1.B", "Part")
        )
        package, _ = read_one(data)
        assert "isRelatedTo" in {one.kind for one in package.associations}

    def test_reads_gzip_and_files_alike(self, tmp_path: Path) -> None:
        path = tmp_path / "Standards.xml.gz"
        path.write_bytes(gzip.compress(SMALL))
        assert read_standards(path) == read_standards(gzip.compress(SMALL))
        assert read_standards(path) == read_standards(SMALL)

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (xml(standard("111.1.A"), standard("")), "teks.no-id"),
            (xml(standard("111.1.A"), standard("111.1.A")), "teks.twice"),
            (xml(standard("111.1.A"), standard("111.1.A", "other")), "teks.differs"),
            (
                xml(standard("111.1.A"), equivalence("111.1.A", "9")),
                "teks.equivalence-dangling",
            ),
            (xml(standard("111.1.A"), equivalence("111.1.A", "")), "teks.equivalence"),
        ],
    )
    def test_names_what_cannot_stand_and_reads_the_rest(self, data: bytes, code: str) -> None:
        package, [problem] = read_one(data)
        assert problem.code == code
        assert "111.1.A" in {one.code for one in package.competencies}

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"<a>",
            b"not xml",
            xml(),
            b"\x1f\x8b",
            gzip.compress(SMALL, mtime=0)[:-20],
            SMALL[:-20],
            SMALL.replace(b'version="1.0"', b'version="1.0" encoding="none-such"'),
        ],
    )
    def test_refuses_what_is_no_standards_file(self, data: bytes) -> None:
        packages, [problem] = read_standards(data)
        assert packages == []
        assert problem.weight is Weight.FILE

    @pytest.mark.parametrize(
        "declared",
        [
            '<!ENTITY x SYSTEM "file:///etc/hostname">',
            '<!ENTITY x "xx"><!ENTITY y "&x;&x;&x;">',
            '<!ENTITY % x SYSTEM "http://localhost:1/"> %x;',
        ],
    )
    def test_opens_no_entity(self, declared: str) -> None:
        prolog = f"<!DOCTYPE InterchangeStandards [{declared}]>"
        packages, [problem] = read_standards(xml(standard("111.1.A", "&x;"), prolog=prolog))
        assert packages == []
        assert problem.code == "teks.not-xml"

    def test_stops_at_its_bound_however_well_the_file_packs(self) -> None:
        bomb = gzip.compress(b"<a>" + b" " * 70_000_000, compresslevel=9)
        packages, [problem] = read_standards(bomb)
        assert packages == []
        assert problem.code == "source.too-large"

    @given(st.one_of(mangled_bytes(SMALL), mangled_bytes(gzip.compress(SMALL))))
    @settings(deadline=None, max_examples=200)
    def test_never_raises(self, data: bytes) -> None:
        packages, problems = read_standards(data)
        assert packages or problems

    @given(st.lists(st.text(st.sampled_from("1.AaiRC-"), min_size=1, max_size=12), unique=True))
    @settings(deadline=None, max_examples=150)
    def test_makes_a_tree_of_any_codes(self, codes: list[str]) -> None:
        parents = parents_of(codes)
        assert set(codes) <= set(parents)
        for code in parents:
            steps = 0
            while code:
                code, steps = parents[code], steps + 1
                assert steps < 20


@pytest.mark.data
class TestRealStandards:
    def test_are_5597_in_their_chapters(self, shared_data: Path) -> None:
        packages, problems = read_standards(shared_data / "standards/teks/Standards.xml.gz")
        assert problems == []
        real = {
            package.framework.title: [
                one
                for one in package.competencies
                if one.item_type not in ("Course", "Heading")
            ]
            for package in packages
        }
        assert sum(map(len, real.values())) == 5_597
        assert [len(found) for found in real.values()] == [
            1797,
            457,
            672,
            1801,
            82,
            548,
            196,
            44,
        ]
        mathematics = real["TEKS, Chapter 111: Mathematics"]
        assert Counter(grade for one in mathematics for grade in one.grades) == {
            "02": 40,
            "03": 43,
            "04": 42,
            "05": 38,
            "06": 39,
            "07": 43,
            "08": 43,
            "09": 39,
            "10": 37,
            "11": 70,
            "12": 23,
        }
        kinds = Counter(one.kind for package in packages for one in package.associations)
        assert (kinds["exactMatchOf"], kinds["isRelatedTo"]) == (2, 2)
