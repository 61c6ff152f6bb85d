"""What a search for phrases finds."""

from __future__ import annotations

from typing import NamedTuple


class GivenUp(str):
    """The reason why a text has no value: time ran out. No cache keeps it, as another day it may not."""

    __slots__ = ()


class Found(NamedTuple):
    """Something at a place of a text: code points, and what the measure says of it."""

    start: int
    end: int
    note: str = ""
