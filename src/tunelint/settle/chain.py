"""The chain of small steps after judging, each findings -> findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.rule import rank
from tunelint.settle.mask import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.rule import Severity


class Exemption(NamedTuple):
    """What one override of the config changes for its rows: rules left out, and other severities."""

    ignored: frozenset[str]
    severities: Mapping[str, Severity]


def settle(findings: Iterable[Finding], minimum: str, exemptions: Sequence[Exemption] = ()) -> list[Finding]:
    """The findings that count, in order, without private values, each with a fingerprint of its own."""
    return number_equals(order(at_least(exempt(mask(findings), exemptions), minimum)))


def exempt(findings: Iterable[Finding], exemptions: Sequence[Exemption]) -> Iterator[Finding]:
    """Findings as the overrides of their rows want them; the last override wins."""
    for finding in findings:
        changed = finding
        for number in finding.overrides:
            exemption = exemptions[number]
            if finding.rule in exemption.ignored:
                break
            severity = exemption.severities.get(finding.rule)
            changed = replace(changed, severity=severity) if severity else changed
        else:
            yield changed


def at_least(findings: Iterable[Finding], minimum: str) -> Iterator[Finding]:
    """Findings of a severity or worse."""
    return (finding for finding in findings if rank(finding.severity) >= rank(minimum))


def order(findings: Iterable[Finding]) -> list[Finding]:
    """By place, then by severity, worst first; never by the order of judging."""
    return sorted(findings, key=_position)


def _position(finding: Finding) -> tuple[str | int, ...]:
    place = finding.place
    where = (place.file, place.line, -rank(finding.severity))
    return (*where, finding.rule, place.pointer, place.column, finding.message, finding.fingerprint)


def number_equals(findings: Iterable[Finding]) -> list[Finding]:
    """Equal rows have equal fingerprints: from the second on they get their number mixed in."""
    seen: Counter[str] = Counter()
    numbered = []
    for finding in findings:
        count = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        fresh = blake2b(f"{finding.fingerprint}#{count}".encode(), digest_size=12).hexdigest()
        numbered.append(replace(finding, fingerprint=fresh) if count else finding)
    return numbered
