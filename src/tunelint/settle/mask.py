"""Private values leave no trace: what a masked remark points at is shown by no finding on the row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.model.finding import Finding

_DOT, _CUT = "•", "…"
_PIECE = 4
"""A piece of a value this long gives it away at the cut edge of an excerpt."""


def mask(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with the private values of their own and related rows as dots, one for each code point."""
    found = list(findings)
    secrets: dict[tuple[str, int], set[str]] = defaultdict(set)
    for finding in found:
        if finding.secret:
            secrets[finding.place.file, finding.place.line].add(finding.secret)
    for finding in found:
        places = (finding.place, *finding.related) if secrets else ()
        values = {value for place in places for value in secrets.get((place.file, place.line), ())}
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
    """The text with every value as dots."""
    for value in values:
        text = text.replace(value, _DOT * len(value))
    return text


def _dotted_excerpt(excerpt: str, values: Iterable[str]) -> str:
    """The excerpt with the part of a value that it was cut through as dots."""
    text = excerpt.removeprefix(_CUT).removesuffix(_CUT)
    for value in values:
        for length in range(min(len(value) - 1, len(text)), _PIECE - 1, -1):
            text = text.removesuffix(value[:length]) + _DOT * length * text.endswith(value[:length])
            text = _DOT * length * text.startswith(value[-length:]) + text.removeprefix(value[-length:])
    return _CUT * excerpt.startswith(_CUT) + text + _CUT * excerpt.endswith(_CUT)


def _plain(detail: Any, values: Sequence[str]) -> Any:
    if isinstance(detail, str):
        return dotted(detail, values)
    return [_plain(item, values) for item in detail] if isinstance(detail, list | tuple) else detail
