"""Brings what the versions and vendors write differently into the one shape of `Package`.

1.1 tells a person's role in users.csv; School Data Sync tells grades with roles, and guardians
in a file of their own. Rows that stand twice are made one here as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast

from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.interchange.oneroster.harvest import Harvest
from ownpath.interchange.oneroster.records import (
    Class,
    Enrollment,
    Record,
    Role,
    User,
    derived_id,
    key_of,
)


def drop_repeats(harvest: Harvest, findings: Findings) -> None:
    """Leave one record for each sourcedId, the one changed last, else the first."""
    for file, records in harvest.records.items():
        kept: dict[str, Record] = {}
        for record in records:
            key = key_of(record.sourced_id)
            other = kept.setdefault(key, record)
            if other is not record:
                kept[key] = _one_of(other, record, findings)
        harvest.records[file] = list(kept.values())


def _one_of(first: Record, second: Record, findings: Findings) -> Record:
    where = f"{second.where}, sourcedId"
    if first == second:
        what = f"the row is the same as row {first.row} and was read once"
        findings.tally(
            "row.repeated",
            f"{second.FILE}.csv",
            second.row,
            second.sourced_id,
            what,
            "Nothing to do.",
        )
        return first
    changed = (first.date_last_modified, second.date_last_modified)
    is_newer = changed[0] is not None and changed[1] is not None and changed[1] > changed[0]
    taken = second if is_newer else first
    what = f"{shown(second.sourced_id)} stands on row {first.row} too; row {taken.row} was read"
    findings.row("row.twice", where, what, "Give each row a sourcedId of its own.")
    return taken


def roles_from_users(harvest: Harvest, findings: Findings) -> None:
    """Make 1.1's role columns into roles, the first org being the primary one."""
    roles = harvest.records["roles"]
    for user in cast(list[User], harvest.records["users"]):
        told = harvest.roles_by_user_row.get(user.row)
        if told is None or (user.is_ended and not told.role):
            continue
        if not told.role or not told.org_sourced_ids:
            _no_role(user, findings, "role" if not told.role else "orgSourcedIds")
            continue
        roles += [
            _role(user, told.role, org, "primary" if place == 0 else "secondary")
            for place, org in enumerate(told.org_sourced_ids)
        ]


def _role(user: User, word: str, org: str, role_type: Literal["primary", "secondary"]) -> Role:
    return Role(
        sourced_id=derived_id(user.sourced_id, org, word),
        status=user.status,
        date_last_modified=user.date_last_modified,
        row=user.row,
        user_sourced_id=user.sourced_id,
        role=word,
        org_sourced_id=org,
        role_type=role_type,
        is_of_user_row=True,
    )


def _no_role(user: User, findings: Findings, column: str) -> None:
    what = "the person was read without a role, because this is empty"
    fix = "Fill it in in the sending system and export again."
    findings.tally("role.missing", f"users.csv, {column}", user.row, user.sourced_id, what, fix)


def fold_vendor_files(harvest: Harvest) -> None:
    """Give persons the grades and guardians that School Data Sync writes elsewhere."""
    agents: dict[str, tuple[str, ...]] = {}
    for told in harvest.relationships:
        key = key_of(told.user_sourced_id)
        agents[key] = tuple(dict.fromkeys((*agents.get(key, ()), told.agent_sourced_id)))
    if not agents and not harvest.grades_by_user_key:
        return
    harvest.records["users"] = [
        replace(
            user,
            grades=user.grades or harvest.grades_by_user_key.get(key_of(user.sourced_id), ()),
            agent_sourced_ids=tuple(
                dict.fromkeys(
                    (*user.agent_sourced_ids, *agents.get(key_of(user.sourced_id), ()))
                )
            ),
        )
        for user in cast(list[User], harvest.records["users"])
    ]
    _add_guardian_roles(harvest)


def _add_guardian_roles(harvest: Harvest) -> None:
    """Give each guardian a role at the student's org, where 1.2 keeps it."""
    roles = cast(list[Role], harvest.records["roles"])
    org_of: dict[str, str] = {}
    for role in sorted(roles, key=lambda role: role.role_type):
        org_of.setdefault(key_of(role.user_sourced_id), role.org_sourced_id)
    users = {key_of(user.sourced_id): cast(User, user) for user in harvest.records["users"]}
    known = {key_of(role.sourced_id) for role in roles}
    for told in harvest.relationships:
        guardian = users.get(key_of(told.agent_sourced_id))
        org = org_of.get(key_of(told.user_sourced_id), "")
        if guardian is None or not org:
            continue
        is_first = key_of(told.agent_sourced_id) not in org_of
        made = _role(guardian, told.role, org, "primary" if is_first else "secondary")
        if key_of(made.sourced_id) not in known:
            known.add(key_of(made.sourced_id))
            harvest.records["roles"].append(made)
            org_of.setdefault(key_of(told.agent_sourced_id), org)


def fill_schools(harvest: Harvest) -> None:
    """Give an enrollment that names no school the school of its class."""
    schools = {
        key_of(group.sourced_id): cast(Class, group).school_sourced_id
        for group in harvest.records["classes"]
    }
    harvest.records["enrollments"] = [
        enrollment
        if enrollment.school_sourced_id
        else replace(
            enrollment, school_sourced_id=schools.get(key_of(enrollment.class_sourced_id), "")
        )
        for enrollment in cast(list[Enrollment], harvest.records["enrollments"])
    ]


def note_shared_usernames(users: Mapping[str, list[Record]], findings: Findings) -> None:
    """Name two people with one user name, upper and lower case being the same."""
    first: dict[str, User] = {}
    for user in cast(list[User], users["users"]):
        if not user.username or user.is_ended:
            continue
        other = first.setdefault(user.username.casefold(), user)
        if other is not user:
            what = f"{shown(user.username)} is the user name of row {other.row} too"
            fix = "Give each person a user name of their own in the sending system."
            findings.note("username.shared", f"{user.where}, username", what, fix)
