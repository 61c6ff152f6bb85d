"""Kind `repetition`: texts that go round in circles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.pattern import shown
from tunelint.model.finding import Reading, Remark
from tunelint.model.place import Span
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Cell


@dataclass(frozen=True, slots=True)
class RepetitionOptions:
    """`share` of the words that lie in phrases said before, and how many `times` the commonest one comes.

    A phrase that comes `often` is remarked on at any share above a tenth.
    """

    share: float = 0.4
    times: int = 4
    often: int = 8


class RepetitionKind:
    """One remark for each text that repeats itself beyond both limits."""

    Options: ClassVar[type[RepetitionOptions]] = RepetitionOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "times", "share"})

    def __init__(self, rule: Rule, options: RepetitionOptions, settings: Settings) -> None:
        del settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want("repetition", rule.on),)

    def judge(self, batch: Batch) -> Iterator[Remark]:
        """Remarks on the passages that repeat themselves."""
        for row, passage, value in batch.each(self.wants[0]):
            limit = self.options.share if value.times < self.options.often else 0.1
            if value.times >= self.options.times and value.share >= limit:
                span = Span(value.start, value.end)
                found = shown(passage.text[span.start : span.end])
                details = {"found": found, "times": value.times, "share": value.share}
                yield Remark(row.ref, passage.pointer, span, details)

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: None) -> Iterator[Reading]:
        """The share of each text that was said before, and how often its commonest phrase comes."""
        del row, seen
        for cell in cells[self.wants[0]]:
            limit = self.options.share if cell.value.times < self.options.often else 0.1
            yield Reading(f"share said before in {cell.pointer}", cell.value.share, None, limit)
            yield Reading("times the commonest phrase comes", cell.value.times, None, self.options.times)
