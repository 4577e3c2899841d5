"""Reader of QTI packages 2.1, 2.2 and 3.0: a zip with a manifest, to records and problems; never raises on bad data.

Source: 1EdTech QTI 3.0 Best Practices, section "Packaging"; IMS QTI 2.1 and 2.2, Integration Guide, section 3.
What we have no type for is listed by its file and the reason.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ownpath.interchange.findings import Findings
from ownpath.interchange.problems import Problem
from ownpath.interchange.qti.archive import Archive, opened
from ownpath.interchange.qti.names import ITEM_TYPES, attribute, local
from ownpath.interchange.qti.read_item import UnsupportedError, read_item
from ownpath.interchange.qti.records import AssessmentItem, ItemPackage
from ownpath.interchange.zips import is_inside

MANIFEST = "imsmanifest.xml"
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")


def read_items(source: Path | bytes) -> tuple[ItemPackage | None, list[Problem]]:
    """Return the items of a package and every problem; None when there is no package to speak of."""
    findings = Findings()
    archive = opened(source, findings)
    root = _tree(archive, _manifest_path(archive), findings) if archive else None
    if archive is None or root is None:
        return None, findings.listed()
    base = str(PurePosixPath(_manifest_path(archive)).parent)
    items, files = [], {}
    for resource in (each for each in root.iter() if local(each) == "resource"):
        path = _joined(base, attribute(resource, "href"))
        if attribute(resource, "type") in ITEM_TYPES:
            item = _item(archive, path, findings)
            if item is not None:
                items.append(replace(item, labels=_labels(resource)))
        elif attribute(resource, "type").startswith("imsqti_"):
            kind = attribute(resource, "type")
            fix = "Its items are read; their order as a test is not."
            findings.note(
                "qti.unsupported", path, f"is a {kind}, which we have no place for", fix
            )
        for name in _named(resource, base):
            if name.lower().endswith(PICTURES) and (data := archive.read(name)) is not None:
                files[name] = data
    title = next((e.text or "" for e in root.iter() if local(e) == "title"), "")
    return (
        ItemPackage(
            identifier=attribute(root, "identifier") or "package",
            title=title.strip(),
            items=tuple(items),
            files=files,
        ),
        findings.listed(),
    )


def _manifest_path(archive: Archive) -> str:
    found = [name for name in archive.names if PurePosixPath(name).name == MANIFEST]
    return min(found, key=len, default=MANIFEST)


def _joined(base: str, href: str) -> str:
    return str(PurePosixPath(base) / href) if base not in ("", ".") else href


def _named(resource: Element, base: str) -> list[str]:
    hrefs = [attribute(child, "href") for child in resource if local(child) == "file"]
    return [_joined(base, href) for href in hrefs if href and is_inside(href)]


def _labels(resource: Element) -> tuple[str, ...]:
    """Return the codes of standards that the metadata of a resource names."""
    texts = [
        (element.text or "").strip()
        for element in resource.iter()
        if local(element) in ("label", "guid")
    ]
    return tuple(dict.fromkeys(text[:200] for text in texts if text))


def _item(archive: Archive, path: str, findings: Findings) -> AssessmentItem | None:
    if not path or not is_inside(path):
        findings.row("qti.path", path, "leads out of the package", "Correct the manifest.")
        return None
    root = _tree(archive, path, findings)
    if root is None:
        return None
    try:
        return read_item(root)
    except UnsupportedError as error:
        fix = "Ask the same in one of: choice, text entry, inline choice, order, match, slider."
        findings.row("qti.unsupported", path, str(error), fix)
    except RecursionError:
        findings.row("qti.deep", path, "is nested too deep", "Write it flatter.")
    return None


def _tree(archive: Archive, path: str, findings: Findings) -> Element | None:
    data = archive.read(path)
    if data is None:
        return None
    try:
        root: Element = fromstring(data, forbid_dtd=False)
    except DefusedXmlException:
        findings.row("qti.entities", path, "declares entities", "Export it without entities.")
    except (ParseError, ValueError, LookupError) as error:
        findings.row("qti.xml", path, f"is not XML we can read ({error})", "Export it again.")
    else:
        return root
    return None
