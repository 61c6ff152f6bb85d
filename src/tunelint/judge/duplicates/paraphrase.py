"""Kind `paraphrase`: rows that say in other words what another row says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tunelint.judge.duplicates.canned import canned
from tunelint.judge.duplicates.compare import row_texts
from tunelint.judge.duplicates.repeated import named, place
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
from tunelint.judge.meanings import EXACT, Meanings, restrict
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.profile.protocol import no_fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.judge.meanings import Pair
    from tunelint.judge.neighbours import Nearest
    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.protocol import Nothing


@dataclass(frozen=True, slots=True)
class ParaphraseOptions(RewordingOptions):
    """When rows are compared with which others, beside how much alike is alike.

    `exact`: with more different rows than these, a row is compared with those in the clusters around it, not
    with every other. `most`: data with more rows is not judged.
    """

    exact: int = EXACT
    most: int = 1_000_000


class ParaphraseKind:
    """One remark for each row that rewords a kept one; rows are kept by content key.

    Candidates come from the vectors of meaning; the words of both rows then decide.
    """

    Options: ClassVar[type[ParaphraseOptions]] = ParaphraseOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "similarity"})
    wants = WANTS
    fold = no_fold

    def __init__(self, rule: Rule, options: ParaphraseOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the reworded rows; a score of 1 - likeness for them and 1 for all others compared."""
        del seen
        every = columns.once(Meanings.of)
        chosen = different(every, columns)
        rows = every.some(np.flatnonzero(chosen).tolist())
        if len(rows.refs) > self.options.most:
            yield Unjudged(None, f"more than {self.options.most:,} different examples to compare in pairs")
            return

        def texts(pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
            said = row_texts(columns, [rows.refs[row] for pair in pairs for row in (pair.one, pair.other)])
            return zip(said[::2], said[1::2], strict=True)

        known = identities(rows, columns)
        fixed = canned([columns])

        def open_(pair: Pair) -> bool:
            return not {known[pair.one].reply, known[pair.other].reply} <= fixed

        pairs: list[Pair] = []
        if len(rows.refs) > 1:
            around = restrict(every.around(self.options.exact), chosen, every.whole, AROUND)
            pairs = list(filter(open_, _candidates(rows, around, self.options)))
        found = verified(pairs, texts, self.options)
        likeness = {(pair.one, pair.other): value for pair, value in found}
        reworded = _stars(likeness)
        if len(reworded) > max(FEW, self.options.habit * len(rows.refs)):
            share = len(reworded) / len(rows.refs)
            yield Unjudged(None, f"{share:.0%} of the examples say in other words what others say: a habit")
            reworded = {}
        for row in sorted(reworded, key=lambda number: place(rows.refs[number])):
            kept = reworded[row]
            details = {"kept": named(rows.refs[kept], rows.refs[row]), "similarity": likeness[kept, row]}
            yield Remark(rows.refs[row], details=details, related=(rows.refs[kept],))
        for number, ref in enumerate(rows.refs):
            yield Score(ref, 1 - (likeness[reworded[number], number] if number in reworded else 0.0))


def _candidates(rows: Meanings, around: Nearest, options: ParaphraseOptions) -> list[Pair]:
    """The pairs of rows that lie close together, and far from the rows around them."""
    distance = 1 - around.similarity
    limit = reach(distance, options)
    close = distance[:, :CLOSEST]
    ones, places = np.nonzero(close <= limit[:, None])
    others = around.position[ones, places]
    mutual = close[ones, places] <= limit[others]
    pairs = np.unique(np.sort(np.stack([ones, others], axis=1)[mutual], axis=1), axis=0).tolist()
    measured = (rows.pair(*pair) for pair in pairs)
    return [pair for pair in measured if possible(pair, options)]


def _stars(likeness: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Each reworded row with the kept row it is most like; no kept row rewords another kept one."""
    links: dict[int, list[int]] = {}
    for one, other in likeness:
        links.setdefault(other, []).append(one)
    reworded: dict[int, int] = {}
    for row in sorted(links):
        kept = [before for before in links[row] if before not in reworded]
        if kept:
            reworded[row] = max(kept, key=lambda before: (likeness[before, row], -before))
    return reworded
