"""Why a block holds what it holds: the reason, what came next, which rule stood in the way of what is worth more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ownpath.errors import NotFound
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import because_of_day, cell_by, why_cell
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.plans.words import because, behind_it
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import CellLine, Could, Why
    from ownpath.school.people.models import Person

Kinds = Mapping[str, Any]  # a kind of work in lazy words
KINDS: Kinds = {
    "teacher_group": pgettext_lazy("kind of block", "Small group"),
    "conference": pgettext_lazy("kind of block", "Conference"),
    "project": pgettext_lazy("kind of block", "Project team"),
    "class_lesson": pgettext_lazy("kind of block", "Whole class"),
    "peer": pgettext_lazy("kind of block", "With a classmate"),
    "assessment": pgettext_lazy("kind of block", "Test"),
    "independent": pgettext_lazy("kind of block", "On a device"),
    "offline": pgettext_lazy("kind of block", "On paper or with things"),
}
LOST: Kinds = {
    "choice": gettext_lazy("%(name)s picked what is planned now, and would not get it."),
    "teacher": gettext_lazy("%(name)s would have no turn with a teacher today."),
}
GAINED: Kinds = {
    "choice": gettext_lazy("%(name)s picked this."),
    "teacher": gettext_lazy("It would be the only turn with a teacher today."),
}
MOST_IN_THE_WAY = 4
MUCH = 100  # points: from here on a change is a clearly weaker fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Something else that could have stood in the block."""

    title: str
    kind: str
    words: str  # how much better or weaker it fits, or the rule in its way


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """Why one student does in one block what is planned."""

    name: str
    block: str
    title: str
    kind: str
    because: str
    behind: str
    is_known: bool  # False: what the plan was made from is not kept any more, or nothing was chosen here
    runner_up: Rival | None
    in_the_way: tuple[Rival, ...]  # worth more, each with the rule


def build_why(
    *,
    viewer: Person,
    student: Person,
    plan: DayPlan | None,
    block: int,
    now: datetime,
    language: str,
    kinds: Kinds = KINDS,
) -> WhyPage:
    """Explain one block of a plan the viewer may see; whose it is is noted, but where one reads one's own."""
    cell = cell_by(plan=plan, student=student, block=block) if plan else None
    if plan is None or cell is None:
        raise NotFound(
            _("Nothing is planned there."), next_step=_("Go back and pick another block.")
        )
    if viewer.pk != student.pk:
        note_reads(by=viewer, about=[student.pk], deed="read.why", now=now)
    why = None if cell.is_fixed else why_cell(plan=plan, student=student, block=block)
    named = next((one.name for one in rings_of(plan).blocks if one.number == block), "")
    reason, behind = tell_reason(cell, language)
    title, kind = spoken(cell.title, language), str(kinds.get(cell.modality, ""))
    runner_up, in_the_way = _rivals(why, student.called, kinds, language) if why else (None, ())
    return WhyPage(
        name=student.called,
        block=named or str(block + 1),
        title=title or kind or named,  # a class's own lesson has no name of ours
        kind=kind if title else "",
        because=reason,
        behind=behind,
        is_known=why is not None,
        runner_up=runner_up,
        in_the_way=in_the_way,
    )


def tell_reason(cell: CellLine, language: str) -> tuple[str, str]:
    """Return the because line of a block and what stands behind it; empty where something fixed stands."""
    if not cell.reason or cell.is_fixed:
        return "", ""
    own = because_of_day(cell.reason, language=language)
    if own:
        return own, ""
    return because(cell.reason, language=language), behind_it(cell.reason, language=language)


def _rivals(
    why: Why, name: str, kinds: Kinds, language: str
) -> tuple[Rival | None, tuple[Rival, ...]]:
    """Return the runner-up, and what is worth more with its rule: each thing once, the best first."""
    second = why.runner_up
    runner_up = (
        _rival(second, tell_cost(second.points, name), kinds, language) if second else None
    )
    found: dict[tuple[str, str], Rival] = {}
    for one in why.bound_by:
        rival = _rival(one, str(one.bound_words), kinds, language)
        found.setdefault((rival.title, rival.kind), rival)
    return runner_up, tuple(found.values())[:MOST_IN_THE_WAY]


def _rival(could: Could, words: str, kinds: Kinds, language: str) -> Rival:
    kind = str(kinds.get(could.modality, ""))
    title = spoken(could.title, language)
    return Rival(title=title or kind, kind=kind if title else "", words=words)


def tell_change(could: Could, name: str) -> str:
    """Say what doing something else means for one student: what is lost and gained, else how well it fits."""
    lost = [str(words % {"name": name}) for key, words in LOST.items() if key in could.loses]
    gained = [
        str(words % {"name": name}) for key, words in GAINED.items() if key in could.gains
    ]
    fit = [] if lost else [capfirst(tell_cost(could.points, name)) + "."]
    return " ".join([*lost, *gained, *fit])


def tell_cost(points: int, name: str) -> str:
    """Say what a change costs one student, by the plan's own measure of worth.

    Examples
    --------
    >>> tell_cost(0, "Ada"), tell_cost(-250, "Ada")
    ('as good for Ada', 'a much weaker fit for Ada')
    """
    if points > 0:
        return _("a better fit for %(name)s") % {"name": name}
    if points == 0:
        return _("as good for %(name)s") % {"name": name}
    if points > -MUCH:
        return _("a little weaker fit for %(name)s") % {"name": name}
    return _("a much weaker fit for %(name)s") % {"name": name}
