"""Writer of QTI 3.0 packages: records to a zip with its manifest; the same records give the same bytes.

Source: 1EdTech QTI 3.0, Assessment, Section and Item Information Model; QTI 3.0 Best Practices, "Packaging".
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from ownpath.interchange.qti.markup import parse
from ownpath.interchange.qti.names import (
    CONTENT,
    ITEM_TYPE,
    MATCH_CORRECT,
    MATHML,
    QTI,
    STANDARDS,
    XML_LANG,
)
from ownpath.interchange.qti.records import (
    AssessmentItem,
    Choice,
    Interaction,
    ItemPackage,
    Response,
)

WHEN = (1980, 1, 1, 0, 0, 0)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]")
_CHOICES = {
    "choice": "simple-choice",
    "order": "simple-choice",
    "inline-choice": "inline-choice",
}
_IN_PICTURE = re.compile(r'<img[^>]*? src="([^"]*)"')


def write_items(package: ItemPackage, *, notes: Sequence[str] = ()) -> bytes:
    """Return the package as a zip; `notes` say, in a file beside the manifest, what is not in it."""
    for prefix, name in (("", QTI), ("m", MATHML)):
        register_namespace(prefix, name)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        paths = {item.identifier: _path(item) for item in package.items}
        _put(archive, "imsmanifest.xml", _bytes(_manifest(package, paths)))
        for item in package.items:
            _put(archive, paths[item.identifier], _bytes(_item(item)))
        for name, data in sorted(package.files.items()):
            _put(archive, name, data)
        if notes:
            _put(archive, "left-out.txt", "\n".join(notes).encode())
    return held.getvalue()


def _path(item: AssessmentItem) -> str:
    return f"items/{_NOT_IN_NAMES.sub('-', item.identifier)}.xml"


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _bytes(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _manifest(package: ItemPackage, paths: dict[str, str]) -> Element:
    root = Element(f"{{{CONTENT}}}manifest", {"identifier": package.identifier})
    metadata = _add(root, CONTENT, "metadata")
    _add(metadata, CONTENT, "schema", "QTI Package")
    _add(metadata, CONTENT, "schemaversion", "3.0.0")
    _add(metadata, CONTENT, "title", package.title)
    _add(root, CONTENT, "organizations")
    resources = _add(root, CONTENT, "resources")
    for item in package.items:
        told = {
            "identifier": item.identifier,
            "type": ITEM_TYPE,
            "href": paths[item.identifier],
        }
        resource = SubElement(resources, f"{{{CONTENT}}}resource", told)
        _standards(resource, item.labels)
        shown = [name for name in _shown_in(item) if name in package.files]
        for href in (paths[item.identifier], *shown):
            SubElement(resource, f"{{{CONTENT}}}file", {"href": href})
    return root


def _shown_in(item: AssessmentItem) -> list[str]:
    """Return the paths of the pictures an item shows."""
    texts = [item.body, *(html for _name, html in item.feedback)]
    texts += [c.html for one in item.interactions for c in (*one.choices, *one.targets)]
    found = [path for text in texts for path in _IN_PICTURE.findall(text)]
    return list(dict.fromkeys(path.removeprefix("../") for path in found))


def _standards(resource: Element, labels: tuple[str, ...]) -> None:
    if not labels:
        return
    metadata = _add(resource, CONTENT, "metadata")
    known = _add(metadata, STANDARDS, "curriculumStandardsMetadataSet")
    listed = _add(
        _add(known, STANDARDS, "curriculumStandardsMetadata"), STANDARDS, "setOfGUIDs"
    )
    for label in labels:
        _add(_add(listed, STANDARDS, "labelledGUID"), STANDARDS, "label", label)


def _add(parent: Element, namespace: str, name: str, text: str = "") -> Element:
    made = SubElement(parent, f"{{{namespace}}}{name}")
    made.text = text or None
    return made


def _qti(parent: Element, name: str, **attributes: str) -> Element:
    told = {key.replace("_", "-"): value for key, value in attributes.items() if value}
    return SubElement(parent, f"{{{QTI}}}qti-{name}", told)


def _item(item: AssessmentItem) -> Element:
    told = {
        "identifier": item.identifier,
        "title": item.title,
        "time-dependent": "false",
        XML_LANG: item.language,
    }
    root = Element(f"{{{QTI}}}qti-assessment-item", told)
    for response in item.responses:
        _response(root, response)
    score = {"identifier": "SCORE", "cardinality": "single", "base_type": "float"}
    _qti(root, "outcome-declaration", **score)
    told_back = {"identifier": "FEEDBACK", "cardinality": "multiple", "base_type": "identifier"}
    _qti(root, "outcome-declaration", **told_back)
    body = _qti(root, "item-body")
    _fill(body, item.body, {one.response: one for one in item.interactions})
    _qti(root, "response-processing", template=MATCH_CORRECT)
    for identifier, html in item.feedback:
        feedback = _qti(
            root,
            "modal-feedback",
            identifier=identifier,
            outcome_identifier="FEEDBACK",
            show_hide="show",
        )
        _fill(_qti(feedback, "content-body"), html, {})
    return root


def _response(root: Element, response: Response) -> None:
    declared = _qti(
        root,
        "response-declaration",
        identifier=response.identifier,
        cardinality=response.cardinality,
        base_type=response.base_type,
    )
    correct = _qti(declared, "correct-response")
    for value in response.correct:
        _qti(correct, "value").text = value
    if response.mapped:
        mapping = _qti(declared, "mapping", default_value="0")
        for key in response.mapped:
            _qti(mapping, "map-entry", map_key=key, mapped_value="1")


def _fill(parent: Element, html: str, interactions: dict[str, Interaction]) -> None:
    """Put plain XHTML into an element, every slot replaced by its interaction."""
    tree = parse(html)
    parent.text = tree.text
    for child in tree:
        _copy(child, parent, interactions, QTI)


def _copy(
    source: Element, parent: Element, interactions: dict[str, Interaction], namespace: str
) -> None:
    if source.tag == "slot":
        made = _interaction(parent, interactions[source.get("name", "")])
    else:
        space = MATHML if source.tag == "math" else namespace
        made = SubElement(parent, f"{{{space}}}{source.tag}", dict(source.attrib))
        made.text = source.text
        for child in source:
            _copy(child, made, interactions, space)
    made.tail = source.tail


def _interaction(parent: Element, one: Interaction) -> Element:
    counts = one.kind in ("choice", "order")
    made = _qti(
        parent,
        f"{one.kind}-interaction",
        response_identifier=one.response,
        shuffle="true" if one.shuffle else "",
        max_choices=str(one.max_choices) if counts and one.max_choices != 1 else "",
        lower_bound=one.lower,
        upper_bound=one.upper,
        step=one.step,
    )
    if one.prompt:
        _fill(_qti(made, "prompt"), one.prompt, {})
    if one.kind == "match":
        for choices in (one.choices, one.targets):
            side = _qti(made, "simple-match-set")
            for choice in choices:
                _choice(side, "simple-associable-choice", choice, match_max="1")
        return made
    for choice in one.choices:
        _choice(made, _CHOICES[one.kind], choice)
    return made


def _choice(parent: Element, name: str, choice: Choice, **more: str) -> None:
    made = _qti(parent, name, identifier=choice.identifier, **more)
    _fill(made, choice.html, {})
    if choice.feedback:
        told = {"outcome_identifier": "FEEDBACK", "show_hide": "show"}
        inline = _qti(made, "feedback-inline", identifier=choice.identifier, **told)
        _fill(inline, choice.feedback, {})
