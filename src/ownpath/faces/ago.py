"""How long something is ago, in a word or two; what is less than a minute ago is now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

A_MINUTE = timedelta(minutes=1)


def tell_since(moment: datetime, now: datetime) -> str:
    """Return for how long something has been so: "4 minutes", or "less than a minute"."""
    if now - moment < A_MINUTE:
        return _("less than a minute")
    return timesince(moment, now, depth=1)


def tell_ago(moment: datetime, now: datetime) -> str:
    """Return how long ago something was: "4 minutes ago", or "just now"."""
    if now - moment < A_MINUTE:
        return _("just now")
    return _("%(ago)s ago") % {"ago": timesince(moment, now, depth=1)}
