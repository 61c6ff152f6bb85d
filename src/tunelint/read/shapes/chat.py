"""Chat: `messages` with roles, in the spelling of OpenAI and of those who follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.example import Example
from tunelint.read.flaw import Flaw
from tunelint.read.shapes.fields import read_system, read_tools
from tunelint.read.shapes.order import check_order
from tunelint.read.shapes.turns import read_turns

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.read.shapes.protocol import Flaws

ANSWER_KEYS = frozenset(
    {
        "solution",
        "answer",
        "reference",
        "references",
        "reference_answer",
        "ground_truth",
        "target",
        "expected",
        "reward_model",
        "correct_answer",
        "verification_info",
    }
)
"""Keys beside a prompt that grade the model's answer: data for reinforcement learning has no reply."""


class Chat:
    """`{"messages": [{"role": ..., "content": ...}, ...]}`, with tools where there are any."""

    name = "chat"
    family = "chat"
    keys = (("messages",),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether there is a list of messages."""
        return "messages" in keys or "interactions" in keys

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The conversation."""
        return read_chat(value, flaws, self.name)


class Bare:
    """`[{"role": ..., "content": ...}, ...]`: a conversation without an object around it."""

    name = "messages list"
    family = "messages list"
    keys = ()

    def recognises(self, keys: Collection[str]) -> bool:
        """Never: a bare list has no keys; the reader tells it by its elements."""
        del keys
        return False

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The conversation."""
        turns = read_turns(value, "", flaws)
        if len(turns) == len(value):
            check_order(turns, "", flaws)
        return Example(self.name, turns) if turns else None


class Bedrock:
    """Bedrock's `system` beside `messages`, whose content is a text (Claude) or blocks (Nova, Llama)."""

    name = "bedrock"
    family = "chat"
    keys = (("system", "messages"),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether messages stand beside a system prompt or a schema version."""
        return "messages" in keys and ("system" in keys or "schemaVersion" in keys)

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The conversation, system prompt first."""
        return read_chat(value, flaws, self.name)


def read_chat(value: dict[str, Any], flaws: Flaws, name: str) -> Example | None:
    """The conversation under `messages`, with the system prompt and tools beside it."""
    key = "messages" if "messages" in value else "interactions"
    messages, pointer = value[key], f"/{key}"
    turns = read_turns(messages, pointer, flaws)
    if not turns:
        return None
    if len(turns) == len(messages):
        for_grading = not ANSWER_KEYS.isdisjoint(value)
        check_replies(turns, pointer, flaws, for_grading=for_grading)
    if len(value) == 1:
        return Example(name, turns)
    return Example(name, read_system(value, flaws) + turns, tools=read_tools(value, flaws))


def check_replies(turns: tuple[Any, ...], pointer: str, flaws: Flaws, *, for_grading: bool) -> None:
    """Check the order; data whose answers are graded may end with the user, which is only a warning."""
    check_order(turns, pointer, flaws, replies=not for_grading)
    if for_grading and turns[-1].role != "assistant":
        flaws.append(Flaw("no-final-reply", turns[-1].pointer, {"role": turns[-1].role}))
