"""Replies that are given to many prompts: labels, and answers from a fixed set."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tunelint.judge.duplicates.repeated import IDENTITY
from tunelint.model.identity import Identity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tunelint.model.view import Columns

PROMPTS = 5
"""Prompts that a reply must be given to. Then to word its prompts in many ways is the point of the data, as
in sets of intents, and prompts that are alike are variety."""


def canned(parts: Iterable[Columns]) -> frozenset[bytes]:
    """The hashes (`Identity.reply`) of the replies that many different prompts of the columns have."""
    cells = [cell.value for columns in parts for cell in columns.each(IDENTITY)]
    rows = Counter(Identity.unpack(value).reply for value in cells)
    frequent = (row for row in map(Identity.unpack, cells) if rows[row.reply] >= PROMPTS and row.reply_words)
    prompts = Counter(reply for reply, _ in {(row.reply, row.prompt) for row in frequent if row.prompt_words})
    return frozenset(reply for reply, count in prompts.items() if count >= PROMPTS)
