"""How many tokens a text has: exact where the tokenizer is at hand, otherwise an estimate that says so."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.judge.structure.draft import EVERY, all_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tunelint.judge.structure.draft import Draft

BYTES_PER_TOKEN = 4
"""Bytes of UTF-8 for one token: about 4 in English, German and Chinese and 6 in Russian under o200k_base."""


class Count(NamedTuple):
    """A number of tokens, and whether it was counted by the encoding itself."""

    tokens: int
    exact: bool


_ANSWERING = frozenset({"assistant", "gpt", "model", "function_call", "Chatbot"})
_ANSWERS = frozenset({"completion", "output", "response", "chosen", "rejected", "text"})
_AHEAD = frozenset({"tools", "functions", "system", "systemInstruction"})
"""Keys that templates put before the conversation, wherever they stand in the row."""

_PAIRS = (("chosen", "rejected"), ("preferred_output", "non_preferred_output"))


class Stretch(NamedTuple):
    """A text of a row, and whether the model is trained to write it."""

    text: str
    answer: bool


def stretches_of(draft: Draft) -> list[Stretch]:
    """The texts of a row as templates order them; of two answers of a preference pair only the longer one."""
    left_out = {_shorter(draft.value, *pair) for pair in _PAIRS}
    roles = {message.pointer: message.role for message in draft.messages(EVERY)}
    ahead, found = [], []
    for pointer, text in all_texts(draft.value):
        parts = pointer.split("/")
        if parts[1] in _AHEAD:
            ahead.append(Stretch(text, answer=False))
        elif parts[1] not in left_out:
            role = roles.get("/".join(parts[:3])) or roles.get("/".join(parts[:4]), "")
            answer = role in _ANSWERING if role else parts[1] in _ANSWERS
            found.append(Stretch(text, answer and parts[-1] != draft.method.role))
    return ahead + found


def _shorter(value: dict[str, Any], one: str, other: str) -> str:
    lengths = {
        key: sum(len(text) for _, text in all_texts(value[key])) for key in (one, other) if key in value
    }
    return min(lengths, key=lambda key: lengths[key]) if len(lengths) > 1 else ""


def count_tokens(texts: Iterable[str], encoding: str = "") -> Count:
    """The tokens of some texts under an encoding (`o200k_base`, `cl100k_base`, `llama3`, `qwen3`).

    Exact with `tunelint[tokens]`; otherwise, or for an encoding that is not public, an estimate.
    """
    table = _table(encoding) if encoding else None
    if table is None:
        return Count(sum(map(estimate, texts)), exact=False)
    return Count(sum(len(table.encode_ordinary(text)) for text in texts), exact=True)


def estimate(text: str) -> int:
    """About how many tokens a text has."""
    return len(text.encode("utf-8", "surrogatepass")) // BYTES_PER_TOKEN


@lru_cache(maxsize=4)
def _table(encoding: str) -> Any:
    try:
        import quicktok
    except ImportError:
        return None
    try:
        return quicktok.get_encoding(encoding)
    except (ValueError, KeyError, RuntimeError):
        return None
