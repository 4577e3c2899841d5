"""Reads a roster's campuses, terms, courses and classes into rows as we keep them."""

from __future__ import annotations

from collections.abc import Iterator

from ownpath.interchange.oneroster import AcademicSession, Class, Course, Org, key_of
from ownpath.interchange.oneroster.findings import shown
from ownpath.interchange.oneroster.records import derived_id
from ownpath.school.people.imports.districts import campus_orgs
from ownpath.school.people.imports.reading import Reading, ended, row_of
from ownpath.school.people.imports.shapes import Values
from ownpath.school.people.imports.types import Wanted
from ownpath.school.people.models import Term

STAND_IN = "course-of"
CLASS_KINDS = ("scheduled", "homeroom")


def wanted_campuses(reading: Reading, district_key: str) -> Iterator[Wanted]:
    """Yield the campuses of a roster."""
    for org in campus_orgs(reading.package, district_key):
        if org.is_ended:
            yield ended(org)
        else:
            is_sound = reading.has_sound_key(org)
            _tell_of_closed(reading, org)
            yield row_of(org, (org.sourced_id, org.name, org.identifier) if is_sound else None)


def _tell_of_closed(reading: Reading, org: Org) -> None:
    """Say that a campus the district closed stays closed, and who and what the file still places there."""
    closed_on = reading.stored.closed.get(key_of(org.sourced_id))
    if closed_on is None:
        return
    here = key_of(org.sourced_id)
    roles = [one for one in reading.package.roles if not one.is_ended]
    n_people = len({one.user_sourced_id for one in roles if key_of(one.org_sourced_id) == here})
    classes = [one for one in reading.package.classes if not one.is_ended]
    n_classes = sum(key_of(one.school_sourced_id) == here for one in classes)
    reading.findings.note(
        "campus.closed",
        f"{org.where}, status",
        f"{shown(org.name)} was closed here on {closed_on:%Y-%m-%d} and the file has it as open, "
        f"with {n_people} people and {n_classes} classes; it stays closed",
        "End it in the sending system and move who is still there. If it opens again, let the district open it "
        "(Change, Council, Campuses).",
    )


def wanted_terms(reading: Reading) -> Iterator[Wanted]:
    """Yield the sessions of a roster; a parent may come after its children."""
    sessions = reading.package.academic_sessions
    reading.active["terms"] = dict.fromkeys(
        [*reading.stored.rows["terms"], *(key_of(one.sourced_id) for one in sessions)], True
    )
    for session in sessions:
        if session.is_ended:
            yield ended(session)
        else:
            is_sound = reading.has_sound_key(session)
            yield row_of(session, _term(reading, session) if is_sound else None)


def _term(reading: Reading, session: AcademicSession) -> Values:
    parents = reading.references(
        session, "terms", "parentSourcedId", [session.parent_sourced_id]
    )
    return (
        session.sourced_id,
        session.title,
        _term_kind(reading, session),
        session.start_date,
        session.end_date,
        str(session.school_year or ""),
        "" if not parents or _leads_back(reading, session) else parents[0],
    )


def _term_kind(reading: Reading, session: AcademicSession) -> str:
    if session.type in Term.Kind.values:
        return session.type
    what = f"{shown(session.type)} is not a kind of session; it was taken as a term"
    reading.findings.note("term.kind", f"{session.where}, type", what, "Nothing to do.")
    return Term.Kind.TERM.value


def _leads_back(reading: Reading, session: AcademicSession) -> bool:
    """Return whether the way up from a session comes back to it, and say so."""
    passed = {key_of(session.sourced_id)}
    at = key_of(session.parent_sourced_id)
    while at and at not in passed:
        passed.add(at)
        above = reading.package.academic_session(at)
        kept = reading.stored.rows["terms"].get(at)
        at = key_of(above.parent_sourced_id) if above else (kept.values[-1] if kept else "")
    if at:
        what = (
            f"the sessions above {shown(session.title)} lead back to it; it was set under none"
        )
        reading.findings.note(
            "term.loop", f"{session.where}, parentSourcedId", what, "Correct the parents."
        )
    return bool(at)


def wanted_courses(reading: Reading) -> Iterator[Wanted]:
    """Yield the courses of a roster, with a stand-in for each class that names none."""
    for course in reading.package.courses:
        if course.is_ended:
            yield ended(course)
        else:
            is_sound = reading.has_sound_key(course)
            yield row_of(course, _course(reading, course) if is_sound else None)
    yield from _stand_ins(reading)


def _course(reading: Reading, course: Course) -> Values:
    years = reading.references(
        course, "terms", "schoolYearSourcedId", [course.school_year_sourced_id]
    )
    return (
        course.sourced_id,
        course.title,
        reading.cut(course, "courseCode", course.course_code, 60),
        _campus_of_course(reading, course),
        years[0] if years else "",
        list(course.grades),
        list(course.subjects),
        list(course.subject_codes),
    )


def _campus_of_course(reading: Reading, course: Course) -> str:
    key = key_of(course.org_sourced_id)
    if key and key not in reading.places:
        reading.references(course, "campuses", "orgSourcedId", [course.org_sourced_id])
    return reading.places.get(key, "")


def _stand_ins(reading: Reading) -> Iterator[Wanted]:
    for one in reading.package.classes:
        if not one.is_ended and not one.course_sourced_id:
            what = f"the class {shown(one.title)} names no course; one of the same title stands in for it"
            reading.findings.note(
                "class.course",
                f"{one.where}, courseSourcedId",
                what,
                "Name the course of the class.",
            )
            sourced_id = stand_in_id(one)
            values = (
                sourced_id,
                one.title,
                "",
                reading.places.get(key_of(one.school_sourced_id), ""),
                "",
                list(one.grades),
                list(one.subjects),
                list(one.subject_codes),
            )
            yield Wanted(key_of(sourced_id), values, one.date_last_modified, one.where)


def stand_in_id(one: Class) -> str:
    """Return the sourcedId of the course that stands in for a class's own."""
    return derived_id(STAND_IN, one.sourced_id)


def wanted_sections(reading: Reading) -> Iterator[Wanted]:
    """Yield the classes of a roster."""
    for one in reading.package.classes:
        if one.is_ended:
            yield ended(one)
        else:
            is_sound = reading.has_sound_key(one)
            yield row_of(one, _section(reading, one) if is_sound else None)


def _section(reading: Reading, one: Class) -> Values | None:
    campus = reading.reference(one, "campuses", "schoolSourcedId", one.school_sourced_id)
    course = (
        reading.reference(one, "courses", "courseSourcedId", one.course_sourced_id)
        if one.course_sourced_id
        else key_of(stand_in_id(one))
    )
    if campus is None or course is None:
        return None
    terms = reading.references(one, "terms", "termSourcedIds", one.term_sourced_ids)
    return (
        one.sourced_id,
        one.title,
        reading.cut(one, "classCode", one.class_code, 120),
        one.class_type if one.class_type in CLASS_KINDS else CLASS_KINDS[0],
        course,
        campus,
        reading.cut(one, "location", one.location, 120),
        list(one.periods),
        list(one.grades),
        list(one.subjects),
        list(one.subject_codes),
        tuple(sorted(set(terms))),
    )
