"""Texts in pieces: what one shares with another, what it adds and leaves out, and what need not be quoted."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = 1200
"""Words of a text that are compared."""
_AROUND = 8
"""Words kept on both sides of a difference where texts are quoted in short."""
_ALIKE = 60
"""Words shown of a text without a difference."""
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

SAME, ADDED, REMOVED, LEFT_OUT = 0, 1, 2, 3
"""What a piece of a text is beside the text that it is compared with."""

Piece = tuple[int, str]


def differences(base: str, text: str) -> Iterator[Piece]:
    """A text in pieces by words: what it shares with another, what it adds, and what only the other has."""
    if base == text:
        yield SAME, text
        return
    old, new = _TOKEN.findall(base)[: 2 * _WORDS], _TOKEN.findall(text)[: 2 * _WORDS]
    for kind, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield SAME, "".join(new[from_:to])
            continue
        if end > start:
            yield REMOVED, "".join(old[start:end])
        if to > from_:
            yield ADDED, "".join(new[from_:to])


def cut(pieces: Sequence[Piece], *, whole: bool) -> Iterator[Piece]:
    """The pieces; unless they may be quoted whole, without the words far from a difference."""
    for place, (kind, text) in enumerate(pieces):
        tokens = _TOKEN.findall(text)
        head = 2 * (_AROUND if kind == SAME and len(pieces) > 1 else _ALIKE)
        first, last = place == 0, place == len(pieces) - 1
        before = head if not first or len(pieces) == 1 else 0
        after = 2 * _AROUND if not last else 0
        if whole or len(tokens) <= before + after + 4:
            yield kind, text
            continue
        yield kind, "".join(tokens[:before])
        yield LEFT_OUT, " … "
        yield kind, "".join(tokens[len(tokens) - after :])
