"""Kind `system-prompt`: rows without the system text that nearly all others have, or with a changed one."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, ClassVar

from tunelint.model.finding import Remark
from tunelint.model.view import Want
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns


@dataclass(frozen=True, slots=True)
class SystemPromptOptions:
    """`usual`: the share of rows from which a system text is the usual one. `likeness`: of a variant to it.

    `fault`: `missing` looks for rows without any, `variant` for rows with one that differs a little.
    """

    fault: str = "variant"
    usual: float = 0.8
    likeness: float = 0.75
    min_rows: int = 20


class SystemPromptKind:
    """One remark for each row without the usual system text, or with a near copy of it."""

    Options: ClassVar[type[SystemPromptOptions]] = SystemPromptOptions
    details: ClassVar[frozenset[str]] = frozenset({"share", "likeness"})

    def __init__(self, rule: Rule, options: SystemPromptOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want("wording", "system"), Want("length", "reply"))

    def fold(self, columns: Columns) -> Tally:
        """How many rows have each system text; the empty one counts rows without."""
        return Tally.of(text for _, _, text in self._texts(columns))

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Remark]:
        """Remarks on the rows that differ."""
        if seen.total < self.options.min_rows:
            return
        usual, count = max(seen.counts.items(), key=lambda item: (item[1], str(item[0])))
        if not usual or count < self.options.usual * seen.total or count == seen.total:
            return
        near: dict[str, float] = {}
        for ref, pointer, text in self._texts(columns):
            if self.options.fault == "missing" and not text:
                yield Remark(ref, details={"share": count / seen.total, "likeness": 0.0})
            elif self.options.fault == "variant" and text and text != usual:
                ratio = near.setdefault(text, SequenceMatcher(None, str(usual), text).ratio())
                if ratio >= self.options.likeness:
                    yield Remark(ref, pointer, details={"share": count / seen.total, "likeness": ratio})

    def _texts(self, columns: Columns) -> Iterator[tuple[RowRef, str, str]]:
        """Row, pointer and system text of each row with a reply."""
        system = {cell.ref.number: cell for cell in columns.each(self.wants[0])}
        rows = {cell.ref.number: cell.ref for cell in columns.each(self.wants[1])}
        for number, ref in rows.items():
            cell = system.get(number)
            yield ref, cell.pointer if cell else "", cell.value if cell else ""
