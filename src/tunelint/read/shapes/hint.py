"""What to say about rows whose shape is not known."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from tunelint.read.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CLOSE = 0.75
_LONGEST = 100
"""Code points of a key that are compared: no key of a shape is as long."""
_KNOWN_OTHERS = {
    "message_tree_id": (
        "These are OpenAssistant message trees: write each path from the first prompt to a reply as one row "
        "with “messages”."
    ),
    "input_ids": "These are token ids; texts are needed.",
}


def shape_hint(keys: Sequence[str]) -> str:
    """One or two sentences: the nearest shape, and how to map the keys in the configuration."""
    for key, hint in _KNOWN_OTHERS.items():
        if key in keys:
            return hint
    own = 'Name your own keys in the configuration: [shape] prompt = "…", reply = "…".'
    best = max(
        ((_likeness(needed, keys), shape.name, needed) for shape in SHAPES for needed in shape.keys),
        key=lambda found: found[0],
    )
    if best[0] < _CLOSE:
        return own
    _, name, needed = best
    return f"The nearest shape is {name}, which needs {listed(needed)}. {own}"


def listed(names: Iterable[str]) -> str:
    """Names in quotes, as a message lists them."""
    quoted = [f"“{name}”" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _likeness(needed: Sequence[str], keys: Sequence[str]) -> float:
    """The mean over the needed keys of how close the closest given key comes."""
    scores = [max((_closeness(want, key) for key in keys), default=0.0) for want in needed]
    return sum(scores) / len(scores)


@lru_cache(maxsize=1 << 14)
def _closeness(want: str, key: str) -> float:
    """How close a key comes to a wanted one; the same few pairs are asked for in every row."""
    return SequenceMatcher(None, want, key[:_LONGEST].lower()).ratio()
