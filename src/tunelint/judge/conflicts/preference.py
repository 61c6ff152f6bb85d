"""Kind `same-preference`: preference pairs whose two sides say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.model.finding import Remark
from tunelint.model.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Turn
    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Want


@dataclass(frozen=True, slots=True)
class PreferenceOptions:
    """No options."""


class PreferenceKind:
    """One remark for each row whose chosen and rejected answers have the same words."""

    Options: ClassVar[type[PreferenceOptions]] = PreferenceOptions
    details: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, rule: Rule, options: PreferenceOptions, settings: Settings) -> None:
        del rule, options, settings
        self.wants: tuple[Want, ...] = ()

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the rejected answers that repeat the chosen ones."""
        for row in batch.rows:
            example = row.example
            if example and example.chosen and example.rejected and _same(example.chosen, example.rejected):
                yield Remark(
                    row.ref, pointer=example.rejected[-1].parts[0][1] if example.rejected[-1].parts else ""
                )


def _same(chosen: Sequence[Turn], rejected: Sequence[Turn]) -> bool:
    mine, theirs = (
        [(turn.role, words(turn.text), turn.calls) for turn in side] for side in (chosen, rejected)
    )
    return mine == theirs and any(text for _, text, _ in mine)
