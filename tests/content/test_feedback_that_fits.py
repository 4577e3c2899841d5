"""What a wrong pick is told must be true of it: templates whose words once fitted only one of their cases."""

from __future__ import annotations

import re

import pytest
from starter_templates import definitions_of, starter_pack

from ownpath.engine.items import ItemDefinition, instantiate
from ownpath.engine.items.keys import ChosenKey

SEEDS = range(12)
DIRECTION = {"more than": ">", "at least": ">", "less than": "<", "at most": "<"}


@pytest.fixture(scope="module")
def template() -> ItemDefinition:
    """Return the template of limits told in words."""
    pack, _problems = starter_pack()
    assert pack is not None
    name = "g6-limit-in-words"
    return definitions_of(pack, re.compile(name))[name]


class TestALimitInWords:
    @pytest.mark.parametrize("seed", SEEDS)
    @pytest.mark.parametrize("step", [1, 2, 3])
    def test_blames_the_direction_only_where_it_is_wrong(
        self, template: ItemDefinition, seed: int, step: int
    ) -> None:
        made = instantiate(template, seed=seed, step=step)
        prompt = made.fill(template.prompt, "en")
        meant = next(sign for words, sign in DIRECTION.items() if words in prompt)
        (part,) = made.parts
        assert len(part.choices) == 4
        assert isinstance(part.key, ChosenKey)
        wrong = [choice for choice in part.choices if choice.id not in part.key.right]
        assert len(wrong) == 3
        for choice in wrong:
            assert choice.text is not None
            is_turned = meant not in made.fill(choice.text, "en")
            blamed = choice.misconception
            assert blamed == ("ee-inequality-turned" if is_turned else "ee-limit-left-out")
