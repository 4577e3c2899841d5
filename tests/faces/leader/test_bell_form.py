"""The editor of bells: few stops for the keyboard, labels that tell rows apart, blocks put in order by the clock."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.utils.translation import override

from ownpath.faces.leader.forms.bells import MOST_BLOCKS, BellForm
from ownpath.faces.leader.forms.fields import Choices
from ownpath.faces.leader.pages.classes import Classes
from ownpath.kit.parts import draw_field

NOTHING = Choices(schedules={}, rooms={}, staff={}, people={}, classes=Classes(), students=list)


def filled_in(*blocks: tuple[int, str, str, str]) -> BellForm:
    """Return the form as it is sent with some rows filled in."""
    sent: dict[str, Any] = {"name": "Regular"}
    for n, name, begins, ends in blocks:
        sent |= {
            f"name-{n}": name,
            f"from-{n}": begins,
            f"to-{n}": ends,
            f"kind-{n}": "learning",
        }
    return BellForm(sent, choices=NOTHING)


class TestBellForm:
    def test_has_few_rows_at_hand_and_the_others_behind_one_stop(self) -> None:
        form = BellForm(choices=NOTHING)
        assert [row.number for row in form.near] == list(range(1, 9))
        assert [row.number for row in form.further] == list(range(9, MOST_BLOCKS + 1))
        long = filled_in(*((n, str(n), "08:00", "08:30") for n in range(11)))
        assert (len(long.near), len(long.further)) == (13, 3)
        full = filled_in(*((n, str(n), "08:00", "08:30") for n in range(MOST_BLOCKS)))
        assert (len(full.near), full.further) == (MOST_BLOCKS, [])

    def test_names_every_field_by_its_row(self) -> None:
        form = BellForm(choices=NOTHING)
        labels = [str(one.label) for row in form.near for one in row.fields]
        assert len(set(labels)) == len(labels)
        assert "Block 3: from" in labels
        with override("es"):
            assert str(form.near[2].fields[1].label) == "Bloque 3: desde"

    def test_calls_no_part_of_a_block_left_to_ones_liking(self) -> None:
        form = BellForm(choices=NOTHING)
        assert "if you like" not in draw_field(form.near[0].fields[0], hide_label=True)

    def test_puts_blocks_in_the_order_of_the_clock(self) -> None:
        form = filled_in(
            (0, "1", "08:00", "08:40"), (1, "3", "10:00", "10:40"), (5, "2", "09:00", "09:40")
        )
        assert form.is_valid(), form.errors
        assert [bell[0] for bell in form.cleaned_data["bells"]] == ["1", "2", "3"]
        assert form.cleaned_data["bells"][1][2:] == (time(9), time(9, 40))

    def test_leaves_out_rows_that_are_empty(self) -> None:
        form = filled_in((0, "1", "08:00", "08:40"), (1, "", "", ""))
        assert form.is_valid()
        assert len(form.cleaned_data["bells"]) == 1

    @pytest.mark.parametrize(
        ("row", "missing"),
        [
            (("2", "", "09:40"), ["from-4"]),
            (("", "09:00", ""), ["name-4", "to-4"]),
        ],
    )
    def test_asks_in_the_very_field_for_what_is_missing(
        self, row: tuple[str, str, str], missing: list[str]
    ) -> None:
        form = filled_in((0, "1", "08:00", "08:40"), (4, *row))
        assert not form.is_valid()
        assert sorted(form.errors) == sorted(missing)
        assert "Block 5 needs a name" in str(form.errors[missing[0]])
