"""Shapes that say what is known: mastery states, dots of evidence and the soft-edged bar of belief.

Every state has a shape of its own, so no one needs its color; "not known yet" is open paper, never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

STATE_WORDS = {
    "not_known_yet": _("not known yet"),
    "ready": _("ready"),
    "presumed": _("probably known"),
    "learning": _("learning"),
    "learned": _("learned"),
    "mastered": _("mastered"),
    "review_due": _("review due"),
    "needs_refresh": _("needs refresh"),
    "moved_on": _("moved on, not mastered"),
}
_ROUND = '<circle class="m-line" cx="12" cy="12" r="8.5"/>'
_STATE_SHAPES = {
    "not_known_yet": '<circle class="m-open" cx="12" cy="12" r="8.5"/>',
    "ready": '<circle class="m-glow" cx="12" cy="12" r="11"/><circle class="m-ready" cx="12" cy="12" r="7.5"/>',
    "presumed": '<circle class="m-open" cx="12" cy="12" r="8.5"/><circle class="m-presumed" cx="12" cy="12" r="5"/>',
    "learning": f'{_ROUND}<path class="m-soft" d="M3.5 12a8.5 8.5 0 0 0 17 0z"/>',
    "learned": '<circle class="m-fill" cx="12" cy="12" r="9.25"/>',
    "mastered": '<path class="m-fill" d="M12 1.5l3 2.1 3.7-.2 1 3.6 3 2.2-1.3 3.4 1.3 3.5-3 2.1-1 3.6-3.7-.1-3 2.1'
    '-3-2.1-3.7.1-1-3.6-3-2.1 1.3-3.5-1.3-3.4 3-2.2 1-3.6 3.7.2z"/><path class="m-cut" d="m7.6 12.6 3 2.9 5.8-6.2"/>',
    "review_due": '<circle class="m-fill" cx="12" cy="12" r="9.25"/><path class="m-cut" d="M12 6.8V12l3.4 2.2"/>',
    "needs_refresh": '<path class="m-line" d="M19.6 8.6A8.5 8.5 0 1 0 20.5 12"/><path class="m-line" d="M20.6 4v5h-5"/>'
    '<circle class="m-dot" cx="12" cy="12" r="3"/>',
    "moved_on": '<path class="m-line" d="M3.5 12h15M13 6l6 6-6 6"/>',
}
DOT_KINDS = ("unaided", "aided", "not_yet")
_SIZES = frozenset({"s", "m", "l"})


@lru_cache(maxsize=256)
def _draw_state(state: str, size: str, words: str, labeled: bool) -> SafeString:  # noqa: FBT001 - cache key
    told = f'role="img" aria-label="{escape(words)}"' if labeled else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - our own shapes; the words are escaped
        f'<svg class="mark mark-{size} is-{state}" viewBox="0 0 24 24" {told}>{_STATE_SHAPES[state]}</svg>'
    )


def draw_state(state: str, *, size: str = "m", labeled: bool = True) -> SafeString:
    """Draw the shape of a mastery state, with its word for those who do not see it.

    Parameters
    ----------
    state
        One of `STATE_WORDS`.
    labeled
        False when the word stands beside the shape on the page.
    """
    if state not in STATE_WORDS:
        raise ValueError(f"state={state!r}: expected one of {', '.join(STATE_WORDS)}")
    if size not in _SIZES:
        raise ValueError(f"size={size!r}: expected s, m or l")
    return _draw_state(str(state), size, str(STATE_WORDS[state]), labeled)


def draw_state_with_words(state: str) -> SafeString:
    """Draw a badge: the shape of a mastery state and its word beside it."""
    shape = draw_state(state, size="s", labeled=False)
    return mark_safe(  # noqa: S308 - both parts are ours
        f'<span class="badge badge-{state}">{shape}{escape(STATE_WORDS[state])}</span>'
    )


def tell_evidence(dots: tuple[str, ...], *, goal: int = 0) -> str:
    """Say in words what the dots of evidence show."""
    if not dots:
        return gettext("nothing shown yet")
    alone, aided = dots.count("unaided"), dots.count("aided")
    parts = [ngettext("%(n)s on your own", "%(n)s on your own", alone) % {"n": alone}]
    if aided:
        parts.append(ngettext("%(n)s with help", "%(n)s with help", aided) % {"n": aided})
    if len(dots) > alone + aided:
        n = len(dots) - alone - aided
        parts.append(ngettext("%(n)s not yet", "%(n)s not yet", n) % {"n": n})
    if goal > len(dots):
        n = goal - len(dots)
        parts.append(ngettext("room for %(n)s more", "room for %(n)s more", n) % {"n": n})
    return ", ".join(parts)


def draw_evidence(dots: Iterable[str], *, goal: int = 0) -> SafeString:
    """Draw one dot for each thing shown: full unaided, half with help, ring not yet; open paper up to `goal`."""
    kinds = tuple(dots)
    wrong = sorted(set(kinds) - set(DOT_KINDS))
    if wrong:
        raise ValueError(f"dots={wrong!r}: expected any of {', '.join(DOT_KINDS)}")
    language = get_language() or "en"
    return _draw_evidence(kinds, goal, tell_evidence(kinds, goal=goal), language)


@lru_cache(maxsize=512)
def _draw_evidence(kinds: tuple[str, ...], goal: int, words: str, _language: str) -> SafeString:
    shapes = []
    for n, kind in enumerate((*kinds, *["open"] * max(0, goal - len(kinds)))):
        x = 8 + 16 * n
        ring = f'<circle class="d-{kind}" cx="{x}" cy="8" r="5.5"/>'
        half = (
            f'<path class="d-half" d="M{x - 5.5} 8a5.5 5.5 0 0 0 11 0z"/>'
            if kind == "aided"
            else ""
        )
        shapes.append(ring + half)
    width = 16 * max(1, len(shapes))
    return mark_safe(  # noqa: S308 - numbers and our own words, escaped
        f'<svg class="dots" viewBox="0 0 {width} 16" width="{width}" height="16" role="img"'
        f' aria-label="{escape(words)}">{"".join(shapes)}</svg>'
    )


def tell_belief(estimate: float | None, low: float, high: float) -> str:
    """Say in words, without decimals, how sure we are that the next try succeeds."""
    if estimate is None:
        return gettext("not known yet")
    tenths = [round(10 * min(1.0, max(0.0, value))) for value in (estimate, low, high)]
    named = dict(zip(("about", "low", "high"), tenths, strict=True))
    if named["low"] == named["high"]:
        return gettext("about %(about)s in 10") % named
    return gettext("about %(about)s in 10, somewhere from %(low)s to %(high)s") % named


def draw_belief(
    estimate: float | None, low: float, high: float, *, label: str = ""
) -> SafeString:
    """Draw a bar that is solid as far as we are sure and fades out over what we are not sure of."""
    words = tell_belief(estimate, low, high)
    told = f"{label}: {words}" if label else words
    slices = [] if estimate is None else _belief_slices(low, high)
    kind = "belief is-open" if estimate is None else "belief"
    return mark_safe(  # noqa: S308 - numbers and our own words, escaped
        f'<svg class="{kind}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{escape(told)}">'
        f'<rect class="b-paper" width="100" height="8" rx="4"/>{"".join(slices)}</svg>'
    )


def _belief_slices(low: float, high: float, n_slices: int = 16) -> list[str]:
    """Lay bars of one start over each other, each shorter and denser, so that the sum fades evenly."""
    start, end = (100 * min(1.0, max(0.0, value)) for value in sorted((low, high)))
    step = (end - start) / n_slices
    return [
        f'<rect class="b-sure" width="{end - n * step:.2f}" height="8" fill-opacity="{1 / (n_slices + 1 - n):.3f}"/>'
        for n in range(n_slices + 1)
    ]
