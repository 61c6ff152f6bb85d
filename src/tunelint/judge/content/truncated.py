"""Kind `truncated`: texts that stop in the middle, where the others of the dataset end well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from tunelint.model.finding import Reading, Remark
from tunelint.model.view import Want
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.row import Row
    from tunelint.model.rule import Rule, Severity
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns

_OPEN = "stops in the middle of a sentence"
_UNMARKED = "ends without a full stop, and may be cut off"


@dataclass(frozen=True, slots=True)
class TruncatedOptions:
    """`max_share`: where more texts than this stop in the middle, that is the style, and nothing is said.

    `strict_share`: where at most this share of the texts end without a mark, notes point them out too; that
    needs `strict_rows` texts.
    """

    max_share: float = 0.2
    min_rows: int = 20
    strict_share: float = 0.02
    strict_rows: int = 200


class TruncatedKind:
    """One remark for each text that stops in the middle of a sentence, or without the mark of the others."""

    Options: ClassVar[type[TruncatedOptions]] = TruncatedOptions
    details: ClassVar[frozenset[str]] = frozenset({"what"})

    def __init__(self, rule: Rule, options: TruncatedOptions, settings: Settings) -> None:
        del settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want("ending", rule.on),)

    def fold(self, columns: Columns) -> Tally:
        """How many texts end well, are cut, and end without a mark."""
        return Tally.of(_state(cell.value) for cell in columns.each(self.wants[0]))

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Remark]:
        """Remarks on the texts that stop, unless that is how this dataset is written."""
        cut, bare = seen.counts["cut"], seen.counts["bare"]
        if seen.total >= self.options.min_rows and cut > self.options.max_share * seen.total:
            return
        strict = seen.total >= self.options.strict_rows and (
            cut + bare <= self.options.strict_share * seen.total
        )
        for cell in columns.each(self.wants[0]):
            if cell.value.word and (cell.value.cut or strict):
                what = _OPEN if cell.value.open else _UNMARKED
                severity: Severity | None = None if cell.value.cut else "note"
                yield Remark(
                    cell.ref, cell.pointer, cell.value.word, details={"what": what}, severity=severity
                )

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Tally) -> Iterator[Reading]:
        """How many texts of the data stop so: above the limit it is their style, and nothing is said."""
        del row, cells
        total = max(seen.total, 1)
        yield Reading("share of all texts that stop in a sentence", seen.counts["cut"] / total, None, None)
        yield Reading("share from which it is the style", self.options.max_share)
        yield Reading("share of all texts that end without a mark", seen.counts["bare"] / total)
        yield Reading("share up to which those are flagged too", self.options.strict_share)


def _state(ending: Any) -> str:
    """Whether a text ends well, is cut, or ends without a mark."""
    if ending.word is None:
        return "whole"
    return "cut" if ending.cut else "bare"
