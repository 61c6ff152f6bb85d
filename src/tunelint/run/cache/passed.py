"""Rows that earlier runs judged by themselves, without a finding."""

from __future__ import annotations

from hashlib import blake2b
from math import isnan, nan
from typing import TYPE_CHECKING

from tunelint.model.rule import DIMENSIONS
from tunelint.run.cache.store import as_hash

if TYPE_CHECKING:
    from array import array
    from collections.abc import Container, Iterable, Mapping, Sequence

    from tunelint.model.row import Row
    from tunelint.run.cache.store import Cache, Hash


class Passed:
    """Sets apart the rows that passed every rule of this plan before; `identity` is the plan's.

    Rows that reading found fault with, and rows without bytes of their own, are always judged again.
    """

    def __init__(self, cache: Cache, identity: str) -> None:
        self.cache = cache
        self.identity = identity.encode()

    def sift(self, rows: Sequence[Row], scores: Mapping[str, array[float]]) -> list[Row]:
        """The rows that must be judged; the others get the scores that they had."""
        hashes = {row.ref.number: self._hash(row) for row in rows if row.raw and not row.faults}
        known = self.cache.scores(hashes.values())
        left = []
        for row in rows:
            found = known.get(hashes.get(row.ref.number, (0, 0)))
            if found is None:
                left.append(row)
                continue
            for name, value in zip(DIMENSIONS, found, strict=True):
                scores[name][row.ref.number] = nan if value is None else value
        return left

    def keep(self, rows: Iterable[Row], noted: Container[int], scores: Mapping[str, array[float]]) -> None:
        """Keep the rows that nothing was noted about, with their scores."""
        passed = [row for row in rows if row.raw and not row.faults and row.ref.number not in noted]
        self.cache.keep_scores(
            (self._hash(row), [_known(scores[name][row.ref.number]) for name in DIMENSIONS]) for row in passed
        )

    def _hash(self, row: Row) -> Hash:
        shape = row.example.shape if row.example else ""
        found = blake2b(row.raw, key=self.identity, digest_size=16)
        found.update(f"\0{shape}{row.ref.overrides}".encode())
        return as_hash(found.digest())


def _known(score: float) -> float | None:
    return None if isnan(score) else score
