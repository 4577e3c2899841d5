"""The answer tools of an item, made of what may be shown before an answer: safe HTML, fields, stops of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

if TYPE_CHECKING:
    from ownpath.engine.items import ShownItem
    from ownpath.engine.items.types import (
        Piece,
        ShownChoice,
        ShownLine,
        ShownPart,
        ShownPicture,
    )

LETTERS = re.compile(r"<mi[^>]*>([a-z])</mi>")
MOST_LETTERS = 3
WRITTEN_AS_FRACTION = frozenset({"fraction", "mixed"})
SHORT, BRIEF, TINY = 24, 12, 6  # letters of the longest option
LONG_LINE = 12  # with more stops than these a phone has less than a finger's width for each
ENDS_CLAUSE = re.compile(r"\s*([,.;:?!)]+)(?=\s|<|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose, order or match."""

    id: str
    html: SafeString
    plain: str
    picture: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One place on a number line where the point may stand; `label` is what a screen reader says."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One tick of a number line, placed in percent of its width."""

    x: str
    html: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A number line: places to stand, ticks, and where the line begins and ends (percent)."""

    stops: tuple[Stop, ...]
    ticks: tuple[Tick, ...]
    begin: str
    end: str

    @property
    def is_long(self) -> bool:
        """Whether the stops stand too close for a finger on a phone."""
        return len(self.stops) > LONG_LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """What a student answers one part with."""

    name: str
    type: str
    options: tuple[Option, ...]
    targets: tuple[Option, ...]
    line: Line | None
    unit: str
    is_fraction: bool
    is_scientific: bool
    letters: tuple[str, ...]
    has_pictures: bool
    width: str  # of the options, as a class: tiny, brief, short, or nothing for long ones

    @property
    def template(self) -> str:
        """The template that draws this tool."""
        return f"student/tools/{self.type}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the prompt, the tool that stands after it in a cloze, and the mark that must stay beside it."""

    html: SafeString
    tool: Tool | None
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item as it stands on the page."""

    type: str
    language: str
    stretches: tuple[Stretch, ...]
    spoken: str
    pictures: tuple[SafeString, ...]
    tools: tuple[Tool, ...]  # those that stand below the prompt
    has_number_gaps: bool
    n_hints: int


def view_item(shown: ShownItem) -> ItemView:
    """Return an item as templates draw it."""
    letters = _letters(piece.html for piece in shown.pieces)
    tools = {part.name: _tool(part, letters) for part in shown.parts}
    inside = {piece.field for piece in shown.pieces if piece.field}
    return ItemView(
        type=shown.type,
        language=shown.language,
        stretches=tuple(_stretches(shown.pieces, tools)),
        spoken=shown.spoken,
        pictures=tuple(_picture(picture) for picture in shown.pictures),
        tools=tuple(tool for name, tool in tools.items() if name not in inside),
        has_number_gaps=any(tools[name].type == "numeric" for name in inside),
        n_hints=shown.hint_count,
    )


def _stretches(pieces: Sequence[Piece], tools: Mapping[str, Tool]) -> Iterable[Stretch]:
    """Yield the stretches of a prompt; a comma or point after a gap goes with the gap."""
    mark = ""
    for number, piece in enumerate(pieces):
        html = piece.html.removeprefix(mark) if mark else piece.html
        after = pieces[number + 1].html if piece.field and number + 1 < len(pieces) else ""
        found = ENDS_CLAUSE.match(after)
        mark = found[0] if found else ""
        yield Stretch(
            html=_safe(html), tool=tools.get(piece.field), mark=found[1] if found else ""
        )


def _tool(part: ShownPart, letters: tuple[str, ...]) -> Tool:
    options = tuple(_option(choice) for choice in part.choices)
    return Tool(
        name=part.name,
        type=part.type,
        options=options,
        targets=tuple(_option(choice) for choice in part.targets),
        line=_line(part.line) if part.line else None,
        unit=part.unit,
        is_fraction=part.form in WRITTEN_AS_FRACTION,
        is_scientific=part.form == "scientific",
        letters=letters,
        has_pictures=any(option.picture for option in options),
        width=_width(options),
    )


def _width(options: Iterable[Option]) -> str:
    """Return how wide the widest option is, so that they stand beside each other only where they fit."""
    longest = max((_letters_wide(one.html) for one in options), default=0)
    bounds = (("is-tiny", TINY), ("is-brief", BRIEF), ("is-short", SHORT))
    return next((name for name, most in bounds if longest <= most), "")


def _letters_wide(html: str) -> int:
    """Return about how many letters wide a text is; signs of mathematics have room around them."""
    return len(" ".join(strip_tags(html).split())) + 2 * html.count("<mo")


def _option(choice: ShownChoice) -> Option:
    plain = choice.spoken or strip_tags(choice.html)
    if not plain and choice.picture is not None:
        plain = choice.picture.alt
    drawn = _picture(choice.picture) if choice.picture else SafeString("")
    return Option(id=choice.id, html=_safe(choice.html), plain=plain, picture=drawn)


def _line(line: ShownLine) -> Line:
    n = len(line.stops)
    spoken = {tick.value: tick.spoken for tick in line.ticks if tick.html}
    return Line(
        stops=tuple(
            Stop(value=stop, label=spoken.get(stop) or gettext("mark %(n)s") % {"n": place})
            for place, stop in enumerate(line.stops)
        ),
        ticks=tuple(Tick(x=_percent(tick.at, n), html=_safe(tick.html)) for tick in line.ticks),
        begin=_percent(0.0, n),
        end=_percent(1.0, n),
    )


def _percent(at: float, n_stops: int) -> str:
    """Return a place along the line as a share of the width; each stop stands in the middle of its own cell."""
    return f"{100 * (0.5 + at * (n_stops - 1)) / max(1, n_stops):.3f}%"


def _letters(htmls: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(letter for html in htmls for letter in LETTERS.findall(html))
    return tuple(found)[:MOST_LETTERS] or ("x",)


def _picture(picture: ShownPicture) -> SafeString:
    """Return a picture with its words: the drawing is the engine's own, the words are escaped."""
    if 'role="img"' in picture.svg or "<title" in picture.svg:
        return _safe(picture.svg)
    words = escape(picture.alt)
    return _safe(f'<span class="picture" role="img" aria-label="{words}">{picture.svg}</span>')


def _safe(html: str) -> SafeString:
    """Mark as safe what the engine rendered: it escapes everything and knows only its own elements."""
    return mark_safe(html)  # noqa: S308
