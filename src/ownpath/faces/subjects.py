"""What a class is about, for who has no use of a roster's own word."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

SUBJECTS = {  # as rosters' subjects are kept; any other is said as it is written there
    "mathematics": pgettext_lazy("subject", "Mathematics"),
    "language arts": pgettext_lazy("subject", "Language arts"),
    "science": pgettext_lazy("subject", "Science"),
    "social studies": pgettext_lazy("subject", "Social studies"),
}


def tell_subject(subject: str) -> str:
    """Return a subject in the language spoken.

    >>> tell_subject("ceramics")
    'Ceramics'
    """
    return str(SUBJECTS.get(subject) or subject.capitalize())
