"""One entry of a pack as text: written for people to change, read strictly, and where in it a thing stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from ownpath.interchange.findings import Findings
from ownpath.interchange.packs.files import load
from ownpath.interchange.problems import Problem

WIDTH, SHORT = 160, 110
LONGEST = 60_000
WHERE = "text"


class _Writer(yaml.SafeDumper):
    """YAML as our packs write it: no anchors, short mappings of languages on one line each."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - as yaml calls it
        """Return that nothing is ever written as an alias."""
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:  # noqa: FBT001
        """Return a mapping, on one line where it is short and plain."""
        return _folded(super().represent_mapping(tag, mapping, flow_style))

    def represent_sequence(
        self,
        tag: str,
        sequence: Any,
        flow_style: bool | None = None,  # noqa: FBT001 - as yaml calls it
    ) -> Any:
        """Return a list, on one line where it is short and plain."""
        return _folded(super().represent_sequence(tag, sequence, flow_style))


def _folded(node: Any) -> Any:
    """Let a node of plain values stand on one line when it is short enough."""
    inner = [
        one for each in node.value for one in (each if isinstance(each, tuple) else (each,))
    ]
    node.flow_style = (
        bool(inner)
        and all(isinstance(one, yaml.ScalarNode) or one.flow_style for one in inner)
        and _length(node) < SHORT
    )
    return node


def _length(node: Any) -> int:
    if isinstance(node, yaml.ScalarNode):
        return len(node.value) + 2
    inner = [
        one for each in node.value for one in (each if isinstance(each, tuple) else (each,))
    ]
    return sum(_length(one) + 2 for one in inner)


def write_entry(data: Mapping[str, object], *, first: Sequence[str]) -> str:
    """Return an entry as YAML, the keys named in `first` in that order, then the others."""
    order = [key for key in first if key in data]
    order += [key for key in data if key not in order]
    plain = {key: data[key] for key in order}
    return yaml.dump(plain, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDTH)


def read_entry(text: str) -> tuple[dict[str, object] | None, list[Problem]]:
    """Return the mapping a text holds, or None with the problem and its line."""
    findings = Findings()
    if len(text) > LONGEST:
        findings.file("entry.long", WHERE, f"{len(text)} signs", f"Keep it under {LONGEST}.")
        return None, findings.listed()
    return load(text, WHERE, findings), findings.listed()


def line_of(text: str, path: Sequence[str]) -> int:
    r"""Return the line (from 1) where a path of keys and numbers (from 1) leads, as far as it can be followed.

    >>> line_of("a: 1\nerrors:\n  - value: 2\n  - value: 3\n", ["errors", "2", "value"])
    4
    """
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return 1
    line = 1
    for step in path:
        found = _inside(node, step)
        if found is None:
            break
        line, node = found
    return line


def _inside(node: yaml.Node | None, step: str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and step.isdigit():
        index = int(step) - 1
        if 0 <= index < len(node.value):
            return node.value[index].start_mark.line + 1, node.value[index]
    return None
