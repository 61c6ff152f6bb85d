"""Kind `repeated-near`: rows that are edits of another row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.duplicates.canned import canned
from tunelint.judge.duplicates.compare import Comparison, row_texts
from tunelint.judge.duplicates.groups import matches
from tunelint.judge.duplicates.repeated import IDENTITY, named, place, standing
from tunelint.model.finding import Remark, Score
from tunelint.model.identity import Identity
from tunelint.model.view import Want
from tunelint.profile.protocol import no_fold
from tunelint.profile.signature import stacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.judge.duplicates.groups import Match
    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule, Severity
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.protocol import Nothing
    from tunelint.profile.signature import Signatures


@dataclass(frozen=True, slots=True)
class NearOptions:
    """How much alike is alike.

    `threshold`: the least Jaccard similarity of the pairs of neighbouring words; short rows need more.
    `least_words`: rows of fewer words are not compared.
    """

    threshold: float = 0.45
    least_words: int = 8


class NearKind:
    """One remark for each row that is an edit of a kept one.

    Rows are taken by content key: a row is kept unless it is like a kept one before it. So no two kept rows
    are alike, and every remark names a row that is like its own. It is a note where both rows have a reply
    that is given to many prompts, as in sets of intents: there it is variety.
    """

    Options: ClassVar[type[NearOptions]] = NearOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "copies", "similarity", "differs"})
    fold = no_fold

    def __init__(self, rule: Rule, options: NearOptions, settings: Settings) -> None:
        del rule, settings
        self.threshold = options.threshold
        self.signature = Want("signature", "row", (("least", options.least_words),))
        self.wants = (IDENTITY, self.signature)

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the edited rows; a score of 1 - similarity for them and 1 for all others compared."""
        del seen
        refs, replies, signatures = self._distinct(columns)
        fixed = canned([columns])
        comparison = Comparison(
            lambda some: row_texts(columns, [refs[row] for row in some]), self.threshold, columns.spread
        )
        found = sorted(matches(signatures, comparison), key=lambda match: place(refs[match.row]))
        lowered: dict[int, float] = {}
        for match in found:
            if replies[match.row] == replies[match.kept] and replies[match.row] in fixed:
                yield _remark(match, refs, "note")
            else:
                yield _remark(match, refs)
                lowered[refs[match.row].number] = 1 - match.similarity
        for cell in columns.each(self.signature):
            if cell.value:
                yield Score(cell.ref, lowered.get(cell.ref.number, 1.0))

    def _distinct(self, columns: Columns) -> tuple[list[RowRef], list[bytes], Signatures]:
        """One row for each normalised text, by standing, with the hash of its reply and its signature."""
        cells, signed = columns.cells[IDENTITY], columns.cells[self.signature]
        kept: dict[bytes, int] = {}
        for at, (cell, signature) in enumerate(zip(cells, signed, strict=True)):
            if signature.value:
                first = kept.setdefault(Identity.unpack(cell.value).normal, at)
                if first != at and standing(cell.ref) < standing(cells[first].ref):
                    kept[Identity.unpack(cell.value).normal] = at
        rows = sorted(kept.values(), key=lambda at: standing(cells[at].ref))
        replies = [Identity.unpack(cells[at].value).reply for at in rows]
        refs = [cells[at].ref for at in rows]
        return refs, replies, stacked((signed[at].value for at in rows), len(rows))


def _remark(match: Match, refs: Sequence[RowRef], severity: Severity | None = None) -> Remark:
    row, kept = refs[match.row], refs[match.kept]
    details = {
        "kept": named(kept, row),
        "copies": match.copies,
        "similarity": match.similarity,
        "differs": match.differs,
    }
    return Remark(row, details=details, severity=severity, related=(kept,))
