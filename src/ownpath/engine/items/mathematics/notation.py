"""The small mathematics language of our content, read into a tree.

It says how mathematics looks and sounds, not what it is worth: `3/4`, `1 1/2`, `x^2 + 3x`, `sqrt(x)`, `__ + 3 = 10`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 400
DEEPEST = 16

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+|\.(?=bar))?|\.\d+)|(?P<name>[A-Za-z]+)|(?P<words>\"[^\"]*\")"
    r"|(?P<blank>_{2,}|\?)|(?P<dots>\.\.\.)"
    r"|(?P<op><=|>=|!=|[-+*/^_()\[\],.:;=<>~%×·÷\u2212±≤≥≠≈π°]))"
)
_SAME = {
    "×": "*",
    "\u2212": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "π": "pi",
    "°": "deg",
}
FUNCTIONS = ("sqrt", "root", "abs", "bar")
CONSTANTS = ("pi", "deg")
OPERATORS = frozenset(
    ["+", "-", "*", "·", "÷", ":", "±", "=", "<", ">", "<=", ">=", "!=", "~", ",", ";"]
)
LOOSE = frozenset(
    ["=", "<", ">", "<=", ">=", "!=", "~", ",", ";", ":"]
)  # a sign after these needs no brackets


class NotationError(ValueError):
    """A text that is not mathematics in our notation."""


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of mathematics: its kind, its parts in reading order, its own text."""

    kind: str
    parts: tuple[Node, ...] = ()
    text: str = ""


@lru_cache(maxsize=1024)
def read_notation(text: str) -> Node:
    """Return the tree this text means, or raise `NotationError` saying what is wrong."""
    if len(text) > LONGEST:
        raise NotationError(f"mathematics has at most {LONGEST} characters")
    parser = _Parser(_tokens(text))
    node = parser.row(())
    if parser.peek()[0] != "end":
        raise NotationError(f"did not expect {parser.peek()[1]!r} here")
    return node


def _tokens(text: str) -> list[tuple[str, str, bool]]:
    """Return (kind, text, whether a space stands before it) of each token."""
    tokens: list[tuple[str, str, bool]] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise NotationError(f"cannot read {text[position:].strip()[:12]!r}")
        kind = match.lastgroup or ""
        spaced = match.start(kind) > position
        tokens.extend(_named(kind, match[kind], spaced=spaced))
        position = match.end()
    return [*tokens, ("end", "the end", False)]


def _named(kind: str, text: str, *, spaced: bool) -> list[tuple[str, str, bool]]:
    text = _SAME.get(text, text)
    if text in FUNCTIONS:
        return [("function", text, spaced)]
    if text in CONSTANTS:
        return [("constant", text, spaced)]
    if kind != "name":
        return [(kind, text, spaced)]
    if len(text) > 3:
        raise NotationError(f"{text!r} is a word: put it in double quotes")
    return [("letter", letter, spaced and i == 0) for i, letter in enumerate(text)]


class _Parser:
    def __init__(self, tokens: list[tuple[str, str, bool]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def peek(self, ahead: int = 0) -> tuple[str, str, bool]:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def row(self, closing: tuple[str, ...]) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotationError(f"nested more than {DEEPEST} deep")
        parts: list[Node] = []
        while self.peek()[0] != "end" and self.peek()[1] not in closing:
            parts.append(self._signed(parts))
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Node("row", tuple(parts))

    def _signed(self, before: list[Node]) -> Node:
        kind, text, _ = self.peek()
        if kind != "op" or text not in OPERATORS:
            return self._fraction()
        self._at += 1
        operator = Node("operator", text=text)
        after_operator = bool(before) and before[-1].kind == "operator"
        if text not in "+-±" or not (after_operator or not before):
            return operator
        sign = Node("sign", text=text)
        if after_operator and before[-1].text not in LOOSE:
            return Node("group", (Node("row", (sign, self._fraction())),), "(")
        return sign

    def _fraction(self) -> Node:
        node = self._powered()
        mixed = self._mixed_after(node)
        if mixed is not None:
            return mixed
        while self.peek()[1] == "/" and self.peek()[0] == "op":
            self._at += 1
            node = Node("fraction", (_bare(node), _bare(self._powered())))
        return node

    def _mixed_after(self, node: Node) -> Node | None:
        ahead = [self.peek(i) for i in range(3)]
        kinds = (ahead[0][0], ahead[1][1], ahead[2][0])
        if node.kind != "number" or not ahead[0][2] or kinds != ("number", "/", "number"):
            return None
        self._at += 3
        parts = Node("number", text=ahead[0][1]), Node("number", text=ahead[2][1])
        return Node("mixed", (node, Node("fraction", parts)))

    def _powered(self) -> Node:
        node = self._atom()
        while self.peek()[0] in ("op", "constant"):
            text = self.peek()[1]
            if text in ("^", "_"):
                self._at += 1
                node = Node("power" if text == "^" else "index", (node, self._script()))
            elif text in ("%", "deg"):
                self._at += 1
                node = Node("after", (node,), "%" if text == "%" else "°")
            else:
                break
        return node

    def _script(self) -> Node:
        if self.peek()[1] != "-":
            return _bare(self._atom())
        self._at += 1
        return Node("row", (Node("sign", text="-"), _bare(self._atom())))

    def _atom(self) -> Node:
        kind, text, _ = self.peek()
        self._at += 1
        if kind in ("number", "letter"):
            return Node(kind, text=text)
        if kind == "words":
            return Node("words", text=text[1:-1])
        if kind in ("blank", "dots"):
            return Node(kind)
        if kind == "constant" and text == "pi":
            return Node("letter", text="π")
        if kind == "function":
            return self._function(text)
        if text in ("(", "["):
            return self._group(text)
        raise NotationError(f"did not expect {text!r} here")

    def _group(self, opening: str) -> Node:
        closing = ")" if opening == "(" else "]"
        inside = self.row((closing,))
        self._close(closing)
        return Node("group", (inside,), opening)

    def _close(self, closing: str) -> None:
        if self.peek()[1] != closing:
            raise NotationError(f"expected {closing!r} before {self.peek()[1]!r}")
        self._at += 1

    def _function(self, name: str) -> Node:
        if self.peek()[1] != "(":
            raise NotationError(f"write {name}(...)")
        self._at += 1
        first = self.row((")", ","))
        parts = [first]
        if name == "root":
            if self.peek()[1] != ",":
                raise NotationError("write root(3, x)")
            self._at += 1
            parts.append(self.row((")",)))
        self._close(")")
        return Node(name, tuple(parts))


def _bare(node: Node) -> Node:
    """Return the node without the round brackets that only held it together."""
    return node.parts[0] if node.kind == "group" and node.text == "(" else node
