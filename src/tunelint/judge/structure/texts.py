"""Checks of the words themselves: reserved strings, lengths."""

from __future__ import annotations

import re
from functools import lru_cache
from os.path import commonprefix
from typing import TYPE_CHECKING

from tunelint.judge.structure.draft import Draft, all_texts
from tunelint.judge.structure.length import count_tokens
from tunelint.judge.structure.target import Hit
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DENSEST = 2
"""Bytes for each token that a row has at least; English text has four and more."""

_BACKSLASH = ord("\\")
_ESCAPED = re.compile(rb"\\u00").search


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


def glance_for(strings: tuple[str, ...]) -> Callable[[bytes], bool]:
    """A quick look that tells whether a row's bytes may hold one of the strings.

    It looks for a piece of each that is the same in the raw line, whatever is escaped there, or for what all
    of them begin with; bytes with an escape for an ASCII character must be read.
    """
    pieces = [max(re.split(r'[\n\r\t"\\/]', string), key=len) for string in strings]
    shared = commonprefix(pieces)  # noqa: RUF071 - of texts, not of paths
    marks = [piece.encode() for piece in ([shared] if len(shared) > 1 else sorted(set(pieces)))]
    by_first = tuple((mark[0], mark) for mark in marks)  # one byte is found ten times as fast as two

    def glance(raw: bytes) -> bool:
        if _BACKSLASH in raw and _ESCAPED(raw):
            return True
        for first, mark in by_first:  # noqa: SIM110 - called for every row, and a generator is slow
            if first in raw and mark in raw:
                return True
        return False

    return glance


def tokens(draft: Draft, *, most: int, encoding: str = "") -> Iterator[Hit]:
    """Rows of more than `most` tokens; estimated where the encoding's tokenizer is not at hand.

    Rows of fewer than two bytes a token, which only random letters reach, may pass.
    """
    if len(draft.raw) <= most * DENSEST:
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
