"""The YAML files of a pack, read strictly: no anchors, no tags, no key twice, nothing deep or large.

Only `true` and `false` are booleans, there are no dates, and numbers with places stay texts so that
`0.10` and `3/4` mean exactly what was written.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from ownpath.interchange.findings import Findings

MOST_FILES = 4_000
DEEPEST_FOLDER = 6
LARGEST_FILE = 1_000_000
DEEPEST_VALUE = 30
USUAL_BRACKETS = 12
_MAY_ANCHOR = re.compile(r"(?:^|[\s\[{,:?-])[&*][^\s*&]", re.MULTILINE)
_MAY_BE_DEEP = re.compile(r"^ {16}|(?:[-?] +){4}", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")


class _StrictLoader(yaml.CSafeLoader):
    """YAML without its surprises."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Hashable, object]:
    found: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(
                None, None, "a key is a text", key.start_mark
            )
        if key.value in found:
            message = f"the key {key.value!r} stands twice"
            raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
        found.add(key.value)
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")
)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9]\d{0,17})$"), list("-0123456789")
)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""]
)


def yaml_files(folder: Path | Traversable, findings: Findings) -> Iterator[tuple[str, str]]:
    """Yield (path inside the pack, text) of each YAML file in order of names."""
    count = 0
    for path, file in _walk(folder, "", 0):
        if not path.endswith((".yaml", ".yml")):
            continue
        count += 1
        if count > MOST_FILES:
            findings.file("pack.files", path, f"more than {MOST_FILES} files", "Join some.")
            return
        text = _text(file, path, findings)
        if text is not None:
            yield path, text


def _walk(
    folder: Path | Traversable, prefix: str, depth: int
) -> Iterator[tuple[str, Path | Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            if depth < DEEPEST_FOLDER:
                yield from _walk(entry, f"{prefix}{entry.name}/", depth + 1)
        else:
            yield f"{prefix}{entry.name}", entry


def _text(file: Path | Traversable, path: str, findings: Findings) -> str | None:
    try:
        data = file.read_bytes()
    except OSError as error:
        findings.file(
            "pack.unreadable", path, f"cannot be read ({error.strerror})", "Check it."
        )
        return None
    if len(data) > LARGEST_FILE:
        findings.file(
            "pack.large", path, f"{len(data)} bytes", f"Keep files under {LARGEST_FILE}."
        )
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 (byte {error.start})"
        findings.file("pack.encoding", path, what, "Save it as UTF-8.")
        return None


def load(text: str, path: str, findings: Findings) -> dict[str, object] | None:
    """Return the mapping a file holds, or None with the reason noted."""
    try:
        if _is_odd(text):
            _check_shape(text)
        data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as error:
        findings.file("pack.yaml", f"{path}{_line(error)}", _said(error), "Mend the YAML.")
        return None
    except (ValueError, RecursionError) as error:
        findings.file("pack.yaml", path, f"{error}", "Mend the YAML.")
        return None
    if not isinstance(data, dict):
        findings.file("pack.mapping", path, "holds no mapping", "Begin with a key.")
        return None
    return data


def _is_odd(text: str) -> bool:
    """Return whether a file may hold anchors or be nested deep; only such a file is read twice.

    Sees too much rather than too little: brackets and stars inside texts count, too.
    """
    if _MAY_ANCHOR.search(text) or _MAY_BE_DEEP.search(text):
        return True
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > USUAL_BRACKETS:
            return True
    return False


def _check_shape(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = event.start_mark
            line = mark.line + 1 if mark else 0
            raise ValueError(
                f"line {line}: anchors (&) and aliases (*) are not used; quote the text"
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST_VALUE:
                raise ValueError(f"nested more than {DEEPEST_VALUE} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(error: yaml.YAMLError) -> str:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return f" line {mark.line + 1}" if mark is not None else ""


def _said(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None)
    return str(problem) if problem else "is not YAML we can read"
