"""Kind `consistency`: two ways of writing one thing in the same text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.words.found import remarks_on_found
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.phrase import Found
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


@dataclass(frozen=True, slots=True)
class ConsistencyOptions:
    """What should be written in one way.

    `either`: a table of pairs of patterns, of which a text should use only one. `words`: only whole words
    match. `case`: capitals count. `only`: the parts of a text to search.
    """

    either: dict[str, str] = field(default_factory=dict)
    words: bool = True
    case: bool = False
    only: tuple[str, ...] = ()


class ConsistencyKind:
    """One remark for each place that takes another side of a pair than the text took first."""

    Options: ClassVar[type[ConsistencyOptions]] = ConsistencyOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "other"})

    def __init__(self, rule: Rule, options: ConsistencyOptions, settings: Settings) -> None:
        del settings
        pairs = (
            ("case", options.case),
            ("either", tuple(options.either.items())),
            ("only", options.only),
            ("words", options.words),
        )
        self._want = Want("pairs", rule.on, pairs)
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the mixed pairs of each passage."""
        yield from remarks_on_found(batch, self._want, _details)


def _details(item: Found) -> dict[str, str]:
    return {"other": item.note}
