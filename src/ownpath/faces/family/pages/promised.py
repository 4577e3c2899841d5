"""The six promises in a family's words: what each means, and what of a day happened, did not, or was not planned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ownpath.faces.family.pages.telling import join

# In the order of the petals: what a promise is called here, and what it means.
PROMISES: Final = {
    "connects": (
        pgettext_lazy("promise", "time with a person"),
        gettext_lazy("a small group with a teacher, or work with classmates"),
    ),
    "relevant": (
        pgettext_lazy("promise", "a step toward a hope"),
        gettext_lazy("something that leads to what your child wants to be or to do"),
    ),
    "interests": (
        pgettext_lazy("promise", "an interest"),
        gettext_lazy("something your child likes, or picked"),
    ),
    "challenges": (
        pgettext_lazy("promise", "the right challenge"),
        gettext_lazy("work that is neither too easy nor too hard"),
    ),
    "engages": (
        pgettext_lazy("promise", "doing"),
        gettext_lazy("more than listening, and not too long at a screen"),
    ),
    "hears": (
        pgettext_lazy("promise", "a say"),
        gettext_lazy("a real choice, and an answer to what your child tells us"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """One promise: which petal is its own, what it is called and what it means."""

    petal: tuple[str, ...]
    name: str
    means: str


def promise_lines() -> tuple[PromiseLine, ...]:
    """Return what is promised to every child for every day, in the order of the petals."""
    return tuple(
        PromiseLine(petal=(key,), name=str(name)[:1].upper() + str(name)[1:], means=str(means))
        for key, (name, means) in PROMISES.items()
    )


def tell_promises(*, promised: Collection[str], kept: Collection[str]) -> tuple[str, ...]:
    """Return what became of a day's six promises, in sentences: what was missed stands first."""
    planned = {*promised, *kept}
    if not planned:
        return (_("None of the six promises was planned for this day."),)
    if len({*kept}) == len(PROMISES):
        return (_("All six promises were kept."),)
    missed, left_out = (
        [str(name) for key, (name, _means) in PROMISES.items() if key in keys]
        for keys in (planned - {*kept}, set(PROMISES) - planned)
    )
    said = [
        _("Planned, but it did not happen: %(what)s.") % {"what": join(missed)}
        if missed
        else pgettext("promises of a day", "All that was planned happened.")
    ]
    if left_out:
        said.append(_("Not planned for this day: %(what)s.") % {"what": join(left_out)})
    return tuple(said)
