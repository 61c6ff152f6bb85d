"""Kind `overlap-paraphrase`: rows to train on that say in other words what an evaluation row says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tunelint.judge.duplicates.canned import canned
from tunelint.judge.duplicates.compare import row_texts
from tunelint.judge.duplicates.repeated import IDENTITY, named, place
from tunelint.judge.duplicates.reworded import (
    AROUND,
    CLOSEST,
    FEW,
    WANTS,
    RewordingOptions,
    different,
    identities,
    possible,
    reach,
    verified,
)
from tunelint.judge.leaks.parts import parts
from tunelint.judge.meanings import Meanings
from tunelint.judge.neighbours import nearest
from tunelint.model.finding import Remark, Unjudged
from tunelint.model.identity import Identity
from tunelint.profile.protocol import no_fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from numpy.typing import NDArray

    from tunelint.judge.meanings import Pair
    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.protocol import Nothing

_SAMPLE = 1000
"""Rows to train on that are held against the others, to learn whether they reword one another by habit."""


class RewordedOverlapKind:
    """One remark for each row to train on that rewords an evaluation row.

    Rows with the same prompt, and edits, are left to the other rules on leaks. Replies that many prompts have
    say nothing of them, and in data that says everything in many ways one more wording is no leak.
    """

    Options: ClassVar[type[RewordingOptions]] = RewordingOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "similarity"})
    evaluates: ClassVar[bool] = True
    wants = WANTS
    fold = no_fold

    def __init__(self, rule: Rule, options: RewordingOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the rows to train on; an index of hashes cannot be judged."""
        del seen
        training, evaluation = parts(columns)
        if not evaluation:
            return
        tested = (cell for part in evaluation for cell in part.each(IDENTITY))
        trained = _different(training, {Identity.unpack(cell.value).normal for cell in tested})
        found: dict[RowRef, tuple[float, RowRef]] = {}
        for part in evaluation:
            if part.textless:
                yield Unjudged(None, "an index of evaluation data holds hashes; rewordings need its text")
            for row, kept, likeness in self._found(_different(part), part, trained, training):
                found[row] = max(found.get(row, (0.0, kept)), (likeness, kept), key=lambda link: link[0])
        if len(found) > FEW and (share := self._habit(trained, training)) > self.options.habit:
            yield Unjudged(None, f"{share:.0%} of the examples say in other words what others say: a habit")
            return
        for row in sorted(found, key=place):
            likeness, kept = found[row]
            yield Remark(row, details={"kept": named(kept, row), "similarity": likeness}, related=(kept,))

    def _habit(self, trained: Meanings, training: Columns) -> float:
        """The share of the rows to train on that reword one another, from a sample by content key."""
        sample = trained.some(range(min(_SAMPLE, len(trained.refs))))
        found = self._found(sample, training, trained, training, own=np.arange(len(sample.refs)))
        return len({kept for _, kept, _ in found}) / len(sample.refs)

    def _found(
        self,
        tested: Meanings,
        part: Columns,
        trained: Meanings,
        training: Columns,
        own: NDArray[np.int64] | None = None,
    ) -> Iterator[tuple[RowRef, RowRef, float]]:
        """Rows to train on, the tested rows that they reword, and how alike they are.

        `own` are the positions of the tested rows among the others, where they are some of them.
        """
        mine, theirs = identities(trained, training), identities(tested, part)
        fixed = canned([training, part])

        def open_(pair: Pair) -> bool:
            test, row = theirs[pair.one], mine[pair.other]
            if test.prompt == row.prompt and row.prompt_words:
                return False
            return not {test.reply, row.reply} <= fixed

        def texts(pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
            ones = row_texts(part, [tested.refs[pair.one] for pair in pairs])
            return zip(ones, row_texts(training, [trained.refs[pair.other] for pair in pairs]), strict=True)

        pairs = [pair for pair in _candidates(tested, trained, self.options, own) if open_(pair)]
        for pair, likeness in verified(pairs, texts, self.options, label=0):
            yield trained.refs[pair.other], tested.refs[pair.one], likeness


def _different(columns: Columns, known: Container[bytes] = ()) -> Meanings:
    """The rows of different texts, and of none that is known."""
    rows = columns.once(Meanings.of)
    return rows.some(np.flatnonzero(different(rows, columns, known)).tolist())


def _candidates(
    tested: Meanings, trained: Meanings, options: RewordingOptions, own: NDArray[np.int64] | None
) -> list[Pair]:
    """The pairs that lie close together, and far from the rows to train on around each of them."""
    if not tested.refs or not trained.refs:
        return []
    place_of = np.full(len(tested.refs), -1) if own is None else own
    around = nearest(tested.whole, trained.whole, AROUND, own=place_of, copies=2)
    distance = 1 - around.similarity
    close = distance[:, :CLOSEST]
    tests, places = np.nonzero(close <= reach(distance, options)[:, None])
    near = around.position[tests, places]
    rows, index = np.unique(near, return_inverse=True)
    inside = nearest(trained.whole[rows], trained.whole, AROUND, own=rows, copies=2)
    mutual = close[tests, places] <= reach(1 - inside.similarity, options)[index]
    pairs = zip(tests[mutual].tolist(), near[mutual].tolist(), strict=True)
    measured = (tested.pair(test, row, trained) for test, row in pairs)
    return [pair for pair in measured if possible(pair, options)]
