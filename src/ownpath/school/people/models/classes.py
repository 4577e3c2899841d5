"""Courses, their sections, and who is in them. Personal data: `Enrollment`."""

from __future__ import annotations

from django.db import models

from ownpath.school.people.models.persons import Person, Role
from ownpath.school.people.models.places import NAME_LENGTH, Campus, Sourced, Term


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
