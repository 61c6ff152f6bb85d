"""Alpaca: `instruction`, `input` and `output`, and the self-instruct form with several instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.example import Example, Turn
from tunelint.read.flaw import Flaw, type_name
from tunelint.read.shapes.fields import first_key, read_answer, read_system, read_text, read_tools

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.read.shapes.protocol import Flaws

ANSWERS = ("output", "response", "completion", "answer")
_CONTEXTS = ("input", "context")


class Alpaca:
    """`{"instruction": ..., "input": ..., "output": ...}`; the answer may be called `response`."""

    name = "alpaca"
    family = "alpaca"
    keys = (("instruction", "output"), ("instruction", "response"))

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether an instruction stands beside an answer."""
        return "instruction" in keys and first_key(keys, ANSWERS) is not None

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """System prompt, history, instruction with its input, answer."""
        key = first_key(value, ANSWERS) or ANSWERS[0]
        turns = (*read_instruction(value, flaws), *read_answer(value, key, flaws))
        return Example(self.name, turns, tools=read_tools(value, flaws)) if turns else None


def read_instruction(value: dict[str, Any], flaws: Flaws) -> tuple[Turn, ...]:
    """Everything before the answer: system prompt, history, and instruction and input as one user turn."""
    before = len(flaws)
    instruction = read_text(value, "instruction", flaws)
    context = read_text(value, first_key(value, _CONTEXTS) or "input", flaws)
    parts = (*instruction, *(part for part in context if part[0]))
    if len(flaws) == before and not any(text and not text.isspace() for text, _ in parts):
        flaws.append(Flaw("empty-prompt", "/instruction", {"what": "instruction"}))
    prompt = (Turn("user", parts, "/instruction"),) if parts else ()
    return (*read_system(value, flaws), *_history(value.get("history"), flaws), *prompt)


def _history(history: Any, flaws: Flaws) -> tuple[Turn, ...]:
    """Earlier turns, as pairs of prompt and answer."""
    if not history:
        return ()
    if not isinstance(history, list):
        details = {"expected": "a list of pairs", "got": type_name(history)}
        flaws.append(Flaw("wrong-type", "/history", details))
        return ()
    turns: list[Turn] = []
    for index, pair in enumerate(history):
        at = f"/history/{index}"
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(text, str) for text in pair):
            details = {"expected": "a pair of two texts", "got": type_name(pair)}
            flaws.append(Flaw("wrong-type", at, details))
            continue
        turns.append(Turn("user", ((pair[0], f"{at}/0"),), f"{at}/0"))
        turns.append(Turn("assistant", ((pair[1], f"{at}/1"),), f"{at}/1"))
    return tuple(turns)


class SelfInstruct:
    """`{"instruction": ..., "instances": [{"input": ..., "output": ...}]}`."""

    name = "self-instruct"
    family = "self-instruct"
    keys = (("instruction", "instances"),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether an instruction has a list of instances."""
        return "instruction" in keys and "instances" in keys

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The instances as turns; the instruction opens the first."""
        instances = value["instances"]
        if not isinstance(instances, list):
            details = {"expected": "a list of instances", "got": type_name(instances)}
            flaws.append(Flaw("wrong-type", "/instances", details))
            return None
        if not instances:
            flaws.append(Flaw("no-turns", "/instances"))
        instruction = read_text(value, "instruction", flaws)
        turns: list[Turn] = []
        for index, instance in enumerate(instances):
            turns += _instance(instance, f"/instances/{index}", () if index else instruction, flaws)
        return Example(self.name, tuple(turns)) if turns else None


def _instance(
    instance: Any,
    pointer: str,
    instruction: tuple[tuple[str, str], ...],
    flaws: Flaws,
) -> list[Turn]:
    if not isinstance(instance, dict):
        details = {"expected": "an object with input and output", "got": type_name(instance)}
        flaws.append(Flaw("wrong-type", pointer, details))
        return []
    own: Flaws = []
    context = tuple(part for part in read_text(instance, "input", own) if part[0])
    answer = read_answer(instance, "output", own)
    flaws += [flaw._replace(pointer=pointer + flaw.pointer) for flaw in own]
    parts = tuple((text, pointer + at) for text, at in context)
    replies = [
        turn._replace(pointer=pointer + turn.pointer, parts=_under(turn.parts, pointer)) for turn in answer
    ]
    return [Turn("user", instruction + parts, pointer), *replies]


def _under(parts: tuple[tuple[str, str], ...], pointer: str) -> tuple[tuple[str, str], ...]:
    return tuple((text, pointer + at) for text, at in parts)
