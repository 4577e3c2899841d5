"""Words and pictures for what an activity is, where it happens and how much it is asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WHERE = {
    "device": pgettext_lazy("where, to a student", "on a device"),
    "offline": pgettext_lazy("where, to a student", "on paper or with things"),
    "teacher_group": pgettext_lazy("where, to a student", "with a teacher"),
    "peer": pgettext_lazy("where, to a student", "with a classmate"),
    "project_team": pgettext_lazy("where, to a student", "in a team"),
}
KIND = {
    "lesson": _("Lesson"),
    "practice": _("Practice"),
    "video": _("Video"),
    "reading": _("Reading"),
    "project": _("Project"),
    "small_group_lesson": _("Small group"),
    "conference": pgettext_lazy("kind of activity", "Talk"),
    "assessment": _("Show what you know"),
}
ICON = {
    "lesson": "book",
    "practice": "pencil",
    "video": "screen",
    "reading": "book",
    "project": "bulb",
    "small_group_lesson": "people",
    "conference": "voice",
    "assessment": "list",
}
TONE = {
    "lesson": 3,
    "practice": 1,
    "video": 6,
    "reading": 5,
    "project": 4,
    "small_group_lesson": 2,
    "conference": 2,
    "assessment": 6,
}
WEIGHT = {
    "must": pgettext_lazy("how much it is asked", "please do this today"),
    "should": pgettext_lazy("how much it is asked", "good to do soon"),
    "could": "",
}
SIGNAL = {
    "loved_it": (_("I loved it"), "heart"),
    "too_easy": (_("Too easy"), "arrow"),
    "too_hard": (_("Too hard"), "bulb"),
    "boring": (_("Boring"), "moon"),
    "not_for_me": (_("Not for me"), "x"),
    "need_a_person": (pgettext_lazy("button", "I need a person"), "hand"),
}
# Where a planned block is done, by its modality.
PLACE_WORDS = {
    "teacher_group": pgettext_lazy("where, to a student", "with a teacher"),
    "conference": pgettext_lazy("where, to a student", "a talk with a teacher"),
    "project": pgettext_lazy("where, to a student", "in a team"),
    "class_lesson": pgettext_lazy("where, to a student", "with the whole class"),
    "peer": pgettext_lazy("where, to a student", "with a classmate"),
    "assessment": pgettext_lazy("where, to a student", "showing what you know"),
    "independent": pgettext_lazy("where, to a student", "on a device"),
    "offline": pgettext_lazy("where, to a student", "on paper or with things"),
}
PLACE_ICON = {
    "teacher_group": "people",
    "conference": "voice",
    "project": "bulb",
    "class_lesson": "people",
    "peer": "people",
    "assessment": "list",
    "independent": "screen",
    "offline": "pencil",
}
PLACE_TONE = {
    "teacher_group": 2,
    "conference": 2,
    "project": 4,
    "class_lesson": 2,
    "peer": 5,
    "assessment": 6,
    "independent": 1,
    "offline": 3,
}
