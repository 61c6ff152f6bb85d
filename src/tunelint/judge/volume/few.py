"""Kind `few-examples`: too few different examples to learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.volume.whole import on_data
from tunelint.model.finding import Unjudged
from tunelint.model.view import Want
from tunelint.profile.protocol import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns


@dataclass(frozen=True, slots=True)
class FewOptions:
    """`least`: different examples below which a remark is made; `good`: what is recommended.

    `sample`: up to so many rows are taken for a sample of the data and not judged.
    """

    least: int = 50
    good: int = 100
    sample: int = 9


class FewKind:
    """One remark on data with too few different examples; where a target was named, its rule says so."""

    Options: ClassVar[type[FewOptions]] = FewOptions
    details: ClassVar[frozenset[str]] = frozenset({"count", "least", "good"})

    def __init__(self, rule: Rule, options: FewOptions, settings: Settings) -> None:
        del rule
        self.options, self.targets = options, settings.targets
        self.wants: tuple[Want, ...] = (Want("length", "reply"),)

    def fold(self, columns: Columns) -> Nothing:
        """Nothing: the columns hold what is counted."""
        del columns
        return Nothing()

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """At most one remark."""
        del seen
        count = len({cell.ref.key for cell in columns.each(self.wants[0])})
        if count <= self.options.sample:
            yield Unjudged(None, f"{count} rows are taken for a sample, not for the data of a training")
        elif count < self.options.least and not self.targets:
            details = {"count": count, "least": self.options.least, "good": self.options.good}
            yield on_data(columns, details)
