"""Sentences of prose, with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from tunelint.model.place import Span

_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n)(?=[ \t]*[a-z]))*")
_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*)(?=\s+[\"'“‘(\[]*[A-Z0-9]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|cf|No|Inc|Ltd|Co|Corp|approx|Fig|[A-Z]|[ap]\.m)|\b\d+)\.$"
)
_WORD = re.compile(r"[^\W_](?:[\w'’.,]*[^\W_])?")


class Sentence(NamedTuple):
    """One sentence: its place in the text, and its words without punctuation."""

    span: Span
    tokens: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words it has; the parts of a hyphenated compound count one by one."""
        return len(self.tokens)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, in order. A line feed ends a sentence unless a small letter follows it."""
    found: list[Sentence] = []
    for block in _BLOCK.finditer(text):
        start = block.start()
        for end in [*_ends(block[0]), len(block[0])]:
            stop = block.start() + end
            tokens = tuple(_WORD.findall(text, start, stop))
            if tokens:
                first = start + len(text[start:stop]) - len(text[start:stop].lstrip())
                found.append(Sentence(Span(first, start + len(text[start:stop].rstrip())), tokens))
            start = stop
    return found


def _ends(block: str) -> list[int]:
    return [
        match.end()
        for match in _END.finditer(block)
        if not _ABBREVIATION.search(block, max(match.start() - 8, 0), match.start() + 1)
        or match.end() >= len(block.rstrip())
    ]
