"""Reads a file or bytes up to a bound, unpacking gzip on the way; says plainly what fails."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO

from ownpath.interchange.findings import Findings

GZIP_MAGIC = b"\x1f\x8b"
FAILURES = (OSError, EOFError, zlib.error)


class TooLargeError(OSError):
    """The stream holds more bytes than its reader takes."""


class BoundedStream(io.RawIOBase):
    """A stream that refuses to give more than ``bound`` bytes, however well they pack."""

    def __init__(self, inner: BinaryIO, bound: int) -> None:
        super().__init__()
        self._inner = inner
        self._left = bound

    def readable(self) -> bool:
        """Return True: this stream is for reading."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Return up to ``size`` bytes; raise TooLargeError past the bound."""
        wanted = self._left + 1 if size is None or size < 0 else min(size, self._left + 1)
        data = self._inner.read(wanted)
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError("more bytes than this reader takes")
        return data


def opened(source: bytes | Path, bound: int) -> BoundedStream:
    """Return a bounded stream over bytes or a file, unpacked when it is gzip.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    raw: BinaryIO = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    magic = raw.read(2)
    raw.seek(0)
    if magic == GZIP_MAGIC:
        # Closing our stream closes the file: GzipFile alone would leave it open.
        return _ClosingStream(gzip.GzipFile(fileobj=raw), bound, raw)
    return _ClosingStream(raw, bound, raw)


class _ClosingStream(BoundedStream):
    def __init__(self, inner: BinaryIO | gzip.GzipFile, bound: int, raw: BinaryIO) -> None:
        super().__init__(inner, bound)  # type: ignore[arg-type]
        self._raw = raw

    def close(self) -> None:
        self._raw.close()
        super().close()


def read_bounded(
    source: bytes | Path, *, bound: int, where: str, findings: Findings
) -> bytes | None:
    """Return all bytes, or None after recording why they cannot be had."""
    try:
        with opened(source, bound) as stream:
            return stream.read()
    except TooLargeError:
        what = f"it holds more than {bound // 1_000_000} MB"
        findings.file("source.too-large", where, what, "Split it or take a smaller export.")
    except FAILURES as failure:
        what = f"it cannot be read ({type(failure).__name__})"
        findings.file("source.unreadable", where, what, "Fetch or export the file again.")
    return None
