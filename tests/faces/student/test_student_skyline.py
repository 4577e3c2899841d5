"""The skyline as a drawing."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree

from ownpath.faces.student.pages.skyline import Block, draw_skyline
from ownpath.kit.marks import STATE_WORDS


def column(*states: str, first: int = 1) -> list[Block]:
    return [Block(competency=first + n, state=state) for n, state in enumerate(states)]


def classes(svg: str) -> list[str]:
    return [node.get("class", "") for node in ElementTree.fromstring(svg).iter()]


class TestDrawSkyline:
    def test_draws_one_block_for_every_state(self) -> None:
        drawn = classes(draw_skyline([column(*STATE_WORDS)], lit=(), goals=()))
        for state in STATE_WORDS:
            assert drawn.count(f"sky-{state}") == 1

    def test_only_ready_glows_and_only_learning_is_soft(self) -> None:
        drawn = classes(
            draw_skyline([column("ready", "learning", "learned")], lit=(), goals=())
        )
        assert drawn.count("sky-glow") == 1
        assert drawn.count("sky-soft") == 3

    def test_lights_the_way_to_the_flag(self) -> None:
        towers = [
            column("mastered", "ready"),
            column("not_known_yet", "not_known_yet", first=3),
        ]
        drawn = classes(draw_skyline(towers, lit={2, 3, 4}, goals=[4]))
        assert sum("is-lit" in one for one in drawn) == 3
        assert drawn.count("sky-flag") == 1
        assert drawn.count("sky-road") == 1

    def test_low_blocks_nobody_spoke_of_yet_are_one_piece_with_floors(self) -> None:
        high = column(*["not_known_yet"] * 30, "ready", *["presumed"] * 9, "not_known_yet")
        drawn = classes(draw_skyline([high], lit=(), goals=()))
        assert drawn.count("sky-not_known_yet") == 2
        assert drawn.count("sky-presumed") == 1
        assert drawn.count("sky-floor") == 2
        few = classes(
            draw_skyline([column("not_known_yet", "not_known_yet")], lit=(), goals=())
        )
        assert few.count("sky-not_known_yet") == 2

    def test_a_way_to_a_goal_stays_lit_within_them(self) -> None:
        high = column(*["not_known_yet"] * 30)
        drawn = classes(draw_skyline([high], lit={9, 10}, goals=[10]))
        assert sum("is-lit" in one for one in drawn) == 1
        assert sum("sky-not_known_yet" in one for one in drawn) == 3

    def test_a_goal_on_another_map_is_no_flag(self) -> None:
        assert "sky-flag" not in draw_skyline([column("ready")], lit={99}, goals=[99])

    @pytest.mark.parametrize("n_blocks", [0, 1, 60, 300])
    def test_any_height_stays_a_picture(self, n_blocks: int) -> None:
        svg = draw_skyline([column(*["ready"] * n_blocks)], lit=(), goals=())
        assert ElementTree.fromstring(svg).get("viewBox", "").startswith("0 0 100")
        assert "nan" not in svg

    def test_nothing_is_an_empty_sky(self) -> None:
        assert "rect" not in draw_skyline([], lit=(), goals=())

    def test_needs_no_style_and_no_script(self) -> None:
        svg = draw_skyline([column(*STATE_WORDS)], lit={1}, goals=[1])
        assert "style" not in svg
        assert "aria-hidden" in svg
