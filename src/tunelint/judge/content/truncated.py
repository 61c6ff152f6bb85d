"""Kind `truncated`: texts that stop in the middle, where the others of the dataset end well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.model.finding import Reading, Remark
from tunelint.model.view import Want
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns


@dataclass(frozen=True, slots=True)
class TruncatedOptions:
    """`max_share`: where more texts than this end without a mark, that is the style, and nothing is said."""

    max_share: float = 0.2
    min_rows: int = 20


class TruncatedKind:
    """One remark for each text that stops in the middle of a sentence."""

    Options: ClassVar[type[TruncatedOptions]] = TruncatedOptions
    details: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, rule: Rule, options: TruncatedOptions, settings: Settings) -> None:
        del settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want("ending", rule.on),)

    def fold(self, columns: Columns) -> Tally:
        """How many texts end well (False) and how many do not (True)."""
        return Tally.of(bool(cell.value) for cell in columns.each(self.wants[0]))

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Remark]:
        """Remarks on the texts that stop, unless that is how this dataset is written."""
        cut = seen.counts[True]
        if seen.total >= self.options.min_rows and cut > self.options.max_share * seen.total:
            return
        for cell in columns.each(self.wants[0]):
            if cell.value:
                yield Remark(cell.ref, cell.pointer, cell.value[0])

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Tally) -> Iterator[Reading]:
        """How many texts of the data stop so: above the limit it is their style, and nothing is said."""
        del row, cells
        share = seen.counts[True] / max(seen.total, 1)
        yield Reading("share of all texts without an end", share, None, None)
        yield Reading("share from which it is the style", self.options.max_share)
