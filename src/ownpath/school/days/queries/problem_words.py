"""Why a job came to nothing, in the language of whoever reads it.

A job keeps sentences (of refusals, in English, looked up here) and demands that conflict (a key and what stands in it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.utils.translation import get_language, gettext, gettext_noop, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.school.curriculum.words import spoken
from ownpath.school.days.models import Modality, Room
from ownpath.school.people.queries import ids_by_uuid, persons_by_id

Kept: TypeAlias = "str | Mapping[str, Any]"
# By the key of `engine.dayplan.conflict_words.SENTENCES`, with the same things named.
# From "rule" on what a stored plan breaks, by the key of `services.broken_rules`.
SENTENCES: Final[dict[str, Any]] = {
    "stay_empty": ngettext_lazy(
        "%(n)d block of a student stays empty, though each block and each day alone could be planned.",
        "%(n)d blocks of students stay empty, though each block and each day alone could be planned.",
        "n",
    ),
    "pin": _("%(student)s does what an adult has decided in %(block)s: %(what)s."),
    "no_leader": _("No adult who may lead it is there in %(block)s."),
    "no_room": _("There is no room of this kind in %(block)s: %(room)s."),
    "too_few": _("It needs %(least)s students; %(n)s could come in %(block)s."),
    "day": _("%(student)s has something to do in %(n)s blocks."),
    "no_repeat": _("Nothing is done twice in a day."),
    "screen_limit": ngettext_lazy(
        "At most %(n)d screen block.", "At most %(n)d screen blocks.", "n"
    ),
    "screen_run": ngettext_lazy(
        "At most %(n)d screen block in a row.", "At most %(n)d screen blocks in a row.", "n"
    ),
    "blocks_per_subject": ngettext_lazy(
        "At most %(n)d block of a subject.", "At most %(n)d blocks of a subject.", "n"
    ),
    "blocks_per_competency": ngettext_lazy(
        "At most %(n)d block of a competency.", "At most %(n)d blocks of a competency.", "n"
    ),
    "day_open": _("Only what is open to the student in each block."),
    "day_pin": _("In %(block)s an adult has decided: %(what)s."),
    "block": ngettext_lazy(
        "%(n)d student needs something to do in %(block)s.",
        "%(n)d students need something to do in %(block)s.",
        "n",
    ),
    "seats": ngettext_lazy(
        "%(n)d seat for this: %(kind)s.", "%(n)d seats for this: %(kind)s.", "n"
    ),
    "devices": ngettext_lazy("%(n)d device.", "%(n)d devices.", "n"),
    "rooms": ngettext_lazy(
        "%(n)d room of this kind: %(room)s.", "%(n)d rooms of this kind: %(room)s.", "n"
    ),
    "adults": ngettext_lazy(
        "%(n)d adult who can lead groups.", "%(n)d adults who can lead groups.", "n"
    ),
    "block_open": _("Students do only what is open to them."),
    "pin_not_open": _(
        "%(student)s, %(block)s: what was pinned (“%(reason)s”) is not open to the student on this day."
    ),
    "rule": ngettext_lazy(
        "%(rule)s The plan breaks this in %(n)d place.",
        "%(rule)s The plan breaks this in %(n)d places.",
        "n",
    ),
    "not_stored": _("The plan is no longer stored as it was planned."),
    "rows_differ": _("The rows of the plan are not what was planned."),
    "at_a_screen": _("%(student)s is at a screen in block %(n)s, against the opt-out."),
    "no_adult": _("%(student)s has no time with a teacher, though it is owed."),
    "large_group": ngettext_lazy(
        "%(student)s is in a group of more than %(n)d student.",
        "%(student)s is in a group of more than %(n)d students.",
        "n",
    ),
    "with_a_peer": _("%(student)s is in a pair without an adult, though that is not to be."),
    "class_alone": _("%(class)s would have no adult in: %(blocks)s."),
    "adult_twice": _("An adult has two groups in block %(n)s."),
    "room_twice": _("A room has two groups in block %(n)s."),
}

# What is kept of a job that came to no answer; nothing stands against what was asked.
STOPPED: Final = gettext_noop("The worker stopped on the way.")
BROKE: Final = gettext_noop("Something broke. Nothing was changed.")

# The sentences of the checker's rules, to be said in the reader's language when one of them stands in the way.
RULES: Final = (
    gettext_noop("Every student has something to do in every block that is free for planning."),
    gettext_noop(
        "No student is planned into a block that is not free: lunch, a service, another commitment."
    ),
    gettext_noop(
        "Everything a student does is one of that student's own options, in a group of the option's type and block."
    ),
    gettext_noop(
        "A student does only kinds of activity that are open to the student in that block."
    ),
    gettext_noop("A student does the same thing at most once in the day."),
    gettext_noop(
        "A student is in at most one teacher group per competency, whatever the band."
    ),
    gettext_noop("A student spends only so many blocks on one competency."),
    gettext_noop("A student spends only so many blocks on one subject."),
    gettext_noop(
        "A student sits at a screen in at most as many blocks as the student's limit says."
    ),
    gettext_noop(
        "A student does not sit at a screen for more blocks in a row than the student's limit says."
    ),
    gettext_noop("What an adult has pinned happens, for that student in that block."),
    gettext_noop("Every group has at least the minimum number of members of its type."),
    gettext_noop("Every group has at most the maximum number of members of its type."),
    gettext_noop(
        "The members of a team are all in one and the same group of the team's type, or none of them is in one."
    ),
    gettext_noop("Two students who are to be kept apart are never members of the same group."),
    gettext_noop("The adult of a group is there and free for it in its block."),
    gettext_noop(
        "The adult of a group may lead it: a teacher of its subject, a student's own adviser."
    ),
    gettext_noop("An adult leads at most one group in a block."),
    gettext_noop(
        "An adult leads no more blocks in the day, and no more in a row, than the adult's limits say."
    ),
    gettext_noop("Every group is in a room of the kind it needs."),
    gettext_noop("The groups of a block need no more rooms of a kind than there are."),
    gettext_noop(
        "In every block each seat kind is done by no more students than it has seats."
    ),
    gettext_noop("In every block no more students are at a screen than there are devices."),
    gettext_noop(
        "Every table of the plan has its shape, and every number in it names something."
    ),
)


def is_stopped(problems: Sequence[Kept]) -> bool:
    """Return whether work stopped without an answer, so that only doing it again helps."""
    return all(one in (STOPPED, BROKE) for one in problems)


def is_in_conflict(problems: Sequence[Kept]) -> bool:
    """Return whether demands stand against each other, or rules against a plan, so that one of them may be given up."""
    return any(isinstance(one, Mapping) or one.startswith(RULES) for one in problems)


def tell_problems(problems: Sequence[Kept]) -> list[str]:
    """Return what a job keeps of its problems as sentences in the language that is active; at most two queries."""
    named = {
        str(one["says"]["student"])
        for one in problems
        if isinstance(one, Mapping) and "student" in one["says"]
    }
    ids = ids_by_uuid(uuids=[UUID(one) for one in named]) if named else {}
    people = persons_by_id(ids=ids.values()) if ids else {}
    names = {str(uuid): people[pk].full_name for uuid, pk in ids.items() if pk in people}
    return [
        _text(one) if isinstance(one, str) else _sentence(one["key"], one["says"], names)
        for one in problems
    ]


def _text(said: str) -> str:
    """Return a sentence that was kept in English; a rule's may be followed by where it is broken."""
    rule = next((one for one in RULES if said.startswith(one)), said)
    return gettext(rule) + said[len(rule) :]


def _sentence(key: str, says: Mapping[str, Any], names: Mapping[str, str]) -> str:
    language = "es" if (get_language() or "en").startswith("es") else "en"
    shown = dict(says)
    title = spoken(says.get("what") or {}, language)
    shown["what"] = title or gettext("something of their own")
    if "student" in says:
        shown["student"] = names.get(str(says["student"]), gettext("a student"))
    if "kind" in says:
        label = dict(Modality.choices).get(str(says["kind"]), says["kind"])
        shown["kind"] = title or str(label)
    if "room" in says:
        shown["room"] = str(dict(Room.Kind.choices).get(str(says["room"]), says["room"]))
    if "rule" in says:
        shown["rule"] = gettext(str(says["rule"]))
    return str(SENTENCES[key] % shown)
