"""The pack that ships with Ownpath can be imported, twice."""

from __future__ import annotations

import pytest
from cast import NOW

from ownpath.school.curriculum.imports import import_starter_pack
from ownpath.school.curriculum.models import Competency, Framework, Item

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
