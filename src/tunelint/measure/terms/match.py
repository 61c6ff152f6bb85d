"""Finding the terms of a glossary in texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.measure.lean import import_lean
from tunelint.measure.prose import protected, shade
from tunelint.measure.terms.context import likely_form, suits
from tunelint.measure.terms.inflect import inflect, inflected
from tunelint.measure.terms.irregular import PARTICLES
from tunelint.measure.terms.normal import normalise
from tunelint.measure.terms.recase import recase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tunelint.measure.terms.inflect import Form
    from tunelint.measure.terms.normal import Normal
    from tunelint.model.term import Term

_WORDS = re.compile(r"[^\W_]+")
_JOINS_BEFORE = re.compile(r"[_@#$]$|\w[-.\\:]$")
_JOINS_AFTER = re.compile(r"_|[-.@\\=:]\w|\(\)")
_CAPITALS_BEFORE = re.compile(r"(?:^|\W)([A-Z']{2,}|[AI])[^\w\n]{1,3}$|^\W*$|[.!?:\n]\W*$")
_CAPITALS_AFTER = re.compile(r"[^\w\n]{1,3}([A-Z']{2,}|[AI])\b|\W*(?:$|[.!?]|\n)")
ENGLISH = ("en", "auto", "")
"""Languages of data whose terms are found in their English inflections."""
_INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff"
_PUNCTUATION = r"[^\w\s'.@&+#-]|_"
_WINDOW = 100_000
_UNBROKEN = re.compile(r"\S{300,}")
"""Not words, and spaCy takes such runs apart in time that grows with their square."""


class Hit(NamedTuple):
    """One avoided term in a text: code points, the number of the entry, and the text that would replace it.

    `replacement` is empty where the entry prefers nothing or the right form of it cannot be told.
    """

    start: int
    end: int
    term: int
    replacement: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One spelling to look for. `term` is -1 for preferred terms, which protect what stands inside them."""

    term: int
    spelling: str
    exact: bool = False
    forms: tuple[Form, ...] = ()
    source: str = ""
    allows: bool = False


class TermMatcher:
    """Finds terms by spaCy's PhraseMatcher: whole tokens and inflections, at a cost of the text alone."""

    def __init__(self, terms: Sequence[Term], *, language: str = "auto") -> None:
        self._terms = terms
        self._patterns = _by_key(_patterns(terms, language))
        self._anchors = {max(_WORDS.findall(key), key=len, default="") for key in self._patterns}

    @cached_property
    def _matcher(self) -> Any:
        """Made when the first text needs it, because spaCy takes a second to load."""
        matcher = import_module("spacy.matcher").PhraseMatcher(_tokenizer().vocab, attr="LOWER")
        for key in self._patterns:
            matcher.add(key, list(_docs(key)))
        return matcher

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in a text, in order, without overlaps."""
        normal = normalise(text)
        if not self._worth_reading(normal.text):
            return ()
        found = list(self._candidates(normal.text))
        if not any(pattern.term >= 0 and not pattern.allows for _, _, pattern in found):
            return ()
        taken = sorted(_longest(found, len(normal.text)), key=_place)
        hits = [self._hit(text, normal, start, end, pattern) for start, end, pattern in taken]
        closed = shade(text, protected(text)) if any(hits) else b""
        return tuple(hit for hit in hits if hit and not any(closed[hit.start : hit.end]))

    def _worth_reading(self, text: str) -> bool:
        return "" in self._anchors or not self._anchors.isdisjoint(_WORDS.findall(text.lower()))

    def _candidates(self, text: str) -> Iterator[tuple[int, int, _Pattern]]:
        for start, end in self._phrases(text):
            spelling = text[start:end]
            if _inside_word(text, start, end):
                continue
            for pattern in self._patterns.get(spelling.lower(), ()):
                right_case = not pattern.exact or (
                    spelling == pattern.spelling and not _shouted(text, start, end)
                )
                if right_case and self._wrong(text, start, end, pattern):
                    yield start, end, pattern

    def _phrases(self, text: str) -> Iterator[tuple[int, int]]:
        for offset, piece in _windows(text):
            doc = _tokenizer().make_doc(_UNBROKEN.sub(_blank, piece))
            for _, first, last in self._matcher(doc):
                end = doc[last - 1]
                yield offset + doc[first].idx, offset + end.idx + len(end)

    def _wrong(self, text: str, start: int, end: int, pattern: _Pattern) -> bool:
        if pattern.term < 0 or pattern.allows:
            return True
        term = self._terms[pattern.term]
        return (
            suits(term.pos, text, (start, end), pattern.forms)
            and self._replacement(text, start, end, pattern) != text[start:end]
        )

    def _replacement(self, text: str, start: int, end: int, pattern: _Pattern) -> str:
        term = self._terms[pattern.term]
        if not term.prefer or not pattern.forms:
            return ""
        good = term.prefer[0]
        options = {form: inflect(good, form, term.pos) for form in pattern.forms}
        form = likely_form(pattern.forms, text, start) if len(set(options.values())) > 1 else pattern.forms[0]
        new = options.get(form) if form else None
        return recase(new, text[start:end], good, pattern.source) if new else ""

    def _hit(self, text: str, normal: Normal, start: int, end: int, pattern: _Pattern) -> Hit | None:
        if pattern.term < 0 or pattern.allows:
            return None
        first, last = normal.origin(start), normal.origin(end)
        while text[last - 1] in _INVISIBLE:
            last -= 1
        return Hit(first, last, pattern.term, self._replacement(normal.text, start, end, pattern))


@cache
def _tokenizer() -> Any:
    """The English tokenizer of spaCy, which also splits at slashes, dashes and brackets inside a word."""
    nlp = import_lean("spacy", absent=["torch", "tensorflow", "mxnet", "cupy"]).blank("en")
    infixes = import_module("spacy.util").compile_infix_regex((*nlp.Defaults.infixes, _PUNCTUATION))
    nlp.tokenizer.infix_finditer = infixes.finditer
    return nlp


def _docs(key: str) -> Iterator[Any]:
    """A spelling taken apart in each way in which its capitals change that: `don't` and `DON'T`."""
    known = set()
    for written in (key, key.upper(), key.capitalize()) if "'" in key or "." in key else (key,):
        doc = _tokenizer().make_doc(written)
        parts = tuple(token.lower_ for token in doc)
        if parts not in known:
            known.add(parts)
            yield doc


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of a text with their offsets, cut between paragraphs or words, as tokens take much memory."""
    start = 0
    while start < len(text):
        end = start + _WINDOW
        if end < len(text):
            cut = max(text.rfind("\n\n", start + 1, end), text.rfind(" ", start + _WINDOW // 2, end))
            end = cut if cut > start else end
        yield start, text[start:end]
        start = end


def _patterns(terms: Sequence[Term], language: str) -> Iterator[_Pattern]:
    """What to look for. Of a glossary in several languages only the entries in that of the data count."""
    english = language in ENGLISH
    told = {term.language for term in terms}
    spoken = "en" if english else language
    preferred = {normalise(good).text.casefold() for term in terms for good in term.prefer}
    for number, term in enumerate(terms):
        if term.language not in {"", spoken} and spoken in told:
            continue
        for avoid in term.avoid:
            clean = normalise(avoid).text
            exact = term.matches_case(avoid)
            forms: dict[str, list[Form]] = {}
            for spelling, form in inflected(clean, term.pos) if english else ((clean, "base"),):
                forms.setdefault(spelling, []).append(form)
            for spelling, names in forms.items():
                yield _Pattern(number, spelling, exact, tuple(dict.fromkeys(names)), clean)
                if joined := _hyphenated(spelling, preferred):
                    yield _Pattern(number, joined, exact, source=clean)
        for phrase in term.exceptions:
            yield from _allowed(phrase, number, allows=True, english=english)
        for good in term.prefer:
            yield from _allowed(good, -1, allows=False, english=english)


def _hyphenated(spelling: str, preferred: Collection[str]) -> str:
    """A term of several words with hyphens, as before a noun (“end-user licence”); empty if not.

    What a hyphen makes of a phrasal verb is a noun (“sign-in”), and a preferred term may differ in it alone.
    """
    words = spelling.split()
    joined = "-".join(words)
    if len(words) < 2 or "-" in spelling or PARTICLES & {words[0].lower(), words[-1].lower()}:
        return ""
    return "" if joined.casefold() in preferred else joined


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals stands among others, so that its own capitals say nothing."""
    if not text[start:end].isupper():
        return False
    before, after = _CAPITALS_BEFORE.search(text, max(start - 40, 0), start), _CAPITALS_AFTER.match(text, end)
    return bool(before and after and (before[1] or after[1]))


def _allowed(phrase: str, number: int, *, allows: bool, english: bool) -> Iterator[_Pattern]:
    clean = normalise(phrase).text
    exact = clean != clean.lower()
    spellings = {spelling for spelling, _ in inflected(clean)} if english else {clean}
    return (_Pattern(number, spelling, exact, allows=allows) for spelling in sorted(spellings))


def _by_key(patterns: Iterable[_Pattern]) -> dict[str, list[_Pattern]]:
    keyed: dict[str, list[_Pattern]] = {}
    for pattern in patterns:
        if pattern.spelling:
            keyed.setdefault(pattern.spelling.lower(), []).append(pattern)
    return keyed


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether the span is part of a compound or a name: `re-use`, `use_case`, `#use`, `use.py`, `use()`."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if before[-1:] == after[:1] == "_" and not before[:-1].isalnum() and not after[1:].isalnum():
        return False
    if _JOINS_BEFORE.search(before) or _JOINS_AFTER.match(after):
        return True
    return before[-1:].isalnum() or after[:1].isalnum()


def _longest(found: Iterable[tuple[int, int, _Pattern]], length: int) -> list[tuple[int, int, _Pattern]]:
    """The candidates that stay: none inside an exception; of overlapping ones the longest."""
    candidates = list(found)
    spared = [(start, end, pattern.term) for start, end, pattern in candidates if pattern.allows]
    ranked = sorted(
        (one for one in candidates if not one[2].allows and not _spared(one, spared)),
        key=lambda one: (one[0] - one[1], one[2].term < 0, one[2].term, one[0]),
    )
    kept: list[tuple[int, int, _Pattern]] = []
    taken = bytearray(length)
    for start, end, pattern in ranked:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, pattern))
    return kept


def _spared(one: tuple[int, int, _Pattern], spared: Iterable[tuple[int, int, int]]) -> bool:
    start, end, pattern = one
    return any(first <= start and end <= last and term == pattern.term for first, last, term in spared)


def _place(one: tuple[int, int, Any]) -> tuple[int, int]:
    return one[0], one[1]
