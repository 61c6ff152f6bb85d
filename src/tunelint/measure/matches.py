"""Measure `matches`: where a passage matches the patterns of a rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tunelint.measure.checks import CHECKS
from tunelint.measure.phrases.search import Looker, Search
from tunelint.measure.prose import code
from tunelint.model.errors import Problem, UserError, nearest
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_QUOTED = re.compile(r"“[^”\n]*”|«[^»\n]*»|„[^“”\n]*[“”]|(?<!\w)\"[^\"\n]*\"(?!\w)|^[ \t]*>.*$", re.MULTILINE)
_lower = lru_cache(maxsize=2048)(str.lower)


class MatchesMeasure:
    """The spans of each passage that match; empty where nothing does.

    `patterns` are regular expressions, tried in order at each place; letters match in either case unless
    `case`. A match is left alone where one of `unless` overlaps it, where it stands in a kind of text named
    in `skip` (`code`, `quotes`), or where the function `check` says that it is not what it looks like.
    Matches of `sure` count in any case. Where a match has a group named `value`, that is what counts.
    `scope` limits the search to the first or last `within` characters. A passage without any of the lower-
    case `hints` is not searched. `dialect` is `python` or `extended`, that of the package `regex`; `only` and
    `words` are as in `Search`, and need the extended one.
    """

    name = "matches"
    version = 4
    value = tuple[Span, ...]
    reads: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - the options of a search
        self,
        settings: Settings,
        *,
        patterns: tuple[str, ...],
        unless: tuple[str, ...] = (),
        hints: tuple[str, ...] = (),
        needs: str = "",
        skip: tuple[str, ...] = (),
        scope: str = "anywhere",
        within: int = 0,
        case: bool = False,
        check: str = "",
        sure: tuple[str, ...] = (),
        dialect: str = "python",
        only: tuple[str, ...] = (),
        words: bool = False,
    ) -> None:
        del settings
        if check and check not in CHECKS:
            raise UserError(Problem("option check", f"unknown check “{check}”", nearest(check, CHECKS)))
        self._patterns, self._unless = patterns, unless
        self._hints, self._skip = hints, skip
        self._sure = compile_any(sure, re.IGNORECASE) if sure else None
        self._scope, self._within = scope, within
        self._needs = re.compile(needs) if needs else None
        self._flags = re.MULTILINE if case else re.MULTILINE | re.IGNORECASE
        self._genuine = CHECKS.get(check)
        self._looker = None
        if dialect == "extended" or only or words:
            search = Search(patterns, words=words, case=case, only=only, unless=unless)
            self._looker = Looker(lambda text: self._allowed(text, search.spans(text)), search)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Span, ...] | str]:
        """One tuple of spans for each passage, or the reason why it has none."""
        if self._looker:
            return self._looker(passages)
        return [tuple(self._find(passage.text)) if self._may(passage.text) else () for passage in passages]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return compile_any(self._patterns, self._flags)

    @cached_property
    def _exception(self) -> re.Pattern[str]:
        return compile_any(self._unless, self._flags)

    def _may(self, text: str) -> bool:
        if self._needs and not self._needs.search(text):
            return False
        if not self._hints:
            return True
        low = _lower(text)
        return any(hint in low for hint in self._hints)

    def _find(self, text: str) -> Iterator[Span]:
        start, end = self._window(text)
        group: int | str = "value" if "value" in self._pattern.groupindex else 0
        matches = self._pattern.finditer(text, start, end)
        spans = [Span(*match.span(group if match[group] else 0)) for match in matches]
        spans = [span for span in spans if span.end > span.start]
        if spans and self._unless:
            spans = _apart(spans, [Span(*match.span()) for match in self._exception.finditer(text)])
        spans = self._allowed(text, spans)
        if self._sure:
            also = [Span(*match.span()) for match in self._sure.finditer(text, start, end)]
            spans = sorted([*_apart(spans, also), *also])
        yield from spans

    def _allowed(self, text: str, spans: list[Span]) -> list[Span]:
        """The spans that are genuine and stand in no text that is left out."""
        if spans and self._genuine:
            genuine = self._genuine
            spans = [span for span in spans if genuine(text, span)]
        if spans and "code" in self._skip:
            spans = _apart(spans, code_spans(text))
        if spans and "quotes" in self._skip:
            spans = _apart(spans, [Span(*match.span()) for match in _QUOTED.finditer(text)])
        return spans

    def _window(self, text: str) -> tuple[int, int]:
        if self._scope == "start":
            return 0, len(text) - len(text.lstrip()) + self._within
        if self._scope == "end":
            return max(0, len(text.rstrip()) - self._within), len(text)
        return 0, len(text)


@lru_cache(maxsize=256)
def code_spans(text: str) -> list[Span]:
    """The code of a text, sorted; the last few texts are remembered, since many rules ask."""
    return list(code(text))


@lru_cache(maxsize=512)
def compile_any(patterns: tuple[str, ...], flags: int) -> re.Pattern[str]:
    """One pattern that matches where any of some patterns does."""
    for pattern in patterns:
        try:
            re.compile(pattern, flags)
        except re.error as error:
            hint = "patterns are regular expressions of Python"
            raise UserError(
                Problem("option patterns", f"“{pattern}” is no pattern: {error}", hint)
            ) from error
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def _apart(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The spans that overlap none of the others."""
    ordered = sorted(others)
    starts = [span.start for span in ordered]
    furthest, reach = [], 0
    for span in ordered:
        reach = max(reach, span.end)
        furthest.append(reach)
    kept = []
    for span in spans:
        index = bisect_right(starts, span.end - 1) - 1
        if index < 0 or furthest[index] <= span.start:
            kept.append(span)
    return kept
