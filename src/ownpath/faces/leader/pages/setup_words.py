"""Words the campus editor needs in more than one place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MOST_BLOCKS = 16  # of a day
SIZE_WORDS = {
    "teacher_group": _("group with a teacher"),
    "conference": _("conference"),
    "project": _("project team"),
    "class_lesson": _("whole class"),
    "peer": _("with a classmate"),
}
PRESET_WORDS = {
    "whole_class": _("whole class"),
    "station_rotation": _("station rotation"),
    "lab_rotation": _("lab rotation"),
    "flipped": _("flipped classroom"),
    "individual_rotation": _("individual rotation"),
    "flex": _("flex"),
}
