"""Districts, campuses, terms, persons, roles, courses, sections, enrollments and guardians.

Words and keys are OneRoster's: every row that came from a district's system keeps its `sourced_id`, compared without
regard to case through `source_key`. Nothing here is ever deleted by an import: things end.
Personal data: all of `Person`, `Demographics`, `Guardianship`, `Enrollment`.
"""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SOURCED_ID_LENGTH = 255
NAME_LENGTH = 200


class District(models.Model):
    """One school district; the outermost wall: nobody sees over it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sourced_id = models.CharField(max_length=SOURCED_ID_LENGTH, blank=True)
    source_key = models.CharField(max_length=SOURCED_ID_LENGTH, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    identifier = models.CharField(max_length=NAME_LENGTH, blank=True)
    time_zone = models.CharField(max_length=64, default="America/Los_Angeles")
    is_simulated = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Return the district's name."""
        return self.name


class Sourced(models.Model):
    """What every row of a roster carries: whose it is and what the other system calls it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    sourced_id = models.CharField(max_length=SOURCED_ID_LENGTH)
    source_key = models.CharField(max_length=SOURCED_ID_LENGTH)  # sourced_id, case folded
    source_modified_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(
        null=True, blank=True
    )  # tobedeleted, or absent from a bulk file

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["district", "source_key"],
                name="%(app_label)s_%(class)s_once_per_district",
            )
        ]


class Campus(Sourced):
    """A school (OneRoster: org of type school)."""

    name = models.CharField(max_length=NAME_LENGTH)
    identifier = models.CharField(max_length=NAME_LENGTH, blank=True)
    closed_on = models.DateField(
        null=True, blank=True
    )  # the district closed it: a roster cannot open it again, the district can

    class Meta(Sourced.Meta):
        verbose_name_plural = "campuses"

    def __str__(self) -> str:
        """Return the campus's name."""
        return self.name


class Term(Sourced):
    """An academic session: school year, semester, term or grading period."""

    class Kind(models.TextChoices):
        """OneRoster's session types."""

        SCHOOL_YEAR = "schoolYear", _("school year")
        SEMESTER = "semester", _("semester")
        TERM = "term", _("term")
        GRADING_PERIOD = "gradingPeriod", _("grading period")

    title = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=16, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    school_year = models.CharField(max_length=4, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )


class PersonManager(BaseUserManager["Person"]):
    """Find a person by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person who signs in as `username`, whatever its case."""
        return self.get(username_key=(username or "").casefold())


class Person(AbstractBaseUser, PermissionsMixin):
    """Anyone the district knows: student, teacher, guardian, leader, records staff. May or may not sign in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="persons"
    )
    sourced_id = models.CharField(max_length=SOURCED_ID_LENGTH, blank=True)
    source_key = models.CharField(max_length=SOURCED_ID_LENGTH, blank=True)
    source_modified_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    # The name as the district writes it, and as it is compared; None for those who do not sign in.
    username = models.CharField(max_length=NAME_LENGTH, blank=True)
    username_key = models.CharField(max_length=NAME_LENGTH, null=True, blank=True, unique=True)
    given_name = models.CharField(max_length=NAME_LENGTH)
    middle_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    family_name = models.CharField(max_length=NAME_LENGTH)
    preferred_given_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    preferred_middle_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    preferred_family_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    pronouns = models.CharField(max_length=60, blank=True)
    identifier = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    sms = models.CharField(max_length=60, blank=True)
    grade = models.CharField(max_length=8, blank=True)  # CEDS: KG, 01 ... 12
    further = models.JSONField(default=dict, blank=True)  # columns kept only to give them back

    title = models.CharField(
        max_length=12, blank=True
    )  # "Ms.", "Dr.": how an adult is addressed
    language = models.CharField(max_length=8, blank=True)  # "" follows the browser
    theme = models.CharField(max_length=8, blank=True)  # "" follows the system
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # somebody else gave it out
    password_given_on = models.DateField(null=True, blank=True)  # on that day; None: their own
    is_staff = models.BooleanField(default=False)

    USERNAME_FIELD = "username_key"
    REQUIRED_FIELDS = ["given_name", "family_name"]
    objects = PersonManager()

    class Meta:
        indexes = [
            models.Index(
                fields=["district", "family_name", "given_name"], name="people_person_by_name"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "source_key"],
                condition=~Q(source_key=""),
                name="people_person_once_per_district",
            )
        ]

    def __str__(self) -> str:
        """Return the name this person goes by."""
        return self.full_name

    @property
    def called(self) -> str:
        """What others say to this person: "Ms. Okafor" where there is a title, else the first name."""
        return f"{self.title} {self._family}" if self.title else self._first

    @property
    def full_name(self) -> str:
        """How others name this person: "Ms. Okafor", "Ada Morales"."""
        return self.called if self.title else self.plain_name

    @property
    def plain_name(self) -> str:
        """First and family name as this person wants them, without a title: "Grace Okafor"."""
        return f"{self._first} {self._family}".strip()

    @property
    def _first(self) -> str:
        return self.preferred_given_name or self.given_name

    @property
    def _family(self) -> str:
        return self.preferred_family_name or self.family_name


class Demographics(models.Model):
    """What a district records about a person beyond the name; kept to be given back, used by no rule."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="demographics")
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    further = models.JSONField(default=dict, blank=True)


class Role(models.Model):
    """What a person is, and where; a person may hold several, at several campuses."""

    class Name(models.TextChoices):
        """OneRoster 1.2's roles, with 1.1's administrator."""

        STUDENT = "student", _("student")
        TEACHER = "teacher", _("teacher")
        AIDE = "aide", _("aide")
        PROCTOR = "proctor", _("proctor")
        COUNSELOR = "counselor", _("counselor")
        PRINCIPAL = "principal", _("principal")
        ADMINISTRATOR = "administrator", _("administrator")
        SITE_ADMINISTRATOR = "siteAdministrator", _("site administrator")
        DISTRICT_ADMINISTRATOR = "districtAdministrator", _("district administrator")
        SYSTEM_ADMINISTRATOR = "systemAdministrator", _("records staff")
        PARENT = "parent", _("parent")
        GUARDIAN = "guardian", _("guardian")
        RELATIVE = "relative", _("relative")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    campus = models.ForeignKey(
        Campus, null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )  # None: the whole district
    name = models.CharField(max_length=24, choices=Name)
    sourced_id = models.CharField(max_length=SOURCED_ID_LENGTH, blank=True)  # "": given by hand
    profile_sourced_id = models.CharField(
        max_length=SOURCED_ID_LENGTH, blank=True
    )  # an Account
    is_primary = models.BooleanField(default=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_with = models.CharField(max_length=8, blank=True)  # "person": comes back with them

    class Meta:
        indexes = [models.Index(fields=["campus", "name"], name="people_role_by_campus")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "campus", "name"],
                name="people_role_once",
                nulls_distinct=False,
            )
        ]


class Course(Sourced):
    """A course as the catalog has it."""

    title = models.CharField(max_length=NAME_LENGTH)
    code = models.CharField(max_length=60, blank=True)
    campus = models.ForeignKey(
        Campus, null=True, blank=True, on_delete=models.PROTECT, related_name="courses"
    )
    term = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    grades = models.JSONField(default=list, blank=True)
    subjects = models.JSONField(default=list, blank=True)
    subject_codes = models.JSONField(default=list, blank=True)


class Section(Sourced):
    """One class of a course with its teachers and students (OneRoster: class)."""

    title = models.CharField(max_length=NAME_LENGTH)
    code = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=16, default="scheduled")  # or homeroom
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sections")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="sections")
    terms = models.ManyToManyField(Term, related_name="sections")
    room = models.CharField(max_length=120, blank=True)
    periods = models.JSONField(default=list, blank=True)
    grades = models.JSONField(default=list, blank=True)
    subjects = models.JSONField(default=list, blank=True)
    subject_codes = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        """Return the section's title."""
        return self.title


class Enrollment(Sourced):
    """A person in a section, as student, teacher or other, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrollments")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="enrollments")
    role = models.CharField(max_length=24, choices=Role.Name)
    is_primary = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    # "person" or "section": it ended only because they did, and comes back with them.
    ended_with = models.CharField(max_length=8, blank=True)

    class Meta(Sourced.Meta):
        indexes = [
            models.Index(fields=["section", "role"], name="people_enrollment_by_section"),
            models.Index(fields=["person", "role"], name="people_enrollment_by_person"),
        ]


class Account(Sourced):
    """An account a person has in some other system (OneRoster: user profile); kept to be given back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="accounts")
    kind = models.CharField(max_length=NAME_LENGTH, blank=True)  # profileType
    vendor = models.CharField(max_length=NAME_LENGTH, blank=True)
    application = models.CharField(max_length=NAME_LENGTH, blank=True)
    description = models.CharField(max_length=NAME_LENGTH, blank=True)
    credential = models.CharField(
        max_length=NAME_LENGTH, blank=True
    )  # its type, never the secret
    username = models.CharField(max_length=NAME_LENGTH, blank=True)


class Guardianship(models.Model):
    """That an adult may know and speak for a child."""

    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardianships")
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="children_of")
    relation = models.CharField(max_length=24, choices=Role.Name, default=Role.Name.GUARDIAN)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "guardian"], name="people_guardianship_once"
            )
        ]


class RosterImport(models.Model):
    """One import a records clerk planned: the file, what it would do, what came of it."""

    class State(models.TextChoices):
        """How far it got."""

        PLANNING = "planning", _("being read")
        PLANNED = "planned", _("planned")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        REFUSED = "refused", _("refused")
        DISCARDED = "discarded", _("discarded")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    file_name = models.CharField(max_length=255)
    file_path = models.CharField(max_length=500)
    file_hash = models.CharField(max_length=64)
    planned_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    planned_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    counts = models.JSONField(default=dict)  # per file: rows in, added, changed, ended, same
    problems = models.JSONField(default=list)
    story = models.JSONField(default=dict)  # what the page tells: changes, shares, fingerprint
    progress = models.PositiveSmallIntegerField(default=0)  # percent


class SignInFailure(models.Model):
    """A failed sign-in, kept briefly so that guessing slows down."""

    account_key = models.CharField(max_length=64)  # a hash, never the name that was typed
    source = models.CharField(max_length=64)
    failed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account_key", "failed_at"], name="people_failure_by_account"),
            models.Index(fields=["source", "failed_at"], name="people_failure_by_source"),
        ]
