"""Patterns that are tried only where they may match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.measure.literals import Sought

PATTERNS = [
    r"\b(?:best|greatest)(?! for)",
    r"(?i)(?<=\d) ?[ap]\.m\.",
    r"\bI(?:['’](?:m|ll))?(?= [a-z])",
    r"(?<!\.)\.\.\.(?!\.)",
    r"a|b?",
    r"\d+",
    r"(?i)straße",
    r"\b(?:(?:do|is|are|was|has|could|would|should|ca|wo)n't|(?:i|you|we|they)'(?:re|ve|ll|d|m))\b",
]
PIECES = [
    "best",
    "Greatest",
    " for",
    "9",
    " a.m.",
    "P.M.",
    "I",
    "I'm",
    " go",
    "...",
    ".",
    "STRASSE",
    "don't",
    "a",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8))
def test_nothing_is_missed(pattern: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    found = [match.span() for match in Sought(pattern).finditer(text, text.casefold())]
    assert found == [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\bweb[ -]sites?\b", ("web site", "web-site")),
        (r"\bwebsites?\b", ("website",)),
        (r"\w+", ("",)),
        (r"(?:x|[a-z])+", ("",)),
    ],
)
def test_what_every_match_holds(pattern: str, pieces: tuple[str, ...]) -> None:
    assert Sought(pattern).pieces == pieces
