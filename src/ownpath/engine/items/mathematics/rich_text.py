"""The text of content as safe HTML and as spoken words: paragraphs, strong, gaps, tables, mathematics.

Everything is escaped; only the elements written here can appear.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from ownpath.engine.items.mathematics.latex import latex_to_mathml
from ownpath.engine.items.mathematics.mathml import to_mathml
from ownpath.engine.items.mathematics.notation import NotationError, read_notation
from ownpath.engine.items.mathematics.speech import phrase, to_speech

LONGEST = 20_000
RENDERED_KEPT = (
    512  # a kilobyte each: fifty children look at a few texts each before they answer
)

_OURS = re.compile(
    r"(?P<dollar>\$\$)|\$(?P<math>[^$]+)\$|\*\*(?P<strong>[^*]+)\*\*|(?P<gap>_{3,})"
    r"|\[\[(?P<blank>[a-z][a-z0-9_-]*)\]\]"
)
_LATEX = re.compile(
    r"\$\$(?P<display>[^$]+)\$\$|(?P<dollar>\\\$)|\$(?P<math>[^$]+)\$|\\\((?P<inline>.+?)\\\)"
    r"|\*\*(?P<strong>[^*]+)\*\*|(?P<gap>_{3,})",
    re.DOTALL,
)
_BEFORE_A_STOP = re.compile(r"\s+([.,;:?!])(?=\s|$)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def render_text(markup: str, language: str, *, notation: str = "ours") -> tuple[str, str]:
    """Return (safe HTML, spoken text) of content text in one language.

    >>> render_text("Half of $1/2$ < 1", "en")[1]
    'Half of one half < 1'
    """
    return _rendered(markup[:LONGEST], language, notation)


def render_line(markup: str, language: str, *, notation: str = "ours") -> tuple[str, str]:
    """Return (safe HTML without paragraphs, spoken text), for a choice or a label."""
    html, spoken = _inline(" ".join(markup[:LONGEST].split()), language, notation)
    return html, _said(spoken, language)


def plain_text(markup: str) -> str:
    """Return the text without its marks, as for an attribute or a comparison.

    >>> plain_text("**Half**: $3/4$ of $$8")
    'Half: 3/4 of $8'
    """
    text = markup.replace("$$", "\0").replace("$", "").replace("\0", "$").replace("**", "")
    return " ".join(text.split())


@lru_cache(maxsize=RENDERED_KEPT)
def _rendered(markup: str, language: str, notation: str) -> tuple[str, str]:
    blocks = [block.strip() for block in re.split(r"\n\s*\n", markup.strip())]
    rendered = [_block(block, language, notation) for block in blocks if block]
    return "".join(html for html, _ in rendered), _said(
        " ".join(said for _, said in rendered), language
    )


def _said(spoken: str, language: str) -> str:
    """Return spoken words with single spaces, and none before a comma or the end of a sentence.

    A Spanish voice may read the comma of 2,333 as a decimal one, so there it goes.
    """
    said = _BEFORE_A_STOP.sub(r"\1", " ".join(spoken.split()))
    return _THOUSANDS.sub("", said) if language == "es" else said


def _block(block: str, language: str, notation: str) -> tuple[str, str]:
    lines = [line.strip() for line in block.splitlines()]
    if len(lines) > 1 and all(len(x) > 1 and x[0] == x[-1] == "|" for x in lines):
        return _table(lines, language, notation)
    html, spoken = _inline(" ".join(lines), language, notation)
    return f"<p>{html}</p>", spoken


def _table(lines: list[str], language: str, notation: str) -> tuple[str, str]:
    rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    spoken: list[str] = []
    shown: list[str] = []
    for i, row in enumerate(rows):
        tag = '<th scope="col">{}</th>' if i == 0 else "<td>{}</td>"
        cells = [_inline(cell, language, notation) for cell in row]
        shown.append("<tr>" + "".join(tag.format(html) for html, _ in cells) + "</tr>")
        spoken.append(", ".join(said.strip() for _, said in cells if said.strip()) + ".")
    body = f"<thead>{shown[0]}</thead><tbody>{''.join(shown[1:])}</tbody>"
    return f'<table class="text-table">{body}</table>', " ".join(spoken)


def _inline(text: str, language: str, notation: str) -> tuple[str, str]:
    pattern = _LATEX if notation == "latex" else _OURS
    html: list[str] = []
    spoken: list[str] = []
    position = 0
    for match in pattern.finditer(text):
        before = text[position : match.start()]
        html.append(escape(before))
        spoken.append(before)
        shown, said = _mark(match, language, notation)
        html.append(shown)
        spoken.append(said)
        position = match.end()
    html.append(escape(text[position:]))
    spoken.append(text[position:])
    return "".join(html), "".join(spoken)


def _mark(match: re.Match[str], language: str, notation: str) -> tuple[str, str]:
    kind = match.lastgroup or ""
    content = match[kind]
    if kind == "dollar":
        return "$", "$"
    if kind == "strong":
        html, spoken = _inline(content, language, notation)
        return f"<strong>{html}</strong>", spoken
    if kind in ("gap", "blank"):
        blank = phrase("blank", language)
        name = f' data-gap="{escape(content)}"' if kind == "blank" else ""
        return f'<span class="gap"{name}></span>', f" {blank} "
    return _mathematics(content, language, notation)


def _mathematics(content: str, language: str, notation: str) -> tuple[str, str]:
    if notation == "latex":
        converted = latex_to_mathml(content.strip(), language)
        if converted is not None:
            return converted
    else:
        try:
            node = read_notation(content.strip())
        except NotationError:
            return f'<span class="math-raw">{escape(content)}</span>', content
        spoken = to_speech(node, language)
        return to_mathml(node, spoken=spoken), spoken
    return f'<span class="math-raw">{escape(content)}</span>', content
