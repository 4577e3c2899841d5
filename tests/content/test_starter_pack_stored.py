"""Every template of the starter pack, read back as it is stored: the same items as when it was looked through."""

from __future__ import annotations

import re

import pytest

from ownpath.engine.items import (
    ItemDefinition,
    definition_to_data,
    hints,
    instantiate,
    praise,
    read_sound,
    show,
    solution,
)
from tests.starter_templates import definitions_of, starter_pack

SEED = 20261126


class TestReadSound:
    @pytest.mark.parametrize("grades", ["k12", "345", "678"])
    def test_makes_the_same_items_as_the_template_that_was_looked_through(
        self, grades: str
    ) -> None:
        pack, _problems = starter_pack()
        assert pack is not None
        found = definitions_of(pack, re.compile(rf"g[{grades}]-"))
        assert len(found) > 100
        for looked_through in found.values():
            stored = read_sound(definition_to_data(looked_through), where="stored")
            assert stored == looked_through
            assert _all_of(stored) == _all_of(looked_through)

    def test_refuses_what_is_no_template(self) -> None:
        with pytest.raises(ValueError, match="cannot be read"):
            read_sound({"id": "a", "type": "numeric"}, where="stored")


def _all_of(definition: ItemDefinition) -> list[object]:
    """Return everything a child may be shown of one item, in both languages."""
    item = instantiate(definition, seed=SEED, step=2)
    told: list[object] = [dict(item.values)]
    for language in ("en", "es"):
        told += [show(item, language=language), hints(item, language), solution(item, language)]
        told.append(praise(item, language))
    return told
