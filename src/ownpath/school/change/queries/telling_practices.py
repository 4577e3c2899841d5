"""Tell the practices, how they spread, and the voices of people: what the playbook says of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.school.change.models import PracticeCard, Visit, Voice
from ownpath.school.change.queries.practices import (
    NO_EVIDENCE,
    CardEvidence,
    cards_of,
    evidence_by_card,
    words_of,
)
from ownpath.school.change.queries.spreading import STANDINGS, SpreadMap, spread_map
from ownpath.school.change.queries.telling_blocks import (
    Block,
    card,
    chapter,
    day,
    heading,
    key,
    mark,
    quote,
    table,
    text,
)
from ownpath.school.change.queries.voices import named_in_book, voices_in_force

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District

SHAPES = {"endorsed": "kept", "single_site": "tried"}


def tell_practices(
    *, district: District, language: str, preset_words: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the chapter of practice cards: endorsed ones first, single-site ones marked as such."""
    cards = cards_of(district=district, states=("endorsed", "single_site"))
    evidence = evidence_by_card(cards=cards, language=language)
    if not cards:
        nothing = _("No practice has been written down yet. The first pilot will bring one.")
        return chapter(_("What works here"), [text(nothing)])
    endorsed = [one for one in cards if one.state == PracticeCard.State.ENDORSED]
    single = [one for one in cards if one.state == PracticeCard.State.SINGLE_SITE]
    blocks: list[Block] = []
    for title, said, some in (
        (
            _("Endorsed"),
            _("Each has gone through two whole cycles in at least two classrooms."),
            endorsed,
        ),
        (
            _("From a single site"),
            _("Promising, and not proven: it has not yet lived two cycles in two classrooms."),
            single,
        ),
    ):
        if some:
            blocks += [heading(title), text(said)]
            blocks += [
                _card(one, evidence.get(one.pk, NO_EVIDENCE), language, preset_words)
                for one in some
            ]
    lead = _("What worked, for whom, and where it failed.")
    return chapter(_("What works here"), blocks, lead=lead)


def _card(
    one: PracticeCard, evidence: CardEvidence, language: str, preset_words: Mapping[str, Any]
) -> Block:
    said = words_of(one, language)
    model = capfirst(str(preset_words.get(one.preset, "")))
    return card(
        said["title"],
        [
            (_("What we do"), said["what"]),
            (_("For whom"), said["for_whom"]),
            (_("Blended model"), model),
            (_("Materials"), said.get("materials", "")),
            (_("How we know"), tell_how_we_know(evidence)),
            (_("Where it failed"), said["failed"]),
            (_("Whom to ask"), one.contact.full_name if one.contact else ""),
        ],
        badge=one.get_state_display(),
        shape=SHAPES[one.state],
        opens=f"card:{one.uuid}",
    )


def tell_how_we_know(evidence: CardEvidence) -> str:
    """Return the evidence of a card: a line for each pilot, then one for each verdict in its first sentence."""
    lines: list[str] = []
    for one in evidence.pilots:
        verdicts = [f"{capfirst(line.measure)}: {line.first_words}" for line in one.verdicts]
        cycles = ngettext("%(n)s whole cycle", "%(n)s whole cycles", one.n_cycles) % {
            "n": one.n_cycles
        }
        said = f"{one.title} ({one.campus}; {cycles}; {one.state_words})"
        lines += [f"{said}.", *(verdicts or [_("Not evaluated yet.")])]
    return "\n".join(lines) or _("No pilot stands behind it yet.")


def tell_spread(
    *, district: District, campuses: Sequence[Campus], language: str
) -> dict[str, Any]:
    """Return the chapter of how practices spread: the map, who was never reached, what visits taught."""
    found = spread_map(district=district, campuses=campuses)
    if not found.cards:
        return chapter(_("How it spreads"), [text(_("There is no practice to spread yet."))])
    learned = Visit.objects.filter(district=district, state=Visit.State.HELD)
    visits = list(learned.select_related("card").order_by("visit_on", "pk"))
    blocks = [
        _map(found, language),
        key(reversed(STANDINGS.items())),
        text(tell_never_reached(found)),
    ]
    if visits:
        blocks += [heading(_("What visits taught us"))]
        blocks += [
            card(
                words_of(one.card, language)["title"],
                [("", one.learned)],
                source=_("Visited on %(day)s.") % {"day": day(one.visit_on)},
            )
            for one in visits
        ]
    lead = _("Told, visited, tried, and kept after eight weeks.")
    return chapter(_("How it spreads"), blocks, lead=lead)


def _map(found: SpreadMap, language: str) -> Block:
    n = len(found.campuses)
    return table(
        [_("Practice"), *(one.name for one in found.campuses)],
        [
            [
                words_of(one, language)["title"],
                *(mark(cell.standing.name, STANDINGS[cell.standing.name]) for cell in row),
            ]
            for one, row in zip(found.cards, found.rows, strict=True)
        ],
        align=["text", *["mark"] * n],
        widths=[2, *[1] * n],
    )


def tell_never_reached(found: SpreadMap) -> str:
    """Return which campuses nothing has come to, in a sentence."""
    names = ", ".join(one.name for one in found.never_reached)
    if not names:
        return _("Something has reached every campus.")
    return _("Never reached yet: %(names)s.") % {"names": names}


def tell_voices(*, district: District, language: str) -> dict[str, Any]:
    """Return the chapter of what people said, those who agree only."""
    voices = voices_in_force(district=district)
    if not voices:
        nothing = _(
            "Nobody is quoted yet. Words stand here only while whoever said them agrees."
        )
        return chapter(_("Voices"), [text(nothing)])
    blocks = [quote(one.text, _who(one, language), one.language) for one in voices]
    lead = _("They agreed to be quoted, and may take their words back at any time.")
    return chapter(_("Voices"), blocks, lead=lead)


def _who(voice: Voice, language: str) -> str:
    named = capfirst(named_in_book(voice))
    if voice.language == language:
        return named
    note = _("said in Spanish") if voice.language == "es" else _("said in English")
    return f"{named} ({note})"
