"""The real frameworks and the real course: counts in, counts out, and a second run that changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import NOW

from ownpath.interchange.case.read import read_package
from ownpath.interchange.case.write import as_bytes, write_package_1p0, write_package_1p1
from ownpath.school.curriculum.exports import build_framework_package
from ownpath.school.curriculum.imports import Outcome, import_file
from ownpath.school.curriculum.models import Competency, Framework, Item, Prerequisite

pytestmark = [pytest.mark.django_db, pytest.mark.data]
OPENSALT = "case/opensalt-framework-20c5134f-423d-4097-a971-3dd5152bf507.json"
COHERENCE = "standards/coherence_map/data.js"
TEKS = "standards/teks/Standards.xml.gz"
OATUTOR = "oatutor/oatutor_elementary_algebra.tar.gz"


def bring_in(path: Path, kind: str) -> Outcome:
    """Import a file twice; the second time nothing may change."""
    first = import_file(path, kind=kind, owner_id=None, now=NOW, progress=None)  # type: ignore[arg-type]
    second = import_file(path, kind=kind, owner_id=None, now=NOW, progress=None)  # type: ignore[arg-type]
    assert first.changed
    assert not second.changed
    assert not any(one.added + one.changed + one.ended for one in second.tables)
    return first


class TestRealFrameworks:
    """The files a district would bring."""

    def test_the_coherence_map_has_480_standards_and_757_edges(self, shared_data: Path) -> None:
        outcome = bring_in(shared_data / COHERENCE, "coherence")
        assert {one.code for one in outcome.problems} == {"coherence.parent"}
        assert outcome.counts_in["standards"] == 480
        assert Competency.objects.filter(is_assessable=True).count() == 480
        assert Prerequisite.objects.count() == 757
        grade_8 = [
            one for one in Competency.objects.filter(is_assessable=True) if one.grades == ["08"]
        ]
        assert len(grade_8) == 36

    def test_the_teks_list_has_5597_standards(self, shared_data: Path) -> None:
        outcome = bring_in(shared_data / TEKS, "teks")
        assert list(outcome.problems) == []
        assert Framework.objects.count() == 8
        assert outcome.counts_in["standards"] == 5_597
        assert Competency.objects.exclude(kind__in=["Course", "Heading"]).count() == 5_597

    def test_the_case_sample_goes_out_as_it_came_in(self, shared_data: Path) -> None:
        bring_in(shared_data / OPENSALT, "case")
        package, _problems = read_package(shared_data / OPENSALT)
        assert package is not None
        out = build_framework_package(framework=Framework.objects.get())
        assert out.framework == package.framework
        assert set(out.competencies) == set(package.competencies)
        assert set(out.associations) == set(package.associations)
        assert set(out.definitions) == set(package.definitions)

    @pytest.mark.parametrize("write", [write_package_1p0, write_package_1p1])
    def test_the_coherence_map_survives_a_round_trip(
        self, shared_data: Path, write: object
    ) -> None:
        bring_in(shared_data / COHERENCE, "coherence")
        package = build_framework_package(framework=Framework.objects.get())
        written, problems = write(package, now=NOW)  # type: ignore[operator]
        assert problems == []
        again, problems = read_package(as_bytes(written))
        assert problems == []
        assert again is not None
        assert (len(again.competencies), len(again.associations)) == (695, 1_594)

    def test_the_course_becomes_items_that_take_their_own_answers(
        self, shared_data: Path
    ) -> None:
        outcome = bring_in(shared_data / OATUTOR, "oatutor")
        assert (outcome.counts_in["problems"], outcome.counts_in["steps"]) == (2_032, 2_520)
        left_out = [one for one in outcome.problems if one.code.startswith("course.")]
        n_items = Item.objects.count()
        assert n_items >= 2_300
        assert n_items + len(left_out) == 2_520
        assert Competency.objects.filter(is_assessable=True).count() == 201
