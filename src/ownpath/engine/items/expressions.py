"""Expressions of a template: parsed once by our own grammar, evaluated exactly, never able to hang.

There is no `eval`, and a text has a bound. An expression holds its text only; the tree is kept beside, by text, once
it is needed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache

from ownpath.engine.items.expression_functions import ExpressionError, UndefinedError
from ownpath.engine.items.expression_grammar import Tree, Values, tree_of
from ownpath.engine.items.expression_operations import as_number, as_truth
from ownpath.engine.items.values import Number, Value

__all__ = ["Expression", "ExpressionError", "UndefinedError", "parse"]

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that can be parsed; equal when its text is equal."""

    text: str

    @property
    def names(self) -> frozenset[str]:
        """The names it uses."""
        return _read(self.text).names

    def evaluate(self, values: Values) -> Value:
        """Return the value, or raise `ExpressionError` (its kind `UndefinedError` for no value here)."""
        return _read(self.text).node(values)

    def number(self, values: Values) -> Number:
        """Return the value as a number."""
        return as_number(_read(self.text).node(values))

    def truth(self, values: Values) -> bool:
        """Return the value as a truth."""
        return as_truth(_read(self.text).node(values))


def parse(text: str) -> Expression:
    """Return the expression this text means, or raise `ExpressionError` saying what is wrong.

    >>> parse("if(a > b, a - b, (a + 1/2)^2)").number({"a": 1, "b": 2})
    Fraction(9, 4)
    """
    _read(text)
    return unparsed(text)


@lru_cache(maxsize=20_000)
def unparsed(text: str) -> Expression:
    """Return the one expression of a text: a fifth of those in a library's templates differ."""
    return Expression(sys.intern(text))


@lru_cache(maxsize=20_000)
def _read(text: str) -> Tree:
    if len(text) > LONGEST:
        raise ExpressionError(
            f"an expression has at most {LONGEST} characters, this {len(text)}"
        )
    tree = tree_of(text)
    return Tree(same_names(tree.names), tree.node)


@lru_cache(maxsize=2_000)
def same_names(names: frozenset[str]) -> frozenset[str]:
    """Return one set for all that hold the same names: a template's expressions and texts mostly do."""
    return names
