"""Kind `off-voice`: replies whose tone is strange beside the rest, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tunelint.judge.voice.cells import ASKED, Fitness
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.place import Span
from tunelint.model.view import Want
from tunelint.profile.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule, Severity
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns
    from tunelint.profile.own import Voices
    from tunelint.profile.reference import Reference

_SAMPLE = 4096
"""Texts that the reference is fitted on: the smallest content keys, so the same whatever the order."""
_TYPICAL = 40
"""Typical examples among which the nearest in content are sought."""


@dataclass(frozen=True, slots=True)
class OffVoiceOptions:
    """`alpha`: share of on-voice texts that may be flagged. `note_alpha`: the same for notes, 0 for none.

    `min_texts`: texts below which the voice is not judged. `min_words`: words below which a text is not.
    `min_english`: least share of English function words of a text.
    """

    alpha: float = 0.01
    note_alpha: float = 0.0
    min_texts: int = 30
    min_words: int = 15
    min_english: float = 0.03


class Strange(NamedTuple):
    """A text that is off voice: its cell, its p-value, and the voice it strays from."""

    cell: Cell
    p: float
    reference: Reference


class OffVoiceKind:
    """Judges the tone of replies against the stored house voice, or that of the whole set."""

    Options: ClassVar[type[OffVoiceOptions]] = OffVoiceOptions
    details: ClassVar[frozenset[str]] = frozenset({"how", "shown", "p"})

    def __init__(self, rule: Rule, options: OffVoiceOptions, settings: Settings) -> None:
        self.options = options
        self.house = settings.voice
        self.severity: Severity = rule.severity
        self.voice = Want("voice", rule.on)
        self.fitness = Fitness(self.voice, options.min_words, options.min_english)
        self.wants = (self.voice, ASKED)

    def fold(self, columns: Columns) -> Sample:
        """A sample of the voice vectors that can be judged, by content key."""
        pairs = ((f"{cell.ref.key}{cell.pointer}", cell.value) for cell in self.fitness.judged(columns))
        return Sample.of(_SAMPLE, pairs)

    def judge_corpus(self, columns: Columns, seen: Sample) -> Iterator[Verdict]:
        """A score for every row that can be judged, a remark for each that is off voice."""
        yield from self.fitness.left_out(columns)
        voices = self._voices(seen)
        if voices is None:
            few = f"{len(seen.items)} texts are too few to tell a voice, {self.options.min_texts} are needed"
            yield Unjudged(None, few)
            return
        cells = list(self.fitness.judged(columns))
        tails, references = _judged(voices, cells)
        lowest: dict[int, Score] = {}
        for cell, p in zip(cells, tails, strict=True):
            if cell.ref.number not in lowest or p < lowest[cell.ref.number].value:
                lowest[cell.ref.number] = Score(cell.ref, p)
        yield from lowest.values()
        limit = max(self.options.alpha, self.options.note_alpha)
        judged = zip(cells, tails, references, strict=True)
        strange = [Strange(cell, p, reference) for cell, p, reference in judged if p <= limit]
        typical = sorted(lowest.values(), key=lambda score: (-score.value, score.row.key))[:_TYPICAL]
        yield from self._remarks(strange, columns, [score.row for score in typical])

    def _voices(self, seen: Sample) -> Voices | None:
        """What is normal: the stored house voice, else the set itself; None where that is too small."""
        from tunelint.profile.own import Voices, own_voices

        if self.house:
            from tunelint.profile.house import read_house

            return Voices(read_house(self.house).reference)
        if len(seen.items) < self.options.min_texts:
            return None
        import numpy as np

        return own_voices(np.array(seen.values, dtype=float))

    def _remarks(
        self, strange: Sequence[Strange], columns: Columns, typical: Sequence[RowRef]
    ) -> Iterator[Remark]:
        from tunelint.profile.evidence import explain

        models = _Models(columns.texts(typical)) if strange else None
        for start in range(0, len(strange), 256):
            part = strange[start : start + 256]
            rows = columns.texts({item.cell.ref for item in part})
            for cell, p, reference in part:
                text = _text(rows[cell.ref.number], cell.pointer, self.voice.on)
                evidence = explain(text, cell.value, reference)
                assert models is not None
                yield Remark(
                    row=cell.ref,
                    pointer=cell.pointer,
                    span=Span(*evidence.worst) if evidence.worst else None,
                    details={"how": evidence.how, "shown": evidence.shown, "p": p},
                    severity=self.severity if p <= self.options.alpha else "note",
                    related=models.nearest(rows[cell.ref.number], 2),
                    explain=evidence.table,
                )


def _judged(voices: Voices, cells: Sequence[Cell]) -> tuple[list[float], list[Reference]]:
    """The p-value of each cell, and the voice it was judged against."""
    import numpy as np

    if not cells:
        return [], []
    rows = np.array([cell.value for cell in cells], dtype=float)
    return [float(p) for p in voices.tail(rows)], voices.of(rows)


def _text(row: Row, pointer: str, on: str) -> str:
    assert row.example is not None
    return next(passage.text for passage in row.example.passages(on) if passage.pointer == pointer)


class _Models:
    """Typical rows, to be sought by the words they share with another row."""

    def __init__(self, rows: Mapping[int, Row]) -> None:
        self.words = {row.ref: _content_words(row) for row in rows.values()}

    def nearest(self, row: Row, number: int) -> tuple[RowRef, ...]:
        """The typical rows that share most of their words with a row, nearest first."""
        mine = _content_words(row)
        share = {
            ref: len(mine & words) / len(mine | words)
            for ref, words in self.words.items()
            if ref != row.ref and words
        }
        return tuple(sorted(share, key=lambda ref: (-share[ref], ref.key))[:number])


def _content_words(row: Row) -> frozenset[str]:
    text = row.example.row_text() if row.example else ""
    return frozenset(word for word in text.lower().split() if len(word) > 4)
