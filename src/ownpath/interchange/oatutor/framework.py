"""A course's lessons and skills as a framework, so that its problems can be aligned to it."""

from __future__ import annotations

from collections.abc import Iterator

from ownpath.interchange.frameworks import (
    CompetencyRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    derived,
    with_parent_links,
)
from ownpath.interchange.oatutor.records import CourseRecord


def skill_identifier(course: str, skill: str) -> str:
    """Return the identifier under which a skill of this course stands in its framework."""
    return derived("oatutor", course, "skill", skill)


def skills_framework(course: CourseRecord) -> FrameworkPackage:
    """Return lessons as headings and skills under the first lesson that is for them.

    OATutor does not say what comes before what: the package holds no ``precedes``.
    """
    uri, _, title = course.license.partition(" <")
    package = FrameworkPackage(
        framework=FrameworkRecord(
            identifier=derived("oatutor", course.name),
            title=course.name or "OATutor course",
            creator="The OATutor Project",
            language=course.language or "en",
            subjects=("Mathematics",),
            official_source=course.oer.partition(" <")[0],
            license=Link(identifier=derived("license", uri), uri=uri, title=title.rstrip(">"))
            if uri
            else None,
            notes=course.attribution,
        ),
        competencies=tuple(_competencies(course)),
    )
    return with_parent_links(package)


def _competencies(course: CourseRecord) -> Iterator[CompetencyRecord]:
    titles = {skill.id: skill.title for skill in course.skills}
    placed: set[str] = set()
    for place, lesson in enumerate(course.lessons, start=1):
        yield CompetencyRecord(
            identifier=derived("oatutor", course.name, "lesson", lesson.id),
            code=lesson.name.removeprefix("Lesson "),
            statement=lesson.topics or lesson.name or lesson.id,
            item_type="Lesson",
            language=course.language or "en",
            sequence=place,
        )
        new = [skill for skill in lesson.objectives if skill in titles and skill not in placed]
        for number, skill in enumerate(dict.fromkeys(new), start=1):
            placed.add(skill)
            yield _skill(course, skill, titles[skill], lesson.id, number)
    left = [skill for skill in titles if skill not in placed]
    for number, skill in enumerate(left, start=len(course.lessons) + 1):
        yield _skill(course, skill, titles[skill], "", number)


def _skill(
    course: CourseRecord, skill: str, title: str, lesson: str, place: int
) -> CompetencyRecord:
    return CompetencyRecord(
        identifier=skill_identifier(course.name, skill),
        code=skill,
        statement=title or skill,
        item_type="Skill",
        language=course.language or "en",
        parent=derived("oatutor", course.name, "lesson", lesson) if lesson else "",
        sequence=place,
    )
