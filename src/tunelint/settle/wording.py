"""From a remark to a finding: the rule's words, the exact place, an excerpt, a fingerprint."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from tunelint.model.finding import Finding
from tunelint.model.place import Place, Span, text_at
from tunelint.settle.veil import veil

if TYPE_CHECKING:
    from typing import Protocol

    from tunelint.model.finding import Remark
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule

    class Locate(Protocol):
        """Line below the first and column of a value, or of its key."""

        def __call__(
            self, raw: bytes, pointer: str, offset: int | None = None, *, key: bool = False
        ) -> tuple[int, int] | None:
            """The place, or None where the record has no such value."""
            ...


_BEFORE, _AFTER = 40, 60
"""Code points of text shown around a span."""


def word(rule: Rule, remark: Remark, row: Row | None, locate: Locate, quote: str = "short") -> Finding:
    """The finding of a remark; `row` is the row it is about, where it is at hand.

    `quote` says how much of the data it may repeat: `none`, `short` (a piece around the place) or `full`.
    """
    text = text_at(row.value, remark.pointer) if row else None
    fingerprint = _fingerprint(rule, remark, text)
    excerpt, mark = ("", None) if quote == "none" else _quoted(remark, row, text, whole=quote == "full")
    remark = veil(remark, row, rule.kind) if quote == "none" else remark
    return Finding(
        rule=rule.id,
        severity=remark.severity or rule.severity,
        message=rule.message.format_map(_Details(remark.details)),
        place=_place(remark, row, locate),
        fingerprint=fingerprint,
        key=remark.row.key if remark.row else "",
        details=remark.details,
        related=tuple(Place(ref.file, ref.line) for ref in remark.related),
        fix=remark.fix,
        excerpt=excerpt,
        excerpt_mark=mark,
        explain=remark.explain,
        overrides=remark.row.overrides if remark.row else (),
        secret=text[remark.span.start : remark.span.end] if remark.masked and text and remark.span else "",
        slices=remark.row.slices if remark.row else (),
        row=remark.row.number if remark.row else -1,
        related_rows=tuple(ref.number for ref in remark.related),
    )


class _Details(dict[str, Any]):
    """Details of a remark; a name that the remark does not give shows as itself."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _place(remark: Remark, row: Row | None, locate: Locate) -> Place:
    ref = remark.row
    if ref is None:
        return Place(remark.file, remark.line, remark.pointer, remark.span, remark.column)
    line, column, end = remark.line or ref.line, remark.column, 0
    if row and not column and remark.pointer:
        shift = max(ref.column, 1) - 1
        first = remark.span.start if remark.span else None if remark.on_key else 0
        start = locate(row.raw, remark.pointer, first, key=remark.on_key)
        stop = locate(row.raw, remark.pointer, remark.span.end) if start and remark.span else None
        if start:
            line, column = ref.line + start[0], start[1] + (0 if start[0] else shift)
        if start and stop and stop[0] == start[0]:
            end = stop[1] + (0 if stop[0] else shift)
    in_bytes = _byte_columns(row, line - ref.line, column, end) if row and column else (0, 0)
    return Place(ref.file, line, remark.pointer, remark.span, column, end, *in_bytes)


def _byte_columns(row: Row, below: int, column: int, end: int) -> tuple[int, int]:
    """The columns in bytes of UTF-8; 0 where the bytes of the line before the row are not known."""
    lines = row.raw.split(b"\n")
    if not 0 <= below < len(lines) or (below == 0 and row.ref.column > 1):
        return 0, 0
    try:
        text = lines[below].decode()
    except UnicodeDecodeError:
        return 0, 0
    start = len(text[: column - 1].encode()) + 1
    return start, len(text[: end - 1].encode()) + 1 if end else 0


def _fingerprint(rule: Rule, remark: Remark, text: str | None) -> str:
    marked = text[remark.span.start : remark.span.end] if text and remark.span else ""
    key = remark.row.key if remark.row else ""
    parts = (rule.id, key, remark.pointer, marked, remark.mark)
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _quoted(remark: Remark, row: Row | None, text: str | None, *, whole: bool) -> tuple[str, Span | None]:
    span = remark.span
    if row and not text:
        text, span = _shown(row, remark.column)
    return (text or "", span) if whole else _excerpt(text, span)


def _shown(row: Row, column: int) -> tuple[str, Span | None]:
    """What to quote of a row as a whole: its reply, or its raw line where a column of that is meant."""
    raw = row.raw.decode("utf-8", "replace").strip()
    if column:
        return raw, Span(column - 1, column)
    return next((reply.text for reply in row.example.passages("reply")), raw) if row.example else raw, None


def _excerpt(text: str | None, span: Span | None) -> tuple[str, Span | None]:
    """A piece of the text around the span, with … where it is cut, and the span inside the piece."""
    if not text:
        return "", None
    first, last = span or Span(0, 0)
    start, end = (
        max(0, first - _BEFORE),
        min(len(text), max(first, last) + (_AFTER if span else _BEFORE + _AFTER)),
    )
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    shift = len(head) - start
    return head + text[start:end] + tail, Span(first + shift, last + shift) if span else None
