"""Colors that can be read: every pair of words and paper, computed from the style sheet, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ownpath.kit

CSS = Path(ownpath.kit.__file__).parent / "static/kit/css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
PAPERS = ("paper", "surface", "surface-raised", "surface-sunken")
WORDS_ON_PAPER = [
    (ink, paper) for ink in ("ink", "ink-soft", "ink-faint", "accent") for paper in PAPERS
]
WORDS_ON_COLOR = [
    ("accent-ink", "accent-fill"),
    ("accent", "accent-wash"),
    ("ink", "accent-wash"),
    ("ink", "kept-wash"),
    ("ink", "glow-wash"),
    ("ink-soft", "kept-wash"),
    ("kept", "kept-wash"),
    ("kept", "surface"),
    ("care", "care-wash"),
    ("care", "surface-raised"),
    ("ink", "care-wash"),
    *[("tone-ink", f"tone-{n}") for n in range(1, 7)],
]
SHAPES = [
    (shape, paper)
    for shape in ("kept-fill", "care-fill", "line-strong", "focus", "accent-fill")
    for paper in ("paper", "surface", "surface-raised")
]


def colors_of(selector: str) -> dict[str, str]:
    """Return every color written as #rrggbb in the block that begins with `selector`."""
    block = TOKENS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


LIGHT = colors_of("\n  :root")
DARK_BY_CHOICE = colors_of(':root[data-theme="dark"]')
DARK_BY_SYSTEM = colors_of(':root:not([data-theme="light"])')


def luminance(color: str) -> float:
    channels = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_CHOICE], ids=["light", "dark"])
class TestTokens:
    @pytest.mark.parametrize(("ink", "paper"), WORDS_ON_PAPER + WORDS_ON_COLOR)
    def test_let_words_be_read(self, theme: dict[str, str], ink: str, paper: str) -> None:
        assert contrast(theme[ink], theme[paper]) >= 4.5

    @pytest.mark.parametrize(("shape", "paper"), SHAPES)
    def test_let_shapes_be_seen(self, theme: dict[str, str], shape: str, paper: str) -> None:
        assert contrast(theme[shape], theme[paper]) >= 3


class TestThemes:
    def test_are_the_same_dark_by_choice_and_by_system(self) -> None:
        assert DARK_BY_CHOICE == DARK_BY_SYSTEM

    def test_answer_the_same_roles(self) -> None:
        assert set(LIGHT) == set(DARK_BY_CHOICE)

    def test_write_colors_in_the_tokens_only(self) -> None:
        for sheet in CSS.glob("*.css"):
            if sheet.name not in {"tokens.css", "print.css"}:
                assert not re.search(
                    r"#[0-9a-f]{3,6}\b|rgba?\(", sheet.read_text(encoding="utf-8")
                ), sheet.name

    def test_use_no_token_that_does_not_exist(self) -> None:
        known = set(re.findall(r"--([\w-]+):", TOKENS))
        for sheet in CSS.glob("*.css"):
            used = set(re.findall(r"var\(--([\w-]+)", sheet.read_text(encoding="utf-8")))
            assert used <= known, sheet.name

    def test_take_their_letters_from_this_package(self) -> None:
        addresses = re.findall(r'url\("([^"]+)"\)', TOKENS)
        assert len(addresses) == 9
        assert all((CSS / address).is_file() for address in addresses)
