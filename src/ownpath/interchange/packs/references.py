"""What one entry of a pack says about another: competencies, interests, hopes, misconceptions, templates.

An entry that names something that does not exist is left out, except where only a side remark is lost.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ownpath.interchange.findings import Findings
from ownpath.interchange.packs.records import PackRecords, TemplateRecord, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All identifiers of a pack, by what they name."""

    names: Mapping[str, frozenset[str]]
    feedback: Mapping[str, Words]
    is_closed: bool  # no other pack may bring competencies
    findings: Findings

    def check(self, where: str, kind: str, codes: Iterable[str]) -> bool:
        """Return whether all codes are known; note those that are not."""
        if kind == "competency" and not self.is_closed:
            return True
        unknown = [code for code in codes if code not in self.names[kind]]
        for code in unknown:
            what = f"{kind} {code!r} is not in this pack"
            self.findings.row(
                f"reference.{kind}", where, what, f"Correct it or add the {kind}."
            )
        return not unknown


def without_dangling(records: PackRecords, findings: Findings) -> PackRecords:
    """Return the records without entries that point at nothing; feedback of misconceptions filled in."""
    known = _known(records, findings)
    templates = tuple(t for each in records.templates if (t := _template(each, known)))
    known = replace(
        known, names={**known.names, "template": frozenset(t.id for t in templates)}
    )
    return replace(
        records,
        competencies=tuple(_competency(each, records, known) for each in records.competencies),
        templates=templates,
        lessons=tuple(each for each in records.lessons if _lesson(each, known)),
        projects=tuple(each for each in records.projects if _activity(each, "project", known)),
        activities=tuple(
            each for each in records.activities if _activity(each, "activity", known)
        ),
    )


def _known(records: PackRecords, findings: Findings) -> _Known:
    themes = {
        kind: frozenset(t.id for t in records.themes if t.kind == kind)
        for kind in ("interest", "hope")
    }
    return _Known(
        names={
            **themes,
            "competency": frozenset(each.code for each in records.competencies),
            "misconception": frozenset(each.code for each in records.misconceptions),
        },
        feedback={each.code: each.feedback for each in records.misconceptions},
        is_closed=not records.pack.uses,
        findings=findings,
    )


def _competency(record: Any, records: PackRecords, known: _Known) -> Any:
    """Return the competency with the prerequisites that exist; the others are named."""
    where = f"competency {record.code}"
    framework = records.pack.framework
    if framework is not None and record.domain not in {d.code for d in framework.domains}:
        what = f"domain {record.domain!r} is not in pack.yaml"
        known.findings.note("reference.domain", where, what, "Add it there or correct it.")
    kept: dict[str, tuple[str, ...]] = {}
    for name in ("hard", "helpful"):
        codes = getattr(record, name)
        known.check(f"{where}, {name}", "competency", codes)
        if known.is_closed:
            codes = tuple(code for code in codes if code in known.names["competency"])
        kept[name] = codes
    return replace(record, **kept)


def _template(record: TemplateRecord, known: _Known) -> TemplateRecord | None:
    data = copy.deepcopy(dict(record.data))
    misconceptions: list[str] = []
    _fill(data, known.feedback, misconceptions)
    contexts = data.get("contexts")
    worn = (
        [c.get("interest") for c in contexts if isinstance(c, dict)]
        if isinstance(contexts, list)
        else []
    )
    listed = data.get("interests")
    interests = [*worn, *(listed if isinstance(listed, list) else [])]
    checks = [
        known.check(record.where, "competency", record.competencies),
        known.check(record.where, "misconception", misconceptions),
        known.check(record.where, "interest", [str(i) for i in interests if i]),
    ]
    return replace(record, data=data) if all(checks) else None


def _fill(node: object, feedback: Mapping[str, Words], named: list[str]) -> None:
    """Give every error that names a misconception its feedback, and collect the names."""
    if isinstance(node, list):
        for each in node:
            _fill(each, feedback, named)
    if not isinstance(node, dict):
        return
    code = node.get("misconception")
    if isinstance(code, str):
        named.append(code)
        if "feedback" not in node and code in feedback:
            node["feedback"] = _literal(feedback[code])
    for each in list(node.values()):
        _fill(each, feedback, named)


def _literal(words: Words) -> dict[str, str] | str:
    """Return the words as a template's text, braces doubled so that they stay signs."""
    doubled = {lang: text.replace("{", "{{").replace("}", "}}") for lang, text in words.items()}
    return doubled.get("", doubled)


def _lesson(record: Any, known: _Known) -> bool:
    where = f"lesson {record.id}"
    heard = [each.misconception for each in record.listen_for if each.misconception]
    checks = [
        known.check(where, "competency", record.competencies),
        known.check(where, "interest", record.interests),
        known.check(where, "misconception", heard),
        known.check(where, "template", record.templates),
    ]
    return all(checks)


def _activity(record: Any, kind: str, known: _Known) -> bool:
    where = f"{kind} {record.id}"
    checks = [
        known.check(where, "competency", record.competencies),
        known.check(where, "interest", record.interests),
        known.check(where, "hope", record.hopes),
    ]
    if kind == "activity":
        checks.append(known.check(where, "template", [item.template for item in record.items]))
    return all(checks)
