"""Which rows pass and which do not."""

from __future__ import annotations

from collections import defaultdict
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from tunelint.model.rule import rank

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.row import RowRef

DUPLICATE = "duplicate"
"""The family of rules whose findings join rows into groups."""


class Division(NamedTuple):
    """The rows that pass, and for the others the findings that say why not; both in reading order."""

    kept: list[RowRef]
    dropped: dict[int, list[Finding]]


def failing(outcome: Outcome, severity: str = "error") -> dict[int, list[Finding]]:
    """The rows that break the gate, by number: with a finding that bad, or one whose budget is exceeded."""
    broken = {breach.what for breach in outcome.breaches if not breach.minimum and not breach.part}
    rows: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in outcome.findings:
        names = {finding.rule, finding.rule.partition("/")[0], finding.severity}
        if finding.row >= 0 and (rank(finding.severity) >= rank(severity) or names & broken):
            rows[finding.row].append(finding)
    return dict(sorted(rows.items()))


def divide(outcome: Outcome, severity: str = "error") -> Division:
    """The rows to train on: those that do not fail, and of each group of duplicates only the best.

    Duplicates are told by rules of the family `duplicate` that warn. The best is the row whose mean score is
    highest, originality left out; of equals the one with the smallest key.
    """
    copies = [
        finding
        for finding in outcome.findings
        if finding.rule.partition("/")[0] == DUPLICATE and rank(finding.severity) >= rank("warning")
    ]
    others = {number: _without(found, copies) for number, found in failing(outcome, severity).items()}
    dropped = {number: found for number, found in others.items() if found}
    reasons = {finding.row: finding for finding in copies}
    for group in _groups(outcome, copies):
        sound = [number for number in group if number not in dropped]
        best = min(sound, key=lambda number: _preference(outcome, number), default=-1)
        for number in sound:
            if number != best:
                dropped[number] = [reasons.get(number) or next(reasons[n] for n in group if n in reasons)]
    kept = [ref for ref in outcome.rows if ref.number not in dropped]
    return Division(kept, dict(sorted(dropped.items())))


def _without(findings: Sequence[Finding], copies: Collection[Finding]) -> list[Finding]:
    taken = {id(finding) for finding in copies}
    return [finding for finding in findings if id(finding) not in taken]


def _groups(outcome: Outcome, copies: Sequence[Finding]) -> Iterator[list[int]]:
    """The rows that are joined by findings, each group sorted; rows of other data are left out."""
    leader: dict[int, int] = {}
    for finding in copies:
        top = _leader(leader, finding.row)
        for number, place in zip(finding.related_rows, finding.related, strict=True):
            ref = outcome.rows[number] if number < len(outcome.rows) else None
            if ref and (ref.file, ref.line) == (place.file, place.line):
                leader[_leader(leader, number)] = top
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(leader):
        groups[_leader(leader, number)].append(number)
    yield from groups.values()


def _leader(leader: dict[int, int], number: int) -> int:
    leader.setdefault(number, number)
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number


def _preference(outcome: Outcome, number: int) -> tuple[float, str, int]:
    return -_mean_score(outcome.scores, number), outcome.rows[number].key, number


def _mean_score(scores: Mapping[str, Sequence[float]], number: int) -> float:
    own = [values[number] for name, values in scores.items() if name != "originality"]
    known = [score for score in own if not isnan(score)]
    return round(sum(known) / len(known), 9) if known else 0.0
