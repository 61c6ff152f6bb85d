"""Texts as spaCy's tokens, and the matcher of phrases that are made of them."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tunelint.measure.lean import import_lean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PUNCTUATION = r"[^\w\s'.@&+#-]|_"
_WINDOW = 100_000
_UNBROKEN = re.compile(r"\S{300,}")
"""Not words, and spaCy takes such runs apart in time that grows with their square."""


class PhraseFinder:
    """Finds the phrases of a list in a text, whatever their case, at a cost of the text alone."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._matcher = import_module("spacy.matcher").PhraseMatcher(_tokenizer().vocab, attr="LOWER")
        for phrase in phrases:
            self._matcher.add(phrase, list(_docs(phrase)))

    def __call__(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each phrase stands, in code points."""
        for offset, piece in _windows(text):
            doc = _tokenizer().make_doc(_UNBROKEN.sub(_blank, piece))
            for _, first, last in self._matcher(doc):
                end = doc[last - 1]
                yield offset + doc[first].idx, offset + end.idx + len(end)


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
