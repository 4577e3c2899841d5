"""What hangs together in a package, whatever format it came from."""

from __future__ import annotations

import pytest

from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    alignments,
    as_uuid,
    derived,
    prerequisites,
    with_parent_links,
)
from ownpath.interchange.frameworks.grades import grade_codes, in_order


def tie(kind: str, origin: str, destination: str, outside: bool = False) -> AssociationRecord:
    link = Link(identifier=destination) if outside else None
    name = f"{kind} {origin} {destination}"
    return AssociationRecord(
        identifier=name,
        kind=kind,
        origin=origin,
        destination=destination,
        destination_link=link,
    )


def package(*ties: AssociationRecord) -> FrameworkPackage:
    return FrameworkPackage(
        framework=FrameworkRecord(identifier="top", title="Top"),
        competencies=(
            CompetencyRecord(identifier="a", statement="A", sequence=3),
            CompetencyRecord(identifier="b", statement="B", parent="a"),
        ),
        associations=ties,
    )


class TestWithParentLinks:
    def test_adds_a_link_for_every_parent_and_for_the_framework(self) -> None:
        links = with_parent_links(package()).associations
        assert [(one.origin, one.destination, one.sequence) for one in links] == [
            ("a", "top", 3),
            ("b", "a", None),
        ]

    def test_adds_none_that_is_there(self) -> None:
        whole = with_parent_links(package())
        assert with_parent_links(whole) is whole


class TestPrerequisites:
    def test_are_only_those_inside(self) -> None:
        both = package(tie("precedes", "a", "b"), tie("precedes", "a", "z", outside=True))
        assert [(one.before, one.after) for one in prerequisites(both)] == [("a", "b")]


class TestAlignments:
    def test_are_all_but_parents_and_prerequisites_inside(self) -> None:
        ties = (
            tie("isChildOf", "b", "a"),
            tie("precedes", "a", "b"),
            tie("isRelatedTo", "a", "b"),
            tie("precedes", "a", "z", outside=True),
        )
        assert alignments(package(*ties)) == ties[2:]


class TestIdentifiers:
    def test_depend_on_every_name_and_its_place(self) -> None:
        made = {derived("a", "b"), derived("b", "a"), derived("ab"), derived("a b")}
        assert len(made) == 4
        assert all(as_uuid(one) == one for one in made)

    @pytest.mark.parametrize("text", ["", "x", "0" * 32, derived("a") + "0"])
    def test_are_nothing_else(self, text: str) -> None:
        assert as_uuid(text) is None


class TestGradeCodes:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("", ()),
            (" 3 ", ("03",)),
            ("012", ("12",)),
            ("13", ("13",)),
            ("0", ("0",)),
            ("Kindergarten", ("KG",)),
            ("PK", ("PK",)),
            ("²", ("²",)),
        ],
    )
    def test_know_what_sources_write(self, text: str, codes: tuple[str, ...]) -> None:
        assert grade_codes(text) == codes

    def test_stand_in_order_with_kindergarten_first(self) -> None:
        assert in_order({"10", "KG", "02", "UG"}) == ("KG", "02", "10", "UG")
