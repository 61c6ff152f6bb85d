"""Kind `spans`: one remark for each text in which a measure points at a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.pattern import shown
from tunelint.model.finding import Remark
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


@dataclass(frozen=True, slots=True)
class SpansOptions:
    """`spans` has no options: the rule's `measure` decides."""


class SpansKind:
    """One remark at the first place of each text; the measure gives a tuple of spans."""

    Options: ClassVar[type[SpansOptions]] = SpansOptions
    details: ClassVar[frozenset[str]] = frozenset({"found"})

    def __init__(self, rule: Rule, options: SpansOptions, settings: Settings) -> None:
        del options, settings
        self.wants: tuple[Want, ...] = (Want(rule.measure, rule.on),)

    def judge(self, batch: Batch) -> Iterator[Remark]:
        """Remarks on the passages with a place."""
        for row, passage, spans in batch.each(self.wants[0]):
            if spans:
                found = shown(passage.text[spans[0].start : spans[0].end])
                yield Remark(row.ref, passage.pointer, spans[0], {"found": found})
