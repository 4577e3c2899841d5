"""The pack that ships with Ownpath can be imported, twice."""

from __future__ import annotations

import pytest
from cast import NOW

from ownpath.interchange.case.read import read_package
from ownpath.interchange.case.write import as_bytes, write_package_1p0, write_package_1p1
from ownpath.interchange.frameworks import prerequisites
from ownpath.school.curriculum.exports import build_framework_package
from ownpath.school.curriculum.imports import import_starter_pack
from ownpath.school.curriculum.models import (
    Alignment,
    Competency,
    Framework,
    Item,
    Prerequisite,
)

pytestmark = pytest.mark.django_db


class TestImportStarterPack:
    """`import_starter_pack`."""

    def test_brings_the_framework_without_problems_and_changes_nothing_the_second_time(
        self,
    ) -> None:
        first = import_starter_pack(now=NOW)
        assert first.changed
        assert list(map(str, first.problems)) == []
        framework = Framework.objects.get(identifier="ownpath-math")
        assert (
            Competency.objects.filter(framework=framework).count()
            == first.counts_in["competencies"]
            > 0
        )
        assert Item.objects.count() == first.counts_in["templates"]
        second = import_starter_pack(now=NOW)
        assert not second.changed
        assert Framework.objects.get().revision == framework.revision


class TestStarterAsCase:
    """The starter framework as other programs read it."""

    @pytest.mark.parametrize("write", [write_package_1p0, write_package_1p1])
    def test_goes_out_whole_and_can_be_read(self, write: object) -> None:
        import_starter_pack(now=NOW)
        package = build_framework_package(framework=Framework.objects.get())
        written, problems = write(package, now=NOW)  # type: ignore[operator]
        assert list(map(str, problems)) == []
        again, problems = read_package(as_bytes(written))
        assert list(map(str, problems)) == []
        assert again is not None
        assert len(again.competencies) == Competency.objects.count()
        assert len(again.associations) == sum(
            table.objects.count() for table in (Competency, Prerequisite, Alignment)
        )
        assert len(prerequisites(again)) == Prerequisite.objects.count()
