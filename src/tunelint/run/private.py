"""Texts without what no output may quote: the values that masked rules point at."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tunelint.judge.pattern import PatternOptions
from tunelint.measure.matches import MatchesMeasure
from tunelint.model.example import Passage
from tunelint.model.options import build
from tunelint.model.settings import Settings
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.settle.mask import DOT

if TYPE_CHECKING:
    from collections.abc import Iterable


def has_private(texts: Iterable[str]) -> bool:
    """Whether one of some texts holds a private value or a secret, by the rules that ship."""
    return any(_found(text) for text in texts)


def without_private(text: str) -> str:
    """The text with its private values and secrets as dots, by the rules that ship."""
    for start, end in _found(text):
        text = text[:start] + DOT * (end - start) + text[end:]
    return text


def _found(text: str) -> list[tuple[int, int]]:
    passages = [Passage(text, "reply", "")]
    found = (spans for search in _searches() for spans in search(passages) if not isinstance(spans, str))
    return [(span.start, span.end) for spans in found for span in spans]


@cache
def _searches() -> tuple[MatchesMeasure, ...]:
    rules = [rule for rule in load_rules([rules_folder()]).values() if rule.options.get("masked")]
    options = (build(PatternOptions, rule.options, str, rule.path)[0] for rule in rules)
    return tuple(MatchesMeasure(Settings(), **dict(each.search())) for each in options)
