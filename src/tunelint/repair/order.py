"""The keys of rows and messages in the order that most of them have."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Orders = dict[tuple[bool, frozenset[str]], tuple[str, ...]]
"""For rows (False) and for messages (True): the keys that an object has, and their usual order."""

_ROLES = ("role", "from")
_SPACE = " \t\r\n"


def usual_orders(values: Iterable[Any]) -> Orders:
    """The order that more than half of the objects with the same keys have; only where some have another."""
    tally: defaultdict[tuple[bool, frozenset[str]], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for value in values:
        for inner, _, item in _objects(value):
            names = tuple(item)
            tally[inner, frozenset(names)][names] += 1
    return {
        keys: order
        for keys, orders in tally.items()
        for order, count in orders.most_common(1)
        if len(orders) > 1 and 2 * count > orders.total()
    }


def in_order(raw: bytes, value: Any, orders: Mapping[tuple[bool, frozenset[str]], tuple[str, ...]]) -> bytes:
    """A record with the members of its rows and messages in their usual order, every byte of each kept."""
    wrong = [
        (pointer, order)
        for inner, pointer, item in _objects(value)
        if (order := orders.get((inner, frozenset(item)))) and order != tuple(item)
    ]
    text = raw.decode() if wrong else ""
    for pointer, order in reversed(wrong):  # messages before their row, so that their places still hold
        start = _start(text, pointer)
        members = list(_members(text, start))
        by_name = {name: text[first:last] for name, first, last in members}
        for (_, first, last), name in zip(reversed(members), reversed(order), strict=True):
            text = text[:first] + by_name[name] + text[last:]
    return text.encode() if wrong else raw


def _objects(value: Any) -> Iterator[tuple[bool, tuple[str, int] | None, dict[str, Any]]]:
    """The row, and the messages in its lists: whether it is a message, list and place, and the object."""
    if isinstance(value, dict):
        yield False, None, value
        for key, items in value.items():
            for place, item in enumerate(items if isinstance(items, list) else ()):
                if isinstance(item, dict) and any(name in item for name in _ROLES):
                    yield True, (key, place), item


def _start(text: str, pointer: tuple[str, int] | None) -> int:
    """Where an object of the record begins."""
    start = text.index("{")
    if pointer is None:
        return start
    key, place = pointer
    end = next(last for name, _, last in _members(text, start) if name == key)
    position = next(first for name, first, _ in _members(text, start) if name == key)
    position = text.index("[", _value_start(text, position))
    for _ in range(place):
        position = json.JSONDecoder().raw_decode(text, _skip(text, position + 1))[1]
        position = text.index(",", position, end)
    return _skip(text, position + 1)


def _members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Name, begin and end of each member of the object that begins at `start`."""
    decoder = json.JSONDecoder()
    position = _skip(text, start + 1)
    while text[position] == '"':
        name, _ = decoder.raw_decode(text, position)
        end = decoder.raw_decode(text, _value_start(text, position))[1]
        yield name, position, end
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)


def _value_start(text: str, position: int) -> int:
    """Where the value of the member begins whose name begins at `position`."""
    after = json.JSONDecoder().raw_decode(text, position)[1]
    return _skip(text, text.index(":", after) + 1)


def _skip(text: str, position: int) -> int:
    while text[position] in _SPACE:
        position += 1
    return position
