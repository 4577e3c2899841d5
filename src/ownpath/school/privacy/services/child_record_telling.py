"""A child's record in plain words: what stands in the file a family keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ownpath.kit.marks import STATE_WORDS
from ownpath.kit.record_file import RecordPart
from ownpath.school.curriculum.queries import framework_for, map_of
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries.words import tell_grade
from ownpath.school.mastery.queries import beliefs_on, shown_elsewhere
from ownpath.school.people.queries import campuses_of, current_sections, zone_of
from ownpath.school.plans.queries import goals_of, offers_since
from ownpath.school.privacy.queries import audit_about
from ownpath.school.voice.queries import hopes_of, messages_about, signals_of
from ownpath.store.tables import rows_of

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from ownpath.school.mastery.queries import Belief
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer

# Of what was chosen; the data file goes back to the first day.
DAYS_TOLD: Final = timedelta(days=365)
MOST_LETTERS: Final = 1_000
TAKEN: Final = frozenset({"chosen", "done"})
IN_CONFIDENCE: Final = "need_a_person"
UNTOLD: Final = frozenset({"not_known_yet", "ready", "presumed"})


def tell_child_record(
    *, student: Person, viewer: Person, language: str, now: datetime
) -> list[RecordPart]:
    """Return a child's record part by part, in the viewer's language; of letters only the viewer's own."""
    zone = zone_of(person=student)
    today = now.astimezone(zone).date()
    with override(language):
        return [
            _who(student, today),
            _learned(student, language, today, now, zone),
            _days(student),
            _chosen(student, language, today),
            _said(student, language),
            _decided(student),
            _letters(student, viewer, zone),
            _read_by(student, zone),
            _not_in_here(),
        ]


def _day(day: date | datetime, zone: ZoneInfo | None = None) -> str:
    at = day.astimezone(zone) if isinstance(day, datetime) and zone is not None else day
    return date_format(at, "DATE_FORMAT")


def _who(student: Person, today: date) -> RecordPart:
    told = {
        _("Name"): student.plain_name,
        _("Grade"): tell_grade(student.grade),
        _("School"): ", ".join(one.name for one in campuses_of(person=student, today=today)),
        _("Classes"): ", ".join(
            one.title for one in current_sections(student=student, today=today)
        ),
    }
    lines = [
        _("%(what)s: %(said)s") % {"what": what, "said": said}
        for what, said in told.items()
        if said
    ]
    return RecordPart(title=_("Who this is about"), lines=lines)


def _learned(
    student: Person, language: str, today: date, now: datetime, zone: ZoneInfo
) -> RecordPart:
    framework = framework_for(student=student, today=today)
    rows: list[tuple[str, ...]] = []
    if framework is not None:
        lines = map_of(framework)
        beliefs = beliefs_on(student_ids=[student.pk], framework=lines, now=now)[student.pk]
        rows = [
            _row_of(lines.competencies[one].short(language), belief, zone)
            for one, belief in beliefs.items()
            if belief.state.value not in UNTOLD
        ]
    other = shown_elsewhere(
        student=student, framework_id=framework.pk if framework else None, now=now
    )
    rows += [
        _row_of(f"{one.short(language)} · {one.framework}", one.belief, zone) for one in other
    ]
    return RecordPart(
        title=_("What was shown so far"),
        lead=_("Each thing with where it stands. A word here is never a grade.")
        if rows
        else _("Nothing was shown yet."),
        head=(_("What"), _("Where it stands"), _("Right alone"), _("Last day")),
        rows=rows,
    )


def _row_of(what: str, belief: Belief, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        what,
        str(STATE_WORDS[belief.state.value]),
        _("%(right)s of %(all)s") % {"right": belief.n_unaided_right, "all": belief.n_unaided},
        _day(belief.last_answered_at, zone) if belief.last_answered_at else "",
    )


def _days(student: Person) -> RecordPart:
    table = apps.get_model("days.Attendance")
    words = dict(table._meta.get_field("state").flatchoices)  # noqa: SLF001 - Django's documented way
    marks = rows_of(table).filter(student=student.pk).order_by("day", "pk")
    states = dict(marks.values_list("day", "state"))  # the last mark of a day tells how it went
    counted = Counter(states.values())
    return RecordPart(
        title=_("School days"),
        lead="" if counted else _("Nobody marked yet who was here."),
        lines=[
            _("%(word)s: %(n)s") % {"word": words[state], "n": n}
            for state, n in counted.most_common()
        ],
    )


def _chosen(student: Person, language: str, today: date) -> RecordPart:
    offers = offers_since(student=student, since=today - DAYS_TOLD)
    taken: list[Offer] = [one for one in offers if one.state in TAKEN]
    rows = [
        (_day(one.for_day), say(one.activity.words, "title", language) or one.activity.code)
        for one in taken
    ]
    return RecordPart(
        title=_("What was chosen, in the last year"),
        lead="" if rows else _("Nothing was chosen yet."),
        head=(_("Day"), _("What")),
        rows=rows,
    )


def _said(student: Person, language: str) -> RecordPart:
    goals = [
        _("Goal: %(what)s") % {"what": say(one.competency.words, "short", language)}
        for one in goals_of(student=student)
    ]
    hopes = [
        ": ".join(
            part
            for part in (say(one.theme.words if one.theme else {}, "name", language), one.words)
            if part
        )
        for one in hopes_of(student=student)
    ]
    signals = [
        _("%(what)s: %(said)s")
        % {
            "what": say(one.activity.words, "title", language),
            "said": one.get_kind_display(),
        }
        for one in signals_of(student=student)
        if one.activity is not None and one.kind != IN_CONFIDENCE
    ]
    lines = [*goals, *hopes, *signals]
    return RecordPart(
        title=_("Goals, hopes, and what was said about activities"),
        lead="" if lines else _("Nothing was said yet."),
        lines=lines,
    )


def _decided(student: Person) -> RecordPart:
    supports = [
        f"{one.get_kind_display()} ({one.amount})" if one.amount else one.get_kind_display()
        for one in _now("days.Accommodation", student)
    ]
    programs = [
        _("Program: %(name)s") % {"name": one.name}
        for one in _now("days.ProgramMember", student)
    ]
    outs = [
        _("Kept out of: %(what)s") % {"what": one.get_what_display()}
        for one in _now("days.OptOut", student)
    ]
    lines = [*supports, *programs, *outs]
    return RecordPart(
        title=_("Supports, and what your family decided"),
        lead="" if lines else _("Nothing is noted."),
        lines=lines,
    )


def _now(table: str, student: Person) -> QuerySet[Any]:
    return rows_of(apps.get_model(table)).filter(student=student.pk, ended_at=None)


def _letters(student: Person, viewer: Person, zone: ZoneInfo) -> RecordPart:
    letters = messages_about(student=student, viewer=viewer, limit=MOST_LETTERS)
    return RecordPart(
        title=_("Letters between you and the school"),
        lead="" if letters else _("There are none."),
        head=(_("Day"), _("Who wrote"), _("Words")),
        rows=[(_day(one.sent_at, zone), one.sender.full_name, one.body) for one in letters],
    )


def _read_by(student: Person, zone: ZoneInfo) -> RecordPart:
    reads = audit_about(person=student).filter(deed__startswith="read.").order_by()
    by_name = reads.values("actor__title", "actor__given_name", "actor__family_name")
    counted = by_name.annotate(n=Count("pk"), last=Max("done_at")).order_by("-last")
    rows = [
        (
            _name(one["actor__title"], one["actor__given_name"], one["actor__family_name"]),
            ngettext("%(n)s time", "%(n)s times", one["n"]) % {"n": one["n"]},
            _day(one["last"], zone),
        )
        for one in counted
    ]
    return RecordPart(
        title=_("Who looked at it"),
        lead="" if rows else _("Nobody but the student."),
        head=(_("Who"), _("How often"), _("Last time")),
        rows=rows,
    )


def _name(*parts: str | None) -> str:
    return " ".join(_filled(parts)) or _("Somebody who is here no more")


def _filled(parts: Iterable[str | None]) -> Iterator[str]:
    yield from (part for part in parts if part)


def _not_in_here() -> RecordPart:
    return RecordPart(
        title=_("What is not in this file"),
        lines=[
            _("Anything about other children."),
            _("Notes that teachers keep for their own work."),
            _("What was told to one adult in confidence, and letters of others."),
            _(
                "Every answer one by one: the folder “data” holds them, for a program that reads JSON."
            ),
            _("If something is wrong or missing, tell the school office. It is mended there."),
        ],
    )
