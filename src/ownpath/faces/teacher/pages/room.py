"""My room: who needs me, then one class by competency."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.teacher.pages.cells import draw_symbols
from ownpath.faces.teacher.pages.facts import ClassFacts
from ownpath.faces.teacher.pages.grid import (
    MOST_COLUMNS,
    MOST_COLUMNS_WIDE,
    Grid,
    build_grid,
    student_address,
)
from ownpath.faces.teacher.pages.needs import Needs, build_needs
from ownpath.faces.teacher.pages.now import NowPart, build_now
from ownpath.kit.navigation import TabItem
from ownpath.school.curriculum.queries import framework_of_section, map_of
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries.names_apart import names_apart
from ownpath.school.mastery.queries import beliefs_on
from ownpath.school.people.queries import sections_taught, students_in
from ownpath.school.plans.queries import chosen_by_many, paces_from, timeline_of
from ownpath.school.privacy.services import note_reads_of_deeds

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

VIEWS = ("skills", "students")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPage:
    """What My room shows."""

    section: UUID | None
    title: str
    place: str
    sections: tuple[TabItem, ...]
    current: str
    views: tuple[TabItem, ...]
    view: str
    now: NowPart | None  # None on a day without a plan
    needs: Needs
    grid: Grid | None
    symbols: SafeString
    address: str
    wider: str  # address of the same page with more columns, or ""
    n_chose: int
    people: tuple[
        TabItem, ...
    ]  # of a class that works on no set of skills: each student's name and page

    @property
    def n_students(self) -> int:
        """How many students of the class are shown."""
        return self.grid.n_students if self.grid else len(self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of My room was asked for."""

    section: UUID | None
    view: str
    is_wide: bool
    later: Collection[str]


def build_room(
    *, viewer: Person, asked: Asked, today: date, now: datetime, language: str
) -> RoomPage:
    """Gather My room for one class: who needs the teacher, then where everybody stands."""
    sections = sections_taught(teacher=viewer, today=today)
    section = _pick(sections, asked.section)
    students = students_in(section=section, today=today) if section else []
    part = None
    if asked.section is None:
        part = build_now(
            viewer=viewer,
            section=section,
            students=students,
            today=today,
            now=now,
            language=language,
        )
    needs = build_needs(
        viewer=viewer,
        students=students,
        later=asked.later,
        heard=part.heard if part else None,
        near=part.whereabouts if part else {},
        today=today,
        now=now,
        language=language,
    )
    # With a plan for today the class stands on a page of its own, which the room asks for after it is shown.
    facts = None
    if part is None:
        facts = _facts(section, students, today=today, now=now, language=language)
    most = MOST_COLUMNS_WIDE if asked.is_wide else MOST_COLUMNS
    grid = build_grid(facts, most=most) if facts else None
    read: dict[str, Collection[int]] = {"read.room": [student.pk for student in students]}
    if part is not None:
        read["read.room_now"] = part.read
    note_reads_of_deeds(by=viewer, about_by_deed=read, now=now)
    page = _page(sections, section, asked, needs, grid, len(facts.chosen) if facts else 0)
    return replace(
        page, now=part, people=_people(students) if part is None and not grid else ()
    )


def _people(students: Collection[Person]) -> tuple[TabItem, ...]:
    """Return each student's name and page, by name."""
    names = names_apart(students)
    found = [TabItem(label=names[one.pk], url=student_address(one.uuid)) for one in students]
    return tuple(sorted(found, key=lambda item: str(item.label).casefold()))


def _page(
    sections: list[Section],
    section: Section | None,
    asked: Asked,
    needs: Needs,
    grid: Grid | None,
    n_chose: int,
) -> RoomPage:
    address = _address(section)
    view = asked.view if asked.view in VIEWS else VIEWS[0]
    return RoomPage(
        section=section.uuid if section else None,
        title=section.title if section else "",
        place=_place_of(section) if section else "",
        sections=tuple(TabItem(label=one.title, url=_address(one)) for one in sections),
        current=address,
        views=(
            TabItem(label=_("By skill"), url=f"{address}#class", name="skills"),
            TabItem(
                label=_("By student"),
                url=f"{address}?view=students#class",
                name="students",
            ),
        ),
        view=view,
        now=None,
        needs=needs,
        grid=grid,
        symbols=draw_symbols(),
        address=address,
        wider=f"{address}?wide=1#class" if grid and grid.n_more and not asked.is_wide else "",
        n_chose=n_chose,
        people=(),
    )


def _place_of(section: Section) -> str:
    """Return the number or name of a section's room, without the word "room" that the page says itself."""
    words = section.room.split(maxsplit=1)
    return words[1] if len(words) > 1 and words[0].casefold() == "room" else section.room


def _pick(sections: list[Section], wanted: UUID | None) -> Section | None:
    if wanted is None:
        return sections[0] if sections else None
    for section in sections:
        if section.uuid == wanted:
            return section
    raise NotFound(
        _("There is no such class among yours."), next_step=_("Pick one of your own classes.")
    )


def _address(section: Section | None) -> str:
    return (
        reverse("teacher:section", args=[section.uuid]) if section else reverse("teacher:room")
    )


def _facts(
    section: Section | None,
    students: list[Person],
    *,
    today: date,
    now: datetime,
    language: str,
) -> ClassFacts | None:
    framework = framework_of_section(section_id=section.pk) if section else None
    if section is None or framework is None or not students:
        return None
    ids = [student.pk for student in students]
    beliefs = beliefs_on(student_ids=ids, framework=map_of(framework), now=now)
    timeline = timeline_of(section_id=section.pk)
    return ClassFacts(
        students=students,
        framework=map_of(framework),
        beliefs=beliefs,
        timeline=timeline,
        paces=paces_from(section=section, beliefs=beliefs, timeline=timeline, today=today),
        chosen={
            student_id: say(words, "title", language)
            for student_id, words in chosen_by_many(student_ids=ids, today=today).items()
        },
        today=today,
        language=language,
    )
