"""Kind `habit`: replies that break one counted habit of the house, and sets that have another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

import numpy as np

from tunelint.judge.style.table import Tabled
from tunelint.judge.style.told import Breach, tell_many, tell_reply, tell_set
from tunelint.judge.voice.cells import ASKED
from tunelint.model.errors import fail, nearest
from tunelint.model.finding import Reading, Remark, Unjudged
from tunelint.model.habit import HABITS, habit_place
from tunelint.model.place import text_at
from tunelint.model.view import Want
from tunelint.profile.house import REST
from tunelint.profile.rate import fit
from tunelint.profile.tally import Tally
from tunelint.profile.voice_file import read_houses

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from tunelint.judge.style.table import Table
    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Columns
    from tunelint.profile.rate import Rate

_RELATED = 5
_SET = 20
"""Replies from which a set is compared with the voice as a whole."""
_SURE = 3.29
"""Standard errors of the intervals that may not overlap where a set has another habit: 99.9 %."""


@dataclass(frozen=True, slots=True)
class HabitOptions:
    """`habit`: its name. `alpha`: chance that a clean set has any finding (Benjamini and Hochberg, 1995).

    `min_replies`: replies with a chance that a house needs. `min_chances`: chances that a reply needs.
    `min_gap`: least difference of a reply's share to the house's, `min_shift` that of a whole set to a stored
    voice. `rare`: for habits with one chance a reply, share of replies up to which a form is pointed out; 0
    for never. `most`: with more than this share of replies breaking the habit there is none. `each`: more
    replies than this are one finding in all, since they are a habit of their own.
    """

    habit: str = ""
    alpha: float = 0.02
    min_replies: int = 50
    min_chances: int = 4
    min_gap: float = 0.3
    min_shift: float = 0.05
    rare: float = 0.0
    most: float = 0.1
    each: int = 12


class Stray(NamedTuple):
    """A reply that breaks the habit: where, times shown and chances, and how likely that is in the house."""

    cell: Cell
    counts: tuple[int, int]
    p: float

    @property
    def share(self) -> float:
        """The share of its chances that it took."""
        return self.counts[0] / self.counts[1]


class HabitKind:
    """Judges one habit of replies against the stored house voice, or against the whole set.

    Replies whose prompt asks for a tone are left out.
    """

    Options: ClassVar[type[HabitOptions]] = HabitOptions
    details: ClassVar[frozenset[str]] = frozenset({"what"})

    def __init__(self, rule: Rule, options: HabitOptions, settings: Settings) -> None:
        if options.habit not in habit_place():
            hint = nearest(options.habit, habit_place())
            raise fail(rule.path or rule.id, f"there is no habit “{options.habit}”", hint)
        self.options = options
        self.place = habit_place()[options.habit]
        self.habit = HABITS[self.place]
        self.voice, self.segments = settings.voice, settings.segments
        self.style = Want("style", rule.on)
        self.table = Tabled(self.style)
        self.wants = (self.style, ASKED)

    def fold(self, columns: Columns) -> Tally:
        """How many replies of each segment have each pair of times shown and chances."""
        return Tally(cast("Counter[Hashable]", columns.once(self.table).tally(self.place)))

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Verdict]:
        """Remarks on the replies that break the habit, and one on a set that has another habit."""
        counts: dict[int, dict[tuple[int, int], int]] = {}
        for (segment, pair), texts in cast("Counter[tuple[int, tuple[int, int]]]", seen.counts).items():
            counts.setdefault(segment, {})[pair] = texts
        table = columns.once(self.table)
        for segment in sorted(counts):
            yield from self._judge_part(columns, table.part(segment), fit(counts[segment]), segment)

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Tally) -> Iterator[Reading]:
        """The share of its chances that each reply took, beside the house's."""
        segment = row.ref.segment
        counts = cast("Counter[tuple[int, tuple[int, int]]]", seen.counts)
        own = fit({pair: texts for (part, pair), texts in counts.items() if part == segment})
        house = self._stored(segment) if self.voice else own
        for cell in cells[self.style]:
            shown, chances = cell.value.counted(self.place)
            if chances and house and house.texts:
                name = f"{shown} of {chances} {self.habit.unit} of {cell.pointer}"
                yield Reading(name, shown / chances, house.share)

    def _judge_part(self, columns: Columns, part: Table, own: Rate, segment: int) -> Iterator[Verdict]:
        house = self._stored(segment) if self.voice else own
        if house is None:
            yield Unjudged(None, "the stored voice holds no counted habits: learn it anew")
        elif house.texts >= self.options.min_replies:
            strays = self._rare(part, house) if self.habit.whole else self._strays(part, house)
            differs = bool(self.voice) and own.texts >= _SET and self._differs(own, house)
            if differs:
                yield self._on_set(own, house, part.cells[part.at[0]])
            if len(strays) <= min(self.options.each, max(self.options.most * own.texts, 1)):
                yield from self._remarks(strays, columns, house)
            elif len(strays) > self.options.each and not differs:
                yield self._on_many(strays, house)

    def _stored(self, segment: int) -> Rate | None:
        """The stored rate of a segment; one without texts where the voice does not know the segment."""
        assert self.voice
        voices = read_houses(self.voice).voices
        name = self.segments[segment] if segment >= 0 else REST
        if name not in voices:
            return fit({})
        rates = voices[name].rates
        return rates[self.place] if rates else None

    def _strays(self, part: Table, house: Rate) -> list[Stray]:
        """The replies that are too far off the house's rate for chance, among as many as were looked at."""
        counts = part.counted(self.place)
        looked = counts[:, 1] >= self.options.min_chances
        kinds, kind = np.unique(counts[looked], axis=0, return_inverse=True)
        chances = np.array([min(1.0, 2 * min(house.tails(*pair))) for pair in kinds.tolist()])
        apart = np.array([abs(shown / tries - house.share) for shown, tries in kinds.tolist()])
        p = chances[kind.ravel()] if len(kinds) else np.zeros(0)
        chosen = (p <= _level(p, self.options.alpha)) & (apart[kind.ravel()] >= self.options.min_gap)
        strays = [
            Stray(part.cells[at], (int(shown), int(tries)), float(chance))
            for at, (shown, tries), chance in zip(
                part.at[looked][chosen], counts[looked][chosen], p[chosen], strict=True
            )
        ]
        return sorted(strays, key=lambda stray: (stray.p, stray.cell.ref.key, stray.cell.pointer))

    def _rare(self, part: Table, house: Rate) -> list[Stray]:
        """The replies with the rare one of two forms."""
        shown = house.share < 0.5
        share = house.share if shown else 1 - house.share
        if share > self.options.rare or not self.options.rare:
            return []
        counts = part.counted(self.place)
        rare = (counts == (int(shown), 1)).all(axis=1)
        return [Stray(part.cells[at], (int(shown), 1), share) for at in part.at[rare]]

    def _differs(self, own: Rate, house: Rate) -> bool:
        (low, high), (least, most) = own.interval(_SURE), house.interval(_SURE)
        apart = low > most or high < least
        return apart and abs(own.share - house.share) >= self.options.min_shift

    def _remarks(self, strays: Sequence[Stray], columns: Columns, house: Rate) -> Iterator[Remark]:
        rows = columns.texts({stray.cell.ref for stray in strays}) if strays else {}
        for stray in strays:
            like = [other for other in strays if (other.share > house.share) == (stray.share > house.share)]
            spans = stray.cell.value.spans(self.place)
            text = str(text_at(rows[stray.cell.ref.number].value, stray.cell.pointer))
            counts = [other.counts for other in like]
            breach = Breach(stray.counts, counts, [text[start:end] for start, end in spans])
            told = tell_reply(self.habit, breach, house, "the house voice" if self.voice else "this set")
            yield Remark(
                row=stray.cell.ref,
                pointer=stray.cell.pointer,
                span=spans[0] if spans else None,
                details={"what": told},
                related=tuple(other.cell.ref for other in like if other is not stray)[:_RELATED],
                explain=f"chance in the house: {stray.p:.2g}; {house.shown:,} of {house.chances:,} in"
                f" {house.texts:,} replies, m {house.mean:.3f}, r {house.spread:.3f}",
                mark=self.habit.name,
            )

    def _on_many(self, strays: Sequence[Stray], house: Rate) -> Remark:
        refs = list(dict.fromkeys(stray.cell.ref for stray in strays))
        told = tell_many(self.habit, [stray.counts for stray in strays], house)
        return Remark(
            row=None,
            file=refs[0].file,
            line=refs[0].line,
            details={"what": told},
            related=tuple(refs[1 : _RELATED + 1]),
            mark=f"{self.habit.name} many",
        )

    def _on_set(self, own: Rate, house: Rate, first: Cell) -> Remark:
        details = {"what": tell_set(self.habit, own, house)}
        return Remark(row=None, file=first.ref.file, details=details, mark=self.habit.name)


def _level(p: NDArray[np.float64], alpha: float) -> float:
    """The greatest p that is not chance among as many as were looked at, by the step-up rule; else -1."""
    ordered = np.sort(p)
    passed = np.flatnonzero(ordered <= alpha * np.arange(1, len(p) + 1) / max(len(p), 1))
    return float(ordered[passed[-1]]) if len(passed) else -1.0
