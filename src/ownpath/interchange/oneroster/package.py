"""A whole OneRoster package as one value, with the maps and joins an importer needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Literal, TypeVar

from ownpath.interchange.oneroster.clues import RowClues
from ownpath.interchange.oneroster.records import (
    AcademicSession,
    Class,
    Course,
    Demographics,
    Enrollment,
    GuardianLink,
    Org,
    Record,
    Role,
    User,
    UserProfile,
    key_of,
)

Mode = Literal["bulk", "delta", "absent"]
Version = Literal["1.1", "1.2"]

RECORDS_OF_FILE: Mapping[str, str] = {
    "orgs": "orgs",
    "academicSessions": "academic_sessions",
    "courses": "courses",
    "classes": "classes",
    "users": "users",
    "userProfiles": "user_profiles",
    "roles": "roles",
    "enrollments": "enrollments",
    "demographics": "demographics",
}
"""The file names of the standard (without .csv), and the package's field for each."""

R = TypeVar("R", bound=Record)


def _by_key(records: Iterable[R]) -> dict[str, R]:
    return {key_of(record.sourced_id): record for record in records}


@dataclass(frozen=True, kw_only=True)
class Package:
    """Everything one OneRoster zip says.

    Records stand in order of sourcedId; inside a package a reference is spelled exactly as the
    record it names. `modes` speaks of every file: "bulk" (all there is: what is missing has
    ended), "delta" (changes only) or "absent". `left_out` holds, for each file, the keys of
    rows that are in the file but could not be taken: they are not missing, so nothing of theirs
    may be ended for their absence. `unnamed` holds, for each file, what can be read of those rows that do not say whose
    they are; None where nothing can. `unread` holds, for each row by its `where`, the columns whose value could
    not be read: they are not empty, so nothing that is known may be emptied by them. `clues` tells, for each row that
    could not be taken, by its `where`, whom or what it is about.

    Examples
    --------
    >>> package = Package(orgs=(Org(sourced_id="D1", name="Live Oak", type="district"),))
    >>> package.mode_of("orgs"), package.mode_of("users")
    ('bulk', 'absent')
    >>> package.org("d1").name
    'Live Oak'
    """

    version: Version = "1.2"
    modes: Mapping[str, Mode] = field(default_factory=dict)
    orgs: tuple[Org, ...] = ()
    academic_sessions: tuple[AcademicSession, ...] = ()
    courses: tuple[Course, ...] = ()
    classes: tuple[Class, ...] = ()
    users: tuple[User, ...] = ()
    user_profiles: tuple[UserProfile, ...] = ()
    roles: tuple[Role, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()
    demographics: tuple[Demographics, ...] = ()
    source_system_name: str = ""
    source_system_code: str = ""
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    unnamed: Mapping[str, tuple[Record | None, ...]] = field(
        default_factory=dict, compare=False
    )
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    clues: Mapping[str, RowClues] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        modes: dict[str, Mode] = {}
        for file, name in RECORDS_OF_FILE.items():
            records = tuple(sorted(getattr(self, name), key=attrgetter("sourced_id")))
            object.__setattr__(self, name, records)
            modes[file] = self.modes.get(file, "bulk" if records else "absent")
        object.__setattr__(self, "modes", modes)

    def mode_of(self, file: str) -> Mode:
        """Return whether a file holds all there is, changes only, or is absent."""
        return self.modes[file]

    def rows(self, file: str) -> tuple[Record, ...]:
        """Return the records of a file, named as the standard names it without ".csv"."""
        records: tuple[Record, ...] = getattr(self, RECORDS_OF_FILE[file])
        return records

    def is_left_out(self, file: str, sourced_id: str) -> bool:
        """Return whether the file has such a row, but one that could not be taken."""
        return key_of(sourced_id) in self.left_out.get(file, frozenset())

    def has_unnamed(self, file: str) -> bool:
        """Return whether the file has a row that could not be taken and does not say whose it is.

        It may be the row of anybody who seems to be missing.
        """
        return "" in self.left_out.get(file, frozenset())

    def is_complete(self, file: str) -> bool:
        """Return whether what a file does not speak of is missing, rather than perhaps one of its unnamed rows."""
        return self.mode_of(file) == "bulk" and not self.has_unnamed(file)

    def org(self, sourced_id: str) -> Org | None:
        """Return the org with this sourcedId, in whatever case it is written."""
        return self.orgs_by_key.get(key_of(sourced_id))

    def academic_session(self, sourced_id: str) -> AcademicSession | None:
        """Return the session with this sourcedId, in whatever case it is written."""
        return self.academic_sessions_by_key.get(key_of(sourced_id))

    def course(self, sourced_id: str) -> Course | None:
        """Return the course with this sourcedId, in whatever case it is written."""
        return self.courses_by_key.get(key_of(sourced_id))

    def class_(self, sourced_id: str) -> Class | None:
        """Return the class with this sourcedId, in whatever case it is written."""
        return self.classes_by_key.get(key_of(sourced_id))

    def user(self, sourced_id: str) -> User | None:
        """Return the person with this sourcedId, in whatever case it is written."""
        return self.users_by_key.get(key_of(sourced_id))

    def roles_of(self, user_sourced_id: str) -> tuple[Role, ...]:
        """Return the roles of a person, the primary ones first."""
        return self.roles_by_user_key.get(key_of(user_sourced_id), ())

    def demographics_of(self, user_sourced_id: str) -> Demographics | None:
        """Return the demographics of a person."""
        return self.demographics_by_key.get(key_of(user_sourced_id))

    def guardian_links(
        self, *, known_students: frozenset[str] = frozenset()
    ) -> tuple[GuardianLink, ...]:
        """Return who is whose guardian, each pair once, whichever of the two names the other.

        A package says only that two people belong together; the one with the role "student" is
        the student. `known_students` are keys (`key_of`) of people who are students by earlier
        imports, for a delta that does not send their roles again. Two students (sisters), and
        two grown-ups, make no link.
        """
        students = known_students | self._student_keys
        pairs = {
            (user.sourced_id, agent) for user in self.users for agent in user.agent_sourced_ids
        }
        links = {
            GuardianLink(one, other) if key_of(one) in students else GuardianLink(other, one)
            for one, other in pairs
            if (key_of(one) in students) != (key_of(other) in students)
        }
        return tuple(sorted(links))

    @cached_property
    def _student_keys(self) -> frozenset[str]:
        return frozenset(key_of(r.user_sourced_id) for r in self.roles if r.role == "student")

    @cached_property
    def orgs_by_key(self) -> dict[str, Org]:
        """Orgs by `key_of` their sourcedId."""
        return _by_key(self.orgs)

    @cached_property
    def academic_sessions_by_key(self) -> dict[str, AcademicSession]:
        """Sessions by `key_of` their sourcedId."""
        return _by_key(self.academic_sessions)

    @cached_property
    def courses_by_key(self) -> dict[str, Course]:
        """Courses by `key_of` their sourcedId."""
        return _by_key(self.courses)

    @cached_property
    def classes_by_key(self) -> dict[str, Class]:
        """Classes by `key_of` their sourcedId."""
        return _by_key(self.classes)

    @cached_property
    def users_by_key(self) -> dict[str, User]:
        """People by `key_of` their sourcedId."""
        return _by_key(self.users)

    @cached_property
    def demographics_by_key(self) -> dict[str, Demographics]:
        """Demographics by `key_of` the user's sourcedId."""
        return _by_key(self.demographics)

    @cached_property
    def roles_by_user_key(self) -> dict[str, tuple[Role, ...]]:
        """Roles by `key_of` the user's sourcedId, primary ones first."""
        roles: dict[str, list[Role]] = defaultdict(list)
        for role in sorted(self.roles, key=attrgetter("role_type", "sourced_id")):
            roles[key_of(role.user_sourced_id)].append(role)
        return {user: tuple(held) for user, held in roles.items()}
