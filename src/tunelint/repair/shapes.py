"""Examples written in the shapes that trainers read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tunelint.model.example import Example, Turn

_SHAREGPT = {"user": "human", "assistant": "gpt", "tool": "observation"}


class LostError(ValueError):
    """The shape has no place for something that the example holds; the text says for what."""


def write_chat(example: Example) -> dict[str, Any]:
    """`messages` with role and content."""
    _no_pair(example)
    return {"messages": _messages(example.turns)}


def write_sharegpt(example: Example) -> dict[str, Any]:
    """`conversations` with from and value."""
    _no_pair(example)
    return {
        "conversations": [
            {"from": _SHAREGPT.get(turn.role, turn.role), "value": _text(turn)} for turn in example.turns
        ]
    }


def write_alpaca(example: Example) -> dict[str, Any]:
    """`instruction`, `input` and `output`, with `system` where there is one."""
    _no_pair(example)
    system, turns = _split_system(example.turns)
    if [turn.role for turn in turns] != ["user", "assistant"]:
        raise LostError("more or other turns than one question and one answer")
    if len(system) > 1:
        raise LostError("the bounds between parts of one message")
    head = {"system": system[0]} if system else {}
    asked = [text for text, _ in turns[0].parts] if _is_instruction(turns[0]) else [_text(turns[0]), ""]
    return {**head, "instruction": asked[0], "input": asked[1], "output": _text(turns[1])}


def write_completion(example: Example) -> dict[str, Any]:
    """`prompt` and `completion` as texts."""
    _no_pair(example)
    if [turn.role for turn in example.turns] != ["user", "assistant"]:
        raise LostError("the system prompt, or more turns than one question and one answer")
    return {"prompt": _text(example.turns[0]), "completion": _text(example.turns[1])}


def write_gemini(example: Example) -> dict[str, Any]:
    """`systemInstruction` and `contents` with parts."""
    _no_pair(example)
    system, turns = _split_system(example.turns)
    roles = {"user": "user", "assistant": "model"}
    _only(turns, roles)
    head = {"systemInstruction": {"parts": [{"text": text} for text in system]}} if system else {}
    contents = [{"role": roles[turn.role], "parts": _blocks(turn)} for turn in turns]
    return {**head, "contents": contents}


def write_bedrock(example: Example) -> dict[str, Any]:
    """`schemaVersion`, `system` and `messages` with blocks of text, as Nova and Llama read them."""
    _no_pair(example)
    system, turns = _split_system(example.turns)
    _only(turns, {"user": "", "assistant": ""})
    head = {"system": [{"text": text} for text in system]} if system else {}
    messages = [{"role": turn.role, "content": _blocks(turn)} for turn in turns]
    return {"schemaVersion": "bedrock-conversation-2024", **head, "messages": messages}


def write_preference(example: Example) -> dict[str, Any]:
    """`prompt`, `chosen` and `rejected` as lists of messages."""
    _pair(example)
    return {
        "prompt": _messages(example.turns),
        "chosen": _messages(example.chosen),
        "rejected": _messages(example.rejected),
    }


def write_openai_preference(example: Example) -> dict[str, Any]:
    """`input`, `preferred_output` and `non_preferred_output`."""
    _pair(example)
    if len(example.chosen) != 1 or len(example.rejected) != 1:
        raise LostError("answers of several messages")
    return {
        "input": {"messages": _messages(example.turns)},
        "preferred_output": _messages(example.chosen),
        "non_preferred_output": _messages(example.rejected),
    }


WRITERS: dict[str, Callable[[Example], dict[str, Any]]] = {
    "chat": write_chat,
    "sharegpt": write_sharegpt,
    "alpaca": write_alpaca,
    "completion": write_completion,
    "gemini": write_gemini,
    "bedrock": write_bedrock,
    "preference": write_preference,
    "openai-preference": write_openai_preference,
}
"""Name of a shape -> the function that writes an example in it, or says what it has no place for."""


def _messages(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    return [{"role": turn.role, "content": _text(turn)} for turn in turns]


def _text(turn: Turn) -> str:
    """The turn's one text; an instruction and its input are joined as trainers join them."""
    if len(turn.parts) > 1 and not _is_instruction(turn):
        raise LostError("the bounds between parts of one message")
    return turn.text


def _blocks(turn: Turn) -> list[dict[str, str]]:
    if _is_instruction(turn):
        return [{"text": turn.text}]
    return [{"text": text} for text, _ in turn.parts]


def _is_instruction(turn: Turn) -> bool:
    """Whether the turn is an instruction with an input of its own."""
    return [pointer for _, pointer in turn.parts] == ["/instruction", "/input"]


def _split_system(turns: Sequence[Turn]) -> tuple[list[str], list[Turn]]:
    """The texts of the system prompt at the start, and the turns after it."""
    count = 0
    while count < len(turns) and turns[count].role == "system":
        count += 1
    return [text for turn in turns[:count] for text, _ in turn.parts], list(turns[count:])


def _only(turns: Sequence[Turn], roles: dict[str, str]) -> None:
    for turn in turns:
        if turn.role not in roles:
            raise LostError(f"a turn of the role “{turn.role}” in this place")


def _no_pair(example: Example) -> None:
    if example.chosen or example.rejected:
        raise LostError("the rejected answer")


def _pair(example: Example) -> None:
    if not example.chosen or not example.rejected:
        raise LostError("rows without a pair of answers")
