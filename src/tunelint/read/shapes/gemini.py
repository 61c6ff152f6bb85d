"""Gemini: `contents` of `parts`, with the roles user and model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.example import Example, Turn
from tunelint.read.flaw import Flaw, type_name
from tunelint.read.shapes.chat import ANSWER_KEYS, check_replies
from tunelint.read.shapes.content import read_content
from tunelint.read.shapes.fields import first_key, read_tools
from tunelint.read.shapes.turns import read_turns, spelling

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.read.shapes.protocol import Flaws

GEMINI = spelling(("role",), ("parts",), {"user": "user", "model": "assistant", "function": "tool"})
_SYSTEM = ("systemInstruction", "system_instruction")


class Gemini:
    """`{"contents": [{"role": "user", "parts": [{"text": ...}]}, ...]}`, with `systemInstruction`."""

    name = "gemini"
    family = "gemini"
    keys = (("contents",),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether there are contents."""
        return "contents" in keys

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The conversation, system instruction first."""
        contents = value["contents"]
        _check_parts(contents, flaws)
        turns = read_turns(contents, "/contents", flaws, GEMINI)
        if not turns:
            return None
        if len(turns) == len(contents):
            for_grading = not ANSWER_KEYS.isdisjoint(value)
            check_replies(turns, "/contents", flaws, for_grading=for_grading)
        return Example(self.name, _system(value, flaws) + turns, tools=read_tools(value, flaws))


def _check_parts(contents: Any, flaws: Flaws) -> None:
    """Note parts that are a text: in every other format the content may be one, here it may not."""
    for index, content in enumerate(contents if isinstance(contents, list) else ()):
        if isinstance(content, dict) and isinstance(content.get("parts"), str):
            details = {"expected": "a list of parts", "got": "a text"}
            flaws.append(Flaw("wrong-type", f"/contents/{index}/parts", details))


def _system(value: dict[str, Any], flaws: Flaws) -> tuple[Turn, ...]:
    key = first_key(value, _SYSTEM)
    if key is None or not value[key]:
        return ()
    instruction, pointer = value[key], f"/{key}"
    if not isinstance(instruction, dict):
        details = {"expected": "an object with parts", "got": type_name(instruction)}
        flaws.append(Flaw("wrong-type", pointer, details))
        return ()
    parts = read_content(instruction.get("parts", []), f"{pointer}/parts", flaws).parts
    return (Turn("system", parts, pointer),) if parts else ()
