"""The topics of datasets, with a few words for each."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tunelint.judge.duplicates.meaning import Wording
from tunelint.model.wording import sides
from tunelint.profile.topics import find_topics
from tunelint.run.private import without_private

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.model.row import RowRef
    from tunelint.run.corpus import Corpus

_READ = 24
"""Rows of a topic that are read for its words."""
_WORDS = 3


class Subject(NamedTuple):
    """A topic: words that are frequent in it and rare elsewhere, and its rows in each of the datasets.

    The rows nearest to the middle of the topic come first.
    """

    words: str
    rows: tuple[tuple[RowRef, ...], ...]


def find_subjects(corpora: Sequence[Corpus]) -> list[Subject]:
    """The topics of all datasets together, those with the most rows first."""
    found = [corpus.vectors() for corpus in corpora]
    if not any(refs for refs, _ in found):
        return []
    every = np.concatenate([vectors for refs, vectors in found if refs])
    keys = [ref.key for refs, _ in found for ref in refs]
    topics = find_topics(every[np.argsort(np.array(keys), kind="stable")])
    members = [_members(refs, vectors, topics.of(vectors), topics.centres) for refs, vectors in found]
    numbers = sorted({number for part in members for number in part})
    rows = [tuple(tuple(part.get(number, ())) for part in members) for number in numbers]
    rows.sort(key=lambda parts: (-sum(map(len, parts)), min(ref.key for part in parts for ref in part)))
    return [Subject(words, parts) for words, parts in zip(_named(rows, corpora), rows, strict=True)]


def _members(
    refs: Sequence[RowRef],
    vectors: NDArray[np.float32],
    topic: NDArray[np.int64],
    centres: NDArray[np.float32],
) -> dict[int, list[RowRef]]:
    """The rows of each topic, nearest to its centre first."""
    if not refs:
        return {}
    closeness = (vectors * centres[topic]).sum(axis=1).round(4)
    members: dict[int, list[RowRef]] = {}
    for row in np.argsort(-closeness, kind="stable").tolist():
        members.setdefault(int(topic[row]), []).append(refs[row])
    return members


def _named(rows: Sequence[Sequence[Sequence[RowRef]]], corpora: Sequence[Corpus]) -> list[str]:
    """A few telling words for each topic."""
    said = [_said(parts, corpora) for parts in rows]
    topics = Counter(word for counts in said for word in counts)
    named = []
    for counts in said:
        weight = {word: count * log(1 + len(said) / topics[word]) for word, count in counts.items()}
        best = sorted(weight, key=lambda word: (-weight[word], word))[:_WORDS]
        named.append(", ".join(best) or "(no words)")
    return named


def _said(parts: Sequence[Sequence[RowRef]], corpora: Sequence[Corpus]) -> Counter[str]:
    """In how many of a topic's nearest rows each content word of their prompts (or replies) stands."""
    counts: Counter[str] = Counter()
    for refs, corpus in zip(parts, corpora, strict=True):
        for row in corpus.columns.texts(refs[:_READ]).values():
            told = sides(row.example.row_text()) if row.example else None
            words = Wording(without_private((told.prompt or told.reply)[:2000])).content if told else ()
            counts.update(word for word in words if len(word) > 2)
    return counts
