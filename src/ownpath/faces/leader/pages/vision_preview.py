"""What tomorrow's plan would become under a version, campus by campus: asked for, on its way, told in counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.faces.leader.pages.planning import STEPS, WORKING
from ownpath.faces.leader.pages.vision_scope import find_version
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.change.queries.campuses import campuses_asked
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import policy_jobs
from ownpath.school.days.queries.problem_words import tell_problems

if TYPE_CHECKING:
    from ownpath.school.days.models import PlanJob
    from ownpath.school.people.models import Campus, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """To how many students one promise is made: as it is, and under the version."""

    name: str
    before: int
    after: int
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewCard:
    """One campus: nothing asked yet, being worked out, told, or why it could not be."""

    campus: str
    uuid: UUID
    day: date | None
    is_working: bool
    step: str
    done: int
    total: int
    problems: tuple[str, ...]
    rows: tuple[PromiseRow, ...]
    n_students: int
    n_changed: int
    sentence: str
    is_hidden: bool
    may_ask: bool
    ask_url: str
    part_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """All campuses that would go by a version."""

    title: str
    version: int
    back: str
    cards: tuple[PreviewCard, ...]


def build_preview(*, viewer: Person, uuid: UUID, today: date, language: str) -> PreviewPage:
    """Build the page for the campuses the viewer looks after."""
    vision, reach = find_version(viewer=viewer, uuid=uuid, today=today, is_whole=False)
    led = {one.pk for one in reach.led}
    campuses = [one for one in campuses_asked(vision=vision, today=today) if one.pk in led]
    jobs = policy_jobs(campuses=campuses, about=uuid)
    return PreviewPage(
        title=say(vision.words, "title", language) or _("A new vision"),
        version=vision.version,
        back=reverse("leader:vision_version", args=[uuid]),
        cards=tuple(
            draw_card(uuid, one, jobs.get(one.pk), may_ask=reach.may_decide(one.pk))
            for one in campuses
        ),
    )


def draw_card(
    vision: UUID, campus: Campus, job: PlanJob | None, *, may_ask: bool
) -> PreviewCard:
    """Return the card of one campus; groups under ten are not told."""
    answer: dict[str, Any] = job.answer if job else {}
    n_students = int(answer.get("n_students", 0))
    is_hidden = bool(answer) and n_students < SMALLEST_GROUP
    is_told = bool(answer) and not is_hidden
    where = [vision, campus.uuid]
    return PreviewCard(
        campus=campus.name,
        uuid=campus.uuid,
        day=job.day if job else None,
        is_working=job is not None and job.state in WORKING,
        step=str(STEPS.get(job.step, "")) if job else "",
        done=job.done if job else 0,
        total=job.total if job else 0,
        problems=tuple(tell_problems(job.problems)) if job else (),
        rows=tuple(_rows(answer)) if is_told else (),
        n_students=n_students,
        n_changed=int(answer.get("n_students_changed", 0)) if is_told else 0,
        sentence=_tell(answer) if is_told else "",
        is_hidden=is_hidden,
        may_ask=may_ask,
        ask_url=reverse("leader:vision_preview_ask", args=where),
        part_url=reverse("leader:vision_preview_part", args=where),
    )


def _rows(answer: dict[str, Any]) -> list[PromiseRow]:
    before, after = answer["before"]["promised"], answer["after"]["promised"]
    return [
        PromiseRow(
            name=str(words),
            before=before[name],
            after=after[name],
            difference=_difference(after[name] - before[name]),
        )
        for name, words in PROMISE_WORDS.items()
    ]


def _difference(n: int) -> str:
    """Say a difference with its sign.

    >>> _difference(5), _difference(0)
    ('+5', 'the same')
    """
    return f"{n:+d}".replace("-", "\N{MINUS SIGN}") if n else _("the same")


def _tell(answer: dict[str, Any]) -> str:
    """Say what becomes of whole days, and for how many students anything would change."""
    before, after = answer["before"]["whole_days"], answer["after"]["whole_days"]
    if before or after:
        whole = _(
            "A whole day would be promised to %(after)s of %(n)s students instead of %(before)s."
        ) % {"before": before, "after": after, "n": answer["n_students"]}
    else:
        whole = _no_whole_day(answer)
    changed = ngettext(
        "%(changed)s student would do something else in at least one block.",
        "%(changed)s students would do something else in at least one block.",
        answer["n_students_changed"],
    ) % {"changed": answer["n_students_changed"]}
    return f"{whole} {changed}"


def _no_whole_day(answer: dict[str, Any]) -> str:
    """Say that nobody is promised a whole day, and which promises keep all of them from it."""
    before, after = answer["before"]["promised"], answer["after"]["promised"]
    nobodys = {
        name: _("“%(words)s”") % {"words": words}
        for name, words in PROMISE_WORDS.items()
        if not before[name] and not after[name]
    }
    if not nobodys:
        return _("A whole day is promised to nobody either way.")
    said = _("A whole day is promised to nobody either way: in nobody’s plan is %(names)s.") % {
        "names": ", ".join(nobodys.values())
    }
    if "hears" in nobodys:
        said += " " + _(
            "It needs a choice of the student’s own, and they choose nearer to the day."
        )
    return said
