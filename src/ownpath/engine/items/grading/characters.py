"""The many signs for one thing, made one: spaces, minus signs, fractions, powers, full-width digits."""

from __future__ import annotations

import unicodedata

LONGEST_RESPONSE = 200

_VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
    "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
_SIGNS = str.maketrans(
    {
        # minus signs, hyphens and dashes; times signs; fraction bars; primes and quotes
        **dict.fromkeys("\u2212\u2013\u2014\u2010\u2011\u2012\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00d7\u22c5\u2219\u2022\u2217\u2715\u2716", "*"),
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u2033", '"'),
        **dict.fromkeys("\u00ba\u02da", "°"),
        "·": "*",
        "≤": "<=",
        "≥": ">=",
        "÷": "÷",
        "\u200b": "",
        "\u2060": "",
        "\ufeff": "",
    }
)


def one_alphabet(text: str) -> str:
    r"""Return the text with every sign in its plain form, spaces joined, cut to a bound.

    >>> one_alphabet("  3½\u00a0x² \u2212 \uff12 "), one_alphabet("12 cm²")
    ('3 1/2 x^2 - 2', '12 cm^2')
    """
    pieces: list[str] = []
    raised = False
    for sign in text[: LONGEST_RESPONSE + 1]:
        if sign in _SUPERSCRIPTS:
            pieces.append(_SUPERSCRIPTS[sign] if raised else "^" + _SUPERSCRIPTS[sign])
            raised = True
            continue
        raised = False
        pieces.append(f" {_VULGAR[sign]}" if sign in _VULGAR else sign.translate(_SIGNS))
    plain = unicodedata.normalize("NFKC", "".join(pieces)).translate(_SIGNS)
    return " ".join("".join(c for c in plain if c.isprintable() or c.isspace()).split())
