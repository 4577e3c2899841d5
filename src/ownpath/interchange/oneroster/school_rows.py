"""Rows of orgs, academicSessions, courses and classes to records."""

from __future__ import annotations

from ownpath.interchange.oneroster import vocabulary
from ownpath.interchange.oneroster.cells import Cells
from ownpath.interchange.oneroster.harvest import head
from ownpath.interchange.oneroster.records import ID_LIMIT, AcademicSession, Class, Course, Org


def read_org(c: Cells) -> Org:
    """Return the org a row describes."""
    return Org(
        **head(c),
        name=c.needed("name"),
        type=c.word("type", vocabulary.ORG_TYPES),
        identifier=c.text("identifier"),
        parent_sourced_id=c.text("parentSourcedId", ID_LIMIT),
    )


def read_session(c: Cells) -> AcademicSession:
    """Return the session a row describes."""
    session = AcademicSession(
        **head(c),
        title=c.needed("title"),
        type=c.word("type", vocabulary.SESSION_TYPES),
        start_date=c.needed_day("startDate"),
        end_date=c.needed_day("endDate"),
        parent_sourced_id=c.text("parentSourcedId", ID_LIMIT),
        school_year=c.year("schoolYear"),
    )
    if session.end_date < session.start_date and not (c.is_faulty or c.is_ended):
        c.order_fault("endDate")
    return session


def read_course(c: Cells) -> Course:
    """Return the course a row describes."""
    return Course(
        **head(c),
        title=c.needed("title"),
        school_year_sourced_id=c.text("schoolYearSourcedId", ID_LIMIT),
        course_code=c.text("courseCode"),
        grades=c.grades("grades"),
        org_sourced_id=c.text("orgSourcedId", ID_LIMIT),
        subjects=c.texts("subjects"),
        subject_codes=c.texts("subjectCodes"),
    )


def read_class(c: Cells) -> Class:
    """Return the class a row describes."""
    return Class(
        **head(c),
        title=c.needed("title"),
        school_sourced_id=c.needed("schoolSourcedId", ID_LIMIT),
        grades=c.grades("grades"),
        course_sourced_id=c.text("courseSourcedId", ID_LIMIT),
        class_code=c.text("classCode"),
        class_type=c.word("classType", vocabulary.CLASS_TYPES) or "scheduled",
        location=c.text("location"),
        term_sourced_ids=c.ids("termSourcedIds"),
        subjects=c.texts("subjects"),
        subject_codes=c.texts("subjectCodes"),
        periods=c.texts("periods"),
    )
