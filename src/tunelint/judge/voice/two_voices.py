"""Kind `two-voices`: a set that clearly speaks with two voices, as one finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from tunelint.judge.voice.cells import fitness
from tunelint.judge.voice.sampled import Sampling
from tunelint.model.finding import Remark, Unjudged
from tunelint.profile.split import GAP, SHARE, VALLEY
from tunelint.profile.voice import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tunelint.judge.voice.sampled import Part, VoiceSample
    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.voice import Layout


@dataclass(frozen=True, slots=True)
class TwoVoicesOptions:
    """`min_gap`: least distance of the two parts in spreads; cutting one voice in two gives 2.4 to 3.5.

    `max_valley`: most density between them, as a share of the lower mode. `min_share`: least share of the
    smaller part. `min_texts`, `min_words`, `min_english`: as in the kind `off-voice`.
    """

    min_gap: float = GAP
    max_valley: float = VALLEY
    min_share: float = SHARE
    min_texts: int = 60
    min_words: int = 15
    min_english: float = 0.03


class TwoVoicesKind:
    """Looks for a clear cut through the axes and styles of a set."""

    Options: ClassVar[type[TwoVoicesOptions]] = TwoVoicesOptions
    details: ClassVar[frozenset[str]] = frozenset({"share", "how"})

    def __init__(self, rule: Rule, options: TwoVoicesOptions, settings: Settings) -> None:
        self.options = options
        self.layout = layout(settings.axes, settings.voice_engine)
        self.segments = settings.segments
        self.fitness = fitness(rule.on, settings, options.min_words, options.min_english)
        self.wants = self.fitness.wants

    def fold(self, columns: Columns) -> VoiceSample:
        """A sample of the texts of each segment that can be judged, by content key."""
        return columns.once(Sampling(self.fitness, self.layout))

    def judge_corpus(self, columns: Columns, seen: VoiceSample) -> Iterator[Verdict]:
        """For each segment that has two voices one remark, on the most typical text of the smaller one."""
        del columns
        for number, part in (seen.parts or {-1: seen.part(-1)}).items():
            yield from self._judge(part, f" of {self.segments[number]}" if number >= 0 else "")

    def _judge(self, seen: Part, of: str) -> Iterator[Verdict]:
        if len(seen) < self.options.min_texts:
            least = self.options.min_texts
            few = f"{len(seen)} texts{of} are too few to look for two voices, {least} are needed"
            yield Unjudged(None, few)
            return
        rows, cut, given = seen.rows, seen.cut, self.options
        if not cut.clear(gap=given.min_gap, valley=given.max_valley, share=given.min_share):
            return
        own, other = (_typical(rows, part, self.layout) for part in (cut.second, ~cut.second))
        refs = [seen.refs[at] for at in (*own[:3], *other[:1])]
        details = {"share": cut.share, "how": _how(rows, cut.second, self.layout)}
        yield Remark(row=refs[0], details=details, related=tuple(refs[1:]))


def _typical(rows: NDArray[np.float64], part: NDArray[np.bool_], of: Layout) -> list[int]:
    """Places of the rows of a part, the nearest to its middle first."""
    places = np.flatnonzero(part)
    chosen = rows[places][:, of.views["axes"]]
    far = np.abs(chosen - np.median(chosen, axis=0)).sum(1)
    return [int(at) for at in places[np.argsort(far, kind="stable")]]


def _how(rows: NDArray[np.float64], part: NDArray[np.bool_], of: Layout) -> str:
    """The two axes on which the parts differ most, in words about the smaller part."""
    chosen = rows[:, of.views["axes"]]
    shift = (chosen[part].mean(0) - chosen[~part].mean(0)) / np.sqrt(chosen[~part].var(0) + 1)
    order = np.argsort(-np.abs(shift), kind="stable")[:2]
    return " and ".join(of.axes[at].high if shift[at] > 0 else of.axes[at].low for at in order)
