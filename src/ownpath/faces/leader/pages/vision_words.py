"""What each threshold of the planner is called."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

THRESHOLD_WORDS: Final[dict[str, Any]] = {
    "largest_group_that_connects": _("Largest group that still connects"),
    "least_share_in_band": _("Least share of blocks that challenge (0 to 1)"),
    "least_share_active": _("Least share of active time (0 to 1)"),
    "least_share_done": _("Least share of blocks done for a day that engages (0 to 1)"),
    "answer_within_days": _("School days until every child is answered"),
    "max_screen_share": _("Most of a day at a screen (0 to 0.5)"),
    "max_screen_run": _("Most screen blocks in a row"),
}
