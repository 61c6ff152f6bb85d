"""ShareGPT: `conversations` with `from` and `value`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.example import Example
from tunelint.read.shapes.fields import first_key, read_system, read_tools
from tunelint.read.shapes.order import check_order
from tunelint.read.shapes.turns import SHAREGPT, read_turns

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.read.shapes.protocol import Flaws

LISTS = ("conversations", "conversation")


class ShareGPT:
    """`{"conversations": [{"from": "human", "value": ...}, {"from": "gpt", "value": ...}]}`."""

    name = "sharegpt"
    family = "sharegpt"
    keys = (("conversations",),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether there is a list of conversations."""
        return first_key(keys, LISTS) is not None

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The conversation."""
        key = first_key(value, LISTS) or LISTS[0]
        messages, pointer = value[key], f"/{key}"
        turns = read_turns(messages, pointer, flaws, SHAREGPT)
        if not turns:
            return None
        if len(turns) == len(messages):
            check_order(turns, pointer, flaws)
        return Example(self.name, read_system(value, flaws) + turns, tools=read_tools(value, flaws))
