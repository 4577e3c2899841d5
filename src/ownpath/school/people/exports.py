"""Gives a district's roster back: everything that is active, and what that stands on, as a OneRoster 1.2 package.

Reading the package into an empty Ownpath and exporting again gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ownpath.interchange.oneroster import (
    AcademicSession,
    Class,
    Course,
    Demographics,
    Enrollment,
    Org,
    Package,
    Role,
    User,
    UserId,
    UserProfile,
)
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE, Mode
from ownpath.interchange.oneroster.records import derived_id
from ownpath.school.people import models
from ownpath.school.people.models import District, Person

SYSTEM_NAME = "Ownpath"
DISTRICT, SCHOOL = "district", "school"
TEACHER = models.Role.Name.TEACHER
ROWS_AT_A_TIME = 5_000
_EVERY_FILE: Mapping[str, Mode] = dict.fromkeys(RECORDS_OF_FILE, "bulk")


def build_package(*, district: District) -> Package:
    """Return the whole roster of a district as it is now.

    Whoever and whatever ended stays here and is not in it; a class keeps its course, campus and terms even when one
    of those ended, so that nothing in the package points at nothing.
    """
    building = _Building(district)
    return Package(
        version="1.2",
        modes=_EVERY_FILE,
        orgs=tuple(building.orgs()),
        academic_sessions=tuple(building.sessions()),
        courses=tuple(building.courses()),
        classes=tuple(building.classes()),
        users=tuple(building.users()),
        user_profiles=tuple(building.profiles()),
        roles=tuple(building.roles()),
        enrollments=tuple(building.enrollments()),
        demographics=tuple(building.demographics()),
        source_system_name=SYSTEM_NAME,
    )


class _Building:
    """One district's rows, and the sourcedIds by which they name each other."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.district_id = district.sourced_id or district.source_key
        self.campuses = {one.pk: one for one in self._of(models.Campus)}
        self.terms = {one.pk: one for one in self._of(models.Term)}
        self.all_courses = {one.pk: one for one in self._of(models.Course)}
        self.section_terms = self._section_terms()
        self.sections = {one.pk: one for one in self._of(models.Section).filter(ended_on=None)}
        self.persons = {
            pk: sourced_id or str(uuid)
            for pk, sourced_id, uuid in self._of(Person)
            .filter(ended_on=None)
            .values_list("pk", "sourced_id", "uuid")
        }

    def _of(self, model: Any) -> Any:
        return model.objects.filter(district=self.district)

    def _section_terms(self) -> Mapping[int, list[int]]:
        through = models.Section.terms.through
        pairs = through.objects.filter(section__district=self.district)
        found: dict[int, list[int]] = defaultdict(list)
        for section, term in pairs.values_list("section_id", "term_id"):
            found[section].append(term)
        return found

    def _campus_id(self, pk: int | None) -> str:
        return self.campuses[pk].sourced_id if pk in self.campuses else self.district_id

    def orgs(self) -> Iterator[Org]:
        yield Org(
            sourced_id=self.district_id,
            name=self.district.name,
            type=DISTRICT,
            identifier=self.district.identifier,
        )
        used = {one.campus_id for one in self.sections.values()}
        used |= {one.campus_id for one in self._courses_to_give()}
        used |= set(self._active_roles().values_list("campus_id", flat=True))
        for pk, campus in self.campuses.items():
            if campus.ended_on is None or pk in used:
                yield Org(
                    sourced_id=campus.sourced_id,
                    name=campus.name,
                    type=SCHOOL,
                    identifier=campus.identifier,
                    parent_sourced_id=self.district_id,
                )

    def sessions(self) -> Iterator[AcademicSession]:
        used = {term for pk in self.sections for term in self.section_terms.get(pk, ())}
        used |= {one.term_id for one in self._courses_to_give() if one.term_id}
        used |= {pk for pk, term in self.terms.items() if term.ended_on is None}
        for pk in self._with_parents(used):
            term = self.terms[pk]
            parent = self.terms.get(term.parent_id or 0)
            yield AcademicSession(
                sourced_id=term.sourced_id,
                title=term.title,
                type=term.kind,
                start_date=term.starts_on,
                end_date=term.ends_on,
                parent_sourced_id=parent.sourced_id if parent else "",
                school_year=int(term.school_year) if term.school_year.isdigit() else None,
            )

    def _with_parents(self, pks: set[int]) -> set[int]:
        found: set[int] = set()
        waiting = list(pks)
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting += [parent] if (parent := self.terms[pk].parent_id) else []
        return found

    def _courses_to_give(self) -> list[models.Course]:
        used = {section.course_id for section in self.sections.values()}
        return [
            course
            for pk, course in self.all_courses.items()
            if course.ended_on is None or pk in used
        ]

    def courses(self) -> Iterator[Course]:
        for course in self._courses_to_give():
            term = self.terms.get(course.term_id or 0)
            yield Course(
                sourced_id=course.sourced_id,
                title=course.title,
                school_year_sourced_id=term.sourced_id if term else "",
                course_code=course.code,
                grades=tuple(course.grades),
                org_sourced_id=self._campus_id(course.campus_id),
                subjects=tuple(course.subjects),
                subject_codes=tuple(course.subject_codes),
            )

    def classes(self) -> Iterator[Class]:
        for pk, section in self.sections.items():
            terms = [self.terms[term].sourced_id for term in self.section_terms.get(pk, ())]
            yield Class(
                sourced_id=section.sourced_id,
                title=section.title,
                school_sourced_id=self._campus_id(section.campus_id),
                grades=tuple(section.grades),
                course_sourced_id=self.all_courses[section.course_id].sourced_id,
                class_code=section.code,
                class_type=section.kind,
                location=section.room,
                term_sourced_ids=tuple(sorted(terms)),
                subjects=tuple(section.subjects),
                subject_codes=tuple(section.subject_codes),
                periods=tuple(section.periods),
            )

    def users(self) -> Iterator[User]:
        agents = self._agents_by_guardianship()
        spelled = {sourced_id.casefold(): sourced_id for sourced_id in self.persons.values()}
        orgs = {org.sourced_id.casefold(): org.sourced_id for org in self.orgs()}
        persons = self._of(Person).filter(ended_on=None)
        for person in persons.iterator(chunk_size=ROWS_AT_A_TIME):
            said = [
                spelled[agent.casefold()]
                for agent in person.further.get("agentSourcedIds", ())
                if agent.casefold() in spelled
            ]
            place = person.further.get("primaryOrgSourcedId", "")
            yield _user(
                person,
                self.persons[person.pk],
                agents=[*said, *agents.get(person.pk, ())],
                primary_org=orgs.get(place.casefold(), ""),
            )

    def _agents_by_guardianship(self) -> Mapping[int, list[str]]:
        """Return for each student the guardians we know of, whichever row once said so."""
        pairs = models.Guardianship.objects.filter(
            student__district=self.district, ended_on=None
        ).order_by("pk")
        found: dict[int, list[str]] = defaultdict(list)
        for student, guardian in pairs.values_list("student_id", "guardian_id"):
            if student in self.persons and guardian in self.persons:
                found[student].append(self.persons[guardian])
        return found

    def profiles(self) -> Iterator[UserProfile]:
        for account in self._of(models.Account).filter(ended_on=None):
            if account.person_id in self.persons:
                yield UserProfile(
                    sourced_id=account.sourced_id,
                    user_sourced_id=self.persons[account.person_id],
                    profile_type=account.kind,
                    vendor_id=account.vendor,
                    application_id=account.application,
                    description=account.description,
                    credential_type=account.credential,
                    username=account.username,
                )

    def _active_roles(self) -> Any:
        return models.Role.objects.filter(
            person__district=self.district, person__ended_on=None, ended_on=None
        )

    def roles(self) -> Iterator[Role]:
        profiles = {one.sourced_id.casefold(): one.sourced_id for one in self.profiles()}
        for role in self._active_roles().iterator(chunk_size=ROWS_AT_A_TIME):
            person, place = self.persons[role.person_id], self._campus_id(role.campus_id)
            yield Role(
                sourced_id=role.sourced_id or derived_id(person, place, role.name),
                user_sourced_id=person,
                role=role.name,
                org_sourced_id=place,
                role_type="primary" if role.is_primary else "secondary",
                begin_date=role.starts_on,
                end_date=role.ends_on,
                user_profile_sourced_id=profiles.get(role.profile_sourced_id.casefold(), ""),
            )

    def enrollments(self) -> Iterator[Enrollment]:
        active = self._of(models.Enrollment).filter(ended_on=None)
        for one in active.iterator(chunk_size=ROWS_AT_A_TIME):
            section, person = self.sections.get(one.section_id), self.persons.get(one.person_id)
            if section is not None and person is not None:
                yield Enrollment(
                    sourced_id=one.sourced_id,
                    class_sourced_id=section.sourced_id,
                    user_sourced_id=person,
                    role=one.role,
                    school_sourced_id=self._campus_id(section.campus_id),
                    primary=one.is_primary if one.role == TEACHER else None,
                    begin_date=one.starts_on,
                    end_date=one.ends_on,
                )

    def demographics(self) -> Iterator[Demographics]:
        kept = models.Demographics.objects.filter(person__district=self.district)
        for one in kept.iterator(chunk_size=ROWS_AT_A_TIME):
            if one.person_id in self.persons:
                yield Demographics(
                    sourced_id=self.persons[one.person_id],
                    birth_date=one.birth_date,
                    sex=one.sex,
                    **one.further,
                )


def _user(person: Person, sourced_id: str, *, agents: list[str], primary_org: str) -> User:
    further = person.further
    return User(
        sourced_id=sourced_id,
        given_name=person.given_name,
        family_name=person.family_name,
        enabled_user=person.is_active,
        username=person.username,
        user_ids=tuple(UserId(*one) for one in further.get("userIds", ())),
        middle_name=person.middle_name,
        identifier=person.identifier,
        email=person.email,
        sms=person.sms,
        phone=person.phone,
        agent_sourced_ids=tuple(sorted(set(agents))),
        grades=tuple(further.get("grades", [person.grade] if person.grade else [])),
        user_master_identifier=further.get("userMasterIdentifier", ""),
        preferred_given_name=person.preferred_given_name,
        preferred_middle_name=person.preferred_middle_name,
        preferred_family_name=person.preferred_family_name,
        primary_org_sourced_id=primary_org,
        pronouns=person.pronouns,
    )
