"""The shapes of training data, one file for each family."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tunelint.model.plugins import load_plugins
from tunelint.read.shapes.alpaca import Alpaca, SelfInstruct
from tunelint.read.shapes.chat import Bare, Bedrock, Chat
from tunelint.read.shapes.completion import KTO, Completion, Prompts, Text
from tunelint.read.shapes.gemini import Gemini
from tunelint.read.shapes.mapped import Mapped
from tunelint.read.shapes.preference import Preference
from tunelint.read.shapes.sharegpt import ShareGPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tunelint.read.shapes.protocol import Shape

SHAPES: tuple[Shape, ...] = (
    Preference(),
    KTO(),
    Bedrock(),
    Chat(),
    ShareGPT(),
    Gemini(),
    SelfInstruct(),
    Alpaca(),
    Completion(),
    Prompts(),
    Text(),
)
"""All shapes that are told by their keys, the more particular before the more general."""

BARE = Bare()
_UNSUPPORTED = frozenset({"message_tree_id"})


def finder(table: Mapping[str, str]) -> Callable[[Any], Shape | None]:
    """A function that gives the shape of a decoded record, or None; `table` maps the user's own keys."""
    shapes = (Mapped(table), *SHAPES) if table else SHAPES

    @lru_cache(maxsize=1024)
    def by_keys(keys: tuple[str, ...]) -> Shape | None:
        if not _UNSUPPORTED.isdisjoint(keys):
            return None
        return next((shape for shape in _with_plugins(shapes) if shape.recognises(keys)), None)

    def find(value: Any) -> Shape | None:
        if isinstance(value, dict):
            return by_keys(tuple(value))
        return BARE if is_conversation(value) else None

    return find


def _with_plugins(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    """The shapes, and only where none of them is taken those of other packages."""
    yield from shapes
    yield from load_plugins("shapes")


def is_conversation(value: Any) -> bool:
    """Whether a decoded value is a list of messages."""
    return (
        isinstance(value, list)
        and bool(value)
        and isinstance(value[0], dict)
        and ("role" in value[0] or "from" in value[0])
    )
