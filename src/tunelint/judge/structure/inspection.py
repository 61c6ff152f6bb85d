"""What targets have against rows, each outline of a plain row judged once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.judge.structure.checks import CHECKS
from tunelint.judge.structure.draft import Draft, in_words, kind_of
from tunelint.judge.structure.keys import value as values_at
from tunelint.judge.structure.outline import Outline, outline_of
from tunelint.judge.structure.target import Fact, Hit, Target
from tunelint.judge.structure.texts import DENSEST, glance_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tunelint.judge.structure.target import Method

_OUTLINES = 20_000
"""Outlines that are remembered; data with more of them is judged row by row."""

NO_OBJECT = Fact("row", "missing-key", "rejected", "error")
"""The fact behind rows that are no object: no target takes them."""


class Complaint(NamedTuple):
    """A hit with the fact behind it."""

    fact: Fact
    hit: Hit


Look = Callable[[Any, bytes], "Iterator[Complaint]"]
Glance = Callable[[bytes], bool]


class Inspector:
    """Finds what one target has against rows.

    Plain rows whose outline was found good before are only looked at for their words. That memory changes the
    time a row takes and never what is said of it.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self._good: dict[Outline, tuple[tuple[Glance, Look], ...]] = {}
        facts = [fact for fact in target.facts if CHECKS[fact.check].reads in ("outline", "texts")]
        self._facts = {
            method.name: [fact for fact in facts if fact.holds_for(method.name)]
            for method in target.methods.values()
        }

    def inspect(self, value: Any, raw: bytes) -> Iterable[Complaint]:
        """Everything that the target has against a row."""
        outline = outline_of(value)
        if outline is not None:
            looks = self._good.get(outline)
            if looks is not None:
                for glance, _ in looks:
                    if glance(raw):
                        return _read(looks, value, raw)
                return ()
        return self._inspect_all(value, raw, outline)

    def _inspect_all(self, value: Any, raw: bytes, outline: Outline | None) -> Iterator[Complaint]:
        if not isinstance(value, dict):
            if value is not None:
                what = f"the row is {in_words(kind_of(value))}, and it must be an object"
                yield Complaint(NO_OBJECT, Hit("", what))
            return
        method = self.target.method_of(value) or self.target.first_method
        draft = Draft(value, raw, method)
        facts = self._facts[method.name]
        sound = True
        for fact in facts:
            if not _reads_words(fact):
                for hit in CHECKS[fact.check].function(draft, **fact.args):
                    sound = False
                    yield Complaint(fact, hit)
        looks = tuple(
            (_glance(fact), partial(_look, method, fact))
            for fact in facts
            if _reads_words(fact) and _concerns(fact, value)
        )
        if sound and outline is not None and len(self._good) < _OUTLINES:
            self._good[outline] = looks
        yield from _read(looks, value, raw)


def _reads_words(fact: Fact) -> bool:
    """Whether a fact may judge two rows of one outline differently."""
    if CHECKS[fact.check].reads == "outline":
        return False
    inside_messages = "*" in fact.args.get("at", "")
    only_types = CHECKS[fact.check].function is values_at and not {"values", "pattern"} & fact.args.keys()
    return not (inside_messages or only_types)


def _concerns(fact: Fact, value: dict[str, Any]) -> bool:
    """Whether a row has the keys that a fact is about."""
    paths = (fact.args.get(name, "") for name in ("at", "one", "other", "prompt"))
    return all(path.partition("/")[0] in value for path in paths if path)


def _read(looks: Iterable[tuple[Glance, Look]], value: Any, raw: bytes) -> Iterator[Complaint]:
    for glance, look in looks:
        if glance(raw):
            yield from look(value, raw)


def _glance(fact: Fact) -> Glance:
    """A quick look at a row's bytes that tells most good rows; True where they must be read."""
    if fact.check == "reserved":
        return glance_for(fact.args["strings"])
    if fact.check == "tokens":
        limit = fact.args["most"] * DENSEST
        return lambda raw: len(raw) > limit
    return lambda _raw: True


def _look(method: Method, fact: Fact, value: Any, raw: bytes) -> Iterator[Complaint]:
    for hit in CHECKS[fact.check].function(Draft(value, raw, method), **fact.args):
        yield Complaint(fact, hit)
