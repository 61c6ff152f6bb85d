"""Private values leave no trace: what a masked remark points at is shown by no finding on the row."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.model.finding import Finding

DOT, _CUT = "•", "…"
_PIECE = 4
"""A piece of a value this long gives it away at a cut edge."""
_WORD = re.compile(r"[^\W_]+")
_GAP = r"[\W_]{0,3}"
"""What may stand between the words of a value where a finding quotes them without their signs."""


def mask(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with the private values of their own and related rows as dots, one for each code point.

    A finding on no row can quote any of them, and one on a line that could not be read is not searched for
    private values itself, so these show none of those of the data.
    """
    found = list(findings)
    secrets: dict[tuple[str, int], set[str]] = defaultdict(set)
    for finding in found:
        if finding.secret:
            secrets[finding.place.file, finding.place.line].add(finding.secret)
    everywhere = set().union(*secrets.values())
    for finding in found:
        places = (finding.place, *finding.related) if secrets else ()
        values = {value for place in places for value in secrets.get((place.file, place.line), ())}
        if finding.row < 0 or (finding.rule.startswith("format/") and not finding.place.pointer):
            values = everywhere
        yield _masked(finding, sorted(values, key=len, reverse=True)) if values else finding


def _masked(finding: Finding, values: Sequence[str]) -> Finding:
    return replace(
        finding,
        excerpt=_dotted_excerpt(dotted(finding.excerpt, values), values),
        message=dotted(finding.message, values),
        explain=dotted(finding.explain, values),
        details={name: _plain(value, values) for name, value in finding.details.items()},
        secret="",
    )


def dotted(text: str, values: Iterable[str]) -> str:
    """The text with every value as dots, also where it is quoted in part, in lower case or without signs."""
    low = text.lower()
    for value in values:
        text = text.replace(value, DOT * len(value))
        words = _WORD.findall(value.lower())
        if words and (words[0][:_PIECE] in low or words[-1][-_PIECE:] in low):
            text = _words_of(value).sub(_dots, text)
            text = _at_cuts(text, "".join(words))
    return text


def _dots(found: re.Match[str]) -> str:
    return DOT * len(found[0])


@lru_cache(maxsize=4096)
def _words_of(value: str) -> re.Pattern[str]:
    """A pattern of the words of a value with any signs between them."""
    return re.compile(_GAP.join(map(re.escape, _WORD.findall(value))), re.IGNORECASE)


def _at_cuts(text: str, letters: str) -> str:
    """The text with the beginnings of a value before a cut, and the ends of it behind one, as dots."""
    return _before_cuts(_before_cuts(text, letters)[::-1], letters[::-1])[::-1]


def _before_cuts(text: str, letters: str) -> str:
    """The text with the beginnings of a value in front of each ellipsis, and at its end, as dots."""
    for cut in (*(match.start() for match in re.finditer(_CUT, text)), len(text)):
        first = max(0, cut - 2 * len(letters) - _PIECE)
        places = [at for at in range(first, cut) if text[at].isalnum()]
        tail = "".join(text[at].lower()[:1] for at in places)
        for length in range(min(len(letters), len(tail)), _PIECE - 1, -1):
            if tail.endswith(letters[:length]):
                start = places[-length]
                text = text[:start] + DOT * (cut - start) + text[cut:]
                break
    return text


def _dotted_excerpt(excerpt: str, values: Iterable[str]) -> str:
    """The excerpt with the part of a value that it was cut through as dots."""
    text = excerpt.removeprefix(_CUT).removesuffix(_CUT)
    for value in values:
        for length in range(min(len(value) - 1, len(text)), _PIECE - 1, -1):
            text = text.removesuffix(value[:length]) + DOT * length * text.endswith(value[:length])
            text = DOT * length * text.startswith(value[-length:]) + text.removeprefix(value[-length:])
    return _CUT * excerpt.startswith(_CUT) + text + _CUT * excerpt.endswith(_CUT)


def _plain(detail: Any, values: Sequence[str]) -> Any:
    if isinstance(detail, str):
        return dotted(detail, values)
    return [_plain(item, values) for item in detail] if isinstance(detail, list | tuple) else detail
