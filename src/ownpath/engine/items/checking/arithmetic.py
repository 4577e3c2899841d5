"""The second route: expressions of a template reckoned by Python's own grammar, sharing no code with our evaluator.

A text is rewritten into Python's syntax, parsed by the standard library's `ast`, and walked over exact
fractions; functions are written again, by counting and trying where ours use a formula. Nothing is executed
that is not one of the few node kinds named here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ownpath.engine.items.checking.arithmetic_functions import FUNCTIONS, NoValueError

_PIECE = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\*\*|==|!=|<=|>=|[-+*/^%()\[\],.<>=]))"
)
_WORDS = {"and": "and", "or": "or", "not": "not", "true": "True", "false": "False"}
_SIGNS = {"^": "**", "=": "=="}
_BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Mod: lambda a, b: a - b * (a // b),
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}
LARGEST_EXPONENT = 40


def reckon(text: str, values: Mapping[str, object]) -> Any:
    """Return the value of an expression, or raise `NoValueError`.

    >>> reckon("if(a > b, a - b, (a + 1/2)^2)", {"a": 1, "b": 2})
    Fraction(9, 4)
    """
    try:
        return _walk(_parsed(text), values)
    except (ZeroDivisionError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise NoValueError(f"{text!r} has no value by the second route ({error})") from error


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> ast.expr:
    return ast.parse(f"({_as_python(text)})", mode="eval").body


def _as_python(text: str) -> str:
    pieces, position = [], 0
    while position < len(text.rstrip()):
        found = _PIECE.match(text, position)
        if found is None:
            raise NoValueError(f"{text!r} cannot be read by the second route")
        position = found.end()
        if found["number"]:
            pieces.append(f"'{found['number']}'")
        elif found["name"]:
            pieces.append(_WORDS.get(found["name"], f"n_{found['name']}"))
        else:
            pieces.append(_SIGNS.get(found["sign"], found["sign"]))
    return " ".join(pieces)


def _walk(node: ast.expr, values: Mapping[str, object]) -> Any:
    match node:
        case ast.Constant(value=str(written)):
            return Fraction(written)
        case ast.Constant(value=bool(truth)):
            return truth
        case ast.Name(id=name):
            return _plain(values[name[2:]])
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            word: Any = values[name[2:]]
            return Fraction(word.numbers[attribute[2:]])
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_walk(left, values), _walk(right, values))
        case ast.BinOp(left=left, op=sign, right=right):
            return _BINARY[type(sign)](_walk(left, values), _walk(right, values))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_walk(inner, values)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _walk(inner, values)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return not _walk(inner, values)
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_walk(part, values) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_walk(part, values) for part in parts)
        case ast.Compare(left=left, ops=signs, comparators=others):
            return _compared(_walk(left, values), signs, others, values)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return tuple(_walk(item, values) for item in items)
        case ast.Call(func=ast.Name(id="n_if"), args=[condition, then, otherwise]):
            return _walk(then if _walk(condition, values) else otherwise, values)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name[2:]](*(_walk(argument, values) for argument in arguments))
    raise NoValueError(f"{ast.unparse(node)} is not part of an expression")


def _compared(
    left: Any,
    signs: Sequence[ast.cmpop],
    others: Sequence[ast.expr],
    values: Mapping[str, object],
) -> bool:
    for sign, other in zip(signs, others, strict=True):
        right = _walk(other, values)
        if not _COMPARED[type(sign)](left, right):
            return False
        left = right
    return True


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return the power by multiplying again and again."""
    if exponent.denominator != 1 or abs(exponent) > LARGEST_EXPONENT:
        raise NoValueError(f"an exponent {exponent}")
    result = Fraction(1)
    for _ in range(abs(int(exponent))):
        result *= base
    return result if exponent >= 0 else 1 / result


def _plain(value: object) -> Any:
    """Return numbers as fractions; truths, words and lists as they are."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    return value
