"""What targets have against rows, each outline of a row judged once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.judge.structure.checks import CHECKS
from tunelint.judge.structure.draft import Draft, find, in_words, kind_of
from tunelint.judge.structure.keys import value as values_at
from tunelint.judge.structure.outline import FREE_KEYS, Outline, outline_of, outlines_of, sketch_of
from tunelint.judge.structure.target import Fact, Hit, Target
from tunelint.judge.structure.texts import DENSEST, glance_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.judge.structure.target import Method

_OUTLINES = 20_000
"""Outlines that are remembered; data with more of them is judged row by row."""

_TOGETHER = 48
"""Rows whose outlines are taken at once: as many as stay in the processor's cache."""

_OF_KNOWN_ROLES = frozenset({"needs", "first", "last", "order", "places", "parity"})
"""Checks of the order of turns, which say nothing new of a row with a role that the target does not know."""

_LENGTHS = ("tokens", "prompt-tokens")
"""Checks that a row of few bytes passes."""

_TRIALS = 1_000
"""Sketches without a second of their kind after which rows are sketched no more."""

NO_OBJECT = Fact("row", "missing-key", "rejected", "error")
"""The fact behind rows that are no object: no target takes them."""

Glance = Callable[[bytes], bool]


class Complaint(NamedTuple):
    """A hit with the fact behind it."""

    fact: Fact
    hit: Hit


class Known(NamedTuple):
    """An outline that was found good: its method, and the facts that must still be looked at for its words.

    Only rows of more than `limit` bytes or with a hit of `glance` are looked at, fact by fact.
    """

    method: Method
    facts: tuple[tuple[Glance, Fact], ...]
    limit: int
    glance: Glance | None


class Inspector:
    """Finds what one target has against rows.

    Rows whose outline was found good before are only looked at for their words. That memory changes the time
    a row takes and never what is said of it.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self._good: dict[Outline, Known] = {}
        self._trials = 0
        self._told_of_rows = any(
            fact.check == "fault" and "not-object" in fact.args["faults"] for fact in target.facts
        )
        facts = [fact for fact in target.facts if CHECKS[fact.check].reads in ("outline", "parts", "texts")]
        self._facts = {
            method.name: sorted(
                (fact for fact in facts if fact.holds_for(method.name)), key=lambda fact: fact.check != "role"
            )
            for method in target.methods.values()
        }

    def inspect_rows(self, values: Sequence[Any], raws: Sequence[bytes]) -> Iterator[tuple[int, Complaint]]:
        """Everything that the target has against some rows, with the place of the row among them."""
        for start in range(0, len(values), _TOGETHER):
            some = raws[start : start + _TOGETHER]
            for place, (known, raw) in enumerate(zip(self._known(values, start), some, strict=False), start):
                if known is None:
                    for complaint in self.inspect(values[place], raw):
                        yield place, complaint
                elif len(raw) > known.limit or (known.glance and known.glance(raw)):
                    for complaint in _read(known, values[place], raw):
                        yield place, complaint

    def _known(self, values: Sequence[Any], start: int) -> Iterable[Known | None]:
        """What is remembered of the outline of each row of a few; nothing where they are not alike."""
        outlines = outlines_of(values[start : start + _TOGETHER])
        try:
            return [*map(self._good.get, outlines)] if outlines else repeat(None)
        except TypeError:  # a role that is no text
            return repeat(None)

    def inspect(self, value: Any, raw: bytes) -> Iterable[Complaint]:
        """Everything that the target has against a row."""
        outline = outline_of(value)
        try:
            known = self._good.get(outline) if outline else None
        except TypeError:  # a role that is no text
            outline = known = None
        if known is None:
            return self._inspect_unknown(value, raw, outline)
        if len(raw) > known.limit or (known.glance and known.glance(raw)):
            return _read(known, value, raw)
        return ()

    def _inspect_unknown(self, value: Any, raw: bytes, outline: Outline | None) -> Iterable[Complaint]:
        plain = outline is not None
        if not plain and isinstance(value, dict) and self._trials < _TRIALS:
            outline = sketch_of(value)
            known = self._good.get(outline) if outline else None
            if known:
                self._trials = 0
                return _read(known, value, raw)
            self._trials += 1
        return self._inspect_all(value, raw, outline, plain=plain)

    def _inspect_all(
        self, value: Any, raw: bytes, outline: Outline | None, *, plain: bool
    ) -> Iterator[Complaint]:
        if not isinstance(value, dict):
            if not self._told_of_rows and (value is not None or raw.strip() == b"null"):
                what = f"the row is {in_words(kind_of(value))}, and it must be an object"
                yield Complaint(NO_OBJECT, Hit("", what))
            return
        method = self.target.method_of(value) or self.target.first_method
        draft = Draft(value, raw, method)
        read, sound, strange = [], True, False
        for fact in self._facts[method.name]:
            if _reads_words(fact, plain=plain):
                read.append(fact)
            elif not (strange and fact.check in _OF_KNOWN_ROLES):
                for hit in CHECKS[fact.check].function(draft, **fact.args):
                    sound = False
                    strange |= fact.check == "role" and fact.severity == "error"
                    yield Complaint(fact, hit)
        known = _known(method, (fact for fact in read if _concerns(fact, value)))
        if sound and outline is not None and len(self._good) < _OUTLINES:
            self._good[outline] = known
        yield from _read(known, value, raw)


def _reads_words(fact: Fact, *, plain: bool) -> bool:
    """Whether a fact may judge two rows of one outline (`plain`) or of one sketch differently."""
    check, at = CHECKS[fact.check], fact.args.get("at", "")
    if check.function is values_at:
        if not {"values", "pattern"} & fact.args.keys():
            return False
        return "*" not in at if plain else at.rpartition("/")[2] in FREE_KEYS
    return check.reads == "texts" or (check.reads == "parts" and not plain)


def _concerns(fact: Fact, value: dict[str, Any]) -> bool:
    """Whether a row has what a fact is about."""
    if CHECKS[fact.check].reads == "parts":
        at = fact.args.get("at", "").rpartition("/")[2]
        return _has_key(value, at or fact.args.get("flag", "tool_calls"))
    names = ("at", "one", "other", "prompt", *(["key"] if fact.check == "media-tokens" else []))
    paths = (fact.args.get(name, "") for name in names)
    return all(next(find(value, path), None) is not None for path in paths if path)


def _has_key(value: Any, key: str) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (isinstance(value, dict) and key in value) or any(_has_key(item, key) for item in items)


def _known(method: Method, facts: Iterable[Fact]) -> Known:
    kept = tuple((_glance(fact), fact) for fact in facts)
    limits = [fact.args["most"] * DENSEST for _, fact in kept if fact.check in _LENGTHS]
    strings = tuple(text for _, fact in kept if fact.check == "reserved" for text in fact.args["strings"])
    always = any(fact.check not in (*_LENGTHS, "reserved") for _, fact in kept)
    limit = -1 if always else min(limits, default=sys.maxsize)
    return Known(method, kept, limit, glance_for(strings) if strings else None)


def _glance(fact: Fact) -> Glance:
    """A quick look at a row's bytes that tells most good rows; True where they must be read."""
    if fact.check == "reserved":
        return glance_for(fact.args["strings"])
    if fact.check in _LENGTHS:
        limit = fact.args["most"] * DENSEST
        return lambda raw: len(raw) > limit
    return lambda _raw: True


def _read(known: Known, value: Any, raw: bytes) -> Iterable[Complaint]:
    facts = [fact for glance, fact in known.facts if glance(raw)]
    return _complaints(facts, Draft(value, raw, known.method)) if facts else ()


def _complaints(facts: Iterable[Fact], draft: Draft) -> Iterator[Complaint]:
    for fact in facts:
        for hit in CHECKS[fact.check].function(draft, **fact.args):
            yield Complaint(fact, hit)
