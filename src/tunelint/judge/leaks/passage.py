"""Kind `overlap-passage`: rows to train on that quote rows to evaluate with."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tunelint.judge.duplicates.compare import row_texts
from tunelint.judge.duplicates.repeated import IDENTITY, named, place
from tunelint.judge.leaks.parts import each_row, parts
from tunelint.model.finding import Remark
from tunelint.model.identity import Identity
from tunelint.model.view import Want
from tunelint.model.wording import worded
from tunelint.profile.protocol import no_fold
from tunelint.profile.signature import hash_runs

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns
    from tunelint.profile.protocol import Nothing

    Source = tuple[RowRef, Columns]

_FRAME = 10
"""A passage that more rows on one side have is a frame, such as a template, and no leak."""


@dataclass(frozen=True, slots=True)
class PassageOptions:
    """`least_words`: the length of a passage that is not shared by chance; 8 and 13 are customary."""

    least_words: int = 13


class PassageKind:
    """One remark for each row to train on that has a passage in common with an evaluation row."""

    Options: ClassVar[type[PassageOptions]] = PassageOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "words", "passage"})
    evaluates: ClassVar[bool] = True
    fold = no_fold

    def __init__(self, rule: Rule, options: PassageOptions, settings: Settings) -> None:
        del rule
        self.least = options.least_words
        self.passages = Want("passages", "row", (("least", options.least_words),))
        self.wants = (IDENTITY, self.passages) if settings.evaluation else ()

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the rows to train on; none where no evaluation file was named."""
        del seen
        if not self.wants:
            return
        training, evaluation = parts(columns)
        equal = {Identity.unpack(cell.value).normal for part in evaluation for cell in part.each(IDENTITY)}
        tested = self._sources(evaluation)
        common = _common(training.each(self.passages), tested)
        rows = sorted(each_row(training, self.wants), key=lambda row: place(row[0].ref))
        for identity, passages in rows:
            shared = [hash_ for hash_ in _hashes(passages.value) if hash_ in tested and hash_ not in common]
            if shared and Identity.unpack(identity.value).normal not in equal:
                remark = self._remark((identity.ref, training), tested[min(shared)], shared)
                if remark:
                    yield remark

    def _remark(self, row: Source, other: Source, shared: Sequence[int]) -> Remark | None:
        """The remark on the longest passage in common, if it is long enough."""
        mine = _words(*row)
        if other[0].number in other[1].textless:
            start, size = self._known(mine, shared)
        else:
            match = SequenceMatcher(None, mine, _words(*other), autojunk=False).find_longest_match()
            start, size = match.a, match.size
        if size < self.least:
            return None
        passage = " ".join(mine[start : start + size][: self.least])
        details = {"kept": named(other[0], row[0]), "words": size, "passage": passage}
        return Remark(row[0], details=details, related=(other[0],))

    def _known(self, mine: Sequence[str], shared: Sequence[int]) -> tuple[int, int]:
        """Where the first run of words with one of these hashes begins, and its length; 0 without one."""
        found = np.flatnonzero(np.isin(hash_runs(mine, self.least), np.array(shared, np.uint64)))
        return (int(found[0]), self.least) if len(found) else (0, 0)

    def _sources(self, evaluation: Iterable[Columns]) -> dict[int, Source]:
        """The first evaluation row of each passage, without the passages that many of them have."""
        found: defaultdict[int, list[Source]] = defaultdict(list)
        for part in evaluation:
            for cell in sorted(part.each(self.passages), key=lambda cell: place(cell.ref)):
                for hash_ in _hashes(cell.value):
                    found[hash_].append((cell.ref, part))
        return {hash_: sources[0] for hash_, sources in found.items() if len(sources) <= _FRAME}


def _common(training: Iterable[Cell], among: Container[int]) -> frozenset[int]:
    """Those of some passages that many rows to train on have."""
    counts = Counter(hash_ for cell in training for hash_ in _hashes(cell.value) if hash_ in among)
    return frozenset(hash_ for hash_, count in counts.items() if count > _FRAME)


def _hashes(value: bytes) -> list[int]:
    hashes: list[int] = np.frombuffer(value, np.uint64).tolist()
    return hashes


def _words(ref: RowRef, columns: Columns) -> list[str]:
    _, prompt, reply, _ = worded(row_texts(columns, [ref])[0])
    return [*prompt, *reply]
