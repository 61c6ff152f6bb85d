"""Kind `not-imported`: the place of a rule of another linter that could not be brought over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Want


@dataclass(frozen=True, slots=True)
class NotImportedOptions:
    """`reason`: why the rule could not be brought over."""

    reason: str


class NotImportedKind:
    """Says in every run that the rule does not judge, so that nobody takes its silence for a pass."""

    Options: ClassVar[type[NotImportedOptions]] = NotImportedOptions
    details: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, rule: Rule, options: NotImportedOptions, settings: Settings) -> None:
        del rule, settings
        self.blind = options.reason
        self.wants: tuple[Want, ...] = ()

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Nothing; the run tells what `blind` says."""
        del batch
        yield from ()
