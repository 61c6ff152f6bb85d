"""Kind `repeated`: rows that say exactly, or but for case and punctuation, what another row says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from tunelint.model.finding import Remark, Score
from tunelint.model.identity import Identity
from tunelint.model.view import Want
from tunelint.profile.buckets import Buckets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns

IDENTITY = Want("identity", "row")
"""The hashes of every row."""


@dataclass(frozen=True, slots=True)
class RepeatedOptions:
    """What counts as equal.

    `match`: `exact` for rows whose every turn is equal; `normalised` for those that are equal only without
    regard to case, spacing, punctuation, Unicode spelling and the system prompt.
    """

    match: Literal["exact", "normalised"] = "exact"


class RepeatedKind:
    """One remark for each row that repeats another; the row with the smallest content key is kept."""

    Options: ClassVar[type[RepeatedOptions]] = RepeatedOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "copies", "similarity"})

    def __init__(self, rule: Rule, options: RepeatedOptions, settings: Settings) -> None:
        del rule, settings
        self.exact = options.match == "exact"
        self.wants = (IDENTITY,)

    def fold(self, columns: Columns) -> Buckets:
        """The rows of each normalised text, with the exact one."""
        return Buckets.of(
            (identity.normal, (identity.exact, cell.ref))
            for cell in columns.each(IDENTITY)
            if not (identity := Identity.unpack(cell.value)).wordless
        )

    def judge_corpus(self, columns: Columns, seen: Buckets) -> Iterator[Verdict]:
        """Remarks on the repeating rows; a score of 0 for them and 1 for all others."""
        repeating: set[int] = set()
        for remark in self._remarks(seen):
            if remark.row:
                repeating.add(remark.row.number)
            yield remark
        for cell in columns.each(IDENTITY):
            yield Score(cell.ref, 0.0 if cell.ref.number in repeating else 1.0)

    def _remarks(self, seen: Buckets) -> Iterator[Remark]:
        for bucket in sorted(seen.shared(), key=lambda rows: min(place(ref) for _, ref in rows)):
            by_text: dict[bytes, list[RowRef]] = {}
            for exact, ref in bucket:
                by_text.setdefault(exact, []).append(ref)
            groups = list(by_text.values())
            for group in groups if self.exact else [[min(group, key=standing) for group in groups]]:
                yield from remarks(group)


def standing(ref: RowRef) -> tuple[str, str, int]:
    """What decides which of alike rows is kept: the content key, then the place; never the arrival."""
    return ref.key, ref.file, ref.line


def place(ref: RowRef) -> tuple[str, int]:
    """File and line, to report in the order of the data."""
    return ref.file, ref.line


def named(ref: RowRef, beside: RowRef) -> str:
    """The place of a row in words, with its file where that is another than that of the row beside it."""
    return f"line {ref.line}" + ("" if ref.file == beside.file else f" of {ref.file}")


def remarks(group: Iterable[RowRef]) -> Iterator[Remark]:
    """A remark for each row of a group of equal rows but the kept one."""
    kept, *others = sorted(group, key=standing)
    copies: Counter[str] = Counter()
    for ref in sorted(others, key=place):
        copies[ref.key] += 1
        details = {"kept": named(kept, ref), "copies": len(others) + 1, "similarity": 1.0}
        yield Remark(ref, details=details, related=(kept,), mark=f"{copies[ref.key]}")
