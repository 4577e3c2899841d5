"""What a teacher may do for a student who cannot come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownpath.faces.teacher.pages.people import About, StudentHead, build_head
from ownpath.kit.cards import SignInCard
from ownpath.school.people.services import count_failures, ensure_may_help, may_have_password

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.people.services import NewPassword


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInHelpPage:
    """The page."""

    head: StudentHead
    username: str
    may_have_password: bool
    has_password: bool
    n_failures: int


def build_sign_in_help(*, viewer: Person, about: About, today: date) -> SignInHelpPage:
    """Return how a student stands with signing in, if the viewer may help."""
    student = about.student
    ensure_may_help(person=student, by=viewer, today=today)
    return SignInHelpPage(
        head=build_head(about, ""),
        username=student.username,
        may_have_password=may_have_password(student),
        has_password=student.has_usable_password(),
        n_failures=count_failures(person=student),
    )


def card_of(student: Person, new: NewPassword, *, language: str) -> SignInCard:
    """Return the student's card; it speaks their language, else `language`."""
    return SignInCard(
        name=student.plain_name,
        where="",
        username=student.username,
        password=new.words,
        must_change=new.must_change,
        language=student.language or language,
    )
