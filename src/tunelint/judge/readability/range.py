"""Kind `readability-range`: replies outside the limits that the user has set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.readability.audience import not_gradable, read_audience, too_hard_for
from tunelint.judge.readability.drivers import easy_because, hard_because
from tunelint.model.finding import Reading, Remark, Unjudged
from tunelint.model.readability import FORMULAS
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.readability import Readability
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Cell


@dataclass(frozen=True, slots=True)
class RangeOptions:
    """Limits; those left out are not checked, and with none the rule is silent.

    `audience` is `grade N`: a passage is too hard for it when the indices of its language agree that it is,
    in English when the Flesch-Kincaid grade is above N + 1 and the Flesch reading ease below what Flesch's
    table gives for N. Any other limit holds for the languages that have the index.
    """

    audience: str = ""
    min_flesch: float | None = None
    max_flesch: float | None = None
    min_grade: float | None = None
    max_grade: float | None = None
    max_fog: float | None = None
    max_dale_chall: float | None = None
    max_smog: float | None = None
    min_wiener: float | None = None
    max_wiener: float | None = None
    min_fernandez_huerta: float | None = None
    max_fernandez_huerta: float | None = None
    min_szigriszt_pazos: float | None = None
    min_gutierrez_polini: float | None = None
    max_crawford: float | None = None
    min_gulpease: float | None = None
    max_gulpease: float | None = None
    min_lix: float | None = None
    max_lix: float | None = None
    max_rix: float | None = None
    min_osman: float | None = None


class ReadabilityRangeKind:
    """One remark for each passage outside the limits."""

    Options: ClassVar[type[RangeOptions]] = RangeOptions
    details: ClassVar[frozenset[str]] = frozenset({"broken", "because"})

    def __init__(self, rule: Rule, options: RangeOptions, settings: Settings) -> None:
        del settings
        self._options = options
        self._audience = read_audience(options.audience, rule)
        limits = [getattr(options, name) for name in RangeOptions.__slots__ if name != "audience"]
        active = self._audience is not None or any(limit is not None for limit in limits)
        self.wants: tuple[Want, ...] = (Want("readability", rule.on),) if active else ()

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the passages outside the limits; passages without a score are not judged."""
        for want in self.wants:
            for row, passage, value in batch.each(want):
                if isinstance(value, str):
                    yield Unjudged(row.ref, value)
                    continue
                if reason := self._unasked(value):
                    yield Unjudged(row.ref, reason)
                broken, hard = self._broken(value)
                if broken:
                    yield Remark(
                        row=row.ref,
                        pointer=passage.pointer,
                        span=value.longest if hard else None,
                        details={
                            "broken": "; ".join(broken),
                            "because": hard_because(value) if hard else easy_because(value),
                        },
                    )

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: None) -> Iterator[Reading]:
        """Every index of each passage, with the limit that is set for it."""
        del row, seen
        for cell in (cell for want in self.wants for cell in cells[want] if not isinstance(cell.value, str)):
            for name, number in cell.value.indices:
                low, high = self._limits(name)
                limit, side = (low, "below") if high is None else (high, "above")
                yield Reading(
                    FORMULAS[name].title, number, None, limit, "below" if side == "below" else "above"
                )

    def _unasked(self, value: Readability) -> str:
        """Why no limit says anything of a passage; empty where one does."""
        if any(limit is not None for name, _ in value.indices for limit in self._limits(name)):
            return ""
        if self._audience is not None:
            return not_gradable(value)
        return "too short for the indices with a limit, or of a language that has none of them"

    def _limits(self, name: str) -> tuple[float | None, float | None]:
        """The least and the most that is set for an index."""
        return getattr(self._options, f"min_{name}", None), getattr(self._options, f"max_{name}", None)

    def _broken(self, value: Readability) -> tuple[list[str], bool]:
        """The limits that a passage breaks, in words, and whether it is too hard rather than too easy."""
        too_hard: list[str] = []
        too_easy: list[str] = []
        for name, number in value.indices:
            formula, (low, high) = FORMULAS[name], self._limits(name)
            if low is not None and number < low:
                side = too_hard if formula.easy else too_easy
                side.append(f"{formula.title} {number:.0f}, at least {low:g} wanted")
            if high is not None and number > high:
                side = too_easy if formula.easy else too_hard
                side.append(f"{formula.title} {number:.0f}, at most {high:g} wanted")
        if self._audience is not None and (said := too_hard_for(value, self._audience)):
            too_hard.append(said)
        return (too_hard, True) if too_hard else (too_easy, False)
