"""The exit kit: what it is, how the last one stands, where to take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.school.privacy.services import latest_kit
from ownpath.school.privacy.services.kits import KEPT_FOR

if TYPE_CHECKING:
    from ownpath.school.people.models import District


@dataclass(frozen=True, kw_only=True)
class KitPage:
    """The page; `state` is "" where none was ever asked for."""

    state: str
    by: str
    asked_at: datetime | None
    n_done: int
    n_tables: int
    n_bytes: int
    goes_at: datetime | None
    days_kept: int = KEPT_FOR.days

    @property
    def is_working(self) -> bool:
        """Whether the worker is at it, or will be."""
        return self.state in {"waiting", "going"}


def build_kit(*, district: District, now: datetime) -> KitPage:
    """Return how the exit kit of a district stands."""
    kit = latest_kit(district=district, now=now)
    if kit is None:
        return KitPage(
            state="", by="", asked_at=None, n_done=0, n_tables=0, n_bytes=0, goes_at=None
        )
    return KitPage(
        state=kit.state,
        by=kit.run.asked_by.plain_name if kit.run.asked_by else "",
        asked_at=kit.run.asked_at,
        n_done=kit.n_done,
        n_tables=kit.n_tables,
        n_bytes=kit.run.n_bytes,
        goes_at=kit.goes_at,
    )
