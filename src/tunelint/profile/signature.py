"""MinHash signatures of texts: how alike two rows are, from 252 bytes each."""

from __future__ import annotations

from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]
    Signatures = npt.NDArray[np.uint16]

BANDS, BAND_ROWS = 42, 3
"""Rows that agree on one whole band are compared.

Two rows of Jaccard similarity J share a band with probability 1 - (1 - J³)⁴²: .98 at .45, .04 at .1.
Shingles are pairs of neighbouring words: a fifth of the words edited leaves J at .45 to .7.
"""
SIZE = BANDS * BAND_ROWS
VERSION = RMinHash.ALGORITHM_VERSION
_SEED = 1
_KNOWN = 500_000
_AT_ONCE = 4096
_MIX = np.uint64(0x9E3779B97F4A7C15)


def shingles(*texts: Sequence[str]) -> Hashes:
    """Hashes of the pairs of neighbouring words of each text; a text of one word gives that word."""
    parts = [_pairs(_hashes(text)) for text in texts if text]
    return np.concatenate(parts) if parts else np.empty(0, np.uint64)


def runs(text: Sequence[str], length: int, window: int = 4) -> Hashes:
    """Hashes of runs of neighbouring words: of every `window` runs in a row the smallest, each once."""
    total = hash_runs(text, length)
    if not len(total):
        return total
    return np.unique(np.lib.stride_tricks.sliding_window_view(total, min(window, len(total))).min(axis=1))


def hash_runs(text: Sequence[str], length: int) -> Hashes:
    """The hash of every run of `length` neighbouring words, in order."""
    hashes = _hashes(text)
    count = len(hashes) - length + 1
    if count < 1:
        return np.empty(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for start in range(length):
        total = total * _MIX + hashes[start : start + count]
    mixed: Hashes = (total ^ (total >> np.uint64(29))) * _MIX
    return mixed


def sign(documents: Sequence[Hashes]) -> Signatures:
    """One signature for each document of shingle hashes: the low 16 bits of `SIZE` minima.

    Documents without shingles have equal signatures: leave them out before comparing.
    """
    if not documents:
        return np.empty((0, SIZE), np.uint16)
    ends = np.cumsum([0, *map(len, documents)], dtype=np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(documents), ends, SIZE, _SEED)
    return np.array(matrix.to_rows(), dtype=np.uint32).astype(np.uint16)


def bands(signatures: Signatures) -> Iterator[npt.NDArray[np.uint64]]:
    """The key of each row in one band after another."""
    for start in range(0, SIZE, BAND_ROWS):
        keys = signatures[:, start].astype(np.uint64)
        for column in range(start + 1, start + BAND_ROWS):
            keys = (keys << np.uint64(16)) | signatures[:, column]
        yield keys


def stacked(values: Iterable[bytes], count: int) -> Signatures:
    """So many signatures as one matrix, from the bytes of each."""
    matrix = np.empty((count, SIZE), np.uint16)
    rest = iter(values)
    for start in range(0, count, _AT_ONCE):
        some = b"".join(islice(rest, _AT_ONCE))
        matrix[start : start + _AT_ONCE] = np.frombuffer(some, np.uint16).reshape(-1, SIZE)
    return matrix


def likeness(signatures: Signatures, pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The estimated Jaccard similarity of pairs of rows; its standard error is below .045."""
    estimates = [
        (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1)
        for part in np.array_split(pairs, max(1, len(pairs) // 50_000))
    ]
    return np.concatenate(estimates)


class _Known(dict[str, int]):
    """The hashes of words, computed when they are first asked for."""

    def __missing__(self, word: str) -> int:
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return self.setdefault(word, int.from_bytes(digest, "big"))


_hash_of = _Known()


def _hashes(words: Sequence[str]) -> Hashes:
    if len(_hash_of) > _KNOWN:
        _hash_of.clear()
    return np.array(list(map(_hash_of.__getitem__, words)), np.uint64)


def _pairs(hashes: Hashes) -> Hashes:
    if len(hashes) < 2:
        return hashes
    mixed = hashes[:-1] * _MIX + hashes[1:]
    return (mixed ^ (mixed >> np.uint64(29))) * _MIX
