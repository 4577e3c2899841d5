"""Frameworks of others: what comes in, what a second run changes, what goes out again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cast import NOW

from ownpath.interchange.case.read import read_package
from ownpath.interchange.case.write import as_bytes, write_package_1p0, write_package_1p1
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    derived,
    with_parent_links,
)
from ownpath.school.curriculum.exports import build_framework_package
from ownpath.school.curriculum.imports import (
    ImportRefused,
    Outcome,
    apply_import,
    plan_framework_import,
)
from ownpath.school.curriculum.models import Alignment, Competency, Framework, Prerequisite
from ownpath.school.curriculum.queries import get_map

pytestmark = pytest.mark.django_db


def item(
    name: str, parent: str = "", kind: str = "Standard", **more: object
) -> CompetencyRecord:
    """Return one competency named by a letter."""
    return CompetencyRecord(
        identifier=derived(name),
        code=name,
        statement=f"Do {name}",
        item_type=kind,
        parent=derived(parent) if parent else "",
        grades=("03",),
        **more,  # type: ignore[arg-type]
    )


def tie(
    kind: str, origin: str, destination: str, link: Link | None = None
) -> AssociationRecord:
    """Return how two of them hang together."""
    return AssociationRecord(
        identifier=derived("tie", kind, origin, destination),
        kind=kind,
        origin=derived(origin),
        destination=link.identifier if link else derived(destination),
        destination_link=link,
    )


ELSEWHERE = Link(identifier=derived("elsewhere"), uri="https://example.org/x", title="Theirs")
PACKAGE = with_parent_links(
    FrameworkPackage(
        framework=FrameworkRecord(
            identifier=derived("framework"), title="Small", creator="We", language="en-US"
        ),
        competencies=(
            item("H", kind="Domain"),
            item("A", "H", sequence=2),
            item("B", "H", sequence=1, notes="For example 3."),
            item("C", "H", sequence=3),
        ),
        associations=(
            tie("precedes", "A", "B"),
            tie("precedes", "B", "C"),
            tie("isRelatedTo", "A", "C"),
            tie("exactMatchOf", "A", "", ELSEWHERE),
        ),
    )
)


def bring_in(package: FrameworkPackage) -> Outcome:
    """Import a framework."""
    plan = plan_framework_import(package=package, problems=[])
    return apply_import(plan=plan, now=NOW, progress=None)


class TestFrameworkImport:
    """A framework in CASE's words."""

    def test_brings_competencies_prerequisites_and_alignments(self) -> None:
        outcome = bring_in(PACKAGE)
        assert outcome.problems == ()
        framework = Framework.objects.get()
        assert (framework.title, framework.language, framework.publisher) == (
            "Small",
            "en",
            "We",
        )
        first = Competency.objects.get(code="A")
        assert (first.parent and first.parent.code, first.domain) == ("H", "Do H")
        assert first.words["en"] == {"statement": "Do A", "short": "Do A", "domain": "Do H"}
        assert not Competency.objects.get(code="H").is_assessable
        assert list(Competency.objects.order_by("sequence").values_list("code", flat=True)) == [
            *"HBAC"
        ]
        assert Prerequisite.objects.count() == 2
        assert set(Alignment.objects.values_list("kind", "outside")) == {
            ("isRelatedTo", ""),
            ("exactMatchOf", "https://example.org/x"),
        }
        shown = get_map(framework.pk)
        assert [shown.competencies[one].code for one in shown.order] == ["A", "B", "C"]

    def test_changes_nothing_the_second_time(self) -> None:
        bring_in(PACKAGE)
        assert not bring_in(PACKAGE).changed
        assert Framework.objects.get().revision == 1

    def test_names_the_edges_it_leaves_out(self) -> None:
        more = (tie("precedes", "C", "A"), tie("precedes", "A", "Z"))
        outcome = bring_in(replace(PACKAGE, associations=(*PACKAGE.associations, *more)))
        assert [one.code for one in outcome.problems] == ["graph.dangling", "graph.cycle"]
        assert "closes a circle (B, C, A)" in str(outcome.problems[1])
        assert Prerequisite.objects.count() == 2

    def test_ends_what_is_gone_and_takes_it_back(self) -> None:
        bring_in(PACKAGE)
        gone = [derived("C")]
        less = replace(
            PACKAGE,
            competencies=PACKAGE.competencies[:3],
            associations=tuple(
                one
                for one in PACKAGE.associations
                if one.origin not in gone and one.destination not in gone
            ),
        )
        outcome = bring_in(less)
        assert {one.table: one.ended for one in outcome.tables if one.ended} == {
            "competencies": 1,
            "prerequisites": 1,
            "alignments": 1,
        }
        assert Competency.objects.get(code="C").ended_at == NOW
        assert Framework.objects.get().revision == 2
        assert not bring_in(less).changed
        bring_in(PACKAGE)
        assert Competency.objects.get(code="C").ended_at is None

    def test_changes_what_changed_in_place(self) -> None:
        bring_in(PACKAGE)
        before = Competency.objects.get(code="C")
        renamed = (
            *PACKAGE.competencies[:3],
            replace(PACKAGE.competencies[3], statement="Do it"),
        )
        bring_in(replace(PACKAGE, competencies=renamed))
        after = Competency.objects.get(code="C")
        assert (after.pk, after.words["en"]["statement"]) == (before.pk, "Do it")

    def test_cuts_a_text_that_does_not_fit_and_says_so(self) -> None:
        long = replace(PACKAGE, framework=replace(PACKAGE.framework, title="x" * 600))
        outcome = bring_in(long)
        assert [one.code for one in outcome.problems] == ["content.long"]
        assert len(Framework.objects.get().title) == 500

    def test_refuses_what_could_not_be_read(self) -> None:
        with pytest.raises(ImportRefused):
            plan_framework_import(package=None, problems=[])
        package, problems = read_package(b"{")
        with pytest.raises(ImportRefused):
            plan_framework_import(package=package, problems=problems)

    def test_takes_an_empty_framework(self) -> None:
        bring_in(FrameworkPackage(framework=PACKAGE.framework))
        assert get_map(Framework.objects.get().pk).order == ()

    def test_points_at_competencies_of_other_frameworks_here(self) -> None:
        other = FrameworkPackage(
            framework=FrameworkRecord(identifier=derived("other"), title="Theirs"),
            competencies=(replace(item("X"), identifier=ELSEWHERE.identifier),),
        )
        bring_in(other)
        bring_in(PACKAGE)
        match = Alignment.objects.get(kind="exactMatchOf")
        assert match.destination == Competency.objects.get(code="X")
        assert not bring_in(PACKAGE).changed


class TestBuildFrameworkPackage:
    """`build_framework_package`."""

    def test_gives_back_what_came_in(self) -> None:
        bring_in(PACKAGE)
        out = build_framework_package(framework=Framework.objects.get())
        assert out.framework == PACKAGE.framework
        assert set(out.competencies) == set(PACKAGE.competencies)
        assert set(out.associations) == set(PACKAGE.associations)

    @pytest.mark.parametrize("write", [write_package_1p0, write_package_1p1])
    def test_comes_in_again_without_a_change(self, write: object) -> None:
        bring_in(PACKAGE)
        written, problems = write(  # type: ignore[operator]
            build_framework_package(framework=Framework.objects.get()), now=NOW
        )
        assert problems == []
        package, problems = read_package(as_bytes(written))
        assert package is not None
        assert len(package.competencies) == len(PACKAGE.competencies)
        assert len(package.associations) == len(PACKAGE.associations)
        outcome = bring_in(package)
        counts = {one.table: one.added + one.ended for one in outcome.tables}
        assert not any(counts.values())

    def test_asks_five_queries_for_any_number(
        self, django_assert_max_num_queries: object
    ) -> None:
        bring_in(PACKAGE)
        framework = Framework.objects.get()
        with django_assert_max_num_queries(5):  # type: ignore[operator]
            build_framework_package(framework=framework)
