"""Makes any text of a foreign file safe to store and show: bounded, without control marks."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line feed, lone surrogates, bidi overrides, noncharacters
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_SPACES_IN_LINE = re.compile(r"[^\S\n]+")
_MANY_BREAKS = re.compile(r"\n{3,}")


def one_line(text: str, bound: int) -> str:
    r"""Return the text on one line, single-spaced, of at most ``bound`` characters.

    Examples
    --------
    >>> one_line("  Use \t place\x00 value\n", 100)
    'Use place value'
    """
    cut = text[: bound * 4].replace("\r", "\n")
    return _SPACES.sub(" ", _UNWANTED.sub("", cut)).strip()[:bound].rstrip()


def lines(text: str, bound: int) -> str:
    r"""Return the text with its line breaks, at most ``bound`` characters.

    Examples
    --------
    >>> lines("First.\r\n\r\n\r\n\r\nSecond. ", 100)
    'First.\n\nSecond.'
    """
    cut = text[: bound * 4].replace("\r\n", "\n").replace("\r", "\n")
    spaced = _SPACES_IN_LINE.sub(" ", _UNWANTED.sub("", cut))
    trimmed = "\n".join(line.strip() for line in spaced.split("\n"))
    return _MANY_BREAKS.sub("\n\n", trimmed).strip()[:bound].rstrip()
