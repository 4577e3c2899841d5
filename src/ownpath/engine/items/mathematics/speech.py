"""Our notation as a person reads it aloud, in English and Spanish."""

from __future__ import annotations

from ownpath.engine.items.mathematics.notation import Node
from ownpath.engine.items.mathematics.number_words import cardinal, fraction_words

_PHRASES = {
    "+": ("plus", "más"),
    "-": ("minus", "menos"),
    "*": ("times", "por"),
    "·": ("times", "por"),
    "÷": ("divided by", "entre"),
    ":": ("to", "a"),
    "±": ("plus or minus", "más o menos"),
    "=": ("equals", "es igual a"),
    "<": ("is less than", "es menor que"),
    ">": ("is greater than", "es mayor que"),
    "<=": ("is less than or equal to", "es menor o igual que"),
    ">=": ("is greater than or equal to", "es mayor o igual que"),
    "!=": ("is not equal to", "no es igual a"),
    "~": ("is about", "es aproximadamente"),
    "negative": ("negative", "menos"),
    "%": ("percent", "por ciento"),
    "°": ("degrees", "grados"),
    "blank": ("blank", "espacio en blanco"),
    "dots": ("and so on", "y así sucesivamente"),
    "over": ("over", "sobre"),
    "fraction": ("the fraction", "la fracción"),
    "end": (", end of fraction,", ", fin de la fracción,"),
    "and": ("and", "y"),
    "squared": ("squared", "al cuadrado"),
    "cubed": ("cubed", "al cubo"),
    "power": ("to the power of", "a la potencia de"),
    "index": ("sub", "sub"),
    "sqrt": ("the square root of", "la raíz cuadrada de"),
    "cbrt": ("the cube root of", "la raíz cúbica de"),
    "root": ("root of degree", "la raíz de índice"),
    "of": ("of", "de"),
    "abs": ("the absolute value of", "el valor absoluto de"),
    "repeating": ("repeating", "periódico"),
    "decimal": ("point", "punto"),
    "then": (", then", ", luego"),
    "point": ("the point", "el punto"),
    "open": ("open parenthesis", "abre paréntesis"),
    "close": ("close parenthesis", "cierra paréntesis"),
    "pi": ("pi", "pi"),
}
_SILENT = {",": ",", ";": ";"}


def phrase(name: str, language: str) -> str:
    """Return the spoken words of one sign."""
    return _PHRASES[name][1 if language == "es" else 0]


def to_speech(node: Node, language: str) -> str:
    """Return the words a person would say.

    >>> from ownpath.engine.items.mathematics.notation import read_notation
    >>> to_speech(read_notation("1 1/2 + x^2"), "en"), to_speech(read_notation("3/4 < 1"), "es")
    ('one and one half plus x squared', 'tres cuartos es menor que 1')
    """
    said = " ".join(_say(node, language).split()).replace(" ,", ",").replace(" ;", ";")
    return said.removesuffix(",")


def _say(node: Node, language: str) -> str:
    match node.kind:
        case "number" | "words":
            return node.text
        case "letter":
            return phrase("pi", language) if node.text == "π" else node.text
        case "blank" | "dots":
            return phrase(node.kind, language)
        case "operator":
            return _SILENT.get(node.text) or phrase(node.text, language)
        case "sign":
            return phrase("negative" if node.text == "-" else node.text, language)
        case "row":
            return _row(node, language)
        case "after":
            return f"{_say(node.parts[0], language)} {phrase(node.text, language)}"
        case _:
            return _compound(node, language)


def _row(node: Node, language: str) -> str:
    words: list[str] = []
    for i, part in enumerate(node.parts):
        before = node.parts[i - 1] if i else None
        if before is not None and part.kind == "group" and before.text in ("f", "g", "h"):
            words.append(f"{phrase('of', language)} {_say(part.parts[0], language)}")
        elif before is not None and before.kind == "number" and part.kind == "bar":
            words[-1:] = _repeating(before.text, part, language)
        else:
            words.append(_say(part, language))
    return " ".join(words)


def _repeating(before: str, bar: Node, language: str) -> list[str]:
    """Say a decimal whose last digits repeat: the repeated ones digit by digit, so that no point is heard as an end."""
    whole, point, single = before.partition(".")
    between = phrase("then", language) if single else phrase("decimal", language)
    digits = " ".join(_say(bar.parts[0], language))
    said = [f"{whole}{point}{single}" if single else whole, between, digits]
    return [*said, phrase("repeating", language)]


def _compound(node: Node, language: str) -> str:
    first = _say(node.parts[0], language)
    match node.kind:
        case "fraction":
            return _fraction(node, language)
        case "mixed":
            return _mixed(node, language)
        case "power":
            return _power(node, language)
        case "index":
            return f"{first} {phrase('index', language)} {_say(node.parts[1], language)}"
        case "sqrt" | "abs":
            return f"{phrase(node.kind, language)} {first}"
        case "root":
            if node.parts[0].text == "3":
                return f"{phrase('cbrt', language)} {_say(node.parts[1], language)}"
            radicand = _say(node.parts[1], language)
            return f"{phrase('root', language)} {first} {phrase('of', language)} {radicand}"
        case "bar":
            return f"{first} {phrase('repeating', language)}"
        case _:
            return _group(node, language)


def _group(node: Node, language: str) -> str:
    inside = node.parts[0]
    said = _say(inside, language)
    if inside.kind == "row" and any(
        p.kind == "operator" and p.text == "," for p in inside.parts
    ):
        return f"{phrase('point', language)} {said}"
    if inside.kind == "row" and len(inside.parts) == 2 and inside.parts[0].kind == "sign":
        return said
    return f"{phrase('open', language)} {said} {phrase('close', language)}"


def _fraction(node: Node, language: str) -> str:
    top, bottom = node.parts
    if all(part.kind == "number" and part.text.isdigit() for part in node.parts):
        return fraction_words(int(top.text), int(bottom.text), language)
    said = f"{_say(top, language)} {phrase('over', language)} {_say(bottom, language)}"
    if "row" not in (top.kind, bottom.kind):
        return said
    return f"{phrase('fraction', language)} {said}{phrase('end', language)}"


def _mixed(node: Node, language: str) -> str:
    whole, fraction = node.parts
    said = cardinal(int(whole.text), language) if whole.text.isdigit() else whole.text
    parts = _fraction(fraction, language)
    if language == "es" and parts == "un medio":
        parts = "medio"
    return f"{said} {phrase('and', language)} {parts}"


def _power(node: Node, language: str) -> str:
    base, exponent = (_say(part, language) for part in node.parts)
    if exponent in ("2", "3"):
        return f"{base} {phrase('squared' if exponent == '2' else 'cubed', language)}"
    return f"{base} {phrase('power', language)} {exponent}"
