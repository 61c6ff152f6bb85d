"""Approved or typical examples to imitate: those nearest in content to a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.row import Row, RowRef


class Typical:
    """Typical rows, to be sought by the words they share with another row."""

    def __init__(self, rows: Mapping[int, Row]) -> None:
        self.words = {row.ref: _content_words(row) for row in rows.values()}

    def nearest(self, row: Row, number: int) -> tuple[RowRef, ...]:
        """The typical rows that share most of their words with a row, nearest first."""
        mine = _content_words(row)
        share = {
            ref: len(mine & words) / len(mine | words)
            for ref, words in self.words.items()
            if ref.number != row.ref.number and words
        }
        return tuple(sorted(share, key=lambda ref: (-share[ref], ref.key))[:number])


def _content_words(row: Row) -> frozenset[str]:
    text = row.example.row_text() if row.example else ""
    return frozenset(word for word in text.lower().split() if len(word) > 4)
