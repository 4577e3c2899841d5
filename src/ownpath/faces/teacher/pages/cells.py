"""The marks of the class grid: every shape is drawn once, every cell is one of a few dozen finished texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ownpath.kit.marks import STATE_WORDS, draw_state

if TYPE_CHECKING:
    from ownpath.school.mastery.queries import Belief

DOUBT_LITTLE, DOUBT_MUCH = 0.3, 0.55  # width of the interval from which an edge is drawn softer


def draw_cells(beliefs: Iterable[Belief]) -> SafeString:
    """Return one table cell for each belief, as finished text."""
    drawn: dict[tuple[str, int], str] = {}
    pieces = []
    for belief in beliefs:
        key = (belief.state.value, doubt_of(belief))
        if key not in drawn:
            drawn[key] = _cell(*key)
        pieces.append(drawn[key])
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is made by format_html below


def doubt_of(belief: Belief) -> int:
    """Return 0, 1 or 2: how soft the edge of a mark is drawn."""
    if belief.estimate is None:
        return 0
    width = belief.high - belief.low
    return 2 if width > DOUBT_MUCH else 1 if width > DOUBT_LITTLE else 0


def _cell(state: str, doubt: int) -> SafeString:
    words = STATE_WORDS[state]
    told = _("%(state)s, not sure yet") % {"state": words} if doubt == 2 else str(words)
    return format_html(
        '<td><svg class="cell doubt-{}" role="img" aria-label="{}"><use href="#mark-{}"/></svg></td>',
        doubt,
        told,
        state,
    )


def draw_symbols() -> SafeString:
    """Return the shapes of all states once, for every cell to point at."""
    symbols = []
    for state in STATE_WORDS:
        drawn = draw_state(state, labeled=False)
        inside = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]
        symbols.append(
            f'<symbol id="mark-{state}" class="is-{state}" viewBox="0 0 24 24">{inside}</symbol>'
        )
    return mark_safe(f'<svg class="symbols" aria-hidden="true">{"".join(symbols)}</svg>')  # noqa: S308 - the kit's own shapes
