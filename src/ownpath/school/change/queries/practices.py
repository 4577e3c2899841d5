"""Read practice cards, and how we know: always from their pilots' own cycles and evaluations, never typed.

The rule of endorsement: at least two classrooms that each went through at least two whole cycles, in pilots that were
not let go or stopped. Anything less is a single site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import Cycle, Evaluation, Pilot, PilotSection, PracticeCard

if TYPE_CHECKING:
    from ownpath.school.people.models import District

CYCLES_TO_ENDORSE = 2
CLASSROOMS_TO_ENDORSE = 2
COUNTED = frozenset(
    {
        Pilot.State.RUNNING,
        Pilot.State.STUDYING,
        Pilot.State.ADOPTED,
        Pilot.State.ADAPTED,
    }
)
FAILED = frozenset({Pilot.State.ABANDONED, Pilot.State.STOPPED})
VERDICTS: Mapping[str, Any] = {
    "it helped": _("It helped."),
    "it did harm": _("It did harm."),
    "we do not know yet": _("We do not know yet."),
    "better than before, no comparison group": _("Better than before; no comparison group."),
    "worse than before, no comparison group": _("Worse than before; no comparison group."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLine:
    """What one measure of a pilot was reckoned to show, newest evaluation only."""

    measure: str
    verdict: str
    sentences: tuple[str, ...]  # in the reader's language, the verdict first
    until: date
    estimate: float | None
    low: float | None
    high: float | None
    uuid: UUID  # of the evaluation

    @property
    def words(self) -> str:
        """All its sentences as one text; "" where the engine kept none."""
        return " ".join(self.sentences)

    @property
    def first_words(self) -> str:
        """The sentence that says the verdict, or the verdict itself."""
        return self.sentences[0] if self.sentences else self.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotEvidence:
    """What one pilot says about a practice."""

    uuid: UUID
    title: str
    language: str  # of the title; "": nobody said
    campus: str
    state: str
    state_words: str
    is_counted: bool
    is_failed: bool
    n_cycles: int  # gone through to the end
    classrooms: tuple[str, ...]
    verdicts: tuple[VerdictLine, ...]
    learning_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEvidence:
    """How we know: every pilot of a card, and what is missing for an endorsement."""

    pilots: tuple[PilotEvidence, ...]
    n_cycles: int
    n_classrooms: int  # with at least one whole cycle
    n_ready: int  # with at least two

    @property
    def may_be_endorsed(self) -> bool:
        """Whether two classrooms went through two whole cycles each."""
        return self.n_ready >= CLASSROOMS_TO_ENDORSE


def cards_of(*, district: District, states: Iterable[str] = ()) -> list[PracticeCard]:
    """Return the cards of a district in some states (all where none is named), endorsed first, then by age."""
    rows = PracticeCard.objects.filter(district=district)
    if chosen := list(states):
        rows = rows.filter(state__in=chosen)
    order = {"endorsed": 0, "single_site": 1, "draft": 2, "retired": 3}
    found = rows.select_related("contact").order_by("made_at", "pk")
    return sorted(found, key=lambda card: order[card.state])


def get_card(*, district: District, uuid: UUID) -> PracticeCard:
    """Return a card of a district.

    Raises
    ------
    NotFound
    """
    found = (
        PracticeCard.objects.filter(district=district, uuid=uuid)
        .select_related("district", "contact")
        .first()
    )
    if found is None:
        raise NotFound(
            _("We cannot find this practice card."), next_step=_("Look at the list of cards.")
        )
    return found


def words_of(card: PracticeCard, language: str) -> Mapping[str, str]:
    """Return the texts of a card in a language, or in the other where it lacks it."""
    own: Mapping[str, str] = card.words.get(language) or {}
    others = [one for key, one in card.words.items() if key != language and one]
    other: Mapping[str, str] = others[0] if others else {}
    return {key: own.get(key) or other.get(key, "") for key in {*own, *other}}


def pilots_to_link(*, district: District) -> list[Pilot]:
    """Return the pilots a card may rest on: those that started, the newest first."""
    rows = Pilot.objects.filter(district=district).exclude(
        state__in=(Pilot.State.IDEA, Pilot.State.PROPOSED, Pilot.State.APPROVED)
    )
    return list(rows.select_related("campus").order_by("-made_at", "-pk"))


def pilots_with_evidence(rows: QuerySet[Pilot]) -> QuerySet[Pilot]:
    """Return pilots with everything evidence is read from: four queries for any number of them."""
    newest_first = Evaluation.objects.select_related("measure").order_by("-reckoned_at", "-pk")
    piloting = PilotSection.objects.filter(group=PilotSection.Group.PILOT)
    return rows.select_related("campus", "retries").prefetch_related(
        Prefetch("cycles", Cycle.objects.order_by("number")),
        Prefetch("sections", piloting.select_related("section").order_by("section__title")),
        Prefetch("evaluations", newest_first),
    )


def evidence_of(*, card: PracticeCard, language: str) -> CardEvidence:
    """Return what a card's pilots say; four queries."""
    pilots = pilots_with_evidence(Pilot.objects.filter(cards=card)).order_by("made_at", "pk")
    return gather_evidence(list(pilots), language)


def evidence_by_card(
    *, cards: Iterable[PracticeCard], language: str
) -> dict[int, CardEvidence]:
    """Return what each of some cards rests on, by card id; five queries for any number."""
    with_cards = Pilot.objects.filter(cards__in=list(cards)).distinct()
    by_card: dict[int, list[Pilot]] = {}
    told = pilots_with_evidence(with_cards).prefetch_related("cards")
    for pilot in told.order_by("made_at", "pk"):
        for card in pilot.cards.all():
            by_card.setdefault(card.pk, []).append(pilot)
    return {pk: gather_evidence(pilots, language) for pk, pilots in by_card.items()}


NO_EVIDENCE = CardEvidence(pilots=(), n_cycles=0, n_classrooms=0, n_ready=0)


def gather_evidence(pilots: Sequence[Pilot], language: str) -> CardEvidence:
    """Count whole cycles by classroom over prefetched pilots that were not let go or stopped."""
    lived: Counter[int] = Counter()
    told = tuple(tell_evidence(pilot, language) for pilot in pilots)
    for pilot, one in zip(pilots, told, strict=True):
        if one.is_counted:
            lived.update({row.section_id: one.n_cycles for row in pilot.sections.all()})
    return CardEvidence(
        pilots=told,
        n_cycles=sum(one.n_cycles for one in told if one.is_counted),
        n_classrooms=sum(n > 0 for n in lived.values()),
        n_ready=sum(n >= CYCLES_TO_ENDORSE for n in lived.values()),
    )


def tell_evidence(pilot: Pilot, language: str) -> PilotEvidence:
    """Return what one prefetched pilot says."""
    newest: dict[int, Evaluation] = {}
    for one in pilot.evaluations.all():
        newest.setdefault(one.measure_id, one)
    return PilotEvidence(
        uuid=pilot.uuid,
        title=pilot.title,
        language=pilot.language,
        campus=pilot.campus.name,
        state=pilot.state,
        state_words=str(pilot.get_state_display()),
        is_counted=pilot.state in COUNTED,
        is_failed=pilot.state in FAILED,
        n_cycles=sum(one.state == Cycle.State.ACT for one in pilot.cycles.all()),
        classrooms=tuple(row.section.title for row in pilot.sections.all()),
        verdicts=tuple(
            _verdict(one, language)
            for one in sorted(newest.values(), key=lambda one: not one.measure.is_headline)
        ),
        learning_note=pilot.learning_note,
    )


def _verdict(one: Evaluation, language: str) -> VerdictLine:
    return VerdictLine(
        measure=one.measure.name or str(one.measure.get_metric_display()),
        verdict=str(VERDICTS.get(one.verdict, one.verdict)),
        sentences=_said(one.told, language, is_all=one.measure.is_headline),
        until=one.until,
        estimate=one.estimate,
        low=one.low,
        high=one.high,
        uuid=one.uuid,
    )


def _said(told: Any, language: str, *, is_all: bool) -> tuple[str, ...]:
    """Return the sentences kept with an evaluation: of the first figure all, of the others the verdict.

    The second figures (among who began alike, by dose), which the engine names apart, are read on the pilot's own page,
    not in a book.
    """
    words = told.get("words", told) if isinstance(told, dict) else {}
    own = words.get(language, []) if isinstance(words, dict) else []
    sentences = [own] if isinstance(own, str) and own else list(map(str, own))
    second = set(told.get("further_words", {}).get(language, ()))
    first = [one for one in sentences if one not in second]
    return tuple(first if is_all else first[:1])
