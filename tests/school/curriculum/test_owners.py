"""Whose content it is: who may change what somebody brought in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cast import NOW, Cast

from ownpath.school.curriculum.imports import import_file, plan_file
from ownpath.school.curriculum.imports.owners import OwnedElsewhere, refuse_what_others_own
from ownpath.school.curriculum.imports.plan import compare
from ownpath.school.curriculum.imports.types import Row, Wanted
from ownpath.school.curriculum.models import Competency, Framework
from ownpath.school.curriculum.shelf import frameworks_on_the_shelf
from ownpath.school.people.models import District

DOCUMENT = "11111111-1111-4111-8111-111111111111"
MACHINE, LIVE_OAK, CEDAR = "the machine", "live_oak", "cedar"


def package(folder: Path, says: str = "Counts to ten") -> Path:
    """Write a CASE package of one competency."""
    at = "2026-03-01T00:00:00Z"
    content = {
        "CFDocument": {
            "identifier": DOCUMENT,
            "uri": f"https://case.example/{DOCUMENT}",
            "creator": "Somebody",
            "title": "Counting",
            "lastChangeDateTime": at,
        },
        "CFItems": [
            {
                "identifier": "22222221-2222-4222-8222-222222222222",
                "uri": "https://case.example/item",
                "fullStatement": says,
                "humanCodingScheme": "C.1",
                "lastChangeDateTime": at,
            }
        ],
        "CFAssociations": [],
    }
    path = folder / "counting.json"
    path.write_text(json.dumps(content))
    return path


def bring_in(path: Path, cast: Cast, who: str) -> None:
    """Import a package as somebody."""
    import_file(path, kind="case", owner_id=_id(cast, who), now=NOW, progress=None)


def _id(cast: Cast, who: str) -> int | None:
    district: District | None = getattr(cast, who, None)
    return district.pk if district else None


MAY_CHANGE = {  # (who brought it, who changes it) -> may they
    (MACHINE, MACHINE): True,
    (MACHINE, LIVE_OAK): False,
    (MACHINE, CEDAR): False,
    (LIVE_OAK, MACHINE): True,
    (LIVE_OAK, LIVE_OAK): True,
    (LIVE_OAK, CEDAR): False,
    (CEDAR, LIVE_OAK): False,
}


class TestAFramework:
    @pytest.mark.parametrize(("brought_by", "changed_by"), list(MAY_CHANGE))
    def test_is_changed_by_its_owner_and_the_machine_only(
        self, cast: Cast, tmp_path: Path, brought_by: str, changed_by: str
    ) -> None:
        bring_in(package(tmp_path), cast, brought_by)
        anew = package(tmp_path, "Counts to twenty")
        if MAY_CHANGE[brought_by, changed_by]:
            bring_in(anew, cast, changed_by)
        else:
            for deed in (import_file, plan_file):
                more = {} if deed is plan_file else {"now": NOW, "progress": None}
                with pytest.raises(OwnedElsewhere):
                    deed(anew, kind="case", owner_id=_id(cast, changed_by), **more)  # type: ignore[operator]
        said = Competency.objects.get(framework__identifier=DOCUMENT).words["en"]["statement"]
        changed = said == "Counts to twenty"
        assert changed == MAY_CHANGE[brought_by, changed_by]

    @pytest.mark.parametrize("who", [MACHINE, LIVE_OAK, CEDAR])
    def test_belongs_to_whoever_brought_it(self, cast: Cast, tmp_path: Path, who: str) -> None:
        bring_in(package(tmp_path), cast, who)
        assert Framework.objects.get(identifier=DOCUMENT).owner_id == _id(cast, who)

    def test_keeps_its_owner_when_the_machine_changes_it(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        bring_in(package(tmp_path), cast, LIVE_OAK)
        bring_in(package(tmp_path, "Counts to twenty"), cast, MACHINE)
        assert Framework.objects.get(identifier=DOCUMENT).owner == cast.live_oak

    @pytest.mark.parametrize("who", [LIVE_OAK, CEDAR])
    def test_may_come_again_from_anybody_when_it_is_the_same(
        self, cast: Cast, tmp_path: Path, who: str
    ) -> None:
        bring_in(package(tmp_path), cast, MACHINE)
        (plan,) = plan_file(package(tmp_path), kind="case", owner_id=_id(cast, who))
        assert plan.is_nothing_to_do

    def test_stands_on_the_shelf_of_its_owner_and_shared_ones_on_every_shelf(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        bring_in(package(tmp_path), cast, LIVE_OAK)
        own = frameworks_on_the_shelf(district_id=cast.live_oak.pk)
        others = frameworks_on_the_shelf(district_id=cast.cedar.pk)
        assert [(one.title, one.is_own, one.n_sections) for one in own] == [
            ("Counting", True, 0),
            ("Small mathematics", False, 2),
        ]
        assert [(one.title, one.is_own, one.n_sections) for one in others] == [
            ("Small mathematics", False, 1)
        ]

    def test_becomes_shared_when_its_district_goes(self, cast: Cast, tmp_path: Path) -> None:
        gone = District.objects.create(source_key="gone", name="Gone")
        import_file(package(tmp_path), kind="case", owner_id=gone.pk, now=NOW, progress=None)
        gone.delete()
        assert Framework.objects.get(identifier=DOCUMENT).owner is None


class TestAPack:
    def test_of_an_office_does_not_hang_on_the_frameworks_of_others(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        bring_in(package(tmp_path), cast, LIVE_OAK)
        wanted = Wanted(pack="theirs", frameworks=())
        key = (DOCUMENT, "22222221-2222-4222-8222-222222222222")
        values = {"kind": "practice", "modality": "device", "pack": "theirs"}
        wanted.add("packs", "theirs", Row(values={"version": "1", "words": {}}))
        wanted.add(
            "activities",
            "theirs:one",
            Row(values=values, links={"competencies": frozenset([key])}),
        )
        plan = compare(title="Theirs", counts_in={}, wanted=wanted, problems=[])
        refuse_what_others_own(plan, owner_id=cast.live_oak.pk)
        with pytest.raises(OwnedElsewhere):
            refuse_what_others_own(plan, owner_id=cast.cedar.pk)
