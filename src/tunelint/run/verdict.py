"""The outcome of a run: what counts of its findings, and whether the gate is kept."""

from __future__ import annotations

from array import array
from math import nan
from typing import TYPE_CHECKING

from tunelint.model.outcome import Outcome
from tunelint.run.known import sift
from tunelint.run.parts import fits
from tunelint.settle import Part, breaches, part_breaches, shortfalls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tunelint.model.finding import Finding
    from tunelint.model.rule import Rule
    from tunelint.run.config import Config
    from tunelint.run.known import Known
    from tunelint.run.tally import Tally


def conclude(  # noqa: PLR0913 - all that a run has come to
    tally: Tally,
    findings: list[Finding],
    *,
    rules: list[Rule],
    known: Known,
    config: Config,
    files: Sequence[str],
    whole: bool,
) -> Outcome:
    """The outcome of settled findings: `rules` are those that ran, `whole` says that all data was judged."""
    sifted = sift(findings, known, config, tally.rows, {rule.id for rule in rules})
    old = known.old or frozenset()
    new = [ref.number for ref in tally.rows if ref.key not in old] if old else range(len(tally.rows))
    parts, problems = _parts(tally, config, files, new, whole=whole)
    scores = _scores(tally, rules)
    broken = breaches(sifted.findings, rules, config.budget, len(new))
    for index, part in parts.items():
        low, unknown = shortfalls(part, scores)
        within = [finding for finding in sifted.findings if index in finding.slices]
        broken += [*part_breaches(part, within), *low]
        problems += unknown
    return Outcome(
        findings=sifted.findings,
        rows=tally.rows,
        examples=tally.examples,
        files=list(files),
        shapes=tally.shapes,
        rules=rules,
        scores=scores,
        not_judged=tally.not_judged(),
        breaches=broken,
        problems=_blindness(tally) or [*sifted.problems, *problems],
        standings=tally.survey.standings() if tally.survey else (),
        held_back={name: number for name, number in sifted.held_back.items() if number},
    )


def _scores(tally: Tally, rules: Sequence[Rule]) -> Mapping[str, array[float]]:
    """The scores of all rows; none for format, which starts perfect, where no rule has looked at it."""
    if any(rule.dimension == "format" for rule in rules):
        return tally.scores
    return {**tally.scores, "format": array("d", [nan]) * len(tally.rows)}


def _parts(
    tally: Tally, config: Config, files: Sequence[str], rows: Sequence[int], *, whole: bool
) -> tuple[dict[int, Part], list[str]]:
    """The slices by number, all of the data as -1, and the slices that are empty though all data was judged.

    Scores are complete only where every rule ran, so minimum scores count only then.
    """
    members: dict[int, list[int]] = {}
    for number in rows:
        for index in tally.rows[number].slices:
            members.setdefault(index, []).append(number)
    parts = {-1: Part("", {}, config.minimum if whole else {}, rows)}
    problems = []
    for index, item in enumerate(config.slice_list()):
        if index in members:
            parts[index] = Part(item.name, item.budget, item.minimum if whole else {}, members[index])
        elif whole and any(fits(file, item.files) for file in files):
            problems.append(f"no row belongs to the slice “{item.name}”")
    return parts, problems


def _blindness(tally: Tally) -> list[str]:
    """Why the run is no verdict: saw nothing is never a pass."""
    if not tally.rows:
        return ["no rows were read"]
    return [] if tally.examples else ["no row holds a training example"]
