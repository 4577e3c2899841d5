"""Checking a pack whole: the shipped kind of pack, and one with faults of files, graph and coverage."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpath.config.checking import check_pack
from ownpath.errors import Refusal

PACK = """\
format: 1
id: tiny
version: 1.0.0
title: {en: Tiny, es: Pequeño}
description: {en: A tiny pack., es: Un paquete pequeño.}
license: CC-BY-4.0
attribution: Nobody
languages: [en, es]
framework:
  id: tiny
  title: {en: Tiny, es: Pequeño}
  subject: mathematics
  domains:
    - {code: OA, title: {en: Operations, es: Operaciones}}
"""
COMPETENCY = """\
  - code: T1.OA.0{n}
    domain: OA
    statement: {{en: I can add., es: Puedo sumar.}}
    short: {{en: Adding, es: Sumar}}
    grade: "1"
    minutes: 30
    good_for: {{en: Counting apples., es: Contar manzanas.}}
    prerequisites: {{hard: [{before}], helpful: []}}
"""


def _pack(folder: Path) -> Path:
    (folder / "competencies").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK)
    listed = COMPETENCY.format(n=1, before="T1.OA.02") + COMPETENCY.format(
        n=2, before="T1.OA.01"
    )
    (folder / "competencies" / "oa.yaml").write_text(f"competencies:\n{listed}")
    return folder


class TestCheckPack:
    def test_names_circles_and_what_is_missing(self, tmp_path: Path) -> None:
        verdict = check_pack(
            _pack(tmp_path / "tiny"), grade="", n_seeds=1, step=lambda *_: None
        )

        said = {(fault.rule, fault.what) for fault in verdict.faults}
        assert not verdict.is_good
        assert ("coverage", "0 templates, fewer than two") in said
        assert ("coverage", "no lesson") in said
        assert any(rule == "graph" and "circle" in what for rule, what in said)

    def test_names_a_folder_without_a_pack(self, tmp_path: Path) -> None:
        verdict = check_pack(tmp_path, grade="", n_seeds=1, step=lambda *_: None)

        assert [(fault.file, fault.what) for fault in verdict.faults] == [
            ("pack.yaml", "is missing")
        ]

    def test_is_told_as_data(self, tmp_path: Path) -> None:
        data = check_pack(
            _pack(tmp_path / "tiny"), grade="1", n_seeds=1, step=lambda *_: None
        ).as_data()

        assert (data["n_competencies"], data["is_good"], data["advice"]) == (2, False, [])

    def test_of_a_grade_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Refusal, match=r"nothing for grade '2'. Name one of: 1."):
            check_pack(_pack(tmp_path / "tiny"), grade="2", n_seeds=1, step=lambda *_: None)
