"""Ask on Friday of each practice that a campus has tried for eight weeks whether it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.queries.practices import words_of
from ownpath.school.change.queries.spreading import events_and_cards, standing_of

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard
    from ownpath.school.people.models import Campus, District


def friday_lines_of_practices(
    *, district: District, campuses: Sequence[Campus], today: date
) -> list[FridayLine]:
    """Return what these campuses have tried for eight weeks or more, by notes or by their own pilots; one query."""
    led = {one.pk: one for one in campuses}
    lines = []
    found, cards = events_and_cards(district=district)
    for (card_id, campus_id), events in sorted(found.items()):
        kept_from = standing_of(events).kept_from
        if campus_id in led and kept_from is not None and kept_from <= today:
            card, campus = cards[card_id], led[campus_id]
            lines.append(
                FridayLine(
                    kind=LineKind.PRACTICE,
                    words=format_lazy(
                        _("{title}: tried for eight weeks. Is it kept?"), title=_title_of(card)
                    ),
                    campus=campus.name, about=card.uuid, further=campus.uuid, day=kept_from,
                    days=(kept_from - today).days, is_alarm=False,
                )
            )  # fmt: skip
    return lines


def _title(card: PracticeCard) -> str:
    return words_of(card, (get_language() or "en")[:2])["title"]


_title_of = lazy(_title, str)
