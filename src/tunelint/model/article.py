"""“A” or “an” before a word that is put into a text, for replacements that must still read right."""

from __future__ import annotations

import re
from typing import NamedTuple

from tunelint.model.place import Span

_BEFORE = re.compile(r"(?<![\w'’-])(an?)(?=[ \t\u00a0]+[\"'“‘(*_]*$)", re.IGNORECASE)
_REACH = 12
_SPELT_OUT = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel."""
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)
_LIKE_YOU_OR_WON = re.compile(
    r"(?:eu|ewe|ufo\b|uk\b|usb\b|u[rst]l|uni(?!n|m[aeiop]|d)|u[bt]i|us(?:e|a|u|ing)|utensil|utopi|ura|uri"
    r"|unanim|uro|uku|ouija|one(?![a-z])|once|oneself)",
    re.IGNORECASE,
)
_SILENT_H = re.compile(r"hour|hono[u]?r|honest|heir(?!loom\w)|heirloom", re.IGNORECASE)
_NUMBER = re.compile(r"(?:8\d*|1[18](?!\d))(?:\d{3})*(?![\d])|8")


class Article(NamedTuple):
    """The article before a place: where it stands, and what it must be there (as it is if it is right)."""

    span: Span
    found: str
    right: str | None
    """None where the sound of the word after it cannot be told."""


def article_before(text: str, start: int, word: str) -> Article | None:
    """The article that stands right before `start`, judged for `word` put there; None where there is none."""
    match = _BEFORE.search(text, max(start - _REACH, 0), start)
    if match is None:
        return None
    vowel = starts_with_vowel(word)
    span, found = Span(*match.span(1)), match[1]
    if vowel is None:
        return Article(span, found, None)
    right = "an" if vowel else "a"
    shaped = right.upper() if found.isupper() and len(found) > 1 else f"{found[0]}{right[1:]}"
    return Article(span, found, shaped)


def starts_with_vowel(word: str) -> bool | None:
    """Whether a word is spoken with a vowel first; None for abbreviations that may be read either way."""
    first = re.match(r"[^\W_]+", word)
    head = first[0] if first else ""
    if not head or not head.isascii():
        return None
    if head[0].isdigit():
        return bool(_NUMBER.match(head))
    if len(head) == 1:
        return head.upper() in _SPELT_OUT
    if head[:2].isupper():
        return _of_letters(head)
    return bool(_SILENT_H.match(head) or _VOWEL.match(head)) and not _LIKE_YOU_OR_WON.match(head)


def _of_letters(head: str) -> bool | None:
    """For a word in capitals: its letters are named, unless it can be spoken as a word of another sound."""
    named = head[0] in _SPELT_OUT
    if not head.isupper():
        return None
    spoken = bool(_VOWEL.match(head))
    sayable = re.fullmatch(r"[A-Z]*[AEIOU][A-Z]*", head) is not None and len(head) > 3
    return None if sayable and named != spoken else named
