"""Single fields of a row: texts, system prompts, tools, and prompts or answers in either form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tunelint.model.example import Turn
from tunelint.read.flaw import Flaw, type_name
from tunelint.read.shapes.content import read_content
from tunelint.read.shapes.turns import CHAT, read_turn, read_turns
from tunelint.read.walk import escaped

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.read.shapes.protocol import Flaws


def first_key(value: Collection[str], names: tuple[str, ...]) -> str | None:
    """The first of `names` that is among the keys."""
    return next((name for name in names if name in value), None)


def read_text(value: dict[str, Any], key: str, flaws: Flaws) -> tuple[tuple[str, str], ...]:
    """The text under `key` as a part with its pointer; none where it is null, absent or no text."""
    text = value.get(key)
    if isinstance(text, str):
        return ((text, f"/{escaped(key)}"),)
    if text is not None:
        flaws.append(Flaw("wrong-type", f"/{escaped(key)}", {"expected": "a text", "got": type_name(text)}))
    return ()


def read_system(value: dict[str, Any], flaws: Flaws, key: str = "system") -> tuple[Turn, ...]:
    """The system prompt beside the messages: a text, or a list of parts; none where it is empty."""
    content = value.get(key)
    if not content:
        return ()
    pointer = f"/{escaped(key)}"
    parts = read_content(content, pointer, flaws).parts
    return (Turn("system", parts, pointer),) if parts else ()


def read_tools(value: dict[str, Any], flaws: Flaws) -> tuple[Any, ...]:
    """The declared tools: a list, or a text that holds a JSON list."""
    key = first_key(value, ("tools", "available_tools", "functions"))
    tools = value[key] if key else None
    if isinstance(tools, str) and tools.strip():
        try:
            tools = json.loads(tools)
        except (ValueError, RecursionError):
            details = {"expected": "a list of tools", "got": "a text that is not JSON"}
            flaws.append(Flaw("wrong-type", f"/{key}", details))
            return ()
    if isinstance(tools, list):
        return tuple(tools)
    return (tools,) if isinstance(tools, dict) else ()


def read_prompt(value: dict[str, Any], key: str, flaws: Flaws) -> tuple[Turn, ...]:
    """The turns of a prompt: a text, or a list of messages."""
    prompt, pointer = value.get(key), f"/{escaped(key)}"
    if isinstance(prompt, list):
        return read_turns(prompt, pointer, flaws)
    if prompt is None:
        flaws.append(Flaw("missing-content", pointer if key in value else "", {"key": key}))
        return ()
    if not isinstance(prompt, str):
        expected = "a text or a list of messages"
        flaws.append(Flaw("wrong-type", pointer, {"expected": expected, "got": type_name(prompt)}))
        return ()
    if not prompt or prompt.isspace():
        flaws.append(Flaw("empty-prompt", pointer, {"what": "prompt"}))
    return (Turn("user", ((prompt, pointer),), pointer),)


def read_answer(value: dict[str, Any], key: str, flaws: Flaws, what: str = "reply") -> tuple[Turn, ...]:
    """The turns of an answer: a text, one message, or a list of messages."""
    answer, pointer = value.get(key), f"/{escaped(key)}"
    if isinstance(answer, list):
        return read_turns(answer, pointer, flaws)
    if isinstance(answer, dict):
        turn = read_turn(answer, pointer, flaws, CHAT)
        return (turn,) if turn else ()
    if answer is None:
        flaws.append(Flaw("missing-content", pointer if key in value else "", {"key": key}))
        return ()
    if not isinstance(answer, str):
        flaws.append(Flaw("wrong-type", pointer, {"expected": "a text", "got": type_name(answer)}))
        return ()
    if not answer or answer.isspace():
        flaws.append(Flaw("empty-reply", pointer, {"what": what}))
    return (Turn("assistant", ((answer, pointer),), pointer),)
