"""Kind `off-voice`: replies whose tone is strange beside the rest, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tunelint.judge.voice.cells import fitness
from tunelint.judge.voice.typical import Typical
from tunelint.model.finding import Reading, Remark, Score, Unjudged
from tunelint.model.place import Span
from tunelint.model.view import Columns
from tunelint.profile.voice import layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.judge.voice.sampled import VoiceSample
    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule, Severity
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Want
    from tunelint.profile.own import Voices
    from tunelint.profile.reference import Reference

_TYPICAL = 40
"""Typical examples among which the nearest in content are sought."""
FDR_TEXTS = 1000
"""Texts that a reference needs before a rate of false discoveries can be held by it: with n texts no p-value
is below 1 / (n + 1), and the few that stray would never pass (tone study, section 6). Measured at 0.1 on five
real sets of 1,000 to 2,300 texts: none flagged while clean, 0 to 10 % of the flagged on voice; but of 1 %
off-voice texts among 1,790 only a quarter is found, where `alpha` finds nine in ten: so it is no default."""


@dataclass(frozen=True, slots=True)
class OffVoiceOptions:
    """`alpha`: share of on-voice texts that may be flagged. `note_alpha`: the same for notes, 0 for none.

    `fdr`: share of the flagged texts that may be on voice (Benjamini and Hochberg 1995), in place of `alpha`
    wherever the reference has 1,000 texts or more; 0 for never. `min_texts`: texts below which the voice is
    not judged. `min_words`: words below which a text is not. `min_english`: least share of English function
    words of a text.
    """

    alpha: float = 0.01
    note_alpha: float = 0.0
    fdr: float = 0.0
    min_texts: int = 30
    min_words: int = 15
    min_english: float = 0.03


class Judged(NamedTuple):
    """A text, its p-value, the voice it was judged against, and the p-value up to which it is a warning."""

    cell: Cell
    p: float
    reference: Reference
    limit: float


class OffVoiceKind:
    """Judges the tone of replies against the stored house voice, or that of the whole set."""

    Options: ClassVar[type[OffVoiceOptions]] = OffVoiceOptions
    details: ClassVar[frozenset[str]] = frozenset({"how", "shown", "than", "p"})

    def __init__(self, rule: Rule, options: OffVoiceOptions, settings: Settings) -> None:
        self.options = options
        self.settings = settings
        self.alone = bool(settings.voice) and not options.fdr
        self.severity: Severity = rule.severity
        self.fitness = fitness(rule.on, settings, options.min_words, options.min_english)
        self.wants = self.fitness.wants

    def fold(self, columns: Columns) -> VoiceSample:
        """A sample of the voice vectors of each segment that can be judged, by content key."""
        from tunelint.judge.voice.sampled import Sampling

        of = layout(self.settings.axes, self.settings.voice_engine)
        return columns.once(Sampling(self.fitness, of))

    def judge_corpus(self, columns: Columns, seen: VoiceSample) -> Iterator[Verdict]:
        """A score for every row that can be judged, a remark for each that is off voice."""
        from tunelint.judge.voice.normal import normal

        careless = self.fitness.careless(columns)
        yield from self.fitness.left_out(columns, careless)
        expected = normal(self.settings, self.options.min_texts)
        parts: dict[int, list[Cell]] = {}
        for cell in self.fitness.judged(columns, careless):
            parts.setdefault(cell.ref.segment, []).append(cell)
        told = False
        for part, cells in sorted(parts.items()) or [(-1, [])]:
            sample = seen.part(part)
            voices = expected.voices(part, sample)
            if not isinstance(voices, str):
                told = True
                yield from self._judge_part(
                    columns, self._judged(voices, cells, len(sample)), expected.than(part)
                )
            elif part < 0 and len(parts) < 2:
                yield Unjudged(None, voices)
            else:
                yield from (Unjudged(cell.ref, voices) for cell in cells)
        if not told and len(parts) > 1:
            yield Unjudged(None, "no segment holds enough texts to tell a voice")

    def readings(
        self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: VoiceSample
    ) -> Iterator[Reading]:
        """The p-value of each text, and where it lies on every axis of tone, the most telling first."""
        from tunelint.judge.voice.normal import normal
        from tunelint.profile.evidence import explain

        sample = seen.part(row.ref.segment)
        voices = normal(self.settings, self.options.min_texts).voices(row.ref.segment, sample)
        own = list(self.fitness.judged(Columns([row.ref], cells, lambda _: {})))
        if isinstance(voices, str) or not own:
            return
        limit = None if self.options.fdr else max(self.options.alpha, self.options.note_alpha)
        for cell, p, reference, _ in self._judged(voices, own, len(sample)):
            yield Reading(f"p-value of {cell.pointer}", p, None, limit, "below")
            text = _text(row, cell.pointer, self.fitness.voice.on)
            for name, sigma in explain(text, cell.value, reference).strays:
                yield Reading(f"{name}, in deviations", sigma)

    def _judged(self, voices: Voices, cells: Sequence[Cell], texts: int) -> list[Judged]:
        """The verdict on each cell of a segment whose own sample has that many texts."""
        import numpy as np

        if not cells:
            return []
        rows = np.array([cell.value for cell in cells], dtype=float)
        tails, references = voices.tail(rows), voices.of(rows)
        texts = len(voices.first.null) if voices.first.approved else texts
        limit = self.options.alpha
        if self.options.fdr and texts >= FDR_TEXTS:
            limit = discovery_limit(sorted(tails.tolist()), self.options.fdr)
        return [
            Judged(cell, float(p), reference, limit)
            for cell, p, reference in zip(cells, tails, references, strict=True)
        ]

    def _judge_part(self, columns: Columns, judged: Sequence[Judged], than: str) -> Iterator[Verdict]:
        lowest: dict[int, Score] = {}
        for item in judged:
            ref = item.cell.ref
            if ref.number not in lowest or item.p < lowest[ref.number].value:
                lowest[ref.number] = Score(ref, item.p)
        yield from lowest.values()
        typical = sorted(lowest.values(), key=lambda score: (-score.value, score.row.key))[:_TYPICAL]
        strange = [item for item in judged if item.p <= max(item.limit, self.options.note_alpha)]
        for remark in self._remarks(strange, columns, [score.row for score in typical]):
            yield replace(remark, details={**remark.details, "than": than})

    def _remarks(
        self, strange: Sequence[Judged], columns: Columns, typical: Sequence[RowRef]
    ) -> Iterator[Remark]:
        from tunelint.profile.evidence import explain

        if not strange:
            return
        models = Typical(columns.texts(typical))
        for start in range(0, len(strange), 256):
            part = strange[start : start + 256]
            rows = columns.texts({item.cell.ref for item in part})
            for cell, p, reference, limit in part:
                text = _text(rows[cell.ref.number], cell.pointer, self.fitness.voice.on)
                evidence = explain(text, cell.value, reference)
                yield Remark(
                    row=cell.ref,
                    pointer=cell.pointer,
                    span=Span(*evidence.worst) if evidence.worst else None,
                    details={"how": evidence.how, "shown": evidence.shown, "p": p},
                    severity=self.severity if p <= limit else "note",
                    related=models.nearest(rows[cell.ref.number], 2),
                    explain=evidence.table,
                )


def discovery_limit(tails: Sequence[float], rate: float) -> float:
    """The largest of some sorted p-values that the rate of false discoveries lets pass; -1 for none."""
    passing = [p for place, p in enumerate(tails, 1) if p <= rate * place / len(tails)]
    return passing[-1] if passing else -1.0


def _text(row: Row, pointer: str, on: str) -> str:
    assert row.example is not None
    return next(passage.text for passage in row.example.passages(on) if passage.pointer == pointer)
