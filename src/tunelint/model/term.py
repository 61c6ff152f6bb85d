"""Entries of a glossary: what not to write, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass

POS = ("noun", "verb", "adjective", "adverb", "name", "phrase")
"""Parts of speech an entry may state; `name` and `phrase` are never inflected."""

TAGGED = POS[:4]
"""Those of them that a pipeline of spaCy tells apart."""

CASES = ("exact", "ignore")
"""How letter case is matched: as written, or not at all. Empty means: decided by the entry."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: spellings to avoid, the preferred ones (the first is used in fixes), and when it applies.

    `exceptions` are phrases in which an avoided spelling is right. `avoid` may be empty: the preferred terms
    are then only protected. `file` and `line` say
    where the entry stands, `language` (ISO 639-1) in which language it holds, where the glossary says so.
    """

    avoid: tuple[str, ...]
    prefer: tuple[str, ...] = ()
    note: str = ""
    case: str = ""
    pos: str = ""
    exceptions: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
    language: str = ""

    def matches_case(self, avoid: str) -> bool:
        """Whether `avoid` is found only as written.

        Unless the entry says so, an entry in capitals alone (`IT`) is exact and every other is not.
        Where a preferred term differs from the avoided one in case alone, every other case is wrong.
        """
        if any(avoid.casefold() == good.casefold() for good in self.prefer):
            return False
        if self.case:
            return self.case == "exact"
        return len(avoid) > 1 and avoid.isupper()
