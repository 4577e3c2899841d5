"""The frameworks of a district as the command line tells them, and setting one aside that no class works on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.errors import NotFound
from ownpath.school.curriculum.queries import get_seen_framework
from ownpath.school.curriculum.services import set_aside, take_back
from ownpath.school.curriculum.shelf import FrameworkLine, frameworks_on_the_shelf
from ownpath.school.people.queries import find_district, today_in
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Framework
    from ownpath.school.people.models import District


def shelf_lines(*, key: str) -> list[str]:
    """Return one line for each framework a district has or shares, those set aside last.

    Raises
    ------
    NotFound
        If there is no such district.
    """
    lines = frameworks_on_the_shelf(district_id=_district(key).pk)
    return [_told(one) for one in sorted(lines, key=lambda one: one.is_set_aside)]


def set_one_aside(*, key: str, identifier: str, why: str, now: datetime) -> str:
    """Set a framework aside for a district and return what was done.

    Raises
    ------
    NotFound, StillUsed, NoReason
    """
    district, line = _found(key, identifier)

    def do(framework: Framework) -> None:
        today = today_in(district, now)
        set_aside(
            framework=framework, district_id=district.pk, instead={}, why=why, by=None,
            today=today, now=now,
        )  # fmt: skip

    _noted("framework.set_aside", district, line, now, do)
    return f"{line.title} is set aside in {district.name}. What students have shown stays."


def take_one_back(*, key: str, identifier: str, now: datetime) -> str:
    """Offer a framework again in a district and return what was done.

    Raises
    ------
    NotFound
    """
    district, line = _found(key, identifier)

    def do(framework: Framework) -> None:
        take_back(framework=framework, district_id=district.pk, given={}, by=None, now=now)

    _noted("framework.take_back", district, line, now, do)
    return f"{line.title} is offered again in {district.name}."


def _noted(
    deed: str,
    district: District,
    line: FrameworkLine,
    now: datetime,
    do: Callable[[Framework], None],
) -> None:
    """Do something with a framework, and note it in the log in the same deed."""

    def with_it() -> None:
        do(get_seen_framework(uuid=line.uuid, district_id=district.pk))

    audited(by=None, about=None, deed=deed, detail=line.title, now=now, do=with_it)


def _district(key: str) -> District:
    district = find_district(source_key=key)
    if district is None:
        raise NotFound(
            "There is no such district here.",
            next_step="Give the sourcedId it has in its roster.",
        )
    return district


def _found(key: str, identifier: str) -> tuple[District, FrameworkLine]:
    district = _district(key)
    for line in frameworks_on_the_shelf(district_id=district.pk):
        if line.identifier == identifier:
            return district, line
    raise NotFound(
        f"There is no framework {identifier} here.",
        next_step="Leave --set-aside and --take-back out to see those there are.",
    )


def _told(line: FrameworkLine) -> str:
    used = "class" if line.n_sections == 1 else "classes"
    aside = " · set aside" if line.is_set_aside else ""
    version = f" {line.version}" if line.version else ""
    return (
        f"{line.identifier}: {line.title}{version} · {line.n_competencies} competencies"
        f" · used in {line.n_sections} {used}{aside}"
    )
