"""A long list of boxes to tick offers a line to find one in; a short one, and one to pick from, do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from django import forms

from ownpath.kit.parts import LONG_LIST, draw_field


def drawn(
    n: int,
    widget: type[forms.Widget] = forms.CheckboxSelectMultiple,
    initial: Sequence[str] = (),
) -> str:
    """Draw a list of some options."""

    class Picking(forms.Form):
        pick = forms.MultipleChoiceField(
            choices=[(str(i), f"Class {i}") for i in range(n)], widget=widget, initial=initial
        )

    return draw_field(Picking()["pick"])


class TestLongLists:
    @pytest.mark.parametrize(
        ("n", "is_offered"),
        [(0, False), (1, False), (LONG_LIST - 1, False), (LONG_LIST, True), (90, True)],
    )
    def test_offer_a_line_to_find_one(self, n: int, is_offered: bool) -> None:
        html = drawn(n)
        assert ('data-find="Find in this list"' in html) is is_offered
        assert html.count('class="option"') == n

    @pytest.mark.parametrize(("n", "first"), [(LONG_LIST, "5"), (LONG_LIST - 1, "0")])
    def test_put_first_what_is_ticked(self, n: int, first: str) -> None:
        html = drawn(n, initial=["7", "5"])
        found = re.findall(r'value="(\d+)"', html)
        assert found[0] == first
        assert sorted(found, key=int) == [str(i) for i in range(n)]

    def test_of_one_to_pick_offer_none(self) -> None:
        assert "data-find" not in drawn(90, forms.RadioSelect)
