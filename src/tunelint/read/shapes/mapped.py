"""Rows under the user's own keys, as the configuration maps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, UserError, nearest
from tunelint.model.example import Example, Turn
from tunelint.read.shapes.fields import read_answer, read_prompt, read_system
from tunelint.read.shapes.order import check_order
from tunelint.read.shapes.turns import read_turns
from tunelint.read.walk import escaped

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tunelint.read.shapes.protocol import Flaws

MEANINGS = ("system", "prompt", "reply", "chosen", "rejected", "text", "messages")
"""What the `[shape]` table of the configuration can name."""


class Mapped:
    """The shape that the user's `[shape]` table describes; its values may be dotted paths into a row.

    Raises `UserError` for names that the table cannot have.
    """

    family = "mapped"
    name = "mapped"

    def __init__(self, table: Mapping[str, str]) -> None:
        unknown = [name for name in table if name not in MEANINGS]
        if unknown:
            where = "configuration, [shape]"
            raise UserError(
                *(Problem(where, f"unknown key “{name}”", nearest(name, MEANINGS)) for name in unknown)
            )
        self._table = dict(table)
        self.keys = (tuple(path.split(".")[0] for path in table.values()),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether a row has one of the mapped keys at its top."""
        return any(path in keys or path.split(".")[0] in keys for path in self._table.values())

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The example, read as if the row had the usual keys."""
        plain, pointers = self._plain(value)
        own: Flaws = []
        example = _read(plain, self._table, own)
        flaws += [flaw._replace(pointer=_moved(flaw.pointer, pointers)) for flaw in own]
        if example is None:
            return None
        groups = (example.turns, example.chosen, example.rejected)
        turns, chosen, rejected = (tuple(_turn(turn, pointers) for turn in group) for group in groups)
        return Example(self.name, turns, chosen, rejected)

    def _plain(self, value: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """The row under the usual keys, and the pointer that each of them has in the real row."""
        plain, pointers = {}, {}
        for meaning, path in self._table.items():
            found, pointers[meaning] = _dig(value, path)
            if found is not None:
                plain[meaning] = found
        return plain, pointers


def _dig(value: Any, path: str) -> tuple[Any, str]:
    if path in value:
        return value[path], f"/{escaped(path)}"
    parts = path.split(".")
    for part in parts:
        value = value.get(part) if isinstance(value, dict) else None
    return value, "".join(f"/{escaped(part)}" for part in parts)


def _read(row: dict[str, Any], table: Mapping[str, str], flaws: Flaws) -> Example | None:
    turns = list(read_system(row, flaws))
    if "messages" in table:
        messages = read_turns(row.get("messages"), "/messages", flaws)
        if messages and len(messages) == len(row["messages"]) and "chosen" not in table:
            check_order(messages, "/messages", flaws)
        turns += messages
    if "prompt" in table:
        turns += read_prompt(row, "prompt", flaws)
    for key in ("reply", "text"):
        if key in table:
            turns += read_answer(row, key, flaws, key)
    chosen = read_answer(row, "chosen", flaws, "preferred answer") if "chosen" in table else ()
    rejected = read_answer(row, "rejected", flaws, "rejected answer") if "rejected" in table else ()
    return Example("mapped", tuple(turns), chosen, rejected) if turns or chosen or rejected else None


def _turn(turn: Turn, pointers: Mapping[str, str]) -> Turn:
    parts = tuple((text, _moved(pointer, pointers)) for text, pointer in turn.parts)
    return turn._replace(pointer=_moved(turn.pointer, pointers), parts=parts)


def _moved(pointer: str, pointers: Mapping[str, str]) -> str:
    """The pointer in the real row of a pointer under the usual keys."""
    _, _, rest = pointer.partition("/")
    key, slash, below = rest.partition("/")
    return f"{pointers[key]}{slash}{below}" if key in pointers else pointer
