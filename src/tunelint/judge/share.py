"""Kind `share`: one phrase in too many texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

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
class ShareOptions:
    """`max`: the share of texts that one phrase may have.

    `allow`: phrases, in lower case, that may have more.
    `min_rows`: in fewer rows a share means nothing. `related`: other rows that a remark names.
    """

    max: float = 0.15
    min_rows: int = 50
    allow: tuple[str, ...] = ()
    related: int = 5


class ShareKind:
    """One remark for each phrase above its share, at the first text that has it.

    The rule's `measure` gives for each text a tuple of pairs of phrase and span, shortest first. Of phrases
    that begin alike the longest one above the share is named.
    """

    Options: ClassVar[type[ShareOptions]] = ShareOptions
    details: ClassVar[frozenset[str]] = frozenset({"value", "share", "count"})

    def __init__(self, rule: Rule, options: ShareOptions, settings: Settings) -> None:
        del settings
        self.options = options
        self.wants: tuple[Want, ...] = (Want(rule.measure, rule.on),)

    def fold(self, columns: Columns) -> _Phrases:
        """How many texts have each phrase, and how many texts there are."""
        texts = [cell.value for cell in columns.each(self.wants[0])]
        return _Phrases(Tally.of(phrase for value in texts for phrase, _ in value), len(texts))

    def judge_corpus(self, columns: Columns, seen: _Phrases) -> Iterator[Remark]:
        """Remarks on the phrases above their share."""
        if seen.texts < self.options.min_rows:
            return
        common = {p for p, n in seen.tally.counts.items() if n > self.options.max * seen.texts}
        common = {phrase for phrase in common if not str(phrase).startswith(self.options.allow or ("\0",))}
        longest = {p for p in common if not any(str(q).startswith(f"{p} ") for q in common)}
        holders: dict[str, list[Cell]] = {}
        for cell in columns.each(self.wants[0]):
            for phrase, _ in cell.value:
                if phrase in longest:
                    holders.setdefault(phrase, []).append(cell)
        for phrase, cells in sorted(holders.items()):
            yield self._remark(phrase, cells, seen.texts)

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: _Phrases) -> Iterator[Reading]:
        """The share of all texts that has each phrase of the row."""
        del row
        for phrase, _ in (pair for cell in cells[self.wants[0]] for pair in cell.value or ()):
            share = seen.tally.counts[phrase] / max(seen.texts, 1)
            yield Reading(f"share of texts with “{phrase}”", share, None, self.options.max)

    def _remark(self, phrase: str, cells: list[Cell], texts: int) -> Remark:
        first = min(cells, key=lambda cell: (cell.ref.key, cell.pointer))
        span = dict(first.value)[phrase]
        others = sorted({cell.ref for cell in cells} - {first.ref}, key=lambda ref: ref.key)
        details = {"value": phrase, "share": len(cells) / texts, "count": len(cells)}
        related = tuple(others[: self.options.related])
        return Remark(first.ref, first.pointer, span, details, related=related, mark=phrase)


@dataclass(frozen=True)
class _Phrases:
    """Texts by the phrases they have, and the number of texts."""

    tally: Tally
    texts: int

    def merge(self, other: _Phrases) -> _Phrases:
        """Both parts."""
        return _Phrases(self.tally.merge(other.tally), self.texts + other.texts)
