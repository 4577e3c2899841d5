"""What is known of a student, by domain, and the ledger rows behind every mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.teacher.pages.first_map import FirstMapLine, build_first_map_line
from ownpath.faces.teacher.pages.people import About, StudentHead, build_head, find_competency
from ownpath.faces.teacher.pages.responses import say_response
from ownpath.faces.teacher.pages.shown_before import Earlier, build_earlier, tell_shown
from ownpath.school.curriculum.words import say, spoken
from ownpath.school.evidence.queries import InWords, count_evidence, evidence_of, rows_in_words
from ownpath.school.mastery.queries import beliefs_on, foretell_why
from ownpath.school.mastery.words import why_for_teacher
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import CompetencyLine
    from ownpath.school.evidence.models import Evidence
    from ownpath.school.mastery.queries import Belief
    from ownpath.school.people.models import Person

ROWS_A_PAGE = 20
NO_WORDS = InWords(asked="", answered="")
MOST_PAGES = 10_000
AHEAD = frozenset({"not_known_yet", "ready"})
QUIET = AHEAD | {"presumed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The belief about one competency, ready to draw."""

    uuid: UUID
    code: str
    short: str
    statement: str
    state: str
    estimate: float | None
    low: float
    high: float
    shown: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The competencies of one domain: those with something to say, and how many lie still ahead."""

    title: str
    known: tuple[Known, ...]
    presumed: tuple[Known, ...]  # probably known, by a first map
    ahead: tuple[Known, ...]
    n_held: int
    n_all: int

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to say of it yet."""
        return bool(self.known or self.presumed)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowsPage:
    """What is known of a student."""

    head: StudentHead
    domains: tuple[Domain, ...]
    earlier: tuple[Earlier, ...]
    first_map: FirstMapLine
    may_steer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row of the ledger in words."""

    what: str
    skills: str
    at: datetime
    marks: tuple[
        str, ...
    ]  # one dot of evidence: unaided, aided, not_yet; none for what was taken back
    how: str
    hints: str
    asked: str  # the question in plain words; "" where none was put
    response: str
    told: str  # what the student was told to look at
    note: str
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """The ledger behind a mark, or all of it."""

    head: StudentHead
    title: str
    known: Known | None
    why: str  # what is foretold for today and what it comes from, "" while nothing was shown
    rows: tuple[LedgerRow, ...]
    pages: Page[int]
    move_on: str


def build_knows(*, viewer: Person, about: About, now: datetime, language: str) -> KnowsPage:
    """Gather the belief about every competency of the student's map."""
    student = about.student
    note_reads(by=viewer, about=[student.pk], deed="read.beliefs", now=now)
    domains = _domains(about, now, language) if about.map else ()
    return KnowsPage(
        head=build_head(about, "knows"),
        domains=domains,
        earlier=build_earlier(about, now, language),
        first_map=build_first_map_line(about),
        may_steer=about.steers,
    )


def _domains(about: About, now: datetime, language: str) -> tuple[Domain, ...]:
    own_map = about.map
    if own_map is None:
        return ()
    student = about.student.pk
    beliefs = beliefs_on(student_ids=[student], framework=own_map, now=now)[student]
    found = []
    for title, ids in own_map.domains.items():
        lines = [
            known_of(about, own_map.competencies[one], beliefs[one], language) for one in ids
        ]
        found.append(
            Domain(
                title=say(own_map.competencies[ids[0]].words, "domain", language)
                or title
                or _("Other"),
                known=tuple(line for line in lines if line.state not in QUIET),
                presumed=tuple(line for line in lines if line.state == "presumed"),
                ahead=tuple(line for line in lines if line.state in AHEAD),
                n_held=sum(1 for one in ids if beliefs[one].is_shown_to_hold),
                n_all=len(ids),
            )
        )
    return tuple(sorted(found, key=lambda one: not one.is_begun))


def known_of(about: About, line: CompetencyLine, belief: Belief, language: str) -> Known:
    """Return one belief ready to draw, with the way to its evidence."""
    address = reverse("teacher:evidence", args=[about.student.uuid])
    return Known(
        uuid=line.uuid,
        code=line.code,
        short=line.short(language),
        statement=line.statement(language),
        state=belief.state.value,
        estimate=belief.estimate,
        low=belief.low,
        high=belief.high,
        shown=tell_shown(belief),
        evidence=f"{address}?what={line.uuid}",
    )


def build_evidence(
    *,
    viewer: Person,
    about: About,
    what: UUID | None,
    page: int,
    now: datetime,
    language: str,
) -> EvidencePage:
    """Gather one page of the ledger about a student, or about one competency of theirs."""
    student = about.student
    line = find_competency(about, what) if what else None
    competency = line.id if line else None
    note_reads(by=viewer, about=[student.pk], deed="read.evidence", now=now)
    n_rows = count_evidence(student=student, competency_id=competency)
    shown = Paginator(range(n_rows), ROWS_A_PAGE).get_page(min(page, MOST_PAGES))
    rows = evidence_of(
        student=student,
        competency_id=competency,
        limit=ROWS_A_PAGE,
        offset=(shown.number - 1) * ROWS_A_PAGE,
    )
    told = rows_in_words(rows=rows, language=language)
    return EvidencePage(
        head=build_head(about, "knows"),
        title=line.statement(language) if line else _("Everything shown"),
        known=_known_now(about, line, now, language) if line else None,
        why=_why(student, line, now, language) if line else "",
        rows=tuple(_row(row, told.get(row.pk, NO_WORDS), language) for row in rows),
        pages=shown,
        move_on=reverse("teacher:move_on", args=[student.uuid])
        if line and about.steers
        else "",
    )


def _known_now(
    about: About, line: CompetencyLine, now: datetime, language: str
) -> Known | None:
    if about.map is None:
        return None
    student = about.student.pk
    beliefs = beliefs_on(student_ids=[student], framework=about.map, now=now)[student]
    return known_of(about, line, beliefs[line.id], language)


def _why(student: Person, line: CompetencyLine, now: datetime, language: str) -> str:
    told = foretell_why(student_id=student.pk, competency_ids=[line.id], now=now).get(line.id)
    return why_for_teacher(told, language=language) if told else ""


def _row(row: Evidence, words: InWords, language: str) -> LedgerRow:
    activity = say(row.activity.words, "title", language) if row.activity else ""
    touched = [touch.competency for touch in row.touches.all()]
    skills = [say(one.words, "short", language) or one.code for one in touched]
    is_taken_back = row.corrects_id is not None
    return LedgerRow(
        what=_("Taken back") if is_taken_back else activity or str(row.get_source_display()),
        skills=", ".join(skills),
        at=row.answered_at,
        marks=() if is_taken_back else (_mark(row),),
        how=_how(row),
        hints=ngettext("%(n)d hint", "%(n)d hints", row.hints_used) % {"n": row.hints_used}
        if row.hints_used
        else "",
        asked="" if is_taken_back else words.asked,
        response=_response(row, words.answered),
        told=""
        if row.is_correct
        else strip_tags(spoken(row.reply.get("feedback", {}), language)),
        note=row.note,
        recorded_by=row.recorded_by.full_name
        if row.recorded_by and row.recorded_by_id != row.student_id
        else "",
    )


def _mark(row: Evidence) -> str:
    if not row.is_correct:
        return "not_yet"
    return "aided" if row.is_aided else "unaided"


def _how(row: Evidence) -> str:
    if row.corrects_id is not None:
        return _("an earlier note does not count any more")
    if not row.is_correct:
        return _("I don’t know yet") if row.response.get("not_yet") else _("not yet")
    return _("with help") if row.is_aided else _("alone")


def _response(row: Evidence, said: str) -> str:
    if row.source == "observation" or row.response.get("not_yet"):
        return ""
    return say_response({"said": said} if said else row.response)
