"""Persons, what they are and where, and who may speak for whom. Personal data: all of it."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.school.people.models.places import (
    NAME_LENGTH,
    SOURCED_ID_LENGTH,
    Campus,
    District,
    Sourced,
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
    """What a district records about a person beyond the name, to be given back; one rule reads it: who is of age."""

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
