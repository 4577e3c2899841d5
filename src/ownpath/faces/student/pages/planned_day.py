"""Build the ribbon from the published plan of a student's day; None on a day without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.student.pages.day import greet, part_of_day, read_letters
from ownpath.faces.student.pages.first_map import build_invitation
from ownpath.faces.student.pages.ribbon import (
    DayChange,
    Reflection,
    RibbonPage,
    Stop,
    tell_petals,
)
from ownpath.faces.student.pages.screens import stops_open_to
from ownpath.faces.student.pages.words import PLACE_ICON, PLACE_TONE, PLACE_WORDS
from ownpath.faces.subjects import tell_subject
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import StudentDay, because_of_day
from ownpath.school.days.queries.ribbon import day_at_hand
from ownpath.school.days.queries.stamps import stamp_of_student, tells_not_here
from ownpath.school.people.queries import zone_of
from ownpath.school.plans.words import because, behind_it
from ownpath.school.voice.queries import is_person_asked

if TYPE_CHECKING:
    from ownpath.school.days.models import Block
    from ownpath.school.days.queries import CellLine, ChangeLine, EndOfDay
    from ownpath.school.people.models import Person

MOST_CHANGES = 3
MOST_NAMED = 4
CLASS_LESSON = "class_lesson"


def build_ribbon(
    *, student: Person, today: date, now: datetime, language: str
) -> RibbonPage | None:
    """Read a student's day as it is planned; None when nothing is published for it."""
    stamp = stamp_of_student(student=student, day=today)
    at = now.astimezone(zone_of(person=student)).time()
    found = day_at_hand(student=student, day=today, at=at, stamp=stamp) if stamp else None
    if found is None:
        return None
    day, end = found.day, found.end
    promised = tuple(name for name, holds in end.promised.items() if holds)
    kept = tuple(name for name, holds in (end.kept or {}).items() if holds)
    part = part_of_day(now)
    return RibbonPage(
        stamp=stamp,
        greeting=greet(student.called, part),
        part_of_day=part,
        promised=promised,
        kept=kept,
        petals=tell_petals(promised, kept),
        stops=stops_open_to(stamp, day, _stops(day, at, found.said, language)),
        changes=tell_changes(day.changes, starts_at=_starts(day), language=language),
        reflection=_reflection(end) if found.is_over else None,
        letters=read_letters(student),
        is_person_asked=is_person_asked(student=student),
        is_early=student.grade in EARLY_GRADES,
        is_marked_away=tells_not_here(stamp),
        invitation=None
        if found.is_over
        else build_invitation(student=student, has_offers=_has_own_work(day), today=today),
    )


def _has_own_work(day: StudentDay) -> bool:
    return any(cell.key.startswith("activity:") for cell in day.cells.values())


def ensure_begun(
    *, student: Person, block: int, today: date, now: datetime, language: str
) -> None:
    """Refuse to tell of a block that has not begun, that is fixed, or that is not the student's at all."""
    page = build_ribbon(student=student, today=today, now=now, language=language)
    begun = {"before", "now"}
    stops = page.stops if page else ()
    if not any(s.block == block and s.when in begun and not s.is_fixed for s in stops):
        raise NotFound(
            _("There is nothing to tell about this block yet."),
            next_step=_("Look at your day again."),
        )


def _stops(
    day: StudentDay, at: time, said: Mapping[int, str], language: str
) -> tuple[Stop, ...]:
    rings = day.school_day.blocks if day.school_day else ()
    blocks = [one for one in rings if one.number in day.cells or one.kind != "learning"]
    coming = [block.number for block in blocks if block.starts_at > at]
    why = {change.block: str(change.words) for change in day.changes}
    found = []
    for block in blocks:
        cell = day.cells.get(block.number)
        when = _when(block, at, coming)
        if cell is None:
            found.append(_named_block(block, when))
        else:
            told = why.get(block.number, "")
            stop = _stop(cell, block, when, told, day.called_by_id, language)
            found.append(replace(stop, said=said.get(block.number, "")))
    return tuple(found)


def _when(block: Block, at: time, coming: list[int]) -> str:
    if block.ends_at <= at:
        return "before"
    if block.starts_at <= at:
        return "now"
    return "next" if block.number == coming[0] else "then"


def _named_block(block: Block, when: str) -> Stop:
    """Return lunch for everybody, advisory or a pause: what the bell schedule itself names."""
    return Stop(
        block=block.number,
        when=when,
        starts_at=block.starts_at,
        ends_at=block.ends_at,
        title=block.name,
        company="",
        adult="",
        place="",
        icon="clock",
        tone=3,
        because="",
        behind="",
        state="planned",
        is_fixed=True,
        is_mine=False,
        why_changed="",
        can_open=False,
    )


def _stop(
    cell: CellLine,
    block: Block,
    when: str,
    why: str,
    called: Mapping[int, str],
    language: str,
) -> Stop:
    is_fixed = cell.is_fixed
    is_an_offers = bool(cell.reason) and not because_of_day(cell.reason, language=language)
    is_an_offers = is_an_offers and not _is_lesson_without_title(cell, language)
    return Stop(
        block=block.number,
        when=when,
        starts_at=block.starts_at,
        ends_at=block.ends_at,
        title=tell_title(cell, language) or block.name,
        company=tell_company(cell, called),
        adult=cell.adult.full_name if cell.adult else "",
        place=_place(cell.room),
        icon="clock" if is_fixed else PLACE_ICON.get(cell.modality, "pencil"),
        tone=PLACE_TONE.get(cell.modality, 3),
        because="" if why and _is_covered(cell) else tell_because(cell, language),
        behind=behind_it(cell.reason, language=language) if is_an_offers else "",
        state=cell.status or "planned",
        is_fixed=is_fixed,
        is_mine=cell.is_chosen,
        why_changed=why,
        is_others_word=cell.status == "done" and cell.status_by not in (None, cell.student_id),
        can_open=cell.key.startswith("activity:") and when != "before",
    )


def _place(room: str) -> str:
    """Say where: a room that is only a number is called a room."""
    return _("room %(room)s") % {"room": room} if room.isdecimal() else room


def _is_covered(cell: CellLine) -> bool:
    """Return whether the class's teacher is out: why it changed says then why it is so."""
    return bool(cell.reason.get("kind") == "covered")


def tell_title(cell: CellLine, language: str) -> str:
    """Say what a block is: by its thing, or by how it is where there is no single thing; "" for something fixed."""
    if title := spoken(cell.title, language):
        return title
    if cell.is_fixed:
        return ""
    if _is_lesson_without_title(cell, language) and cell.subject:
        return tell_subject(cell.subject)
    return (
        _("Your own work, or reading") if _is_covered(cell) else _sentence_case(cell.modality)
    )


def _sentence_case(modality: str) -> str:
    place = str(PLACE_WORDS.get(modality, ""))
    return place[:1].upper() + place[1:]


def _is_lesson_without_title(cell: CellLine, language: str) -> bool:
    """Return whether the whole class meets in a subject of which nothing more is planned."""
    is_lesson = cell.modality == CLASS_LESSON and not _is_covered(cell)
    return is_lesson and not spoken(cell.title, language)


def tell_because(cell: CellLine, language: str) -> str:
    """Say why a block holds what it holds; something fixed needs no reason."""
    if not cell.reason or cell.is_fixed:
        return ""
    if _is_lesson_without_title(cell, language):
        return _("because your class does this together")
    own = because_of_day(cell.reason, language=language)
    return own or because(cell.reason, language=language)


def tell_company(cell: CellLine, called: Mapping[int, str]) -> str:
    """Say with whom a block is: an adult and how many, a team by name, or how it is done alone."""
    team = [called[one] for one in cell.together_ids if one in called]
    if cell.adult is None and team and len(team) <= MOST_NAMED:
        return _("With %(who)s") % {"who": ", ".join(team)}
    others = cell.n_together
    of_you = ngettext("%(n)d of you", "%(n)d of you", others) % {"n": others}
    if cell.adult is not None:
        who = _("With %(who)s") % {"who": cell.adult.full_name}
        return f"{who} · {of_you}" if others > 1 else who
    said = _sentence_case(cell.modality)
    return f"{said} · {of_you}" if others > 1 and said else said


def _starts(day: StudentDay) -> dict[int, time]:
    blocks = day.school_day.blocks if day.school_day else ()
    return {one.number: one.starts_at for one in blocks}


def _tell_instead(was: str) -> str:
    """Say what was to be; a title that asks or exclaims ends the sentence by itself."""
    told = _("It was to be: %(what)s.") % {"what": was}
    return told.removesuffix(".") if was.endswith(("?", "!", "…", ".")) else told


def tell_changes(
    changes: Iterable[ChangeLine], *, starts_at: Mapping[int, time], language: str
) -> tuple[DayChange, ...]:
    """Tell what is otherwise now, once for all blocks in which it is the same for the same reason."""
    times: dict[tuple[str, str, str, str], list[str]] = {}
    for change in changes:
        now = tell_title(change.after, language) if change.after else ""
        before = tell_title(change.before, language) if change.before else ""
        begin = starts_at.get(change.block)
        at = f"{begin:%-I:%M}" if begin else ""
        was = before if before != now else ""
        place = _place(change.after.room) if change.after and change.is_elsewhere else ""
        times.setdefault((now, was, place, str(change.words)), []).append(at)
    found = []
    for (now, was, place, why), own in times.items():
        sentence = _tell_now(now, place, get_text_list(own, _("and")))
        instead = _tell_instead(was) if now and was else ""
        found.append(DayChange(sentence=sentence, instead=instead, why=why))
    return tuple(found[:MOST_CHANGES])


def _tell_now(now: str, place: str, at: str) -> str:
    """Say what is done now; where it is done, if only that is another."""
    if not now:
        return _("At %(at)s something is different.") % {"at": at}
    if place:
        told = {"at": at, "what": now, "where": place}
        return _("At %(at)s your place is another: %(where)s. You still do: %(what)s") % told
    return _("At %(at)s you do this now: %(what)s") % {"at": at, "what": now}


def _reflection(end: EndOfDay) -> Reflection:
    """Return the end of the day, said or to be said."""
    said = end.reflection
    return Reflection(feeling=said.feeling if said else "", words=said.words if said else "")
