"""Sentences of prose, with their places."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tunelint.model.place import Span

_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n)(?=[ \t]*[a-zà-öø-ÿа-яё]))*")
_END = re.compile(r"(?:[.!?…؟۔]+[\"'”’»)\]]*)(?=\s+[\"'“‘«„(\[¿¡]*([^\W_])|\s*$)")
_ABBREVIATIONS = {
    "": "",
    "en": r"|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|cf|No|Inc|Ltd|Co|Corp|approx|Fig|[ap]\.m",
    "de": r"|Dr|Prof|Hr|Fr|Nr|Str|St|Tel|Abs|Art|Abb|bzw|ca|evtl|ggf|inkl|max|min|sog|usw|vgl|zzgl",
    "es": r"|Sr|Sra|Sres|Dr|Dra|Ud|Uds|Vd|Vds|Srta|núm|pág|aprox|ej|etc|EE|UU",
    "fr": r"|Mme|Mmes|Mlle|MM|Dr|St|Ste|env|etc|ex|fig|réf|tél",
    "it": r"|Sig|Sigg|Dott|Prof|Ing|Avv|art|ca|ecc|es|pag|tel",
    "nl": r"|dhr|mevr|mw|dr|drs|ir|bijv|bv|ca|enz|evt|incl|max|nr",
}
"""What a full stop follows without ending a sentence, beside initials; the first is for all other
languages."""

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670"
_WORD = re.compile(rf"[^\W_](?:[\w{_MARKS}'’.,]*(?:[^\W_]|[{_MARKS}]))?")
"""A word, with the vowel signs that Arabic writes as marks on a letter."""


class Sentence(NamedTuple):
    """One sentence: its place in the text, and its words without punctuation."""

    span: Span
    tokens: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words it has; the parts of a hyphenated compound count one by one."""
        return len(self.tokens)


def sentences(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of a text, in order. A line feed ends a sentence unless a small letter follows it."""
    found: list[Sentence] = []
    for block in _BLOCK.finditer(text):
        start = block.start()
        for end in [*_ends(block[0], language), len(block[0])]:
            stop = block.start() + end
            tokens = tuple(_WORD.findall(text, start, stop))
            if tokens:
                first = start + len(text[start:stop]) - len(text[start:stop].lstrip())
                found.append(Sentence(Span(first, start + len(text[start:stop].rstrip())), tokens))
            start = stop
    return found


def _ends(block: str, language: str) -> list[int]:
    short = _abbreviation(language if language in _ABBREVIATIONS else "")
    length = len(block.rstrip())
    return [
        match.end()
        for match in _END.finditer(block)
        if not (match[1] or "").islower()
        and (not short.search(block, max(match.start() - 8, 0), match.start() + 1) or match.end() >= length)
    ]


@cache
def _abbreviation(language: str) -> re.Pattern[str]:
    initial = "[A-Z]" if language == "en" else r"[^\W\d_]"
    return re.compile(rf"(?:\b(?:{initial}{_ABBREVIATIONS[language]})|\b\d+)\.$")
