"""Say why something is offered: one short line that begins with "because", and what stands behind it.

A stored reason holds `kind`, the ids it stands on, and under `says` the names it speaks of, by language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, override

from ownpath.engine.offers.worth import BAND

LINES = {
    "pinned": _("because %(who)s picked it for you"),
    "review_due": _("because you learned it, and a second look makes it stay"),
    "needs_refresh": _("because this one wants a fresh look"),
    "asked": _("because you asked to see it another way"),
    "goal": _("because it leads to your goal: %(goal)s"),
    "timeline": _("because your class is working on it now"),
    "hope": _("because you told us about your hope: %(theme)s"),
    "interest": _("because you like %(theme)s"),
    "close": _("because you are close"),
    "unlocks": ngettext_lazy(
        "because %(count)d later step builds on it",
        "because %(count)d later steps build on it",
        "count",
    ),
    "stands_on": _("because you already know this: %(goal)s"),
    "next": _("because it is a good place to start"),
}
BEHIND = {
    "pinned": _("%(who)s wrote: %(words)s"),
    "review_due": _("You showed that you know this: %(competency)s. It is time to look again."),
    "needs_refresh": _(
        "You knew this: %(competency)s. Your last answers say it slipped a little. "
        "A few good ones bring it back."
    ),
    "asked": _("You told us this was too hard the way it was: %(competency)s."),
    "goal": _("Your goal is: %(goal)s. This is on the way: %(competency)s."),
    "timeline": _("Your class works on this now: %(competency)s."),
    "hope": _("You have a card that says: %(theme)s. This activity is about that."),
    "interest": _("You have a card that says: %(theme)s. This activity is about that."),
    "close": ngettext_lazy(
        "You have %(count)d right answer on your own so far: %(competency)s.",
        "You have %(count)d right answers on your own so far: %(competency)s.",
        "count",
    ),
    "unlocks": _("Other things stand on this one: %(competency)s."),
    "stands_on": _("You know this: %(goal)s. The next step is: %(competency)s."),
    "next": _("Nothing has to come before it: %(competency)s."),
}


CHALLENGE = _(
    "We think about %(of_ten)d of 10 would be right on your own: enough to go well, and enough to learn."
)


class _Names(dict[str, Any]):
    """Names by placeholder; `is_short` once one was asked for that is not there."""

    is_short = False

    def __missing__(self, name: str) -> str:
        self.is_short = True
        return ""


def because(reason: Mapping[str, Any], *, language: str) -> str:
    """Return one short line that begins with "because" (or "porque")."""
    return _filled(LINES, reason, _names(reason, language), language)


def behind_it(reason: Mapping[str, Any], *, language: str) -> str:
    """Return what stands behind a because, in a few sentences; a prediction only where it is a fair challenge."""
    names = _names(reason, language)
    told = _filled(BEHIND, reason, names, language)
    if (
        names.is_short
    ):  # a class's own lesson names no competency: half a sentence says less than none
        told = ""
    predicted = reason.get("predicted")
    if predicted is None or not BAND[0] <= predicted <= BAND[1]:
        return told
    with override(language):
        return f"{told} {CHALLENGE % {'of_ten': round(10 * predicted)}}".lstrip()


def _filled(
    lines: Mapping[str, Any], reason: Mapping[str, Any], names: _Names, language: str
) -> str:
    with override(language):
        line = lines.get(str(reason.get("kind")), lines["next"])
        return str(line % names)


def _names(reason: Mapping[str, Any], language: str) -> _Names:
    """Return the names a reason speaks of, in one language; what was not named is left empty."""
    names = _Names()
    for name, words in reason.get("says", {}).items():
        is_translated = isinstance(words, Mapping)
        said = (words.get(language) or words.get("en")) if is_translated else words
        if said:
            names[name] = said
    names["count"] = int(reason.get("count", 0))
    return names
