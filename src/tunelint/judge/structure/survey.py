"""Which of the known targets would take the data as it is, found out in one cheap pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tunelint.judge.structure.census import Censuses, take_census
from tunelint.judge.structure.checks import CHECKS
from tunelint.judge.structure.files import fault
from tunelint.judge.structure.inspection import Inspector
from tunelint.judge.structure.kinds import main_method
from tunelint.judge.structure.load import known_targets, narrowed
from tunelint.model.outcome import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tunelint.judge.structure.target import Fact, Target
    from tunelint.model.row import Fault, Row

_FATAL = frozenset({"not-json", "python-dict", "not-object", "not-utf8", "broken-file", "empty-file"})
"""Faults of reading at which every target stops, but for those whose facts say otherwise."""

_WILLING = ("accepted", "uncertain")


class _Candidate:
    """One target, or one method of it, until it refuses the data; only `Survey` changes it."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.inspector = Inspector(target)
        self.standing = Standing(target.handle, target.name, "accepted")

    def refuse(self, outcome: str, reason: str, file: str, line: int) -> None:
        outcome = "dropped" if outcome == "dropped" else "rejected"
        self.standing = self.standing._replace(outcome=outcome, reason=reason, file=file, line=line)

    def doubt(self, reason: str, file: str, line: int) -> None:
        if self.standing.outcome == "accepted":
            self.standing = self.standing._replace(outcome="uncertain", reason=reason, file=file, line=line)

    @property
    def willing(self) -> bool:
        return self.standing.outcome in _WILLING


class Taken(NamedTuple):
    """What a survey has seen: the standing of each target and method, and the rows of each file, counted."""

    standings: Sequence[Standing]
    censuses: Censuses


class Survey:
    """Every known target that takes files of training data, asked row by row until it refuses one."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._targets = [target for target in known_targets(folders) if not target.alone]
        self._candidates: dict[str, list[_Candidate]] = {}
        self._censuses = Censuses()

    def look(self, rows: Sequence[Row]) -> None:
        """Ask every target that has not refused yet about some rows."""
        self._censuses = self._censuses.merge(take_census(rows, deep=False))
        for row in rows:
            self._candidates = self._candidates or self._first_candidates(row)
            for candidate in self._all():
                if candidate.willing:
                    _ask(candidate, row)

    def note(self, faults: Iterable[Fault]) -> None:
        """Tell every target what reading found."""
        self._candidates = self._candidates or {target.id: [_Candidate(target)] for target in self._targets}
        for item in faults:
            for candidate in self._all():
                if candidate.willing:
                    _tell(candidate, item)

    def begin(self, opening: Row | None) -> None:
        """Ask about every method that the first row of the data allows; the rows here may be later ones."""
        first = {target.id: [_Candidate(target)] for target in self._targets}
        self._candidates = self._first_candidates(opening) if opening else first

    def taken(self) -> Taken:
        """What was seen so far, for another survey that began in the same way."""
        return Taken([candidate.standing for candidate in self._all()], self._censuses)

    def absorb(self, other: Taken) -> None:
        """Take in what a survey of the rows behind those seen here has found; both have begun alike."""
        self._censuses = self._censuses.merge(other.censuses)
        for candidate, standing in zip(self._all(), other.standings, strict=True):
            known = candidate.standing.outcome
            if known == "accepted" or (known == "uncertain" and standing.outcome not in _WILLING):
                candidate.standing = standing

    def standings(self) -> list[Standing]:
        """What becomes of the data at each target, best first."""
        for census in self._censuses.files.values():
            for candidate in self._all():
                method = main_method(candidate.target, census)
                for fact in _refusing(candidate.target, "file"):
                    single = census.rows == 1 and CHECKS[fact.check].rule == "count"
                    if not candidate.willing or single or not fact.holds_for(method):
                        continue
                    for hit in CHECKS[fact.check].function(census, **fact.args):
                        line = hit.row.line if hit.row else 0
                        candidate.refuse(fact.outcome, hit.what, census.file, line)
                        break
        best = [
            next((item for item in group if item.willing), group[0]).standing
            for group in self._candidates.values()
        ]
        return sorted(best, key=lambda standing: (standing.outcome != "accepted", standing.target))

    def _all(self) -> Iterator[_Candidate]:
        return (candidate for group in self._candidates.values() for candidate in group)

    def _first_candidates(self, row: Row) -> dict[str, list[_Candidate]]:
        """Each target, and its methods one by one where the first row may be of several."""
        found = {}
        for target in self._targets:
            value = row.value if isinstance(row.value, dict) else {}
            known = target.method_of(value)
            others = [
                narrowed(target, method.name)
                for method in target.methods.values()
                if method.when and method.takes(value) and method is not known
            ]
            found[target.id] = [_Candidate(item) for item in (target, *others)]
        return found


def _ask(candidate: _Candidate, row: Row) -> None:
    for item in row.faults:
        _tell(candidate, item)
    if not candidate.willing:
        return
    for fact, hit in candidate.inspector.inspect(row.value, row.raw):
        if hit.unjudged:
            continue
        if refuses(fact):
            candidate.refuse(fact.outcome, hit.what, row.ref.file, row.ref.line)
            return
        if not fact.certain and fact.outcome in ("rejected", "dropped"):
            candidate.doubt(hit.what, row.ref.file, row.ref.line)


def _tell(candidate: _Candidate, item: Fault) -> None:
    known = False
    for fact in candidate.target.facts:
        if fact.check == "fault" and item.code in fact.args["faults"]:
            for _, what in fault((item,), **fact.args):
                known = True
                if refuses(fact) and candidate.willing:
                    candidate.refuse(fact.outcome, what, item.file, item.line)
    if not known and item.code in _FATAL:
        words = next(what for _, what in fault((item,), faults=(item.code,)))
        candidate.refuse("rejected", words, item.file, item.line)


def refuses(fact: Fact) -> bool:
    """Whether the target does not train on what the fact finds: it refuses or drops it, for certain."""
    return fact.severity == "error" and fact.outcome in ("rejected", "dropped", "accepted")


def _refusing(target: Target, reads: str) -> list[Fact]:
    return [fact for fact in target.facts if CHECKS[fact.check].reads == reads and refuses(fact)]
