"""Every public code that the starter pack names stands in the public lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from starter_templates import starter_pack

from ownpath.interchange.coherence.read import read_map
from ownpath.interchange.teks.read import read_standards

pytestmark = pytest.mark.data


def codes_named(framework: str) -> set[str]:
    pack, problems = starter_pack()
    assert pack is not None
    assert not problems
    return {
        one.code
        for competency in pack.competencies
        for one in competency.alignments
        if one.framework == framework
    }


def test_common_core_codes_are_those_of_the_coherence_map(shared_data: Path) -> None:
    package, _problems = read_map(shared_data / "standards/coherence_map/data.js")
    assert package is not None
    named = codes_named("ccss-m")
    assert len(named) >= 60
    assert named <= {one.code for one in package.competencies}


def test_texas_codes_are_those_of_the_list(shared_data: Path) -> None:
    packages, _problems = read_standards(shared_data / "standards/teks/Standards.xml.gz")
    named = codes_named("teks")
    assert len(named) >= 50
    assert named <= {one.code for package in packages for one in package.competencies}
