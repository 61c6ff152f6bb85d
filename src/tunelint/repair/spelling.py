"""Roles and tool arguments in the form that a target wants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.tools import decoded_json
from tunelint.model.place import value_at
from tunelint.repair.edit import with_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.judge.structure.inspection import Inspector
    from tunelint.model.row import Row

_ROLES = (
    frozenset({"system", "System"}),
    frozenset({"user", "human", "prompter", "customer", "User"}),
    frozenset({"assistant", "gpt", "model", "chatgpt", "bot", "ai", "chatbot", "agent", "Chatbot"}),
    frozenset({"tool", "observation", "tool_response", "ipython"}),
)
"""Roles that mean the same; `function_call` is none of them, because its text is a call."""

_BY_KEY = {
    "role": frozenset({"system", "developer", "user", "assistant", "tool"}),
    "from": frozenset({"system", "human", "gpt", "observation", "function_call"}),
}
"""The usual words under each key, where no target says which it knows."""


def spelled(role: str, known: Iterable[str]) -> str | None:
    """The word among `known` that means the same as a role; None where there is none, or more than one."""
    choices = frozenset(known)
    plain = role.strip().lower()
    if plain in choices:
        return plain
    meant = next((group for group in _ROLES if plain in group or role in group), frozenset[str]())
    found = meant & choices
    return next(iter(found)) if len(found) == 1 else None


def respelled(row: Row, inspectors: Sequence[Inspector]) -> dict[str, Any]:
    """Roles and tool arguments in the form that is wanted, by JSON Pointer.

    Where the facts of a target say which roles it knows they decide, otherwise what reading knows. What one
    target wants and another refuses stays as it is.
    """
    wanted = [dict(_wanted(row.value, row.raw, inspector)) for inspector in inspectors]
    values = {} if any(map(_knows_roles, inspectors)) else dict(_unknown_roles(row))
    for proposals in wanted:
        values |= proposals
    if len(inspectors) > 1 and values:
        raw = with_values(row.raw, values)
        value = json.loads(raw)
        refused = {pointer for inspector in inspectors for pointer, _ in _wanted(value, raw, inspector)}
        return {pointer: item for pointer, item in values.items() if pointer not in refused}
    return values


def _knows_roles(inspector: Inspector) -> bool:
    return any(fact.check == "role" for fact in inspector.target.facts)


def _unknown_roles(row: Row) -> Iterator[tuple[str, str]]:
    """Pointer and right word of each role that reading did not know, where it is clear which is meant."""
    for fault in row.faults:
        if fault.code == "unknown-role":
            known = _BY_KEY.get(fault.pointer.rpartition("/")[2], frozenset())
            meant = spelled(str(fault.details["role"]), known)
            if meant:
                yield fault.pointer, meant


def _wanted(value: Any, raw: bytes, inspector: Inspector) -> Iterator[tuple[str, Any]]:
    """Pointer and wanted form of each role and argument that a target refuses."""
    for fact, hit in inspector.inspect(value, raw):
        if fact.check == "role":
            word = spelled(str(hit.details["role"]), fact.args["roles"])
            if word:
                yield hit.pointer, word
        elif fact.check == "arguments":
            changed = _arguments(value_at(value, hit.pointer), fact.args["form"])
            if changed is not None:
                yield hit.pointer, changed


def _arguments(given: Any, form: str) -> Any:
    if form == "text" and isinstance(given, dict):
        return json.dumps(given, ensure_ascii=False)
    if form == "object" and isinstance(given, str):
        decoded = decoded_json(given)
        return decoded if isinstance(decoded, dict) else None
    return None
