"""Who speaks when: what is wrong with the order of turns for nearly every trainer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tunelint.read.flaw import Flaw

if TYPE_CHECKING:
    from tunelint.model.example import Turn
    from tunelint.read.shapes.protocol import Flaws

_SYSTEM = frozenset({"system", "developer"})


def check_order(turns: tuple[Turn, ...], pointer: str, flaws: Flaws, *, replies: bool = True) -> None:
    """Note turns out of order; with `replies` also that the last word, or every word, is not the model's.

    `pointer` is the list of messages. `replies` is False for prompts whose answer stands elsewhere.
    """
    order = tuple([f"{turn.role}+" if turn.calls else turn.role for turn in turns])
    for code, index, word in _order_faults(order, replies):
        at = turns[index].pointer if index >= 0 else pointer
        details = {"role": word} if word else {}
        if code == "no-reply":
            details = {"what": "assistant turn"}
        flaws.append(Flaw(code, at, details))


@lru_cache(maxsize=4096)
def _order_faults(order: tuple[str, ...], replies: bool) -> tuple[tuple[str, int, str], ...]:  # noqa: FBT001
    """Code, index of the turn and its role, for a sequence of roles (with + where a turn calls tools)."""
    found = [*_first_turn(order), *_neighbours(order), *_late_system(order)]
    if replies and order:
        last = order[-1].rstrip("+")
        if not any(role.startswith("assistant") for role in order):
            found.append(("no-reply", -1, ""))
        elif last != "assistant":
            found.append(("no-final-reply", len(order) - 1, last))
    return tuple(found)


def _first_turn(order: tuple[str, ...]) -> list[tuple[str, int, str]]:
    for index, role in enumerate(order):
        if role not in _SYSTEM:
            return [("assistant-first", index, "assistant")] if role.startswith("assistant") else []
    return []


def _neighbours(order: tuple[str, ...]) -> list[tuple[str, int, str]]:
    """The first turn of user or assistant that follows one of the same role."""
    for index in range(1, len(order)):
        role = order[index].rstrip("+")
        if order[index - 1] == role and role in ("user", "assistant"):
            return [("turn-order", index, role)]
    return []


def _late_system(order: tuple[str, ...]) -> list[tuple[str, int, str]]:
    started = False
    for index, role in enumerate(order):
        if role in _SYSTEM and started:
            return [("system-place", index, role)]
        started = started or role not in _SYSTEM
    return []
