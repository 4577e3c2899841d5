"""Items go out as QTI and come in again: same question, same key; a bank without metadata comes in whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import NOW, Cast

from ownpath.engine.items import grade, instantiate, key_fields, read_response
from ownpath.errors import Refusal
from ownpath.interchange.qti.read import read_items
from ownpath.interchange.qti.records import ItemPackage
from ownpath.interchange.qti.write import write_items
from ownpath.school.curriculum.exports import build_item_package
from ownpath.school.curriculum.imports import import_file
from ownpath.school.curriculum.models import Framework, Item, Pack
from ownpath.school.curriculum.queries import definition_at

IDEA = {"en": "Look again.", "es": "Mira otra vez."}
TYPES: dict[str, dict[str, object]] = {
    "choice": {
        "answer": {"text": "$ {n}/4 $"},
        "errors": [
            {"text": "$ 4/{n} $", "feedback": IDEA},
            {"text": "$ {n}/5 $", "feedback": IDEA},
        ],
    },
    "select": {
        "options": [
            {"value": "n", "right": True},
            {"value": "-n", "right": False, "feedback": IDEA},
        ]
    },
    "ordering": {"answer": {"items": ["n", "n + 1", "2*n + 2"], "order": "ascending"}},
    "matching": {
        "answer": {"pairs": [{"left": "n", "right": "-n"}, {"left": "n + 1", "right": "9*n"}]}
    },
    "number_line": {
        "answer": {"value": "n/4"},
        "line": {"from": 0, "to": 4, "step": "1/4", "labels": [0, 4]},
    },
    "numeric": {"answer": {"value": "n/7"}},
    "short_text": {"answer": {"accept": {"en": ["sum"], "es": ["suma"]}}},
    "cloze": {
        "prompt": {
            "en": "Half of {2*n} is [[whole]], [[size]] than {2*n}.",
            "es": "[[whole]] [[size]]",
        },
        "blanks": {
            "whole": {"type": "numeric", "answer": {"value": "n"}},
            "size": {
                "type": "choice",
                "options": [
                    {"text": {"en": "less", "es": "menos"}, "right": True},
                    {"text": {"en": "more", "es": "más"}, "right": False, "feedback": IDEA},
                ],
            },
        },
    },
}


@pytest.fixture
def bank(cast: Cast) -> Framework:
    """Return the cast's framework with one item of every type (and one QTI cannot ask)."""
    for type_, keys in {**TYPES, "algebraic": {"answer": {"value": "{n}x + 1"}}}.items():
        data = {
            "id": f"t-{type_}",
            "competencies": ["FR.1"],
            "type": type_,
            "representation": "words",
            "parameters": {"n": {"int": [1, 9]}},
            "prompt": {"en": "What about {n} & **more**?", "es": "¿Y {n}?"},
            "hints": [IDEA],
            "solution": [IDEA],
            **keys,
        }
        item = Item.objects.create(
            code=f"t-{type_}", kind=type_, definition=data, languages=["en", "es"]
        )
        item.competencies.add(cast.competencies[0])
    return cast.framework


class TestOutAndIn:
    def test_keeps_every_question_and_its_key(self, bank: Framework, tmp_path: Path) -> None:
        package, left_out = build_item_package(framework=bank, n_each=2, language="en")
        file = tmp_path / "bank.zip"
        file.write_bytes(write_items(package))
        read, problems = read_items(file)

        import_file(file, kind="qti", owner_id=None, now=NOW, progress=None)

        assert (read, problems) == (package, [])
        assert [("algebraic" in one.where, "expression" in one.what) for one in left_out] == [
            (True, True)
        ]
        taken = Item.objects.filter(pack__identifier=f"qti:{bank.identifier}")
        assert taken.count() == len(package.items) >= 2 * len(TYPES)
        assert {kind for (kind,) in taken.values_list("kind")} >= set(TYPES)
        for item in taken:
            instance = instantiate(definition_at(item.pk, item.revision), seed=5)
            posted = read_response(key_fields(instance), language="en")
            assert grade(instance, posted).is_correct, item.code
            assert item.competencies.get().framework == bank

    def test_names_what_cannot_be_taken_and_takes_the_rest(
        self, bank: Framework, tmp_path: Path
    ) -> None:
        package, _left_out = build_item_package(framework=bank, n_each=1, language="en")
        first = package.items[0]
        odd = type(first)(
            **{
                name: getattr(first, name)
                for name in first.__slots__
                if name not in ("body", "identifier")
            },
            identifier="with-a-picture",
            body=f'<p><img src="../images/a.png" alt="A cat"/></p>{first.body}',
        )
        file = tmp_path / "bank.zip"
        file.write_bytes(
            write_items(ItemPackage(identifier="b", title="B", items=(*package.items, odd)))
        )

        outcome = import_file(file, kind="qti", owner_id=None, now=NOW, progress=None)

        assert Item.objects.filter(pack__identifier="qti:b").count() == len(package.items)
        assert any(
            "with-a-picture" in one.where and "picture" in one.what for one in outcome.problems
        )

    def test_belongs_to_the_office_that_brought_it_and_hangs_on_nothing_shared(
        self, bank: Framework, cast: Cast, tmp_path: Path
    ) -> None:
        package, _left_out = build_item_package(framework=bank, n_each=1, language="es")
        file = tmp_path / "bank.zip"
        file.write_bytes(write_items(package))

        import_file(file, kind="qti", owner_id=cast.live_oak.pk, now=NOW, progress=None)

        pack = Pack.objects.get(identifier=f"qti:{bank.identifier}")
        codes = {item.competencies.get().code for item in pack.items.all()}
        assert (pack.owner, codes) == (cast.live_oak, {"bank"})

    def test_is_refused_when_nothing_can_be_taken(self, tmp_path: Path, db: None) -> None:
        file = tmp_path / "bank.zip"
        file.write_bytes(b"no zip")

        with pytest.raises(Refusal, match="not a zip"):
            import_file(file, kind="qti", owner_id=None, now=NOW, progress=None)
