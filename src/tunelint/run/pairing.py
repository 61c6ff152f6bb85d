"""Which rows of a new dataset are rows of the old one, unchanged or edited."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tunelint.judge.duplicates.compare import row_texts
from tunelint.judge.duplicates.likeness import Spoken, changes, describe, jaccard
from tunelint.judge.duplicates.repeated import place
from tunelint.model.difference import Edited
from tunelint.model.identity import Identity
from tunelint.profile.neighbours import neighbours
from tunelint.profile.signature import SIZE
from tunelint.run.corpus import IDENTITY, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.row import RowRef
    from tunelint.run.corpus import Corpus

ALIKE = 0.5
"""Rows whose pairs of neighbouring words are this similar (Jaccard) are one row, edited."""


class Pairing(NamedTuple):
    """Rows that came, rows that went, and rows that changed, each in the order of the data."""

    added: tuple[RowRef, ...]
    removed: tuple[RowRef, ...]
    edited: tuple[Edited, ...]


class _Entry(NamedTuple):
    ref: RowRef
    identity: Identity
    signature: bytes


def pair_rows(old: Corpus, new: Corpus) -> Pairing:
    """What became of the rows: equal ones are taken away, one for one; then prompts and edits are matched."""
    gone, come = _unequal(_entries(old), _entries(new))
    candidates = list(dict.fromkeys([*_same_prompt(gone, come), *_alike(gone, come)]))
    before = _spoken(old, gone, {one for one, _ in candidates})
    after = _spoken(new, come, {other for _, other in candidates})
    scored = [(one, other, jaccard(before[one].shingles, after[other].shingles)) for one, other in candidates]
    pairs = _best(
        (one, other, value)
        for one, other, value in scored
        if value >= ALIKE or gone[one].identity.context == come[other].identity.context
    )
    edited = [
        Edited(come[other].ref, gone[one].ref, value, describe(changes(before[one], after[other])))
        for one, other, value in pairs
    ]
    matched, taken = {one for one, _, _ in pairs}, {other for _, other, _ in pairs}
    return Pairing(
        tuple(entry.ref for number, entry in enumerate(come) if number not in taken),
        tuple(entry.ref for number, entry in enumerate(gone) if number not in matched),
        tuple(sorted(edited, key=lambda edit: place(edit.new))),
    )


def _entries(corpus: Corpus) -> list[_Entry]:
    cells = zip(corpus.columns.cells[IDENTITY], corpus.columns.cells[SIGNATURE], strict=True)
    return [_Entry(cell.ref, Identity.unpack(cell.value), signed.value) for cell, signed in cells]


def _unequal(old: Sequence[_Entry], new: Sequence[_Entry]) -> tuple[list[_Entry], list[_Entry]]:
    """The rows of each side without an equal on the other, in the order of the data."""
    waiting: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, entry in enumerate(old):
        waiting[entry.identity.exact].append(number)
    come, kept = [], set()
    for entry in new:
        equal = waiting.get(entry.identity.exact)
        if equal:
            kept.add(equal.pop(0))
        else:
            come.append(entry)
    return [entry for number, entry in enumerate(old) if number not in kept], come


def _same_prompt(old: Sequence[_Entry], new: Sequence[_Entry]) -> Iterator[tuple[int, int]]:
    """Rows with one prompt and system prompt, where each side has it once."""
    sides: list[defaultdict[bytes, list[int]]] = [defaultdict(list), defaultdict(list)]
    for side, entries in zip(sides, (old, new), strict=True):
        for number, entry in enumerate(entries):
            if entry.identity.prompt_words:
                side[entry.identity.context].append(number)
    for context, ones in sides[0].items():
        others = sides[1].get(context, [])
        if len(ones) == len(others) == 1:
            yield ones[0], others[0]


def _alike(old: Sequence[_Entry], new: Sequence[_Entry]) -> Iterator[tuple[int, int]]:
    """Rows whose signatures share a band."""
    signed = [(number, entry) for number, entry in enumerate((*old, *new)) if entry.signature]
    if signed:
        matrix = np.frombuffer(b"".join(entry.signature for _, entry in signed), np.uint16).reshape(-1, SIZE)
        for one, other in neighbours(matrix).pairs.tolist():
            first, second = signed[one][0], signed[other][0]
            if first < len(old) <= second:
                yield first, second - len(old)


def _spoken(corpus: Corpus, entries: Sequence[_Entry], wanted: set[int]) -> dict[int, Spoken]:
    numbers = sorted(wanted)
    texts = row_texts(corpus.columns, [entries[number].ref for number in numbers])
    return dict(zip(numbers, map(Spoken.of, texts), strict=True))


def _best(scored: Iterator[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Pairs one for one, the likeliest first."""
    ones, others, found = set(), set(), []
    for one, other, value in sorted(scored, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            found.append((one, other, value))
    return found
