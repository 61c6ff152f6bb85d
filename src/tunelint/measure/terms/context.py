"""What the words before a term say about its part of speech and its form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.measure.terms.inflect import Form

_BEFORE = re.compile(r"([A-Za-z']+)\s+(?:(?:also|not|never|always|then|just|still|already)\s+)?$")
_AFTER = re.compile(r"\s+([A-Za-z']+)")
_OPTIONAL_PLURAL = re.compile(r"\(e?s\)")
_SENTENCE = 60


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOUN_BEFORE = _words("""
    a an the my your his her its our their this each every any some no another which whose of with
    without
""")
_VERB_BEFORE = _words("""
    to can could may might must shall should will would cannot can't don't doesn't didn't won't wouldn't
    couldn't shouldn't please i you he she it we they let's who
""")
_NOUN_AFTER = _words("""
    is are was were has had will can could may might must should would does did of
""")
_VERB_AFTER = _words("""
    the a an your my his her its our their this these those it them us you me him all every each any some
    both
""")
_HELPERS = _words("""
    have has had having be is are was were been being am get gets got i've you've we've they've he's
    she's it's isn't aren't wasn't weren't haven't hasn't hadn't
""")


def suits(pos: str, text: str, span: tuple[int, int], forms: Sequence[Form]) -> bool:
    """Whether a hit may be the part of speech of its entry: false only where the word beside it denies it.

    Only the bare form and the form in -s can be both noun and verb.
    """
    if pos not in {"noun", "verb"} or not {"base", "third", "plural"} & set(forms):
        return True
    start, end = span
    denied, after = (_NOUN_BEFORE, _NOUN_AFTER) if pos == "verb" else (_VERB_BEFORE, _VERB_AFTER)
    if pos == "verb" and _OPTIONAL_PLURAL.match(text, end):
        return False
    following = _AFTER.match(text, end)
    return _word_before(text, start) not in denied and (not following or following[1].lower() not in after)


def likely_form(forms: Sequence[Form], text: str, start: int) -> Form | None:
    """Which of several forms with one spelling stands here, or None where that cannot be told."""
    before = _word_before(text, start)
    if set(forms) == {"past", "participle"}:
        return "participle" if before in _HELPERS else "past"
    if set(forms) == {"plural", "third"}:
        if before in _NOUN_BEFORE:
            return "plural"
        return "third" if before in {"he", "she", "it", "who", "that", "which"} else None
    return forms[0] if len(forms) == 1 else None


def _word_before(text: str, start: int) -> str:
    found = _BEFORE.search(text[max(start - _SENTENCE, 0) : start])
    return found[1].lower() if found else ""
