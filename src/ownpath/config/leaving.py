"""What the command line writes out whole, brings back, and erases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ownpath.config.whole_files import written_whole
from ownpath.errors import NotFound
from ownpath.school.people.queries import find_district, find_person
from ownpath.school.privacy.exports import write_kit
from ownpath.school.privacy.imports import read_kit
from ownpath.school.privacy.services import ErasurePlan, erase, plan_erasure

if TYPE_CHECKING:
    from ownpath.school.people.models import District

Step = Callable[[str, int, int], None]


def write_exit_kit(*, target: Path, key: str, now: datetime, step: Step) -> list[str]:
    """Write a district's exit kit, whole or not at all, and return lines to print."""
    district = _district(key)
    if target.exists():
        raise NotFound(
            f"There is a file at {target} already.", next_step="Name one that is not there yet."
        )
    with written_whole(target) as place, place.open("xb") as file:
        manifest = write_kit(
            district=district,
            target=file,
            by=None,
            now=now,
            progress=lambda _table, done, of: step("tables", done, of),
        )
    n_rows = sum(one["rows"] for one in manifest["tables"].values())
    return [
        f"Wrote {n_rows:,} rows of {district.name} to {target}.",
        "It holds everything, password hashes too: keep it as you would keep the database.",
    ]


def read_exit_kit(*, path: Path, step: Step) -> list[str]:
    """Bring an exit kit into this empty Ownpath and return lines to print."""
    manifest = read_kit(path, progress=lambda _table, done, of: step("tables", done, of))
    lines = [f"{name:<32} {one['rows']:>9,}" for name, one in manifest["tables"].items()]
    return [*lines, f"{manifest['district']['name']} is here, to the same marks."]


def plan_of(*, key: str, username: str) -> ErasurePlan:
    """Return the plan of erasing a person of a district, or all of it where no person is named."""
    district = _district(key)
    person = find_person(username=username) if username else None
    if username and (person is None or person.district_id != district.pk):
        raise NotFound(
            f"Nobody in {district.name} signs in as {username!r}.",
            next_step="Name somebody by their sign-in name.",
        )
    return plan_erasure(district=district, person=person)


def tell_plan(plan: ErasurePlan) -> Iterator[str]:
    """Yield what an erasure would do, line by line."""
    whom = plan.person.plain_name if plan.person else f"all of {plan.district.name}"
    yield f"This erases {whom}: {plan.n_rows:,} rows."
    yield from (f"  goes     {line.table:<32} {line.n:>9,}" for line in plan.going)
    yield from (
        f"  forgets  {line.table}.{line.column:<20} {line.n:>9,}" for line in plan.forgetting
    )
    yield from (
        f"  strikes  {line.table}.{line.column:<20} {line.n:>9,}" for line in plan.rewriting
    )
    if plan.undecided:
        n = len(plan.undecided)
        yield f"  leaves   {n:,} texts with the first name alone; the office page asks about each"
    yield "Backups are not touched. A roster that names them again brings them in again."


def word_to_type(plan: ErasurePlan) -> str:
    """Return what has to be typed to confirm."""
    return plan.person.username if plan.person else plan.district.source_key


def carry_out(plan: ErasurePlan, *, now: datetime) -> str:
    """Erase, and return a line to print."""
    return f"Erased {erase(plan=plan, by=None, now=now):,} rows."


def _district(key: str) -> District:
    found = find_district(source_key=key)
    if found is None:
        raise NotFound(
            f"No district has the source key {key!r}.", next_step="Name one with --district."
        )
    return found
