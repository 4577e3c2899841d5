"""How far a question ("what if") or a repair is, and what came of it: one page for every face that may ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.faces.why import KINDS
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import rings_of_job, words_of_change
from ownpath.school.days.queries.campuses import names_of_adults
from ownpath.school.days.queries.names_apart import (
    by_grade,
    by_letters,
    by_number,
    by_whole_name,
    names_apart,
)
from ownpath.school.days.queries.problem_words import tell_problems
from ownpath.school.days.queries.room import students_led
from ownpath.school.days.queries.words import tell_clock
from ownpath.school.days.services import take_back_until
from ownpath.school.people.queries import Aspect, students_at_work
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import PlanJob
    from ownpath.school.people.models import Person

Change = Mapping[str, Any]  # one cell that would be another, as `cost_of` tells it
WORKING = frozenset({"waiting", "running"})
AT_ONCE = timedelta(seconds=3)  # so long the page asks again quickly
MOST_LINES = 40
MOST_NAMES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the page of a face asks again, carries out, and leads back to."""

    again: str
    carry_out: str
    back: str
    take_back: str = ""  # "" where the face has another way to undo


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """Students who would do, or do, the same something else in a block for the same reason."""

    block: str
    names: str
    what: str  # what they do now, and with whom
    instead_of: str  # what they would have done; "" where it is the same, or was not kept
    why: str  # "" where it is said once for all


@dataclass(frozen=True, slots=True, kw_only=True)
class LostLine:
    """Students who lose the same by a change."""

    what: str
    names: str
    everybody: str = ""  # all of them, where `names` tells some; else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """What a question or a repair came to."""

    to: Addresses
    about: str = ""  # what is asked about, or was mended; "" where the face says it elsewhere
    is_working: bool
    asks_again: str  # after which time, as htmx reads it
    is_question: bool  # nothing is changed yet
    is_possible: bool
    sentence: str
    cost: str  # that nobody loses anything; "" where somebody does
    losses: tuple[LostLine, ...]
    why: str  # the one reason of all changes
    lines: tuple[ChangedLine, ...]
    n_others: int  # changes not shown: too many
    take_back_until: datetime | None  # None where it cannot be taken back here, or no more
    is_past_undo: bool  # it was done, and could have been taken back before a block of it began


def build_asked(
    *,
    viewer: Person,
    job: PlanJob,
    to: Addresses,
    today: date,
    now: datetime,
    language: str,
    about: str = "",
) -> AskedPage:
    """Say how far a question or a repair is; whose names are shown is noted."""
    answer: Mapping[str, Any] = job.answer or {}
    changes: Sequence[Mapping[str, Any]] = answer.get("changes", [])
    alike = _alike(changes)
    shown = alike[:MOST_LINES]
    lost: Mapping[str, Sequence[str]] = answer.get("losses", {})
    concerned = {str(one["student"]) for own in shown for one in own}.union(*lost.values())
    names = _names(viewer, job, concerned, today, now) if concerned else {}
    reasons = {str(words_of_change(str(one["reason"]))) for one in changes}
    why = reasons.pop() if len(reasons) == 1 else ""
    until = take_back_until(job=job, by=viewer, now=now) if to.take_back else None
    return AskedPage(
        to=to,
        about=about,
        is_working=job.state in WORKING,
        asks_again="300ms" if now - job.asked_at < AT_ONCE else "1s",
        is_question=job.is_question,
        is_possible=_is_possible(job, answer),
        sentence=_sentence(job, answer),
        cost=_no_cost(answer) if _is_possible(job, answer) else "",
        losses=_losses(lost, names),
        why=why,
        lines=tuple(
            replace(line, why="") if line.why == why else line
            for line in _lines(job, shown, names, language)
        ),
        n_others=sum(len(one) for one in alike[MOST_LINES:]),
        take_back_until=until,
        is_past_undo=bool(to.take_back and changes) and until is None and _is_in_force(job),
    )


def _is_in_force(job: PlanJob) -> bool:
    """Return whether what was done counts now."""
    return not job.is_question and job.plan is not None and job.plan.state == "published"


def _alike(changes: Sequence[Change]) -> list[list[Change]]:
    """Return changes in sets of the same block, thing, adult and reason; by block, the largest set first."""
    found: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for one in changes:
        thing = spoken(one.get("title", {}), "en"), one.get("modality", "")
        was = spoken(one.get("instead_of", {}), "en")
        found[f"{one['block']:03}", *thing, was, one.get("adult", ""), one["reason"]].append(
            one
        )
    by_block = sorted(found.items(), key=lambda item: (item[0][0], -len(item[1]), item[0]))
    return [own for _key, own in by_block]


def _lines(
    job: PlanJob, alike: Sequence[Sequence[Change]], names: Mapping[str, str], language: str
) -> tuple[ChangedLine, ...]:
    if not alike:
        return ()
    adults = names_of_adults(campus=job.campus)
    day = rings_of_job(job)
    clocks = {one.number: tell_clock(one) for one in day.blocks} if day else {}
    return tuple(
        ChangedLine(
            block=clocks.get(int(own[0]["block"]), ""),
            names=_tell_names(
                [names[one["student"]] for one in own if one["student"] in names], len(own)
            ),
            what=_tell_thing(own[0], adults, language),
            instead_of=_tell_before(own[0], language),
            why=str(words_of_change(str(own[0]["reason"]))),
        )
        for own in alike
    )


LOSSES: Mapping[str, Any] = {
    "teacher": gettext_lazy("No turn with a teacher any more today"),
    "choice": gettext_lazy("Not what they chose"),
    "fit": gettext_lazy("Something that fits them clearly less"),
}


def _losses(
    lost: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> tuple[LostLine, ...]:
    """Return who loses what, the worst first."""
    return tuple(
        LostLine(
            what=str(words),
            names=_tell_names([names[one] for one in who if one in names], len(who)),
            everybody=_tell_everybody([names[one] for one in who if one in names]),
        )
        for key, words in LOSSES.items()
        if (who := lost.get(key, ()))
    )


def _names(
    viewer: Person, job: PlanJob, wanted: set[str], today: date, now: datetime
) -> dict[str, str]:
    """Return by uuid how to name those the viewer works with or leads in a group; that they are read is noted."""
    led = students_led(plan=job.base, adult=viewer) if job.base else {}
    known = students_at_work(viewer=viewer, aspect=Aspect.LEARNING, today=today)
    people = {str(one.uuid): one for one in known.filter(uuid__in=wanted)}
    near = {uuid: one for uuid, one in led.items() if uuid in wanted and uuid not in people}
    ids = [one.pk for one in (*people.values(), *near.values())]
    note_reads(by=viewer, about=ids, deed="read.changes", now=now)
    stages = (lambda one: by_whole_name(one) if str(one.uuid) in people else by_letters(one),)
    names = names_apart((*people.values(), *near.values()), (*stages, by_grade, by_number))
    return {uuid: names[one.pk] for uuid, one in (*people.items(), *near.items())}


def _tell_names(names: Sequence[str], n: int) -> str:
    """Return some names and how many more there are."""
    told = sorted(names, key=str.casefold)[:MOST_NAMES]
    if not told:
        return ngettext("%(n)d student", "%(n)d students", n) % {"n": n}
    left = n - len(told)
    if not left:
        return get_text_list(told, _("and"))
    more = ngettext("%(n)d more", "%(n)d more", left) % {"n": left}
    return get_text_list([*told, more], _("and"))


def _tell_everybody(names: Sequence[str]) -> str:
    """Return all names where a line tells only some of them."""
    if len(names) <= MOST_NAMES:
        return ""
    return get_text_list(sorted(names, key=str.casefold), _("and"))


def _tell_thing(one: Change, adults: Mapping[str, str], language: str) -> str:
    """Say what is done now and with whom."""
    kind = str(KINDS.get(str(one.get("modality", "")), ""))
    title = spoken(one.get("title", {}), language) or kind
    who = adults.get(str(one.get("adult", "")), "")
    if not title or not who:
        return title
    return _("%(what)s, with %(who)s") % {"what": title, "who": who}


def _tell_before(one: Change, language: str) -> str:
    """Say what would have been done; "" where only the adult is another."""
    was = one.get("instead_of", {})
    return "" if was == one.get("title", {}) else spoken(was, language)


def _is_possible(job: PlanJob, answer: Mapping[str, Any]) -> bool:
    return job.state == "done" and bool(answer.get("is_possible", True))


def _sentence(job: PlanJob, answer: Mapping[str, Any]) -> str:
    if job.state in WORKING:
        return _("One moment: we look who would do what.")
    if not _is_possible(job, answer):
        said = str(answer.get("words") or " ".join(tell_problems(job.problems)))
        return said or _("This cannot be done.")
    if not job.is_question and job.plan is not None and job.plan.state == "draft":
        return _("This was taken back. The day is as it was before.")
    if not int(answer.get("n_changed", 0)):
        return _tell_nobody(job)
    n = len({one["student"] for one in answer.get("changes", ())})
    if job.is_question:
        told = ngettext(
            "The day of %(n)d student would change.",
            "The day of %(n)d students would change.",
            n,
        )
    else:
        told = ngettext(
            "The day of %(n)d student has changed.", "The day of %(n)d students has changed.", n
        )
    return told % {"n": n}


def _tell_nobody(job: PlanJob) -> str:
    """Say that a change to the day would move nobody, or once it is carried out, that it moved nobody."""
    is_room = job.event.get("kind") == "room_lost"
    if job.is_question:
        if is_room:
            return _("Nobody has to do anything else: the other rooms are enough.")
        return _("Nobody has to change.")
    if is_room:
        return _("Done. Nobody had to move: the other rooms were enough.")
    return _("Done. Nobody had to change: everybody’s day is as it was.")


def _no_cost(answer: Mapping[str, Any]) -> str:
    """Say that nobody loses anything; "" where somebody does, or where an older answer does not tell."""
    if "losses" not in answer or any(answer["losses"].values()):
        return ""
    return _("Nobody loses a choice, their only turn with a teacher, or work that fits.")
