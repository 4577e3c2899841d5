"""The grammar of a template's expressions: a text becomes a tree of small closures by recursive descent.

Its depth, every exponent and every intermediate number has a bound, so that no expression can take long or fill the
memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ownpath.engine.items.expression_functions import FUNCTIONS, ExpressionError
from ownpath.engine.items.expression_operations import (
    COMPARISONS,
    EQUALITIES,
    as_number,
    as_truth,
    attribute_of,
    bounded,
    holds,
    looked_up,
    power,
    times,
)
from ownpath.engine.items.values import Number, Value, is_number, tidy

DEEPEST = 20

Values = Mapping[str, Value]
Node = Callable[[Values], Value]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,40}(?:\.\d{1,40})?|\.\d{1,40})|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<op>\*\*|==|!=|<=|>=|[-+*/^%()\[\],.<>=]))"
)
_RESERVED = {"and", "or", "not", "true", "false", "if"}


class Tree(NamedTuple):
    """What an expression reckons, and which names it uses."""

    names: frozenset[str]
    node: Node


def tree_of(text: str) -> Tree:
    """Return the tree of a text, or raise `ExpressionError` saying what is wrong with it."""
    parser = _Parser(_tokens(text))
    node = parser.whole()
    return Tree(frozenset(parser.names), node)


@lru_cache(maxsize=1_000)
def _constant(text: str) -> Node:
    constant = tidy(Fraction(text))
    return lambda _values: constant


@lru_cache(maxsize=1_000)
def _looked_up(name: str) -> Node:
    return lambda values: looked_up(values, name)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens = []
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            shown = stripped[position:].strip()[:12]
            raise ExpressionError(f"cannot read {shown!r}")
        kind = match.lastgroup or ""
        tokens.append((kind, match[kind]))
        position = match.end()
    return [*tokens, ("end", "")]


class _Parser:
    """Recursive descent; each method reads one level of the grammar and returns its closure."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self.names: set[str] = set()

    def whole(self) -> Node:
        node = self._either()
        if self._tokens[self._at][0] != "end":
            raise ExpressionError(f"did not expect {self._tokens[self._at][1]!r} here")
        return node

    def _peek(self) -> str:
        return self._tokens[self._at][1]

    def _take(self, *wanted: str) -> str | None:
        kind, text = self._tokens[self._at]
        if text in wanted and kind in ("op", "name"):
            self._at += 1
            return text
        return None

    def _expect(self, wanted: str) -> None:
        if self._take(wanted) is None:
            found = self._peek() or "the end"
            raise ExpressionError(f"expected {wanted!r} before {found!r}")

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(f"nested more than {DEEPEST} deep")

    def _either(self) -> Node:
        nodes = [self._both()]
        while self._take("or"):
            nodes.append(self._both())
        if len(nodes) == 1:
            return nodes[0]
        return lambda values: any(as_truth(node(values)) for node in nodes)

    def _both(self) -> Node:
        nodes = [self._negation()]
        while self._take("and"):
            nodes.append(self._negation())
        if len(nodes) == 1:
            return nodes[0]
        return lambda values: all(as_truth(node(values)) for node in nodes)

    def _negation(self) -> Node:
        if not self._take("not"):
            return self._comparison()
        self._deeper()
        node = self._negation()
        self._depth -= 1
        return lambda values: not as_truth(node(values))

    def _comparison(self) -> Node:
        first = self._sum()
        rest: list[tuple[str, Node]] = []
        while (sign := self._take(*COMPARISONS, *EQUALITIES)) is not None:
            rest.append((sign, self._sum()))
        if not rest:
            return first

        def run(values: Values) -> bool:
            left = first(values)
            for sign, node in rest:
                right = node(values)
                if not holds(sign, left, right):
                    return False
                left = right
            return True

        return run

    def _sum(self) -> Node:
        first = self._product()
        rest: list[tuple[bool, Node]] = []
        while (sign := self._take("+", "-")) is not None:
            rest.append((sign == "+", self._product()))
        if not rest:
            return first

        def run(values: Values) -> Number:
            total = as_number(first(values))
            for adds, node in rest:
                term = as_number(node(values))
                total = total + term if adds else total - term
            return bounded(total)

        return run

    def _product(self) -> Node:
        first = self._signed()
        rest: list[tuple[str, Node]] = []
        while (sign := self._take("*", "/", "%")) is not None:
            rest.append((sign, self._signed()))
        if not rest:
            return first

        def run(values: Values) -> Number:
            total = as_number(first(values))
            for sign, node in rest:
                total = times(sign, total, as_number(node(values)))
            return total

        return run

    def _signed(self) -> Node:
        sign = self._take("-", "+")
        if sign is None:
            return self._power()
        self._deeper()
        node = self._signed()
        self._depth -= 1
        if sign == "+":
            return node
        return lambda values: -as_number(node(values))

    def _power(self) -> Node:
        base = self._atom()
        if self._take("^", "**") is None:
            return base
        self._deeper()
        exponent = self._signed()
        self._depth -= 1
        return lambda values: power(as_number(base(values)), as_number(exponent(values)))

    def _atom(self) -> Node:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return _constant(text)
        if kind == "name":
            return self._named(text)
        self._deeper()
        try:
            if text == "(":
                node = self._either()
                self._expect(")")
                return node
            if text == "[":
                items = self._arguments("]")
                return lambda values: tuple(item(values) for item in items)
        finally:
            self._depth -= 1
        raise ExpressionError(f"did not expect {text or 'the end'!r} here")

    def _named(self, name: str) -> Node:
        if name in ("true", "false"):
            truth = name == "true"
            return lambda _values: truth
        if self._peek() == "(":
            return self._call(name)
        if name in _RESERVED:
            raise ExpressionError(f"did not expect {name!r} here")
        self.names.add(name)
        if self._take("."):
            kind, attribute = self._tokens[self._at]
            if kind != "name":
                raise ExpressionError(f"a name follows the point after {name!r}")
            self._at += 1
            return lambda values: attribute_of(looked_up(values, name), name, attribute)
        return _looked_up(name)

    def _call(self, name: str) -> Node:
        self._deeper()
        self._at += 1
        arguments = self._arguments(")")
        self._depth -= 1
        if name == "if":
            return _conditional(arguments)
        function = FUNCTIONS.get(name)
        if function is None:
            raise ExpressionError(f"there is no function {name!r}")
        function.check_count(len(arguments))
        run = function.run

        def call(values: Values) -> Value:
            result = run([argument(values) for argument in arguments])
            return bounded(result) if is_number(result) else result  # type: ignore[arg-type]

        return call

    def _arguments(self, closing: str) -> list[Node]:
        nodes: list[Node] = []
        if self._take(closing):
            return nodes
        nodes.append(self._either())
        while self._take(","):
            nodes.append(self._either())
        self._expect(closing)
        return nodes


def _conditional(arguments: list[Node]) -> Node:
    if len(arguments) != 3:
        raise ExpressionError("if(...) takes a condition and two values")
    condition, then, otherwise = arguments
    return lambda values: then(values) if as_truth(condition(values)) else otherwise(values)
