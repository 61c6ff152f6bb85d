"""Kind `formula`: an index of readability, or any other sum, that a text must keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.words.arithmetic import Sum
from tunelint.model.finding import Remark, Unjudged
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch

NAMES = frozenset(
    {
        *("words", "sentences", "paragraphs", "characters", "syllables"),
        *("complex_words", "polysyllabic_words", "long_words", "list", "blockquote", "table"),
        *(f"heading_h{level}" for level in range(1, 7)),
    }
)
"""What a formula may name; as in the measure `figures`."""


@dataclass(frozen=True, slots=True)
class FormulaOptions:
    """What is reckoned, and when it is too much.

    `formula`: a sum of counts of the prose (`words`, `sentences`, `syllables`, `characters`, `paragraphs`,
    `complex_words`, `polysyllabic_words`, `long_words`) and of the whole (`list`, `blockquote`, `table`,
    `heading_h1` to `heading_h6`), with `math.sqrt` and its like. `condition`: such as `> 8`; where it holds,
    there is a remark. `min_words`: a shorter text is not judged.
    """

    formula: str
    condition: str
    min_words: int = 0


class FormulaKind:
    """One remark for each text whose sum meets the condition."""

    Options: ClassVar[type[FormulaOptions]] = FormulaOptions
    details: ClassVar[frozenset[str]] = frozenset({"value"})

    def __init__(self, rule: Rule, options: FormulaOptions, settings: Settings) -> None:
        del settings
        self._least = options.min_words
        self._sum = Sum(options.formula, NAMES, rule.path)
        self._holds = Sum(f"value {options.condition}", frozenset({"value", *NAMES}), rule.path)
        self._want = Want("figures", rule.on)
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the passages whose sum meets the condition."""
        for row, passage, counts in batch.each(self._want):
            if not counts or counts["words"] < self._least:
                yield Unjudged(row.ref, "too little prose for the formula")
                continue
            try:
                value = float(self._sum.of(counts))
                holds = self._holds.of({**counts, "value": value})
            except (ArithmeticError, ValueError):
                yield Unjudged(row.ref, "the formula has no value for the text")
                continue
            if holds:
                yield Remark(row.ref, passage.pointer, details={"value": value})
