"""Rows written out again: those that pass as they were, the others with the reason why not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tunelint.read import reread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.row import Row, RowRef
    from tunelint.model.settings import Settings


def quarantined(
    rows: Sequence[RowRef], reasons: Mapping[int, Sequence[Finding]], settings: Settings
) -> Iterator[bytes]:
    """One JSON line for each row that has reasons: where it stood, why it may not stay, and the row itself.

    `row` is the decoded row, `raw` its text where it is not JSON.
    """
    for row in reread([rows[number] for number in reasons], settings):
        found = reasons[row.ref.number]
        record = {
            "file": row.ref.file,
            "line": row.ref.line,
            "key": row.ref.key,
            "reasons": [{"rule": f.rule, "severity": f.severity, "message": f.message} for f in found],
        }
        record |= {"raw": row.raw.decode("utf-8", "replace")} if row.value is None else {"row": row.value}
        yield _json_line(record)


def kept_lines(rows: Iterable[RowRef], settings: Settings) -> Iterator[bytes]:
    """The rows as JSON Lines; a row that was a line of JSON comes out byte for byte."""
    for row in reread(rows, settings):
        yield row.raw.strip(b" \t\r\n") + b"\n" if _is_json_line(row) else _json_line(row.value)


def _is_json_line(row: Row) -> bool:
    text = row.raw.strip(b" \t\r\n")
    if not text.startswith((b"{", b"[")) or b"\n" in text or b"\r" in text:
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _json_line(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, default=str).encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot hold
        return json.dumps(value, default=str).encode() + b"\n"
