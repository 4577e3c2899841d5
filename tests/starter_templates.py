"""The starter pack's templates, read and compiled, for the tests of its grades."""

from __future__ import annotations

import re

from ownpath.engine.items import ItemDefinition, read_definition
from ownpath.interchange.packs.records import PackRecords


def definitions_of(pack: PackRecords, pattern: re.Pattern[str]) -> dict[str, ItemDefinition]:
    """Return the templates whose id begins like the pattern, by id; none of them may have a fault."""
    found = {}
    for record in pack.templates:
        if pattern.match(record.id):
            definition, faults = read_definition(record.data, where=record.where)
            assert definition is not None, [str(fault) for fault in faults]
            assert not faults, [str(fault) for fault in faults]
            found[record.id] = definition
    return found
