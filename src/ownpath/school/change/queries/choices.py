"""What there is to choose between, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Application, Gain, Opportunity, Organization

KINDS = Opportunity.Kind.choices
REACHES = Organization.Reach.choices
APPLICATION_STATES = Application.State.choices
GAIN_KINDS = (
    (Gain.Kind.PORTAL.value, _("A portal we may use")),
    (Gain.Kind.WORKSHOP.value, _("A workshop")),
    (Gain.Kind.MENTOR.value, _("A mentor")),
    (Gain.Kind.VISION.value, _("A first draft of a vision")),
    (Gain.Kind.OTHER.value, _("Something else")),
    (Gain.Kind.NOTHING.value, _("Nothing this time, in a sentence")),
)
FITS = (
    ("", _("not looked at yet")),
    ("0", _("not at all")),
    ("1", _("a little")),
    ("2", _("well")),
    ("3", _("very well")),
)
