"""Decides who may sign in under which name when names collide; nobody is ever merged over one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ownpath.interchange.oneroster import User, key_of
from ownpath.interchange.oneroster.findings import shown
from ownpath.school.people.imports.reading import Reading
from ownpath.school.people.imports.shapes import PERSONS

NAME_LIMIT = 200
_USERNAME_KEY = PERSONS.columns.index("username_key")


def wanted_names(reading: Reading) -> frozenset[str]:
    """Return every sign-in name the roster asks for, as names are compared."""
    return frozenset(user.username.casefold() for user in _asking(reading) if user.username)


def sign_in_names(reading: Reading, taken: frozenset[str]) -> Mapping[str, str | None]:
    """Return the name each person of the roster may sign in with, or None.

    Whoever has the name now and still wants it keeps it; else the first by sourcedId gets it.

    Parameters
    ----------
    taken
        Names that people of other districts hold.
    """
    holders = _holders(reading)
    asking: dict[str, list[User]] = defaultdict(list)
    for user in _asking(reading):
        asking[user.username.casefold()].append(user)
    granted: dict[str, str | None] = {}
    for name, users in asking.items():
        winner = _winner(name, users, holders.get(name), taken)
        for user in users:
            key = key_of(user.sourced_id)
            granted[key] = name if name and key == winner else None
            if name and key != winner:
                _tell(reading, user, winner)
    return granted


def _asking(reading: Reading) -> list[User]:
    return [user for user in reading.package.users if not user.is_ended]


def _holders(reading: Reading) -> Mapping[str, str]:
    """Return who of this district holds which name and neither ends nor asks for another."""
    users, is_bulk = reading.package.users_by_key, reading.package.is_complete("users")
    holders = {}
    for key, row in reading.stored.of(PERSONS).items():
        name = row.values[_USERNAME_KEY]
        user = users.get(key)
        if user is None:
            lets_go = is_bulk and _may_end(reading, key)
        else:
            lets_go = user.is_ended or user.username.casefold() != name
        if name and not lets_go:
            holders[name] = key
    return holders


def _may_end(reading: Reading, key: str) -> bool:
    is_from_a_roster = bool(reading.stored.of(PERSONS)[key].values[0])
    return is_from_a_roster and not reading.package.is_left_out("users", key)


def _winner(
    name: str, users: list[User], holder: str | None, taken: frozenset[str]
) -> str | None:
    keys = sorted(key_of(user.sourced_id) for user in users)
    if name in taken or len(name) > NAME_LIMIT:
        return None
    if holder in keys:
        return holder
    return keys[0] if holder is None else None


def _tell(reading: Reading, user: User, winner: str | None) -> None:
    by = f"by {shown(winner)}" if winner else "by somebody else here or in another district"
    reading.findings.note(
        "username.taken",
        f"{user.where}, username",
        f"{shown(user.username)} is taken {by}; {shown(user.sourced_id)} was imported without sign-in",
        "Give this person another name in the sending system and import again.",
    )
