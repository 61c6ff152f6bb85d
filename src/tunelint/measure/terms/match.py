"""Finding the terms of a glossary in texts."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tunelint.measure.prose import protected, shade
from tunelint.measure.terms.context import likely_form, suits
from tunelint.measure.terms.edges import Candidate, inside_word, longest, shouted
from tunelint.measure.terms.inflect import inflect, plural
from tunelint.measure.terms.normal import normalise
from tunelint.measure.terms.patterns import patterns_by_key
from tunelint.measure.terms.recase import recase
from tunelint.measure.terms.speech import spoken_as
from tunelint.measure.terms.tokens import PhraseFinder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.measure.terms.normal import Normal
    from tunelint.measure.terms.patterns import Pattern
    from tunelint.model.term import Term

_WORDS = re.compile(r"[^\W_]+")
_INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff"
_OPTIONAL_PLURAL = re.compile(r"\((e?s)\)")


class Hit(NamedTuple):
    """One avoided term in a text: code points, the number of the entry, and the text that would replace it.

    `replacement` is empty where the entry prefers nothing or the right form of it cannot be told.
    """

    start: int
    end: int
    term: int
    replacement: str


class TermMatcher:
    """Finds terms as whole words in all their inflections, outside code, addresses and approved terms.

    `pipeline` is a pipeline of spaCy that tells the part of speech of entries which state one; without it the
    words beside a term do.
    """

    def __init__(self, terms: Sequence[Term], *, language: str = "auto", pipeline: str = "") -> None:
        self._terms = terms
        self._pipeline = pipeline
        self._patterns = patterns_by_key(terms, language)
        self._anchors = {max(_WORDS.findall(key), key=len, default="") for key in self._patterns}

    @cached_property
    def _phrases(self) -> PhraseFinder:
        """Made when the first text needs it, because spaCy takes a second to load."""
        return PhraseFinder(self._patterns)

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in a text, in order, without overlaps."""
        normal = normalise(text)
        if not self._worth_reading(normal.text):
            return ()
        found = list(self._candidates(normal.text))
        if not any(one.pattern.term >= 0 and not one.pattern.allows for one in found):
            return ()
        hits = [self._hit(text, normal, one) for one in longest(found, len(normal.text))]
        closed = shade(text, protected(text)) if any(hits) else b""
        return tuple(hit for hit in hits if hit and not any(closed[hit.start : hit.end]))

    def _worth_reading(self, text: str) -> bool:
        return "" in self._anchors or not self._anchors.isdisjoint(_WORDS.findall(text.lower()))

    def _candidates(self, text: str) -> Iterator[Candidate]:
        for start, end in self._phrases(text):
            spelling = text[start:end]
            if inside_word(text, start, end):
                continue
            for pattern in self._patterns.get(spelling.lower(), ()):
                right_case = not pattern.exact or (
                    spelling == pattern.spelling and not shouted(text, start, end)
                )
                if right_case and self._wrong(text, Candidate(start, end, pattern)):
                    yield Candidate(start, end, pattern)

    def _wrong(self, text: str, one: Candidate) -> bool:
        if one.pattern.term < 0 or one.pattern.allows:
            return True
        if self._replacement(text, one) == text[one.start : one.end]:
            return False
        pos = self._terms[one.pattern.term].pos
        if self._pipeline and pos:
            return spoken_as(pos, text, (one.start, one.end), self._pipeline)
        return suits(pos, text, (one.start, one.end), one.pattern.forms)

    def _replacement(self, text: str, one: Candidate) -> str:
        start, end, pattern = one
        term = self._terms[pattern.term]
        if not term.prefer or not pattern.forms:
            return ""
        good = term.prefer[0]
        optional = _OPTIONAL_PLURAL.match(text, end)
        if optional and plural(good) != good + optional[1]:
            return ""
        options = {form: inflect(good, form, term.pos) for form in pattern.forms}
        form = likely_form(pattern.forms, text, start) if len(set(options.values())) > 1 else pattern.forms[0]
        new = options.get(form) if form else None
        return recase(new, text[start:end], good, pattern.source) if new else ""

    def _hit(self, text: str, normal: Normal, one: Candidate) -> Hit | None:
        pattern: Pattern = one.pattern
        if pattern.term < 0 or pattern.allows:
            return None
        first, last = normal.origin(one.start), normal.origin(one.end)
        while text[last - 1] in _INVISIBLE:
            last -= 1
        return Hit(first, last, pattern.term, self._replacement(normal.text, one))
