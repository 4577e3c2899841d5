"""Reads a roster's people, their roles, accounts and demographics into rows as we keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ownpath.interchange.oneroster import (
    Demographics,
    Enrollment,
    Role,
    User,
    UserProfile,
    key_of,
)
from ownpath.interchange.oneroster.findings import shown
from ownpath.school.people.imports.reading import Reading, ended, row_of
from ownpath.school.people.imports.shapes import PERSONS, ROLES, Key, Values
from ownpath.school.people.imports.types import StoredRow, Wanted
from ownpath.school.people.models import Role as RoleRow

PHONE_LIMIT = 60
ONLY_IN_1_2 = (
    "preferred_given_name",
    "preferred_middle_name",
    "preferred_family_name",
    "pronouns",
)
FURTHER_ONLY_IN_1_2 = ("userMasterIdentifier",)
NOT_IN_A_USER_ROW = ("sourced_id", "starts_on", "ends_on", "profile_sourced_id")
ROLE_WORDS_ELSEWHERE = {
    "professor": "teacher",
    "instructor": "teacher",
    "faculty": "teacher",
    "lecturer": "teacher",
    "substitute": "teacher",
    "teachersassistant": "aide",
    "teacherassistant": "aide",
    "paraprofessional": "aide",
}
RACES = (
    "american_indian_or_alaska_native",
    "asian",
    "black_or_african_american",
    "native_hawaiian_or_other_pacific_islander",
    "white",
    "demographic_race_two_or_more_races",
    "hispanic_or_latino_ethnicity",
)
BIRTH_AND_RESIDENCE = (
    "country_of_birth_code",
    "state_of_birth_abbreviation",
    "city_of_birth",
    "public_school_residence_status",
)


def wanted_persons(
    reading: Reading, sign_in_names: Mapping[str, str | None]
) -> Iterator[Wanted]:
    """Yield the people of a roster; `sign_in_names` says which name each may sign in with."""
    for user in reading.package.users:
        if user.is_ended:
            yield ended(user)
        else:
            is_sound = reading.has_sound_key(user)
            yield row_of(
                user,
                _person(reading, user, sign_in_names[key_of(user.sourced_id)])
                if is_sound
                else None,
            )


def _person(reading: Reading, user: User, sign_in_name: str | None) -> Values:
    said: dict[str, Any] = {
        "sourced_id": user.sourced_id,
        "given_name": user.given_name,
        "family_name": user.family_name,
        "middle_name": user.middle_name,
        "preferred_given_name": user.preferred_given_name,
        "preferred_middle_name": user.preferred_middle_name,
        "preferred_family_name": user.preferred_family_name,
        "pronouns": reading.cut(user, "pronouns", user.pronouns, PHONE_LIMIT),
        "username": user.username,
        "username_key": sign_in_name,
        "identifier": user.identifier,
        "email": user.email,
        "sms": reading.cut(user, "sms", user.sms, PHONE_LIMIT),
        "phone": reading.cut(user, "phone", user.phone, PHONE_LIMIT),
        "grade": user.grades[0] if user.grades else "",
        "further": _further(user),
        "is_active": user.enabled_user,
    }
    if reading.package.version == "1.1":
        _keep_what_1_1_cannot_say(said, reading.stored.of(PERSONS).get(key_of(user.sourced_id)))
    return tuple(said[column] for column in PERSONS.columns)


def _further(user: User) -> dict[str, Any]:
    """Return what has no column of its own, in the standard's words, without what is empty."""
    further = {
        "userIds": [list(one) for one in user.user_ids],
        "agentSourcedIds": list(user.agent_sourced_ids),
        "grades": list(user.grades) if len(user.grades) > 1 else [],
        "userMasterIdentifier": user.user_master_identifier,
        "primaryOrgSourcedId": user.primary_org_sourced_id,
    }
    return {name: value for name, value in further.items() if value}


def _keep_what_1_1_cannot_say(said: dict[str, Any], kept: StoredRow | None) -> None:
    if kept is None:
        return
    row = dict(zip(PERSONS.columns, kept.values, strict=True))
    said.update({column: row[column] for column in ONLY_IN_1_2})
    further = row["further"]
    said["further"] |= {name: further[name] for name in FURTHER_ONLY_IN_1_2 if name in further}


def role_name(reading: Reading, record: Role | Enrollment) -> str | None:
    """Return our name of a role, or None with a problem when it is none of ours."""
    word = record.role
    if word in RoleRow.Name.values:
        return word
    known = ROLE_WORDS_ELSEWHERE.get(word.replace(" ", "").replace("-", "").casefold())
    where = f"{record.where}, role"
    if known:
        what = f"{shown(word)} is not a role of the standard; it was taken as {known}"
        reading.findings.note("role.elsewhere", where, what, "Nothing to do.")
        return known
    what = f"{shown(word)} is not a role that OneRoster knows"
    reading.findings.row(
        "role.unknown", where, what, "Write student, teacher, parent or another."
    )
    return None


def wanted_roles(reading: Reading) -> Iterator[Wanted]:
    """Yield the roles of a roster, each person's role at a place once; one that some row keeps, no other row ends."""
    held: dict[Key, list[Role]] = defaultdict(list)
    silent: list[tuple[Key, Role]] = []  # rows that end a role, or cannot be taken
    by_source = {
        key_of(row.values[0]): key for key, row in reading.stored.rows["roles"].items()
    }
    for role in reading.package.roles:
        key = _role_key(reading, role)
        if key is None or role.is_ended:
            known = by_source.get(key_of(role.sourced_id), key or (role.sourced_id,))
            silent.append((known, role))
        else:
            held[key].append(role)
    yield from _silent_roles(silent, held)
    for key, roles in held.items():
        first = roles[0]
        values = _role(key, roles)
        kept = reading.stored.rows["roles"].get(key)
        if kept is not None and kept.ended_on is None and first.is_of_user_row:
            values = _with_what_a_user_row_cannot_say(values, kept.values)
        yield Wanted(key, values, first.date_last_modified, first.where)


def _silent_roles(
    silent: Iterable[tuple[Key, Role]], held: Mapping[Key, list[Role]]
) -> Iterator[Wanted]:
    ending: dict[Key, Role] = {}
    for known, role in silent:
        if not role.is_ended:
            own = (role.sourced_id,) if known in held else known
            yield Wanted(own, None, None, role.where, is_left_out=True)
        elif known not in held:
            ending.setdefault(known, role)
    for known, role in ending.items():
        yield Wanted(known, None, role.date_last_modified, role.where)


def _role_key(reading: Reading, role: Role) -> Key | None:
    place = reading.places.get(key_of(role.org_sourced_id))
    if role.is_ended:
        return None if place is None else (key_of(role.user_sourced_id), place, role.role)
    person = reading.reference(role, "persons", "userSourcedId", role.user_sourced_id)
    if person is not None and place is None:
        column = "orgSourcedIds" if role.is_of_user_row else "orgSourcedId"
        reading.reference(role, "campuses", column, role.org_sourced_id)
    name = role_name(reading, role) if person is not None and place is not None else None
    return None if name is None else (person, place, name)


def _role(key: Key, roles: list[Role]) -> Values:
    """Return one row for all a roster says of one role: from the first day of any to the last of any."""
    primary = min(roles, key=lambda role: (role.role_type, role.sourced_id))
    return (
        primary.sourced_id,
        *key,
        primary.role_type == "primary",
        _widest([role.begin_date for role in roles], latest=False),
        _widest([role.end_date for role in roles], latest=True),
        primary.user_profile_sourced_id,
    )


def _with_what_a_user_row_cannot_say(values: Values, kept: Values) -> Values:
    """Return a role that 1.1 tells in the person's row, with the name, days and account it had already."""
    said = dict(zip(ROLES.columns, values, strict=True))
    had = dict(zip(ROLES.columns, kept, strict=True))
    said |= {column: had[column] for column in NOT_IN_A_USER_ROW if had[column]}
    return tuple(said[column] for column in ROLES.columns)


def _widest(days: list[date | None], *, latest: bool) -> date | None:
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    return max(known) if latest else min(known)


def wanted_accounts(reading: Reading) -> Iterator[Wanted]:
    """Yield the accounts people have elsewhere."""
    for profile in reading.package.user_profiles:
        if profile.is_ended:
            yield ended(profile)
        else:
            is_sound = reading.has_sound_key(profile)
            yield row_of(profile, _account(reading, profile) if is_sound else None)


def _account(reading: Reading, profile: UserProfile) -> Values | None:
    person = reading.reference(profile, "persons", "userSourcedId", profile.user_sourced_id)
    if person is None:
        return None
    return (
        profile.sourced_id,
        person,
        profile.profile_type,
        profile.vendor_id,
        profile.application_id,
        profile.description,
        profile.credential_type,
        profile.username,
    )


def wanted_demographics(reading: Reading) -> Iterator[Wanted]:
    """Yield the demographics of a roster, each under the person's key."""
    for one in reading.package.demographics:
        if one.is_ended:
            yield ended(one)
        else:
            person = reading.reference(one, "persons", "sourcedId", one.sourced_id)
            yield row_of(one, None if person is None else _demographics(person, one))


def _demographics(person: str, one: Demographics) -> Values:
    further = {name: getattr(one, name) for name in (*RACES, *BIRTH_AND_RESIDENCE)}
    said = {name: value for name, value in further.items() if value not in (None, "")}
    return person, one.birth_date, one.sex, said
