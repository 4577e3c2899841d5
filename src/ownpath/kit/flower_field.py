"""A field of small day flowers: a grade or a campus at one look, each kind of flower drawn once and used many times.

Those whose day is kept stand first, those who still wait last; a field is a picture of a group and names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.kit.flower import PROMISE_WORDS, draw_petals

MOST_FLOWERS = 60


@dataclass(frozen=True, slots=True)
class Bloom:
    """One kind of flower: what was promised and what was kept."""

    promised: frozenset[str]
    kept: frozenset[str]

    @property
    def html_id(self) -> str:
        """The id of its drawing on a page."""
        marks = (
            "k" if name in self.kept else "p" if name in self.promised else "n"
            for name in PROMISE_WORDS
        )
        return f"bloom-{''.join(marks)}"


Counts = Mapping[Bloom, int]


def draw_blooms(fields: Iterable[Counts]) -> SafeString:
    """Draw each kind of flower of some fields once, unseen, for `draw_flower_field` to use; stands once on a page."""
    kinds = sorted(
        {bloom for counts in fields for bloom in counts}, key=lambda one: one.html_id
    )
    symbols = "".join(
        f'<symbol id="{one.html_id}" viewBox="0 0 100 100">{draw_petals(one.promised, one.kept, size=16)}</symbol>'
        for one in kinds
    )
    return mark_safe(f'<svg class="symbols" aria-hidden="true">{symbols}</svg>')  # noqa: S308 - our own shapes


def draw_flower_field(counts: Counts, *, most: int = MOST_FLOWERS) -> SafeString:
    """Draw one small flower a student, or one for several where they are many, with its words."""
    n = sum(counts.values())
    each = max(1, ceil(n / most))
    flowers = "".join(
        f'<svg class="flower flower-16" width="16" height="16" aria-hidden="true"><use href="#{one.html_id}"/></svg>'
        for one in _one_in(each, counts)
    )
    return mark_safe(  # noqa: S308 - our own shapes; the words are escaped
        f'<div class="field-of-flowers" role="img" aria-label="{escape(tell_field(counts))}">{flowers}</div>'
    )


def students_each(n: int, *, most: int = MOST_FLOWERS) -> int:
    """Return for how many students one flower of a field stands.

    >>> students_each(60), students_each(61), students_each(0)
    (1, 2, 1)
    """
    return max(1, ceil(n / most))


def tell_field(counts: Counts) -> str:
    """Say a field in words: how many days are whole, and which promise is missing most often."""
    n = sum(counts.values())
    if n == 0:
        return _("no day yet")
    whole = sum(k for bloom, k in counts.items() if len(bloom.kept) == len(PROMISE_WORDS))
    said = ngettext("%(whole)d of %(n)d day is whole", "%(whole)d of %(n)d days are whole", n)
    words = said % {"whole": whole, "n": n}
    missing = {
        name: sum(k for bloom, k in counts.items() if name not in bloom.kept)
        for name in PROMISE_WORDS
    }
    name = max(missing, key=lambda one: missing[one])
    if not missing[name]:
        return words
    return _("%(words)s; missing most often: %(promise)s") % {
        "words": words,
        "promise": PROMISE_WORDS[name],
    }


def _one_in(each: int, counts: Counts) -> Sequence[Bloom]:
    """Return every so-manyth of all flowers, the fullest first."""
    order = sorted(counts, key=lambda one: (-len(one.kept), -len(one.promised), one.html_id))
    row = [bloom for bloom in order for _ in range(counts[bloom])]
    return row[each // 2 :: each]
