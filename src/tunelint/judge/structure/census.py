"""What the checks of whole files need to know of the rows, in a size that does not grow with the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.judge.structure.draft import kind_of, pointer_part
from tunelint.judge.structure.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tunelint.model.row import Row, RowRef

_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
_LONG_INTEGER = re.compile(rb"[:\[,]\s*-?\d{19,}\s*[,\]}]")
EXACT, LARGEST = 2**53, 2**63 - 1
"""Up to where floating point holds every integer, and the largest integer that a column of 64 bits holds."""

_LINE_END = ord("\n")
_OPENING = 10
"""Rows that Unsloth looks at to guess which key holds the role."""

_LABELS = ("label", "kto_tag")


Opening = tuple[tuple["RowRef", str, tuple[tuple[str, str], ...]], ...]
"""First rows of ShareGPT: the first key of their turns, and of each turn the role and a hash of the text."""


class Spot(NamedTuple):
    """A value: its row, and its JSON Pointer in it."""

    row: RowRef
    pointer: str


@dataclass(frozen=True, slots=True)
class Census:
    """The rows of one file, counted.

    `keys` holds for each set of top-level keys how many rows have it and the first of them; `types` for each
    path the first value of each type; `labels` how often each verdict of KTO data occurs; `texts` the paths
    with a text that is no date, `dates` those with one; `large` the first integer past 2^53 by path, `huge`
    the first past 64 bits; `spread` the first row that takes several lines; `opening` the turns of the
    first rows of ShareGPT.
    """

    file: str
    rows: int = 0
    first: RowRef | None = None
    keys: Mapping[tuple[str, ...], tuple[int, RowRef]] = field(default_factory=dict)
    types: Mapping[str, Mapping[str, Spot]] = field(default_factory=dict)
    labels: Mapping[tuple[str, bool], int] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    dates: Mapping[str, Spot] = field(default_factory=dict)
    large: Mapping[str, Spot] = field(default_factory=dict)
    huge: Mapping[str, Spot] = field(default_factory=dict)
    spread: RowRef | None = None
    opening: Opening = ()

    def merge(self, other: Census) -> Census:
        """The census of both parts of the file."""
        types = {
            path: _firsts(self.types.get(path, {}), other.types.get(path, {}))
            for path in {**self.types, **other.types}
        }
        keys = dict(self.keys)
        for names, (count, ref) in other.keys.items():
            known = keys.get(names)
            keys[names] = (known[0] + count, min(known[1], ref)) if known else (count, ref)
        labels = {
            label: self.labels.get(label, 0) + other.labels.get(label, 0)
            for label in {**self.labels, **other.labels}
        }
        return Census(
            self.file,
            self.rows + other.rows,
            _earlier(self.first, other.first),
            keys,
            types,
            labels,
            self.texts | other.texts,
            _firsts(self.dates, other.dates),
            _firsts(self.large, other.large),
            _firsts(self.huge, other.huge),
            _earlier(self.spread, other.spread),
            tuple(sorted((*self.opening, *other.opening))[:_OPENING]),
        )


@dataclass(frozen=True, slots=True)
class Censuses:
    """The census of every file."""

    files: Mapping[str, Census] = field(default_factory=dict)

    def merge(self, other: Censuses) -> Censuses:
        """The censuses of both parts."""
        both = dict(self.files)
        for name, census in other.files.items():
            both[name] = both[name].merge(census) if name in both else census
        return Censuses(both)


def take_census(rows: Iterable[Row], *, deep: bool) -> Censuses:
    """The census of some rows in reading order; only with `deep` the types and dates of every value."""
    by_file: dict[str, list[Row]] = {}
    for row in rows:
        by_file.setdefault(row.ref.file, []).append(row)
    return Censuses({file: _census(file, part, deep=deep) for file, part in by_file.items()})


def _census(file: str, rows: list[Row], *, deep: bool) -> Census:
    written: dict[tuple[str, ...], tuple[int, RowRef]] = {}
    labels: dict[tuple[str, bool], int] = {}
    spread = None
    for row in rows:
        if _LINE_END in row.raw:
            spread = spread or row.ref
        if isinstance(row.value, dict):
            names = tuple(row.value)
            count, first = written.get(names, (0, row.ref))
            written[names] = (count + 1, first)
            for key in _LABELS:
                if isinstance(row.value.get(key), bool):
                    labels[key, row.value[key]] = labels.get((key, row.value[key]), 0) + 1
    known = _Types().add(rows) if deep else _Types()
    return Census(
        file,
        len(rows),
        rows[0].ref if rows else None,
        _whatever_order(written),
        known.types,
        labels,
        frozenset(known.texts),
        known.dates,
        known.large,
        known.huge,
        spread,
        _opening(rows),
    )


def _whatever_order(
    written: Mapping[tuple[str, ...], tuple[int, RowRef]],
) -> dict[tuple[str, ...], tuple[int, RowRef]]:
    """Rows by their keys as they are written, and by the same keys in whatever order."""
    keys: dict[tuple[str, ...], tuple[int, RowRef]] = {}
    for names, (count, ref) in written.items():
        known, first = keys.get(tuple(sorted(names)), (0, ref))
        keys[tuple(sorted(names))] = (known + count, min(first, ref))
    return keys


def _opening(rows: list[Row]) -> Opening:
    """The roles of the first rows of ShareGPT, and hashes of the texts."""
    tagged = (row for row in rows if isinstance(row.value, dict) and "conversations" in row.value)
    first = nsmallest(_OPENING, tagged, key=lambda row: row.ref)
    return tuple(
        (row.ref, next((key for turn in turns for key in turn), ""), tuple(map(_role_and_hash, turns)))
        for row in first
        if (turns := _turns(row.value["conversations"]))
    )


def _turns(items: Any) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _role_and_hash(turn: Mapping[str, Any]) -> tuple[str, str]:
    text = str(turn.get("value")).encode("utf-8", "surrogatepass")
    return str(turn.get("from")), blake2b(text, digest_size=8).hexdigest()


class _Types:
    """Types of values by path while rows are looked at; only `add` changes it."""

    def __init__(self) -> None:
        self.types: dict[str, dict[str, Spot]] = {}
        self.texts: set[str] = set()
        self.dates: dict[str, Spot] = {}
        self.large: dict[str, Spot] = {}
        self.huge: dict[str, Spot] = {}

    def add(self, rows: Iterable[Row]) -> _Types:
        """The types of some rows; plain rows of one outline are looked at until their texts are no dates."""
        done: set[Any] = set()
        for row in rows:
            outline = outline_of(row.value)
            if outline is None or outline not in done:
                long = _LONG_INTEGER.search(row.raw) is not None if outline is None else False
                paths = [
                    self._note(path, item, Spot(row.ref, at), long=long)
                    for path, at, item in _walk(row.value)
                ]
                if outline is not None and all(path in self.texts for path in paths if path):
                    done.add(outline)
        return self

    def _note(self, path: str, item: Any, spot: Spot, *, long: bool) -> str:
        """Note one value; gives back the path where it is a text.

        In a row with a `long` integer, one past 64 bits was read as a floating-point number.
        """
        kind = kind_of(item)
        kind = "number" if kind == "integer" else kind
        if kind == "number" and abs(item) > EXACT and (isinstance(item, int) or (long and item.is_integer())):
            found = self.huge if abs(item) > LARGEST else self.large
            found[path] = min(found.get(path, spot), spot)
        if kind != "null":
            kinds = self.types.setdefault(path, {})
            kinds[kind] = min(kinds.get(kind, spot), spot)
        if kind != "text":
            return ""
        if path not in self.texts and _DATE.fullmatch(item):
            self.dates[path] = min(self.dates.get(path, spot), spot)
        else:
            self.texts.add(path)
        return path


def _walk(value: Any) -> Iterator[tuple[str, str, Any]]:
    """Path, pointer and value of everything below the top; elements of lists share the path part `[]`."""
    stack = [("", "", value)]
    while stack:
        path, at, item = stack.pop()
        if path:
            yield path, at, item
        if isinstance(item, dict):
            stack += [
                (f"{path}/{key}", f"{at}/{pointer_part(key)}", each) for key, each in reversed(item.items())
            ]
        elif isinstance(item, list):
            stack += [
                (f"{path}/[]", f"{at}/{index}", each) for index, each in reversed(list(enumerate(item)))
            ]


def _firsts(one: Mapping[str, Spot], other: Mapping[str, Spot]) -> dict[str, Spot]:
    return {key: min(spot for part in (one, other) if (spot := part.get(key))) for key in {**one, **other}}


def _earlier(one: RowRef | None, other: RowRef | None) -> RowRef | None:
    return min(ref for ref in (one, other) if ref) if one or other else None
