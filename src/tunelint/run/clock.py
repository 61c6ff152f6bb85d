"""What a run costs: CPU seconds by stage, by rule and by measure."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from tunelint.model.outcome import Cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tunelint.model.view import Want
    from tunelint.run.plan import Seat

T = TypeVar("T")


class Clock:
    """Adds up CPU seconds (of every thread); what other processes measured is added by what they report."""

    def __init__(self) -> None:
        self.start = time.process_time()
        self.read = 0.0
        self.rules: dict[str, float] = defaultdict(float)
        self.measures: dict[Want, float] = defaultdict(float)
        self.elsewhere = 0.0
        """Seconds of `measures` that other processes have spent."""

    @contextmanager
    def rule(self, rule_id: str) -> Iterator[None]:
        """Count what is done here as judging by a rule."""
        start = time.process_time()
        try:
            yield
        finally:
            self.rules[rule_id] += time.process_time() - start

    def reading(self, items: Iterator[T]) -> Iterator[T]:
        """The same items; making them counts as reading."""
        while True:
            start = time.process_time()
            item = next(items, None)
            self.read += time.process_time() - start
            if item is None:
                return
            yield item

    def measured(self, seconds: Mapping[Want, float], *, here: bool) -> None:
        """Add what measures took, `here` or in another process."""
        for want, spent in seconds.items():
            self.measures[want] += spent
        self.elsewhere += 0 if here else sum(seconds.values())

    def spent(self) -> float:
        """CPU seconds of the run so far, in all processes."""
        return time.process_time() - self.start + self.elsewhere

    def add(self, other: Clock, spent: float) -> None:
        """Add what another machine has counted, and all that it `spent`."""
        self.read += other.read
        for name, seconds in other.rules.items():
            self.rules[name] += seconds
        for want, seconds in other.measures.items():
            self.measures[want] += seconds
        self.elsewhere += spent

    def cost(self, seats: Iterable[Seat]) -> Cost:
        """What the run has cost so far; rules that want the same measure bear it in equal parts."""
        bearers = {want: [rule.id for rule, judge in seats if want in judge.wants] for want in self.measures}
        shares: dict[str, float] = defaultdict(float)
        for want, rules in bearers.items():
            for rule_id in rules:
                shares[rule_id] += self.measures[want] / len(rules)
        total = self.spent()
        stages = {
            "reading": self.read,
            "measuring": sum(self.measures.values()),
            "judging": sum(self.rules.values()),
        }
        stages["the rest"] = max(0.0, total - sum(stages.values()))
        return Cost(stages, dict(self.rules), dict(shares))
