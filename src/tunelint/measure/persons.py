"""Measure `persons`: where a passage names a person."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.measure.lean import import_lean
from tunelint.measure.matches import code_spans
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_WORD = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:['’-][A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)*"
_FULL = rf"{_WORD}(?: (?:[A-Z]\.|van|von|de|der|den|da|di|del|la|le|bin|al|ter))*(?: {_WORD}){{1,2}}"
_ANNOUNCED = re.compile(
    rf"(?:\b(?i:my (?:full )?name is|(?:his|her|their) (?:full )?name is)"
    r"|\b(?i:customer|client|patient|contact|account holder|full name|recipient|sender|tenant|employee"
    r"|member|guest|applicant|name)(?: name)?\s?:\s?"
    rf"|\b(?:Mr|Mrs|Ms|Miss|Dr|Herr|Frau|Mme|Sr|Sra)\.?) ?(?P<name>{_FULL})"
)
"""A name behind words that announce one; without a pipeline only these are found."""
_WHOLE = re.compile(_FULL)
_LABELS = frozenset({"PERSON", "PER"})
_PLACES = """
lodge suite suites quad spa store shop ave avenue street road lane drive hill hills park hotel resort mode
chute rating center centre express trail bowl peak mountain lake river bay beach island county university
college school hospital church museum company inc ltd house garden club bank tower bridge valley
"""
_LAST = frozenset(_PLACES.split())
"""Last words of places and things, which small pipelines take for persons."""


class PersonsMeasure:
    """The spans of names of persons in each passage, of two words or more, outside code.

    `pipeline`: name and release of a pipeline of spaCy that knows entities, as `name==release`; without one
    only names behind words that announce them (`My name is`, `Customer:`, `Mrs.`) are found.
    """

    name = "persons"
    version = 1
    value = tuple[Span, ...]
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings, *, pipeline: str = "") -> None:
        del settings
        self._pipeline = pipeline.partition("==")[0]

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Span, ...]]:
        """One tuple of spans for each passage, in order."""
        texts = [passage.text for passage in passages]
        documents = _load(self._pipeline).pipe(texts) if self._pipeline else [None] * len(texts)
        return [
            _apart(text, sorted(_found(text, document)))
            for text, document in zip(texts, documents, strict=True)
        ]


def _found(text: str, document: Any) -> Iterator[Span]:
    yield from (Span(*match.span("name")) for match in _ANNOUNCED.finditer(text))
    for entity in document.ents if document is not None else ():
        whole = _WHOLE.search(entity.text) if entity.label_ in _LABELS else None
        if whole and _is_person(whole[0]):
            yield Span(entity.start_char + whole.start(), entity.start_char + whole.end())


def _is_person(name: str) -> bool:
    """Whether a name in capitals can be a person's: no place, and not made of everyday words alone."""
    words = name.lower().split()
    everyday = all(word in _everyday() for word in words)
    return words[0] != "the" and words[-1] not in _LAST and not everyday


@cache
def _everyday() -> frozenset[str]:
    """The 3,000 words of Dale and Chall, which textstat brings; read without importing it."""
    spec = find_spec("textstat")
    path = Path(spec.origin or "").parent / "resources/en/easy_words.txt" if spec else Path()
    return frozenset(path.read_text("utf-8").lower().split()) if path.is_file() else frozenset()


def _apart(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that overlap neither one before them nor code."""
    kept: list[Span] = []
    programs = code_spans(text) if spans else []
    for span in spans:
        free = not kept or span.start >= kept[-1].end
        if free and not any(part.start < span.end and span.start < part.end for part in programs):
            kept.append(span)
    return tuple(kept)


@cache
def _load(pipeline: str) -> Any:
    spacy = import_lean("spacy", absent=["torch", "tensorflow", "mxnet", "cupy"])
    return spacy.load(pipeline, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler", "senter"])
