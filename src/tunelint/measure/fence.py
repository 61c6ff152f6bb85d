"""Measure `open-fence`: a Markdown code fence that is never closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(`{3,}|~{3,})([^\n`]*)$", re.MULTILINE)


class OpenFenceMeasure:
    """The open code fence of each passage (CommonMark, section 4.5); an empty tuple where all are closed."""

    name = "open-fence"
    version = 1
    value = tuple[Span, ...]
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Span, ...]]:
        """At most one span for each passage."""
        return [open_fence(passage.text) for passage in passages]


def open_fence(text: str) -> tuple[Span, ...]:
    """Where the fence that is never closed begins."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match[1].startswith(opened[1]) and not match[2].strip():
            opened = None
    return (Span(*opened.span()),) if opened else ()
