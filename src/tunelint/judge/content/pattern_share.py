"""Kind `pattern-share`: how many texts of the data a rule of patterns matches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.pattern import PatternKind, PatternOptions
from tunelint.judge.volume.whole import on_data
from tunelint.model.errors import UserError, fail
from tunelint.model.finding import Remark
from tunelint.model.options import build
from tunelint.model.toml import read_toml
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Columns, Want


@dataclass(frozen=True, slots=True)
class PatternShareOptions:
    """`of`: the rule of patterns in the same folder; `max`: the share of rows that it may match.

    `min_rows`: in fewer rows a share means nothing.
    """

    of: str
    max: float = 0.05
    min_rows: int = 50


class PatternShareKind:
    """One remark on the data where the other rule matches too many rows."""

    Options: ClassVar[type[PatternShareOptions]] = PatternShareOptions
    details: ClassVar[frozenset[str]] = frozenset({"share", "count"})

    def __init__(self, rule: Rule, options: PatternShareOptions, settings: Settings) -> None:
        self.options = options
        self._inner = PatternKind(rule, _patterns(rule, options.of), settings)
        self.wants: tuple[Want, ...] = self._inner.wants

    def gather(self, batch: Batch) -> Tally:
        """How many rows match (True), and how many there are (False)."""
        matched = len({each.row for each in self._inner.judge(batch) if isinstance(each, Remark)})
        total = sum(row.example is not None for row in batch.rows)
        return Tally.of([*[True] * matched, *[False] * (total - matched)])

    def fold(self, columns: Columns) -> Tally:
        """Nothing: `gather` has seen the rows."""
        del columns
        return Tally()

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Remark]:
        """At most one remark."""
        count = seen.counts[True]
        if seen.total >= self.options.min_rows and count > self.options.max * seen.total:
            yield on_data(columns, {"share": count / seen.total, "count": count})


def _patterns(rule: Rule, name: str) -> PatternOptions:
    """The options of the other rule, as its file has them."""
    path = Path(rule.path).with_name(f"{name}.toml")
    if not path.is_file():
        raise fail(rule.path, f"there is no rule “{name}” beside {rule.id}")
    options, problems = build(PatternOptions, read_toml(path).data.get("options", {}), str, str(path))
    if problems:
        raise UserError(*problems)
    found: PatternOptions = options
    return found
