"""Training examples, free of the file format they came from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Role = Literal["system", "prompt", "reply", "rejected", "tool", "row"]
"""What a passage is in its example; `row` is the whole example as one text."""

ROLES: tuple[Role, ...] = ("system", "prompt", "reply", "rejected", "tool", "row")
TURN_ROLES = ("system", "developer", "user", "assistant", "tool")
"""The roles of turns after reading; shapes map their own spellings to these."""

_PASSAGE_ROLE: dict[str, Role] = {
    "system": "system",
    "developer": "system",
    "user": "prompt",
    "assistant": "reply",
    "tool": "tool",
}


LONGEST = 1 << 20
"""Code points of a text that are measured: more than any trainer takes, and 200 MB in the meantime."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an example with its role and the JSON Pointer (RFC 6901) of the string it is."""

    text: str
    role: Role
    pointer: str

    @property
    def measured(self) -> str:
        """The part of the text that is measured: all of it, but for texts that no trainer takes.

        These are cut behind a full stop, so that they do not look cut off.
        """
        if len(self.text) <= LONGEST:
            return self.text
        return self.text[: self.text.rfind(". ", LONGEST // 2, LONGEST) + 1 or LONGEST]


class Turn(NamedTuple):
    """One message: canonical role, text parts with their pointers, and what the trainer may read beside them.

    `weight` is None where the data says nothing; 0 means that the turn is not trained.
    `calls` are the tool calls as decoded.
    """

    role: str
    parts: tuple[tuple[str, str], ...]
    pointer: str
    weight: float | None = None
    calls: tuple[Any, ...] = ()

    @property
    def text(self) -> str:
        """All text parts, joined by line feeds."""
        return self.parts[0][0] if len(self.parts) == 1 else "\n".join(text for text, _ in self.parts)


class Example(NamedTuple):
    """One training example: the conversation, or the prompt with a preferred and a rejected answer.

    `chosen` and `rejected` are empty except in preference data. `label` is the verdict of KTO data.
    """

    shape: str
    turns: tuple[Turn, ...]
    chosen: tuple[Turn, ...] = ()
    rejected: tuple[Turn, ...] = ()
    tools: tuple[Any, ...] = ()
    label: bool | None = None
    extra: Mapping[str, Any] = {}

    def passages(self, on: str) -> Iterator[Passage]:
        """The texts of one role, in order; `row` gives the whole example as a single text."""
        if on == "row":
            yield Passage(self.row_text(), "row", "")
            return
        if on == "rejected":
            yield from _passages(self.rejected, "rejected", frozenset({"assistant"}))
            return
        for turn in (*self.turns, *self.chosen):
            if _PASSAGE_ROLE.get(turn.role) == on:
                yield from (Passage(text, _PASSAGE_ROLE[turn.role], pointer) for text, pointer in turn.parts)

    def row_text(self) -> str:
        """Every turn with its role, so that equal texts mean equal training."""
        groups = (self.turns, self.chosen, self.rejected)
        return "\x1e".join("\x1f".join(map(_spoken, group)) for group in groups if group)

    def context(self) -> str:
        """Everything the model sees before its last reply: system prompt, earlier turns, last prompt."""
        turns = self.turns
        if turns and turns[-1].role == "assistant" and not self.chosen:
            turns = turns[:-1]
        return "\n".join(turn.text for turn in turns)


def _spoken(turn: Turn) -> str:
    """A turn as text: its role, what it says, and the tools it calls."""
    calls = json.dumps(turn.calls, ensure_ascii=False, sort_keys=True, default=str) if turn.calls else ""
    return f"{turn.role}: {turn.text}{calls}"


def _passages(turns: tuple[Turn, ...], role: Role, roles: frozenset[str]) -> Iterator[Passage]:
    for turn in turns:
        if turn.role in roles:
            yield from (Passage(text, role, pointer) for text, pointer in turn.parts)
