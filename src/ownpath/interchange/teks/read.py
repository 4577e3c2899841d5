"""Reads TEKS as frameworks, one for each chapter; the Common Core and others apart.

Chapters are those of Title 19 of the Texas Administrative Code: 111 is mathematics.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ownpath.interchange.findings import Findings
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    derived,
    with_parent_links,
)
from ownpath.interchange.frameworks.grades import in_order
from ownpath.interchange.frameworks.records import MATCH, RELATED
from ownpath.interchange.problems import Problem
from ownpath.interchange.teks.codes import natural, parents_of
from ownpath.interchange.teks.records import Equivalence, LearningStandard
from ownpath.interchange.teks.source import Standards, standards_of

CHAPTERS = {
    "110": "English Language Arts and Reading",
    "111": "Mathematics",
    "112": "Science",
    "113": "Social Studies",
    "114": "Languages Other Than English",
    "115": "Health Education",
    "116": "Physical Education",
    "117": "Fine Arts",
    "118": "Economics",
    "126": "Technology Applications",
    "127": "Career Development",
    "128": "Spanish Language Arts and Reading, and English as a Second Language",
    "130": "Career and Technical Education",
}
COMMON_CORE = "CC"
OTHERS = "others"


def read_standards(source: bytes | Path) -> tuple[list[FrameworkPackage], list[Problem]]:
    """Return one framework for each chapter of the file, and what could not be taken."""
    findings = Findings()
    found = standards_of(source, findings)
    if found is None:
        return [], findings.listed()
    chapters: dict[str, list[LearningStandard]] = {}
    for standard in found.by_id.values():
        chapters.setdefault(chapter_of(standard.id), []).append(standard)
    equivalences = _by_chapter(found, findings)
    packages = [
        _package(chapter, chapters[chapter], equivalences.get(chapter, []))
        for chapter in sorted(chapters, key=natural)
    ]
    return packages, findings.listed()


def chapter_of(code: str) -> str:
    """Return the framework a standard belongs to: its chapter, the Common Core, or others."""
    first = code.partition(".")[0]
    return first if first in CHAPTERS or first == COMMON_CORE else OTHERS


def _by_chapter(found: Standards, findings: Findings) -> dict[str, list[Equivalence]]:
    """Return the equivalences by the chapter of their source; unknown ends are named."""
    sorted_out: dict[str, list[Equivalence]] = {}
    seen: set[tuple[str, str]] = set()
    for one in found.equivalences:
        where = f"equivalence {one.source} to {one.target}"
        unknown = [end for end in (one.source, one.target) if end not in found.by_id]
        if unknown:
            what = f"{' and '.join(unknown)} is not in the file"
            findings.row("teks.equivalence-dangling", where, what, "It is left out.")
        elif (one.source, one.target) in seen:
            findings.note("teks.equivalence-twice", where, "it stands twice", "Read once.")
        else:
            seen.add((one.source, one.target))
            sorted_out.setdefault(chapter_of(one.source), []).append(one)
    return sorted_out


def _package(
    chapter: str, standards: list[LearningStandard], equivalences: list[Equivalence]
) -> FrameworkPackage:
    parents = parents_of(standard.id for standard in standards)
    package = FrameworkPackage(
        framework=_framework(chapter, standards),
        competencies=tuple(_competencies({one.id: one for one in standards}, parents)),
        associations=tuple(_association(chapter, one) for one in equivalences),
    )
    return with_parent_links(package)


def _framework(chapter: str, standards: list[LearningStandard]) -> FrameworkRecord:
    titles = {
        COMMON_CORE: "Common Core standards in the Ed-Fi sample",
        OTHERS: "Other standards in the Ed-Fi sample",
    }
    is_texas = chapter in CHAPTERS
    title = f"TEKS, Chapter {chapter}: {CHAPTERS[chapter]}" if is_texas else titles[chapter]
    return FrameworkRecord(
        identifier=derived("teks", "framework", chapter),
        title=title,
        creator="Texas Education Agency" if is_texas else "Ed-Fi Alliance",
        publisher="Ed-Fi Alliance",
        language="en",
        subjects=tuple(sorted({one.subject for one in standards if one.subject}))[:50],
        notes="From the Ed-Fi Data Standard's interchange file; headings are made from codes.",
    )


def _identifier(code: str) -> str:
    return derived("teks", "standard", code)


def _competencies(
    real: dict[str, LearningStandard], parents: dict[str, str]
) -> Iterator[CompetencyRecord]:
    grades = _grades(real, parents)
    courses = _courses(real, parents)
    # Said on each standard only where the framework does not say it for all.
    is_mixed = len({one.subject for one in real.values()}) > 1
    places: dict[str, int] = {}
    for code in sorted(parents, key=natural):
        parent = parents[code]
        places[parent] = places.get(parent, 0) + 1
        standard = real.get(code)
        yield CompetencyRecord(
            identifier=_identifier(code),
            code=code,
            statement=(standard.description if standard else "")
            or _heading(code, parent, courses),
            item_type=_item_type(code, is_real=standard is not None, is_top=not parent),
            grades=in_order(grades[code]),
            subjects=(standard.subject,) if standard and standard.subject and is_mixed else (),
            language="en",
            parent=_identifier(parent) if parent else "",
            sequence=places[parent],
        )


def _item_type(code: str, *, is_real: bool, is_top: bool) -> str:
    """Return what a level is called; the state's words only for the state's chapters."""
    is_texas = chapter_of(code) in CHAPTERS
    if not is_real:
        return "Course" if is_texas and is_top else "Heading"
    last = code.rpartition(".")[2]
    is_part = len(last) > 1 and last[-1].islower()
    if not is_texas:
        return "Component" if is_part else "Standard"
    if last.isdigit():
        return "Knowledge and skills"
    return "Breakout" if is_part else "Expectation"


def _heading(code: str, parent: str, courses: dict[str, str]) -> str:
    """Return words for a level that the file gives none: its course and its number."""
    course = courses.get(code, "")
    if not course:
        return code
    return f"{course}: {code.removeprefix(parent + '.')}" if parent else course


def _courses(real: dict[str, LearningStandard], parents: dict[str, str]) -> dict[str, str]:
    """Return for each code the title of the first course in or under it."""
    courses: dict[str, str] = {}
    for code in sorted(real, key=natural):
        title = real[code].course_title
        above_it = code
        while title and above_it and above_it not in courses:
            courses[above_it] = title
            above_it = parents.get(above_it, "")
    return courses


def _grades(real: dict[str, LearningStandard], parents: dict[str, str]) -> dict[str, set[str]]:
    """Return for each code the grades of its own and of everything under it."""
    grades: dict[str, set[str]] = {code: set() for code in parents}
    for code, standard in real.items():
        above_it = code
        while above_it:
            grades[above_it].update(standard.grades)
            above_it = parents[above_it]
    return grades


def _association(chapter: str, one: Equivalence) -> AssociationRecord:
    kind = MATCH if one.strength == "Equivalent" else RELATED
    elsewhere = chapter_of(one.target) != chapter
    target = _identifier(one.target)
    return AssociationRecord(
        identifier=derived("teks", kind, one.source, one.target),
        kind=kind,
        origin=_identifier(one.source),
        destination=target,
        destination_link=Link(identifier=target, title=one.target) if elsewhere else None,
        notes=one.description,
    )
