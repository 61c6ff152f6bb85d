"""The texts of the few rows that are compared word by word, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tunelint.judge.duplicates.likeness import Spoken, similarity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tunelint.model.row import RowRef
    from tunelint.model.view import Columns, Spread

_AT_ONCE = 2000


def row_texts(columns: Columns, refs: Sequence[RowRef]) -> list[str]:
    """The texts of some rows (`Example.row_text`), read again."""
    rows = columns.texts(refs)
    examples = (rows[ref.number].example for ref in refs)
    return [example.row_text() if example else "" for example in examples]


@dataclass(frozen=True)
class Comparison:
    """Rows by index, compared at most once; `read` brings their texts before they are compared.

    `texts` gives the texts of rows (`Example.row_text`), in the order asked for. `spread` is how the search
    for those that are worth comparing is shared out.
    """

    texts: Callable[[Sequence[int]], Sequence[str]]
    threshold: float
    spread: Spread = map
    _spoken: dict[int, Spoken] = field(default_factory=dict)
    _known: dict[tuple[int, int], float | None] = field(default_factory=dict)

    def read(self, rows: Sequence[int]) -> None:
        """Remember what these rows say."""
        missing = [row for row in rows if row not in self._spoken]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            self._spoken.update(zip(some, map(Spoken.of, self.texts(some)), strict=True))

    def spoken(self, row: int) -> Spoken:
        """What a row says."""
        return self._spoken[row]

    def similarity(self, one: int, other: int) -> float | None:
        """How alike two rows are; None where they are not edits of one text."""
        pair = min(one, other), max(one, other)
        if pair not in self._known:
            self._known[pair] = similarity(self._spoken[pair[0]], self._spoken[pair[1]], self.threshold)
        return self._known[pair]

    def alike(self, one: int, other: int) -> bool:
        """Whether two rows are edits of one text."""
        return self.similarity(one, other) is not None
