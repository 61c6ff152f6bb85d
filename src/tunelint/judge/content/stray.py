"""Kind `stray`: a pattern that a few texts of the data have, and the others do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.pattern import PatternOptions, shown
from tunelint.model.finding import Reading, Remark
from tunelint.model.view import Want
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns


@dataclass(frozen=True, slots=True)
class StrayOptions:
    """`patterns`, `hints`, `case` and `skip` as in the kind `pattern`.

    `max`: where more than this share of the texts match, it is their form, and nothing is said.
    """

    patterns: tuple[str, ...]
    hints: tuple[str, ...] = ()
    case: bool = False
    skip: tuple[str, ...] = ()
    max: float = 0.2


class StrayKind:
    """One remark for each text that matches, where few do."""

    Options: ClassVar[type[StrayOptions]] = StrayOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "share"})

    def __init__(self, rule: Rule, options: StrayOptions, settings: Settings) -> None:
        del settings
        self.options = options
        search = PatternOptions(options.patterns, hints=options.hints, case=options.case, skip=options.skip)
        self.wants: tuple[Want, ...] = (Want("matches", rule.on, search.search()),)
        self.on = rule.on

    def fold(self, columns: Columns) -> Tally:
        """How many texts match (True), and how many do not (False)."""
        return Tally.of(bool(cell.value) for cell in columns.each(self.wants[0]))

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Remark]:
        """Remarks on the texts that match, unless the data is written so."""
        share = seen.counts[True] / max(seen.total, 1)
        if not seen.counts[True] or share > self.options.max:
            return
        cells = [cell for cell in columns.each(self.wants[0]) if cell.value]
        rows = columns.texts({cell.ref for cell in cells})
        for cell in cells:
            text = _text(rows.get(cell.ref.number), self.on, cell.pointer)
            found = shown(text[slice(*cell.value[0])])
            yield Remark(cell.ref, cell.pointer, cell.value[0], {"found": found, "share": share})

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Tally) -> Iterator[Reading]:
        """The share of texts that match, and the share from which it is their form."""
        del row, cells
        yield Reading("share of all texts that have it", seen.counts[True] / max(seen.total, 1))
        yield Reading("share from which it is the form of the data", self.options.max)


def _text(row: Row | None, on: str, pointer: str) -> str:
    """The passage at a pointer; empty where the row cannot be read again."""
    passages = row.example.passages(on) if row and row.example else ()
    return next((passage.text for passage in passages if passage.pointer == pointer), "")
