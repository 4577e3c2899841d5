"""What is known here helps to read a roster: a sign-in name it garbled, a row that does not say whose it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ownpath.interchange.oneroster import Package, User, key_of
from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.school.people.imports.shapes import PERSONS, Key
from ownpath.school.people.imports.stored import Stored
from ownpath.school.people.imports.types import StoredRow

CLUES = ("username", "email", "identifier")
_SOURCED_ID = PERSONS.columns.index("sourced_id")
_USERNAME = PERSONS.columns.index("username")


def with_what_is_known(package: Package, *, stored: Stored, findings: Findings) -> Package:
    """Return a package with the sign-in names it garbled, and with the people named that its nameless rows are.

    Everything else follows from it as if the file had said so: whoever is found is spared as somebody whose row
    stands in the file and cannot be taken, and the others may end for being missing.
    """
    persons = stored.of(PERSONS)
    return _with_the_nameless(
        _with_sign_in_names(package, persons, findings), persons, findings
    )


def _with_sign_in_names(
    package: Package, persons: Mapping[Key, StoredRow], findings: Findings
) -> Package:
    garbled = {where for where, columns in package.unread.items() if "username" in columns}
    if not garbled:
        return package
    by_row = {user.where: user for user in package.users if user.where in garbled}
    known = {
        where: row.values[_USERNAME]
        for where, user in by_row.items()
        if not user.username and (row := persons.get(key_of(user.sourced_id)))
    }
    for where, username in known.items():
        if username:
            _tell_kept(where, username, findings)
    users = [
        replace(user, username=known[user.where]) if known.get(user.where) else user
        for user in package.users
    ]
    return replace(package, users=tuple(users))


def _tell_kept(where: str, username: str, findings: Findings) -> None:
    findings.note(
        "value.kept",
        f"{where}, username",
        f"{shown(username)} stays as it is kept, because this could not be read",
        "Nothing is lost; correct it in the sending system.",
    )


def _with_the_nameless(
    package: Package, persons: Mapping[Key, StoredRow], findings: Findings
) -> Package:
    """Return the package with whose its nameless rows are, if that is certain of all of them."""
    nameless = package.unnamed.get("users", ())
    if not nameless:
        return package
    missing = _missing(package, persons)
    found = [(one, _whose(one, missing)) for one in nameless if isinstance(one, User)]
    keys = {key for _one, key in found if key is not None}
    if len(keys) < len(nameless):
        return package
    for one, key in found:
        _tell_whose(one, persons[key], findings)
    left_out = {**package.left_out, "users": package.left_out["users"] - {""} | keys}
    return replace(package, left_out=left_out, unnamed={**package.unnamed, "users": ()})


def _missing(
    package: Package, persons: Mapping[Key, StoredRow]
) -> Mapping[tuple[str, str], list[str]]:
    """Return who of the records stands in no row of the file, by each of their clues."""
    in_the_file = package.users_by_key.keys() | package.left_out.get("users", frozenset())
    places = {clue: PERSONS.columns.index(clue) for clue in CLUES}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, row in persons.items():
        if row.ended_on is None and key not in in_the_file and row.values[_SOURCED_ID]:
            for clue, place in places.items():
                if row.values[place]:
                    found[clue, row.values[place].casefold()].append(str(key))
    return found


def _whose(row: User, missing: Mapping[tuple[str, str], list[str]]) -> str | None:
    """Return the one person whom all clues of a row that say something name, if there is one."""
    named = [
        missing[clue, value]
        for clue in CLUES
        if (value := getattr(row, clue).casefold()) and (clue, value) in missing
    ]
    people = {key for keys in named for key in keys}
    return people.pop() if len(people) == 1 else None


def _tell_whose(row: User, known: StoredRow, findings: Findings) -> None:
    told: Iterable[str] = (getattr(row, clue) for clue in CLUES)
    clue = next((one for one in told if one), "")
    findings.note(
        "row.whose",
        f"{row.where}, sourcedId",
        f"it is empty; by {shown(clue)} the row is that of {shown(known.values[_SOURCED_ID])}, who stays as kept",
        "Give the row its sourcedId and send the file again.",
    )
