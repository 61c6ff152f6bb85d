"""From signatures to the rows that are edits of a kept one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tunelint.judge.duplicates.frame import frame, is_frame
from tunelint.judge.duplicates.likeness import changes, describe, jaccard
from tunelint.profile.neighbours import CROWD, crossing, distinct, neighbours
from tunelint.profile.signature import likeness, shingles, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tunelint.judge.duplicates.compare import Comparison
    from tunelint.profile.neighbours import Pairs
    from tunelint.profile.signature import Hashes, Signatures

    Links = Mapping[int, Sequence[int]]
    Stars = dict[int, list[int]]
    Alike = Callable[[int, int], bool]

_MARGIN = 0.15
"""How far below the threshold an estimate may lie: more than three standard errors."""
_PROBES = 24
_HUBS = 8


class Match(NamedTuple):
    """A row, the kept row that it is an edit of, how alike they are, what differs, the size of the group."""

    row: int
    kept: int
    similarity: float
    differs: str
    copies: int


def matches(signatures: Signatures, comparison: Comparison) -> Iterator[Match]:
    """The rows that are edits of a kept one; rows are kept in the order of their signatures."""
    links = links_between(signatures, comparison)
    for leader, members in _gather(links, comparison.alike).items():
        for kept, edited in _unframed(leader, members, links, comparison).items():
            for row in edited:
                found = changes(comparison.spoken(kept), comparison.spoken(row))
                value = comparison.similarity(kept, row)
                yield Match(row, kept, value or 0.0, describe(found), len(edited) + 1)


def links_between(signatures: Signatures, comparison: Comparison, split: int | None = None) -> Links:
    """For each row the rows before it that it may be an edit of, likeliest first.

    With a `split`, only pairs of a row before that index and one from it on.
    """
    near = neighbours(signatures, spread=comparison.spread)
    crowds = [crowd for crowd in near.crowds if split is None or crowd[0] < split <= crowd[-1]]
    crowded = [*_copied(crowds, comparison, split), *_inside_frames(crowds, comparison)]
    pairs = distinct(np.concatenate([near.pairs, *crowded]))
    if split is not None:
        pairs = pairs[(pairs[:, 0] < split) & (pairs[:, 1] >= split)]
    estimates = likeness(signatures, pairs)
    likely = estimates >= comparison.threshold - _MARGIN
    pairs, estimates = pairs[likely], estimates[likely]
    links: defaultdict[int, list[int]] = defaultdict(list)
    for before, row in pairs[np.lexsort((pairs[:, 0], -estimates))].tolist():
        links[row].append(before)
    comparison.read(sorted({*links, *(row for befores in links.values() for row in befores)}))
    return links


def _copied(crowds: Iterable[tuple[int, ...]], comparison: Comparison, split: int | None) -> Iterator[Pairs]:
    """Pairs inside the crowds that look like copies of one text: some of a few pairs tried are alike."""
    for crowd in crowds:
        step = max(1, len(crowd) // _PROBES)
        tried = crowd[::step]
        comparison.read(tried)
        if any(comparison.alike(*pair) for pair in pairwise(tried)):
            yield np.array(list(crossing(crowd)), np.int64)
            if split is not None:
                cut = bisect_left(crowd, split)
                yield np.array([(hub, row) for hub in crowd[:cut][:_HUBS] for row in crowd[cut:]], np.int64)


def _inside_frames(crowds: Iterable[tuple[int, ...]], comparison: Comparison) -> Iterator[Pairs]:
    """Pairs of crowded rows that are alike in what few other crowded rows say."""
    rows = np.array(sorted({row for crowd in crowds for row in crowd}), np.int64)
    if not len(rows):
        return
    comparison.read(rows.tolist())
    spoken = (comparison.spoken(row) for row in rows.tolist())
    own = _without_common([np.unique(shingles(row.prompt, row.reply)) for row in spoken])
    filled = np.array([number for number, hashes in enumerate(own) if len(hashes)], np.int64)
    if len(filled):
        near = neighbours(sign([own[number] for number in filled]), spread=comparison.spread)
        yield rows[filled][near.pairs]


def _without_common(documents: Sequence[Hashes]) -> list[Hashes]:
    """Shingles that no more than `CROWD` documents have."""
    values, counts = np.unique(np.concatenate(documents), return_counts=True)
    rare = values[counts <= CROWD]
    return [document[np.isin(document, rare, assume_unique=True)] for document in documents]


def _gather(links: Links, alike: Alike) -> Stars:
    """Each kept row with the rows that are like it; no two kept rows are alike."""
    stars: Stars = {}
    taken: set[int] = set()
    for row in sorted(links):
        kept = next((b for b in links[row] if b not in taken and alike(b, row)), None)
        if kept is not None:
            taken.add(row)
            stars.setdefault(kept, []).append(row)
    return stars


def _unframed(leader: int, members: Sequence[int], links: Links, comparison: Comparison) -> Stars:
    """The star as it is, or, where its rows fill one frame, the stars of those that fill it alike."""
    rows = [comparison.spoken(row) for row in (leader, *members)]
    if not is_frame(rows[0], rows[1:]):
        return {leader: list(members)}
    shared = frame(rows)
    own = {row: spoken.shingles - shared for row, spoken in zip((leader, *members), rows, strict=True)}

    def alike(one: int, other: int) -> bool:
        if not (own[one] and own[other] and jaccard(own[one], own[other]) >= comparison.threshold):
            return False
        return comparison.alike(one, other)

    inside = {row: [before for before in links[row] if before in own] for row in members}
    return _gather(inside, alike)
