"""Build the demonstration: rosters through the roster import, content through the pack import, a simulated term.

Everything goes through the same doors as a real district's; every row of evidence says that it is simulated, but for
the few answers on the way to a first map, which say that. Both districts are marked as simulated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ownpath.demo.cast import CAST, DISTRICT, LUND, OTHER_DISTRICT, Character
from ownpath.demo.change import give_change
from ownpath.demo.classes import prepare_classes
from ownpath.demo.days import give_days
from ownpath.demo.first_maps import give_first_maps
from ownpath.demo.roster import cedar, live_oak
from ownpath.demo.term import simulate_evidence
from ownpath.demo.voices import let_them_speak
from ownpath.interchange.oneroster import Package
from ownpath.school.curriculum.imports import import_starter_pack
from ownpath.school.people.imports import apply_import, plan_import
from ownpath.school.people.queries import find_district, find_person
from ownpath.school.people.services import mark_simulated, set_title

SEED = 20_26

Progress = Callable[[str, int, int], None]  # what is being done, done so far, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What the demonstration holds."""

    n_students: int
    n_evidence: int
    was_there: bool


def build_demo(*, now: datetime, today: date, progress: Progress, seed: int = SEED) -> Built:
    """Build Live Oak and Cedar, or leave them as they are when they stand already."""
    if find_district(source_key=DISTRICT) is not None:
        return Built(n_students=0, n_evidence=0, was_there=True)
    _bring_in(live_oak(today=today, seed=seed), today, now, progress)
    _bring_in(cedar(today=today, seed=seed), today, now, progress)
    for source_key in (DISTRICT, OTHER_DISTRICT):
        mark_simulated(source_key=source_key)
    for one in (*CAST, LUND):
        _address(one)
    progress("content", 0, 1)
    import_starter_pack(now=now)
    progress("content", 1, 1)
    prepared = prepare_classes(today=today)
    progress("classes", 1, 1)
    n_evidence = simulate_evidence(prepared=prepared, now=now, seed=seed, progress=progress)
    let_them_speak(prepared=prepared, today=today, now=now, seed=seed, progress=progress)
    give_first_maps(prepared=prepared, today=today, now=now, seed=seed)
    give_days(today=today, now=now, seed=seed, progress=progress)
    give_change(today=today, now=now, seed=seed, progress=progress)
    return Built(n_students=len(prepared.students), n_evidence=n_evidence, was_there=False)


def _bring_in(package: Package, today: date, now: datetime, progress: Progress) -> None:
    plan = plan_import(package=package, problems=[], district=None, today=today)
    apply_import(
        plan=plan,
        by=None,
        now=now,
        today=today,
        confirm_many_ends=False,
        progress=lambda done, of: progress("roster", done, of),
    )


def _address(character: Character) -> None:
    """Let a member of the cast say how they are addressed."""
    person = find_person(username=character.username)
    if person is not None and character.title:
        set_title(by=person, title=character.title)


CAST_NAMES = tuple(one.username for one in (*CAST, LUND))
