"""Words with their part of speech, by an installed pipeline of spaCy."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from tunelint.measure.lean import import_lean

WITHOUT_TAGS = "en"
"""The name of the pipeline that only takes texts apart."""


class Word(NamedTuple):
    """A word or a mark of a text, its tag of the Penn treebank (empty without a tagger), and its place."""

    text: str
    tag: str
    start: int


@lru_cache(maxsize=8192)
def tagged(pipeline: str, text: str) -> tuple[Word, ...]:
    """The words of a text; remembered, since several rules ask for the same sentence."""
    return tuple(Word(word.text, word.tag_, word.idx) for word in _load(pipeline)(text) if not word.is_space)


@cache
def _load(pipeline: str) -> Any:
    spacy = import_lean("spacy", absent=["torch", "tensorflow", "mxnet", "cupy"])
    if pipeline == WITHOUT_TAGS:
        return spacy.blank(WITHOUT_TAGS)
    return spacy.load(pipeline, exclude=["parser", "ner", "lemmatizer"])
