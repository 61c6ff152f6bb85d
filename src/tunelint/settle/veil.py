"""Findings that quote nothing of the data, for logs that others can read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tunelint.model.finding import Remark
    from tunelint.model.row import Row

HIDDEN = "…"
"""What stands for text of the data."""

_QUOTED = re.compile(r"“([^”]*)”")


def veil(remark: Remark, row: Row | None, kind: str) -> Remark:
    """The remark with every detail hidden that occurs in its row, and without explanation and fix.

    Of a remark on the whole data every text is hidden, but for faults of a file, which quote nothing.
    """
    if row is None and kind == "fault":
        return remark
    seen = _text_of(row) if row else None
    details = {name: _veiled(value, seen) for name, value in remark.details.items()}
    return replace(remark, details=details, explain="", fix=None)


def _text_of(row: Row) -> str:
    whole = row.example.row_text() if row.example else ""
    return f"{row.raw.decode('utf-8', 'replace')}\n{whole}"


def _veiled_text(text: str, seen: str | None) -> str:
    if text and (seen is None or text in seen):
        return HIDDEN
    return _QUOTED.sub(lambda found: f"“{HIDDEN}”" if found[1] in (seen or "") else found[0], text)


def _veiled(value: Any, seen: str | None) -> Any:
    if isinstance(value, str):
        return _veiled_text(value, seen)
    if isinstance(value, dict):
        return {key: _veiled(item, seen) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_veiled(item, seen) for item in value]
    return value
