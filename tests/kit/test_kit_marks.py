"""States, dots of evidence, belief, icons and the day flower: each says in words what it shows."""

from __future__ import annotations

import re

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation

from ownpath.kit.flower import FLOWER_SIZES, PROMISE_WORDS, draw_flower, tell_day
from ownpath.kit.icons import ICON_NAMES, draw_icon
from ownpath.kit.marks import (
    STATE_WORDS,
    draw_belief,
    draw_evidence,
    draw_state,
    draw_state_with_words,
    tell_belief,
    tell_evidence,
)

PROMISES = list(PROMISE_WORDS)


def shape_of(drawing: str) -> str:
    """Return a drawing without its color classes and words, to compare shapes alone."""
    return re.sub(r'class="[^"]*"|aria-label="[^"]*"', "", drawing)


class TestStateMark:
    @pytest.mark.parametrize("state", STATE_WORDS)
    def test_says_its_word(self, state: str) -> None:
        drawn = fromstring(draw_state(state))
        assert drawn.get("aria-label") == str(STATE_WORDS[state])
        assert drawn.get("role") == "img"

    def test_has_a_shape_of_its_own_for_every_state(self) -> None:
        assert len({shape_of(draw_state(state)) for state in STATE_WORDS}) == len(STATE_WORDS)

    def test_is_silent_when_its_word_stands_beside_it(self) -> None:
        assert draw_state_with_words("ready").count("ready<") == 1
        assert "aria-hidden" in draw_state("ready", labeled=False)

    def test_speaks_spanish(self) -> None:
        with translation.override("es"):
            assert 'aria-label="dominado"' in draw_state("mastered")

    def test_refuses_a_state_nobody_knows(self) -> None:
        with pytest.raises(ValueError, match="state='failed'"):
            draw_state("failed")


class TestEvidenceDots:
    @pytest.mark.parametrize(
        ("dots", "goal", "words"),
        [
            ((), 0, "nothing shown yet"),
            (("unaided",), 0, "1 on your own"),
            (
                ("unaided", "aided", "not_yet"),
                5,
                "1 on your own, 1 with help, 1 not yet, room for 2 more",
            ),
            (("not_yet", "not_yet"), 1, "0 on your own, 2 not yet"),
        ],
    )
    def test_says_what_was_shown(self, dots: tuple[str, ...], goal: int, words: str) -> None:
        assert tell_evidence(dots, goal=goal) == words

    def test_leaves_open_paper_up_to_the_goal(self) -> None:
        assert draw_evidence(["unaided"], goal=4).count("d-open") == 3

    def test_refuses_a_dot_nobody_knows(self) -> None:
        with pytest.raises(ValueError, match="wrong"):
            draw_evidence(["wrong"])


class TestBelief:
    def test_is_open_paper_when_nothing_is_known(self) -> None:
        drawn = draw_belief(None, 0, 1)
        assert "not known yet" in drawn
        assert "b-sure" not in drawn

    @pytest.mark.parametrize(
        ("belief", "words"),
        [
            ((0.0, 0.0, 0.0), "about 0 in 10"),
            ((0.62, 0.5, 0.8), "about 6 in 10, somewhere from 5 to 8"),
            ((1.4, 1.0, 1.0), "about 10 in 10"),
        ],
    )
    def test_says_no_decimals(self, belief: tuple[float, float, float], words: str) -> None:
        assert tell_belief(*belief) == words

    def test_names_what_it_is_about(self) -> None:
        drawn = fromstring(draw_belief(0.5, 0.4, 0.6, label='Halves & "thirds"'))
        assert (drawn.get("aria-label") or "").startswith('Halves & "thirds": about')


class TestIcon:
    @pytest.mark.parametrize("name", sorted(ICON_NAMES))
    def test_is_one_drawing_without_words_of_its_own(self, name: str) -> None:
        assert fromstring(draw_icon(name)).get("aria-hidden") == "true"

    def test_escapes_its_label(self) -> None:
        assert fromstring(draw_icon("x", label='"<b>')).get("aria-label") == '"<b>'

    def test_refuses_a_name_nobody_drew(self) -> None:
        with pytest.raises(ValueError, match="no-such"):
            draw_icon("no-such")


class TestDayFlower:
    @pytest.mark.parametrize("size", FLOWER_SIZES)
    def test_fills_what_was_kept_and_outlines_what_was_promised(self, size: int) -> None:
        drawn = draw_flower(PROMISES[:4], PROMISES[:3], size=size)
        assert (drawn.count("f-kept"), drawn.count("f-promised")) == (3, 1)
        fromstring(drawn)

    def test_keeps_every_petal_in_its_place(self) -> None:
        for place, name in enumerate(PROMISES):
            assert f"rotate({60 * place} 50 50)" in draw_flower([name], [])

    @pytest.mark.parametrize(
        ("promised", "kept", "words"),
        [
            ([], [], "nothing promised yet"),
            (["hears"], ["hears"], "kept"),
            (["hears"], [], "none of one kept; not yet: hears"),
            (PROMISES, PROMISES, "all six kept"),
            (
                PROMISES,
                ["connects", "interests", "challenges", "engages"],
                "four of six kept; not yet: relevant, hears",
            ),
            ([], ["hears"], "kept"),
        ],
    )
    def test_says_itself_in_words(
        self, promised: list[str], kept: list[str], words: str
    ) -> None:
        assert tell_day(promised, kept) == words
        assert f'aria-label="{words}"' in draw_flower(promised, kept)

    def test_refuses_other_sizes_and_other_promises(self) -> None:
        with pytest.raises(ValueError, match="size=17"):
            draw_flower([], [], size=17)
        with pytest.raises(ValueError, match="wins"):
            draw_flower(["wins"], [])
