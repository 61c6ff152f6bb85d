"""What the rows of a corpus mean: the vectors, and the search among them, that several rules share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tunelint.judge.clusters import nearest_among_clusters
from tunelint.judge.neighbours import Nearest, nearest
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from tunelint.model.row import RowRef
    from tunelint.model.view import Cell, Columns

    Halves = NDArray[np.float16]

PROMPT, REPLY = Want("meaning", "prompt"), Want("meaning", "reply")

EXACT = 20_000
"""Up to so many rows each is compared with every other. In more, it is compared with those in the clusters
around it: that found 996 of 1,000 neighbours among 62,000 real examples, in a quarter of the time."""

FOUND = 16
"""Neighbours that are sought once for all rules."""


class Pair(NamedTuple):
    """Two rows by index, and how alike their prompts and their replies are in meaning."""

    one: int
    other: int
    prompt: float
    reply: float


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """Rows by content key, each content once, with the meaning of the whole as unit vectors.

    The whole is the sum of the meanings of a row's prompts and of its replies. These are there as float16, of
    any length; zeros for a side that a row lacks.
    """

    refs: Sequence[RowRef]
    whole: NDArray[np.float32]
    prompt: Halves
    reply: Halves
    _around: dict[int, Nearest] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Columns) -> Meanings:
        """The rows of some columns.

        A row that lacks a side which most rows have is left out: a prompt alone is unlike a prompt with its
        reply whatever it is about.
        """
        refs = _distinct(cell.ref for want in (PROMPT, REPLY) for cell in columns.each(want))
        width = next((len(cell.value) for want in (PROMPT, REPLY) for cell in columns.each(want)), 0)
        prompt, reply = (_sums(columns.each(want), refs, width) for want in (PROMPT, REPLY))
        has = np.stack([prompt.any(axis=1), reply.any(axis=1)])
        usual = has[2 * has.sum(axis=1) > has.sum(axis=1).max()]
        rows = np.flatnonzero(usual.all(axis=0) & has.any(axis=0))
        return cls._made([refs[row] for row in rows.tolist()], prompt[rows], reply[rows])

    @classmethod
    def _made(cls, refs: Sequence[RowRef], prompt: Halves, reply: Halves) -> Meanings:
        return cls(refs, unit(prompt.astype(np.float32) + reply), prompt, reply)

    def merge(self, other: Meanings) -> Meanings:
        """The rows of both, each content once."""
        if not self.refs or not other.refs:
            return self if self.refs else other
        both = [*self.refs, *other.refs]
        at = dict(zip(both, range(len(both)), strict=True))
        rows = [at[ref] for ref in _distinct(both)]
        prompt, reply = (
            np.concatenate(pair)[rows] for pair in ((self.prompt, other.prompt), (self.reply, other.reply))
        )
        return self._made([both[row] for row in rows], prompt, reply)

    def some(self, rows: Sequence[int]) -> Meanings:
        """Some of the rows."""
        return Meanings(
            [self.refs[row] for row in rows], self.whole[rows], self.prompt[rows], self.reply[rows]
        )

    def places(self, refs: Iterable[RowRef]) -> dict[RowRef, int]:
        """Where those of some rows stand here that have a meaning, by their content."""
        at = {ref.key: position for position, ref in enumerate(self.refs)}
        return {ref: at[ref.key] for ref in refs if ref.key in at}

    def pair(self, one: int, other: int, beside: Meanings | None = None) -> Pair:
        """How alike the sides of two rows are; `beside` has the other one, where it is not among these.

        Two rows without a prompt have the same prompt.
        """
        beside = beside or self
        prompts = unit(np.stack([self.prompt[one], beside.prompt[other]]).astype(np.float32))
        replies = unit(np.stack([self.reply[one], beside.reply[other]]).astype(np.float32))
        prompt = float(prompts[0] @ prompts[1]) if prompts.any() else 1.0
        return Pair(one, other, prompt, float(replies[0] @ replies[1]))

    def around(self, exact: int = EXACT) -> Nearest:
        """The nearest other rows of each row, `FOUND` of them or all; sought once.

        With more than `exact` rows, among the clusters around each row.
        """
        if exact not in self._around:
            count = len(self.refs)
            self._around[exact] = (
                nearest_among_clusters(self.whole, FOUND, copies=2)
                if count > exact
                else nearest(self.whole, self.whole, min(FOUND, count - 1), own=np.arange(count), copies=2)
            )
        return self._around[exact]


def restrict(found: Nearest, kept: NDArray[np.bool_], vectors: NDArray[np.float32], count: int) -> Nearest:
    """The `count` nearest of the kept rows for each kept row, numbered among them.

    Rows that lose too many neighbours are compared with all kept ones.
    """
    rows = np.flatnonzero(kept)
    count = min(count, len(rows) - 1)
    mine = Nearest(found.similarity[rows], found.position[rows])
    best = first(mine, kept[mine.position], count)
    lacking = np.flatnonzero(best.similarity[:, -1] < -1)
    position = (np.cumsum(kept) - 1)[best.position]
    if len(lacking):
        again = nearest(vectors[rows[lacking]], vectors[rows], count, own=lacking, copies=2)
        best.similarity[lacking], position[lacking] = again
    return Nearest(best.similarity, position)


def first(found: Nearest, good: NDArray[np.bool_], count: int) -> Nearest:
    """The first `count` good neighbours of each row; those that are wanting have the similarity -2."""
    similarity, position = found
    if similarity.shape[1] < count:
        gap = ((0, 0), (0, count - similarity.shape[1]))
        similarity, position, good = np.pad(similarity, gap), np.pad(position, gap), np.pad(good, gap)
    order = np.argsort(~good, axis=1, kind="stable")[:, :count]
    values = np.where(good, similarity, np.float32(-2))
    return Nearest(np.take_along_axis(values, order, axis=1), np.take_along_axis(position, order, axis=1))


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors scaled to length 1; zeros stay zeros."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (vectors / np.where(length > 0, length, 1)).astype(np.float32, copy=False)
    return scaled


def _distinct(refs: Iterable[RowRef]) -> list[RowRef]:
    """One row for each content key, the first in the order of files and lines; by key."""
    kept: dict[str, RowRef] = {}
    for ref in refs:
        known = kept.setdefault(ref.key, ref)
        if (ref.file, ref.line) < (known.file, known.line):
            kept[ref.key] = ref
    return [kept[key] for key in sorted(kept)]


def _sums(cells: Iterable[Cell], refs: Sequence[RowRef], width: int) -> Halves:
    """The sum of the vectors of each row; zeros where there is none."""
    at = {ref.number: position for position, ref in enumerate(refs)}
    sums = np.zeros((len(refs), width), np.float16)
    for cell in cells:
        if cell.ref.number in at:
            sums[at[cell.ref.number]] += cell.value
    return sums
