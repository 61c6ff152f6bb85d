"""Records of bytes that are read often and written once: in memory while they are few, else on disk."""

from __future__ import annotations

import tempfile
from array import array
from itertools import pairwise
from typing import IO, TYPE_CHECKING
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIMIT = 16 << 20
"""Bytes of a spool that stay in memory; what is over goes to a temporary file that has no name."""
_READ = 4096
"""Records that are read from the file at a time."""


class Spool:
    """Records in the order in which they were added; memory holds the end of each and at most `LIMIT` bytes.

    Raises OSError where the disk is full.
    """

    def __init__(self) -> None:
        self._ends = array("Q", [0])
        self._recent = bytearray()
        self._file: IO[bytes] | None = None
        self._on_disk = 0

    def extend(self, records: Iterable[bytes]) -> None:
        """Add records."""
        for record in records:
            self._recent += record
            self._ends.append(self._on_disk + len(self._recent))
            if len(self._recent) >= LIMIT:
                self._put_down()

    def _put_down(self) -> None:
        """Write what is in memory to the file."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="tunelint-")  # noqa: SIM115 - closed with the spool
            finalize(self, self._file.close)
        self._file.seek(self._on_disk)
        self._file.write(self._recent)
        self._on_disk += len(self._recent)
        self._recent = bytearray()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[bytes]:
        for first in range(0, len(self), _READ):
            ends = self._ends[first : first + _READ + 1]
            start = ends[0]
            block = self._bytes(start, ends[-1])
            for begin, end in pairwise(ends):
                yield block[begin - start : end - start]

    def __getitem__(self, at: int) -> bytes:
        return self._bytes(self._ends[at], self._ends[at + 1])

    def _bytes(self, start: int, end: int) -> bytes:
        """A part of all records, wherever they stand; each reading finds its own place in the file."""
        kept = max(start, self._on_disk)
        after = bytes(self._recent[kept - self._on_disk : end - self._on_disk]) if end > kept else b""
        if start >= self._on_disk or self._file is None:
            return after
        self._file.seek(start)
        return self._file.read(min(end, self._on_disk) - start) + after
