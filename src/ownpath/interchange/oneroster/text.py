"""Turns the bytes of one CSV file into numbered rows of cells, whatever wrote them.

The standard asks for UTF-8, RFC 4180 and no line break inside a value. Real files come as
UTF-16, with a byte order mark, in an old Windows code page, with semicolons, NUL bytes, or a
quote that is never closed; each is read as far as it can be and named.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ownpath.interchange.oneroster.findings import Findings, shown

MAX_LINE_BYTES = 1_000_000
MAX_LINES_IN_A_VALUE = 20
DELIMITERS = ",;\t|"
_CHUNK = 1 << 16
_KEPT_FORMATS = "\u200c\u200d"  # joiners that some languages' names need


def _as_windows(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return fault.object[fault.start : fault.end].decode("cp1252", "replace"), fault.end


codecs.register_error("ownpath.as_windows", _as_windows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a first pass over a file tells."""

    encoding: str
    is_clean: bool  # every byte is what the encoding says
    longest_line: int  # bytes; exact only above one chunk
    n_bytes: int


def scan(stream: IO[bytes]) -> Scan:
    """Return the encoding and measures of a file, in one pass and little memory."""
    head = stream.read(_CHUNK)
    encoding = _encoding(head)
    decoder = codecs.getincrementaldecoder(encoding)()
    is_clean, longest, run, n_bytes, chunk = True, 0, 0, 0, head
    while chunk:
        n_bytes += len(chunk)
        if is_clean:
            is_clean = _decodes(decoder, chunk, final=False)
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        longest = max(longest, run + (len(chunk) if last < 0 else 0))
        run = run + len(chunk) if last < 0 else len(chunk) - last
        chunk = stream.read(_CHUNK)
    is_clean = is_clean and _decodes(decoder, b"", final=True)
    return Scan(encoding=encoding, is_clean=is_clean, longest_line=longest, n_bytes=n_bytes)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeError:
        return False
    return True


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:400]
    if sample.count(0) * 3 > len(sample):
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    return "utf-8-sig"


def rows(
    stream: IO[bytes], file: str, found: Scan, findings: Findings
) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each row that is not blank, with its number (1 is the first line)."""
    errors = "ownpath.as_windows" if found.encoding == "utf-8-sig" else "replace"
    with io.TextIOWrapper(stream, found.encoding, errors=errors, newline="") as lines:
        delimiter = ""
        for number, text in _whole_rows(lines, file, findings):
            if not delimiter:
                delimiter = _delimiter(text, file, findings)
            if not text.isprintable():
                text = _visible(text, number, file, delimiter, findings)
            cells = _cells(text, delimiter, number, file, findings)
            if any(cells):
                yield number, cells


def _cells(text: str, delimiter: str, number: int, file: str, findings: Findings) -> list[str]:
    if '"' not in text:
        return [cell.strip() for cell in text.split(delimiter)]
    try:
        parsed = next(csv.reader((text,), delimiter=delimiter), [])
    except csv.Error:
        findings.row(
            "row.form",
            f"{file}.csv row {number}",
            "one value is larger than any roster holds",
            "Correct this row in the sending system.",
        )
        return []
    return [cell.strip() for cell in parsed]


def _whole_rows(
    lines: Iterator[str] | IO[str], file: str, findings: Findings
) -> Iterator[tuple[int, str]]:
    """Join a quoted value that runs over several lines; give up on a quote never closed."""
    source, ahead, number = iter(lines), deque[str](), 0
    while True:
        line = ahead.popleft() if ahead else next(source, None)
        if line is None:
            return
        number += 1
        text = line.rstrip("\r\n")
        if text.count('"') % 2 and _is_open(text):
            joined = _join(text, source, ahead)
            if joined is None:
                _never_closed(file, number, findings)
                continue
            text = joined
            _broken_value(file, number, text, findings)
        yield number, text


def _is_open(text: str) -> bool:
    marked = text + "\n"
    try:
        return any(
            (next(csv.reader((marked,), delimiter=d), None) or [""])[-1].endswith("\n")
            for d in DELIMITERS
            if d in text or d == ","
        )
    except csv.Error:
        return False


def _join(text: str, source: Iterator[str], ahead: deque[str]) -> str | None:
    taken: list[str] = []
    while len(taken) < MAX_LINES_IN_A_VALUE and len(text) < MAX_LINE_BYTES:
        line = ahead.popleft() if ahead else next(source, None)
        if line is None:
            break
        taken.append(line)
        text = f"{text} {line.rstrip()}"
        if line.count('"') % 2 and not _is_open(text):
            return text
    ahead.extendleft(reversed(taken))
    return None


def _never_closed(file: str, number: int, findings: Findings) -> None:
    findings.row(
        "row.quote",
        f"{file}.csv row {number}",
        "a quotation mark opens a value and nothing closes it",
        'Close the value, or write a quotation mark inside a value twice ("").',
    )


def _broken_value(file: str, number: int, text: str, findings: Findings) -> None:
    what = "a value ran over several lines; the line breaks were read as spaces"
    fix = "Nothing to do; the standard allows no line break inside a value."
    findings.tally("row.line_break", f"{file}.csv", number, text, what, fix)


def _delimiter(header: str, file: str, findings: Findings) -> str:
    delimiter = max(DELIMITERS, key=lambda d: (header.count(d), d == ","))
    if delimiter != ",":
        findings.note(
            "file.delimiter",
            f"{file}.csv",
            f"its values are set apart by {shown(delimiter)}, not by commas",
            "Nothing to do; commas are surer with other programs.",
        )
    return delimiter


def _visible(text: str, number: int, file: str, delimiter: str, findings: Findings) -> str:
    kept = "".join(_drawn(c, delimiter) for c in text)
    if kept != text:
        what = "characters that cannot be seen were taken out"
        fix = "Nothing to do, unless the value now reads wrongly."
        findings.tally("text.invisible", f"{file}.csv", number, text, what, fix)
    return kept


def _drawn(c: str, delimiter: str) -> str:
    if c.isprintable() or c == delimiter or c in _KEPT_FORMATS:
        return c
    kind = unicodedata.category(c)
    if kind.startswith("Z") or c in "\t\r\n":
        return " "
    return c if kind in ("Co", "Cn") else ""
