"""What the plans of a day were mended for, mishap after mishap, and what a draft made before does not know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ownpath.faces.mishaps import tell_mishap
from ownpath.school.days.queries import mishaps_of

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

LASTING: Final = frozenset({"adult_out", "students_away", "room_lost", "cart_missing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What happened before each plan of a day, by plan, the newest first."""

    happened: Mapping[int, tuple[tuple[datetime, str], ...]]  # with when it was told

    def of(self, plan: DayPlan) -> tuple[str, ...]:
        """Return what a plan was mended for, with what already held before it."""
        return tuple(words for _at, words in self.happened.get(plan.pk, ()))

    def forgotten_by(self, plan: DayPlan, *, published: DayPlan | None) -> tuple[str, ...]:
        """Return what was told after a draft was made, and the plan in force was mended for."""
        if published is None or plan.event or plan.state != "draft":
            return ()
        told = self.happened.get(published.pk, ())
        return tuple(words for at, words in told if at > plan.made_at)


def read_mended(*, plans: Sequence[DayPlan], blocks: Mapping[int, str]) -> Mended:
    """Read what happened before all plans of a day; what a teacher or a student changed only where it came last."""
    by_id = {plan.pk: plan for plan in plans}
    mishaps = mishaps_of(plans=plans)
    return Mended(
        happened={
            plan.pk: tuple(
                (one.made_at, tell_mishap(mishaps[one.pk], blocks=blocks))
                for n, one in enumerate(_mended_before(plan, by_id))
                if n == 0 or mishaps[one.pk].kind in LASTING
            )
            for plan in plans
            if plan.event
        }
    )


def _mended_before(plan: DayPlan, by_id: Mapping[int, DayPlan]) -> Iterator[DayPlan]:
    """Yield a mended plan and those it was mended from, back to the one made from scratch."""
    now: DayPlan | None = plan
    while now is not None and now.event:
        yield now
        now = by_id.get(now.follows_id) if now.follows_id else None
