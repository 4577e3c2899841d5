"""What each measure of a pilot is: its unit, which way is better, what one row of it counts.

Every measure but two kinds is a ratio of sums over a student's days: `top` over `bottom`. A batch index belongs to a
class; an uploaded result stands for itself.
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models.pilots import ACCOMMODATIONS, PILOT_METRICS
from ownpath.school.change.models.visions import Metric

BATCH: Final[dict[str, str]] = {
    Metric.BATCH_PACE: "pace", Metric.BATCH_PATH: "path",
    Metric.BATCH_TIME: "time", Metric.BATCH_CHOICE: "choice",
}  # fmt: skip
SHARES: Final = frozenset(
    {
        Metric.PROMISES_KEPT, Metric.WHOLE_DAYS, Metric.ANSWERED_IN_TIME, Metric.ATTENDANCE,
        Metric.SCREEN_SHARE, Metric.TEACHER_TIME, ACCOMMODATIONS,
    }
)  # fmt: skip
LOWER_IS_BETTER: Final = frozenset({*BATCH, Metric.STUCK_MINUTES, Metric.SCREEN_SHARE})
RAILS: Final = (Metric.SCREEN_SHARE, Metric.TEACHER_TIME, ACCOMMODATIONS)
NAMES: Final[dict[str, str | Promise]] = dict(PILOT_METRICS)
# What a figure counts, in one sentence, for those who open its rows.
COUNTED: Final[dict[str, str | Promise]] = {
    Metric.PROMISES_KEPT: _("Promises kept of the six, on days the student was here."),
    Metric.WHOLE_DAYS: _("Days on which all six promises were kept, of days here."),
    Metric.BATCH_PACE: _(
        "How often two students of a class met the same skill on the same day."
    ),
    Metric.BATCH_PATH: _(
        "How often two students of a class took the same step to a new skill."
    ),
    Metric.BATCH_TIME: _("How often two students of a class did the same thing in a block."),
    Metric.BATCH_CHOICE: _("Learning blocks of a class that nobody chose."),
    Metric.COMPETENCIES: _("Skills newly mastered for each 100 hours of learning time here."),
    Metric.STUCK_MINUTES: _(
        "Minutes on the clock from being stuck to a person coming; who still waits counts so far."
    ),
    Metric.ANSWERED_IN_TIME: _("What the student said that was answered within the window."),
    Metric.ATTENDANCE: _("Closed school days on which the student was here."),
    Metric.SCREEN_SHARE: _("Minutes at a screen, of the day’s learning time."),
    Metric.TEACHER_TIME: _("Minutes in a teacher’s group or conference, of the learning time."),
    ACCOMMODATIONS: _("Planned days that gave a student all that is owed."),
    Metric.UPLOADED: _("The results as they were uploaded."),
}


def is_of_classes(metric: str) -> bool:
    """Return whether a measure belongs to a class as a whole."""
    return metric in BATCH
