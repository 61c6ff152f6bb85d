"""Texts made to break a measure: nothing is raised, and what can be found is found."""

from __future__ import annotations

import pytest

from tunelint.measure.language import detect
from tunelint.measure.prose import prose, protected
from tunelint.measure.readability import readability
from tunelint.measure.terms import TermMatcher
from tunelint.model.term import Term

SIZE = 20_000
PLAIN = "You can utilise it within thirty days, so put the lamp in its box and print the label. "
MATCHER = TermMatcher([Term(("utilise",), ("use",))])
REPEATED = [
    "“utilise ", '"a utilise ', "utilise 1.5 ", "` `` utilise ", "a-", "a.", "<a ", "<!-- ", "{", "$$ ",
    "\\( ", "a", "utilise\n", "utilise; ", "utilise(", "...", "a, ", "/a", "|", "\t", "1", "_",
    "```\nutilise\n", "Dr. ", "www.", "@", "\u0301", "\u200b", "1) ", "- ", "é😀 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_repeated_pieces(piece: str) -> None:
    text = f"utilise. \n\n{piece * (SIZE // len(piece))}\n\n{PLAIN}"
    assert len(prose(text)) == len(text)
    assert all(0 <= start <= end <= len(text) for start, end in protected(text))
    assert readability(text)
    assert all(text[hit.start : hit.end] == "utilise" for hit in MATCHER.find(text))


@pytest.mark.parametrize("odd", ["\ud800", "\0", "\x1f", "\ufeff"])
def test_odd_characters(odd: str) -> None:
    text = odd + f" {odd} ".join([PLAIN] * 6)
    assert len(MATCHER.find(text)) == 6
    assert detect(text).code == "en"
    assert not isinstance(readability(text), str)


def test_a_text_longer_than_a_window_of_tokens() -> None:
    text = PLAIN * 4000
    hits = MATCHER.find(text)
    assert len(hits) == 4000
    assert {text[hit.start : hit.end] for hit in hits} == {"utilise"}
