"""The shipped pack through its own check: keys, grades, choices, hints, pictures and languages of every template."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ownpath.config.checking import check_pack

SEEDS = 3  # a smoke test; `ownpath content check` tries 300
ADVISED = {
    "coverage",
    "variety",
    "reading",
    "steps",
}  # judged by the whole check, when content is complete


class TestTheShippedPack:
    def test_has_no_wrong_key_and_shows_everything(self) -> None:
        folder = Path(str(files("ownpath.content") / "starter-math"))

        verdict = check_pack(folder, grade="", n_seeds=SEEDS, step=lambda *_: None)

        faults = [f for f in verdict.faults if not f.is_advice and f.rule not in ADVISED]
        assert [str(fault) for fault in faults] == []
        assert verdict.n_items == verdict.n_templates * SEEDS * 3
