"""A group as a card: what, where, why these students, and what each of them needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from ownpath.faces.why import KINDS
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries.words import tell_grade

if TYPE_CHECKING:
    from ownpath.school.days.queries import CellLine, GroupLine, MemberLine
    from ownpath.school.people.models import Person

Names = Mapping[int, str]  # by the student's id
NO_NAMES: Names = MappingProxyType({})
NEEDS = {
    "picked": gettext_lazy("picked this"),
    "asked": gettext_lazy("asked for another way"),
    "close": gettext_lazy("is close"),
    "needs_refresh": gettext_lazy("needs a fresh look"),
    "review_due": gettext_lazy("a second look is due"),
    "goal": gettext_lazy("it leads to a goal"),
    "hope": gettext_lazy("hopes for this"),
    "interest": gettext_lazy("likes this"),
    "pinned": gettext_lazy("pinned by a teacher"),
}


# Why a group is a group, by the kind of its members' reasons.
COUNTED = {
    "picked": ngettext_lazy("%(n)d picked it", "%(n)d picked it", "n"),
    "asked": ngettext_lazy("%(n)d asked for another way", "%(n)d asked for another way", "n"),
    "close": ngettext_lazy("%(n)d is close", "%(n)d are close", "n"),
    "needs_refresh": ngettext_lazy("%(n)d needs a fresh look", "%(n)d need a fresh look", "n"),
    "review_due": ngettext_lazy(
        "a second look is due for %(n)d", "a second look is due for %(n)d", "n"
    ),
    "goal": ngettext_lazy("it leads to a goal of %(n)d", "it leads to goals of %(n)d", "n"),
    "hope": ngettext_lazy("it serves a hope of %(n)d", "it serves hopes of %(n)d", "n"),
    "interest": ngettext_lazy("%(n)d likes it", "%(n)d like it", "n"),
    "pinned": ngettext_lazy(
        "a teacher picked it for %(n)d", "a teacher picked it for %(n)d", "n"
    ),
    "timeline": gettext_lazy("the class is working on it now"),
    "covered": gettext_lazy("their teacher cannot be there: own work and reading"),
    "station": gettext_lazy("it is their turn here"),
    "conference": gettext_lazy("it is time to hear how they are"),
    "asked_person": ngettext_lazy("%(n)d asked for a person", "%(n)d asked for a person", "n"),
    "unlocks": ngettext_lazy(
        "it opens new things for %(n)d", "it opens new things for %(n)d", "n"
    ),
    "stands_on": ngettext_lazy("%(n)d is ready for it", "%(n)d are ready for it", "n"),
    "next": ngettext_lazy("%(n)d can begin here", "%(n)d can begin here", "n"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One student in a group, with what they bring to it."""

    uuid: UUID
    called: str
    href: str
    need: str
    is_away: bool
    is_here: bool
    move_url: str
    is_done: bool = False
    is_own_word: bool = False  # the student said so
    marked_by: int | None = None  # the id of who said last what became of the block
    may_mark: bool = False  # as done, or take that back


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """One group of a block."""

    uuid: UUID
    key: str  # what its members do, as a swap names it; "" where nobody is in it
    title: str
    kind: str
    about: str
    place: str
    because: str
    members: tuple[Member, ...]
    block: int
    viewer: int | None = None  # the id of who looks

    @property
    def n_to_mark(self) -> int:
        """How many of those here are not marked as done yet, where the block can be marked."""
        return sum(one.may_mark and not one.is_done for one in self.members)

    @property
    def n_done(self) -> int:
        """How many are marked as done, where the block can be marked."""
        return sum(one.may_mark and one.is_done for one in self.members)

    @property
    def has_my_marks(self) -> bool:
        """Whether there is something this viewer marked, to be taken back."""
        return any(one.is_done and one.marked_by == self.viewer for one in self.members)

    @property
    def html_id(self) -> str:
        """The id of the card on a page."""
        return f"g-{self.uuid}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Students of the class who do the same elsewhere in a block."""

    title: str
    key: str
    where: str
    members: tuple[Member, ...]


def draw_group(
    line: GroupLine,
    *,
    steered: Collection[int],
    language: str,
    day: str = "",
    marker: int | None = None,
    names: Names = NO_NAMES,
) -> GroupCard:
    """Return a group as a card; `day` is set where it is not of today, `marker` (who looks) once it has begun.

    `names` holds how to call students who are not alone in being called what they are.
    """
    title, about = spoken(line.title, language), spoken(line.about, language)
    members = [member for member in line.members if not member.is_absent]
    kind = str(KINDS.get(line.modality, ""))
    reasons = [_kind_of_reason(one.cell) for one in members]
    if reasons and set(reasons) == {"covered"}:
        title = _("A class whose teacher is out")
        grades = {one.person.grade for one in members}
        about = tell_grade(grades.pop()) if len(grades) == 1 else ""
    return GroupCard(
        uuid=line.uuid,
        key=members[0].cell.key if members else "",
        title=title or about or kind,
        kind=kind,
        about=about if about != title else "",
        place=line.room,
        because=count_reasons(reasons),
        members=tuple(
            _member(one, steered, day, names, may_mark=marker is not None)
            for one in line.members
        ),
        block=line.block,
        viewer=marker,
    )


def _kind_of_reason(cell: CellLine) -> str:
    """Return why a student does something, as a key; that they picked it comes before all else."""
    return "picked" if cell.is_chosen else str(cell.reason.get("kind", ""))


def _member(
    member: MemberLine, steered: Collection[int], day: str, names: Names, *, may_mark: bool
) -> Member:
    return draw_member(
        member.person, member.cell, is_mine=member.person.pk in steered,
        is_away=member.is_absent, day=day, may_mark=may_mark and not member.is_absent, names=names,
    )  # fmt: skip


def draw_member(
    person: Person,
    cell: CellLine,
    *,
    is_mine: bool,
    is_away: bool = False,
    day: str = "",
    may_mark: bool = False,
    names: Names = NO_NAMES,
) -> Member:
    """Return one student of a group, with the one thing to know about them here."""
    name = "teacher:pin_block" if day else "teacher:swap_student"
    args = [day, person.uuid, cell.block] if day else [person.uuid, cell.block]
    return Member(
        uuid=person.uuid,
        called=names.get(person.pk, person.called),
        href=reverse("teacher:student", args=[person.uuid]) if is_mine else "",
        need=str(NEEDS.get(_kind_of_reason(cell), "")),
        is_away=is_away,
        is_here=cell.status in {"going", "done"},
        move_url="" if cell.is_fixed or not is_mine else reverse(name, args=args),
        is_done=cell.status == "done",
        is_own_word=cell.status_by == person.pk,
        marked_by=cell.status_by,
        may_mark=may_mark and not cell.is_fixed,
    )


def draw_standing(
    members: Sequence[tuple[Person, CellLine]],
    *,
    steered: Collection[int],
    language: str,
    day: str = "",
    names: Names = NO_NAMES,
) -> Standing:
    """Return what some students of the class do elsewhere, and where that is."""
    _person, cell = members[0]
    kind = str(KINDS.get(cell.modality, ""))
    who = cell.adult.full_name if cell.adult else kind
    return Standing(
        title=spoken(cell.title, language) or kind,
        key=cell.key,
        where=" · ".join(one for one in (who, cell.room) if one),
        members=tuple(
            draw_member(person, one, is_mine=person.pk in steered, day=day, names=names)
            for person, one in members
        ),
    )


def count_reasons(kinds: Iterable[str]) -> str:
    """Say why a group is a group: its members' two most common reasons, with how many each.

    The line begins with "because", as every reason does; it is empty where nothing is known.
    """
    counted = Counter(kind for kind in kinds if kind in COUNTED).most_common(2)
    said = [str(COUNTED[kind] % {"n": n}) for kind, n in counted]
    return _("because %(reasons)s") % {"reasons": ", ".join(said)} if said else ""
