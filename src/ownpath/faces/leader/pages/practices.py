"""One practice card as a page to read, print and move; the list of all stands in `practice_list`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.leader.pages.setup_words import PRESET_WORDS
from ownpath.kit.navigation import TabItem
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.practices import (
    CLASSROOMS_TO_ENDORSE,
    CardEvidence,
    PilotEvidence,
    evidence_of,
    get_card,
    words_of,
)
from ownpath.school.change.queries.spreading import NEVER, STANDINGS, standings_of
from ownpath.school.change.queries.voices import named_in_book, voices_of_card
from ownpath.school.change.states import CARD
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import open_campuses_of, runs_district

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard, Voice
    from ownpath.school.people.models import District, Person

SHAPES = {"endorsed": "kept", "single_site": "tried", "draft": "told", "retired": "left"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepButton:
    """One deed that is possible now."""

    name: str
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Where one campus stands with the practice."""

    campus: str
    shape: str
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """What somebody said, and whether they agree."""

    text: str
    language: str
    who: str
    stand: str
    is_agreed: bool
    take_back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """One practice: everything others need to try it, on one page."""

    title: str
    state: str
    shape: str
    texts: tuple[tuple[str, str], ...]
    failed: str
    facts: tuple[tuple[str, str], ...]
    pilots: tuple[PilotEvidence, ...]
    evidence: str
    missing: str
    reached: tuple[Reached, ...]
    quotes: tuple[QuoteLine, ...]
    steps: tuple[StepButton, ...]
    edit_url: str
    voices_url: str
    may_write: bool

    @property
    def quoted(self) -> tuple[QuoteLine, ...]:
        """The words that may be shown to anybody."""
        return tuple(one for one in self.quotes if one.is_agreed)


def practice_tabs() -> tuple[TabItem, ...]:
    """Return the ways to look at practices."""
    return (
        TabItem(label=_("Cards"), url=reverse("leader:practices"), name="cards"),
        TabItem(label=_("How it spreads"), url=reverse("leader:spread"), name="spread"),
        TabItem(label=_("Visits"), url=reverse("leader:visits"), name="visits"),
    )


def may_write(viewer: Person, today: date) -> bool:
    """Return whether somebody decides anything here, and so may write cards."""
    reach = reach_of(person=viewer, today=today)
    return reach.runs_district or bool(reach.run)


def tell_counts(evidence: CardEvidence) -> str:
    """Return on what a card rests, in one line."""
    if not evidence.pilots:
        return _("no pilot behind it yet")
    classrooms = ngettext("%(n)s classroom", "%(n)s classrooms", evidence.n_classrooms) % {
        "n": evidence.n_classrooms
    }
    cycles = ngettext("%(n)s whole cycle", "%(n)s whole cycles", evidence.n_cycles) % {
        "n": evidence.n_cycles
    }
    return f"{classrooms} · {cycles}"


def build_card(*, viewer: Person, uuid: UUID, today: date, language: str) -> CardPage:
    """Gather one card with its evidence, how far it got, and who is quoted; thirteen queries."""
    district = own_district(viewer=viewer)
    one = get_card(district=district, uuid=uuid)
    said = words_of(one, language)
    evidence = evidence_of(card=one, language=language)
    return CardPage(
        title=said["title"],
        state=capfirst(str(one.get_state_display())),
        shape=SHAPES[one.state],
        texts=tuple(
            (str(name), said.get(key, ""))
            for key, name in (
                ("what", _("What we do")),
                ("materials", _("Materials")),
            )
            if said.get(key)
        ),
        failed=said["failed"],
        facts=_facts(one, said),
        pilots=evidence.pilots,
        evidence=tell_counts(evidence),
        missing=_missing(one, evidence),
        reached=_reached(one, district, today),
        quotes=tuple(_quote(each) for each in voices_of_card(card=one)),
        steps=_steps(one) if runs_district(person=viewer, today=today) else (),
        edit_url=reverse("leader:practice_edit", args=[one.uuid]),
        voices_url=reverse("leader:voices", args=[one.uuid]),
        may_write=may_write(viewer, today),
    )


def _facts(one: PracticeCard, said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    grades = ", ".join(str(each).lstrip("0").replace("KG", "K") for each in one.grades)
    rows = (
        (_("For whom"), said["for_whom"]),
        (_("Grades"), grades),
        (_("Subject"), one.subject),
        (_("Blended model"), capfirst(str(PRESET_WORDS.get(one.preset, "")))),
        (_("Whom to ask"), one.contact.full_name if one.contact else ""),
    )
    return tuple((name, text) for name, text in rows if text)


def _missing(one: PracticeCard, evidence: CardEvidence) -> str:
    if one.state != "single_site" or evidence.may_be_endorsed:
        return ""
    lacking = CLASSROOMS_TO_ENDORSE - evidence.n_ready
    return ngettext(
        "For an endorsement %(n)s more classroom must go through two whole cycles.",
        "For an endorsement %(n)s more classrooms must go through two whole cycles each.",
        lacking,
    ) % {"n": lacking}


def _reached(one: PracticeCard, district: District, today: date) -> tuple[Reached, ...]:
    if one.state not in {"endorsed", "single_site"}:
        return ()
    standings = standings_of(card=one)
    return tuple(
        Reached(
            campus=campus.name,
            shape=(name := standings[campus.pk].name if campus.pk in standings else NEVER),
            words=str(STANDINGS[name]),
            href=reverse("leader:spread_cell", args=[one.uuid, campus.uuid]),
        )
        for campus in open_campuses_of(district_id=district.pk, today=today)
    )


def _quote(one: Voice) -> QuoteLine:
    is_out = one.taken_back_at is not None
    stand = (
        _("taken back: in no further edition")
        if is_out
        else _("agreed: in the next edition")
        if one.agreed_at
        else _("waits for their yes")
    )
    return QuoteLine(
        text=one.text,
        language=one.language,
        who=capfirst(named_in_book(one)),
        stand=stand,
        is_agreed=one.agreed_at is not None and not is_out,
        take_back_url="" if is_out else reverse("leader:voice_out", args=[one.uuid]),
    )


def _steps(one: PracticeCard) -> tuple[StepButton, ...]:
    return tuple(
        StepButton(
            name=step.deed,
            words=capfirst(str(step.words)),
            href=reverse("leader:practice_move", args=[one.uuid, step.deed]),
        )
        for step in CARD.deeds_from(state=one.state)
    )
