"""Kind `heavy-rows`: a few rows that hold most of the text that is trained."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.model.finding import Remark
from tunelint.model.view import Want
from tunelint.profile.protocol import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns


@dataclass(frozen=True, slots=True)
class HeavyOptions:
    """`part`: the share of the rows that is looked at, the longest; `max`: of the text that they may hold."""

    part: float = 0.01
    max: float = 0.2
    min_rows: int = 200


class HeavyKind:
    """One remark, on the longest row, which names others."""

    Options: ClassVar[type[HeavyOptions]] = HeavyOptions
    details: ClassVar[frozenset[str]] = frozenset({"count", "share"})

    def __init__(self, rule: Rule, options: HeavyOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want("length", "reply"),)

    def fold(self, columns: Columns) -> Nothing:
        """Nothing: the columns hold the lengths."""
        del columns
        return Nothing()

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Remark]:
        """At most one remark."""
        del seen
        lengths: Counter[RowRef] = Counter()
        for cell in columns.each(self.wants[0]):
            lengths[cell.ref] += cell.value
        if len(lengths) < self.options.min_rows:
            return
        longest = sorted(lengths, key=lambda ref: (-lengths[ref], ref.key))
        longest = longest[: max(1, int(self.options.part * len(lengths)))]
        share = sum(lengths[ref] for ref in longest) / max(1, lengths.total())
        if share > self.options.max:
            details = {"count": len(longest), "share": share}
            yield Remark(longest[0], details=details, related=tuple(longest[1:6]))
