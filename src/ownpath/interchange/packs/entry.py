"""One entry of a pack file, asked for its fields; what is missing or wrong is noted and the entry left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from ownpath.interchange.findings import Findings
from ownpath.interchange.packs.records import Words

LONGEST_TEXT = 8_000
MOST = 300
GRADES = ("K", *(str(grade) for grade in range(1, 13)))
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_MATH = re.compile(r"\$[^$]*\$|\{[^{}]*\}")
_T = TypeVar("_T")


class Entry:
    """A mapping at a place, with the languages its texts need."""

    def __init__(
        self, data: object, where: str, languages: tuple[str, ...], findings: Findings
    ) -> None:
        self.where = where
        self.good = True
        self._languages = languages
        self._findings = findings
        self._data: Mapping[str, object] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.refuse(
                "entry.mapping", f"{_short(data)} is not a mapping", "Write keys and values."
            )

    def refuse(self, code: str, what: str, fix: str) -> None:
        """Note why this entry cannot be taken."""
        self.good = False
        self._findings.row(code, self.where, what, fix)

    def known(self, *names: str) -> None:
        """Note keys that nobody reads."""
        for key in self._data:
            if key not in names:
                fix = f"Known here: {', '.join(names)}."
                self._findings.note("entry.key", self.where, f"unknown key {key!r}", fix)

    def has(self, name: str) -> bool:
        """Return whether the key is there."""
        return self._data.get(name) is not None

    def raw(self, name: str) -> object:
        """Return the value as it stands."""
        return self._data.get(name)

    def code(self, name: str) -> str:
        """Return an identifier."""
        value = self._data.get(name)
        if isinstance(value, str | int) and _CODE.fullmatch(str(value)):
            return str(value)
        fix = "Write letters, digits, points and hyphens, at most 80."
        self.refuse("entry.code", f"{name} {_short(value)} is not an identifier", fix)
        return ""

    def codes(self, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of identifiers."""
        values = self._listed(name, needed=needed)
        good = [str(value) for value in values if isinstance(value, str | int)]
        if len(good) != len(values) or not all(_CODE.fullmatch(value) for value in good):
            self.refuse(
                "entry.codes", f"{name} holds something that is no identifier", "Mend the list."
            )
            return ()
        return tuple(good)

    def _listed(self, name: str, *, needed: bool) -> list[object]:
        value = self._data.get(name)
        if value is None:
            if needed:
                self.refuse("entry.missing", f"{name} is missing", f"Add {name}: [...].")
            return []
        if not isinstance(value, list) or len(value) > MOST or (needed and not value):
            self.refuse(
                "entry.list", f"{name} {_short(value)} is not a good list", "Write a list."
            )
            return []
        return value

    def plain(self, name: str, *, otherwise: str | None = None) -> str:
        """Return a bare text such as a version or a license."""
        value = self._data.get(name)
        if value is None and otherwise is not None:
            return otherwise
        if (
            isinstance(value, str | int)
            and not isinstance(value, bool)
            and len(str(value)) <= 500
        ):
            return str(value)
        self.refuse("entry.text", f"{name} {_short(value)} is not a text", f"Write {name}: ...")
        return ""

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return a known word."""
        value = self._data.get(name)
        if isinstance(value, str | int) and str(value) in allowed:
            return str(value)
        fix = f"Write one of: {', '.join(allowed)}."
        self.refuse("entry.word", f"{name} {_short(value)} is not known", fix)
        return ""

    def grades(self) -> tuple[str, ...]:
        """Return the grades, as K or numbers."""
        found = tuple(str(value) for value in self._listed("grades", needed=True))
        if not set(found) <= set(GRADES):
            self.refuse("entry.grades", f"grades {found}", "Write K or 1 to 12, quoted.")
        return found

    def whole(self, name: str, lowest: int, highest: int, otherwise: int | None = None) -> int:
        """Return a whole number between bounds."""
        value = self._data.get(name, otherwise)
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and lowest <= value <= highest
        ):
            return value
        fix = f"Write a whole number from {lowest} to {highest}."
        self.refuse("entry.number", f"{name} {_short(value)} does not fit", fix)
        return lowest

    def group_size(self) -> tuple[int, int]:
        """Return the smallest and greatest group."""
        values = self._listed("group_size", needed=True)
        good = [v for v in values if isinstance(v, int) and not isinstance(v, bool)]
        if len(good) == 2 and 1 <= good[0] <= good[1] <= 40:
            return good[0], good[1]
        self.refuse(
            "entry.group", f"group_size {_short(values)}", "Write [smallest, greatest]."
        )
        return 1, 1

    def words(self, name: str, *, needed: bool = True, most: int = LONGEST_TEXT) -> Words:
        """Return a text in every language of the pack."""
        value = self._data.get(name)
        if value is None and not needed:
            return {}
        return self._words(value, name, most)

    def _words(self, value: object, name: str, most: int = LONGEST_TEXT) -> Words:
        if isinstance(value, str | int) and not isinstance(value, bool):
            if len(self._languages) == 1 or not _LETTERS.search(_MATH.sub(" ", str(value))):
                return {"": str(value)}
            each = ", ".join(f"{language}: ..." for language in self._languages)
            self.refuse(
                "entry.one_language", f"{name} is in one language", f"Write {{{each}}}."
            )
            return {}
        if not isinstance(value, Mapping):
            self.refuse(
                "entry.words",
                f"{name} {_short(value)} is not a text",
                "Write {en: ..., es: ...}.",
            )
            return {}
        found: dict[str, str] = {}
        for language in self._languages:
            text = value.get(language)
            if not isinstance(text, str | int) or not str(text).strip():
                self.refuse(
                    "entry.language", f"{name} has no {language!r}", f"Add {language}: ..."
                )
            elif len(str(text)) > most:
                what = f"{name} in {language!r} has {len(str(text))} characters"
                self.refuse("entry.long", what, f"Keep it under {most}.")
            else:
                found[language] = str(text).strip()
        return found

    def texts(self, name: str, *, needed: bool = False) -> tuple[Words, ...]:
        """Return a list of texts."""
        listed = self._listed(name, needed=needed)
        return tuple(self._words(value, f"{name} {i}") for i, value in enumerate(listed, 1))

    def inner(
        self, name: str, build: Callable[[Entry], _T], *, needed: bool = False
    ) -> tuple[_T, ...]:
        """Return what is built from each mapping of a list."""
        built = []
        for i, value in enumerate(self._listed(name, needed=needed), 1):
            entry = self.part(value, f"{name} {i}")
            built.append(build(entry))
            self.good = self.good and entry.good
        return tuple(built)

    def part(self, value: object, name: str) -> Entry:
        """Return an entry one level further in."""
        return Entry(value, f"{self.where}, {name}", self._languages, self._findings)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
