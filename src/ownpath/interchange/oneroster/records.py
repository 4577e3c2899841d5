"""The rows of a OneRoster package in the standard's own words, one frozen record for each kind.

Versions 1.1 and 1.2 come out in one shape: a `User` and, apart from it, the person's `Role`s.

Source: 1EdTech OneRoster CSV Binding 1.2.1 (2023), section 3; OneRoster 1.1 CSV tables (2017).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal, NamedTuple

ID_LIMIT = 255


def key_of(sourced_id: str) -> str:
    """Return the form in which two spellings of one sourcedId are equal.

    Examples
    --------
    >>> key_of("STU-7a") == key_of("stu-7A")
    True
    """
    folded = sourced_id.casefold()
    return sourced_id if folded == sourced_id else folded  # one string fewer in memory


def derived_id(*parts: str) -> str:
    """Return a lasting sourcedId for a row that has none of its own.

    Examples
    --------
    >>> derived_id("ada", "school-1", "student")
    'ada:school-1:student'
    >>> len(derived_id("a" * 200, "b" * 200))
    68
    """
    joined = ":".join(parts)
    if len(joined) <= ID_LIMIT:
        return joined
    return "own:" + hashlib.sha256(joined.encode()).hexdigest()


class UserId(NamedTuple):
    """One more identifier of a person, such as State 207288."""

    type: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every row has: its key, whether it stays or ends, and where it stood."""

    FILE: ClassVar[str] = ""

    sourced_id: str
    status: Literal["active", "tobedeleted"] = "active"
    date_last_modified: datetime | None = None
    row: int = field(default=0, compare=False)  # 1 is the header; 0 is "not read from a file"

    @property
    def where(self) -> str:
        """Return the place a person can look it up, such as "users.csv row 41"."""
        return f"{self.FILE}.csv row {self.row}"

    @property
    def is_ended(self) -> bool:
        """Return whether the sender asks us to end this record."""
        return self.status == "tobedeleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Org(Record):
    """A district, a school, or what stands above or inside them."""

    FILE: ClassVar[str] = "orgs"

    name: str
    type: str  # department | school | district | local | state | national, or a vendor's word
    identifier: str = ""
    parent_sourced_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcademicSession(Record):
    """A school year, semester, term or grading period."""

    FILE: ClassVar[str] = "academicSessions"

    title: str
    type: str  # gradingPeriod | semester | schoolYear | term
    start_date: date
    end_date: date
    parent_sourced_id: str = ""
    school_year: int | None = None  # the year in which the school year ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Record):
    """What is taught, apart from when and to whom."""

    FILE: ClassVar[str] = "courses"

    title: str
    school_year_sourced_id: str = ""
    course_code: str = ""
    grades: tuple[str, ...] = ()
    org_sourced_id: str = ""
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Class(Record):
    """A course given to a group of students in some terms: our section."""

    FILE: ClassVar[str] = "classes"

    title: str
    school_sourced_id: str
    grades: tuple[str, ...] = ()
    course_sourced_id: str = ""
    class_code: str = ""
    class_type: str = "scheduled"  # homeroom | scheduled
    location: str = ""
    term_sourced_ids: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class User(Record):
    """A person. What the person is to a school stands in `Role`; passwords are never kept."""

    FILE: ClassVar[str] = "users"

    given_name: str
    family_name: str
    enabled_user: bool = True
    username: str = ""
    user_ids: tuple[UserId, ...] = ()
    middle_name: str = ""
    identifier: str = ""
    email: str = ""
    sms: str = ""
    phone: str = ""
    agent_sourced_ids: tuple[str, ...] = ()  # guardians of a student, or students of a guardian
    grades: tuple[str, ...] = ()
    user_master_identifier: str = ""
    preferred_given_name: str = ""
    preferred_middle_name: str = ""
    preferred_family_name: str = ""
    primary_org_sourced_id: str = ""
    pronouns: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """What a person is at one org, and since when."""

    FILE: ClassVar[str] = "roles"

    user_sourced_id: str
    role: str  # a word of 1.1 or of 1.2, see `vocabulary.ROLES`
    org_sourced_id: str
    role_type: Literal["primary", "secondary"] = "primary"
    begin_date: date | None = None
    end_date: date | None = None
    user_profile_sourced_id: str = ""
    is_of_user_row: bool = field(default=False, compare=False)  # 1.1: told by users.csv

    @property
    def where(self) -> str:
        """Return the place a person can look it up, in 1.1 the user's row."""
        return f"{'users' if self.is_of_user_row else self.FILE}.csv row {self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserProfile(Record):
    """An account a person has in some system."""

    FILE: ClassVar[str] = "userProfiles"

    user_sourced_id: str
    profile_type: str = ""
    vendor_id: str = ""
    application_id: str = ""
    description: str = ""
    credential_type: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment(Record):
    """A person's place in a class."""

    FILE: ClassVar[str] = "enrollments"

    class_sourced_id: str
    user_sourced_id: str
    role: str  # administrator | proctor | student | teacher
    school_sourced_id: str = ""
    primary: bool | None = None  # of teachers: the one who answers for the class
    begin_date: date | None = None
    end_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demographics(Record):
    """Facts about a person that few may see; `sourced_id` is the user's."""

    FILE: ClassVar[str] = "demographics"

    birth_date: date | None = None
    sex: str = ""  # male | female | unspecified | other
    american_indian_or_alaska_native: bool | None = None
    asian: bool | None = None
    black_or_african_american: bool | None = None
    native_hawaiian_or_other_pacific_islander: bool | None = None
    white: bool | None = None
    demographic_race_two_or_more_races: bool | None = None
    hispanic_or_latino_ethnicity: bool | None = None
    country_of_birth_code: str = ""
    state_of_birth_abbreviation: str = ""
    city_of_birth: str = ""
    public_school_residence_status: str = ""


class GuardianLink(NamedTuple):
    """One student and one grown-up who is theirs."""

    student_sourced_id: str
    guardian_sourced_id: str
