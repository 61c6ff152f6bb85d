"""One row beside one rule: the numbers behind the verdict, whether it fails or passes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint import read
from tunelint.judge.protocol import CorpusKind, ReadableKind
from tunelint.model.errors import fail
from tunelint.model.finding import Unjudged
from tunelint.model.place import Place
from tunelint.model.view import Batch, Columns
from tunelint.rulebook.select import match
from tunelint.run.evaluation import read_evaluation
from tunelint.run.measuring import cells, measure_batch
from tunelint.run.origin import options_of, overridden
from tunelint.run.plan import make_measures, seat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tunelint.model.exhibit import Spoken
    from tunelint.model.finding import Finding, Reading
    from tunelint.model.outcome import Outcome
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.view import Cell, Want
    from tunelint.run.config import Config
    from tunelint.run.origin import Option
    from tunelint.run.plan import Plan, Seat

_KEY = 8
"""Characters of a hash that name a row."""


class Partner(NamedTuple):
    """Another row that belongs to the verdict, with its texts."""

    place: Place
    said: Sequence[Spoken]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A row as one rule sees it.

    `state` is `fails`, `passes`, `not judged` or `left out` (by the configuration). `named_by` are findings
    on other rows that name this one. `readings` are the numbers that the rule compared, `measured` the values
    that they come from, `reasons` why there is no verdict.
    """

    rule: Rule
    place: Place
    state: str
    findings: Sequence[Finding] = ()
    named_by: Sequence[Finding] = ()
    partners: Sequence[Partner] = ()
    reasons: Sequence[str] = ()
    score: float | None = None
    readings: Sequence[Reading] = ()
    measured: Sequence[tuple[Want, Cell]] = ()
    options: Sequence[Option] = ()


def find_place(outcome: Outcome, wanted: str) -> tuple[Place, RowRef | None]:
    """The row that a person names: LINE, FILE:LINE, or the beginning of a key or a fingerprint.

    The row is None where the line holds none, but has findings. Raises `UserError` where nothing is there, or
    more than one row.
    """
    file, _, line = wanted.rpartition(":")
    if line.isdecimal():
        refs = [ref for ref in outcome.rows if ref.line == int(line) and file in ("", ref.file)]
        places = {(ref.file, ref.line): ref for ref in refs}
    else:
        keys = {item.key for item in outcome.findings if item.fingerprint.startswith(wanted)}
        named = [ref for ref in outcome.rows if ref.key.startswith(wanted) or ref.key in keys]
        places = {(ref.file, ref.line): ref for ref in (named if len(wanted) >= _KEY else [])}
    if len(places) > 1:
        shown = ", ".join(f"{name}:{number}" for name, number in sorted(places)[:5])
        raise fail("--row", f"“{wanted}” is more than one row", f"name one of them: {shown}")
    for (name, number), ref in places.items():
        return Place(name, number), ref
    for finding in outcome.findings:
        if line.isdecimal() and finding.place.line == int(line) and file in ("", finding.place.file):
            return Place(finding.place.file, int(line)), None
    hint = "give a line of the data, FILE:LINE, or the key or fingerprint from a report"
    raise fail("--row", f"no row is “{wanted}”", hint)


def inspect(outcome: Outcome, plan: Plan, config: Config, shipped: Rule, wanted: str) -> Inspection:
    """A row as one rule of a plan sees it; `outcome` is what the plan gave for all of the data.

    `shipped` is the rule as its file has it, before the configuration.
    """
    outcome = replace(
        outcome,
        findings=[finding for finding in outcome.findings if finding.rule == shipped.id],
        not_judged=[item for item in outcome.not_judged if item.rule == shipped.id],
    )
    place, ref = find_place(outcome, wanted)
    rule = overridden(next(rule for rule in plan.rules if rule.id == shipped.id), config, ref)
    options = tuple(options_of(rule, shipped, config, ref))
    here = [item for item in outcome.findings if _is_at(item.place, place)]
    naming = [item for item in outcome.findings if any(_is_at(near, place) for near in item.related)]
    if ref is None:
        return Inspection(rule, place, "fails", here, naming, options=options)
    row = next(iter(read.reread([ref], plan.settings)))
    view = _View.of(row, seat([rule], plan.settings)[0], outcome, plan)
    state, reasons = ("fails", []) if here else _without_finding(view, config)
    dimension = outcome.scores.get(rule.dimension, ())
    score = dimension[ref.number] if ref.number < len(dimension) else float("nan")
    return Inspection(
        rule,
        place,
        state,
        here,
        naming,
        tuple(_partners(here, outcome)),
        reasons,
        None if score != score else score,  # noqa: PLR0124 - nan
        tuple(view.readings()),
        tuple((want, cell) for want, found in view.cells.items() for cell in found),
        options,
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What the judge sees of the row: its own values, and the columns of the corpus."""

    row: Row
    seat: Seat
    batch: Batch
    cells: Mapping[Want, Sequence[Cell]]
    columns: Columns
    outcome: Outcome

    @classmethod
    def of(cls, row: Row, seated: Seat, outcome: Outcome, plan: Plan) -> _View:
        wanted = seated.judge.wants
        batch = measure_batch([row], make_measures(wanted, plan.settings))
        kept = outcome.exhibit.cells if outcome.exhibit else {}
        columns = Columns(
            outcome.rows,
            {want: kept.get(want, []) for want in wanted},
            partial(read.by_number, settings=plan.settings),
            read_evaluation([seated], plan.settings),
        )
        return cls(row, seated, batch, cells(batch, wanted), columns, outcome)

    def seen(self) -> Any:
        judge = self.seat.judge
        return judge.fold(self.columns) if isinstance(judge, CorpusKind) else None

    def readings(self) -> Iterator[Reading]:
        if isinstance(self.seat.judge, ReadableKind):
            yield from self.seat.judge.readings(self.row, self.cells, self.seen())

    def reasons(self) -> list[str]:
        """Why the rule did not judge the row; empty where it did."""
        judge, number = self.seat.judge, self.row.ref.number
        if not self.outcome.not_judged:
            return []
        verdicts = (
            judge.judge(self.batch)
            if hasattr(judge, "judge")
            else judge.judge_corpus(self.columns, self.seen())
        )
        return [
            item.reason
            for item in verdicts
            if isinstance(item, Unjudged) and (item.row is None or item.row.number == number)
        ]


def _without_finding(view: _View, config: Config) -> tuple[str, list[str]]:
    ref, rules = view.row.ref, {view.seat.rule.id: view.seat.rule}
    for number in ref.overrides:
        if any(match(name, rules) for name in config.override_list()[number].ignore):
            return "left out", [
                f"an override of {config.where('overrides')} leaves the rule out for this row"
            ]
    if view.row.example is None and view.seat.judge.wants:
        return "not judged", ["the row holds no training example"]
    reasons = view.reasons()
    return ("not judged", reasons) if reasons else ("passes", [])


def _is_at(place: Place, wanted: Place) -> bool:
    return (place.file, place.line) == (wanted.file, wanted.line)


def _partners(findings: Iterable[Finding], outcome: Outcome) -> Iterator[Partner]:
    """The other rows of findings, each once, with their texts; evaluation data is read from its files."""
    places = dict.fromkeys(near for finding in findings for near in finding.related)
    at = {(ref.file, ref.line): ref for ref in outcome.rows}
    if outcome.exhibit is None:
        return
    known = {place: at[place.file, place.line] for place in places if (place.file, place.line) in at}
    texts = outcome.exhibit.texts(known.values())
    others = outcome.exhibit.elsewhere([place for place in places if place not in known])
    for place in places:
        if place in known:
            yield Partner(place, texts.get(known[place].number, ()))
        else:
            yield Partner(place, others.get((place.file, place.line), ()))
