"""Takes learning standards out of the XML one by one, without entities or outside files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ownpath.interchange.findings import Findings
from ownpath.interchange.frameworks.grades import grade_codes
from ownpath.interchange.sources import FAILURES, TooLargeError, opened
from ownpath.interchange.teks.records import Equivalence, LearningStandard
from ownpath.interchange.text import lines, one_line

MAX_BYTES = 64_000_000
MAX_STANDARDS = 50_000
MAX_EQUIVALENCES = 50_000
WHERE = "the standards"


@dataclass(slots=True)
class Standards:
    """What one file holds, by id and in its order."""

    by_id: dict[str, LearningStandard] = field(default_factory=dict)
    equivalences: list[Equivalence] = field(default_factory=list)


def standards_of(source: bytes | Path, findings: Findings) -> Standards | None:
    """Return every standard of the file, or None after recording why there are none."""
    found = Standards()
    try:
        with opened(source, MAX_BYTES) as stream:
            depth = 0
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 1:
                    _take(element, found, findings)
                    element.clear()
    except TooLargeError:
        what = f"they hold more than {MAX_BYTES // 1_000_000} MB"
        findings.file("source.too-large", WHERE, what, "Split the file.")
        return None
    except (ParseError, DefusedXmlException, LookupError, ValueError, *FAILURES) as failure:
        what = f"they are not readable as XML ({type(failure).__name__})"
        findings.file("teks.not-xml", WHERE, what, "Fetch or export the file again.")
        return None
    if not found.by_id:
        what = "they hold no LearningStandard"
        findings.file("teks.empty", WHERE, what, "Give an Ed-Fi Interchange-Standards file.")
        return None
    return found


def _take(element: Element, found: Standards, findings: Findings) -> None:
    name = _local(element)
    if name == "LearningStandard":
        _take_standard(element, found, findings)
    elif name == "LearningStandardEquivalenceAssociation":
        _take_equivalence(element, found, findings)


def _take_standard(element: Element, found: Standards, findings: Findings) -> None:
    key = _text(element, "LearningStandardId", 100)
    where = f"standard {key}" if key else f"standard after {len(found.by_id)} others"
    if not key:
        findings.row("teks.no-id", where, "it has no LearningStandardId", "It is left out.")
        return
    if len(found.by_id) >= MAX_STANDARDS:
        what = f"more than {MAX_STANDARDS} standards"
        findings.row("teks.too-many", where, what, "Split the file.")
        return
    words = [child.text or "" for child in element if _local(child) == "GradeLevel"]
    levels = (one_line(_descriptor(word), 60) for word in words[:20])
    standard = LearningStandard(
        id=key,
        description=lines(_raw(element, "Description"), 10_000),
        grades=tuple(dict.fromkeys(code for level in levels for code in grade_codes(level))),
        subject=_descriptor(_text(element, "AcademicSubject", 200)),
        course_title=_text(element, "CourseTitle", 300),
    )
    if key not in found.by_id:
        found.by_id[key] = standard
    elif found.by_id[key] == standard:
        findings.note("teks.twice", where, "it stands twice", "It is read once.")
    else:
        what = "it stands twice with different content"
        findings.row("teks.differs", where, what, "The first one is kept.")


def _take_equivalence(element: Element, found: Standards, findings: Findings) -> None:
    ends: dict[str, str] = {}
    for child in element:
        for inner in child.iter():
            if _local(inner) == "LearningStandardId":
                ends[_local(child)] = one_line(inner.text or "", 100)
    source = ends.get("SourceLearningStandardReference", "")
    target = ends.get("TargetLearningStandardReference", "")
    where = f"equivalence {source} to {target}"
    if not source or not target or source == target:
        findings.row("teks.equivalence", where, "it does not name two standards", "Left out.")
    elif len(found.equivalences) >= MAX_EQUIVALENCES:
        what = f"more than {MAX_EQUIVALENCES} equivalences"
        findings.row("teks.too-many", where, what, "Split the file.")
    else:
        strength = _text(element, "LearningStandardEquivalenceStrength", 200)
        words = _raw(element, "LearningStandardEquivalenceStrengthDescription")
        found.equivalences.append(
            Equivalence(
                source=source,
                target=target,
                strength=_descriptor(strength),
                description=lines(words, 2_000),
            )
        )


def _local(element: Element) -> str:
    """Return a tag without its name space, so that any edition of Ed-Fi is read."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _raw(element: Element, name: str) -> str:
    return next((child.text or "" for child in element if _local(child) == name), "")


def _text(element: Element, name: str, bound: int) -> str:
    return one_line(_raw(element, name), bound)


def _descriptor(text: str) -> str:
    """Return the value of a descriptor such as uri://ed-fi.org/X#Second grade."""
    return text.rpartition("#")[2]
