"""Kind `fault`: what reading found wrong, in the words of a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.model.example import LONGEST
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.row import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Fault, Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Want


_SCORE = {"error": 0.0, "warning": 0.5, "note": 0.9}
"""Format score of a row with a fault; 1 without one."""


@dataclass(frozen=True, slots=True)
class FaultOptions:
    """`fault`: the code of the fault; empty means the name of the rule's file."""

    fault: str = ""


class FaultKind:
    """One remark for each fault of the rule's code.

    Where every named target has facts of its own about the fault, the target's rules speak and this one is
    silent.
    """

    Options: ClassVar[type[FaultOptions]] = FaultOptions
    details: ClassVar[frozenset[str]] = frozenset(name for names in FAULTS.values() for name in names)

    def __init__(self, rule: Rule, options: FaultOptions, settings: Settings) -> None:
        self.code = options.fault or rule.id.partition("/")[2]
        self.silent = _covered(self.code, rule, settings)
        self.wants: tuple[Want, ...] = ()
        self.score = _SCORE[rule.severity]

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks for the faults of the rows."""
        for row in () if self.silent else batch.rows:
            for remark in self.remarks(row.faults, row.ref):
                yield remark
                yield Score(row.ref, self.score)
            if self.code == "huge-line" and len(row.raw) > LONGEST and _is_cut(row):
                yield Unjudged(row.ref, f"only the first {LONGEST:,} characters of a text are measured")

    def remarks(self, faults: Iterable[Fault], ref: RowRef | None) -> Iterator[Remark]:
        """Remarks for faults, of a row or of a file as a whole."""
        for fault in faults:
            if fault.code == self.code and not self.silent:
                yield Remark(
                    row=ref,
                    pointer=fault.pointer,
                    details=fault.details,
                    file=fault.file,
                    line=fault.line,
                    column=fault.column,
                    mark=f"{fault.code}:{fault.column}" if ref is None else "",
                )


def _is_cut(row: Row) -> bool:
    """Whether the row holds more text than is measured."""
    texts = row.example.passages("row") if row.example else ()
    return any(len(passage.text) > LONGEST for passage in texts)


def _covered(code: str, rule: Rule, settings: Settings) -> bool:
    """Whether the facts of every named target judge this fault."""
    if not settings.targets:
        return False
    from tunelint.judge.structure.load import pick_targets, target_folders

    targets = pick_targets(settings.targets, target_folders(rule, settings))
    return all(code in target.covers for target in targets)
