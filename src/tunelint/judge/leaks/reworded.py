"""Kind `overlap-paraphrase`: rows to train on that say in other words what an evaluation row says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tunelint.judge.duplicates.compare import row_texts
from tunelint.judge.duplicates.repeated import IDENTITY, named, place
from tunelint.judge.duplicates.reworded import (
    AROUND,
    CLOSEST,
    LABEL,
    WANTS,
    Meanings,
    RewordingOptions,
    possible,
    reach,
    verified,
)
from tunelint.judge.leaks.parts import parts
from tunelint.judge.neighbours import nearest
from tunelint.model.finding import Remark, Unjudged
from tunelint.model.identity import Identity
from tunelint.profile.protocol import no_fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.judge.duplicates.reworded import Pair
    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.protocol import Nothing

_COMMON = 2
"""A short reply that more rows to train on have is a label, and says nothing of its prompts."""


class RewordedOverlapKind:
    """One remark for each row to train on that rewords an evaluation row.

    Rows with the same prompt, and edits, are left to the other rules on leaks.
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
        tested = {cell.ref.number: Identity.unpack(cell.value) for part in evaluation for cell in part.each(IDENTITY)}
        trained = Meanings.of(training, {identity.normal for identity in tested.values()})
        found: dict[RowRef, tuple[float, RowRef]] = {}
        for part in evaluation:
            if part.textless:
                yield Unjudged(None, "an index of evaluation data holds hashes; rewordings need its text")
            for row, kept, likeness in self._found(Meanings.of(part), part, trained, training):
                found[row] = max(found.get(row, (0.0, kept)), (likeness, kept), key=lambda link: link[0])
        for row in sorted(found, key=place):
            likeness, kept = found[row]
            yield Remark(row, details={"kept": named(kept, row), "similarity": likeness}, related=(kept,))

    def _found(
        self, tested: Meanings, part: Columns, trained: Meanings, training: Columns
    ) -> Iterator[tuple[RowRef, RowRef, float]]:
        """Rows to train on, the evaluation rows that they reword, and how alike they are."""
        mine, theirs = _identities(trained, training), _identities(tested, part)
        common = Counter(identity.reply for identity in mine)

        def open_(pair: Pair) -> bool:
            test, row = theirs[pair.one], mine[pair.other]
            label = test.reply == row.reply and row.reply_words < LABEL and common[row.reply] > _COMMON
            return test.prompt != row.prompt and not label

        def texts(pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
            ones = row_texts(part, [tested.refs[pair.one] for pair in pairs])
            return zip(ones, row_texts(training, [trained.refs[pair.other] for pair in pairs]), strict=True)

        pairs = [pair for pair in _candidates(tested, trained, self.options) if open_(pair)]
        for pair, likeness in verified(pairs, texts, self.options, label=0):
            yield trained.refs[pair.other], tested.refs[pair.one], likeness


def _identities(rows: Meanings, columns: Columns) -> list[Identity]:
    known = {cell.ref.number: cell.value for cell in columns.each(IDENTITY)}
    return [Identity.unpack(known[ref.number]) for ref in rows.refs]


def _candidates(tested: Meanings, trained: Meanings, options: RewordingOptions) -> list[Pair]:
    """The pairs that lie close together, and far from the rows to train on around each of them."""
    if not tested.refs or not trained.refs:
        return []
    outside = np.full(len(tested.refs), -1)
    around = nearest(tested.whole, trained.whole, AROUND, own=outside, copies=2)
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

