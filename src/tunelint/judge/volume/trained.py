"""Kind `trained-share`: how much of what is paid for is learned from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.volume.whole import on_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.example import Example
    from tunelint.model.finding import Remark
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Columns, Want


@dataclass(frozen=True, slots=True)
class TrainedOptions:
    """`min`: the share of the characters that the loss is taken on, below which a remark is made.

    `loss`: by target, the turns that it trains: `replies`, `last` (reply) or `all`; others train the replies.
    `min_rows`: fewer rows are not judged.
    """

    min: float = 0.1
    min_rows: int = 50
    loss: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shares:
    """Rows, the characters of all turns, and those that are trained."""

    rows: int = 0
    total: int = 0
    trained: int = 0

    def merge(self, other: Shares) -> Shares:
        """Both parts."""
        return Shares(self.rows + other.rows, self.total + other.total, self.trained + other.trained)


class TrainedKind:
    """One remark on data that is nearly all prompt."""

    Options: ClassVar[type[TrainedOptions]] = TrainedOptions
    details: ClassVar[frozenset[str]] = frozenset({"share", "min"})
    wants: tuple[Want, ...] = ()

    def __init__(self, rule: Rule, options: TrainedOptions, settings: Settings) -> None:
        del rule
        self.options = options
        modes = {options.loss.get(target, "replies") for target in settings.targets} or {"replies"}
        self.mode = "last" if "last" in modes else min(modes, key=("replies", "all").index)

    def gather(self, batch: Batch) -> Shares:
        """The characters of a batch."""
        examples = [row.example for row in batch.rows if row.example]
        return Shares(
            len(examples),
            sum(len(turn.text) for each in examples for turn in (*each.turns, *each.chosen)),
            sum(trained_length(each, self.mode) for each in examples),
        )

    def fold(self, columns: Columns) -> Shares:
        """Nothing: `gather` has seen the rows."""
        del columns
        return Shares()

    def judge_corpus(self, columns: Columns, seen: Shares) -> Iterator[Remark]:
        """At most one remark."""
        if seen.rows >= self.options.min_rows and seen.trained < self.options.min * seen.total:
            yield on_data(columns, {"share": seen.trained / seen.total, "min": self.options.min})


def trained_length(example: Example, mode: str) -> int:
    """The characters of an example that are trained; turns of weight 0 never are."""
    turns = [turn for turn in (*example.turns, *example.chosen) if turn.weight != 0]
    if mode != "all":
        turns = [turn for turn in turns if turn.role == "assistant"]
    return sum(len(turn.text) for turn in (turns[-1:] if mode == "last" else turns))
