"""Checks of the words themselves: reserved strings, lengths."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tunelint.judge.structure.draft import Draft, all_texts
from tunelint.judge.structure.length import count_tokens
from tunelint.judge.structure.target import Hit
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def reserved(draft: Draft, *, strings: tuple[str, ...], roles: tuple[str, ...] = ()) -> Iterator[Hit]:
    """Strings that may not stand in a text; of some roles only, or anywhere in the row."""
    pattern = _any_of(strings)
    texts = draft.texts(roles=roles) if roles else all_texts(draft.value)
    for pointer, text in texts:
        match = pattern.search(text)
        if match:
            found = match.group()
            shown = found.replace("\n", "\\n")
            yield Hit(
                pointer, f"the text holds the reserved “{shown}”", {"token": found}, span=Span(*match.span())
            )


@lru_cache(maxsize=64)
def _any_of(strings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(string) for string in strings))


def may_hold(raw: bytes, strings: tuple[str, ...]) -> bool:
    """Whether a row's bytes may hold one of the strings: a quick look before the exact one."""
    return b"\\u00" in raw or any(mark in raw for mark in _marks(strings))


@lru_cache(maxsize=64)
def _marks(strings: tuple[str, ...]) -> tuple[bytes, ...]:
    """A piece of each string that is the same in the raw line, whatever is escaped there."""
    pieces = (re.split(r'[\n\r\t"\\/]', string) for string in strings)
    shortest = {max(parts, key=len).encode() for parts in pieces}
    return tuple(
        sorted(mark for mark in shortest if not any(mark != other and other in mark for other in shortest))
    )


def tokens(draft: Draft, *, most: int, encoding: str = "") -> Iterator[Hit]:
    """Rows of more than `most` tokens; estimated where the encoding's tokenizer is not at hand."""
    if len(draft.raw) <= most:
        return
    count, exact = count_tokens([text for _, text in all_texts(draft.value)], encoding)
    if count > most:
        about = "" if exact else "about "
        limit = f"{most:,}"
        yield Hit(
            "", f"it has {about}{count:,} tokens, and the limit is {limit}", {"tokens": count, "limit": most}
        )


def characters(draft: Draft, *, most: int, keys: tuple[str, ...]) -> Iterator[Hit]:
    """Texts under some keys of more than `most` characters."""
    for key in keys:
        text = draft.value.get(key)
        if isinstance(text, str) and len(text) > most:
            yield Hit(
                f"/{key}", f"“{key}” has {len(text):,} characters, and the limit is {most:,}", {"key": key}
            )
