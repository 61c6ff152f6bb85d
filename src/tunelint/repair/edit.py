"""Changes to one record that leave every other byte of it as it is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tunelint.model.place import text_at
from tunelint.read.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tunelint.model.finding import Edit


_STRING_OR_GAP = re.compile(r'("(?:[^"\\]++|\\.)*+")|\s++', re.DOTALL)


def on_one_line(raw: bytes) -> bytes:
    """A record without white space between its tokens; strings and numbers stay as they are written."""
    return _STRING_OR_GAP.sub(lambda match: match[1] or "", raw.decode()).encode()


def with_values(raw: bytes, values: Mapping[str, Any]) -> bytes:
    """A record with the values at some JSON Pointers replaced."""
    text = raw.decode()
    spans: dict[str, tuple[int, int]] = {}
    for token in walk(text):
        if not token.is_key and token.pointer in values:
            spans[token.pointer] = (token.start, json.JSONDecoder().raw_decode(text, token.start)[1])
    for pointer, (start, end) in sorted(spans.items(), key=lambda item: -item[1][0]):
        text = text[:start] + _dump(values[pointer], plain=text[start:end].isascii()) + text[end:]
    return text.encode()


def edited_texts(value: Any, edits: Iterable[Edit]) -> dict[str, str]:
    """The texts that some edits make, by JSON Pointer; of two that overlap the first in the text counts."""
    by_pointer: dict[str, list[Edit]] = {}
    for edit in dict.fromkeys(edits):
        by_pointer.setdefault(edit.pointer, []).append(edit)
    texts = {}
    for pointer, group in by_pointer.items():
        text = text_at(value, pointer)
        if text is not None:
            texts[pointer] = _edited(text, sorted(group, key=lambda edit: edit.span))
    return texts


def _edited(text: str, edits: Iterable[Edit]) -> str:
    parts, position = [], 0
    for edit in edits:
        if edit.span.start >= position:
            parts += [text[position : edit.span.start], edit.text]
            position = edit.span.end
    return "".join([*parts, text[position:]])


def _dump(value: Any, *, plain: bool) -> str:
    """JSON in the manner of what it replaces: escaped to ASCII only where that was."""
    return json.dumps(value, ensure_ascii=plain and isinstance(value, str) and not value.isascii())
