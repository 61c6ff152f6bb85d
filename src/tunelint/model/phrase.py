"""What a search for phrases finds."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """Something at a place of a text: code points, and what the measure says of it."""

    start: int
    end: int
    note: str = ""
