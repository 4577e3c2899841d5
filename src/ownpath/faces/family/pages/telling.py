"""Say a week in plain sentences. The child's name stands where another language would want a pronoun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def join(names: Sequence[str]) -> str:
    """Return names as a sentence lists them.

    Examples
    --------
    >>> join(["halves"]), join(["halves", "thirds"]), join([])
    ('halves', 'halves and thirds', '')
    """
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def because_of(reason: Mapping[str, Any], *, name: str, language: str) -> str:
    """Return why something was offered, as a family reads it; "" where the reason is unknown."""
    says = {
        key: str(words.get(language) or words.get("en") or "")
        if isinstance(words, Mapping)
        else str(words)
        for key, words in reason.get("says", {}).items()
    }
    named = {
        "name": name,
        "goal": says.get("goal", ""),
        "theme": says.get("theme", ""),
        "who": says.get("who", ""),
    }
    lines = {
        "pinned": _("because %(who)s picked it for %(name)s"),
        "review_due": _("because a second look makes it stay"),
        "needs_refresh": _("because this one wants a fresh look"),
        "asked": _("because %(name)s asked to see it another way"),
        "goal": _("because it leads to a goal: %(goal)s"),
        "timeline": _("because the class is working on it now"),
        "hope": _("because of a hope %(name)s told us: %(theme)s"),
        "interest": _("because %(name)s likes %(theme)s"),
        "close": _("because %(name)s is close to it"),
        "unlocks": _("because other things build on it"),
        "stands_on": _("because it is the next step after: %(goal)s"),
        "next": _("because it is a good place to start"),
    }
    return lines.get(str(reason.get("kind")), "") % named


def tell_week(*, starts_on: date, today: date) -> str:
    """Return which week it is, seen from today; "" for this one.

    >>> tell_week(starts_on=date(2026, 3, 2), today=date(2026, 3, 10))
    'Last week'
    """
    n = (today - starts_on).days // 7
    if n < 1:
        return ""
    if n == 1:
        return _("Last week")
    return _("%(n)d weeks ago") % {"n": n}


def tell_work(*, name: str, n_days: int) -> str:
    """Return the sentence that leads to what a child worked on, on how many days; on none it stands alone."""
    if not n_days:
        return _("%(name)s has no work in Ownpath for this week yet.") % {"name": name}
    return ngettext(
        "%(name)s worked on this, on %(n)d day:",
        "%(name)s worked on this, on %(n)d days:",
        n_days,
    ) % {"name": name, "n": n_days}


def tell_learned(*, name: str, skills: Sequence[str]) -> str:
    """Return what leads to what a child now knows that was not known before, or ""."""
    return _("New this week: %(name)s can do this alone") % {"name": name} if skills else ""


def questions_for(*, name: str, skills: Sequence[str], chose: Sequence[str]) -> tuple[str, ...]:
    """Return questions a family may ask at the table: they open a talk, they do not test."""
    asked = []
    if skills:
        asked.append(
            _("“%(skill)s: can you show me with something we have at home?”")
            % {"skill": skills[0]}
        )
    if chose:
        asked.append(_("“You picked %(what)s. What made you pick it?”") % {"what": chose[0]})
    asked.append(
        _("“What was hard this week, and who helped?”")
        if skills
        else _("“What would you love to learn next, %(name)s?”") % {"name": name}
    )
    return tuple(asked)
