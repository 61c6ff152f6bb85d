"""Kind `length-outlier`: texts far shorter or longer than the dataset's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp, log
from statistics import median
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from tunelint.judge.content.excuse import Excuse
from tunelint.model.finding import Reading, Remark
from tunelint.model.view import Want
from tunelint.profile.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns

_SIZE = 4000
_SIGMA = 1.4826
"""The median absolute deviation of a normal distribution times this is its standard deviation."""
_LEAST_SPREAD = 0.35
"""Texts of nearly one length still differ by this much: e^0.35 is four tenths more."""


@dataclass(frozen=True, slots=True)
class LengthOptions:
    """`side`: `short` or `long`. `spread`: robust standard deviations of the logarithm from the median.

    `limit`: characters beyond which a text is never remarked on (short), or below which (long). `max_share`:
    where more texts than this are as short or as long, they belong to the dataset. `factor`: times the
    length that all but `max_share` of the texts keep. `min_rows`: fewer rows have no usual length.
    `unless`: patterns that excuse a text; `unless_prompt`: patterns that excuse the row of a prompt; `sure`:
    patterns of texts that no prompt excuses.
    """

    side: Literal["short", "long"] = "long"
    spread: float = 3.5
    limit: int = 0
    max_share: float = 0.02
    factor: float = 2.0
    min_rows: int = 50
    unless: tuple[str, ...] = ()
    unless_prompt: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()


class Usual(NamedTuple):
    """The usual length: its median, and the bound that a text must pass to be remarked on."""

    middle: int
    bound: float


class LengthOutlierKind:
    """One remark for each text outside the usual lengths."""

    Options: ClassVar[type[LengthOptions]] = LengthOptions
    details: ClassVar[frozenset[str]] = frozenset({"length", "usual"})

    def __init__(self, rule: Rule, options: LengthOptions, settings: Settings) -> None:
        del settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want("length", rule.on),)
        self.on = rule.on
        self._excuse = Excuse(rule, options.unless_prompt)
        self._meant = re.compile("|".join(options.unless) or r"(?!)", re.IGNORECASE)
        self._sure = re.compile("|".join(options.sure) or r"(?!)", re.IGNORECASE)

    def fold(self, columns: Columns) -> Sample:
        """A sample of the lengths by content key."""
        cells = (cell for cell in columns.each(self.wants[0]) if cell.value)
        return Sample.of(_SIZE, ((f"{cell.ref.key}{cell.pointer}", cell.value) for cell in cells))

    def judge_corpus(self, columns: Columns, seen: Sample) -> Iterator[Remark]:
        """Remarks on the texts beyond the bound."""
        if len(seen.values) < self.options.min_rows:
            return
        usual = find_usual(seen.values, self.options)
        short = self.options.side == "short"
        cells = [cell for cell in columns.each(self.wants[0]) if cell.value]
        strange = [
            cell for cell in cells if (cell.value < usual.bound if short else cell.value > usual.bound)
        ]
        rows = columns.texts({cell.ref for cell in strange}) if strange else {}
        for cell in strange:
            if not self._is_excused(rows.get(cell.ref.number), cell.pointer):
                yield Remark(cell.ref, cell.pointer, details={"length": cell.value, "usual": usual.middle})

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Sample) -> Iterator[Reading]:
        """The length of each text, what is usual, and the bound."""
        del row
        if len(seen.values) < self.options.min_rows:
            return
        usual = find_usual(seen.values, self.options)
        side: Literal["above", "below"] = "below" if self.options.side == "short" else "above"
        for cell in cells[self.wants[0]]:
            if cell.value:
                yield Reading(f"characters of {cell.pointer}", cell.value, usual.middle, usual.bound, side)

    def _is_excused(self, row: Row | None, pointer: str) -> bool:
        passages = row.example.passages(self.on) if row and row.example else ()
        text = next((passage.text for passage in passages if passage.pointer == pointer), "")
        asked = self._excuse.covers(row) and not self._sure.search(text)
        return asked or bool(self._meant.search(text))


def find_usual(lengths: list[int], options: LengthOptions) -> Usual:
    """The median of some lengths, and the bound by spread, share and limit, whichever is furthest out."""
    ordered = sorted(lengths)
    logs = [log(length) for length in ordered]
    middle = median(logs)
    spread = max(_LEAST_SPREAD, _SIGMA * median(abs(value - middle) for value in logs))
    few = int(options.max_share * len(ordered))
    usual = int(median(ordered))
    if options.side == "short":
        by_share = ordered[few] / options.factor
        bound = min(exp(middle - options.spread * spread), by_share, options.limit or usual)
    else:
        by_share = ordered[-1 - few] * options.factor
        bound = max(exp(middle + options.spread * spread), by_share, options.limit)
    return Usual(usual, bound)
