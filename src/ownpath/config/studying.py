"""Let the classes a roster brought work on what the classes before them did, district by district."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from ownpath.school.curriculum.queries import n_classes_waiting
from ownpath.school.curriculum.services import follow_precedent
from ownpath.school.people.queries import districts


def let_new_classes_study(*, now: datetime) -> list[str]:
    """Let new classes follow their precedents; return what was done in words (two queries a district if none wait)."""
    done = []
    for district in districts():
        today = now.astimezone(ZoneInfo(district.time_zone)).date()
        if not n_classes_waiting(district_id=district.pk, today=today):
            continue
        n = follow_precedent(district_id=district.pk, today=today)
        if n:
            done.append(f"{district.name}: {n} new classes work on what those before them did")
    return done
