"""What everyone chooses for themselves: language, colors, password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.store.together import commit_together, deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

THEMES = ("", "light", "dark")  # "" follows the system


TITLES = ("", "Ms.", "Mr.", "Mrs.", "Mx.", "Dr.", "Coach", "Mtra.", "Mtro.", "Sra.", "Sr.")


class NotOffered(OutOfBounds):
    """A language, theme or title we do not have."""


class NoPasswordHere(Conflict):
    """Somebody who comes in through their district's own sign-in has no password here."""


@deed
def set_language(*, by: Person, language: str) -> None:
    """Keep the language a person reads."""
    if language not in dict(settings.LANGUAGES):
        raise NotOffered(
            _("We do not speak that language yet."), next_step=_("Pick one of those shown.")
        )
    by.language = language
    by.save(update_fields=["language"])


@deed
def set_theme(*, by: Person, theme: str) -> None:
    """Keep the colors a person likes."""
    if theme not in THEMES:
        raise NotOffered(
            _("We do not have those colors."), next_step=_("Pick light, dark or auto.")
        )
    by.theme = theme
    by.save(update_fields=["theme"])


@deed
def set_title(*, by: Person, title: str) -> None:
    """Keep how an adult is addressed at school; no title is the first name."""
    if title not in TITLES:
        raise NotOffered(
            _("We do not have that title."), next_step=_("Pick one of those shown.")
        )
    by.title = title
    by.save(update_fields=["title"])


def change_password(*, by: Person, password: str) -> None:
    """Give a person another password; it is hashed before anything is written."""
    if not by.has_usable_password():
        raise NoPasswordHere(
            _("You come in through your district’s own sign-in, so there is no password here."),
            next_step=_("Change it where your district keeps it."),
        )
    by.password, by.must_change_password = make_password(password), False
    by.password_given_on = None
    columns = ["password", "must_change_password", "password_given_on"]
    commit_together(lambda: by.save(update_fields=columns))
