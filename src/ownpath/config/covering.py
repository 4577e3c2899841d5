"""What a pack covers, by competency: templates, lessons, sheets and projects, and the languages."""

from __future__ import annotations

from pathlib import Path

from ownpath.config.packs import read_or_refuse
from ownpath.engine.items import ItemDefinition, read_definition
from ownpath.engine.items.sheets import sheet_languages
from ownpath.interchange.packs.records import CompetencyRecord, PackRecords


def coverage_of(folder: Path) -> dict[str, object]:
    """Return the coverage of a pack, ready for JSON.

    Raises
    ------
    Refusal
        If there is no pack to speak of.
    """
    records, problems = read_or_refuse(folder)
    definitions = _definitions(records)
    lines = [_line(record, records, definitions) for record in records.competencies]
    return {
        "pack": records.pack.id,
        "version": records.pack.version,
        "languages": list(records.pack.languages),
        "competencies": lines,
        "templates": len(definitions),
        "lessons": len(records.lessons),
        "projects": len(records.projects),
        "problems": len(problems),
    }


def _definitions(records: PackRecords) -> dict[str, ItemDefinition]:
    """Return the templates that can be read, by their names."""
    read = (
        (
            each.id,
            read_definition(each.data, where=each.where, languages=records.pack.languages),
        )
        for each in records.templates
    )
    return {name: definition for name, (definition, _faults) in read if definition is not None}


def _line(
    record: CompetencyRecord, records: PackRecords, definitions: dict[str, ItemDefinition]
) -> dict[str, object]:
    code = record.code
    own = [each for each in definitions.values() if code in each.competencies]
    languages = records.pack.languages
    sheets = sheet_languages(own, languages)
    spoken = [
        language
        for language in languages
        if record.statement.get(language) and own and all(language in d.languages for d in own)
    ]
    return {
        "code": code,
        "grade": record.grade,
        "domain": record.domain,
        "short": dict(record.short),
        "templates": len(own),
        "representations": sorted({each.representation for each in own}),
        "lessons": sum(code in each.competencies for each in records.lessons),
        "sheets": int(len(sheets) == len(languages)),
        "sheet_languages": list(sheets),
        "projects": sum(code in each.competencies for each in records.projects),
        "languages": spoken,
    }
