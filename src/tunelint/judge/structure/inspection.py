"""What targets have against rows, each outline of a plain row judged once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.judge.structure.checks import CHECKS
from tunelint.judge.structure.draft import Draft, in_words, kind_of
from tunelint.judge.structure.outline import Outline, outline_of
from tunelint.judge.structure.target import Fact, Hit, Target
from tunelint.judge.structure.texts import may_hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tunelint.judge.structure.target import Method

_OUTLINES = 20_000
"""Outlines that are remembered; data with more of them is judged row by row."""

NO_OBJECT = Fact("row", "missing-key", "rejected", "error")
"""The fact behind rows that are no object: no target takes them."""


class Complaint(NamedTuple):
    """A hit with the fact behind it."""

    fact: Fact
    hit: Hit


class Inspector:
    """Finds what one target has against rows.

    Plain rows whose outline was found good before are only looked at for their words. That memory changes the
    time a row takes and never what is said of it.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self._good: dict[Outline, tuple[Callable[[Any, bytes], Iterator[Complaint]], ...]] = {}
        self._checks = {
            method.name: _checks_of(target, method, "outline") for method in target.methods.values()
        }
        self._words = {method.name: _checks_of(target, method, "texts") for method in target.methods.values()}

    def inspect(self, value: Any, raw: bytes) -> Iterator[Complaint]:
        """Everything that the target has against a row."""
        outline = outline_of(value)
        words = self._good.get(outline) if outline is not None else None
        if words is None:
            yield from self._inspect_all(value, raw, outline)
            return
        for look in words:
            yield from look(value, raw)

    def _inspect_all(self, value: Any, raw: bytes, outline: Outline | None) -> Iterator[Complaint]:
        if not isinstance(value, dict):
            if value is not None:
                what = f"the row is {in_words(kind_of(value))}, and it must be an object"
                yield Complaint(NO_OBJECT, Hit("", what))
            return
        method = self.target.method_of(value) or self.target.first_method
        draft = Draft(value, raw, method)
        sound = True
        for fact in self._checks[method.name]:
            for hit in CHECKS[fact.check].function(draft, **fact.args):
                sound = False
                yield Complaint(fact, hit)
        looks = tuple(partial(_look, method, fact) for fact in self._words[method.name])
        if sound and outline is not None and len(self._good) < _OUTLINES:
            self._good[outline] = looks
        for look in looks:
            yield from look(value, raw)


def _checks_of(target: Target, method: Method, reads: str) -> tuple[Fact, ...]:
    return tuple(
        fact for fact in target.facts if CHECKS[fact.check].reads == reads and fact.holds_for(method.name)
    )


def _look(method: Method, fact: Fact, value: Any, raw: bytes) -> Iterator[Complaint]:
    """What a check of texts finds; most rows are told to be good by a glance at their bytes."""
    if fact.check == "reserved" and not may_hold(raw, fact.args["strings"]):
        return
    if fact.check == "tokens" and len(raw) <= fact.args["most"]:
        return
    for hit in CHECKS[fact.check].function(Draft(value, raw, method), **fact.args):
        yield Complaint(fact, hit)


def refusal(inspector: Inspector, rows: Iterable[tuple[Any, bytes]]) -> Complaint | None:
    """The first complaint for which the target refuses or drops one of some rows."""
    for value, raw in rows:
        for complaint in inspector.inspect(value, raw):
            if complaint.fact.outcome in ("rejected", "dropped") and complaint.fact.severity == "error":
                return complaint
    return None
