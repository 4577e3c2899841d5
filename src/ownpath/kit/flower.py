"""The day flower: six petals, one for each promise, always in the same places.

Outline = promised, filled = kept, absent = not in the plan. It is never a score: no totals, no ranks, no red.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

PROMISE_WORDS = {
    "connects": _("connects"),
    "relevant": _("relevant"),
    "interests": _("interests"),
    "challenges": _("challenges"),
    "engages": _("engages"),
    "hears": _("hears"),
}
FLOWER_SIZES = (16, 48, 160)
_PETALS = {
    16: "M50 42C33 33 31 6 50 6s19 27 0 36z",
    48: "M50 43C35 34 31 5 50 5s15 29 0 38z",
    160: "M50 43.5C41 38.5 34.5 27 35.6 17 36.6 8.6 42.5 4.5 50 4.5s13.4 4.1 14.4 12.5C65.5 27 59 38.5 50 43.5z",
}
_VEIN = '<path class="f-vein" d="M50 36V17"/>'


def tell_day(promised: Collection[str], kept: Collection[str]) -> str:
    """Say the flower in words: how many promises were kept and which were not yet.

    >>> tell_day(["connects", "hears"], ["hears"])
    'one of two kept; not yet: connects'
    """
    planned = [name for name in PROMISE_WORDS if name in promised or name in kept]
    if not planned:
        return gettext("nothing promised yet")
    missing = [str(PROMISE_WORDS[name]) for name in planned if name not in kept]
    named = {"kept": _count(len(planned) - len(missing)), "promised": _count(len(planned))}
    if not missing:
        return gettext("all %(promised)s kept") % named if len(planned) > 1 else gettext("kept")
    named["missing"] = ", ".join(missing)
    return gettext("%(kept)s of %(promised)s kept; not yet: %(missing)s") % named


def draw_flower(
    promised: Collection[str], kept: Collection[str], *, size: int = 48
) -> SafeString:
    """Draw the day flower in one of three sizes, with its words for those who do not see it."""
    unknown = sorted({*promised, *kept} - set(PROMISE_WORDS))
    if unknown:
        raise ValueError(f"promises={unknown!r}: expected any of {', '.join(PROMISE_WORDS)}")
    if size not in FLOWER_SIZES:
        raise ValueError(f"size={size!r}: expected 16, 48 or 160")
    return _draw(frozenset(promised), frozenset(kept), size, tell_day(promised, kept))


@lru_cache(maxsize=1024)
def _draw(promised: frozenset[str], kept: frozenset[str], size: int, words: str) -> SafeString:
    return mark_safe(  # noqa: S308 - our own shapes; the words are escaped
        f'<svg class="flower flower-{size}" viewBox="0 0 100 100" width="{size}" height="{size}" role="img"'
        f' aria-label="{escape(words)}">{draw_petals(promised, kept, size=size)}</svg>'
    )


def draw_petals(promised: Collection[str], kept: Collection[str], *, size: int) -> str:
    """Draw what is inside the flower: its petals in their places, and the heart."""
    petals = [
        _petal(name, turn=60 * place, size=size, is_kept=name in kept)
        for place, name in enumerate(PROMISE_WORDS)
        if name in promised or name in kept
    ]
    return f'{"".join(petals)}<circle class="f-heart" cx="50" cy="50" r="11"/>'


def _petal(name: str, *, turn: int, size: int, is_kept: bool) -> str:
    kind = "f-kept" if is_kept else "f-promised"
    shape = f'<path class="{kind}" d="{_PETALS[size]}"/>'
    title = f"<title>{escape(PROMISE_WORDS[name])}</title>" if size == max(FLOWER_SIZES) else ""
    vein = _VEIN if is_kept and size == max(FLOWER_SIZES) else ""
    return f'<g transform="rotate({turn} 50 50)">{title}{shape}{vein}</g>'


def _count(n: int) -> str:
    return (
        pgettext("how many promises", "none"),
        pgettext("how many promises", "one"),
        pgettext("how many promises", "two"),
        pgettext("how many promises", "three"),
        pgettext("how many promises", "four"),
        pgettext("how many promises", "five"),
        pgettext("how many promises", "six"),
    )[n]
