"""Messages of any spelling as turns, with what no trainer can use noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.model.errors import nearest
from tunelint.model.example import Turn
from tunelint.read.flaw import Flaw, type_name
from tunelint.read.shapes.content import Content, read_content
from tunelint.read.walk import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.read.shapes.protocol import Flaws


class Spelling(NamedTuple):
    """How a family of formats writes a turn: the keys of role and text, and its roles in ours.

    The role `call` is an assistant turn whose text is a tool call.
    """

    role_keys: tuple[str, ...]
    text_keys: tuple[str, ...]
    roles: Mapping[str, str]
    plain_roles: Mapping[str, str]


def spelling(role_keys: tuple[str, ...], text_keys: tuple[str, ...], roles: Mapping[str, str]) -> Spelling:
    """A spelling; its plain roles are those whose text is said and not called."""
    plain = {name: ours for name, ours in roles.items() if ours != "call"}
    return Spelling(role_keys, text_keys, roles, plain)


CHAT_ROLES = {
    "system": "system",
    "developer": "developer",
    "user": "user",
    "assistant": "assistant",
    "tool": "tool",
    "function": "tool",
    "ipython": "tool",
    "model": "assistant",
}
SHAREGPT_ROLES = {
    **CHAT_ROLES,
    "human": "user",
    "prompter": "user",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "bing": "assistant",
    "bard": "assistant",
    "bot": "assistant",
    "observation": "tool",
    "tool_response": "tool",
    "function_response": "tool",
    "function_call": "call",
    "tool_call": "call",
    "function-call": "call",
}
CHAT = spelling(("role", "from"), ("content", "text", "value", "parts"), CHAT_ROLES)
SHAREGPT = spelling(("from", "role"), ("value", "content", "text"), SHAREGPT_ROLES)

_MEANT = {
    **SHAREGPT_ROLES,
    "ai": "assistant",
    "agent": "assistant",
    "chatbot": "assistant",
    "customer": "user",
    "instruction": "user",
    "input": "user",
    "output": "assistant",
}
_KNOWN_POINTERS: dict[tuple[str, str], list[tuple[str, str]]] = {}
_CALL_KEYS = ("tool_calls", "function_call", "refusal", "audio")


def read_turns(messages: Any, pointer: str, flaws: Flaws, spelling: Spelling = CHAT) -> tuple[Turn, ...]:
    """The turns of a list of messages; one that has no role or no usable form is left out."""
    if not isinstance(messages, list):
        flaws.append(_no_list(messages, pointer))
        return ()
    if not messages:
        flaws.append(Flaw("no-turns", pointer))
    turns = []
    roles, role_key, text_key = spelling.plain_roles, spelling.role_keys[0], spelling.text_keys[0]
    for message, (at, text_at) in zip(messages, _pointers(pointer, text_key, len(messages)), strict=False):
        if type(message) is dict and len(message) == 2:  # the common case, kept fast
            role, text = message.get(role_key), message.get(text_key)
            if type(role) is str and type(text) is str and role in roles and text and not text.isspace():
                turns.append(Turn(roles[role], ((text, text_at),), at))
                continue
        turn = read_turn(message, at, flaws, spelling)
        if turn is not None:
            turns.append(turn)
    return tuple(turns)


def _pointers(pointer: str, text_key: str, count: int) -> list[tuple[str, str]]:
    """The pointers of `count` messages and of their texts; made once for each list that grows."""
    known = _KNOWN_POINTERS.setdefault((pointer, text_key), [])
    if len(known) < count:
        new = [f"{pointer}/{index}" for index in range(len(known), count)]
        known += [(at, f"{at}/{text_key}") for at in new]
    return known


def read_turn(message: Any, pointer: str, flaws: Flaws, spelling: Spelling = CHAT) -> Turn | None:
    """One message as a turn, or None where it has no role or is no object."""
    if not isinstance(message, dict):
        expected = "an object with a role and a text"
        flaws.append(Flaw("wrong-type", pointer, {"expected": expected, "got": type_name(message)}))
        return None
    role = _role(message, pointer, flaws, spelling)
    key = next((key for key in spelling.text_keys if message.get(key) is not None), "")
    calls = _calls(message)
    content = Content()
    if key:
        content = read_content(message[key], f"{pointer}/{escaped(key)}", flaws)
    elif not calls and not any(message.get(name) is not None for name in _CALL_KEYS):
        name = spelling.text_keys[0]
        flaws.append(
            Flaw("missing-content", f"{pointer}/{name}" if name in message else pointer, {"key": name})
        )
    if role is None:
        return None
    if role == "call":
        return Turn(
            "assistant", (), pointer, _weight(message), (*calls, *(text for text, _ in content.parts))
        )
    calls = (*calls, *content.calls)
    if key and not content.others and not calls and not content.faulty:
        _check_empty(role, content, f"{pointer}/{escaped(key)}", flaws)
    return Turn(role, content.parts, pointer, _weight(message), calls)


def _no_list(messages: Any, pointer: str) -> Flaw:
    if messages is None:
        return Flaw("no-turns", pointer)
    got = type_name(messages)
    if isinstance(messages, str) and messages.lstrip().startswith(("[", "{")):
        got = "a text that holds JSON (it was encoded twice)"
    return Flaw("wrong-type", pointer, {"expected": "a list of messages", "got": got})


def _role(message: dict[str, Any], pointer: str, flaws: Flaws, spelling: Spelling) -> str | None:
    key = next((key for key in spelling.role_keys if key in message), "")
    if not key or message[key] is None:
        name = spelling.role_keys[0]
        flaws.append(Flaw("missing-role", f"{pointer}/{name}" if name in message else pointer, {"key": name}))
        return None
    role = message[key]
    if not isinstance(role, str):
        details = {"expected": "a role, which is a text", "got": type_name(role)}
        flaws.append(Flaw("wrong-type", f"{pointer}/{key}", details))
        return None
    roles = SHAREGPT_ROLES if key == "from" else spelling.roles
    known = roles.get(role)
    if known is None:
        meant = _MEANT.get(role.strip().lower())
        hint = f"did you mean “{_spell(meant, roles)}”?" if meant else nearest(role, roles)
        flaws.append(Flaw("unknown-role", f"{pointer}/{key}", {"role": role[:40], "hint": hint}))
        return meant
    return known


def _spell(role: str, roles: Mapping[str, str]) -> str:
    """The format's own word for one of our roles: `gpt` for assistant in ShareGPT, `model` in Gemini."""
    if "human" in roles:
        return {"user": "human", "assistant": "gpt", "tool": "observation", "call": "function_call"}.get(
            role, role
        )
    return role if role in roles else next((name for name, ours in roles.items() if ours == role), role)


def _calls(message: dict[str, Any]) -> tuple[Any, ...]:
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        return tuple(calls)
    call = message.get("function_call")
    return (call,) if call else ()


def _weight(message: dict[str, Any]) -> float | None:
    """What the message says of its share in the loss: `weight`, `loss_weight`, or axolotl's `train`."""
    for key in ("weight", "loss_weight", "train"):
        weight = message.get(key)
        if isinstance(weight, int | float):
            return float(weight)
    return None


def _check_empty(role: str, content: Content, pointer: str, flaws: Flaws) -> None:
    if any(text and not text.isspace() for text, _ in content.parts):
        return
    if role == "assistant":
        flaws.append(Flaw("empty-reply", pointer, {"what": "reply"}))
    elif role == "user":
        flaws.append(Flaw("empty-prompt", pointer, {"what": "user's turn"}))
