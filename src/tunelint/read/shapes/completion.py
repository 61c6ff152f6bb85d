"""A prompt and its answer, under any of the usual pairs of keys; prompts alone; KTO; plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.example import Example
from tunelint.read.flaw import Flaw, type_name
from tunelint.read.shapes.alpaca import Alpaca
from tunelint.read.shapes.chat import Chat
from tunelint.read.shapes.fields import first_key, read_answer, read_prompt, read_system, read_tools
from tunelint.read.shapes.order import check_order
from tunelint.read.shapes.sharegpt import ShareGPT

if TYPE_CHECKING:
    from collections.abc import Collection

    from tunelint.read.shapes.protocol import Flaws, Shape

PAIRS = (
    ("prompt", "completion"),
    ("prompt", "response"),
    ("prompt", "output"),
    ("prompt", "generation"),
    ("prompt", "answer"),
    ("question", "answer"),
    ("question", "response"),
    ("query", "response"),
    ("query", "answer"),
    ("input", "output"),
    ("input", "response"),
    ("input_text", "output_text"),
    ("user", "assistant"),
    ("human", "assistant"),
    ("source", "target"),
)
_OFTEN_METADATA = frozenset({("user", "assistant"), ("human", "assistant"), ("source", "target")})
"""Pairs that beside a `text` are notes about it."""

_LABELS = ("label", "kto_tag")


class Completion:
    """`{"prompt": ..., "completion": ...}` and pairs that mean the same, as texts or lists of messages."""

    name = "completion"
    family = "completion"
    keys = PAIRS

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether both keys of a pair are there."""
        return _pair(keys) is not None

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The prompt's turns and the answer's."""
        asks, answers = _pair(value) or PAIRS[0]
        before = len(flaws)
        prompt = read_prompt(value, asks, flaws)
        answer = read_answer(value, answers, flaws)
        turns = (*read_system(value, flaws), *prompt, *answer)
        if len(flaws) == before and (isinstance(value[asks], list) or isinstance(value[answers], list)):
            check_order(turns, f"/{answers}", flaws)
        return Example(self.name, turns, tools=read_tools(value, flaws)) if turns else None


class Prompts:
    """`{"prompt": ...}` without an answer: data for reinforcement learning, where the model writes it."""

    name = "prompts only"
    family = "prompts only"
    keys = (("prompt",),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether there is a prompt."""
        return "prompt" in keys

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The prompt's turns."""
        turns = (*read_system(value, flaws), *read_prompt(value, "prompt", flaws))
        return Example(self.name, turns, tools=read_tools(value, flaws)) if turns else None


class Text:
    """`{"text": ...}`: one text, trained as a whole."""

    name = "text"
    family = "text"
    keys = (("text",),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether there is a text."""
        return "text" in keys

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The text as one reply."""
        turns = read_answer(value, "text", flaws, "text")
        return Example(self.name, turns) if turns else None


class KTO:
    """An answer with a verdict: any conversation or pair with a `label` or `kto_tag` of true or false."""

    name = "kto"
    family = "kto"
    keys = (("prompt", "completion", "label"),)

    def recognises(self, keys: Collection[str]) -> bool:
        """Whether a verdict stands beside a pair or a conversation."""
        if "kto_tag" in keys:
            return any(shape.recognises(keys) for shape in _JUDGED)
        return "label" in keys and "prompt" in keys and "completion" in keys

    def parse(self, value: Any, flaws: Flaws) -> Example | None:
        """The example of the shape without the verdict, and the verdict."""
        shape = next(shape for shape in _JUDGED if shape.recognises(value))
        example = shape.parse(value, flaws)
        key = first_key(value, _LABELS) or _LABELS[0]
        label = value[key]
        if not isinstance(label, bool):
            if key == "label" and not _means_verdict(label):
                return example
            flaws.append(
                Flaw("wrong-type", f"/{key}", {"expected": "true or false", "got": type_name(label)})
            )
            label = None
        if example is None:
            return None
        return Example(self.name, example.turns, tools=example.tools, label=label)


_JUDGED: tuple[Shape, ...] = (Chat(), ShareGPT(), Alpaca(), Completion())


def _means_verdict(label: Any) -> bool:
    """Whether a label that is no boolean was meant as one; `label` may also be the row's class."""
    return label is None or str(label).lower() in ("0", "1", "-1", "0.0", "1.0", "true", "false", "yes", "no")


def _pair(keys: Collection[str]) -> tuple[str, str] | None:
    for pair in PAIRS:
        if pair[0] in keys and pair[1] in keys and not (pair in _OFTEN_METADATA and "text" in keys):
            return pair
    return None
