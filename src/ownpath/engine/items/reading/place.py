"""A place inside a template's data: reads one kind of thing at a time and notes what is wrong there."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ownpath.engine.items.expressions import Expression, ExpressionError, parse, unparsed
from ownpath.engine.items.number_text import plain_number
from ownpath.engine.items.texts import Text, make_text
from ownpath.engine.items.types import Fault, Severity
from ownpath.engine.items.values import ANY_LANGUAGE, Number, Word

_WORDS = re.compile(r"[^\W\d_]{4,}")
_NOT_WORDS = re.compile(r"\$\$|\$[^$]*\$|\{[^{}]*\}|\[\[[^\]]*\]\]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
MAPPINGS = (dict, Mapping)  # the usual one first: an abstract class is slow to ask
PLAINLY_A_NUMBER = 10**15  # below, nothing has to be parsed
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(slots=True, kw_only=True)
class Notebook:
    """What all places of one template share."""

    languages: tuple[str, ...]
    is_sound: bool = False  # read before without a fault: nothing is parsed before it is needed
    literal: bool = False
    names: frozenset[str] | None = None  # known names; None while they are being read
    faults: list[Fault] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        """Whether anything keeps the template from being used."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


@dataclass(slots=True, eq=False)  # not frozen: one is made for every key that is looked at
class Place:
    """One spot in the data, its value, and the notebook to write faults into."""

    above: Place | str  # what it is inside of, or where it is in words
    value: object
    book: Notebook
    key: str | int = ""

    @property
    def where(self) -> str:
        """Where it is, in words for whoever mends it."""
        if isinstance(self.above, str):
            return self.above
        label = self.key + 1 if isinstance(self.key, int) else self.key
        return f"{self.above.where}, {label}"

    def fault(self, what: str, fix: str, severity: Severity = Severity.ERROR) -> None:
        """Note a fault here."""
        self.book.faults.append(Fault(where=self.where, what=what, fix=fix, severity=severity))

    def at(self, key: str | int) -> Place:
        """Return the place one level further in."""
        value, inner = self.value, None
        if isinstance(value, MAPPINGS):
            inner = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            inner = value[key]
        return Place(self, inner, self.book, key)

    def has(self, key: str) -> bool:
        """Return whether a mapping stands here with this key."""
        return isinstance(self.value, MAPPINGS) and self.value.get(key) is not None

    def shown(self) -> str:
        """Return the value, short, for a message."""
        text = repr(self.value)
        return text if len(text) <= 60 else text[:57] + "..."

    def known_keys(self, *known: str) -> list[str]:
        """Return the keys of a mapping; note those that nobody knows."""
        if not isinstance(self.value, Mapping):
            self.fault(f"{self.shown()} is not a mapping", "Write keys and values here.")
            return []
        for key in self.value:
            if known and key not in known:
                self.fault(f"unknown key {key!r}", f"Known here: {', '.join(known)}.")
        return [str(key) for key in self.value]

    def entries(self, *, most: int = 200) -> list[Place]:
        """Return the places of a list; a missing one is empty."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            self.fault(f"{self.shown()} is not a list", "Write a list, even of one.")
            return []
        if len(self.value) > most:
            self.fault(f"{len(self.value)} entries", f"Write at most {most}.")
        return [self.at(i) for i in range(min(len(self.value), most))]

    def one_of(self, allowed: Sequence[str], otherwise: str | None = None) -> str:
        """Return a word from a list of known ones."""
        if self.value is None and otherwise is not None:
            return otherwise
        if isinstance(self.value, str) and self.value in allowed:
            return self.value
        self.fault(f"{self.shown()} is not known here", f"Write one of: {', '.join(allowed)}.")
        return otherwise if otherwise is not None else allowed[0]

    def code(self) -> str:
        """Return an identifier."""
        if isinstance(self.value, str) and _CODE.fullmatch(self.value):
            return self.value
        fix = "Write letters, digits, points, hyphens; at most 80; quote it if it looks like a number."
        self.fault(f"{self.shown()} is not an identifier", fix)
        return ""

    def name(self) -> str:
        """Return a name that expressions can use."""
        if isinstance(self.value, str) and _NAME.fullmatch(self.value):
            return self.value
        self.fault(
            f"{self.shown()} is not a name", "Write letters, digits and _, a letter first."
        )
        return ""

    def codes(self) -> tuple[str, ...]:
        """Return a list of identifiers."""
        return tuple(code for entry in self.entries() if (code := entry.code()))

    def flag(self, *, otherwise: bool) -> bool:
        """Return true or false."""
        if self.value is None:
            return otherwise
        if not isinstance(self.value, bool):
            self.fault(f"{self.shown()} is not true or false", "Write true or false.")
            return otherwise
        return self.value

    def whole(self, lowest: int, highest: int, otherwise: int) -> int:
        """Return a whole number between two bounds."""
        if self.value is None:
            return otherwise
        good = isinstance(self.value, int) and not isinstance(self.value, bool)
        if good and lowest <= self.value <= highest:  # type: ignore[operator]
            return self.value  # type: ignore[return-value]
        fix = f"Write a whole number from {lowest} to {highest}."
        self.fault(f"{self.shown()} does not fit here", fix)
        return otherwise

    def number(self) -> Number | None:
        """Return an exact number, written as a number or an expression without names."""
        if type(self.value) is int and abs(self.value) < PLAINLY_A_NUMBER:
            return self.value
        expression = self.expression(names=frozenset())
        if expression is None:
            return None
        try:
            return expression.number({})
        except ExpressionError as error:
            self.fault(f"{self.shown()}: {error}", "Write a number such as 3, 0.25 or 3/4.")
            return None

    def expression(self, *, names: frozenset[str] | None = None) -> Expression | None:
        """Return an expression whose names are all known."""
        known = self.book.names if names is None else names
        try:
            source = _source(self.value)
            if self.book.is_sound:
                return unparsed(source)
            expression = parse(source)
        except ExpressionError as error:
            self.fault(f"{self.shown()}: {error}", "Write an expression (section 5.3).")
            return None
        if known is not None and not expression.names <= known:
            unknown = ", ".join(sorted(expression.names - known))
            self.fault(
                f"{self.shown()} uses {unknown}", "Declare it as a parameter or derived value."
            )
            return None
        return expression

    def mathematics(self) -> Text | None:
        """Return an expression of mathematics with places for values: one text for all languages."""
        if isinstance(self.value, int | str) and not isinstance(self.value, bool):
            spread = dict.fromkeys(self.book.languages, str(self.value))
            return Place(self.where, spread, self.book).text()
        return self.text()

    def text(self, *, names: frozenset[str] | None = None) -> Text | None:
        """Return a text in every language."""
        sources = self._sources()
        if sources is None:
            return None
        if self.book.is_sound:
            return Text(tuple(sorted(sources.items())), self.book.literal)
        try:
            text = make_text(sources, literal=self.book.literal)
        except ExpressionError as error:
            self.fault(f"{self.shown()}: {error}", "Mend the text (section 5.4).")
            return None
        known = self.book.names if names is None else names
        if known is not None and not text.names <= known:
            unknown = ", ".join(sorted(text.names - known))
            self.fault(
                f"the text uses {unknown}", "Declare it as a parameter or derived value."
            )
            return None
        return text

    def _sources(self) -> dict[str, str] | None:
        if isinstance(self.value, int | str) and not isinstance(self.value, bool):
            return self._bare(sys.intern(str(self.value)))
        if not isinstance(self.value, Mapping):
            self.fault(f"{self.shown()} is not a text", "Write {en: ..., es: ...}.")
            return None
        sources: dict[str, str] = {}
        for language in self.book.languages:
            found = self.value.get(language)
            if isinstance(found, int) and not isinstance(found, bool):
                found = str(found)
            if isinstance(found, str) and found.strip():
                sources[language] = sys.intern(found)
            else:
                self.fault(f"no text in {language!r}", f"Add {language}: ...")
        return sources if len(sources) == len(self.book.languages) else None

    def _bare(self, source: str) -> dict[str, str] | None:
        must_differ = len(self.book.languages) > 1 and not self.book.is_sound
        if must_differ and _WORDS.search(_NOT_WORDS.sub(" ", source)):
            each = ", ".join(f"{language}: ..." for language in self.book.languages)
            self.fault(f"{self.shown()} has words in one language", f"Write {{{each}}}.")
            return None
        return {ANY_LANGUAGE: source}

    def word(self) -> Word | None:
        """Return a word in every language, in one form or several."""
        if not isinstance(self.value, Mapping):
            self.fault(f"{self.shown()} is not a word", "Write {en: ..., es: ...}.")
            return None
        forms: dict[str, dict[str, str]] = {}
        for language in self.book.languages:
            found = self.value.get(language)
            by_form = {"one": found} if isinstance(found, str | int) else found
            if not isinstance(by_form, Mapping) or "one" not in by_form:
                self.fault(f"no word in {language!r}", f"Add {language}, with a form `one`.")
                return None
            forms[language] = {
                sys.intern(str(form)): sys.intern(str(text)) for form, text in by_form.items()
            }
        if len({frozenset(by_form) for by_form in forms.values()}) > 1:
            self.fault("the forms differ between languages", "Use the same form names in each.")
            return None
        return Word(forms=forms)


def _source(raw: object) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float):
        return format(Decimal(repr(raw)), "f")
    if isinstance(raw, int):
        return str(raw)
    if isinstance(raw, str):
        return raw
    if raw is None:
        raise ExpressionError("nothing stands here")
    raise ExpressionError("an expression is written as text")


def spelled(number: Number) -> str:
    """Return a number as an expression's text."""
    return plain_number(number, "fraction")
