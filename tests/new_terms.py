"""Classes of terms that follow one another, and which follows which."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cast import NOW, TODAY, enroll, make_section
from grounds import Grounds

from ownpath.school.days.models import Commitment
from ownpath.school.days.services import new_term, setting_up, unplaced_at
from ownpath.school.people.models import Section, Term


def a_term(grounds: Grounds, key: str, first: int, last: int) -> Term:
    """Make a term by its days from today."""
    return Term.objects.create(
        district=grounds.cast.live_oak, sourced_id=key, source_key=key, title=key.title(),
        kind="term", starts_on=TODAY + timedelta(days=first), ends_on=TODAY + timedelta(days=last),
    )  # fmt: skip


def science(
    grounds: Grounds, term: Term, key: str, like: Section | None = None, **more: Any
) -> Section:
    """Make a science class of a term, of the same course as another, with Ada."""
    section = make_section(grounds.campus, key, more.pop("title", "Science 4"), term)
    section.subjects, section.room = ["Science"], ""
    section.course = like.course if like else section.course
    for name, value in more.items():
        setattr(section, name, value)
    section.save()
    enroll(section, grounds.cast.ada, "student")
    return section


def fix(grounds: Grounds, section: Section, block: int, **more: Any) -> Commitment:
    """Let a class stand fixed in a block."""
    return setting_up.save_commitment(
        campus=grounds.campus, kind="other", words={"en": {"name": section.title}}, block=block,
        section=section, by=None, now=NOW, **more,
    )  # fmt: skip


def followers(grounds: Grounds) -> dict[str, str]:
    """Return which class would follow which, by the roster's names."""
    unplaced = unplaced_at(campus=grounds.campus, today=TODAY)
    term = new_term(campus=grounds.campus, unplaced=unplaced, today=TODAY)
    return {one.section.sourced_id: one.before.section.sourced_id for one in term.followers}
