"""Preference data: one prompt, a preferred and a rejected answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.example import Example, Turn
from tunelint.read.flaw import Flaw
from tunelint.read.shapes.alpaca import read_instruction
from tunelint.read.shapes.fields import first_key, read_answer, read_prompt, read_system, read_tools
from tunelint.read.shapes.sharegpt import LISTS
from tunelint.read.shapes.turns import SHAREGPT, read_turns

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.read.shapes.protocol import Flaws

PAIRS = (
    ("chosen", "rejected"),
    ("preferred_output", "non_preferred_output"),
    ("chosen_messages", "rejected_messages"),
    ("response_j", "response_k"),
)
_PROMPTS = ("prompt", "question", "query", "input")


class Preference:
    """`prompt`, `chosen` and `rejected`, as texts or messages, and the spellings of OpenAI and others."""

    name = "preference"
    family = "preference"
    keys = (("prompt", "chosen", "rejected"), ("input", "preferred_output", "non_preferred_output"))

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether there is an answer of a pair: one alone is a fault, but still preference data."""
        return any(one in keys or other in keys for one, other in PAIRS)

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The prompt's turns, and those of both answers without the turns they share with it."""
        better, worse = next((pair for pair in PAIRS if pair[0] in value or pair[1] in value), PAIRS[0])
        prompt = _prompt(value, flaws)
        chosen = _answer(value, better, "preferred answer", flaws)
        rejected = _answer(value, worse, "rejected answer", flaws)
        if not chosen and not rejected:
            return None
        shared = _shared(prompt, chosen, rejected)
        if shared:
            prompt, chosen, rejected = prompt or chosen[:shared], chosen[shared:], rejected[shared:]
        return Example(self.name, prompt, chosen, rejected, read_tools(value, flaws))


def _prompt(value: dict[str, Any], flaws: Flaws) -> tuple[Turn, ...]:
    """The turns before the answers; none where the answers hold the whole conversation."""
    if "instruction" in value:
        return read_instruction(value, flaws)
    key = first_key(value, LISTS)
    if key:
        return (*read_system(value, flaws), *read_turns(value[key], f"/{key}", flaws, SHAREGPT))
    key = first_key(value, _PROMPTS)
    if key is None:
        system = read_system(value, flaws)
        return (*system, *(read_turns(value["messages"], "/messages", flaws) if "messages" in value else ()))
    prompt = value[key]
    if isinstance(prompt, dict):
        own: Flaws = []
        turns = read_turns(prompt.get("messages"), "/messages", own)
        flaws += [flaw._replace(pointer=f"/{key}{flaw.pointer}") for flaw in own]
        return tuple(_moved(turn, f"/{key}") for turn in turns)
    return (*read_system(value, flaws), *read_prompt(value, key, flaws))


def _moved(turn: Turn, pointer: str) -> Turn:
    parts = tuple((text, pointer + at) for text, at in turn.parts)
    return turn._replace(pointer=pointer + turn.pointer, parts=parts)


def _answer(value: dict[str, Any], key: str, what: str, flaws: Flaws) -> tuple[Turn, ...]:
    if value.get(key) is None:
        flaws.append(Flaw("no-reply", f"/{key}" if key in value else "", {"what": what}))
        return ()
    if isinstance(value[key], list) and not value[key]:
        flaws.append(Flaw("no-reply", f"/{key}", {"what": what}))
        return ()
    turns = read_answer(value, key, flaws, what)
    if turns and not any(turn.role == "assistant" for turn in turns):
        flaws.append(Flaw("no-reply", f"/{key}", {"what": what}))
    return turns


def _shared(prompt: tuple[Turn, ...], chosen: tuple[Turn, ...], rejected: tuple[Turn, ...]) -> int:
    """How many turns at the start of both answers belong to the prompt."""
    if len(chosen) < 2 or len(rejected) < 2:
        return 0
    limit = min(len(chosen), len(rejected)) - 1
    shared = 0
    while shared < limit and _same(chosen[shared], rejected[shared]):
        shared += 1
    if not prompt:
        return shared
    said = [turn for turn in prompt if turn.role not in ("system", "developer")]
    opening = [turn for turn in chosen[:shared] if turn.role not in ("system", "developer")]
    same = len(opening) <= len(said) and all(
        _same(one, other) for one, other in zip(said, opening, strict=False)
    )
    return shared if same else 0


def _same(one: Turn, other: Turn) -> bool:
    return one.role == other.role and one.text == other.text and one.calls == other.calls
