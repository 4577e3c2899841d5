"""The starter pack, read once a process, and its templates compiled, for the tests of its grades."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from ownpath.engine.items import ItemDefinition, read_definition
from ownpath.interchange.packs.read import read_pack
from ownpath.interchange.packs.records import PackRecords
from ownpath.interchange.problems import Problem


@cache
def starter_pack() -> tuple[PackRecords | None, list[Problem]]:
    """Return the pack and every problem of it."""
    return read_pack(files("ownpath") / "content" / "starter-math")


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
