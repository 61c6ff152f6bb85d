"""Kind `balance`: one class, source or label that crowds out the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from tunelint.judge.volume.whole import on_data
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Remark
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Columns, Want

REPLY = "reply"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class BalanceOptions:
    """`max`: the share that the commonest value may have; `many`: values from which a field is no label.

    `few`: rows below which a value is rare where the commonest has `times` as many. `fields`: keys of a row
    that name its class, source or task; short replies count as labels too. `min_rows`: fewer say nothing.
    """

    max: float = 0.8
    many: int = 50
    few: int = 10
    times: int = 20
    fields: tuple[str, ...] = (
        "label",
        "class",
        "category",
        "source",
        "task",
        "topic",
        "intent",
        "lang",
        "language",
    )
    min_rows: int = 100


class BalanceKind:
    """One remark for each field, or for the replies where they are labels, that is out of balance."""

    Options: ClassVar[type[BalanceOptions]] = BalanceOptions
    details: ClassVar[frozenset[str]] = frozenset({"field", "value", "share", "rare", "count"})
    wants: tuple[Want, ...] = ()

    def __init__(self, rule: Rule, options: BalanceOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options

    def gather(self, batch: Batch) -> Tally:
        """How often each field has each value."""
        return Tally.of(pair for row in batch.rows for pair in self._labels(row))

    def fold(self, columns: Columns) -> Tally:
        """Nothing: `gather` has seen the rows."""
        del columns
        return Tally()

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Remark]:
        """Remarks on the fields out of balance."""
        fields: dict[str, Counter[str]] = {}
        for pair, count in seen.counts.items():
            field, value = cast("tuple[str, str]", pair)
            fields.setdefault(field, Counter())[value] = count
        for field, values in sorted(fields.items()):
            total = values.total()
            if total < max(self.options.min_rows, 0.9 * len(columns.rows)):
                continue
            if 1 < len(values) <= self.options.many:
                yield from self._judge(columns, field, values)

    def _judge(self, columns: Columns, field: str, values: Counter[str]) -> Iterator[Remark]:
        ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
        (common, most), (rare, least) = ordered[0], ordered[-1]
        share = most / values.total()
        if share > self.options.max or (least < self.options.few and most >= self.options.times * least):
            details = {"field": field, "value": common, "share": share, "rare": rare, "count": least}
            yield on_data(columns, details, mark=field)

    def _labels(self, row: Row) -> Iterator[tuple[str, str]]:
        value: Any = row.value
        if isinstance(value, dict):
            for field in self.options.fields:
                label = value.get(field)
                if isinstance(label, str | int) and len(str(label)) <= _LONGEST:
                    yield field, str(label)
        for turn in row.example.turns[-1:] if row.example else ():
            if turn.role == "assistant" and 0 < len(turn.text.strip()) <= _LONGEST:
                yield REPLY, turn.text.strip().lower()
