"""Say why we think what we think: to a teacher as the model's own short sum, to a student in one sentence.

A part that speaks for a right answer is marked (+), one against it (-), both against what is usual here: five right of
five can be little where everybody has shown twenty, and is then called few. Nothing is said that the sum does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, override

from ownpath.engine.knowledge.explaining import Term
from ownpath.engine.knowledge.features import Group

MOST_PARTS = 3
SLIGHT = 0.1  # log odds; what moves a prediction less is not told
LONG_AGO = 3.0  # days; a shorter while is not said to speak against a right answer
DAYS_A_WEEK = 7
WEEKS_UNTIL_MONTHS = 9
DAYS_A_MONTH = 30

OF_LAST = ngettext_lazy(
    "%(right)d of the last %(n)d answer right", "%(right)d of the last %(n)d answers right", "n"
)
OF_HERE = ngettext_lazy(
    "%(right)d of %(n)d right in this skill", "%(right)d of %(n)d right in this skill", "n"
)
ABOUT_IN_TEN = _("about %(n)d in 10")
DAYS_AGO = ngettext_lazy("%(n)d day ago", "%(n)d days ago", "n")
WEEKS_AGO = ngettext_lazy("%(n)d week ago", "%(n)d weeks ago", "n")
MONTHS_AGO = ngettext_lazy("%(n)d month ago", "%(n)d months ago", "n")
TODAY = _("last shown today")
ONLY_SO_FAR = ngettext_lazy(
    "only %(n)d answer in this skill so far", "only %(n)d answers in this skill so far", "n"
)
NOT_YET_HERE = _("nothing shown in this skill yet")
# What speaks for a right answer, and what against it.
EITHER_WAY: Mapping[Group, tuple[Any, Any]] = {
    Group.OVERALL: (_("strong on the whole"), _("finds much of it hard now")),
    Group.DIFFICULTY: (_("easier than usual"), _("harder than usual")),
    Group.ITEM: (_("fresh in practice"), _("new after other work")),
    Group.ECHO: (
        _("goes with the answers just before"),
        _("the answers just before speak against it"),
    ),
}
ONLY_BEGUN = _("You have done this only a few times so far, and they went well.")
# What is said to a student first: what is about the skill itself.
OF_THE_SKILL = frozenset({Group.COMPETENCY, Group.TIME, Group.DIFFICULTY, Group.RECENT})
TO_A_STUDENT: Mapping[Group, tuple[Any, Any]] = {
    Group.OVERALL: (
        _("You are doing well in many things, so this one is likely to go well too."),
        _("Much is new for you just now, so take your time with this one."),
    ),
    Group.COMPETENCY: (
        _("Your answers here have been good."),
        _("This one has been tricky so far. A few tries with help can turn it."),
    ),
    Group.RECENT: (_("Your last answers went well."), _("Your last answers were hard ones.")),
    Group.TIME: (
        _("You looked at this not long ago."),
        _("It has been a while since you did this."),
    ),
    Group.DIFFICULTY: (
        _("This one is easier than most."),
        _("This one is harder than most. That is what makes it worth it."),
    ),
    Group.ITEM: (_("You are in the middle of it."), _("You come to it from something else.")),
    Group.ECHO: (
        _("It goes well with what you just did."),
        _("What you just did says it needs one more look."),
    ),
}


class Told(Protocol):
    """What was foretold, and from what."""

    @property
    def p_right(self) -> float:
        """P(right, unaided), 0 to 1."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """The parts of the sum, the strongest first."""

    @property
    def facts(self) -> Mapping[str, float]:
        """What words are made of."""


def why_for_teacher(told: Told, *, language: str) -> str:
    """Return how likely it is and what moves it most, as "about 7 in 10: 3 of the last 4 answers right (+), ..."."""
    with override(language):
        parts = [
            f"{words} ({'+' if term.contribution > 0 else '−'})"  # noqa: RUF001 - a minus sign
            for term in told.terms
            if abs(term.contribution) >= SLIGHT and (words := _part(term, told.facts))
        ]
        plain = [str(_lately(told.facts)), str(_ago(told.facts))]
        said = parts[:MOST_PARTS] or [words for words in plain if words]
        return f"{_in_ten(told.p_right)}: {', '.join(said)}"


def _in_ten(p_right: float) -> str:
    """Say how likely something is, without more digits than are known."""
    n = min(9, max(1, round(10 * p_right)))
    return str(ABOUT_IN_TEN % {"n": n})


def why_for_student(told: Told, *, language: str) -> str:
    """Return one sentence about what moves the prediction most; without a model, about the last answers."""
    with override(language):
        strong = [one for one in told.terms if abs(one.contribution) >= SLIGHT]
        strong.sort(
            key=lambda one: one.group not in OF_THE_SKILL
        )  # stable: the strongest stay first
        for term in strong:
            if term.group is Group.COMPETENCY and _is_only_begun(term, told.facts):
                return str(ONLY_BEGUN)
            if _fits(term, told.facts):
                return str(TO_A_STUDENT[term.group][0 if term.contribution > 0 else 1])
        lately = _lately(told.facts)
        return str(_("So far: %(lately)s.") % {"lately": lately}) if lately else ""


def _part(term: Term, facts: Mapping[str, float]) -> str:
    if not _fits(term, facts):
        return ""
    if term.group is Group.RECENT:
        return _lately(facts)
    if term.group is Group.TIME:
        return _ago(facts)
    if term.group is Group.COMPETENCY and _is_only_begun(term, facts):
        return str(ONLY_SO_FAR % {"n": int(facts["n_right"])})
    if term.group is Group.COMPETENCY:
        return _here(facts)
    return str(EITHER_WAY[term.group][0 if term.contribution > 0 else 1])


def _is_only_begun(term: Term, facts: Mapping[str, float]) -> bool:
    """Return whether the skill speaks against a right answer though every answer in it was right: they are few."""
    return term.contribution < 0 and facts["n_right"] > 0 == facts["n_wrong"]


def _fits(term: Term, facts: Mapping[str, float]) -> bool:
    """Return whether what would be told of the last answers, or of the time since, points the way the term does."""
    if term.group is Group.TIME:
        days = facts.get("days_since", 0.0)
        return days >= LONG_AGO if term.contribution < 0 else days < LONG_AGO
    if term.group is not Group.RECENT:
        return True
    n_lately, n_right = facts.get("n_lately", 0), facts.get("right_lately", 0)
    return n_right < n_lately if term.contribution < 0 else n_right > 0


def _lately(facts: Mapping[str, float]) -> str:
    n = int(facts.get("n_lately", 0))
    return str(OF_LAST % {"right": int(facts["right_lately"]), "n": n}) if n else ""


def _here(facts: Mapping[str, float]) -> str:
    right, n = int(facts["n_right"]), int(facts["n_right"] + facts["n_wrong"])
    return str(OF_HERE % {"right": right, "n": n}) if n else str(NOT_YET_HERE)


def _ago(facts: Mapping[str, float]) -> str:
    if "days_since" not in facts:
        return ""
    days = int(facts["days_since"])
    if not days:
        return str(TODAY)
    if days < 2 * DAYS_A_WEEK:
        return str(DAYS_AGO % {"n": days})
    weeks = days // DAYS_A_WEEK
    if weeks < WEEKS_UNTIL_MONTHS:
        return str(WEEKS_AGO % {"n": weeks})
    return str(MONTHS_AGO % {"n": days // DAYS_A_MONTH})
